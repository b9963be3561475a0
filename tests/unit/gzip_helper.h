/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the tests of gzip share: plans from a line of text, and members that
 * are written without a byte to spare and inflated by zlib. */
#ifndef SP_GZIP_HELPER_H
#define SP_GZIP_HELPER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <apr_general.h>
#include <apr_strings.h>
#include <zlib.h>

#include "gzip/gzip.h"

/** Bytes with their number. */
typedef struct bytes_t {
    char *bytes;
    size_t len;
} bytes_t;

static inline int gzip_setup(void **state)
{
    apr_pool_t *pool;

    apr_initialize();
    apr_pool_create(&pool, NULL);
    *state = pool;
    return 0;
}

static inline int gzip_teardown(void **state)
{
    apr_pool_destroy(*state);
    apr_terminate();
    return 0;
}

#define GZIP_TEST(test)                                                        \
    cmocka_unit_test_setup_teardown(test, gzip_setup, gzip_teardown)

/** Append to @a b what @a spec says, up to its end or the parenthesis that
 *  closes; returns where. A digit after "<" is a hole for that fact, after "?"
 *  or "!" a section, in parentheses, for where it is there or isn't. */
static inline const char *gzip_append(sp_plan_builder_t *b, const char *spec,
                                      sp_escape_t escape)
{
    while (*spec != '\0' && *spec != ')') {
        size_t plain = strcspn(spec, "<?!)");

        sp_plan_literal(b, spec, plain);
        spec += plain;
        if (*spec == '<') {
            sp_plan_hole(b, spec[1] - '0', escape);
            spec += 2;
        }
        else if (*spec == '?' || *spec == '!') {
            int mark = sp_plan_jump(b, spec[1] - '0', *spec == '!');

            spec = gzip_append(b, spec + 3, escape) + 1;
            sp_plan_jump_end(b, mark);
        }
    }
    return spec;
}

static inline sp_plan_t *gzip_plan(apr_pool_t *pool, const char *spec,
                                   sp_escape_t escape)
{
    sp_plan_builder_t *b = sp_plan_builder(pool);

    gzip_append(b, spec, escape);
    return sp_plan_finish(b, pool);
}

/** A plan that can be written as gzip. */
typedef struct prepared_t {
    const sp_plan_t *plan;
    const sp_gzip_t *gzip;
} prepared_t;

/** The plan, prepared whatever its length. */
static inline prepared_t gzip_prepared(apr_pool_t *pool, const sp_plan_t *plan)
{
    prepared_t prepared = {plan, sp_gzip_prepare(plan, 0, pool)};

    assert_non_null(prepared.gzip);
    return prepared;
}

static inline bytes_t gzip_plain(const sp_plan_t *plan, const sp_facts_t *facts)
{
    bytes_t page;

    page.len = sp_plan_size(plan, facts);
    page.bytes = malloc(page.len + 1);
    assert_ptr_equal(sp_plan_write(plan, facts, page.bytes),
                     page.bytes + page.len);
    return page;
}

/** The member, to be freed. */
static inline bytes_t gzip_member(prepared_t p, const sp_facts_t *facts)
{
    apr_pool_t *pool;
    apr_size_t len;
    const char *bytes;
    bytes_t member;

    apr_pool_create(&pool, NULL);
    bytes = sp_gzip_fill(p.gzip, p.plan, facts, &len, pool);
    member.len = len;
    member.bytes = malloc(len);
    memcpy(member.bytes, bytes, len);
    apr_pool_destroy(pool);
    return member;
}

/** Whether the member is one, to its last byte, of just that page. */
static inline int gzip_is(bytes_t member, bytes_t page)
{
    char *out = malloc(page.len + 1);
    z_stream z = {0};
    int rv;

    assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
    z.next_in = (unsigned char *)member.bytes;
    z.avail_in = (uInt)member.len;
    z.next_out = (unsigned char *)out;
    z.avail_out = (uInt)page.len + 1;
    rv = inflate(&z, Z_FINISH);
    if (rv != Z_STREAM_END) {
        print_error("inflate says %d: %s\n", rv, z.msg ? z.msg : "");
    }
    rv = rv == Z_STREAM_END && z.total_in == member.len &&
         z.total_out == page.len && memcmp(out, page.bytes, page.len) == 0;
    inflateEnd(&z);
    free(out);
    return rv;
}

/** The bytes that "gzip -6" makes of a page. */
static inline size_t gzip_six(bytes_t page)
{
    z_stream z = {0};
    size_t room = page.len + page.len / 8 + 1000;
    unsigned char *out = malloc(room);
    size_t len;

    assert_int_equal(
        deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)page.bytes;
    z.avail_in = (uInt)page.len;
    z.next_out = out;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    len = z.total_out;
    deflateEnd(&z);
    free(out);
    return len;
}

/** Fails where the plan's member isn't its page for these facts. */
static inline void gzip_check(prepared_t prepared, const sp_facts_t *facts,
                              const char *what)
{
    bytes_t page = gzip_plain(prepared.plan, facts);
    bytes_t member = gzip_member(prepared, facts);

    if (!gzip_is(member, page)) {
        fail_msg("%s: the member of %zu bytes is not the page of %zu", what,
                 member.len, page.len);
    }
    free(page.bytes);
    free(member.bytes);
}

/** A generator of its own, so that a failure comes again. */
typedef struct random_t {
    unsigned int state;
} random_t;

static inline unsigned int random_below(random_t *random, unsigned int n)
{
    random->state = random->state * 1103515245u + 12345u;
    return (random->state >> 8) % n;
}

/** Text of at most @a most bytes that is mostly trouble for escapers. */
static inline char *random_trouble(random_t *random, unsigned int most,
                                   apr_pool_t *pool)
{
    static const char pieces[] = "<>&\"'\\\n\r\t  `*_#-+=:./[](){}|~@$1a\x1b"
                                 "\x7f\x80\xC2\x85\xE2\x80\xAE\xF0\x9F\xFF";
    unsigned int len = random_below(random, most + 1);
    char *text = apr_palloc(pool, len + 1);
    unsigned int i;

    for (i = 0; i < len; i++) {
        text[i] = random_below(random, 4) > 0
                      ? pieces[random_below(random, sizeof(pieces) - 1)]
                      : (char)(1 + random_below(random, 255));
    }
    text[len] = '\0';
    return text;
}

#endif /* SP_GZIP_HELPER_H */
