/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a translation lacks is named, so that none is forgotten. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <apr_strings.h>

#include "rows.h"
#include "cli/complete.h"

static int setup(void **state)
{
    apr_pool_t *pool;

    apr_pool_create(&pool, NULL);
    *state = pool;
    return 0;
}

static int teardown(void **state)
{
    apr_pool_destroy(*state);
    return 0;
}

static const char en[] =
    "{\"name\":\"x\",\"language\":\"en\","
    "\"labels\":{\"home\":\"a\",\"time\":\"b\",\"host\":\"c\"},"
    "\"codes\":{\"100\":{\"message\":\"a\"},\"399\":{\"message\":\"b\"},"
    "\"400\":{\"message\":\"c\"},\"503\":{\"message\":\"d\"},"
    "\"599\":{\"message\":\"e\"}}}";

/* The rest of a file: its labels and its codes. */
static const struct {
    const char *labels, *codes, *fault;
} cases[] = {
    {"home time host", "100 399 400 503 599", "no fault"},
    {"home time host", "100 399 400 418 503 599", "no fault"},
    {"home time host", "399 400 503 599",
     "de.json: language 'de' lacks code 100, which 'en' has"},
    {"home time host", "100 400 503 599",
     "de.json: language 'de' lacks code 399, which 'en' has"},
    {"home time host", "100 399 400 503",
     "de.json: language 'de' lacks code 599, which 'en' has"},
    {"home time host", "100 399 400",
     "de.json: language 'de' lacks code 503 and 1 other code, which 'en' has"},
    {"", "100 399",
     "de.json: language 'de' lacks code 400 and 2 other codes, which 'en' "
     "has"},
    {"home host", "100 399 400 503 599",
     "de.json: language 'de' lacks label 'time', which 'en' has"},
    {"host", "100 399 400 503 599",
     "de.json: language 'de' lacks label 'home' and 1 other label, which 'en' "
     "has"},
    {"", "100 399 400 503 599",
     "de.json: language 'de' lacks label 'home' and 2 other labels, which "
     "'en' has"},
};

static void add(sp_catalog_t **catalog, const char *file, const char *text,
                apr_pool_t *pool)
{
    sp_error_t err = {0};

    sp_catalog_parse(catalog, file, text, strlen(text), NULL, NULL, pool, &err);
    assert_string_equal(sp_error_text(&err, pool), "no fault");
}

/* The members of a JSON object, each with the same value. */
static const char *members(const char *names, const char *value,
                           apr_pool_t *pool)
{
    const char *all = "", *name;
    char *rest = apr_pstrdup(pool, names), *last;

    for (name = apr_strtok(rest, " ", &last); name;
         name = apr_strtok(NULL, " ", &last)) {
        all = apr_pstrcat(pool, all, *all ? "," : "", "\"", name, "\":", value,
                          NULL);
    }
    return all;
}

static void what_a_translation_lacks_is_named(void **state)
{
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].labels);
        sp_catalog_t *catalog = NULL;
        sp_error_t err = {0};
        apr_status_t rv;

        add(&catalog, "en.json", en, *state);
        add(&catalog, "de.json",
            apr_pstrcat(
                *state, "{\"name\":\"x\",\"language\":\"de\",\"labels\":{",
                members(cases[i].labels, "\"t\"", *state), "},\"codes\":{",
                members(cases[i].codes, "{\"message\":\"m\"}", *state), "}}",
                NULL),
            *state);
        rv = sp_complete_check(catalog, *state, &err);
        assert_string_equal(sp_error_text(&err, *state), cases[i].fault);
        assert_true((rv == APR_SUCCESS) == (err.msg == NULL));
    }
}

static void a_catalogue_of_one_language_or_none_lacks_nothing(void **state)
{
    sp_catalog_t *catalog = sp_catalog_create(*state, "x", NULL);

    assert_int_equal(sp_complete_check(catalog, *state, NULL), APR_SUCCESS);

    add(&catalog, "en.json", en, *state);
    assert_int_equal(sp_complete_check(catalog, *state, NULL), APR_SUCCESS);
}

static void words_to_come_back_are_not_forgotten(void **state)
{
    static const char with[] =
        "{\"name\":\"z\",\"language\":\"ja\",\"come_back\":{\"now\":\"n\","
        "\"time\":\"{time}\",\"second\":{\"other\":\"{n}\"},"
        "\"minute\":{\"other\":\"{n}\"},\"hour\":{\"other\":\"{n}\"},"
        "\"day\":{\"other\":\"{n}\"}}}";
    sp_catalog_t *catalog = NULL;
    sp_error_t err = {0};

    add(&catalog, "ja.json", with, *state);
    add(&catalog, "ko.json",
        "{\"name\":\"z\",\"language\":\"ko\",\"labels\":{}}", *state);
    sp_complete_check(catalog, *state, &err);
    assert_string_equal(
        sp_error_text(&err, *state),
        "ko.json: language 'ko' lacks 'come_back', which 'ja' has");
}

static void a_problem_that_a_translation_lacks_is_named(void **state)
{
#define P(name) "\"" name "\":{\"status\":400,\"message\":\"m\"}"
    static const struct {
        const char *problems, *fault;
    } rows[] = {
        {P("A") "," P("B") "," P("C"), "no fault"},
        {P("C") "," P("A") "," P("D") "," P("B"), "no fault"},
        {P("A") "," P("C"),
         "de.json: language 'de' lacks problem 'B', which 'en' has"},
        {P("C"), "de.json: language 'de' lacks problem 'A' and 1 other "
                 "problem, which 'en' has"},
    };
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        sp_catalog_t *catalog = NULL;
        sp_error_t err = {0};

        ROW("%s", rows[i].problems);
        add(&catalog, "en.json",
            "{\"name\":\"p\",\"language\":\"en\",\"problems\":{" P("A") "," P(
                "B") "," P("C") "}}",
            *state);
        add(&catalog, "de.json",
            apr_pstrcat(*state,
                        "{\"name\":\"p\",\"language\":\"de\",\"problems\":{",
                        rows[i].problems, "}}", NULL),
            *state);
        sp_complete_check(catalog, *state, &err);
        assert_string_equal(sp_error_text(&err, *state), rows[i].fault);
    }
}

/* Not the second one is looked at, only: each. */
static void the_last_translation_counts_as_the_first(void **state)
{
    sp_catalog_t *catalog = NULL;
    sp_error_t err = {0};

    add(&catalog, "y.json",
        "{\"name\":\"y\",\"language\":\"en\",\"codes\":{\"404\":"
        "{\"message\":\"m\"}}}",
        *state);
    add(&catalog, "de.json",
        "{\"name\":\"y\",\"language\":\"de\",\"codes\":{\"404\":"
        "{\"message\":\"m\"}}}",
        *state);
    add(&catalog, "fr.json",
        "{\"name\":\"y\",\"language\":\"fr\",\"codes\":{}}", *state);
    sp_complete_check(catalog, *state, &err);
    assert_string_equal(sp_error_text(&err, *state),
                        "fr.json: language 'fr' lacks code 404, which 'en' "
                        "has");
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    static const struct CMUnitTest tests[] = {
        T(what_a_translation_lacks_is_named),
        T(a_problem_that_a_translation_lacks_is_named),
        T(words_to_come_back_are_not_forgotten),
        T(a_catalogue_of_one_language_or_none_lacks_nothing),
        T(the_last_translation_counts_as_the_first),
    };

    apr_initialize();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
