/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What each column of a table is; see columns.h. Each column is looked at
 * cell by cell, and what was counted decides; a head's words decide where
 * that is silent, the order where both are. */
#include "import/columns.h"

#include "import/heads.h"

#include <string.h>

/* The column with the most codes; one that its head calls a status needs half
 * of those. */
static int find_status(const sp_look_t *l, int columns)
{
    int best = -1, most = 0, i, k;

    for (i = 0; i < columns; i++) {
        int n = 0, told = sp_slice_has(sp_counts_head(l, i), "status|http") ? 2
                          : sp_slice_has(sp_counts_head(l, i), "code")      ? 1
                                                                            : 0;
        sp_slice_t rest;

        for (k = 0; k < l->row_count; k++) {
            n += sp_counts_code(&l->rows[k], i, &rest) != 0;
        }
        n = n > 0 ? n * (told == 2 ? 4 : 2) + told : 0;
        if (n > most) {
            most = n;
            best = i;
        }
    }
    return best;
}

/* The only column besides the code's is its words. */
static int find_name(sp_look_t *l)
{
    int i;

    for (i = 0; i < l->c->count; i++) {
        const sp_count_t *n = &l->count[i];
        int told = sp_slice_has(n->head, sp_heads_name);
        int doubted = n->phrases * 2 >= n->filled && !told &&
                      !sp_slice_has(n->head, "code|enum|symbol");

        if (i == l->c->status || n->filled == 0 || n->names < n->filled ||
            n->advice == n->filled || doubted ||
            (l->c->count <= 2 && !l->repeated)) {
            continue;
        }
        if (n->strong * 2 > n->filled ||
            (n->phrases * 2 < n->filled && (told || l->repeated))) {
            return i;
        }
    }
    return -1;
}

static int find_advice(const sp_look_t *l)
{
    int i;

    for (i = 0; i < l->c->count; i++) {
        const sp_count_t *n = &l->count[i];

        if (!n->taken && n->filled > 0 &&
            (n->advice == n->filled ||
             (sp_slice_has(n->head, sp_heads_retry) && n->sentences == 0))) {
            return i;
        }
    }
    return -1;
}

/* Addresses, or links whose head says that they are no words. */
static int find_url(const sp_look_t *l)
{
    int i;

    for (i = 0; i < l->c->count; i++) {
        const sp_count_t *n = &l->count[i];

        if (!n->taken && n->filled > 0 &&
            (n->addresses == n->filled ||
             (n->links == n->filled && sp_slice_has(n->head, sp_heads_url)))) {
            return i;
        }
    }
    return -1;
}

static int share(int part, const sp_count_t *n, int weight)
{
    return n->filled > 0 ? part * weight / n->filled : 0;
}

/* How well a column would do as the message, ... */
static int as_message(const sp_count_t *n)
{
    return share(n->phrases, n, 400) + share(n->messages, n, 100) -
           share(n->sentences, n, 100) +
           (sp_slice_has(n->head, sp_heads_message) ? 100 : 0) -
           (sp_slice_has(n->head, sp_heads_description) ? 50 : 0);
}

/* ... and as the description. */
static int as_description(const sp_count_t *n)
{
    return share(n->sentences, n, 100) - share(n->phrases, n, 400) +
           (sp_slice_has(n->head, sp_heads_description) ? 100
            : sp_slice_has(n->head, sp_heads_text)      ? 40
                                                        : 0) -
           (sp_slice_has(n->head, sp_heads_message) ? 20 : 0);
}

/* Whether a column may hold words of that language. */
static int is_words(const sp_look_t *l, int column, const char *language)
{
    const char *own = sp_heads_language(l->count[column].head);

    return !l->count[column].taken && l->count[column].letters > 0 &&
           (language == NULL || strcmp(language, "") == 0
                ? language == NULL || own == NULL
                : own != NULL && strcmp(own, language) == 0);
}

/* The best two columns of one language; NULL: of all. */
static void find_words(const sp_look_t *l, sp_words_at_t *at,
                       const char *language)
{
    int m, d, best = 0, found = 0;

    at->language = language != NULL && *language != '\0' ? language : NULL;
    at->message = at->description = -1;
    for (m = 0; m < l->c->count; m++) {
        if (!is_words(l, m, language)) {
            continue;
        }
        at->message = at->message < 0 ? m : at->message;
        for (d = 0; d < l->c->count; d++) {
            int n = as_message(&l->count[m]) + as_description(&l->count[d]);

            if (d != m && is_words(l, d, language) && (!found || n > best)) {
                best = n;
                found = 1;
                at->message = m;
                at->description = d;
            }
        }
    }
}

/* The message stands behind the code, in one cell, in most rows. */
static void words_behind_code(const sp_look_t *l, sp_words_at_t *at)
{
    int i, best = -1;

    if (l->count[l->c->status].messages * 2 <= l->c->rows) {
        return;
    }
    for (i = 0; i < l->c->count; i++) {
        if (is_words(l, i, NULL) &&
            (best < 0 ||
             as_description(&l->count[i]) > as_description(&l->count[best]))) {
            best = i;
        }
    }
    at->message = l->c->status;
    at->description = best;
}

/* Whether the columns of a language hold a message by their heads. */
static int speaks(const sp_look_t *l, const char *language)
{
    int i;

    for (i = 0; i < l->c->count; i++) {
        if (is_words(l, i, language) &&
            (sp_slice_has(l->count[i].head, sp_heads_message) ||
             sp_heads_is_language(l->count[i].head))) {
            return 1;
        }
    }
    return 0;
}

/* Every language that a head speaks of; one alone is the document's. */
static void find_languages(sp_look_t *l)
{
    const char *tags[SP_IMPORT_LANGUAGES];
    int i, k, n = 0;

    for (i = 0; i < l->c->count; i++) {
        const char *tag =
            is_words(l, i, NULL) ? sp_heads_language(l->count[i].head) : NULL;

        for (k = 0; k < n && tag != NULL && strcmp(tags[k], tag) != 0; k++) {
        }
        if (tag != NULL && k == n && n < SP_IMPORT_LANGUAGES) {
            tags[n++] = tag;
        }
    }
    if (n == 1 && speaks(l, "") && speaks(l, tags[0])) {
        tags[n++] = tags[0];
        tags[0] = ""; /* "Message" beside "Meldung" */
    }
    l->c->languages = n > 1 ? n : 1;
    for (k = 0; k < l->c->languages; k++) {
        find_words(l, &l->c->words[k], n > 1 ? tags[k] : NULL);
    }
    if (n < 2) {
        words_behind_code(l, &l->c->words[0]);
    }
}

/* How many columns there are. A fourth one that no head speaks of is rather
 * a separator in the text, unless all rows have it. */
static int count_columns(const sp_table_t *t)
{
    const sp_cells_t *row = (const sp_cells_t *)t->rows->elts;
    int i, most = t->head.count, least = SP_IMPORT_COLUMNS + 1, widest = 0;
    int rows = 0;
    sp_slice_t rest;

    if (sp_slice_has(t->head.raw, sp_heads_description) ||
        sp_slice_has(t->head.raw, sp_heads_message)) {
        return most;
    }
    for (i = 0; i < t->rows->nelts; i++) {
        int at = sp_cells_find_code(&row[i]);

        if (at >= 0 && sp_slice_code(sp_cells_at(&row[i], at), &rest) != 0) {
            widest = row[i].count > widest ? row[i].count : widest;
            least = row[i].count < least ? row[i].count : least;
            rows++;
        }
    }
    return widest > SP_IMPORT_USUAL && widest != most &&
                   (rows < 2 || least != widest)
               ? SP_IMPORT_USUAL
               : widest;
}

int sp_columns_find(sp_columns_t *c, const sp_table_t *table)
{
    sp_look_t l = {.table = table, .c = c};
    int i;

    memset(c, 0, sizeof(*c));
    l.rows = (const sp_cells_t *)table->rows->elts;
    l.row_count = table->rows->nelts;
    c->name = c->retry = c->url = -1;
    c->count =
        table->kind == SP_TABLE_GIVEN ? SP_IMPORT_USUAL : count_columns(table);
    c->count = c->count < SP_IMPORT_COLUMNS ? c->count : SP_IMPORT_COLUMNS;
    c->status =
        table->kind == SP_TABLE_GIVEN
            ? 0
            : find_status(&l, table->kind == SP_TABLE_TERMS ? 1 : c->count);
    if (c->status < 0) {
        return 0;
    }
    for (i = 0; i < c->count; i++) {
        l.count[i].head = sp_counts_head(&l, i);
        c->told |= sp_slice_has(l.count[i].head, "status|code|http") > 0;
    }
    sp_counts_rows(&l);
    l.count[c->status].taken = 1;
    if (table->kind == SP_TABLE_GIVEN) {
        c->languages = 1;
        c->words[0] = (sp_words_at_t){NULL, 1, 2};
        return c->rows > 0;
    }
    c->name = find_name(&l);
    l.count[c->name >= 0 ? c->name : c->status].taken = 1;
    c->retry = find_advice(&l);
    l.count[c->retry >= 0 ? c->retry : c->status].taken = 1;
    c->url = find_url(&l);
    l.count[c->url >= 0 ? c->url : c->status].taken = 1;
    find_languages(&l);
    return c->rows > 0;
}
