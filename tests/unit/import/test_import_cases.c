/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The documents of tests/cases/import (or SP_IMPORT_CASES_DIR): each folder is
 * one; its README.md says what is in it. No case found is a failure. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <apr_file_info.h>
#include <apr_general.h>
#include <apr_strings.h>

#include "base/file.h"
#include "import/import.h"
#include "import_words.h"

#define LEAST_CASES 30
#define MOST_CASES 200

typedef struct case_t {
    const char *dir;
    const char *file; /* what the fault calls it */
    const char *text;
    apr_size_t len;
    apr_pool_t *pool;
} case_t;

/* A file of the case, or NULL. */
static const char *read_text(const case_t *c, const char *name, apr_size_t *len)
{
    const char *path = apr_pstrcat(c->pool, c->dir, "/", name, NULL);
    const char *text = NULL;
    apr_status_t rv = sp_file_read(path, &text, len, c->pool, NULL);

    assert_true(rv == APR_SUCCESS || APR_STATUS_IS_ENOENT(rv));
    return rv == APR_SUCCESS ? text : NULL;
}

static void read_input(case_t *c)
{
    static const char *const names[] = {"input.txt", "input.md", "input.csv",
                                        "input.html"};
    int i;

    for (i = 0; i < 4 && c->text == NULL; i++) {
        c->text = read_text(c, names[i], &c->len);
        c->file = i < 3 ? "input" : "input.html";
    }
    if (c->text == NULL) {
        fail_msg("%s has no input.txt, .md, .csv or .html", c->dir);
    }
}

/* A row as the cases write it: its paragraphs are lines of their own. */
static const char *show_row(const sp_import_t *result,
                            const sp_import_row_t *row, apr_pool_t *pool)
{
    const char *language = result->languages[row->language];
    char *text = apr_psprintf(
        pool, "%d %s%s%s (line %d)%s%s%s%s%s%s\n", row->code,
        row->name ? row->name : "", row->name ? ": " : "", row->message,
        row->line, row->retry ? " retry=" : "", row->retry ? row->retry : "",
        row->url ? " url=" : "", row->url ? row->url : "",
        language ? " in " : "", language ? language : "");
    char *rest = apr_pstrdup(pool, row->description), *end;

    while (rest != NULL && *rest != '\0') {
        end = strstr(rest, "\n\n");
        if (end != NULL) {
            *end = '\0';
        }
        text = apr_pstrcat(pool, text, "    ", rest, "\n", NULL);
        rest = end != NULL ? end + 2 : NULL;
    }
    return text;
}

static const char *show_note(const sp_import_note_t *note, apr_pool_t *pool)
{
    static const char *const kinds[] = {"out", "kept", "unclear"};
    char *text = apr_pstrdup(pool, note->text), *p;

    for (p = text; *p; p++) {
        if (*p == '\n' || *p == '\t') {
            *p = ' ';
        }
    }
    text = apr_psprintf(pool, "%s %d: %s", kinds[note->kind], note->line, text);
    return note->why != NULL
               ? apr_pstrcat(pool, text, " (", note->why, ")\n", NULL)
               : apr_pstrcat(pool, text, "\n", NULL);
}

static const char *show(const sp_import_t *result, apr_pool_t *pool)
{
    const char *text = "";
    int i;

    for (i = 0; i < result->row_count; i++) {
        text = apr_pstrcat(pool, text, show_row(result, &result->rows[i], pool),
                           NULL);
    }
    for (i = 0; i < result->note_count; i++) {
        text =
            apr_pstrcat(pool, text, show_note(&result->notes[i], pool), NULL);
    }
    return text;
}

/* Nothing is lost. */
static void check_words(const case_t *c, const sp_import_t *result)
{
    apr_array_header_t *wanted = apr_array_make(c->pool, 256, sizeof(char *));
    apr_array_header_t *got = imported_words(result, c->pool);

    add_words(wanted, c->text, c->len);
    sort_words(wanted);
    sort_words(got);
    assert_same_words(got, wanted);
}

static void run_case(void **state)
{
    case_t *c = *state;
    const sp_import_t *result;
    const char *expected, *wrong, *said;
    sp_error_t err = {0};
    apr_size_t len;
    apr_status_t rv;

    assert_int_equal(apr_pool_create(&c->pool, NULL), APR_SUCCESS);
    read_input(c);
    expected = read_text(c, "expected", &len);
    wrong = read_text(c, "error", &len);
    assert_true((expected == NULL) != (wrong == NULL));
    rv = sp_import(&result, c->file, c->text, c->len, c->pool, &err);
    said = apr_pstrcat(c->pool, sp_error_text(&err, c->pool), "\n", NULL);
    assert_string_equal(said, wrong != NULL ? wrong : "no fault\n");
    assert_int_equal(rv, wrong != NULL ? APR_EGENERAL : APR_SUCCESS);
    if (expected != NULL) {
        assert_string_equal(show(result, c->pool), expected);
        if (strcmp(c->file, "input") == 0) { /* test_import_html.c, else */
            check_words(c, result);
        }
    }
    apr_pool_destroy(c->pool);
}

static int by_name(const void *a, const void *b)
{
    const struct CMUnitTest *x = a, *y = b;

    return strcmp(x->name, y->name);
}

/* A test for each folder below @a root. */
static size_t find_cases(struct CMUnitTest *tests, const char *root,
                         apr_pool_t *pool)
{
    apr_dir_t *dir;
    apr_finfo_t info;
    size_t count = 0;

    if (apr_dir_open(&dir, root, pool) != APR_SUCCESS) {
        return 0;
    }
    while (count < MOST_CASES &&
           apr_dir_read(&info, APR_FINFO_NAME | APR_FINFO_TYPE, dir) ==
               APR_SUCCESS) {
        case_t *c;

        if (info.filetype != APR_DIR || info.name[0] == '.') {
            continue;
        }
        c = apr_pcalloc(pool, sizeof(*c));
        c->dir = apr_pstrcat(pool, root, "/", info.name, NULL);
        tests[count].name = apr_pstrdup(pool, info.name);
        tests[count].test_func = run_case;
        tests[count++].initial_state = c;
    }
    apr_dir_close(dir);
    qsort(tests, count, sizeof(*tests), by_name);
    return count;
}

static void there_are_cases(void **state)
{
    assert_true(*(size_t *)*state >= LEAST_CASES);
}

int main(void)
{
    static struct CMUnitTest tests[MOST_CASES + 1];
    const char *root = getenv("SP_IMPORT_CASES_DIR");
    size_t count;
    apr_pool_t *pool;
    int failed;

    apr_initialize();
    apr_pool_create(&pool, NULL);
    count = find_cases(tests, root ? root : "tests/cases/import", pool);
    tests[count].name = "there_are_cases";
    tests[count].test_func = there_are_cases;
    tests[count].initial_state = &count;
    failed =
        _cmocka_run_group_tests("import cases", tests, count + 1, NULL, NULL);
    apr_pool_destroy(pool);
    apr_terminate();
    return failed;
}
