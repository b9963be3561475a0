/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A table of cells -> rows: which column is the code, the message and the
 * description. Refuses to know what divided the cells; pipes.c and csv.c
 * do. */
#ifndef SP_IMPORT_TABLE_H
#define SP_IMPORT_TABLE_H

#include "import/job.h"

/** No table has more columns; a row that does is not understood. */
#define SP_IMPORT_COLUMNS 16
/** Those of a table without a head: code, message, description. */
#define SP_IMPORT_USUAL 3

/** One row. A cell may hold line feeds, and <br> for one. */
typedef struct sp_cells_t {
    sp_slice_t cell[SP_IMPORT_COLUMNS];
    int count;      /* may be above SP_IMPORT_COLUMNS: those are not held */
    int line;       /* where it begins */
    sp_slice_t raw; /* all of it */
} sp_cells_t;

/** A table while it is read; all zero but the job to begin with. */
typedef struct sp_table_t {
    sp_job_t *job;
    sp_cells_t head;
    int columns; /* 0: nothing is known of them yet */
    int code;    /* which column it is, or -1; the others too */
    int message;
    int description;
} sp_table_t;

/** Add a cell; its escapes are the caller's affair. */
void sp_cells_add(sp_cells_t *row, sp_slice_t cell);

/** A cell by its number, trimmed; empty where the row has none. */
sp_slice_t sp_cells_at(const sp_cells_t *row, int i);

/** The code that a cell holds, or 0. *@a rest gets what stands behind it. */
int sp_cells_code(sp_slice_t cell, sp_slice_t *rest);

/** Which of the cells holds a code, or -1. */
int sp_cells_find_code(const sp_cells_t *row);

/** Begin a table whose columns @a head names. */
void sp_table_begin(sp_table_t *table, const sp_cells_t *head);

/**
 * Read one row: begin a row of the job, add a paragraph to the open one, take
 * it for the table's head, or note why not. @a inside: it stands right behind
 * another row, so that it ought to be one too.
 */
void sp_table_row(sp_table_t *table, const sp_cells_t *row, int inside);

#endif /* SP_IMPORT_TABLE_H */
