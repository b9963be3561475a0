/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Sets of status codes: which words name which codes, and that no other word
 * changes a set. */
#include "rows.h"
#include "files_helper.h"

#include "base/codes.h"

/* Where the words stand that make a set, and which codes are in it then. */
static const struct {
    const char *words;
    int in[5];
    int out[5];
    int count;
} good[] = {
    {"404", {404}, {403, 405, 400, 499}, 1},
    {"4xx", {400, 404, 499}, {399, 500}, 100},
    {"4XX", {400, 499}, {399, 500}, 100},
    {"5xX", {500, 599}, {499}, 100},
    {"1xx", {100, 199}, {200}, 100},
    {"100", {100}, {101, 164}, 1},
    {"599", {599}, {598, 535}, 1},
    {"100-599", {100, 163, 164, 599}, {0}, 500},
    {"500-511", {500, 511}, {499, 512}, 12},
    {"404-404", {404}, {403, 405}, 1},
    {"4xx 5xx", {400, 599}, {399}, 200},
    {"4xx !404", {400, 403, 405}, {404}, 99},
    {"!404 4xx", {404}, {399}, 100},
    {"4xx !404 404", {404}, {399}, 100},
    {"4xx !4xx", {0}, {400, 404, 499}, 0},
    {"4xx !410-417", {409, 418}, {410, 417}, 92},
    {"!404", {0}, {404}, 0},
};

static int count_of(const sp_codes_t *set)
{
    int code, count = 0;

    for (code = -1000; code < 2000; code++) {
        count += sp_codes_has(set, code);
    }
    return count;
}

static sp_codes_t set_of(apr_pool_t *pool, const char *words)
{
    sp_codes_t set = {{0}};
    char *rest = apr_pstrdup(pool, words);
    char *word;

    while ((word = apr_strtok(rest, " ", &rest)) != NULL) {
        ROW("%s", word);
        assert_null(sp_codes_add(&set, word, pool));
    }
    return set;
}

static void words_name_their_codes_and_no_others(void **state)
{
    files_t *t = *state;
    size_t i;
    int k;

    for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        ROW("%s", good[i].words);
        sp_codes_t set = set_of(t->pool, good[i].words);
        for (k = 0; k < 5 && good[i].in[k]; k++) {
            ROW("in %d", good[i].in[k]);
            assert_true(sp_codes_has(&set, good[i].in[k]));
        }
        for (k = 0; k < 5 && good[i].out[k]; k++) {
            ROW("out %d", good[i].out[k]);
            assert_false(sp_codes_has(&set, good[i].out[k]));
        }
        assert_int_equal(count_of(&set), good[i].count);
    }
}

static void words_that_name_no_code_are_refused_and_change_nothing(void **state)
{
    static const char *const bad[] = {
        "",
        "!",
        "!!404",
        "4",
        "40",
        "4040",
        "99",
        "099",
        "000",
        "600",
        "999",
        "0xx",
        "6xx",
        "9xx",
        "xxx",
        "4x",
        "4xxx",
        "x04",
        "40x",
        "4x4",
        "4xx-5xx",
        "4xx-599",
        "500-5xx",
        "599-500",
        "500-",
        "-500",
        "500-600",
        "99-404",
        "404,405",
        "404;",
        " 404",
        "404 ",
        "+404",
        "-404",
        "4e2",
        "0x1",
        "404-405-406",
        "500--511",
        "500_511",
        "\xD9\xA4\xD9\xA0\xD9\xA4",
        "all",
        "500-!511",
        "*",
        "404\n",
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        ROW("%s", bad[i]);
        sp_codes_t set = set_of(t->pool, "4xx");
        const char *why = sp_codes_add(&set, bad[i], t->pool);
        if (why == NULL) {
            fail_msg("\"%s\" was taken", bad[i]);
        }
        assert_int_equal(count_of(&set), 100);
        assert_true(sp_codes_has(&set, 404));
    }
}

static void the_refusal_names_the_word_and_the_legal_ones(void **state)
{
    files_t *t = *state;
    sp_codes_t set = {{0}};

    assert_string_equal(
        sp_codes_add(&set, "!6xx", t->pool),
        "\"!6xx\" names no status code: write a code from 100 to 599 as 404, "
        "a class as 4xx or a range as 500-511, with ! before it to leave it "
        "out");
}

static void a_code_is_three_digits_from_100_to_599(void **state)
{
    static const struct {
        const char *word;
        int code;
    } rows[] = {
        {"100", 100}, {"404", 404},        {"599", 599}, {"099", 0}, {"600", 0},
        {"", 0},      {"40", 0},           {"4040", 0},  {"4xx", 0}, {"-04", 0},
        {" 44", 0},   {"404x", 0},         {"40 ", 0},   {"000", 0}, {"999", 0},
        {"+44", 0},   {"\xB2\xB3\xB9", 0},
    };
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].word);
        assert_int_equal(sp_code_parse(rows[i].word), rows[i].code);
    }
}

static void no_set_holds_what_is_no_code(void **state)
{
    static const int none[] = {0,   -1,  99,   600,  611,       612,
                               663, 664, 1000, 4040, INT32_MIN, INT32_MAX};
    sp_codes_t all;
    size_t i;

    memset(&all, 0xff, sizeof(all));
    for (i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
        ROW("%d", none[i]);
        assert_false(sp_codes_has(&all, none[i]));
    }
    assert_int_equal(count_of(&all), 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(words_name_their_codes_and_no_others),
        FILES_TEST(words_that_name_no_code_are_refused_and_change_nothing),
        FILES_TEST(the_refusal_names_the_word_and_the_legal_ones),
        FILES_TEST(a_code_is_three_digits_from_100_to_599),
        FILES_TEST(no_set_holds_what_is_no_code),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
