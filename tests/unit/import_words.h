/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The promise of import that nothing is lost: every word of a document is in
 * a row or in a note. Words are runs of letters, digits and what is not
 * ASCII; marks (<br> too) and white space may go. For test_import_*.c only;
 * cmocka.h comes first. */
#ifndef IMPORT_WORDS_H
#define IMPORT_WORDS_H

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <apr_strings.h>
#include <apr_tables.h>

#include "import/import.h"

static inline int is_word(const char *p)
{
    if (strncmp(p, "\xE2\x80", 2) == 0) {
        return 0; /* a dash, a bullet, a curly quote */
    }
    return isalnum((unsigned char)*p) || ((unsigned char)*p & 0x80);
}

static inline void add_words(apr_array_header_t *list, const char *text,
                             apr_size_t len)
{
    const char *end = text + len, *start;

    while (text < end) {
        while (text < end && !is_word(text)) {
            text += end - text > 2 && ((unsigned char)*text == 0xE2 ||
                                       strncmp(text, "<br", 3) == 0)
                        ? 3
                        : 1;
        }
        for (start = text; text < end && is_word(text); text++) {
        }
        if (text > start) {
            APR_ARRAY_PUSH(list, const char *) =
                apr_pstrmemdup(list->pool, start, (apr_size_t)(text - start));
        }
    }
}

/* Words that stand for several codes are there once; those of a class are in
 * a note. */
static inline void add_row_words(apr_array_header_t *list,
                                 const sp_import_row_t *row)
{
    const char *code = apr_itoa(list->pool, row->code);
    const char *text = apr_pstrcat(
        list->pool, row->name ? row->name : "", " ",
        row->name && strcmp(row->name, row->message) == 0 ? "" : row->message,
        " ", row->description, " ", row->told ? row->told : "", " ",
        row->url ? row->url : "", NULL);

    if (row->share != SP_IMPORT_CLASS && row->language == 0) {
        add_words(list, code, strlen(code));
    }
    if (row->share == SP_IMPORT_OWN) {
        add_words(list, text, strlen(text));
    }
}

/* What the import did with each word, in the order of the lines. */
static inline apr_array_header_t *imported_words(const sp_import_t *r,
                                                 apr_pool_t *pool)
{
    apr_array_header_t *list = apr_array_make(pool, 256, sizeof(char *));
    int row = 0, note = 0;

    while (row < r->row_count || note < r->note_count) {
        const sp_import_note_t *n = &r->notes[note];

        if (note >= r->note_count ||
            (row < r->row_count && r->rows[row].line <= n->line)) {
            add_row_words(list, &r->rows[row++]);
            continue;
        }
        note++;
        if (n->kind != SP_IMPORT_KEPT ||
            strncmp(n->why, "stands for", 10) == 0) {
            add_words(list, n->text, strlen(n->text));
        }
    }
    return list;
}

static inline int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static inline void sort_words(apr_array_header_t *list)
{
    qsort(list->elts, (size_t)list->nelts, sizeof(char *), compare_words);
}

static inline void assert_same_words(const apr_array_header_t *got,
                                     const apr_array_header_t *wanted)
{
    int i;

    for (i = 0; i < got->nelts && i < wanted->nelts; i++) {
        assert_string_equal(APR_ARRAY_IDX(got, i, const char *),
                            APR_ARRAY_IDX(wanted, i, const char *));
    }
    assert_int_equal(got->nelts, wanted->nelts);
}

#endif /* IMPORT_WORDS_H */
