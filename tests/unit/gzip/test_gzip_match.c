/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What repeats in a plan's literals: found, never promised where a page may
 * lack it. */
#include "rows.h"
#include "gzip_helper.h"

#include "gzip/gzip_code.h"
#include "gzip/gzip_match.h"

/* The number of the literal that the byte at @a at is in. */
static int literal_at(const sp_gzip_text_t *text, apr_uint32_t at)
{
    int i = 0;

    while (at >= text->literals[i].end) {
        i++;
    }
    return i;
}

/* The tokens in one line: bytes, "|" between literals, {from,len} for a match
 * in the same literal and {n:from,len} for a link to literal n. */
static const char *show(const sp_gzip_text_t *text, apr_pool_t *pool)
{
    const char *all = "";
    apr_uint32_t at = 0;
    int last = 0;
    int i;

    for (i = 0; i < text->token_count; i++) {
        const sp_gzip_token_t *t = &text->tokens[i];
        const sp_gzip_literal_t *in = &text->literals[t->literal];
        int here = literal_at(text, at);

        all = apr_pstrcat(pool, all, here > last ? "|" : "", NULL);
        last = here;
        if (t->len == 1) {
            all = apr_psprintf(pool, "%s%c", all, text->bytes[at]);
        }
        else if (t->literal == here) {
            all = apr_psprintf(pool, "%s{%u,%u}", all, t->from - in->begin,
                               t->len);
        }
        else {
            all = apr_psprintf(pool, "%s{%d:%u,%u}", all, t->literal,
                               t->from - in->begin, t->len);
        }
        at += t->len;
    }
    return all;
}

/* What holds of a match at @a at. */
static void check_match(const sp_gzip_text_t *text, const sp_gzip_token_t *t,
                        apr_uint32_t at)
{
    const sp_gzip_literal_t *here = &text->literals[literal_at(text, at)];
    const sp_gzip_literal_t *in = &text->literals[t->literal];
    int k;

    assert_in_range(t->len, SP_GZIP_MATCH_MIN, SP_GZIP_MATCH_MAX);
    assert_true(t->from < at && at - t->from <= SP_GZIP_WINDOW);
    assert_true(t->from >= in->begin);
    assert_true(at + t->len <= here->end);
    assert_true(in == here || t->from + t->len <= in->end);
    assert_true(in == here || in->slot < SP_GZIP_SLOTS);
    for (k = 0; k < t->len; k++) {
        assert_int_equal(text->bytes[at + k], text->bytes[t->from + k]);
    }
}

/* All of the text is there, once, and every match says the truth. */
static void match(sp_gzip_text_t *text, const sp_plan_t *plan, apr_pool_t *pool)
{
    apr_uint32_t at = 0;
    int i;

    sp_gzip_match(text, plan, pool);
    for (i = 0; i < text->token_count; i++) {
        const sp_gzip_token_t *t = &text->tokens[i];

        if (t->len > 1) {
            check_match(text, t, at);
        }
        at += t->len;
    }
    assert_int_equal(at, text->len);
}

static void what_repeats_is_matched_where_it_is_there(void **state)
{
    static const struct {
        const char *spec;
        const char *tokens;
    } cases[] = {
        {"", ""},
        {"ab", "ab"},
        /* within a literal: from three bytes on, overlapping, the nearest */
        {"abcabc", "abc{0,3}"},
        {"abab", "abab"},
        {"aaaaaaaa", "a{0,7}"},
        {"abcd-abcd+abcd", "abcd-{0,4}+{5,4}"},
        /* a longer one may begin a byte later */
        {"abc bcdef abcdef", "abc bcdef a{4,5}"},
        /* to a literal before: from four bytes on */
        {"abcd<1abcd", "abcd|{0:0,4}"},
        {"abc<1abc", "abc|abc"},
        {"xabcdx<1-abcd-", "xabcdx|-{0:1,4}-"},
        /* not beyond the end of either */
        {"abcd<1efgh<1abcdefgh", "abcd|efgh|{0:0,4}{1:0,4}"},
        {"abcdefgh<1abcd<1efgh", "abcdefgh|{0:0,4}|{0:4,4}"},
        /* of two literals the nearer, of two lengths the longer */
        {"abcd<1abcd<1abcd", "abcd|{0:0,4}|{1:0,4}"},
        {"abcde<1abcd<1abcde", "abcde|{0:0,4}|{0:0,5}"},
        /* not to what a jump may have left out */
        {"?1(abcd)abcd", "abcd|abcd"},
        {"!1(abcd)abcd", "abcd|abcd"},
        {"?1(abcd<2abcd)", "abcd|{0:0,4}"},
        {"?1(abcd?2(abcd))", "abcd|{0:0,4}"},
        {"?1(?2(abcd)abcd)abcd", "abcd|abcd|abcd"},
        {"abcd?1(abcd)abcd", "abcd|{0:0,4}|{0:0,4}"},
        {"?1(abcd)?2(abcd)", "abcd|abcd"},
        {"?1(abcd?2(efgh)abcdefgh)", "abcd|efgh|{0:0,4}efgh"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].spec);
        sp_gzip_text_t text;

        match(&text, gzip_plan(*state, cases[i].spec, SP_ESCAPE_HTML), *state);
        assert_string_equal(show(&text, *state), cases[i].tokens);
    }
}

/* A literal of @a len bytes in which nothing repeats. */
static void add_noise(sp_plan_builder_t *b, random_t *random, size_t len)
{
    char bytes[4096];
    size_t i;

    for (; len > 0; len -= i) {
        for (i = 0; i < len && i < sizeof(bytes); i++) {
            bytes[i] = (char)random_below(random, 256);
        }
        sp_plan_literal(b, bytes, i);
    }
}

static void add(sp_plan_builder_t *b, const char *text)
{
    sp_plan_literal(b, text, strlen(text));
}

/* The last token of "twelve bytes", noise of a length, "twelve bytes". */
static sp_gzip_token_t far_match(apr_pool_t *pool, size_t len, int hole)
{
    sp_plan_builder_t *b = sp_plan_builder(pool);
    random_t random = {7};
    sp_gzip_text_t text;

    add(b, "twelve bytes");
    if (hole) {
        sp_plan_hole(b, 1, SP_ESCAPE_HTML);
    }
    add_noise(b, &random, len - strlen("twelve bytes"));
    add(b, "twelve bytes");
    match(&text, sp_plan_finish(b, pool), pool);
    return text.tokens[text.token_count - 1];
}

static void matches_keep_to_the_window(void **state)
{
    assert_int_equal(far_match(*state, SP_GZIP_WINDOW, 0).len, 12);
    assert_int_equal(far_match(*state, SP_GZIP_WINDOW + 1, 0).len, 1);
}

static void links_leave_room_for_holes(void **state)
{
    assert_int_equal(far_match(*state, SP_GZIP_WINDOW - 8192, 1).len, 12);
    assert_int_equal(far_match(*state, SP_GZIP_WINDOW - 8191, 1).len, 1);
}

/* A link of nine bytes saves little where there are thousands. */
static void links_of_a_long_page_must_be_long(void **state)
{
    static const struct {
        size_t noise;
        const char *twice;
        int links;
    } cases[] = {
        {100, "abcd", 1},
        {3000, "abcd", 0},
        {3000, "abcdefghi", 0},
        {3000, "abcdefghij", 1},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].twice);
        sp_plan_builder_t *b = sp_plan_builder(*state);
        random_t random = {3};
        sp_gzip_text_t text;

        add_noise(b, &random, cases[i].noise);
        add(b, cases[i].twice);
        sp_plan_hole(b, 1, SP_ESCAPE_HTML);
        add(b, cases[i].twice);
        match(&text, sp_plan_finish(b, *state), *state);
        assert_int_equal(text.tokens[text.token_count - 1].len > 1,
                         cases[i].links);
    }
}

static void only_so_many_literals_are_linked_to(void **state)
{
    sp_plan_builder_t *b = sp_plan_builder(*state);
    sp_gzip_text_t text;
    int i, links = 0, slots = 0;

    for (i = 0; i < 40; i++) {
        add(b, apr_psprintf(*state, "<%c%d%c>", '0' + i, i * 37, '0' + i));
        sp_plan_hole(b, 1, SP_ESCAPE_HTML);
    }
    for (i = 0; i < 40; i++) {
        add(b, apr_psprintf(*state, "<%c%d%c>", '0' + i, i * 37, '0' + i));
        sp_plan_hole(b, 1, SP_ESCAPE_HTML);
    }
    match(&text, sp_plan_finish(b, *state), *state);
    for (i = 0; i < text.token_count; i++) {
        links += text.tokens[i].len > 1;
    }
    for (i = 0; i < text.count; i++) {
        slots += text.literals[i].slot != SP_GZIP_NO_SLOT;
    }
    assert_int_equal(slots, SP_GZIP_SLOTS);
    assert_in_range(links, SP_GZIP_SLOTS, 39);
}

/* What costs a naive matcher hours: all the same, and nearly so. */
static void long_texts_of_few_letters_take_bounded_time(void **state)
{
    static char bytes[SP_GZIP_TEXT_MAX];
    random_t random = {11};
    unsigned int letters;

    for (letters = 1; letters <= 3; letters++) {
        ROW("letters %d", (int)letters);
        sp_plan_builder_t *b = sp_plan_builder(*state);
        sp_gzip_text_t text;
        size_t i;

        for (i = 0; i < sizeof(bytes); i++) {
            bytes[i] = (char)('a' + random_below(&random, letters));
        }
        sp_plan_literal(b, bytes, sizeof(bytes));
        match(&text, sp_plan_finish(b, *state), *state);
        assert_in_range(text.token_count, 1, sizeof(bytes) / 4);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        GZIP_TEST(what_repeats_is_matched_where_it_is_there),
        GZIP_TEST(matches_keep_to_the_window),
        GZIP_TEST(links_leave_room_for_holes),
        GZIP_TEST(links_of_a_long_page_must_be_long),
        GZIP_TEST(only_so_many_literals_are_linked_to),
        GZIP_TEST(long_texts_of_few_letters_take_bounded_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
