/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pipe tables -> rows; see job.h. A line is a row, as in Markdown, or each
 * cell ends a line of its own with a pipe, as converters write them: such a
 * cell may go on over several lines, and a pipe within a line is text. What
 * stands outside is furniture. Which cell is what is table.c's affair. */
#include "import/table.h"

#include <string.h>

typedef struct pipes_t {
    sp_table_t table;
    sp_cells_t row; /* that is not full yet */
    int inside;     /* the line before was a row */

    int stacked; /* each cell has a line; the rest is for that alone */
    int width;   /* of the table, in cells */
    int open;    /* the row's last cell is not ended yet */
    int lost;    /* in a row whose code is not understood */
    const sp_line_t *last; /* that ends in a pipe */
} pipes_t;

/* Where the first pipe stands that is no "\\|", or the slice's length. */
static apr_size_t find_pipe(sp_slice_t s)
{
    apr_size_t at = 0;

    while (at < s.len && s.p[at] != '|') {
        at += s.p[at] == '\\' && at + 1 < s.len ? 2 : 1;
    }
    return at;
}

static int has_pipe(sp_slice_t s)
{
    return find_pipe(s) < s.len;
}

static int ends_in_pipe(sp_slice_t s)
{
    return s.p[s.len - 1] == '|' && (s.len == 1 || s.p[s.len - 2] != '\\');
}

static sp_slice_t without_pipe(sp_slice_t s)
{
    s.len -= ends_in_pipe(s) ? 1 : 0;
    return sp_slice_trim(s);
}

static void add_cells(sp_cells_t *row, sp_slice_t line)
{
    sp_slice_t cell;

    line = sp_slice_from(line, line.p[0] == '|');
    do {
        cell = line;
        cell.len = find_pipe(line);
        sp_cells_add(row, cell);
        line = sp_slice_from(line, cell.len + (cell.len < line.len));
    } while (line.len > 0);
}

/* Whether the first cell of a line holds a code. */
static int has_code(sp_slice_t line)
{
    sp_cells_t row = {0};
    sp_slice_t rest;

    add_cells(&row, line);
    return sp_cells_code(row.cell[0], &rest) != 0;
}

/* "---|:--:|", "|---|---|", "+---+---+" */
static int is_dashes(sp_slice_t s)
{
    return strspn(s.p, "-:| =+") >= s.len && sp_slice_has(s, "-|=") &&
           (has_pipe(s) || s.p[0] == '+');
}

/* Read the row; cells that it lacks are empty. @a inside: as sp_table_row(). */
static void end_row(pipes_t *p, int inside)
{
    int i;

    if (p->row.count == 0) {
        return;
    }
    while (p->row.count < p->width) {
        sp_cells_add(&p->row, (sp_slice_t){"", 0});
    }
    for (i = 0; i < p->row.count && i < SP_IMPORT_COLUMNS; i++) {
        p->row.cell[i] =
            sp_slice_unpair(p->row.cell[i], "\\|", p->table.job->pool);
    }
    sp_table_row(&p->table, &p->row, inside);
    p->row.count = 0;
    p->open = 0;
}

/* How many lines the head has that begins here, with a line of dashes below
 * it: one; or one for each column. 0 where there is none. */
static int head_at(const pipes_t *p, const sp_line_t *line)
{
    sp_cells_t columns = {0};
    int n;

    for (n = 0; n <= SP_IMPORT_COLUMNS && line < p->table.job->end; n++) {
        sp_slice_t s = line++->text;

        if (is_dashes(s)) {
            add_cells(&columns, s);
            return n == (p->stacked ? columns.count : 1) ? n : 0;
        }
        if (p->stacked ? !ends_in_pipe(s) : !has_pipe(s) || has_code(s)) {
            return 0;
        }
    }
    return 0;
}

static void read_head(pipes_t *p, const sp_line_t *line, int lines)
{
    const sp_line_t *end = line + lines;
    sp_cells_t head = {0};

    end_row(p, 1);
    sp_job_leave_out(p->table.job, line, end, NULL);
    p->width = p->stacked ? lines : 0;
    for (head.raw = line->text; line < end; line++) {
        sp_slice_extend(&head.raw, line->text);
        if (p->stacked) {
            sp_cells_add(&head, without_pipe(line->text));
        }
        else {
            add_cells(&head, line->text);
        }
    }
    sp_table_begin(&p->table, &head);
    p->inside = 1;
}

/* A line that is a row. */
static void read_row(pipes_t *p, const sp_line_t *line)
{
    int inside = p->inside && !line->gap;

    p->inside = has_pipe(line->text);
    if (!p->inside) {
        sp_job_leave_out(p->table.job, line, line + 1, NULL);
        return;
    }
    p->row.line = line->number;
    p->row.raw = line->text;
    add_cells(&p->row, line->text);
    end_row(p, inside);
}

/* A line where a row must begin, and does not. */
static void skip_line(pipes_t *p, const sp_line_t *line)
{
    sp_job_t *job = p->table.job;
    sp_slice_t text = without_pipe(line->text);

    if (p->lost && line <= p->last) {
        sp_job_note(job, line->number, SP_IMPORT_LEFT_OUT, text,
                    SP_IMPORT_LOST);
    }
    else if (p->table.columns > 0 && ends_in_pipe(line->text) &&
             !sp_is_title(text)) {
        p->lost = 1;
        sp_job_note(job, line->number, SP_IMPORT_UNCLEAR, text,
                    "a status code from 100 to 599 should stand here");
    }
    else {
        sp_job_leave_out(job, line, line + 1, NULL);
    }
}

/* Whether a row that is not full ends before this line: the next code, or
 * what comes behind a table whose last pipe is missing. */
static int ends_early(const pipes_t *p, const sp_line_t *line)
{
    sp_slice_t rest;

    if (ends_in_pipe(line->text)) {
        return sp_cells_code(without_pipe(line->text), &rest) != 0 &&
               rest.len == 0;
    }
    return line > p->last &&
           ((p->open && line->gap) || sp_is_footer(line->text));
}

/* A line that is a cell, or a part of one. */
static void read_cell(pipes_t *p, const sp_line_t *line)
{
    sp_slice_t text = without_pipe(line->text);
    sp_cells_t *row = &p->row;

    if (row->count > 0 && ends_early(p, line)) {
        end_row(p, 1);
    }
    if (row->count == 0) {
        if (!has_code(line->text) || !ends_in_pipe(line->text)) {
            skip_line(p, line);
            return;
        }
        p->lost = 0;
        row->line = line->number;
        row->raw = text;
    }
    if (!p->open) {
        sp_cells_add(row, text);
    }
    sp_slice_extend(&row->raw, text);
    sp_slice_extend(&row->cell[row->count - 1], text);
    p->open = !ends_in_pipe(line->text);
    if (!p->open && row->count >= p->width) {
        end_row(p, 1);
    }
}

/* Whether most lines that begin with a code are a pipe table's. Its first one
 * tells whether each cell has a line. */
static int is_table(pipes_t *p)
{
    const sp_line_t *line;
    int piped = 0, plain = 0;

    for (line = p->table.job->lines; line < p->table.job->end; line++) {
        sp_slice_t s = line->text;

        p->last = ends_in_pipe(s) ? line : p->last;
        if (!has_code(s)) {
            continue;
        }
        if (!has_pipe(s)) {
            plain++;
        }
        else if (piped++ == 0) {
            p->stacked = find_pipe(s) + 1 == s.len;
        }
    }
    return piped > 0 && piped >= plain;
}

const char *sp_pipes_read(sp_job_t *job)
{
    pipes_t p = {.table.job = job};
    const sp_line_t *line;
    int n;

    if (!is_table(&p)) {
        return NULL;
    }
    p.width = p.stacked ? SP_IMPORT_USUAL : 0;
    for (line = job->lines; line < job->end; line++) {
        n = head_at(&p, line);
        if (n > 0) {
            read_head(&p, line, n);
            line += n; /* the line of dashes too */
        }
        else if (!is_dashes(line->text)) {
            (p.stacked ? read_cell : read_row)(&p, line);
        }
    }
    end_row(&p, 1);
    return "a pipe table";
}
