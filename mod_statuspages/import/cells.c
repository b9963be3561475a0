/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Cells -> rows; see cells.h. The code's column is found by what the
 * first row holds, message and description by the head's words, else by their
 * order. Refuses to know how the cells were divided. */
#include "import/cells.h"

#include "import/candidates.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

/* Code, message, description. */
#define USUAL_COLUMNS 3

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const char *const description_words[] = {
    "descri",
    "beschreib",
    "explanation",
    "detail",
    "meaning",
    "definition",
    "\xE8\xAF\xB4\xE6\x98\x8E",
    "\xE6\x8F\x8F\xE8\xBF\xB0",
};

static const char *const message_words[] = {
    "message", "reason", "phrase",
    "name",    "title",  "meldung",
    "mensa",   "code",   "\xE6\xB6\x88\xE6\x81\xAF",
};

/* Where no head has a better word. */
static const char *const text_words[] = {"text",  "note", "remark", "comment",
                                         "cause", "when", "use"};

static int contains(sp_slice_t s, const char *const *words, size_t count)
{
    size_t i;

    for (; s.len > 0; s = sp_slice_from(s, 1)) {
        for (i = 0; i < count; i++) {
            if (sp_slice_starts(s, words[i])) {
                return 1;
            }
        }
    }
    return 0;
}

void sp_cells_add(sp_cells_t *row, sp_slice_t cell)
{
    if (row->count < SP_IMPORT_COLUMNS) {
        row->cell[row->count] = cell;
    }
    row->count++;
}

static int held(const sp_cells_t *row)
{
    return row->count < SP_IMPORT_COLUMNS ? row->count : SP_IMPORT_COLUMNS;
}

/* A cell by its number; empty where the row has none. */
static sp_slice_t cell_at(const sp_cells_t *row, int i)
{
    sp_slice_t none = {"", 0};

    return i >= 0 && i < held(row) ? sp_slice_trim(row->cell[i]) : none;
}

/* "[404](#not-found)" -> "404" */
static sp_slice_t without_link(sp_slice_t s)
{
    const char *end = memchr(s.p, ']', s.len);

    if (s.len > 2 && s.p[0] == '[' && end != NULL) {
        s.len = (apr_size_t)(end - s.p) - 1;
        s.p++;
    }
    return s;
}

int sp_cells_code(sp_slice_t cell, sp_slice_t *rest)
{
    apr_size_t size = 0;
    int code;

    cell = sp_import_unmark(without_link(sp_slice_trim(cell)));
    code = sp_slice_code(cell, &size);
    *rest = sp_slice_trim(sp_slice_from(cell, code ? size : 0));
    while (code && rest->len > 0 && strchr(":.)*_`-", rest->p[0]) != NULL) {
        *rest = sp_slice_trim(sp_slice_from(*rest, 1));
    }
    return code;
}

int sp_cells_find_code(const sp_cells_t *row)
{
    sp_slice_t rest;
    int i;

    for (i = 0; i < held(row); i++) {
        if (sp_cells_code(row->cell[i], &rest) != 0) {
            return i;
        }
    }
    return -1;
}

static int has_words(const sp_cells_t *head)
{
    int i;

    for (i = 0; i < held(head); i++) {
        if (contains(cell_at(head, i), description_words,
                     COUNT(description_words)) ||
            contains(cell_at(head, i), message_words, COUNT(message_words))) {
            return 1;
        }
    }
    return 0;
}

/* The first column, but for two, whose head has one of the words; -1 where
 * there is none. Without words, simply the first. */
static int find_column(const sp_columns_t *c, const char *const *words,
                       size_t count, int but)
{
    int i;

    for (i = 0; i < c->count && i < SP_IMPORT_COLUMNS; i++) {
        if (i != c->code && i != but &&
            (words == NULL || contains(cell_at(&c->head, i), words, count))) {
            return i;
        }
    }
    return -1;
}

/* The last one with a word for descriptions: two may have the same head. */
static int find_description(const sp_columns_t *c)
{
    int i;

    for (i = c->count - 1; i >= 0; i--) {
        if (i != c->code && contains(cell_at(&c->head, i), description_words,
                                     COUNT(description_words))) {
            return i;
        }
    }
    return -1;
}

/* How many columns there are. A fourth one that no head speaks of is rather
 * a separator in the text. */
static int count_columns(const sp_cells_t *head, const sp_cells_t *row)
{
    if (has_words(head) || head->count == row->count) {
        return head->count;
    }
    return row->count > USUAL_COLUMNS ? USUAL_COLUMNS : row->count;
}

/* The head's words decide; where it is silent, the order does. Of two columns
 * the other one holds all that there is. */
static void learn(sp_columns_t *c, const sp_cells_t *row, int code)
{
    c->count = count_columns(&c->head, row);
    c->code = code;
    c->description = c->count > 2 ? find_description(c) : -1;
    c->message =
        find_column(c, message_words, COUNT(message_words), c->description);
    if (c->message < 0) {
        c->message = find_column(c, NULL, 0, c->description);
    }
    if (c->description < 0 && c->count > 2) {
        c->description =
            find_column(c, text_words, COUNT(text_words), c->message);
    }
    if (c->description < 0 && c->count > 2) {
        c->description = find_column(c, NULL, 0, c->message);
    }
}

/* The length of a <br>, <br/> or <br /> that the slice begins with, or 0. */
static apr_size_t break_at(sp_slice_t s)
{
    apr_size_t i = 3;

    if (!sp_slice_starts(s, "<br")) {
        return 0;
    }
    while (i < s.len && i < 6 && (s.p[i] == ' ' || s.p[i] == '/')) {
        i++;
    }
    return i < s.len && s.p[i] == '>' ? i + 1 : 0;
}

/* Add a cell's lines; a <br> or an empty line begins a paragraph. */
static void add_cell(sp_import_job_t *job, sp_slice_t cell, int line)
{
    apr_size_t at = 0, skip;
    sp_slice_t piece = {cell.p, 0};
    int gap = 1;

    while (at < cell.len) {
        skip = cell.p[at] == '\n' ? 1 : break_at(sp_slice_from(cell, at));
        if (skip == 0) {
            piece.len++;
            at++;
            continue;
        }
        piece = sp_slice_trim(piece);
        sp_import_row_add(job, piece, line, gap);
        gap = skip > 1 || piece.len == 0;
        at += skip;
        piece = sp_slice_from(cell, at);
        piece.len = 0;
    }
    sp_import_row_add(job, piece, line, gap);
}

/* What else a row holds, behind a code, message and description. */
static void leave_out_rest(sp_import_job_t *job, const sp_columns_t *c,
                           const sp_cells_t *row, int message, int description)
{
    int i;

    for (i = 0; i < held(row); i++) {
        sp_slice_t cell = cell_at(row, i);

        if (i != c->code && i != message && i != description && cell.len > 0) {
            sp_import_note(job, row->line, SP_IMPORT_LEFT_OUT, cell,
                           "is in a column that is no message and no "
                           "description");
        }
    }
}

/* Where the code of "[404](#not-found)" leads: no word, but not lost. */
static void leave_out_link(sp_import_job_t *job, sp_slice_t cell, int line)
{
    const char *end = memchr(cell.p, ']', cell.len);

    if (cell.len > 0 && cell.p[0] == '[' && end != NULL) {
        cell = sp_slice_from(cell, (apr_size_t)(end + 1 - cell.p));
        if (cell.len > 0) {
            sp_import_note(job, line, SP_IMPORT_LEFT_OUT, cell,
                           "is where the code's link leads");
        }
    }
}

static void read_row(sp_import_job_t *job, const sp_columns_t *c,
                     const sp_cells_t *row, int code, sp_slice_t rest)
{
    sp_slice_t message = cell_at(row, c->message), text;
    int from = c->message, description = c->description;
    sp_slice_t m, d;

    if (rest.len > 0) { /* "404 Not Found" in one cell */
        message = rest;
        from = c->code;
        description = description < 0 ? c->message : description;
    }
    text = cell_at(row, description);
    if (description < 0 && !sp_phrase_is(message) &&
        !sp_import_is_message(message)) {
        if (sp_import_split(message, code, &m, &d) >= SP_SPLIT_GUESS) {
            message = m;
            text = d;
        }
        else {
            text = message;
            message.len = 0;
        }
    }
    sp_import_row_begin(job, code, row->line, message);
    add_cell(job, text, row->line);
    leave_out_link(job, cell_at(row, c->code), row->line);
    leave_out_rest(job, c, row, from, description);
}

/* A row without a code: one more paragraph of the row before? */
static int goes_on(sp_import_job_t *job, const sp_columns_t *c,
                   const sp_cells_t *row)
{
    int i;

    if (job->open.code == 0 || c->description < 0 ||
        cell_at(row, c->description).len == 0) {
        return 0;
    }
    for (i = 0; i < held(row); i++) {
        if (i != c->description && cell_at(row, i).len > 0) {
            return 0;
        }
    }
    add_cell(job, cell_at(row, c->description), row->line);
    return 1;
}

static int filled(const sp_cells_t *row)
{
    int i, n = 0;

    for (i = 0; i < held(row); i++) {
        n += cell_at(row, i).len > 0;
    }
    return n;
}

static int is_same(const sp_cells_t *a, const sp_cells_t *b)
{
    int i;

    for (i = 0; i < held(a); i++) {
        sp_slice_t x = cell_at(a, i), y = cell_at(b, i);

        if (x.len != y.len || memcmp(x.p, y.p, x.len) != 0) {
            return 0;
        }
    }
    return a->count == b->count;
}

static void read_other(sp_import_job_t *job, sp_columns_t *c,
                       const sp_cells_t *row, int inside)
{
    if (inside && goes_on(job, c, row)) {
        return;
    }
    if (c->count > 0 && inside && filled(row) > 1 && !is_same(row, &c->head) &&
        !sp_import_is_class(cell_at(row, c->code))) {
        sp_import_note(job, row->line, SP_IMPORT_UNCLEAR, row->raw,
                       "no status code from 100 to 599 where the other rows "
                       "have one");
        return;
    }
    if (c->count == 0 && filled(row) > 1) {
        c->head = *row;
    }
    sp_import_note(job, row->line, SP_IMPORT_LEFT_OUT, row->raw, NULL);
}

void sp_cells_read(sp_import_job_t *job, sp_columns_t *c, const sp_cells_t *row,
                   int inside)
{
    sp_slice_t rest = {"", 0};
    int at = c->count > 0 ? c->code : sp_cells_find_code(row);
    int code = at >= 0 ? sp_cells_code(cell_at(row, at), &rest) : 0;

    if (code == 0) {
        read_other(job, c, row, inside);
        return;
    }
    if (c->count == 0) {
        learn(c, row, at);
    }
    if (row->count > c->count) {
        sp_import_note(
            job, row->line, SP_IMPORT_UNCLEAR, row->raw,
            apr_psprintf(job->pool,
                         "has %d cells where the table has %d columns; is "
                         "there a separator in the text?",
                         row->count, c->count));
        return;
    }
    read_row(job, c, row, code, rest);
}
