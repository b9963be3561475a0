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
static int read_record(csv_t *csv, sp_cells_t *row)
{
    sp_slice_t field;
    char end;

    do {
        row->count = 0;
        row->line = csv->line;
        row->raw = csv->left;
        do {
            if (!read_field(csv, &field)) {
                return 0;
            }
            sp_cells_add(row, field);
            end = csv->left.len > 0 ? *take(csv, 1).p : '\n';
        } while (end == csv->separator);
        row->raw.len -= csv->left.len;
        row->raw = sp_slice_trim(row->raw);
    } while (row->raw.len == 0 && csv->left.len > 0);
    return row->raw.len > 0;
}

static void read_table(csv_t *csv)
{
    sp_job_t *job = csv->job;
    sp_table_t table = {.job = job};
    sp_cells_t row = {0};
    sp_slice_t rest;
    int ended = 0;

    while (read_record(csv, &row)) {
        int bare = row.count == 1; /* no separator stands in it */

        ended |= bare && job->rows->nelts > 0 && sp_is_footer(row.raw);
        if (ended) {
            sp_job_note(job, row.line, SP_IMPORT_LEFT_OUT, row.raw, NULL);
        }
        else if (bare && csv->separator == '\t' && job->open.code != 0 &&
                 sp_cells_code(row.raw, &rest) == 0 && !sp_is_title(row.raw)) {
            sp_row_add(job, row.raw, row.line, 1); /* a further paragraph */
        }
        else {
            sp_table_row(&table, &row, !bare);
        }
    }
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
static int is_row(const sp_cells_t *row, const sp_cells_t *before)
{
    int i, code = sp_cells_find_code(row);

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
    return 0;
}

static int is_separated(csv_t *csv)
{
    sp_cells_t row = {0}, before = {0};
    int i;

    for (i = 0; i < LOOK_AT && read_record(csv, &row); i++) {
        if (is_row(&row, &before)) {
            return 1;
        }
        before = row;
    }
    return 0;
}

const char *sp_csv_read(sp_job_t *job)
{
    const char *separator;

    for (separator = ",;\t"; *separator != '\0'; separator++) {
        csv_t csv = {job, *separator, 1, {job->text, job->len}, 1};
        csv_t look = csv;

        if (is_separated(&look)) {
            csv.looking = 0;
            read_table(&csv);
            return *separator == '\t' ? "a table with tabs" : "CSV";
        }
    }
    return NULL;
}
