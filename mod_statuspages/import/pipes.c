/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pipe tables -> rows; see job.h. A line is a row, as in Markdown, or each
 * cell ends a line of its own with a pipe, as converters write them: such a
 * cell may go on over several lines, and a pipe within a line is text. What
 * stands outside is furniture. Which cell is what is table.c's affair. */
#include "import/table.h"

#include <string.h>

/* A table without a head: code, message, description. */
#define USUAL_COLUMNS 3

typedef struct pipes_t {
    sp_table_t table;
    sp_cells_t row; /* that is not full yet */
    int inside;     /* the line before was in the table */

    int stacked; /* each cell has a line; the rest is for that alone */
    int width;   /* of the table, in cells */
    int open;    /* the row's last cell is not ended yet */
    int lost;    /* in a row whose code is not understood */
    const sp_import_line_t *last; /* that ends in a pipe */
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
    return s.len > 0 && s.p[s.len - 1] == '|' &&
           (s.len == 1 || s.p[s.len - 2] != '\\');
}

static sp_slice_t without_pipe(sp_slice_t s)
{
    s.len -= ends_in_pipe(s) ? 1 : 0;
    return sp_slice_trim(s);
}

/* The first cell of *@a s, which moves on to the next. */
static sp_slice_t next_cell(sp_slice_t *s)
{
    sp_slice_t cell = *s;

    cell.len = find_pipe(*s);
    *s = sp_slice_from(*s, cell.len + (cell.len < s->len));
    return cell;
}

static sp_slice_t without_first_pipe(sp_slice_t s)
{
    return sp_slice_from(s, s.len > 0 && s.p[0] == '|');
}

/* Whether the first cell of a line holds a code. */
static int has_code(sp_slice_t line)
{
    sp_slice_t rest;

    line = without_first_pipe(line);
    return sp_cells_code(next_cell(&line), &rest) != 0;
}

/* The columns of a line of dashes, "---|:--:|" or "+---+---+"; 0 where it is
 * none. */
static int dashes(sp_slice_t s)
{
    int columns = !(s.p[s.len - 1] == '|' || s.p[s.len - 1] == '+'), dashed = 0;
    apr_size_t i;

    for (i = 0; i < s.len; i++) {
        if (strchr("-:| =+", s.p[i]) == NULL) {
            return 0;
        }
        dashed |= s.p[i] == '-' || s.p[i] == '=';
        columns += (s.p[i] == '|' || s.p[i] == '+') && i > 0;
    }
    return dashed && (has_pipe(s) || s.p[0] == '+') ? columns : 0;
}

/* With "|" for each "\|"; nothing else is changed. */
static sp_slice_t unescape(sp_slice_t s, apr_pool_t *pool)
{
    char *out = memchr(s.p, '\\', s.len) ? apr_palloc(pool, s.len) : NULL;
    sp_slice_t text = {out, 0};
    apr_size_t i;

    for (i = 0; i < s.len && out != NULL; i++) {
        i += s.p[i] == '\\' && i + 1 < s.len && s.p[i + 1] == '|';
        out[text.len++] = s.p[i];
    }
    return out != NULL ? text : s;
}

static void add_cells(sp_cells_t *row, sp_slice_t line)
{
    line = without_first_pipe(line);
    do {
        sp_cells_add(row, next_cell(&line));
    } while (line.len > 0);
}

/* Read the row; cells that it lacks are empty. */
static void end_row(pipes_t *p)
{
    static const sp_slice_t none = {"", 0};
    int i;

    if (p->row.count == 0) {
        return;
    }
    while (p->row.count < p->width) {
        sp_cells_add(&p->row, none);
    }
    for (i = 0; i < p->row.count && i < SP_IMPORT_COLUMNS; i++) {
        p->row.cell[i] = unescape(p->row.cell[i], p->table.job->pool);
    }
    sp_table_row(&p->table, &p->row, p->inside);
    p->row.count = 0;
    p->open = 0;
}

/* How many lines the head has that begins here, with a line of dashes below
 * it: one; or one for each column. 0 where there is none. */
static int head_at(const pipes_t *p, const sp_import_line_t *line)
{
    int n, columns;

    for (n = 0; n <= SP_IMPORT_COLUMNS && line < p->table.job->end; n++) {
        sp_slice_t s = line++->text;

        columns = dashes(s);
        if (columns > 0) {
            return n == (p->stacked ? columns : 1) ? n : 0;
        }
        if (p->stacked ? !ends_in_pipe(s) : !has_pipe(s) || has_code(s)) {
            return 0;
        }
    }
    return 0;
}

static void read_head(pipes_t *p, const sp_import_line_t *line, int lines)
{
    const sp_import_line_t *end = line + lines;
    sp_cells_t head = {0};

    end_row(p);
    sp_import_leave_out(p->table.job, line, end, NULL);
    head.raw = line->text;
    if (p->stacked) {
        for (p->width = lines; line < end; line++) {
            sp_cells_add(&head, without_pipe(line->text));
        }
    }
    else {
        add_cells(&head, line->text);
    }
    sp_table_begin(&p->table, &head);
    p->inside = 1;
}

/* A line that is a row. */
static void read_row(pipes_t *p, const sp_import_line_t *line)
{
    if (!has_pipe(line->text)) {
        p->inside = 0;
        sp_import_leave_out(p->table.job, line, line + 1, NULL);
        return;
    }
    p->row.line = line->number;
    p->row.raw = line->text;
    add_cells(&p->row, line->text);
    p->inside &= !line->gap;
    end_row(p);
    p->inside = 1;
}

/* A line where a row must begin, and does not. */
static void skip_line(pipes_t *p, const sp_import_line_t *line)
{
    sp_import_job_t *job = p->table.job;
    sp_slice_t text = without_pipe(line->text);

    if (p->lost && line <= p->last) {
        sp_import_note(job, line->number, SP_IMPORT_LEFT_OUT, text,
                       SP_IMPORT_LOST);
    }
    else if (p->table.columns > 0 && ends_in_pipe(line->text) &&
             !sp_import_is_title(text)) {
        p->lost = 1;
        sp_import_note(job, line->number, SP_IMPORT_UNCLEAR, text,
                       "a status code from 100 to 599 should stand here");
    }
    else {
        sp_import_leave_out(job, line, line + 1, NULL);
    }
}

/* Whether a row that is not full ends before this line: the next code, or
 * what comes behind a table whose last pipe is missing. */
static int ends_early(const pipes_t *p, const sp_import_line_t *line)
{
    sp_slice_t rest;

    if (ends_in_pipe(line->text)) {
        return sp_cells_code(without_pipe(line->text), &rest) != 0 &&
               rest.len == 0;
    }
    return line > p->last &&
           ((p->open && line->gap) || sp_import_is_footer(line->text));
}

/* A line that is a cell, or a part of one. */
static void read_cell(pipes_t *p, const sp_import_line_t *line)
{
    sp_slice_t text = without_pipe(line->text);
    sp_cells_t *row = &p->row;

    if (row->count > 0 && ends_early(p, line)) {
        end_row(p);
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
        end_row(p);
    }
}

/* Whether most lines that begin with a code are a pipe table's. Its first one
 * tells whether each cell has a line. */
static int is_table(pipes_t *p)
{
    const sp_import_line_t *line;
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

const char *sp_import_pipes(sp_import_job_t *job)
{
    pipes_t *p = apr_pcalloc(job->pool, sizeof(*p));
    const sp_import_line_t *line;
    int n;

    p->table.job = job;
    if (!is_table(p)) {
        return NULL;
    }
    p->width = p->stacked ? USUAL_COLUMNS : 0;
    p->inside = p->stacked;
    for (line = job->lines; line < job->end; line++) {
        n = head_at(p, line);
        if (n > 0) {
            read_head(p, line, n);
            line += n; /* the line of dashes too */
        }
        else if (dashes(line->text) == 0) {
            (p->stacked ? read_cell : read_row)(p, line);
        }
    }
    end_row(p);
    return "a pipe table";
}
