/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pipe tables -> rows; see job.h. Here a line is a row, as in
 * Markdown; tables in which each cell has a line are stack.c's. What
 * stands outside is furniture. Which cell is what is cells.c's affair.
 */
#include "import/pipes.h"

#include <string.h>

static void split(sp_cells_t *row, const sp_import_line_t *line,
                  apr_pool_t *pool)
{
    sp_slice_t s = line->text, cell;
    apr_size_t end;

    row->count = 0;
    row->line = line->number;
    row->raw = line->text;
    if (s.len > 0 && s.p[0] == '|') {
        s = sp_slice_from(s, 1);
    }
    while (s.len > 0) {
        end = sp_pipe_find(s, 0);
        cell = s;
        cell.len = end < s.len ? end : s.len;
        sp_cells_add(row, sp_pipe_unescape(sp_slice_trim(cell), pool));
        s = sp_slice_from(s, end < s.len ? end + 1 : s.len);
    }
}

int sp_import_is_table(const sp_import_job_t *job)
{
    int i, piped = 0, plain = 0;

    for (i = 0; i < job->line_count; i++) {
        if (sp_pipe_code(&job->lines[i])) {
            int pipe = sp_pipe_in(job->lines[i].text);

            piped += pipe;
            plain += !pipe;
        }
    }
    return piped > 0 && piped >= plain;
}

static int pipes(sp_slice_t s)
{
    apr_size_t at;
    int n = 0;

    for (at = sp_pipe_find(s, 0); at < s.len; at = sp_pipe_find(s, at + 1)) {
        n++;
    }
    return n;
}

/* Whether each cell has a line of its own, by the first row's first line. */
static int is_cell_a_line(const sp_import_job_t *job)
{
    int i;

    for (i = 0; i < job->line_count; i++) {
        sp_slice_t s = job->lines[i].text;

        if (sp_pipe_code(&job->lines[i]) && sp_pipe_in(s)) {
            return pipes(s) == 1 && sp_pipe_ends(s);
        }
    }
    return 0;
}

static int is_separator(const sp_import_job_t *job, int i)
{
    return i < job->line_count && sp_pipe_dashes(job->lines[i].text) > 0;
}

/* The head stands above a line of dashes; a later table has its own. */
static void read_head(sp_import_job_t *job, sp_columns_t *columns, int i)
{
    sp_import_row_end(job);
    memset(columns, 0, sizeof(*columns));
    split(&columns->head, &job->lines[i], job->pool);
    sp_import_leave_out(job, i, i + 1);
}

static void read_rows(sp_import_job_t *job)
{
    sp_columns_t *columns = apr_pcalloc(job->pool, sizeof(*columns));
    sp_cells_t row;
    int i, inside = 0;

    for (i = 0; i < job->line_count; i++) {
        const sp_import_line_t *line = &job->lines[i];

        if (is_separator(job, i)) {
            continue;
        }
        if (!sp_pipe_in(line->text)) {
            inside = 0;
            sp_import_leave_out(job, i, i + 1);
            continue;
        }
        if (is_separator(job, i + 1) && !sp_pipe_code(line)) {
            read_head(job, columns, i);
            inside = 1;
            continue;
        }
        memset(&row, 0, sizeof(row));
        split(&row, line, job->pool);
        sp_cells_read(job, columns, &row, inside && !line->gap);
        inside = 1;
    }
}

void sp_import_table(sp_import_job_t *job)
{
    if (is_cell_a_line(job)) {
        sp_import_stack(job);
    }
    else {
        read_rows(job);
    }
    sp_import_row_end(job);
}
