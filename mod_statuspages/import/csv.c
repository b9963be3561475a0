/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* CSV (RFC 4180; commas, semicolons or tabs) -> rows; see job.h. Knows
 * quotes and records that span lines; which field is what is cells.c's
 * affair. Tabs are also what a table copied from a browser has, with further
 * paragraphs on lines of their own. */
#include "import/cells.h"

#include "import/phrases.h"

#include <string.h>

/* A quoted field that is longer was never closed. */
#define LONGEST_QUOTE 65536
/* The first row stands among so many lines. */
#define LOOK_AT 200

typedef struct csv_t {
    sp_import_job_t *job;
    char separator;
    apr_size_t at;
    int line;
} csv_t;

static int ends_field(const csv_t *csv, apr_size_t at)
{
    return at >= csv->job->len || csv->job->text[at] == csv->separator ||
           csv->job->text[at] == '\n';
}

static sp_slice_t plain_field(csv_t *csv)
{
    sp_slice_t field = {csv->job->text + csv->at, 0};

    while (!ends_field(csv, csv->at)) {
        csv->at++;
        field.len++;
    }
    return field;
}

/* The place behind the closing quote of the field that begins at @a at with
 * one; 0 where it isn't closed. */
static apr_size_t closing_quote(const csv_t *csv, apr_size_t at)
{
    apr_size_t end = csv->job->len;

    end = end - at > LONGEST_QUOTE ? at + LONGEST_QUOTE : end;
    for (at++; at < end; at++) {
        if (csv->job->text[at] != '"') {
            continue;
        }
        if (at + 1 >= end || csv->job->text[at + 1] != '"') {
            return at + 1;
        }
        at++;
    }
    return 0;
}

/* What is between the quotes, "" for one. */
static sp_slice_t unquote(csv_t *csv, apr_size_t end)
{
    sp_slice_t field;
    char *out = apr_palloc(csv->job->pool, end - csv->at);
    apr_size_t i;

    field.p = out;
    for (i = csv->at + 1; i + 1 < end; i++) {
        *out++ = csv->job->text[i];
        csv->line += csv->job->text[i] == '\n';
        i += csv->job->text[i] == '"';
    }
    field.len = (apr_size_t)(out - field.p);
    csv->at = end;
    return field;
}

/* The next field. One that only looks quoted is taken as it stands, but a
 * quote that is never closed would swallow the rest of the table. */
static apr_status_t read_field(csv_t *csv, sp_slice_t *field)
{
    sp_import_job_t *job = csv->job;
    apr_size_t end;

    if (csv->at >= job->len || job->text[csv->at] != '"') {
        *field = plain_field(csv);
        return APR_SUCCESS;
    }
    end = closing_quote(csv, csv->at);
    if (end == 0 && csv->separator != '\t') {
        sp_error_set(job->err, job->pool, job->file, csv->line, 0,
                     "a field begins with a quote here that is never closed");
        sp_error_hint(job->err, job->pool,
                      "a quote within a quoted field is written twice: \"\"");
        return APR_EGENERAL;
    }
    *field =
        end > 0 && ends_field(csv, end) ? unquote(csv, end) : plain_field(csv);
    return APR_SUCCESS;
}

/* The next record that is not blank; count is 0 at the end. */
static apr_status_t read_record(csv_t *csv, sp_cells_t *row)
{
    sp_import_job_t *job = csv->job;
    apr_size_t start;
    sp_slice_t field;

    do {
        memset(row, 0, sizeof(*row));
        start = csv->at;
        row->line = csv->line;
        while (csv->at < job->len) {
            if (read_field(csv, &field) != APR_SUCCESS) {
                return APR_EGENERAL;
            }
            sp_cells_add(row, field);
            if (csv->at >= job->len || job->text[csv->at++] == '\n') {
                break;
            }
        }
        row->raw.p = job->text + start;
        row->raw.len = csv->at - start;
        row->raw = sp_slice_trim(row->raw);
        csv->line += csv->at > start && job->text[csv->at - 1] == '\n';
    } while (row->raw.len == 0 && csv->at < job->len);
    if (row->raw.len == 0) {
        row->count = 0;
    }
    return APR_SUCCESS;
}

/* A line of a table from a browser that holds no cells: one more paragraph. */
static int is_paragraph(const csv_t *csv, const sp_cells_t *row)
{
    sp_slice_t rest;

    return csv->separator == '\t' && row->count == 1 &&
           csv->job->open.code != 0 &&
           sp_cells_code(row->cell[0], &rest) == 0 &&
           !sp_import_is_title(row->raw);
}

void sp_import_csv(sp_import_job_t *job, char separator)
{
    csv_t csv = {job, separator, 0, 1};
    sp_columns_t *columns = apr_pcalloc(job->pool, sizeof(*columns));
    sp_cells_t row;
    int ended = 0;

    while (read_record(&csv, &row) == APR_SUCCESS && row.count > 0) {
        ended = ended || (job->rows->nelts > 0 && row.count == 1 &&
                          sp_import_is_footer(row.raw));
        if (ended) {
            sp_import_note(job, row.line, SP_IMPORT_LEFT_OUT, row.raw, NULL);
        }
        else if (is_paragraph(&csv, &row)) {
            sp_import_row_add(job, row.raw, row.line, 1);
        }
        else {
            sp_cells_read(job, columns, &row, row.count > 1);
        }
    }
    sp_import_row_end(job);
}

/* The cells of one line, roughly: quotes that span lines don't matter here. */
static void cut_roughly(sp_cells_t *row, sp_slice_t line, char separator)
{
    apr_size_t i, start = 0;
    int quoted = 0;

    row->count = 0;
    for (i = 0; i <= line.len; i++) {
        if (i < line.len && line.p[i] == '"') {
            quoted = !quoted;
        }
        if (i == line.len || (line.p[i] == separator && !quoted)) {
            sp_slice_t cell = {line.p + start, i - start};

            cell = sp_slice_trim(cell);
            if (cell.len > 2 && cell.p[0] == '"') {
                cell.p++;
                cell.len -= 1 + (cell.p[cell.len - 2] == '"');
            }
            sp_cells_add(row, cell);
            start = i + 1;
        }
    }
}

/* "Code,Message,Description": short cells, one of which says what it is. */
static int is_head(const sp_cells_t *row)
{
    static const char *const words[] = {"code", "status", "http"};
    int i, known = 0;
    size_t w;

    for (i = 0; i < row->count && i < SP_IMPORT_COLUMNS; i++) {
        if (row->cell[i].len > 40) {
            return 0;
        }
        for (w = 0; w < sizeof(words) / sizeof(words[0]); w++) {
            known |= sp_slice_starts(row->cell[i], words[w]);
        }
    }
    return known && row->count > 1;
}

/* A line with a code in one cell and a known phrase in another, or below a
 * head of as many cells. */
static int is_row(const sp_cells_t *row, const sp_cells_t *before)
{
    int i, code = sp_cells_find_code(row);

    if (code < 0 || row->count < 2) {
        return 0;
    }
    if (before->count == row->count && is_head(before)) {
        return 1;
    }
    for (i = 0; i < row->count && i < SP_IMPORT_COLUMNS; i++) {
        if (i != code && sp_phrase_is(row->cell[i])) {
            return 1;
        }
    }
    return 0;
}

static int is_separated(const sp_import_job_t *job, char separator)
{
    sp_cells_t row = {0}, before = {0};
    int i;

    for (i = 0; i < job->line_count && i < LOOK_AT; i++) {
        cut_roughly(&row, job->lines[i].text, separator);
        if (is_row(&row, &before)) {
            return 1;
        }
        before = row;
    }
    return 0;
}

char sp_import_csv_separator(const sp_import_job_t *job)
{
    static const char separators[] = {',', ';', '\t'};
    size_t i;

    for (i = 0; i < sizeof(separators); i++) {
        if (is_separated(job, separators[i])) {
            return separators[i];
        }
    }
    return 0;
}
