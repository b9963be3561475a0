/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* CSV (RFC 4180; commas, semicolons or tabs) -> rows; see job.h. Knows
 * quotes and records that span lines; which field is what is table.c's
 * affair. Tabs are also what a table copied from a browser has, with further
 * paragraphs on lines of their own. */
#include "import/table.h"

#include "import/phrases.h"

#include <string.h>

/* A quoted field that is longer was never closed. */
#define LONGEST_QUOTE 65536
/* The first row stands among so many records. */
#define LOOK_AT 200
/* A table of so many rows shows how its rows go on. */
#define MANY 3

typedef struct csv_t {
    sp_job_t *job;
    char separator;
    int looking;     /* whether it is a table: quotes stay as they are */
    sp_slice_t left; /* of the document */
    int line;        /* where that begins */
} csv_t;

static sp_slice_t take(csv_t *csv, apr_size_t size)
{
    sp_slice_t taken = {csv->left.p, size};
    apr_size_t i;

    for (i = 0; i < size; i++) {
        csv->line += taken.p[i] == '\n';
    }
    csv->left = sp_slice_from(csv->left, size);
    return taken;
}

/* The size of the quoted field that a slice begins with; 0 where it isn't
 * closed. */
static apr_size_t quoted_size(sp_slice_t s)
{
    apr_size_t at = 1;

    s.len = s.len < LONGEST_QUOTE ? s.len : LONGEST_QUOTE;
    while (at < s.len) {
        if (s.p[at] != '"') {
            at++;
        }
        else if (s.p[at + 1] == '"') {
            at += 2;
        }
        else {
            return at + 1;
        }
    }
    return 0;
}

/* An apostrophe keeps a spreadsheet from taking a cell for a formula, '=1+1:
 * it is no word. */
static sp_slice_t without_guard(sp_slice_t field)
{
    apr_size_t n = strspn(field.p, "'");

    return n > 0 && n < field.len && strchr("=+-@", field.p[n]) != NULL
               ? sp_slice_from(field, 1)
               : field;
}

/* The next field; 0 where its quote is never closed, which would swallow the
 * rest of the table. One that only looks quoted is taken as it stands. */
static int read_field(csv_t *csv, sp_slice_t *field)
{
    const char stops[] = {csv->separator, '\n', '\0'}; /* a NUL is the end */
    int quoted = csv->left.p[0] == '"';
    apr_size_t size = quoted ? quoted_size(csv->left) : 0;

    if (quoted && size == 0 && !csv->looking && csv->separator != '\t') {
        sp_job_fault(csv->job, csv->line, 0,
                     "a quote within a quoted field is written twice: \"\"",
                     "a field begins with a quote here that is never closed");
        return 0;
    }
    if (size == 0 || strchr(stops, csv->left.p[size]) == NULL) {
        *field = take(csv, strcspn(csv->left.p, stops));
        return 1;
    }
    *field = sp_slice_from(take(csv, size), 1);
    field->len--;
    if (!csv->looking) {
        *field = sp_slice_unpair(*field, "\"\"", csv->job->pool);
    }
    return 1;
}

/* The next record that is not blank; 0 where there is none. */
static int read_record(csv_t *csv, sp_cells_open_t *open)
{
    sp_cells_t *row = &open->row;
    sp_slice_t field;
    char end;

    do {
        sp_cells_begin(open, csv->line, csv->left);
        do {
            if (!read_field(csv, &field)) {
                return 0;
            }
            sp_cells_add(open, without_guard(field), (sp_slice_t){"", 0});
            end = csv->left.len > 0 ? *take(csv, 1).p : '\n';
        } while (end == csv->separator);
        row->raw.len -= csv->left.len;
        row->raw = sp_slice_trim(row->raw);
    } while (row->raw.len == 0 && csv->left.len > 0);
    return row->raw.len > 0;
}

/* A table while its records are read. */
typedef struct reading_t {
    sp_job_t *job;
    sp_table_t *table;
    sp_cells_open_t row; /* the last one, which may go on */
    int columns;         /* that the widest record has */
    int tabs;
    int begun; /* a row with a code was there */
    int more;  /* lines between rows go on with them */
    int last;  /* lines that go on with the last row, so far */
} reading_t;

/* Keep the row, and begin it anew as nothing. */
static void end_row(reading_t *r)
{
    if (r->row.row.count > 0) {
        sp_table_push(r->job, r->table, &r->row);
    }
    r->row.row.count = 0;
}

/* A line without a tab, below a row: one more paragraph of its last cell. */
static void add_line(reading_t *r, const sp_cells_t *line)
{
    sp_cells_open_t open;
    int i, at = r->columns - 1;

    for (i = 0; i < r->row.row.count && i < SP_IMPORT_COLUMNS; i++) {
        at = sp_cells_at(&r->row.row, i).len > 0 ? i : at;
    }
    end_row(r);
    sp_cells_begin(&open, line->line, line->raw);
    for (i = 0; i < r->columns; i++) {
        sp_cells_add(&open, i == at ? line->raw : (sp_slice_t){"", 0},
                     (sp_slice_t){"", 0});
    }
    sp_table_push(r->job, r->table, &open);
    r->last++;
}

/* A row that is not full yet goes on: its last cell first, then others. */
static void go_on(reading_t *r, const sp_cells_t *row)
{
    sp_cells_t *open = &r->row.row;
    int i;

    sp_slice_extend(&open->cell[open->count - 1].text,
                    sp_cells_at(row, 0).len > 0 ? row->cell[0].text : row->raw);
    for (i = 1; i < row->count && i < SP_IMPORT_COLUMNS; i++) {
        sp_cells_add(&r->row, row->cell[i].text, row->cell[i].link);
    }
    sp_slice_extend(&open->raw, row->raw);
}

/* Whether a record goes on with the row above it, which has no end yet. */
static int is_rest(const reading_t *r, const sp_cells_t *row)
{
    const sp_cells_t *open = &r->row.row;

    return r->tabs && open->count > 0 && sp_cells_find_code(open) >= 0 &&
           sp_cells_find_code(row) < 0 && open->count < r->columns &&
           open->count + row->count - 1 <= r->columns && !sp_is_title(row->raw);
}

static void read_one(reading_t *r, sp_cells_open_t *open)
{
    const sp_cells_t *row = &open->row;
    int bare = row->count == 1; /* no separator stands in it */
    int code = sp_cells_find_code(row) >= 0;

    if (is_rest(r, row)) {
        go_on(r, row);
        return;
    }
    if (bare && r->tabs && r->begun && !code && !sp_is_title(row->raw)) {
        add_line(r, row);
        return;
    }
    end_row(r);
    r->more += r->last;
    r->last = 0;
    r->begun |= code;
    r->row = *open;
    r->row.row.cell = r->row.cell;
    r->row.row.inside = !bare;
}

/* Lines behind the last row, where no other row goes on like that: they may
 * be the page's footer. */
static void doubt_end(reading_t *r)
{
    const sp_cells_t *row;
    int rows = r->table->rows->nelts - r->last;

    if (r->last == 0 || (rows < MANY && r->more == 0) || r->more > 0) {
        return;
    }
    while (r->last-- > 0) {
        row = apr_array_pop(r->table->rows);
        sp_job_note(r->job, row->line, SP_IMPORT_UNCLEAR, row->raw,
                    "may be the end of the last row, or of the page");
    }
}

static void read_table(csv_t *csv, const char *shape, int columns)
{
    reading_t *r = apr_pcalloc(csv->job->pool, sizeof(*r));
    sp_cells_open_t row;
    int ended = 0;

    r->job = csv->job;
    r->table = sp_table_add(csv->job, shape);
    r->columns = columns;
    r->tabs = csv->separator == '\t';
    while (read_record(csv, &row)) {
        ended |= row.row.count == 1 && r->begun && sp_is_footer(row.row.raw);
        if (ended) {
            sp_job_note(csv->job, row.row.line, SP_IMPORT_LEFT_OUT, row.row.raw,
                        NULL);
        }
        else {
            read_one(r, &row);
        }
    }
    end_row(r);
    doubt_end(r);
}

/* "Code,Message,Description": short cells, one of which says what it is. */
static int is_head(const sp_cells_t *row)
{
    int i, known = 0;

    for (i = 0; i < row->count; i++) {
        sp_slice_t cell = sp_cells_at(row, i);

        if (cell.len > 40) {
            return 0;
        }
        known |= sp_slice_starts(cell, "code|status|http") > 0;
    }
    return known && row->count > 1;
}

/* A code in one cell and a known phrase in another, or below a head of as
 * many cells. */
static int is_row(const sp_cells_t *row, const sp_cells_t *before, int tabs)
{
    int i, code = sp_cells_find_code(row);
    sp_slice_t rest;

    if (code < 0 || row->count < 2) {
        return 0;
    }
    if (before->count == row->count && is_head(before)) {
        return 1;
    }
    for (i = 0; i < row->count; i++) {
        if (i != code && sp_phrase_is(sp_cells_at(row, i))) {
            return 1;
        }
    }
    return tabs && row->count >= SP_IMPORT_USUAL &&
           sp_slice_code(sp_cells_at(row, code), &rest) != 0 && rest.len == 0;
}

/* How many columns the table has, by its first records; 0 where there is
 * none. */
static int is_separated(csv_t *csv)
{
    sp_cells_open_t row, before;
    int i, columns = 0, found = 0;

    sp_cells_begin(&before, 0, (sp_slice_t){"", 0});
    for (i = 0; i < LOOK_AT && read_record(csv, &row); i++) {
        int tabs = csv->separator == '\t';

        before.row.cell = before.cell;
        found |= is_row(&row.row, &before.row, tabs);
        columns = row.row.count > columns ? row.row.count : columns;
        before = row;
    }
    return found ? columns : 0;
}

const char *sp_csv_read(sp_job_t *job)
{
    const char *separator;

    for (separator = ",;\t"; *separator != '\0'; separator++) {
        const char *shape = *separator == '\t' ? "a table with tabs" : "CSV";
        csv_t csv = {job, *separator, 1, {job->text, job->len}, 1};
        csv_t look = csv;
        int columns = is_separated(&look);

        if (columns > 0) {
            csv.looking = 0;
            read_table(&csv, shape, columns);
            return shape;
        }
    }
    return NULL;
}
