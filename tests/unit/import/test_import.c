/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Import: what is refused, what is bounded, and the catalogue that comes out.
 * Whole documents are in tests/cases/import, phrases in test_import_split.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <apr_general.h>
#include <apr_strings.h>
#include <jansson.h>

#include "rows.h"
#include "catalog/catalog.h"
#include "import/import.h"

static int setup(void **state)
{
    apr_pool_t *pool;

    assert_int_equal(apr_pool_create(&pool, NULL), APR_SUCCESS);
    *state = pool;
    return 0;
}

static int teardown(void **state)
{
    apr_pool_destroy(*state);
    return 0;
}

/* An import that must succeed. */
static const sp_import_t *import(apr_pool_t *pool, const char *text)
{
    const sp_import_t *result;
    sp_error_t err = {0};

    sp_import(&result, "doc", text, strlen(text), pool, &err);
    assert_string_equal(sp_error_text(&err, pool), "no fault");
    assert_non_null(result);
    return result;
}

/* The fault of an import that must not succeed. */
static const char *refusal(apr_pool_t *pool, const char *text, apr_size_t len)
{
    const sp_import_t *result;
    sp_error_t err = {0};

    assert_int_equal(sp_import(&result, "doc", text, len, pool, &err),
                     APR_EGENERAL);
    return sp_error_text(&err, pool);
}

/* @a text again and again, @a len bytes of it. */
static char *repeat(apr_pool_t *pool, const char *text, apr_size_t len)
{
    char *out = apr_palloc(pool, len + 1);
    apr_size_t n = strlen(text), i;

    for (i = 0; i < len; i++) {
        out[i] = text[i % n];
    }
    out[len] = '\0';
    return out;
}

static void assert_starts(const char *text, const char *start)
{
    if (strncmp(text, start, strlen(start)) != 0) {
        fail_msg("\"%s\" does not begin with \"%s\"", text, start);
    }
}

static void line_ends_of_every_system_are_the_same(void **state)
{
    static const char *const texts[] = {
        "A\n404\nNot Found\nNone.\n\nReally.\n",
        "A\r\n404\r\nNot Found\r\nNone.\r\n\r\nReally.\r\n",
        "A\r404\rNot Found\rNone.\r\rReally.\r",
        ("\xEF\xBB\xBF"
         "A\n 404 \n\tNot Found\xC2\xA0\nNone. \n\xE2\x80\x8B\nReally."),
    };
    size_t i;

    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        ROW("%d", (int)i);
        const sp_import_t *r = import(*state, texts[i]);

        assert_int_equal(r->row_count, 1);
        assert_int_equal(r->rows[0].line, 2);
        assert_string_equal(r->rows[0].message, "Not Found");
        assert_string_equal(r->rows[0].description, "None.\n\nReally.");
        assert_int_equal(r->note_count, 1);
        assert_string_equal(r->notes[0].text, "A");
    }
}

static void white_space_within_words_becomes_nothing_else(void **state)
{
    const sp_import_t *r =
        import(*state, "404 Not  Found\nTwo  spaces,\ta tab.\n");

    assert_string_equal(r->rows[0].message, "Not  Found");
    assert_string_equal(r->rows[0].description, "Two  spaces, a tab.");
}

static void what_is_no_text_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *text;
        apr_size_t len;
        const char *fault;
    } cases[] = {
        {"", 0, "doc:1: is empty"},
        {"\xEF\xBB\xBF", 3, "doc:1: is empty"},
        {"a\n\0", 3, "doc:2:1: holds a NUL byte"},
        {"a\r\nb\r\xC3", 6, "doc:3:1: byte 0xC3 is not UTF-8"},
        {"a\xC0\x80", 3, "doc:1:2: byte 0xC0 is not UTF-8"},
        {"a\n\xED\xA0\x80", 5, "doc:2:1: byte 0xED is not UTF-8"},
        {"a\x7F", 2, "doc:1:2: holds a control character (U+007F)"},
        {"a\xC2\x85", 3, "doc:1:2: holds a control character (U+0085)"},
        {"\xFE\xFF\0a", 4, "doc:1: is UTF-16"},
        {"PK\x03\x04x", 5, "doc:1: is an archive or office document"},
        {"\x1F\x8B\x08", 3, "doc:1: is compressed"},
        {"{\\rtf1", 6, "doc:1: is RTF"},
        {"<HTML lang>", 11, "doc: no table, list or heading of status codes"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%d", (int)i);
        assert_starts(refusal(*state, cases[i].text, cases[i].len),
                      cases[i].fault);
    }
}

static void nothing_is_given_of_what_is_no_text(void **state)
{
    const sp_import_t *result = (const sp_import_t *)1;

    assert_int_equal(sp_import(&result, "doc", "\0", 1, *state, NULL),
                     APR_EGENERAL);
    assert_null(result);
}

static void the_notes_are_given_where_a_code_is_there_twice(void **state)
{
    const sp_import_t *result;
    sp_error_t err = {0};
    const char *text = "Title\n404 Not Found A.\n404 NotFound B.\n";

    assert_int_equal(
        sp_import(&result, "doc", text, strlen(text), *state, &err),
        APR_EGENERAL);
    assert_int_equal(err.line, 3);
    assert_non_null(result);
    assert_int_equal(result->note_count, 1);
}

static void too_many_bytes_are_refused_where_they_pass_the_limit(void **state)
{
    apr_size_t len = SP_IMPORT_MAX + 1;
    char *noise = repeat(*state, "lorem ipsum\n", len);

    assert_starts(refusal(*state, noise, len),
                  "doc:699051: here it passes 8 MB, the most that is read");
    noise[5] = '\0';
    assert_starts(refusal(*state, noise, len), "doc:1:6: holds a NUL byte");
}

static void a_character_that_the_limit_cuts_is_no_fault(void **state)
{
    apr_size_t len = SP_IMPORT_MAX + 1;
    char *noise = repeat(*state, "x\xE2\x82\xAC", len); /* 4 bytes */

    memmove(noise, noise + 2, len - 2);
    noise[0] = noise[1] = 'y';
    assert_starts(refusal(*state, noise, len), "doc:1: here it passes 8 MB");
}

static void too_many_lines_are_refused(void **state)
{
    const char *text = repeat(*state, "a\n\n", 3 * (SP_IMPORT_MAX_LINES + 1));

    assert_starts(refusal(*state, text, strlen(text)),
                  "doc:200001: here it passes 100000 lines");
    text = repeat(*state, "a\n\n", 3 * SP_IMPORT_MAX_LINES);
    assert_starts(refusal(*state, text, strlen(text)),
                  "doc:199999: no row of a status code");
}

static void notes_are_counted_where_there_are_too_many(void **state)
{
    const char *text = apr_pstrcat(*state, repeat(*state, "a\n", 2 * 1500),
                                   "404 Not Found None.\n", NULL);
    const sp_import_t *r = import(*state, text);

    assert_int_equal(r->note_count, SP_IMPORT_MAX_NOTES);
    assert_int_equal(r->more, 500);
    assert_int_equal(r->more_to, 1500);
    assert_int_equal(r->row_count, 1);
}

static void a_description_that_is_too_long_is_unclear(void **state)
{
    const char *longest = repeat(*state, "Words.. ", SP_IMPORT_MAX_DESCRIPTION);
    const char *text =
        apr_pstrcat(*state, "200 OK Fine.\n404 Not Found ", longest, NULL);
    const sp_import_t *r = import(*state, text);

    assert_int_equal(r->row_count, 2);
    assert_int_equal(strlen(r->rows[1].description),
                     SP_IMPORT_MAX_DESCRIPTION - 1); /* its last space */
    text = apr_pstrcat(*state, "200 OK Fine.\n404 Not Found\n", longest,
                       "\nand\n", longest, NULL);
    r = import(*state, text);
    assert_int_equal(r->row_count, 1);
    assert_int_equal(r->unclear, 1);
    assert_string_equal(r->notes[0].why,
                        "its description is longer than any (32 KB are "
                        "allowed)");
    assert_int_equal(r->note_count, 4);
}

/* "404,Not Found," and a quoted field of @a size bytes, its quotes counted. */
static char *quoted(apr_pool_t *pool, apr_size_t size)
{
    char *field = repeat(pool, "x", size);

    field[0] = field[size - 1] = '"';
    return apr_pstrcat(pool, "Code,Message,Description\n404,Not Found,", field,
                       "\n409,Conflict,Two \"ships\".\n", NULL);
}

static void the_longest_quoted_field_is_closed(void **state)
{
    const sp_import_t *r = import(*state, quoted(*state, 65536));
    const char *text = quoted(*state, 65537);

    assert_int_equal(r->row_count, 1);
    assert_string_equal(r->rows[0].description, "Two \"ships\".");
    assert_int_equal(r->unclear, 1);
    assert_string_equal(r->notes[1].why,
                        "its description is longer than any (32 KB are "
                        "allowed)");
    assert_int_equal(strlen(r->notes[2].text), 65536 - 2);
    assert_starts(refusal(*state, text, strlen(text)),
                  "doc:2: a field begins with a quote here that is never "
                  "closed");
}

/* How a code may stand in a cell, and what may stand between it and its
 * message. */
static void a_code_is_known_in_its_cell(void **state)
{
    static const char *const cells[] = {
        "404 Not Found",
        "`404` **Not Found**",
        "**404**: Not Found",
        "404 - Not Found",
        "404 \xE2\x80\x93 Not Found",
        "404 -- Not Found",
        "**404 Not Found**",
        "[404](#lost) | Not Found",
        "404 - | Not Found",
        "404. | `Not Found`",
    };
    size_t i;

    for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
        ROW("%d", (int)i);
        const sp_import_t *r;

        print_message("%s\n", cells[i]);
        r = import(*state, apr_pstrcat(*state, "| ", cells[i],
                                       " | No ship. |\n", NULL));
        assert_string_equal(r->shape, "a pipe table");
        assert_int_equal(r->row_count, 1);
        assert_int_equal(r->rows[0].code, 404);
        assert_string_equal(r->rows[0].message, "Not Found");
        assert_string_equal(r->rows[0].description, "No ship.");
    }
}

static void a_copyright_sign_begins_a_footer(void **state)
{
    const sp_import_t *r =
        import(*state, "404 Not Found No ship.\n\xC2\xA9 2026 Harbour\n");

    assert_string_equal(r->rows[0].description, "No ship.");
    assert_int_equal(r->note_count, 1);
    assert_int_equal(r->notes[0].kind, SP_IMPORT_LEFT_OUT);
}

/* A record is more than a line: what tells that a document is CSV is read as
 * the table is. */
static void csv_is_told_by_its_records(void **state)
{
    const sp_import_t *r =
        import(*state, "404,\"No ship,\nand no boat.\",Not Found\n");

    assert_string_equal(r->shape, "CSV");
    assert_int_equal(r->row_count, 1);
    r = import(*state, "Code,Message\n404,\"Not \"\"Found\"\"\"\n");
    assert_string_equal(r->rows[0].message, "Not \"Found\"");
}

static void a_table_from_a_browser_ends_with_its_footer(void **state)
{
    const sp_import_t *r = import(*state, "Print\nCode\tMessage\tDescription\n"
                                          "404\tNot Found\tNo ship.\n"
                                          "409\tConflict\tTwo ships.\n"
                                          "One berth.\n"
                                          "4o4\tLost\tNone.\n"
                                          "Feedback\nYes\n");

    assert_string_equal(r->shape, "a table with tabs");
    assert_int_equal(r->row_count, 2);
    assert_string_equal(r->rows[1].description, "Two ships.\n\nOne berth.");
    assert_int_equal(r->unclear, 1);
    assert_int_equal(r->note_count, 5);
    assert_int_equal(r->notes[2].line, 6);
    assert_int_equal(r->notes[2].kind, SP_IMPORT_UNCLEAR);
}

static void the_longest_message_is_kept(void **state)
{
    apr_size_t len;

    for (len = SP_IMPORT_MAX_MESSAGE; len <= SP_IMPORT_MAX_MESSAGE + 1; len++) {
        const sp_import_t *r = import(
            *state, apr_pstrcat(*state, "| 404 | ", repeat(*state, "Fog", len),
                                " | None. |\n| 500 | Fire | |\n", NULL));

        assert_int_equal(r->unclear, len > SP_IMPORT_MAX_MESSAGE);
    }
}

/* Each is as long as may be, and was slow or large in a first version, or
 * would be in a careless one. That they end is the test. */
static void hostile_documents_end(void **state)
{
    static const char *const noises[] = {
        "404 ",
        "404\n404 Quota Spent The x\n",
        "|",
        "-|",
        "\"",
        ",",
        "<br>",
        "\\|",
        "#",
        "123",
        " \xC2\xA0",
        "404 | a |\n|||\n",
        "404,Not Found,\"",
        "100 Continue then\n200 OK so\n300 Multiple Choices or\n",
    };
    static const char *const starts[] = {
        "",
        "404 Not Found ",
        "| 404 | Not Found | ",
        "404 |\nNot Found |\n",
        "Code,Message\n404,Not Found,",
        "404\tNot Found\t\"",
    };
    size_t i, k;

    for (i = 0; i < sizeof(noises) / sizeof(noises[0]); i++) {
        for (k = 0; k < sizeof(starts) / sizeof(starts[0]); k++) {
            ROW("%d", (int)k);
            apr_pool_t *pool;
            const sp_import_t *result;
            char *text;

            apr_pool_create(&pool, *state);
            text = repeat(pool, noises[i], SP_IMPORT_MAX / 16);
            memcpy(text, starts[k], strlen(starts[k]));
            sp_import(&result, "doc", text, SP_IMPORT_MAX / 16, pool, NULL);
            apr_pool_destroy(pool);
        }
    }
}

static const char *json_of(apr_pool_t *pool, const char *text)
{
    static const sp_import_about_t about = {
        .name = "harbour", .language = "en-GB", .extends = "standard"};

    return sp_import_json(import(pool, text), &about, pool);
}

static void the_catalogue_is_ordered_by_code(void **state)
{
    const char *json = json_of(*state, "503 Service Unavailable Low \"tide\".\n"
                                       "404 Not Found\n\nNo ship.\n\nKein "
                                       "\xC3\xBC.\n100 Continue\n");

    assert_string_equal(
        json, "{\n  \"name\": \"harbour\",\n  \"language\": \"en-GB\",\n"
              "  \"extends\": \"standard\",\n  \"codes\": {\n"
              "    \"100\": {\n      \"message\": \"Continue\",\n"
              "      \"description\": \"\"\n    },\n"
              "    \"404\": {\n      \"message\": \"Not Found\",\n"
              "      \"description\": \"No ship.\\n\\nKein \xC3\xBC.\"\n"
              "    },\n    \"503\": {\n"
              "      \"message\": \"Service Unavailable\",\n"
              "      \"description\": \"Low \\\"tide\\\".\"\n    }\n  }\n}\n");
}

static const sp_catalog_t *find_root(void *baton, const char *name,
                                     sp_error_t *err)
{
    return strcmp(name, "standard") == 0 ? baton : NULL;
}

static void the_catalogue_reads_what_was_written(void **state)
{
    sp_catalog_t *root = sp_catalog_create(*state, "standard", NULL);
    sp_catalog_t *catalog = NULL;
    const char *json = json_of(*state, "| 404 | Not\tFound | A.<br>B. |\n"
                                       "| 599 | Fog | |\n");
    sp_error_t err = {0};

    sp_catalog_parse(&catalog, "doc.json", json, strlen(json), find_root, root,
                     *state, &err);
    assert_string_equal(sp_error_text(&err, *state), "no fault");
    assert_string_equal(sp_catalog_name(catalog), "harbour");
    assert_string_equal(sp_catalog_entry(catalog, 404, NULL)->message,
                        "Not Found");
    assert_string_equal(sp_catalog_entry(catalog, 404, NULL)->description,
                        "A.\n\nB.");
    assert_string_equal(sp_catalog_entry(catalog, 599, NULL)->description, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(line_ends_of_every_system_are_the_same,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            white_space_within_words_becomes_nothing_else, setup, teardown),
        cmocka_unit_test_setup_teardown(
            what_is_no_text_is_refused_with_its_place, setup, teardown),
        cmocka_unit_test_setup_teardown(nothing_is_given_of_what_is_no_text,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            the_notes_are_given_where_a_code_is_there_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(
            too_many_bytes_are_refused_where_they_pass_the_limit, setup,
            teardown),
        cmocka_unit_test_setup_teardown(
            a_character_that_the_limit_cuts_is_no_fault, setup, teardown),
        cmocka_unit_test_setup_teardown(too_many_lines_are_refused, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            notes_are_counted_where_there_are_too_many, setup, teardown),
        cmocka_unit_test_setup_teardown(
            a_description_that_is_too_long_is_unclear, setup, teardown),
        cmocka_unit_test_setup_teardown(the_longest_quoted_field_is_closed,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_code_is_known_in_its_cell, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_copyright_sign_begins_a_footer, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            a_table_from_a_browser_ends_with_its_footer, setup, teardown),
        cmocka_unit_test_setup_teardown(the_longest_message_is_kept, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(csv_is_told_by_its_records, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(hostile_documents_end, setup, teardown),
        cmocka_unit_test_setup_teardown(the_catalogue_is_ordered_by_code, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(the_catalogue_reads_what_was_written,
                                        setup, teardown),
    };
    int failed;

    apr_initialize();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    apr_terminate();
    return failed;
}
