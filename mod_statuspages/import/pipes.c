/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pipe tables -> rows; see job.h. A line is a row, as in Markdown, or each
 * cell ends a line of its own with a pipe, as converters write them: such a
 * cell may go on over several lines, and a pipe within a line is text. What
 * stands outside is furniture. Which cell is what is table.c's affair. */
#include "import/markdown.h"
#include "import/table.h"

#include "base/codes.h"

#include <string.h>

typedef struct pipes_t {
    sp_job_t *job;
    sp_table_t *table;   /* NULL: none has begun */
    sp_cells_open_t row; /* that is not full yet */
    int inside;          /* the line before was a row */

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

static void add_cells(sp_cells_open_t *open, sp_slice_t line)
{
    static const sp_slice_t none = {"", 0};
    sp_slice_t cell;

    line = sp_slice_from(line, line.p[0] == '|');
    do {
        cell = line;
        cell.len = find_pipe(line);
        sp_cells_add(open, cell, none);
        line = sp_slice_from(line, cell.len + (cell.len < line.len));
    } while (line.len > 0);
}

/* A code in a cell, whatever link it is: "[404](#lost)". */
static int is_code(sp_slice_t cell, sp_slice_t *rest)
{
    int link = cell.len > 0 && sp_slice_trim(cell).p[0] == '[';

    return sp_slice_code(sp_slice_from(sp_slice_trim(cell), (apr_size_t)link),
                         rest) != 0 ||
           (link && sp_code_at(sp_slice_trim(cell).p + 1) != 0);
}

/* Whether a cell of a line holds a code: the first, or any of several. */
static int has_code(sp_slice_t line)
{
    sp_cells_open_t open;
    sp_slice_t rest;
    int i, found = 0;

    sp_cells_begin(&open, 0, line);
    add_cells(&open, line);
    for (i = 0; i < open.row.count && i < SP_IMPORT_COLUMNS; i++) {
        found |= is_code(open.cell[i].text, &rest) &&
                 (i == 0 || rest.len == 0 || open.row.count > 2);
    }
    return found;
}

/* "---|:--:|", "|---|---|", "+---+---+" */
static int is_dashes(sp_slice_t s)
{
    return strspn(s.p, "-:| =+") >= s.len && sp_slice_has(s, "-|=") &&
           (has_pipe(s) || s.p[0] == '+');
}

/* Without Markdown's marks. */
static void clean(sp_job_t *job, sp_cells_open_t *open)
{
    int i;

    for (i = 0; i < open->row.count && i < SP_IMPORT_COLUMNS; i++) {
        sp_cell_t *cell = &open->cell[i];

        /* in code, too, as GitHub has it */
        cell->text = sp_slice_unpair(cell->text, "\\|", job->pool);
        cell->text = sp_markdown_cell(sp_slice_trim(cell->text), &cell->link,
                                      job->labels, job->pool);
    }
}

/* Keep the row; cells that it lacks are empty. @a inside: it stands right
 * behind another row, so that it ought to be one too. */
static void end_row(pipes_t *p, int inside)
{
    if (p->row.row.count == 0) {
        return;
    }
    while (p->row.row.count < p->width) {
        sp_cells_add(&p->row, (sp_slice_t){"", 0}, (sp_slice_t){"", 0});
    }
    if (p->table == NULL || (!inside && !has_code(p->row.row.raw))) {
        p->table = sp_table_add(p->job, "a pipe table");
    }
    clean(p->job, &p->row);
    p->row.row.inside = inside;
    sp_table_push(p->job, p->table, &p->row);
    p->row.row.count = 0;
    p->open = 0;
}

/* How many lines the head has that begins here, with a line of dashes below
 * it: one; or one for each column. 0 where there is none. */
static int head_at(const pipes_t *p, const sp_line_t *line)
{
    sp_cells_open_t columns;
    int n;

    for (n = 0; n <= SP_IMPORT_COLUMNS && line < p->job->end; n++) {
        sp_slice_t s = line++->text;

        if (is_dashes(s)) {
            sp_cells_begin(&columns, 0, s);
            add_cells(&columns, s);
            return n == (p->stacked ? columns.row.count : 1) ? n : 0;
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
    sp_cells_open_t head;

    end_row(p, 1);
    sp_job_leave_out(p->job, line, end, NULL);
    p->width = p->stacked ? lines : 0;
    sp_cells_begin(&head, line->number, line->text);
    for (; line < end; line++) {
        sp_slice_extend(&head.row.raw, line->text);
        if (p->stacked) {
            sp_cells_add(&head, without_pipe(line->text), (sp_slice_t){"", 0});
        }
        else {
            add_cells(&head, line->text);
        }
    }
    clean(p->job, &head);
    p->table = sp_table_add(p->job, "a pipe table");
    sp_table_head(p->job, p->table, &head);
    p->inside = 1;
}

/* A line that is a row. */
static void read_row(pipes_t *p, const sp_line_t *line)
{
    int inside = p->inside && !line->gap;

    p->inside = has_pipe(line->text);
    if (!p->inside) {
        sp_job_leave_out(p->job, line, line + 1, NULL);
        return;
    }
    sp_cells_begin(&p->row, line->number, line->text);
    add_cells(&p->row, line->text);
    end_row(p, inside);
}

/* A line where a row must begin, and does not. */
static void skip_line(pipes_t *p, const sp_line_t *line)
{
    sp_job_t *job = p->job;
    sp_slice_t text = without_pipe(line->text);

    if (p->lost && line <= p->last) {
        sp_job_note(job, line->number, SP_IMPORT_LEFT_OUT, text,
                    SP_IMPORT_LOST);
    }
    else if (p->table != NULL && p->table->rows->nelts > 0 &&
             ends_in_pipe(line->text) && !sp_is_title(text)) {
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
        return is_code(without_pipe(line->text), &rest) && rest.len == 0;
    }
    return line > p->last &&
           ((p->open && line->gap) || sp_is_footer(line->text));
}

/* A line that is a cell, or a part of one. */
static void read_cell(pipes_t *p, const sp_line_t *line)
{
    sp_slice_t text = without_pipe(line->text);
    sp_cells_t *row = &p->row.row;

    if (row->count > 0 && ends_early(p, line)) {
        end_row(p, 1);
    }
    if (row->count == 0) {
        if (!has_code(line->text) || !ends_in_pipe(line->text)) {
            skip_line(p, line);
            return;
        }
        p->lost = 0;
        sp_cells_begin(&p->row, line->number, text);
    }
    if (!p->open) {
        sp_cells_add(&p->row, text, (sp_slice_t){"", 0});
    }
    sp_slice_extend(&row->raw, text);
    sp_slice_extend(&row->cell[row->count - 1].text, text);
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

    for (line = p->job->lines; line < p->job->end; line++) {
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
    pipes_t p = {.job = job};
    const sp_line_t *line;
    int n;

    if (!is_table(&p)) {
        return NULL;
    }
    p.width = p.stacked ? SP_IMPORT_USUAL : 0;
    sp_labels_find(job);
    for (line = job->lines; line < job->end; line++) {
        sp_heading_add(job, line);
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
