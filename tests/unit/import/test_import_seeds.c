/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The five documents that the product was asked for are imported completely.
 * Additional: documents of the same five shapes are in tests/cases/import. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rows.h"
#include "cloud_books.h"
#include "base/file.h"
#include "import/import.h"
#include "import_words.h"

#define SEEDS "../shared/seeds"

typedef struct seed_t {
    const char *text;
    apr_size_t len;
    const sp_import_t *import;
} seed_t;

static seed_t read_seed(apr_pool_t *pool, const struct book *book)
{
    const char *path = apr_pstrcat(pool, SEEDS "/", book->document, NULL);
    sp_error_t err = {0};
    seed_t seed;

    print_message("%s\n", book->document);
    sp_file_read(path, &seed.text, &seed.len, pool, &err);
    assert_string_equal(sp_error_text(&err, pool), "no fault");
    sp_import(&seed.import, path, seed.text, seed.len, pool, &err);
    assert_string_equal(sp_error_text(&err, pool), "no fault");
    assert_int_equal(seed.import->unclear, 0);
    assert_int_equal(seed.import->more, 0);
    return seed;
}

static const sp_import_row_t *row_of(const seed_t *seed, int code)
{
    int i;

    for (i = 0; i < seed->import->row_count; i++) {
        if (seed->import->rows[i].code == code) {
            return &seed->import->rows[i];
        }
    }
    fail_msg("%d is not there", code);
    return NULL;
}

static void codes_and_messages_are_exactly_the_documents(void **state)
{
    int b, i, at;

    for (b = 0; b < BOOKS; b++) {
        seed_t seed = read_seed(*state, &books[b]);

        for (i = 0, at = 0; i < ROWS; i++) {
            if ((rows[i].in & books[b].bit) == 0) {
                continue;
            }
            assert_true(at < seed.import->row_count);
            assert_int_equal(seed.import->rows[at].code, rows[i].code);
            assert_string_equal(seed.import->rows[at].message, rows[i].message);
            at++;
        }
        assert_int_equal(seed.import->row_count, at);
        assert_int_equal(seed.import->row_count, books[b].codes);
    }
}

static void every_word_is_a_rows_or_left_out_in_its_order(void **state)
{
    int b;

    for (b = 0; b < BOOKS; b++) {
        seed_t seed = read_seed(*state, &books[b]);
        apr_array_header_t *wanted =
            apr_array_make(*state, 256, sizeof(char *));

        add_words(wanted, seed.text, seed.len);
        assert_true(wanted->nelts > 300);
        assert_same_words(imported_words(seed.import, *state), wanted);
    }
}

static void every_paragraph_stands_in_the_document_byte_for_byte(void **state)
{
    int b, i;

    for (b = 0; b < BOOKS; b++) {
        seed_t seed = read_seed(*state, &books[b]);

        for (i = 0; i < seed.import->row_count; i++) {
            const char *rest = seed.import->rows[i].description;

            assert_string_not_equal(rest, "");
            while (rest != NULL) {
                const char *end = strstr(rest, "\n\n");
                char *paragraph =
                    end ? apr_pstrmemdup(*state, rest, (apr_size_t)(end - rest))
                        : apr_pstrdup(*state, rest);

                assert_non_null(strstr(seed.text, paragraph));
                rest = end != NULL ? end + 2 : NULL;
            }
        }
    }
}

/* How many paragraphs some descriptions have, and how they begin and end. */
static void paragraphs_are_kept_apart(void **state)
{
    static const struct {
        int book, code, paragraphs;
        const char *start, *end;
    } cases[] = {
        {0, 204, 2, "The server has successfully", "HTTP OPTIONS request."},
        {0, 413, 1, "The request is larger", "Retry-After header field."},
        {0, 503, 2, "The requested service is invalid.", "modifications."},
        {1, 101, 2, "Switching protocols. The", "the latest version."},
        {1, 303, 1, "The response to", "GET or POST method."},
        {1, 429, 1, "The client has sent", "response has elapsed."},
        {1, 505, 1, "The server does not support", "in the request."},
        {2, 400, 1, "Invalid request. The client", "re-initiating it."},
        {2, 505, 1, "The server does not support", "in the request."},
        {3, 203, 1, "Non-authoritative information. The", "is successful."},
        {3, 303, 2, "The response to", "GET or POST method."},
        {3, 402, 1, "This status code is reserved", "future use."},
        {3, 408, 2, "The client does not send", "modifications later."},
        {4, 500, 1, "The server is able", "understand the request."},
        {4, 504, 1, "The request cannot", "in the request."},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%d", (int)i);
        seed_t seed = read_seed(*state, &books[cases[i].book]);
        const char *text = row_of(&seed, cases[i].code)->description, *p;
        int paragraphs = 1;

        for (p = text; (p = strstr(p, "\n\n")) != NULL; p += 2) {
            paragraphs++;
        }
        assert_int_equal(paragraphs, cases[i].paragraphs);
        assert_int_equal(strncmp(text, cases[i].start, strlen(cases[i].start)),
                         0);
        assert_string_equal(text + strlen(text) - strlen(cases[i].end),
                            cases[i].end);
    }
}

static void only_the_pages_furniture_is_left_out(void **state)
{
    static const struct {
        int notes, first, last;
    } expected[] = {
        {7, 1, 13}, {7, 1, 13}, {10, 1, 134}, {7, 1, 12}, {5, 1, 5}};
    int b, i;

    for (b = 0; b < BOOKS; b++) {
        seed_t seed = read_seed(*state, &books[b]);
        const sp_import_t *r = seed.import;

        assert_int_equal(r->note_count, expected[b].notes);
        assert_int_equal(r->notes[0].line, expected[b].first);
        assert_int_equal(r->notes[r->note_count - 1].line, expected[b].last);
        for (i = 0; i < r->note_count; i++) {
            assert_int_equal(r->notes[i].kind, SP_IMPORT_LEFT_OUT);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            codes_and_messages_are_exactly_the_documents, setup, teardown),
        cmocka_unit_test_setup_teardown(
            every_word_is_a_rows_or_left_out_in_its_order, setup, teardown),
        cmocka_unit_test_setup_teardown(
            every_paragraph_stands_in_the_document_byte_for_byte, setup,
            teardown),
        cmocka_unit_test_setup_teardown(paragraphs_are_kept_apart, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(only_the_pages_furniture_is_left_out,
                                        setup, teardown),
    };
    size_t i;
    int failed;

    for (i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
        rows_additional(tests[i].name, SEEDS);
    }
    apr_initialize();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    apr_terminate();
    return failed;
}
