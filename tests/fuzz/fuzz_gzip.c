/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* gzip. Input: facts 0 to 7, each a number (how often it is repeated) and a
 * text ("-": not there), then a plan: a letter for a step (h: a hole and its
 * fact and escaper; i, u: a section for a fact; e: its end; r: a text repeated;
 * else a text up to the separator). Oracles: what zlib inflates is what the
 * plan writes; a copy of the block is as good.
 */
#include "bytes.h"

#include <zlib.h>

#include "hostile.h"

#include "gzip/gzip.h"

#define FACTS 8
#define MOST_STEPS 200
#define DEEPEST 8

/* Longer ones than an input has room for: a stored block ends at 64 KB. */
static const char *read_fact(fuzz_bytes_t *b)
{
    unsigned n = fuzz_number(b, 128), i;
    const char *text = fuzz_header(b);
    size_t len = text ? strlen(text) : 0;
    char *out;

    if (text == NULL || (1 + n * n) * len > 150000) {
        return text;
    }
    out = apr_palloc(b->pool, (1 + n * n) * len + 1);
    for (i = 0; i < 1 + n * n; i++) {
        memcpy(out + i * len, text, len);
    }
    out[i * len] = '\0';
    return out;
}

static const sp_plan_t *read_plan(fuzz_bytes_t *b)
{
    sp_plan_builder_t *plan = sp_plan_builder(b->pool);
    int marks[DEEPEST], depth = 0, steps = 0;

    while (fuzz_more(b) && steps++ < MOST_STEPS) {
        char kind = (char)*b->p++;
        size_t len;
        char *text;
        unsigned n;

        if (kind == 'h') {
            n = fuzz_number(b, FACTS);
            sp_plan_hole(plan, (int)n,
                         (sp_escape_t)fuzz_number(b, SP_ESCAPE_COUNT));
        }
        else if ((kind == 'i' || kind == 'u') && depth < DEEPEST) {
            marks[depth++] =
                sp_plan_jump(plan, (int)fuzz_number(b, FACTS), kind == 'u');
        }
        else if (kind == 'e' && depth > 0) {
            sp_plan_jump_end(plan, marks[--depth]);
        }
        else {
            n = kind == 'r' ? 1 + 8 * fuzz_number(b, 200) : 1;
            text = fuzz_bytes(b, &len);
            for (; n > 0; n--) {
                sp_plan_literal(plan, text, len);
            }
        }
    }
    while (depth > 0) {
        sp_plan_jump_end(plan, marks[--depth]);
    }
    return sp_plan_finish(plan, b->pool);
}

static void check_member(const sp_gzip_t *gzip, const sp_plan_t *plan,
                         const sp_facts_t *facts, const char *page,
                         apr_pool_t *pool)
{
    apr_size_t len, size = sp_plan_size(plan, facts);
    const char *member = sp_gzip_fill(gzip, plan, facts, &len, pool);
    unsigned char *in = apr_palloc(pool, len);
    unsigned char *out = apr_palloc(pool, size + 1);
    z_stream z;
    int rv;

    memset(&z, 0, sizeof(z));
    memcpy(in, member, len);
    FUZZ_HOLDS(inflateInit2(&z, 15 + 16) == Z_OK);
    z.next_in = in;
    z.avail_in = (uInt)len;
    z.next_out = out;
    z.avail_out = (uInt)size + 1;
    rv = inflate(&z, Z_FINISH);
    inflateEnd(&z);
    FUZZ_HOLDS(rv == Z_STREAM_END, "%d %s", rv, z.msg ? z.msg : "");
    FUZZ_HOLDS(z.avail_in == 0 && z.total_out == size);
    FUZZ_HOLDS(memcmp(out, page, size) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes_t b = fuzz_begin(data, size);
    sp_facts_t facts, none;
    const sp_plan_t *plan;
    const sp_gzip_t *gzip;
    apr_uint64_t without;
    char *page;
    int i;

    memset(&facts, 0, sizeof(facts));
    memset(&none, 0, sizeof(none));
    for (i = 0; i < FACTS; i++) {
        facts.value[i] = read_fact(&b);
    }
    plan = read_plan(&b);
    for (i = 0; plan != NULL && i < FACTS; i++) {
        without = sp_plan_facts_without(plan, i);
        FUZZ_HOLDS((without & ~plan->facts) == 0);
    }
    page = plan ? hostile_page(plan, &facts, b.pool) : NULL;
    gzip = page ? sp_gzip_prepare(plan, 0, b.pool) : NULL;
    if (gzip != NULL) {
        size_t memory = sp_gzip_memory(gzip);
        void *copy = malloc(memory);

        fuzz_accepted++;
        memcpy(copy, gzip, memory);
        check_member(gzip, plan, &facts, page, b.pool);
        check_member(copy, plan, &none, hostile_page(plan, &none, b.pool),
                     b.pool);
        free(copy);
    }
    return fuzz_end(&b);
}
