/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The rows of a table, whatever divides its cells: which column is the code,
 * the message and the description. Between cells.c, table.c and
 * csv.c. */
#ifndef SP_IMPORT_CELLS_H
#define SP_IMPORT_CELLS_H

#include "import/job.h"

/** No table has more columns; a row that does is not understood. */
#define SP_IMPORT_COLUMNS 16

/** One row. A cell may hold line feeds, and <br> for one. */
typedef struct sp_cells_t {
    sp_slice_t cell[SP_IMPORT_COLUMNS];
    int count;      /* may be above SP_IMPORT_COLUMNS: those are not held */
    int line;       /* where it begins */
    sp_slice_t raw; /* all of it */
} sp_cells_t;

/** What the columns hold: their numbers, or -1. All zero to begin with. */
typedef struct sp_columns_t {
    sp_cells_t head;
    int count; /* 0: nothing is known yet */
    int code;
    int message;
    int description;
} sp_columns_t;

/** Add a cell; its white space and escapes are the caller's affair. */
void sp_cells_add(sp_cells_t *row, sp_slice_t cell);

/** The code that a cell holds, or 0. *@a rest gets what stands behind it. */
int sp_cells_code(sp_slice_t cell, sp_slice_t *rest);

/** Which of the cells holds a code, or -1. */
int sp_cells_find_code(const sp_cells_t *row);

/**
 * Read one row: begin a row of the job, add a paragraph to the open one, take
 * it for the table's head, or note why not. @a inside: it stands right behind
 * another row, so that it ought to be one too.
 */
void sp_cells_read(sp_import_job_t *job, sp_columns_t *columns,
                   const sp_cells_t *row, int inside);

#endif /* SP_IMPORT_CELLS_H */
