/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Catalogue files that can't be meant: each is refused with its place and a
 * whole sentence, and leaves no trace. What goes wrong between files is in
 * test_catalog_extends.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rows.h"
#include "catalog/catalog.h"

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

/* A good beginning, on one line; 31 bytes. */
#define HEAD "{\"name\":\"x\",\"language\":\"en\",\n"

struct fault_case {
    const char *text;
    const char *fault;
};

static const char *parse(sp_catalog_t **catalog, const char *text,
                         apr_pool_t *pool)
{
    sp_error_t err = {0};
    apr_status_t rv = sp_catalog_parse(catalog, "x.json", text, strlen(text),
                                       NULL, NULL, pool, &err);

    assert_true((rv == APR_SUCCESS) == (err.msg == NULL));
    return sp_error_text(&err, pool);
}

static void check(const struct fault_case *c, size_t count, apr_pool_t *pool)
{
    for (; count > 0; count--, c++) {
        ROW("%s", c->text);
        sp_catalog_t *catalog = NULL;

        assert_string_equal(parse(&catalog, c->text, pool), c->fault);
        assert_null(catalog);
    }
}

#define CHECK(table) check(table, sizeof(table) / sizeof((table)[0]), *state)

static void what_is_not_json_is_refused_at_its_place(void **state)
{
    static const struct fault_case cases[] = {
        {"", "x.json:1:1: not valid JSON: '[' or '{' expected near end of "
             "file"},
        {"\n\nhello", "x.json:3:5: not valid JSON: '[' or '{' expected near "
                      "'hello'"},
        {"{\n  \"name\": \"x\",,\n}", "x.json:2:15: not valid JSON: string or "
                                      "'}' expected near ','"},
        {"{\"codes\": {\n\"404\": {},\n \"404\": {}}}",
         "x.json:3:6: not valid JSON: duplicate object key near '\"404\"'"},
        {"{} x", "x.json:1:4: not valid JSON: end of file expected near 'x'"},
        {"{\"name\":\"\xff\"}", "x.json:1:9: not valid JSON: unable to decode "
                                "byte 0xff near '\"'"},
        {"{\"name\":\"a\\u0000b\"}", "x.json:1:18: not valid JSON: \\u0000 is "
                                     "not allowed without JSON_ALLOW_NUL near "
                                     "'\"a\\u0000b\"'"},
        {"[1, 2]", "x.json: a catalogue is a JSON object, not a list"},
    };

    CHECK(cases);
}

static void the_file_must_say_what_it_is(void **state)
{
    static const struct fault_case cases[] = {
        {"{}", "x.json: has neither 'codes' nor 'problems' nor 'labels'"},
        {"{\"codes\":{}}", "x.json: has no 'name', such as \"name\": \"acme\""},
        {"{\"name\":\"x\",\"codes\":{}}",
         "x.json: has no 'language', such as \"language\": \"en\""},
        {"{\"name\":4,\"codes\":{}}",
         "x.json:1:2: 'name' must be a string, not a number"},
        {"{\"codes\":{},\n \"name\":\"a b\"}",
         "x.json:2:2: 'a b' can't be a catalogue's name; it is made of "
         "letters, digits, dots, _ and -, at most 64"},
        {"{\"codes\":{},\n \"name\":\"nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
         "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn\"}",
         "x.json:2:2: 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
         "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn' can't be a catalogue's name; it "
         "is made of letters, digits, dots, _ and -, at most 64"},
        {"{\"codes\":{},\n \"name\":\" \"}",
         "x.json:2:2: 'name' must not be empty"},
        {"{\"codes\":{},\"name\":\"x\",\n\n  \"language\":\"pt_BR\"}",
         "x.json:3:3: 'pt_BR' is not a language tag; one looks like en, pt-BR "
         "or zh-Hant"},
        {"{\"codes\":{},\"name\":\"x\",\"language\":[]}",
         "x.json:1:24: 'language' must be a string, not a list"},
        {HEAD "\"langauge\":\"en\",\"codes\":{}}",
         "x.json:2:1: unknown member 'langauge'; a catalogue has name, "
         "language, extends, title, labels, come_back, codes and problems; did "
         "you "
         "mean "
         "'language'?"},
        {HEAD "\"$schema\":\"x\",\"codes\":{}}",
         "x.json:2:1: unknown member '$schema'; a catalogue has name, "
         "language, extends, title, labels, come_back, codes and problems"},
        {HEAD "\"codes\":[]}",
         "x.json:2:1: 'codes' must be an object, not a list"},
        {HEAD "\"codes\":{}, \"labels\":\"\"}",
         "x.json:2:13: 'labels' must be an object, not a string"},
        {HEAD "\"extends\":true,\"codes\":{}}",
         "x.json:2:1: 'extends' must be a string, not true or false"},
        {HEAD "\"extends\":\"x\",\"codes\":{}}",
         "x.json:2:1: the catalogue 'x' extends itself"},
        {HEAD "\"codes\":{}, \"extends\":\"y\"}",
         "x.json:2:13: extends 'y', which is not a known catalogue"},
    };

    CHECK(cases);
}

#define CODE(text) HEAD "\"codes\":{\n" text "}}"
#define ENTRY(text) CODE(" \"404\":{" text "}")

static void a_code_must_be_a_code(void **state)
{
#define NO(code)                                                               \
    "x.json:3:1: '" code                                                       \
    "' is not a status code; a code is a number from 100 "                     \
    "to 599"
    static const struct fault_case cases[] = {
        {CODE("\"99\":{}"), NO("99")},
        {CODE("\"600\":{}"), NO("600")},
        {CODE("\"0404\":{}"), NO("0404")},
        {CODE("\"099\":{}"), NO("099")},
        {CODE("\"\":{}"), NO("")},
        {CODE("\"4xx\":{}"), NO("4xx")},
        {CODE("\"-04\":{}"), NO("-04")},
        {CODE("\" 40\":{}"), NO(" 40")},
        {CODE("\"4.4\":{}"), NO("4.4")},
        {CODE("\"404 \":{}"), NO("404 ")},
        {CODE("\"1e2\":{}"), NO("1e2")},
        {CODE("\"4294967700\":{}"), NO("4294967700")},
        {CODE("\"404\":\"Not Found\""),
         "x.json:3:1: code 404 must be an object with message, description and "
         "retry, not a string"},
        {CODE("\"404\":null"),
         "x.json:3:1: code 404 must be an object with message, description and "
         "retry, not null"},
    };

    CHECK(cases);
#undef NO
}

static void an_entry_must_hold_texts(void **state)
{
    static const struct fault_case cases[] = {
        {ENTRY(""), "x.json:3:2: code 404 has no 'message'"},
        {ENTRY("\"description\":\"x\""),
         "x.json:3:2: code 404 has no 'message'"},
        {ENTRY("\"message\":\"\""), "x.json:3:9: 'message' must not be empty"},
        {ENTRY("\"message\":\" \\n\""),
         "x.json:3:9: 'message' must not be empty"},
        {ENTRY("\"message\":404"),
         "x.json:3:9: 'message' must be a string, not a number"},
        {ENTRY("\"message\":\"a\\nb\""),
         "x.json:3:9: 'message' holds a control character"},
        {ENTRY("\"message\":\"a\\u001bb\""),
         "x.json:3:9: 'message' holds a control character"},
        {ENTRY("\"message\":\"a\\u007fb\""),
         "x.json:3:9: 'message' holds a control character"},
        {ENTRY("\"message\":\"a\\u0085b\""),
         "x.json:3:9: 'message' holds a control character"},
        {ENTRY("\"message\":\"a\",\n\"description\":\"b\\rc\""),
         "x.json:4:1: 'description' holds a control character that is no line "
         "feed"},
        {ENTRY("\"message\":\"a\",\n\"description\":{}"),
         "x.json:4:1: 'description' must be a string, not an object"},
        {ENTRY("\"message\":\"a\",\n\n  \"mesage\":\"b\""),
         "x.json:5:3: unknown member 'mesage'; a code has message, "
         "description, "
         "retry and url; did you mean 'message'?"},
        {ENTRY("\"title\":\"a\""),
         "x.json:3:9: unknown member 'title'; a code has message, description, "
         "retry and url"},
        {ENTRY("\"message\":\"a\",\n\"retry\":\"soon\""),
         "x.json:4:1: the retry advice of code 404 is 'soon'; it must be "
         "modify, later or after, or left out"},
        {ENTRY("\"message\":\"a\",\n\"retry\":\"\""),
         "x.json:4:1: the retry advice of code 404 is ''; it must be modify, "
         "later or after, or left out"},
        {ENTRY("\"message\":\"a\",\n\"retry\":false"),
         "x.json:4:1: 'retry' must be a string, not true or false"},
    };

    CHECK(cases);
}

static void what_stands_before_does_not_mislead_the_place(void **state)
{
    static const struct fault_case cases[] = {
        {HEAD "\"labels\":{\"a\":\"\\\"404\\\":{\",\"b\":\"}]\\\\\"},"
              "\"codes\":{\"400\":{\"message\":\"404\"},\n"
              "\"404\":{\"message\":\"\\\"codes\\\"\",\n \"retry\":1}}}",
         "x.json:4:2: 'retry' must be a string, not a number"},
        /* a key in escapes is not looked for: the place around it */
        {ENTRY("\"message\":\"a\",\n\"r\\u0065try\":1"),
         "x.json:3:2: 'retry' must be a string, not a number"},
    };

    CHECK(cases);
}

static void a_label_must_be_a_label(void **state)
{
    static const struct fault_case cases[] = {
        {HEAD "\"labels\":{\n\"Home\":\"x\"}}",
         "x.json:3:1: 'Home' can't be a label; its name is made of small "
         "letters, digits and _, at most 64"},
        {HEAD "\"labels\":{\n\"a.b\":\"x\"}}",
         "x.json:3:1: 'a.b' can't be a label; its name is made of small "
         "letters, digits and _, at most 64"},
        {HEAD "\"labels\":{\n\"\":\"x\"}}",
         "x.json:3:1: '' can't be a label; its name is made of small "
         "letters, digits and _, at most 64"},
        {HEAD "\"labels\":{\n\"home\":\"\"}}",
         "x.json:3:1: 'home' must not be empty"},
        {HEAD "\"labels\":{\n\"home\":\"a\\tb\"}}",
         "x.json:3:1: 'home' holds a control character"},
        {HEAD "\"labels\":{\n\"home\":7}}",
         "x.json:3:1: 'home' must be a string, not a number"},
    };

    CHECK(cases);
}

static void a_long_or_dirty_value_is_cut_and_cleaned(void **state)
{
    static const struct fault_case cases[] = {
        {CODE("\"0123456789012345678901234567890123456789"
              "012345678901234567890123456789012345678\xC3\xA4x\":{}"),
         "x.json:3:1: '0123456789012345678901234567890123456789"
         "012345678901234567890123456789012345678...' is not a status code; a "
         "code is a number from 100 to 599"},
        {CODE("\"01234567890123456789012345678901234567890123456789"
              "012345678901234567890123456789\":{}"),
         "x.json:3:1: '01234567890123456789012345678901234567890123456789"
         "012345678901234567890123456789' is not a status code; a code is a "
         "number from 100 to 599"},
        {CODE("\"01234567890123456789012345678901234567890123456789"
              "012345678901234567890123456789x\":{}"),
         "x.json:3:1: '01234567890123456789012345678901234567890123456789"
         "012345678901234567890123456789...' is not a status code; a code is "
         "a number from 100 to 599"},
        {CODE("\"a\\u001b[31m\\n\":{}"),
         "x.json:2:1: 'a?[31m?' is not a status code; a code is a number from "
         "100 to 599"},
    };

    CHECK(cases);
}

static void a_second_file_must_belong_to_the_first(void **state)
{
    static const struct fault_case cases[] = {
        {"{\"codes\":{},\"name\":\"x\",\n\"language\":\"EN\"}",
         "x.json:2:1: language 'EN' of the catalogue 'x' was read from x.json "
         "already"},
        {"{\"codes\":{},\n\"name\":\"y\",\"language\":\"de\"}",
         "x.json:2:1: is named 'y', but belongs to the catalogue 'x'; all "
         "files of a catalogue have the same name"},
        {"{\"name\":\"x\",\"language\":\"de\",\"labels\":{\n\"hom\":\"H\"}}",
         "x.json:2:1: unknown label 'hom'; did you mean 'home'?"},
        {"{\"name\":\"x\",\"language\":\"de\",\"labels\":{\n\"zzz\":\"H\"}}",
         "x.json:2:1: unknown label 'zzz'"},
        {"{\"name\":\"x\",\"language\":\"de\",\"codes\":{\"404\":{\n"
         "\"message\":\"m\",\n\"retry\":\"later\"}}}",
         "x.json:3:1: the retry advice of code 404 is 'later' here, but "
         "'modify' in language 'en'; leave it out, or make them the same"},
        {"{\"name\":\"x\",\"language\":\"de\",\"codes\":{\"405\":{\n"
         "\"message\":\"m\",\n\"retry\":\"later\"}}}",
         "x.json:3:1: the retry advice of code 405 is 'later' here, but "
         "'none' in language 'en'; leave it out, or make them the same"},
        {"{\"name\":\"x\",\"language\":\"de\",\"codes\":{\"404\":{}}}",
         "x.json:1:38: code 404 has no 'message'"},
    };
    sp_catalog_t *catalog = NULL, *same;
    const char *const *tags;
    size_t i;

    assert_string_equal(
        parse(&catalog,
              HEAD "\"labels\":{\"home\":\"Home\"},\"codes\":{"
                   "\"404\":{\"message\":\"a\",\"retry\":\"modify\"},"
                   "\"405\":{\"message\":\"b\"}}}",
              *state),
        "no fault");
    same = catalog;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].text);
        assert_string_equal(parse(&catalog, cases[i].text, *state),
                            cases[i].fault);
        assert_ptr_equal(catalog, same);
    }
    assert_int_equal(sp_catalog_languages(catalog, *state, &tags), 1);
    assert_null(sp_catalog_label(catalog, "de", "hom"));
}

static void a_file_of_more_than_four_megabytes_is_refused(void **state)
{
    static const char good[] = "{\"name\":\"x\",\"language\":\"en\","
                               "\"codes\":{}}";
    const apr_size_t most = 4 * 1024 * 1024;
    char *text = malloc(most + 1);
    sp_catalog_t *catalog = NULL;
    sp_error_t err = {0};

    assert_non_null(text);
    memset(text, ' ', most + 1);
    memcpy(text, good, sizeof(good) - 1);
    assert_int_not_equal(sp_catalog_parse(&catalog, "big.json", text, most + 1,
                                          NULL, NULL, *state, &err),
                         APR_SUCCESS);
    assert_string_equal(sp_error_text(&err, *state),
                        "big.json: has 4194305 bytes; a catalogue has at most "
                        "4194304");
    assert_null(catalog);
    assert_int_equal(sp_catalog_parse(&catalog, "big.json", text, most, NULL,
                                      NULL, *state, NULL),
                     APR_SUCCESS);
    free(text);
}

static void deep_nesting_is_refused_not_followed(void **state)
{
    const apr_size_t n = 1024 * 1024;
    char *text = malloc(n);
    sp_catalog_t *catalog = NULL;
    sp_error_t err = {0};

    assert_non_null(text);
    memset(text, '[', n);
    sp_catalog_parse(&catalog, "deep.json", text, n, NULL, NULL, *state, &err);
    free(text);
    assert_null(catalog);
    assert_int_equal(err.line, 1);
    assert_string_equal(err.msg,
                        "not valid JSON: maximum parsing depth reached near "
                        "'['");
}

static void a_fault_needs_nobody_to_tell(void **state)
{
    sp_catalog_t *catalog = NULL;

    assert_int_not_equal(sp_catalog_parse(&catalog, NULL, "{\"nam\":1}", 9,
                                          NULL, NULL, *state, NULL),
                         APR_SUCCESS);
    assert_null(catalog);
}

/* Every beginning of a good file, and the file with every byte spoiled. */
static void spoiled_files_are_refused_or_read_but_never_crash(void **state)
{
    static const char good[] =
        HEAD "\"labels\":{\"home\":\"H\"},\"codes\":{\"404\":{\"message\":"
             "\"\xC3\xA4\\n\",\"description\":\"b\",\"retry\":\"later\"}}}";
    static const char spoil[] = "\"{}[]\\,:0\n\xff";
    const size_t n = sizeof(good) - 1;
    size_t i, j;

    for (i = 0; i < n; i++) {
        ROW("byte %d", (int)i);
        for (j = 0; j < sizeof(spoil); j++) {
            ROW("becomes %d", spoil[j]);
            /* exactly as long as it is, so that a sanitizer sees the end */
            size_t len = j == 0 ? i : n;
            char *text = malloc(len + !len);
            sp_catalog_t *catalog = NULL;
            sp_error_t err = {0};

            assert_non_null(text);
            memcpy(text, good, len);
            if (j > 0) {
                text[i] = spoil[j - 1];
            }
            sp_catalog_parse(&catalog, "x", text, len, NULL, NULL, *state,
                             &err);
            assert_true((catalog == NULL) == (err.msg != NULL));
            free(text);
        }
    }
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    static const struct CMUnitTest tests[] = {
        T(what_is_not_json_is_refused_at_its_place),
        T(the_file_must_say_what_it_is),
        T(a_code_must_be_a_code),
        T(an_entry_must_hold_texts),
        T(what_stands_before_does_not_mislead_the_place),
        T(a_label_must_be_a_label),
        T(a_long_or_dirty_value_is_cut_and_cleaned),
        T(a_second_file_must_belong_to_the_first),
        T(a_file_of_more_than_four_megabytes_is_refused),
        T(deep_nesting_is_refused_not_followed),
        T(a_fault_needs_nobody_to_tell),
        T(spoiled_files_are_refused_or_read_but_never_crash),
    };

    apr_initialize();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
