/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Problems of a catalogue: found by name and by number, in each language and
 * along the chain; and what can't be meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rows.h"
#include "catalog/catalog.h"

#include <apr_strings.h>

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

static const char root_en[] =
    "{\"name\":\"root\",\"language\":\"en\","
    "\"codes\":{\"429\":{\"message\":\"Too Many\",\"url\":\"/docs/429\"}},"
    "\"problems\":{"
    "\"QUOTA_EXCEEDED\":{\"status\":429,\"message\":\"Quota used up\","
    "\"description\":\"Until tomorrow.\",\"retry\":\"after\","
    "\"url\":\"https://docs.example.com/quota\"},"
    "\"MAINTENANCE\":{\"status\":503,\"message\":\"Closed\"}}}";
static const char root_de[] =
    "{\"name\":\"root\",\"language\":\"de\","
    "\"codes\":{\"429\":{\"message\":\"Zu viele\"}},"
    "\"problems\":{\"QUOTA_EXCEEDED\":{\"message\":\"Kontingent leer\"},"
    "\"NUR_DEUTSCH\":{\"status\":400,\"message\":\"Nur hier\"}}}";
static const char own_fr[] =
    "{\"name\":\"own\",\"language\":\"fr\",\"extends\":\"root\","
    "\"problems\":{\"SEAT_TAKEN\":{\"status\":409,\"message\":\"Pris\"},"
    "\"MAINTENANCE\":{\"message\":\"Fermé\",\"retry\":\"later\"},"
    "\"NUR_DEUTSCH\":{\"status\":410,\"message\":\"Autre\"}}}";

static const sp_catalog_t *find_root(void *baton, const char *name,
                                     sp_error_t *err)
{
    return strcmp(name, "root") == 0 ? baton : NULL;
}

static const char *parse(sp_catalog_t **catalog, const char *text, void *root,
                         apr_pool_t *pool)
{
    sp_error_t err = {0};
    apr_status_t rv =
        sp_catalog_parse(catalog, "x.json", text, strlen(text),
                         root ? find_root : NULL, root, pool, &err);

    assert_true((rv == APR_SUCCESS) == (err.msg == NULL));
    return sp_error_text(&err, pool);
}

static void add(sp_catalog_t **catalog, const char *text, void *root,
                apr_pool_t *pool)
{
    assert_string_equal(parse(catalog, text, root, pool), "no fault");
}

static sp_catalog_t *make_root(apr_pool_t *pool)
{
    sp_catalog_t *catalog = NULL;

    add(&catalog, root_en, NULL, pool);
    add(&catalog, root_de, NULL, pool);
    return catalog;
}

static sp_catalog_t *make_own(apr_pool_t *pool)
{
    sp_catalog_t *own = NULL;

    add(&own, own_fr, make_root(pool), pool);
    return own;
}

static void check_problem(const sp_catalog_t *catalog, const char *name,
                          const char *language, int status, const char *message,
                          const char *retry)
{
    int number = sp_catalog_problem(catalog, name);
    const sp_entry_t *e = sp_catalog_entry(catalog, number, language);

    ROW("%s in %s", name, language ? language : "-");
    assert_true(number >= SP_PROBLEM_MIN);
    assert_true(number < SP_PROBLEM_MIN + sp_catalog_problems(catalog));
    assert_non_null(e);
    assert_string_equal(e->name, name);
    assert_string_equal(e->message, message);
    assert_string_equal(sp_retry_name(e->retry), retry);
    assert_int_equal(sp_catalog_status(catalog, number), status);
    assert_string_equal(sp_catalog_code(catalog, number), name);
}

static void a_problem_is_found_by_its_name_in_each_language(void **state)
{
    sp_catalog_t *root = make_root(*state);
    int number = sp_catalog_problem(root, "QUOTA_EXCEEDED");

    check_problem(root, "QUOTA_EXCEEDED", "en", 429, "Quota used up", "after");
    check_problem(root, "QUOTA_EXCEEDED", "de", 429, "Kontingent leer",
                  "after");
    check_problem(root, "QUOTA_EXCEEDED", "de-AT", 429, "Kontingent leer",
                  "after");
    check_problem(root, "QUOTA_EXCEEDED", "fr", 429, "Quota used up", "after");
    check_problem(root, "MAINTENANCE", "de", 503, "Closed", "");
    check_problem(root, "NUR_DEUTSCH", NULL, 400, "Nur hier", "");
    assert_int_equal(sp_catalog_problems(root), 3);
    assert_string_equal(sp_catalog_entry(root, number, "en")->description,
                        "Until tomorrow.");
    assert_string_equal(sp_catalog_entry(root, number, "de")->description, "");
    assert_string_equal(sp_catalog_entry(root, number, "de")->url,
                        "https://docs.example.com/quota");
}

static void a_code_may_have_a_url_and_has_no_name(void **state)
{
    const sp_entry_t *e = sp_catalog_entry(make_root(*state), 429, "de");

    assert_string_equal(e->url, "/docs/429");
    assert_null(e->name);
    assert_int_equal(e->status, 429);
    assert_int_equal(sp_catalog_status(make_root(*state), 429), 429);
    assert_string_equal(sp_catalog_code(make_root(*state), 429), "Too Many");
}

static void what_is_extended_is_inherited_or_said_anew(void **state)
{
    sp_catalog_t *own = make_own(*state);
    const sp_catalog_t *root = sp_catalog_extends(own);

    check_problem(own, "SEAT_TAKEN", "en", 409, "Pris", "");
    check_problem(own, "QUOTA_EXCEEDED", "de", 429, "Kontingent leer", "after");
    check_problem(own, "MAINTENANCE", "en", 503, "Fermé", "later");
    check_problem(own, "NUR_DEUTSCH", "de", 410, "Autre", "");
    check_problem(root, "NUR_DEUTSCH", "de", 400, "Nur hier", "");
    assert_int_equal(sp_catalog_problems(own), 4);
    assert_int_equal(sp_catalog_problem(own, "MAINTENANCE"),
                     sp_catalog_problem(root, "MAINTENANCE"));
    assert_int_equal(sp_catalog_problem(root, "SEAT_TAKEN"), 0);
}

static void an_unknown_name_is_no_problem_whatever_it_is(void **state)
{
    static const char *const names[] = {"",
                                        "quota_exceeded",
                                        "QUOTA_EXCEEDED ",
                                        " QUOTA_EXCEEDED",
                                        "QUOTA",
                                        "QUOTA_EXCEEDEDX",
                                        "429",
                                        "\xff\xfe",
                                        "QUOTA\nX",
                                        "../../etc",
                                        "seat_taken",
                                        "Maintenance",
                                        "%{PROBLEM}"};
    sp_catalog_t *own = make_own(*state);
    char *text = apr_pcalloc(*state, 8193);
    int i;

    for (i = 0; i < (int)(sizeof(names) / sizeof(names[0])); i++) {
        ROW("%s", names[i]);
        assert_int_equal(sp_catalog_problem(own, names[i]), 0);
    }
    for (i = 1; i < 256; i++) {
        memset(text, i, 8192);
        assert_int_equal(sp_catalog_problem(own, text), 0);
    }
    /* a name of the longest, and what begins with it */
    memset(text, 'A', 65);
    text[65] = '\0';
    assert_int_equal(sp_catalog_problem(own, text), 0);
}

static void the_longest_name_is_told_from_what_begins_with_it(void **state)
{
    char name[66];
    sp_catalog_t *catalog = NULL;

    memset(name, 'A', 65);
    name[64] = name[65] = '\0';
    add(&catalog,
        apr_pstrcat(*state,
                    "{\"name\":\"x\",\"language\":\"en\",\"problems\":{\"",
                    name, "\":{\"status\":400,\"message\":\"m\"}}}", NULL),
        NULL, *state);
    check_problem(catalog, name, "en", 400, "m", "");
    name[64] = 'A';
    assert_int_equal(sp_catalog_problem(catalog, name), 0);
}

static void a_number_of_nobody_has_no_entry(void **state)
{
    sp_catalog_t *own = make_own(*state);
    static const int numbers[] = {
        SP_PROBLEM_MIN - 1, SP_PROBLEM_MIN + 4, SP_PROBLEM_MIN + 100000,
        2147483647,         -2147483647,        1497};
    size_t i;

    for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        ROW("%d", numbers[i]);
        assert_null(sp_catalog_entry(own, numbers[i], "en"));
        assert_null(sp_catalog_code(own, numbers[i]));
        assert_int_equal(sp_catalog_status(own, numbers[i]), numbers[i]);
    }
}

#define HEAD "{\"name\":\"x\",\"language\":\"en\",\n"
#define PROBLEM(text) HEAD "\"problems\":{\n \"BUSY\":{" text "}}}"
#define CODE(text) HEAD "\"codes\":{\n \"404\":{" text "}}}"
#define GOOD "\"status\":503,\"message\":\"m\""

struct fault_case {
    const char *text;
    const char *fault;
};

static void check(const struct fault_case *c, size_t count, const char *before,
                  apr_pool_t *pool)
{
    for (; count > 0; count--, c++) {
        sp_catalog_t *catalog = NULL, *same;

        ROW("%s", c->text);
        if (before != NULL) {
            add(&catalog, before, NULL, pool);
        }
        same = catalog;
        assert_string_equal(parse(&catalog, c->text, NULL, pool), c->fault);
        assert_ptr_equal(catalog, same);
        assert_int_equal(catalog ? sp_catalog_problems(catalog) : 0,
                         before ? 2 : 0);
    }
}

#define CHECK(table, before)                                                   \
    check(table, sizeof(table) / sizeof((table)[0]), before, *state)

static void what_can_not_be_meant_is_refused_at_its_place(void **state)
{
    static const struct fault_case cases[] = {
        {HEAD "\"problems\":[]}",
         "x.json:2:1: 'problems' must be an object, not a list"},
        {HEAD "\"problem\":{}}",
         "x.json:2:1: unknown member 'problem'; a catalogue has name, "
         "language, extends, title, labels, come_back, codes and problems; did "
         "you "
         "mean 'problems'?"},
        {HEAD "\"problems\":{\"BUSY\":7}}",
         "x.json:2:13: problem BUSY must be an object with message, "
         "description and retry, not a number"},
        {PROBLEM(""), "x.json:3:2: problem BUSY has no 'message'"},
        {PROBLEM("\"message\":\"m\""),
         "x.json:3:2: problem BUSY has no 'status', such as \"status\": 429"},
        {PROBLEM("\"status\":\"503\",\"message\":\"m\""),
         "x.json:3:10: 'status' must be a whole number, not a string"},
        {PROBLEM("\"status\":503.5,\"message\":\"m\""),
         "x.json:3:10: 'status' must be a whole number, not a number"},
        {PROBLEM("\"status\":399,\"message\":\"m\""),
         "x.json:3:10: the status of problem BUSY is 399; it must be a number "
         "from 400 to 599"},
        {PROBLEM("\"status\":4294967696,\"message\":\"m\""),
         "x.json:3:10: the status of problem BUSY is 4294967696; it must be a "
         "number from 400 to 599"},
        {PROBLEM("\"statuss\":503,\"message\":\"m\""),
         "x.json:3:10: unknown member 'statuss'; a problem has status, "
         "message, description, retry and url; did you mean 'status'?"},
        {CODE("\"status\":404,\"message\":\"m\""),
         "x.json:3:9: unknown member 'status'; a code has message, "
         "description, retry and url"},
        {PROBLEM(GOOD ",\n\"retry\":\"soon\""),
         "x.json:4:1: the retry advice of problem BUSY is 'soon'; it must be "
         "modify, later or after, or left out"},
        {PROBLEM(GOOD "}, \"BUSY\":{" GOOD),
         "x.json:3:44: not valid JSON: duplicate object key near '\"BUSY\"'"},
        {PROBLEM(GOOD "},\n\"Busy\":{" GOOD),
         "x.json:4:1: the problems 'Busy' and 'BUSY' differ in the case of "
         "letters alone; write both in one way"},
    };

    CHECK(cases, NULL);
}

static void a_name_must_be_fit_for_an_address(void **state)
{
    static const char *const good[] = {"A", "quota-exceeded", "v1.Quota_2"};
    static const char *const bad[] = {
        "",
        "4xx",
        "404",
        "_A",
        "-a",
        ".a",
        "a b",
        "a/b",
        "a%20b",
        "a?b",
        "a#b",
        "\xC3\xA4",
        "gallery",
        "GALLERY",
        "none",
        "None",
        "\\u0001a",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"};
    size_t i;

    for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        assert_true(sp_problem_is_name(good[i]));
    }
    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        sp_catalog_t *catalog = NULL;
        const char *text = apr_pstrcat(*state, HEAD "\"problems\":{\"", bad[i],
                                       "\":{" GOOD "}}}", NULL);

        ROW("%s", bad[i]);
        assert_non_null(strstr(parse(&catalog, text, NULL, *state),
                               "can't be the name of a problem; it starts "
                               "with a letter"));
        assert_null(catalog);
    }
}

static void a_url_is_absolute_or_a_path_from_the_root(void **state)
{
    static const char *const good[] = {"/", "/docs/a?b=c#d", "http://h",
                                       "HTTPS://docs.example.com/x"};
    static const char *const bad[] = {"docs/x",
                                      "//h/x",
                                      "mailto:a@b.example",
                                      "javascript:alert(1)",
                                      "ftp://h/x",
                                      "https://",
                                      "https:x",
                                      "/a b",
                                      "httpx/?://y",
                                      "#x",
                                      "?x",
                                      "/a\\\\b",
                                      "a@b.example"};
    size_t i;

    for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        sp_catalog_t *catalog = NULL;

        ROW("%s", good[i]);
        add(&catalog,
            apr_pstrcat(*state,
                        HEAD "\"problems\":{\"BUSY\":{" GOOD ",\"url\":\"",
                        good[i], "\"}}}", NULL),
            NULL, *state);
        assert_string_equal(
            sp_catalog_entry(catalog, SP_PROBLEM_MIN, "en")->url, good[i]);
    }
    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        sp_catalog_t *catalog = NULL;
        const char *text = apr_pstrcat(
            *state, HEAD "\"codes\":{\"404\":{\"message\":\"m\",\n\"url\":\"",
            bad[i], "\"}}}", NULL);
        const char *fault = parse(&catalog, text, NULL, *state);

        ROW("%s", bad[i]);
        assert_non_null(strstr(fault, "x.json:3:1: the url of code 404 is '"));
        assert_non_null(strstr(fault, "'; it must start with https://, "
                                      "http:// or one /"));
    }
}

static void a_translation_says_words_and_contradicts_nothing(void **state)
{
#define DE(text)                                                               \
    "{\"name\":\"root\",\"language\":\"de\",\n\"problems\":{\n" text "}}"
    static const struct fault_case cases[] = {
        {DE("\"QUOTA_EXCEEDED\":{\"message\":\"m\",\n\"status\":503}"),
         "x.json:4:1: the status of problem QUOTA_EXCEEDED is '503' here, but "
         "'429' in language 'en'; leave it out, or make them the same"},
        {DE("\"QUOTA_EXCEEDED\":{\"message\":\"m\",\n\"retry\":\"later\"}"),
         "x.json:4:1: the retry advice of problem QUOTA_EXCEEDED is 'later' "
         "here, but 'after' in language 'en'; leave it out, or make them the "
         "same"},
        {DE("\"QUOTA_EXCEEDED\":{\"message\":\"m\",\n\"url\":\"/x\"}"),
         "x.json:4:1: the url of problem QUOTA_EXCEEDED is '/x' here, but "
         "'https://docs.example.com/quota' in language 'en'; leave it out, or "
         "make them the same"},
        {DE("\"MAINTENANCE\":{\"message\":\"m\",\n\"url\":\"/x\"}"),
         "x.json:4:1: the url of problem MAINTENANCE is '/x' here, but 'none' "
         "in language 'en'; leave it out, or make them the same"},
        {DE("\"NEW\":{\"message\":\"m\"}"),
         "x.json:3:1: problem NEW has no 'status', such as \"status\": 429"},
        {DE("\"Maintenance\":{\"message\":\"m\"}"),
         "x.json:3:1: the problems 'Maintenance' and 'MAINTENANCE' differ in "
         "the case of letters alone; write both in one way"},
    };

    CHECK(cases, root_en);
}

static void a_name_of_what_is_extended_is_written_as_there(void **state)
{
    sp_catalog_t *own = NULL;

    assert_string_equal(
        parse(&own,
              "{\"name\":\"own\",\"language\":\"en\",\"extends\":\"root\","
              "\n\"problems\":{\"maintenance\":{" GOOD "}}}",
              make_root(*state), *state),
        "x.json:2:13: the problems 'maintenance' and 'MAINTENANCE' differ in "
        "the case of letters alone; write both in one way");
    assert_null(own);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    static const struct CMUnitTest tests[] = {
        T(a_problem_is_found_by_its_name_in_each_language),
        T(a_code_may_have_a_url_and_has_no_name),
        T(what_is_extended_is_inherited_or_said_anew),
        T(an_unknown_name_is_no_problem_whatever_it_is),
        T(the_longest_name_is_told_from_what_begins_with_it),
        T(a_number_of_nobody_has_no_entry),
        T(what_can_not_be_meant_is_refused_at_its_place),
        T(a_name_must_be_fit_for_an_address),
        T(a_url_is_absolute_or_a_path_from_the_root),
        T(a_translation_says_words_and_contradicts_nothing),
        T(a_name_of_what_is_extended_is_written_as_there),
    };

    apr_initialize();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
