/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* When to come back, as a sentence: the table of all languages, which readers
 * of them wrote and no program, plural rules at their edges, and what a file
 * may say. */
#include "rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/plural.h"
#include "pages_helper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const asked[] = {"0",    "1",     "2",     "5",  "21",
                                    "59",   "60",    "61",    "90", "3600",
                                    "5400", "86400", "100000"};
#define ASKED ((int)(sizeof(asked) / sizeof(asked[0])))

static void every_language_has_every_wait(void **state)
{
    files_t *t = *state;
    const sp_catalog_t *standard = sp_loaded_standard(pages_loaded(t));
    const char *const *tags;
    int languages = sp_catalog_languages(standard, t->pool, &tags), row = 0;
    FILE *table = fopen("tests/cases/come_back.tsv", "r");
    char line[1000];

    assert_non_null(table);
    while (fgets(line, sizeof(line), table) != NULL) {
        if (line[0] == '#') {
            continue;
        }
        const char *tag = strtok(line, "\t"), *seconds = strtok(NULL, "\t"),
                   *sentence = strtok(NULL, "\n");
        ROW("%s %s", tag, seconds);
        assert_non_null(sentence);
        assert_string_equal(seconds, asked[row % ASKED]);
        assert_string_equal(sp_come_back_in(sp_catalog_come_back(standard, tag),
                                            atoi(seconds), t->pool),
                            sentence);
        row++;
    }
    fclose(table);
    assert_int_equal(row, languages * ASKED);
}

/* CLDR's forms, in the order of the numbers below. */
static void plurals_are_those_of_the_language(void **state)
{
    static const int n[] = {1,  2,  3,  4,  5,  10,  11,  12,  14,
                            19, 20, 21, 22, 25, 100, 101, 102, 111};
    static const struct {
        const char *tag;
        const char *forms; /* o: other, 1, 2, f: few, m: many */
    } cases[] = {
        {"en", "1ooooooooooooooooo"}, {"ja", "oooooooooooooooooo"},
        {"he", "12oooooooooooooooo"}, {"ar", "12ffffmmmmmmmmooom"},
        {"cs", "1fffoooooooooooooo"}, {"pl", "1fffmmmmmmmmfmmmfm"},
        {"ru", "1fffmmmmmmm1fmm1fm"}, {"uk-UA", "1fffmmmmmmm1fmm1fm"},
        {"ro", "1fffffffffooooofff"}, {"xx", "oooooooooooooooooo"},
    };
    static const char letters[SP_PLURAL_COUNT] = {'o', '1', '2', 'f', 'm'};
    size_t i, k;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (k = 0; k < sizeof(n) / sizeof(n[0]); k++) {
            ROW("%s %d", cases[i].tag, n[k]);
            assert_int_equal(letters[sp_plural(cases[i].tag, n[k])],
                             cases[i].forms[k]);
        }
    }
    assert_true(sp_plural_has("ar", SP_PLURAL_MANY));
    assert_false(sp_plural_has("en", SP_PLURAL_FEW));
}

static const sp_come_back_t *read_words(files_t *t, const char *language,
                                        const char *come_back)
{
    const char *text = apr_psprintf(t->pool,
                                    "{\"name\":\"x\",\"language\":\"%s\","
                                    "\"come_back\":%s}",
                                    language, come_back);
    sp_catalog_t *made = NULL;

    t->err = (sp_error_t){0};
    sp_catalog_parse(&made, "x.json", text, strlen(text), NULL, NULL, t->pool,
                     &t->err);
    return made != NULL ? sp_catalog_come_back(made, language) : NULL;
}

#define REST                                                                   \
    "\"time\":\"at {time}\",\"minute\":{\"one\":\"{n} min\",\"other\":\"{n} "  \
    "mins\"},\"hour\":{\"one\":\"{n} h\",\"other\":\"{n} hs\"},\"day\":{"      \
    "\"one\":\"a day\",\"other\":\"{n} days\"}"
#define SECONDS "\"second\":{\"one\":\"{n} s\",\"other\":\"{n} ss\"},"

static void each_unit_begins_where_people_would_change(void **state)
{
    static const struct {
        apr_int64_t seconds;
        const char *said;
    } cases[] = {
        {-1, "now"},        {0, "now"},
        {1, "1 s"},         {59, "59 ss"},
        {60, "1 min"},      {61, "2 mins"},
        {3599, "60 mins"},  {3600, "1 h"},
        {3601, "61 mins"},  {7199, "120 mins"},
        {7200, "2 hs"},     {7201, "3 hs"},
        {86399, "24 hs"},   {86400, "a day"},
        {86401, "25 hs"},   {172800, "2 days"},
        {172801, "3 days"}, {APR_INT64_MAX, "106751991167301 days"},
    };
    files_t *t = *state;
    const sp_come_back_t *words =
        read_words(t, "en", "{\"now\":\"now\"," SECONDS REST "}");
    size_t i;

    assert_non_null(words);
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].said);
        assert_string_equal(sp_come_back_in(words, cases[i].seconds, t->pool),
                            cases[i].said);
    }
    assert_string_equal(sp_come_back_at(words, "2026-11-21", t->pool),
                        "at 2026-11-21");
    assert_null(sp_come_back_in(NULL, 3, t->pool));
    assert_null(sp_come_back_at(NULL, "noon", t->pool));
}

static void what_cannot_be_said_is_refused(void **state)
{
    static const struct {
        const char *words;
        const char *fault;
    } cases[] = {
        {"3", "x.json:1:29: 'come_back' must be an object, not a number"},
        {"{}", "x.json:1:29: 'come_back' has no 'now'"},
        {"{\"now\":\"now\"," REST "}",
         "x.json:1:29: 'come_back' has no 'second'"},
        {"{\"now\":3," SECONDS REST "}",
         "x.json:1:42: 'now' must be a string, not a number"},
        {"{\"now\":\"now\",\"weeks\":{}," SECONDS REST "}",
         "x.json:1:54: unknown member 'weeks'; come_back has now, time, "
         "second, "
         "minute, hour and day"},
        {"{\"now\":\"now\",\"second\":\"{n}\"," REST "}",
         "x.json:1:54: 'second' must be an object, not a string"},
        {"{\"now\":\"now\",\"second\":{\"one\":\"{n}\"}," REST "}",
         "x.json:1:54: 'second' lacks the form 'other' of language 'en'"},
        {"{\"now\":\"now\",\"second\":{\"one\":\"1\",\"few\":\"{n}\"}," REST
         "}",
         "x.json:1:74: 'few' is no plural form of language 'en'"},
        {"{\"now\":\"now\",\"second\":{\"dozen\":\"{n}\"}," REST "}",
         "x.json:1:64: 'dozen' is no plural form of language 'en'"},
        {"{\"now\":\"now\",\"second\":{\"one\":\"1\",\"other\":\"some\"}," REST
         "}",
         "x.json:1:74: 'other' must hold {n} once"},
        {"{\"now\":\"now\",\"second\":{\"one\":\"1\",\"other\":\"{n}{n}\"}"
         "," REST "}",
         "x.json:1:74: 'other' must hold {n} once"},
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].words);
        assert_null(read_words(t, "en", cases[i].words));
        assert_string_equal(sp_error_text(&t->err, t->pool), cases[i].fault);
    }
}

/* A catalogue's own language without these words has those of the language
 * that it is a kind of, or English ones. */
static void words_are_found_as_labels_are(void **state)
{
    static const char text[] = "{\"name\":\"x\",\"language\":\"de-AT\","
                               "\"codes\":{\"404\":{\"message\":\"Weg\"}}}";
    files_t *t = *state;
    const sp_catalog_t *standard = sp_loaded_standard(pages_loaded(t));
    sp_catalog_t *own = sp_catalog_create(t->pool, "x", standard);

    assert_int_equal(sp_catalog_parse(&own, "x.json", text, strlen(text), NULL,
                                      NULL, t->pool, &t->err),
                     APR_SUCCESS);
    assert_ptr_equal(sp_catalog_come_back(own, "de-AT"),
                     sp_catalog_come_back(standard, "de"));
    assert_ptr_equal(sp_catalog_come_back(own, "sw"),
                     sp_catalog_come_back(standard, "en"));
    assert_non_null(sp_catalog_come_back(own, "sw"));
}

/* In Arabic letters the parts of a date must keep their order. */
static void a_date_can_be_read_from_the_right(void **state)
{
    static const char *const tags[] = {"ar", "fa", "he"};
    files_t *t = *state;
    const sp_catalog_t *standard = sp_loaded_standard(pages_loaded(t));
    size_t i;

    for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        ROW("%s", tags[i]);
        assert_non_null(
            strstr(sp_come_back_at(sp_catalog_come_back(standard, tags[i]),
                                   "2026-11-21 14:30 UTC", t->pool),
                   "2026/11/21 14:30 UTC"));
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        FILES_TEST(every_language_has_every_wait),
        FILES_TEST(plurals_are_those_of_the_language),
        FILES_TEST(each_unit_begins_where_people_would_change),
        FILES_TEST(what_cannot_be_said_is_refused),
        FILES_TEST(words_are_found_as_labels_are),
        FILES_TEST(a_date_can_be_read_from_the_right),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
