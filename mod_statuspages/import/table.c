/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Cells -> rows; see table.h. The code's column is found by what the first row
 * holds, message and description by the head's words, else by their order. */
#include "import/table.h"

#include "import/phrases.h"

#include <apr_strings.h>
#include <string.h>

static const char description_words[] =
    "descri|beschreib|explanation|detail|meaning|definition|"
    "\xE8\xAF\xB4\xE6\x98\x8E|\xE6\x8F\x8F\xE8\xBF\xB0";

static const char message_words[] =
    "message|reason|phrase|name|title|meldung|mensa|code|"
    "\xE6\xB6\x88\xE6\x81\xAF";

/* Where no head has a better word for the description. */
static const char text_words[] = "text|note|remark|comment|cause|when|use";

void sp_cells_add(sp_cells_t *row, sp_slice_t cell)
{
    if (row->count < SP_IMPORT_COLUMNS) {
        row->cell[row->count] = cell;
    }
    row->count++;
}

sp_slice_t sp_cells_at(const sp_cells_t *row, int i)
{
    static const sp_slice_t none = {"", 0};

    return i >= 0 && i < row->count && i < SP_IMPORT_COLUMNS
               ? sp_slice_trim(row->cell[i])
               : none;
}

/* "[404](#not-found)" -> "404"; *@a target gets where the link leads, empty
 * where there is none. */
static sp_slice_t without_link(sp_slice_t s, sp_slice_t *target)
{
    const char *end = memchr(s.p, ']', s.len);
    apr_size_t size = end != NULL ? (apr_size_t)(end - s.p) + 1 : 0;

    *target = sp_slice_from(s, s.len);
    if (size > 1 && s.p[0] == '[') {
        *target = sp_slice_from(s, size);
        s.p++;
        s.len = size - 2;
    }
    return s;
}

int sp_cells_code(sp_slice_t cell, sp_slice_t *rest)
{
    sp_slice_t target;

    cell = without_link(sp_slice_trim(cell), &target);
    return sp_slice_code(sp_slice_unmark(cell), rest);
}

int sp_cells_find_code(const sp_cells_t *row)
{
    sp_slice_t rest;
    int i;

    for (i = 0; i < row->count; i++) {
        if (sp_cells_code(sp_cells_at(row, i), &rest) != 0) {
            return i;
        }
    }
    return -1;
}

/* The first column, but the code's and another, whose head has one of the
 * words; where none has, simply the first; -1 where there is none. */
static int find_column(const sp_table_t *t, const char *words, int but)
{
    int i, first = -1;

    for (i = 0; i < t->columns; i++) {
        if (i == t->code || i == but) {
            continue;
        }
        if (sp_slice_has(sp_cells_at(&t->head, i), words)) {
            return i;
        }
        first = first < 0 ? i : first;
    }
    return first;
}

/* How many columns there are. A fourth one that no head speaks of is rather
 * a separator in the text. */
static int count_columns(const sp_cells_t *head, const sp_cells_t *row)
{
    if (sp_slice_has(head->raw, description_words) ||
        sp_slice_has(head->raw, message_words)) {
        return head->count;
    }
    return row->count > SP_IMPORT_USUAL && row->count != head->count
               ? SP_IMPORT_USUAL
               : row->count;
}

/* The head's words decide; where it is silent, the order does. Of two heads
 * with a word for descriptions the last one has it. Of two columns, the one
 * that isn't the code holds all that there is. */
static void learn(sp_table_t *t, const sp_cells_t *row, int code)
{
    int i;

    t->columns = count_columns(&t->head, row);
    t->code = code;
    t->description = -1;
    for (i = 0; i < t->columns && t->columns > 2; i++) {
        if (i != code &&
            sp_slice_has(sp_cells_at(&t->head, i), description_words)) {
            t->description = i;
        }
    }
    t->message = find_column(t, message_words, t->description);
    if (t->description < 0 && t->columns > 2) {
        t->description = find_column(t, text_words, t->message);
    }
}

/* Add a cell's lines; a <br> or an empty line begins a paragraph. */
static void add_cell(sp_job_t *job, sp_slice_t cell, int line)
{
    sp_slice_t piece = {cell.p, 0};
    int gap = 1;

    while (cell.len > 0) {
        apr_size_t skip = sp_slice_starts(cell, "\n|<br>|<br/>|<br />|<br >");

        cell = sp_slice_from(cell, skip > 0 ? skip : 1);
        if (skip > 0) {
            piece = sp_slice_trim(piece);
            sp_row_add(job, piece, line, gap);
            gap = skip > 1 || piece.len == 0;
            piece.p = cell.p;
        }
        piece.len = skip > 0 ? 0 : piece.len + 1;
    }
    sp_row_add(job, piece, line, gap);
}

/* What else a row holds, behind a code, message and description. */
static void leave_out_rest(const sp_table_t *t, const sp_cells_t *row,
                           int message, int description)
{
    sp_slice_t cell;
    int i;

    without_link(sp_cells_at(row, t->code), &cell);
    if (cell.len > 0) {
        sp_job_note(t->job, row->line, SP_IMPORT_LEFT_OUT, cell,
                    "is where the code's link leads");
    }
    for (i = 0; i < row->count; i++) {
        cell = sp_cells_at(row, i);
        if (i != t->code && i != message && i != description && cell.len > 0) {
            sp_job_note(t->job, row->line, SP_IMPORT_LEFT_OUT, cell,
                        "is in a column that is no message and no "
                        "description");
        }
    }
}

static void read_row(const sp_table_t *t, const sp_cells_t *row, int code,
                     sp_slice_t rest)
{
    sp_slice_t message = sp_cells_at(row, t->message), text;
    int from = t->message, description = t->description;

    if (rest.len > 0) { /* "404 Not Found" in one cell */
        message = rest;
        from = t->code;
        description = description < 0 ? t->message : description;
    }
    text = sp_cells_at(row, description);
    if (description < 0 && !sp_phrase_is(message) && !sp_is_message(message)) {
        sp_slice_t both = message;

        if (sp_message_split(both, code, &message, &text) < SP_SPLIT_GUESS) {
            message.len = 0;
            text = both;
        }
    }
    sp_row_begin(t->job, code, row->line, message);
    add_cell(t->job, text, row->line);
    leave_out_rest(t, row, from, description);
}

static int filled(const sp_cells_t *row)
{
    int i, n = 0;

    for (i = 0; i < row->count; i++) {
        n += sp_cells_at(row, i).len > 0;
    }
    return n;
}

/* A row without a code: one more paragraph of the row before, a head, or
 * furniture; between rows it ought to have a code. */
static void read_other(sp_table_t *t, const sp_cells_t *row, int inside)
{
    sp_slice_t text = sp_cells_at(row, t->description);
    int cells = filled(row), rows_stand_here = t->columns > 0 && inside;
    int is_head = row->raw.len == t->head.raw.len &&
                  memcmp(row->raw.p, t->head.raw.p, row->raw.len) == 0;

    if (rows_stand_here && t->job->open.code != 0 && text.len > 0 &&
        cells == 1) {
        add_cell(t->job, text, row->line);
        return;
    }
    if (rows_stand_here && cells > 1 && !is_head &&
        !sp_is_class(sp_cells_at(row, t->code))) {
        sp_job_note(t->job, row->line, SP_IMPORT_UNCLEAR, row->raw,
                    "no status code from 100 to 599 where the other rows "
                    "have one");
        return;
    }
    if (t->columns == 0 && cells > 1) {
        t->head = *row;
    }
    sp_job_note(t->job, row->line, SP_IMPORT_LEFT_OUT, row->raw, NULL);
}

void sp_table_begin(sp_table_t *t, const sp_cells_t *head)
{
    sp_row_end(t->job);
    t->head = *head;
    t->columns = 0;
}

void sp_table_row(sp_table_t *t, const sp_cells_t *row, int inside)
{
    sp_slice_t rest = {"", 0};
    int at = t->columns > 0 ? t->code : sp_cells_find_code(row);
    int code = sp_cells_code(sp_cells_at(row, at), &rest);

    if (code == 0) {
        read_other(t, row, inside);
        return;
    }
    if (t->columns == 0) {
        learn(t, row, at);
    }
    if (row->count > t->columns) {
        sp_job_note(
            t->job, row->line, SP_IMPORT_UNCLEAR, row->raw,
            apr_psprintf(t->job->pool,
                         "has %d cells where the table has %d columns; is "
                         "there a separator in the text?",
                         row->count, t->columns));
        return;
    }
    read_row(t, row, code, rest);
}
