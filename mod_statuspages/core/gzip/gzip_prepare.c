/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Preparing a plan for gzip.c: judges whether it pays, and lays what
 * gzip_encode.h has made into one block (gzip_pieces.h). */
#include "gzip/gzip.h"

#include "gzip/gzip_encode.h"

#include <apr_strings.h>

/* What a hole is expected to hold. */
#define LIVE 32

static int pays(const sp_plan_t *plan, apr_size_t least)
{
    apr_size_t len = 0;
    apr_size_t holes = 0;
    int literals = 0;
    int i;

    for (i = 0; i < plan->count; i++) {
        holes += plan->steps[i].kind == SP_STEP_HOLE;
        if (plan->steps[i].kind == SP_STEP_LITERAL) {
            if (plan->steps[i].len > SP_GZIP_TEXT_MAX - len) {
                return 0;
            }
            len += plan->steps[i].len;
            literals++;
        }
    }
    return len + holes * LIVE >= least && literals <= SP_GZIP_LITERALS_MAX;
}

/* The bytes of the literals that no jump leads around. */
static apr_uint32_t always(const sp_plan_t *plan)
{
    apr_uint32_t len = 0;
    int free_from = 0; /* before this step one may be jumped over */
    int i;

    for (i = 0; i < plan->count; i++) {
        const sp_step_t *step = &plan->steps[i];

        if (step->kind == SP_STEP_LITERAL) {
            len += i >= free_from ? (apr_uint32_t)step->len : 0;
        }
        else if (step->kind != SP_STEP_HOLE && step->target > free_from) {
            free_from = step->target;
        }
    }
    return len;
}

static apr_uint32_t text_len(const sp_gzip_text_t *text, int literal)
{
    return text->literals[literal].end - text->literals[literal].begin;
}

/* The one that leads has no CRC before it that would have to be shifted. */
static int first_shifted(const sp_gzip_text_t *text)
{
    return sp_gzip_leads(text) ? 1 : 0;
}

/* Literals of one length share a shift: the first of those that need it. */
static int first_of_length(const sp_gzip_text_t *text, int literal)
{
    int i = first_shifted(text);

    while (text_len(text, i) != text_len(text, literal)) {
        i++;
    }
    return i;
}

static apr_uint32_t count_shifts(const sp_gzip_text_t *text)
{
    apr_uint32_t count = 0;
    int i;

    for (i = first_shifted(text); i < text->count; i++) {
        count += first_of_length(text, i) == i;
    }
    return count;
}

/* Where the parts of the block begin. */
typedef struct layout_t {
    apr_uint32_t shifts;
    apr_uint32_t links;
    apr_uint32_t bits;
    apr_uint32_t size;
} layout_t;

static layout_t lay_out(const sp_gzip_text_t *text,
                        const sp_gzip_coded_t *coded)
{
    layout_t l;

    l.shifts = (apr_uint32_t)(sizeof(sp_gzip_t) +
                              (size_t)text->count * sizeof(sp_gzip_piece_t));
    l.links =
        l.shifts + count_shifts(text) * (apr_uint32_t)sizeof(sp_gzip_shift_t);
    l.bits = l.links + coded->link_count * (apr_uint32_t)sizeof(sp_gzip_link_t);
    l.size = (l.bits + coded->size + 8 + 7) & ~7U; /* eight may be read */
    return l;
}

/* Make the shifts, each where a piece is the first of its length. */
static void fill_shifts(sp_gzip_t *gzip, const layout_t *l,
                        const sp_gzip_text_t *text)
{
    apr_uint32_t next = l->shifts;
    int i;

    for (i = first_shifted(text); i < text->count; i++) {
        int first = first_of_length(text, i);

        if (first < i) {
            gzip->pieces[i].shift = gzip->pieces[first].shift;
        }
        else {
            sp_gzip_shift_make((sp_gzip_shift_t *)((char *)gzip + next),
                               text_len(text, i));
            gzip->pieces[i].shift = next;
            next += (apr_uint32_t)sizeof(sp_gzip_shift_t);
        }
    }
}

static void fill_pieces(sp_gzip_t *gzip, const layout_t *l,
                        const sp_gzip_coded_t *coded, int count)
{
    int i;

    for (i = 0; i < count; i++) {
        gzip->pieces[i] = coded->pieces[i];
        gzip->pieces[i].bits += l->bits;
        gzip->pieces[i].link *= (apr_uint32_t)sizeof(sp_gzip_link_t);
        gzip->pieces[i].link += l->links;
    }
}

/* Whether a byte stands for itself when it is escaped. Markdown looks at a
 * byte's neighbours, too; and past ASCII none is a character alone. */
static int stays(sp_escape_t escape, char byte)
{
    char out[16];

    return escape < SP_ESCAPE_MARKDOWN &&
           sp_escape_size(escape, &byte, 1) == 1 &&
           sp_escape_write(escape, out, &byte, 1) == out + 1 && *out == byte;
}

static void mark_bytes(sp_gzip_t *gzip, const sp_plan_t *plan)
{
    sp_escape_t escape = SP_ESCAPE_NONE;
    int i = 0;

    while (i < plan->count && plan->steps[i].kind != SP_STEP_HOLE) {
        i++;
    }
    if (i < plan->count) {
        escape = plan->steps[i].escape;
    }
    gzip->escape = (int)escape;
    for (i = 0; i < 256; i++) {
        if (!stays(escape, (char)i)) {
            gzip->byte[i] |= SP_GZIP_CODE_MARK;
        }
    }
}

static sp_gzip_t *make_block(const sp_plan_t *plan, const sp_gzip_text_t *text,
                             const sp_gzip_coded_t *coded, apr_pool_t *pool)
{
    layout_t l = lay_out(text, coded);
    sp_gzip_t *gzip = apr_pcalloc(pool, l.size);

    gzip->size = l.size;
    gzip->bound = (apr_uint32_t)((coded->most + 7) / 8) - coded->lead_len / 8 +
                  SP_GZIP_TRAILER;
    gzip->always = always(plan);
    gzip->lead = l.bits;
    gzip->lead_len = coded->lead_len;
    gzip->end = coded->codes.symbol[SP_GZIP_END];
    memcpy(gzip->distance, coded->codes.distance, sizeof(gzip->distance));
    memcpy(gzip->byte, coded->codes.symbol, sizeof(gzip->byte));
    mark_bytes(gzip, plan);
    fill_pieces(gzip, &l, coded, text->count);
    fill_shifts(gzip, &l, text);
    memcpy((char *)gzip + l.links, coded->links,
           coded->link_count * sizeof(*coded->links));
    memcpy((char *)gzip + l.bits, coded->bits, coded->size);
    return gzip;
}

const sp_plan_t *sp_gzip_prepare(const sp_plan_t *plan, apr_size_t least,
                                 apr_pool_t *pool)
{
    sp_gzip_coded_t coded;
    sp_gzip_text_t text;
    apr_pool_t *scratch;
    sp_plan_t *prepared;

    if (!pays(plan, least)) {
        return plan;
    }
    apr_pool_create(&scratch, pool);
    sp_gzip_match(&text, plan, scratch);
    sp_gzip_encode(&coded, &text, scratch);
    prepared = apr_pmemdup(pool, plan, sizeof(*plan));
    prepared->gzip = make_block(plan, &text, &coded, pool);
    apr_pool_destroy(scratch);
    return prepared;
}
