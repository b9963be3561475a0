/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Tables and headings while they are put together; see table.h. */
#include "import/table.h"

#include "import/markdown.h"
#include "import/target.h"

#include <apr_strings.h>
#include <string.h>
#include <strings.h>

void sp_cells_begin(sp_cells_open_t *open, int line, sp_slice_t raw)
{
    memset(&open->row, 0, sizeof(open->row));
    open->row.cell = open->cell;
    open->row.line = line;
    open->row.raw = raw;
    open->row.inside = 1;
}

void sp_cells_add(sp_cells_open_t *open, sp_slice_t text, sp_slice_t link)
{
    if (open->row.count < SP_IMPORT_COLUMNS) {
        sp_cell_t *cell = &open->cell[open->row.count];

        memset(cell, 0, sizeof(*cell));
        cell->text = text;
        cell->link = link;
    }
    open->row.count++;
}

sp_slice_t sp_cells_at(const sp_cells_t *row, int i)
{
    static const sp_slice_t none = {"", 0};

    return i >= 0 && i < row->count && i < SP_IMPORT_COLUMNS
               ? sp_slice_trim(row->cell[i].text)
               : none;
}

int sp_cells_filled(const sp_cells_t *row)
{
    int i, n = 0;

    for (i = 0; i < row->count; i++) {
        n += sp_cells_at(row, i).len > 0;
    }
    return n;
}

int sp_cells_find_code(const sp_cells_t *row)
{
    sp_slice_t rest;
    int i;

    for (i = 0; i < row->count; i++) {
        if (sp_slice_code(sp_cells_at(row, i), &rest) != 0) {
            return i;
        }
    }
    return -1;
}

sp_table_t *sp_table_add(sp_job_t *job, const char *shape)
{
    sp_table_t *table = apr_pcalloc(job->pool, sizeof(*table));

    table->shape = shape;
    table->section = job->sections->nelts - 1;
    table->rows = apr_array_make(job->pool, 8, sizeof(sp_cells_t));
    APR_ARRAY_PUSH(job->tables, sp_table_t *) = table;
    table->number = job->tables->nelts;
    return table;
}

static sp_cell_t *keep_cells(sp_job_t *job, const sp_cells_open_t *open)
{
    int held = open->row.count < SP_IMPORT_COLUMNS ? open->row.count
                                                   : SP_IMPORT_COLUMNS;

    job->cells += held;
    return apr_pmemdup(job->pool, open->cell,
                       (apr_size_t)held * sizeof(*open->cell));
}

void sp_table_head(sp_job_t *job, sp_table_t *table,
                   const sp_cells_open_t *open)
{
    table->head = open->row;
    table->head.cell = keep_cells(job, open);
}

void sp_table_push(sp_job_t *job, sp_table_t *table,
                   const sp_cells_open_t *open)
{
    sp_cells_t *row;

    if (job->cells > SP_IMPORT_MAX_CELLS) {
        sp_job_fault(job, open->row.line, 0,
                     "import the part that holds the table of codes",
                     "here it passes %d cells, the most that are read",
                     SP_IMPORT_MAX_CELLS);
        return;
    }
    row = apr_array_push(table->rows);
    *row = open->row;
    row->cell = keep_cells(job, open);
}

int sp_heading_level(sp_slice_t line)
{
    sp_slice_t rest = sp_slice_skip(line, "#");
    int level = (int)(rest.p - line.p);

    return level > 0 && level <= 6 && rest.len > 0 && rest.p[0] == ' ' ? level
                                                                       : 0;
}

static sp_slice_t heading_text(sp_job_t *job, sp_slice_t line)
{
    sp_slice_t link;

    line = sp_slice_trim(sp_slice_skip(line, "#"));
    while (line.len > 0 && line.p[line.len - 1] == '#') {
        line.len--;
    }
    return sp_markdown_cell(sp_slice_trim(line), &link, job->labels, job->pool);
}

void sp_heading_add(sp_job_t *job, const sp_line_t *line)
{
    int level = sp_heading_level(line->text);

    if (level > 0) {
        sp_section_add(job, heading_text(job, line->text), level, line->number);
    }
}

void sp_labels_find(sp_job_t *job)
{
    const sp_line_t *line;

    job->labels = apr_hash_make(job->pool);
    for (line = job->lines; line < job->end; line++) {
        sp_target_note(job->labels, line->text, job->pool);
    }
}

void sp_section_add(sp_job_t *job, sp_slice_t text, int level, int line)
{
    sp_section_t *s = apr_array_push(job->sections);

    text = sp_slice_trim(text);
    s->text = apr_pstrmemdup(job->pool, text.p, text.len);
    s->level = level;
    s->line = line;
}

int sp_section_within(const sp_job_t *job, int section, const char *name)
{
    const sp_section_t *s = (const sp_section_t *)job->sections->elts;
    int level = section >= 0 ? s[section].level + 1 : 0;

    for (; section >= 0; section--) {
        if (s[section].level < level) {
            if (strcasecmp(s[section].text, name) == 0) {
                return 1;
            }
            level = s[section].level;
        }
    }
    return 0;
}
