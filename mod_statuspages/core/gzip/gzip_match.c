/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Hash chains and lazy matching, as deflate's own compressors do it, with a
 * rule on top for matches that cross a hole; see gzip_match.h. */
#include "gzip/gzip_match.h"

#include "gzip/gzip_code.h"

/* Candidates that are tried for a match: bounds the time. */
#define TRIES 256
/* A match that is as long as this is not worth a look at the next byte's. */
#define LONG_MATCH 64
/* Three bytes from far away take more bits than they save. */
#define NEAR 4096
/* A link costs some work in each response, so it must save more; less where a
 * page is so small that a few bytes are a part of it. */
#define LINK_MIN 10
#define SMALL 2048
#define SMALL_LINK_MIN 4
/* Its distance grows with the holes, and beyond the window it can't be used,
 * so it must leave room for ordinary ones. */
#define LINK_FAR (SP_GZIP_WINDOW - 8192)

#define HASH_BITS 13
#define NONE 0xFFFFFFFFU

typedef struct matcher_t {
    sp_gzip_text_t *text;
    const sp_gzip_literal_t *here; /* the literal that is at work */
    int slots;                     /* given away */
    apr_uint32_t link_min;
    apr_uint32_t *previous; /* of the same hash, for each byte */
    apr_uint32_t latest[1 << HASH_BITS];
} matcher_t;

static apr_uint32_t hash(const unsigned char *p)
{
    apr_uint32_t v =
        (apr_uint32_t)p[0] | (apr_uint32_t)p[1] << 8 | (apr_uint32_t)p[2] << 16;

    return (v * 2654435761U) >> (32 - HASH_BITS);
}

/* A jump around a literal that ends before some step: that step can be reached
 * without it. */
static void find_ways_around(sp_gzip_text_t *text, const sp_plan_t *plan)
{
    int i, k;

    for (i = 0; i < text->count; i++) {
        sp_gzip_literal_t *literal = &text->literals[i];

        for (k = 0; k < literal->step; k++) {
            const sp_step_t *jump = &plan->steps[k];

            if (jump->kind != SP_STEP_LITERAL && jump->kind != SP_STEP_HOLE &&
                jump->target > literal->step && jump->target < literal->until) {
                literal->until = jump->target;
            }
        }
    }
}

static void join_literals(sp_gzip_text_t *text, const sp_plan_t *plan,
                          apr_pool_t *pool)
{
    unsigned char *bytes;
    int i;

    for (i = 0; i < plan->count; i++) {
        if (plan->steps[i].kind == SP_STEP_LITERAL) {
            text->len += (apr_uint32_t)plan->steps[i].len;
            text->count++;
        }
    }
    bytes = apr_palloc(pool, text->len + 1);
    text->bytes = bytes;
    text->literals =
        apr_palloc(pool, sizeof(*text->literals) * ((size_t)text->count + 1));
    text->tokens = apr_palloc(pool, sizeof(*text->tokens) * (text->len + 1));
    text->len = 0;
    text->count = 0;
    for (i = 0; i < plan->count; i++) {
        const sp_step_t *step = &plan->steps[i];

        if (step->kind == SP_STEP_LITERAL) {
            apr_uint32_t end = text->len + (apr_uint32_t)step->len;

            memcpy(bytes + text->len, step->text, step->len);
            text->literals[text->count++] = (sp_gzip_literal_t){
                i, plan->count, text->len, end, SP_GZIP_NO_SLOT};
            text->len = end;
        }
    }
}

/* Whether what is at work may refer to a literal before it. */
static int may_link(const matcher_t *m, const sp_gzip_literal_t *to)
{
    return m->here->step < to->until &&
           (to->slot != SP_GZIP_NO_SLOT || m->slots < SP_GZIP_SLOTS);
}

static apr_uint32_t same_bytes(const unsigned char *a, const unsigned char *b,
                               apr_uint32_t max)
{
    apr_uint32_t n = 0;

    while (n < max && a[n] == b[n]) {
        n++;
    }
    return n;
}

/* How much of what is at @a at stands at @a from, too, that may be used. */
static apr_uint32_t try_match(const matcher_t *m, apr_uint32_t at,
                              apr_uint32_t from, const sp_gzip_literal_t *in)
{
    const unsigned char *bytes = m->text->bytes;
    apr_uint32_t max = m->here->end - at;
    apr_uint32_t len;

    max = max < SP_GZIP_MATCH_MAX ? max : SP_GZIP_MATCH_MAX;
    if (in == m->here) {
        len = same_bytes(bytes + at, bytes + from, max);
        return len > SP_GZIP_MATCH_MIN || at - from <= NEAR ? len : 0;
    }
    if (at - from > LINK_FAR || !may_link(m, in)) {
        return 0;
    }
    max = max < in->end - from ? max : in->end - from;
    len = same_bytes(bytes + at, bytes + from, max);
    return len >= m->link_min ? len : 0;
}

/* The longest match for what is at @a at, of several the nearest. */
static sp_gzip_token_t find(const matcher_t *m, apr_uint32_t at)
{
    sp_gzip_token_t best = {0, 1, 0};
    const sp_gzip_literal_t *in = m->here;
    apr_uint32_t from;
    int tries = TRIES;

    if (m->here->end - at < SP_GZIP_MATCH_MIN) {
        return best;
    }
    from = m->latest[hash(m->text->bytes + at)];
    while (from != NONE && at - from <= SP_GZIP_WINDOW && tries-- > 0 &&
           best.len < m->here->end - at && best.len < SP_GZIP_MATCH_MAX) {
        apr_uint32_t len;

        while (from < in->begin) {
            in--;
        }
        len = try_match(m, at, from, in);
        if (len >= SP_GZIP_MATCH_MIN && len > best.len) {
            best = (sp_gzip_token_t){from, (apr_uint16_t)len,
                                     (apr_int16_t)(in - m->text->literals)};
        }
        from = m->previous[from];
    }
    return best;
}

/* From now on the byte at @a at can be found. */
static void remember(matcher_t *m, apr_uint32_t at)
{
    apr_uint32_t *latest;

    if (m->text->len - at >= SP_GZIP_MATCH_MIN) {
        latest = &m->latest[hash(m->text->bytes + at)];
        m->previous[at] = *latest;
        *latest = at;
    }
}

static void take(matcher_t *m, sp_gzip_token_t token)
{
    sp_gzip_text_t *text = m->text;
    sp_gzip_literal_t *in = &text->literals[token.literal];

    if (token.len > 1 && in != m->here && in->slot == SP_GZIP_NO_SLOT) {
        in->slot = m->slots++;
    }
    text->tokens[text->token_count++] = token;
}

/* A match waits until the next byte's is known not to be longer. */
static void match_literal(matcher_t *m)
{
    apr_uint32_t at = m->here->begin;

    while (at < m->here->end) {
        sp_gzip_token_t token = find(m, at);
        apr_uint32_t done = at;

        remember(m, done++);
        if (token.len > 1 && token.len < LONG_MATCH && done < m->here->end &&
            find(m, done).len > token.len) {
            token.len = 1;
        }
        take(m, token);
        at += token.len;
        while (done < at) {
            remember(m, done++);
        }
    }
}

void sp_gzip_match(sp_gzip_text_t *text, const sp_plan_t *plan,
                   apr_pool_t *pool)
{
    matcher_t *m = apr_palloc(pool, sizeof(*m));
    int i;

    memset(text, 0, sizeof(*text));
    join_literals(text, plan, pool);
    find_ways_around(text, plan);
    m->text = text;
    m->slots = 0;
    m->link_min = text->len < SMALL ? SMALL_LINK_MIN : LINK_MIN;
    m->previous = apr_palloc(pool, sizeof(*m->previous) * (text->len + 1));
    memset(m->latest, 0xFF, sizeof(m->latest));
    for (i = 0; i < text->count; i++) {
        m->here = &text->literals[i];
        match_literal(m);
    }
}
