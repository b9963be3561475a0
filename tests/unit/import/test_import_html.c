/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pages of HTML: whatever becomes of their tables, each word of a cell is in
 * the catalogue or in the report; hostile pages end; a part can be chosen.
 * The pages are those of tests/cases/import. The words are found here without
 * a parser: what stands between tags. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <apr_file_info.h>
#include <apr_general.h>

#include "rows.h"
#include "base/file.h"
#include "import_words.h"

#define CASES "tests/cases/import/"
#define ROUNDS 200

static int setup(void **state)
{
    return apr_pool_create((apr_pool_t **)state, NULL) != APR_SUCCESS;
}

static int teardown(void **state)
{
    apr_pool_destroy(*state);
    return 0;
}

/* Whether a tag begins there, of one of these names: "td|th". */
static int is_tag(const char *p, const char *names)
{
    size_t n;

    for (; *p == '<' && *names != '\0'; names += n + (names[n] == '|')) {
        n = strcspn(names, "|");
        if (strncmp(p + 1, names, n) == 0 && strchr(" >", p[1 + n]) != NULL) {
            return 1;
        }
    }
    return 0;
}

/* The words of the cells of tables, outside of tags. */
static apr_array_header_t *table_words(const char *html, apr_pool_t *pool)
{
    apr_array_header_t *words = apr_array_make(pool, 64, sizeof(char *));
    const char *p = html, *end;
    int cell = 0;

    while ((end = strchr(p, '<')) != NULL) {
        if (cell) {
            const char *text = apr_pstrmemdup(pool, p, (apr_size_t)(end - p));
            char *and;

            while ((and = strpbrk(text, "&")) != NULL) {
                memset(and, ' ', strcspn(and, ";")); /* no word of a page */
            }
            add_words(words, text, strlen(text));
        }
        if (is_tag(end, "td|th|/td|/th|tr|/tr|table|/table|h1|h2|h3|/html|"
                        "/body|html|body|footer|aside|nav|header")) {
            cell = is_tag(end, "td|th");
        }
        p = end + strcspn(end, ">");
        p += *p == '>';
    }
    return words;
}

/* All that an import says, in all of its languages and notes. Words that no
 * blank divides on the page may be one word here. */
static const char *all_said(const sp_import_t *r, apr_pool_t *pool)
{
    apr_array_header_t *list = apr_array_make(pool, 256, sizeof(char *));
    int i;

    for (i = 0; i < r->row_count; i++) {
        const sp_import_row_t *row = &r->rows[i];

        APR_ARRAY_PUSH(list, const char *) = apr_psprintf(
            pool, "%d %s %s %s %s", row->code, row->name ? row->name : "",
            row->message, row->description, row->told ? row->told : "");
    }
    for (i = 0; i < r->note_count; i++) {
        APR_ARRAY_PUSH(list, const char *) = r->notes[i].text;
    }
    return apr_array_pstrcat(pool, list, '\n');
}

/* 1 where there was something to compare. */
static int check(const char *html, apr_pool_t *pool)
{
    apr_array_header_t *words;
    const sp_import_t *r;
    const char *known;
    sp_error_t err = {0};
    int i;

    if (sp_import(&r, "page.html", html, strlen(html), pool, &err) !=
        APR_SUCCESS) {
        assert_non_null(err.msg);
        return 0;
    }
    words = table_words(html, pool);
    known = all_said(r, pool);
    for (i = 0; i < words->nelts; i++) {
        const char *word = APR_ARRAY_IDX(words, i, const char *);

        if (strcmp(word, "\xC2\xB6") != 0 && strstr(known, word) == NULL) {
            fail_msg("the word \"%s\" is lost of:\n%s", word, html);
        }
    }
    return words->nelts > 0;
}

static unsigned int seed;

static int random_below(int limit)
{
    seed = seed * 1103515245u + 12345u;
    return (int)((seed >> 16) % (unsigned int)limit);
}

/* Tags that stand within tables. */
static const char within[] = "td|th|/td|/th|tr|/tr|p|/p|li|/li|code|/code|"
                             "strong|/strong|span|/span|b|/b";

/* Swap, repeat or drop what stands from one tag to the next. */
static char *shuffled(const char *html, apr_pool_t *pool)
{
    apr_array_header_t *parts = apr_array_make(pool, 256, sizeof(char *));
    const char **part, *swap, *end;
    int i, a, b, first = -1, last = 0;

    for (; *html != '\0'; html = end) {
        end = html + 1 + strcspn(html + 1, "<");
        APR_ARRAY_PUSH(parts, const char *) =
            apr_pstrmemdup(pool, html, (apr_size_t)(end - html));
    }
    part = (const char **)parts->elts;
    for (i = 0; i < parts->nelts; i++) {
        first = first < 0 && is_tag(part[i], "table") ? i : first;
        last = is_tag(part[i], "/table") ? i : last;
    }
    for (i = 0; i < 8; i++) {
        a = random_below(parts->nelts);
        b = random_below(parts->nelts);
        swap = part[a];
        if (a < first || b < first || a > last || b > last ||
            !is_tag(part[a], within) || !is_tag(part[b], within)) {
            continue; /* a page without its tables is another matter */
        }
        switch (random_below(4)) {
        case 0:
            part[a] = part[b];
            part[b] = swap;
            break;
        case 1:
            part[a] = apr_pstrcat(pool, swap, part[b], NULL);
            break;
        case 2:
            part[a] = strncmp(swap, "</", 2) == 0 ? "" : swap;
            break;
        default:
            part[a] = apr_pstrcat(pool, "<td rowspan=2>", swap, NULL);
            break;
        }
    }
    return apr_array_pstrcat(pool, parts, '\0');
}

static int check_page(const char *html, apr_pool_t *parent)
{
    int round, compared = check(html, parent);

    for (round = 0; round < ROUNDS; round++) {
        apr_pool_t *pool;

        apr_pool_create(&pool, parent);
        compared += check(shuffled(html, pool), pool);
        apr_pool_destroy(pool);
    }
    return compared;
}

/* A page whose tables hold hidden words, tables, or bytes that are no UTF-8,
 * has others than its tags show. */
static int is_plain(const char *html)
{
    static const char *const others[] = {"<span hidden", "windows-",
                                         "=x-",          "8859",
                                         "columnLayout", "<div><div><div>"};
    size_t i;

    for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (strstr(html, others[i]) != NULL) {
            return 0;
        }
    }
    return strstr(html, "<table") != NULL;
}

static void no_word_of_a_table_is_lost(void **state)
{
    apr_finfo_t info;
    apr_dir_t *dir;
    int pages = 0, compared = 0;

    assert_int_equal(apr_dir_open(&dir, CASES, *state), APR_SUCCESS);
    while (apr_dir_read(&info, APR_FINFO_NAME, dir) == APR_SUCCESS) {
        const char *path =
            apr_pstrcat(*state, CASES, info.name, "/input.html", NULL);
        const char *html;
        apr_size_t len;

        ROW("%s", info.name);
        if (info.name[0] != '.' &&
            sp_file_read(path, &html, &len, *state, NULL) == APR_SUCCESS &&
            is_plain(html)) {
            pages++;
            compared += check_page(html, *state);
        }
    }
    apr_dir_close(dir);
    print_message("%d pages, %d variants compared\n", pages, compared);
    assert_true(pages >= 8);
    assert_true(compared > 500);
}

static const char *said(apr_pool_t *pool, const char *html, apr_size_t len)
{
    const sp_import_t *r;
    sp_error_t err = {0};

    return sp_import(&r, "p.html", html, len, pool, &err) == APR_SUCCESS
               ? r->rows[0].message
               : sp_error_text(&err, pool);
}

static char *repeat(apr_pool_t *pool, const char *start, const char *part,
                    int count)
{
    apr_size_t n = strlen(start), size = strlen(part);
    char *text = apr_palloc(pool, n + size * (apr_size_t)count + 1);
    int i;

    memcpy(text, start, n);
    for (i = 0; i < count; i++) {
        memcpy(text + n + size * (apr_size_t)i, part, size);
    }
    text[n + size * (apr_size_t)count] = '\0';
    return text;
}

/* Each would be slow or large without a bound. */
static void hostile_pages_are_refused_or_end(void **state)
{
    static const struct {
        const char *start, *part;
        int count;
        const char *says;
    } cases[] = {
        {"<html>", "<div>", 100000, "p.html: elements stand more than 250"},
        {"<html>", "<table><tr><td>", 20000, "p.html: elements stand more"},
        {"<html>", "<br>", 400000, "p.html: the page has more than 300000"},
        {"<html><i ", "a=1 ", 5000, "p.html: no table, list"},
        {"<table><tr><td colspan=99999999 rowspan=99999999>404", "<tr><td>x",
         3000, "p.html:1: a row begins here"},
        {"<table>", "<tr><td rowspan=0>1<td>2<td>3<td>4<td>5<td>6<td>7<td>8",
         20000, "p.html:1: here it passes 200000 cells"},
        {"<dl>", "<dt>404 Not Found<dd><dl>", 200,
         "p.html: elements stand more than 250"},
        {"<html>", "<h2>404 Not Found</h2>", 5000,
         "p.html:1: code 404 is here"},
        {"<html>", "\xE2\x82", 10, "p.html: no table, list"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *html =
            repeat(*state, cases[i].start, cases[i].part, cases[i].count);
        const char *got;

        ROW("%s", cases[i].part);
        got = said(*state, html, strlen(html));
        if (strncmp(got, cases[i].says, strlen(cases[i].says)) != 0) {
            assert_string_equal(got, cases[i].says);
        }
    }
}

static void a_part_of_a_document_can_be_chosen(void **state)
{
    static const struct {
        const char *file;
        sp_import_part_t part;
        const char *message; /* of 404, or the fault */
    } cases[] = {
        {"html-two-tables/input.html", {1, NULL}, "Not Found"},
        {"html-two-tables/input.html", {2, NULL}, "Missing Ship"},
        {"html-two-tables/input.html", {0, "writing"}, "Missing Ship"},
        {"html-two-tables/input.html", {0, "Reading"}, "Not Found"},
        {"html-two-tables/input.html",
         {3, NULL},
         "d: table 3 was asked for; 2 were found, and that one is none of "
         "status codes"},
        {"html-two-tables/input.html",
         {0, "Nowhere"},
         "d: no table or list of status codes stands below a heading "
         "\"Nowhere\"; its headings are those of the document"},
        {"markdown-several-tables/input.md", {2, NULL}, "No such ship"},
        {"markdown-several-tables/input.md", {0, "Writing"}, "No such ship"},
        {"markdown-sections/input.md", {0, "errors"}, "Not Found"},
        {"markdown-sections/input.md",
         {0, "Changes"},
         "d: no table or list of status codes stands below a heading "
         "\"Changes\"; its headings are those of the document"},
        {"html-sphinx-sections/input.html", {0, "Errors"}, "Not Found"},
        {"lines-three-columns/input.txt",
         {0, "Nowhere"},
         "d: no table or list of status codes stands below a heading "
         "\"Nowhere\"; its headings are those of the document"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *path = apr_pstrcat(*state, CASES, cases[i].file, NULL);
        const char *text, *got = NULL;
        const sp_import_t *r;
        sp_error_t err = {0};
        apr_size_t len;
        int k;

        ROW("%s", cases[i].message);
        assert_int_equal(sp_file_read(path, &text, &len, *state, NULL),
                         APR_SUCCESS);
        if (sp_import_part(&r, "d", text, len, &cases[i].part, *state, &err) !=
            APR_SUCCESS) {
            got = sp_error_text(&err, *state);
        }
        for (k = 0; got == NULL && k < r->row_count; k++) {
            got = r->rows[k].code == 404 ? r->rows[k].message : NULL;
        }
        assert_string_equal(got, cases[i].message);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_word_of_a_table_is_lost, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(hostile_pages_are_refused_or_end, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_part_of_a_document_can_be_chosen,
                                        setup, teardown),
    };
    int failed;

    apr_initialize();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    apr_terminate();
    return failed;
}
