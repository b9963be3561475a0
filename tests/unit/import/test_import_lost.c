/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Whatever becomes of a document's lines (swapped, repeated, gone, cut in
 * two, joined), no word of it is lost: it is in a row or in a note. The
 * documents are those of tests/cases/import and, where they lie beside the
 * project, the five that the product was asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <apr_file_info.h>
#include <apr_general.h>

#include "base/file.h"
#include "import_words.h"

#define ROUNDS 300
#define CHANGES 6

typedef struct shuffle_t {
    apr_array_header_t *lines; /* const char * */
    unsigned int seed;
    apr_pool_t *pool;
} shuffle_t;

/* The same numbers everywhere, so that a failure can be looked at. */
static int random_below(shuffle_t *s, int limit)
{
    s->seed = s->seed * 1103515245u + 12345u;
    return limit > 0 ? (int)((s->seed >> 16) % (unsigned int)limit) : 0;
}

static void cut_lines(shuffle_t *s, const char *text)
{
    const char *end;

    s->lines = apr_array_make(s->pool, 128, sizeof(char *));
    for (; (end = strchr(text, '\n')) != NULL; text = end + 1) {
        APR_ARRAY_PUSH(s->lines, const char *) =
            apr_pstrmemdup(s->pool, text, (apr_size_t)(end - text));
    }
    APR_ARRAY_PUSH(s->lines, const char *) = apr_pstrdup(s->pool, text);
}

static void change(shuffle_t *s)
{
    const char **line = (const char **)s->lines->elts;
    int a = random_below(s, s->lines->nelts);
    int b = random_below(s, s->lines->nelts);
    const char *swap = line[a];

    switch (random_below(s, 6)) {
    case 0:
        line[a] = line[b];
        line[b] = swap;
        break;
    case 1:
        line[a] = line[b];
        break;
    case 2:
        line[a] = "";
        break;
    case 3:
        line[a] = apr_pstrcat(s->pool, line[a], " ", line[b], NULL);
        break;
    case 4:
        line[a] = apr_pstrcat(s->pool, "404 ", line[a], NULL);
        break;
    default:
        line[a] = apr_pstrmemdup(
            s->pool, swap, strcspn(swap, " ") == 0 ? 0 : strcspn(swap, " "));
        break;
    }
}

static char *join_lines(const shuffle_t *s)
{
    return apr_array_pstrcat(s->pool, s->lines, '\n');
}

/* 1 where there was something to compare. */
static int check(const char *text, apr_pool_t *pool)
{
    apr_array_header_t *wanted = apr_array_make(pool, 256, sizeof(char *));
    apr_array_header_t *got;
    const sp_import_t *result;
    sp_error_t err = {0};

    if (sp_import(&result, "doc", text, strlen(text), pool, &err) !=
        APR_SUCCESS) {
        assert_non_null(err.msg);
        return 0;
    }
    got = imported_words(result, pool);
    add_words(wanted, text, strlen(text));
    sort_words(wanted);
    sort_words(got);
    if (got->nelts != wanted->nelts) {
        print_message("%s\n", text);
    }
    assert_same_words(got, wanted);
    return 1;
}

static int shuffle(const char *path, apr_pool_t *parent)
{
    const char *text;
    apr_size_t len;
    int round, i, compared = 0;

    if (sp_file_read(path, &text, &len, parent, NULL) != APR_SUCCESS) {
        return 0;
    }
    for (round = 0; round < ROUNDS; round++) {
        shuffle_t s = {NULL, (unsigned int)round, NULL};

        apr_pool_create(&s.pool, parent);
        cut_lines(&s, text);
        for (i = 0; i < CHANGES; i++) {
            change(&s);
        }
        compared += check(join_lines(&s), s.pool);
        apr_pool_destroy(s.pool);
    }
    return compared;
}

/* The documents of a folder, or of the folders in it. */
static int shuffle_folder(const char *root, apr_pool_t *pool)
{
    static const char *const names[] = {"input.txt", "input.md", "input.csv"};
    apr_finfo_t info;
    apr_dir_t *dir;
    int compared = 0, i;

    if (apr_dir_open(&dir, root, pool) != APR_SUCCESS) {
        return 0;
    }
    while (apr_dir_read(&info, APR_FINFO_NAME, dir) == APR_SUCCESS) {
        const char *path = apr_pstrcat(pool, root, "/", info.name, NULL);

        if (info.name[0] == '.') {
            continue;
        }
        compared += shuffle(path, pool);
        for (i = 0; i < 3; i++) {
            compared +=
                shuffle(apr_pstrcat(pool, path, "/", names[i], NULL), pool);
        }
    }
    apr_dir_close(dir);
    return compared;
}

static void no_word_of_a_shuffled_document_is_lost(void **state)
{
    apr_pool_t *pool;
    int compared;

    apr_pool_create(&pool, NULL);
    compared = shuffle_folder("tests/cases/import", pool);
    print_message("%d documents compared\n", compared);
    assert_true(compared > 1000);
    compared = shuffle_folder("../shared/seeds", pool);
    print_message("%d more compared\n", compared);
    apr_pool_destroy(pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_word_of_a_shuffled_document_is_lost),
    };
    int failed;

    apr_initialize();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    apr_terminate();
    return failed;
}
