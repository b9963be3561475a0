/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pipe tables in which each cell ends its own line with a pipe, as converters
 * write them -> rows; see pipes.h. A cell may go on over several lines,
 * a pipe within a line is text. Knows how many cells make a row (the line of
 * dashes tells); which cell is what is cells.c's affair. */
#include "import/pipes.h"

#include <string.h>

/* A table without a line of dashes: code, message, description. */
#define USUAL_COLUMNS 3

/* A table in which each cell has a line, while it is read. */
typedef struct pile_t {
    sp_columns_t columns;
    sp_cells_t row;
    sp_slice_t cell; /* the one that is not ended yet; p is NULL: none */
    int width;       /* of the table, in cells */
    int lost;        /* in a row whose code is not understood */
    int last;        /* the last line that ends in a pipe */
} pile_t;

/* Add the cell that is not ended yet. */
static void end_cell(sp_import_job_t *job, pile_t *s)
{
    if (s->cell.p != NULL) {
        sp_cells_add(&s->row,
                     sp_pipe_unescape(sp_slice_trim(s->cell), job->pool));
        s->cell.p = NULL;
    }
}

/* Read the row; cells that it lacks are empty. */
static void flush(sp_import_job_t *job, pile_t *s)
{
    sp_slice_t none = {"", 0};

    end_cell(job, s);
    if (s->row.count > 0) {
        while (s->row.count < s->width) {
            sp_cells_add(&s->row, none);
        }
        sp_cells_read(job, &s->columns, &s->row, 1);
    }
    memset(&s->row, 0, sizeof(s->row));
}

/* Where a head stands: as many lines with a pipe as the line of dashes below
 * them has columns. Gives their number, or 0. */
static int head_at(const sp_import_job_t *job, int i)
{
    int n, columns;

    for (n = 0; n <= SP_IMPORT_COLUMNS; n++) {
        if (i + n >= job->line_count) {
            return 0;
        }
        columns = sp_pipe_dashes(job->lines[i + n].text);
        if (columns > 0) {
            return columns == n ? n : 0;
        }
        if (!sp_pipe_ends(job->lines[i + n].text)) {
            return 0;
        }
    }
    return 0;
}

static void stack_head(sp_import_job_t *job, pile_t *s, int i, int n)
{
    int k;

    flush(job, s);
    sp_import_row_end(job);
    memset(&s->columns, 0, sizeof(s->columns));
    for (k = i; k < i + n; k++) {
        sp_cells_add(&s->columns.head, sp_pipe_cut(job->lines[k].text));
    }
    s->width = n;
    sp_import_leave_out(job, i, i + n);
}

static void stack_cell(sp_import_job_t *job, pile_t *s,
                       const sp_import_line_t *line)
{
    sp_slice_t text = sp_pipe_cut(line->text);
    const char *end = text.p + text.len;

    if (s->row.raw.p == NULL) {
        s->row.line = line->number;
        s->row.raw.p = text.p;
    }
    s->row.raw.len = (apr_size_t)(end - s->row.raw.p);
    s->cell.p = s->cell.p != NULL ? s->cell.p : text.p;
    s->cell.len = (apr_size_t)(end - s->cell.p);
    if (sp_pipe_ends(line->text)) {
        end_cell(job, s);
        if (s->row.count >= s->width) {
            flush(job, s);
        }
    }
}

/* A line where a row must begin. */
static void stack_begin(sp_import_job_t *job, pile_t *s, int i)
{
    const sp_import_line_t *line = &job->lines[i];
    sp_slice_t text = sp_pipe_cut(line->text);

    if (sp_pipe_code(line) && sp_pipe_ends(line->text)) {
        s->lost = 0;
        stack_cell(job, s, line);
    }
    else if (s->lost && i <= s->last) {
        sp_import_note(job, line->number, SP_IMPORT_LEFT_OUT, text,
                       "belongs to a row that was not understood");
    }
    else if (s->columns.count > 0 && sp_pipe_ends(line->text) &&
             !sp_import_is_title(text)) {
        s->lost = 1;
        sp_import_note(job, line->number, SP_IMPORT_UNCLEAR, text,
                       "a status code from 100 to 599 should stand here");
    }
    else {
        sp_import_leave_out(job, i, i + 1);
    }
}

/* Whether a row that is not full ends before this line: the next code, or
 * what comes behind a table whose last pipe is missing. */
static int ends_early(const sp_import_job_t *job, const pile_t *s, int i)
{
    const sp_import_line_t *line = &job->lines[i];
    sp_slice_t rest;

    if (sp_pipe_ends(line->text)) {
        return sp_cells_code(sp_pipe_cut(line->text), &rest) != 0 &&
               rest.len == 0;
    }
    return i > s->last && ((s->cell.p != NULL && line->gap) ||
                           sp_import_is_footer(line->text));
}

static void stack_line(sp_import_job_t *job, pile_t *s, int i)
{
    if (s->row.count > 0 && ends_early(job, s, i)) {
        flush(job, s);
    }
    if (s->row.count == 0) {
        stack_begin(job, s, i);
    }
    else {
        stack_cell(job, s, &job->lines[i]);
    }
}

void sp_import_stack(sp_import_job_t *job)
{
    pile_t *s = apr_pcalloc(job->pool, sizeof(*s));
    int i, n;

    s->width = USUAL_COLUMNS;
    for (i = 0; i < job->line_count; i++) {
        if (sp_pipe_ends(job->lines[i].text)) {
            s->last = i;
        }
    }
    for (i = 0; i < job->line_count; i++) {
        n = head_at(job, i);
        if (n > 0) {
            stack_head(job, s, i, n);
            i += n; /* the line of dashes too */
        }
        else if (sp_pipe_dashes(job->lines[i].text) == 0) {
            stack_line(job, s, i);
        }
    }
    flush(job, s);
}
