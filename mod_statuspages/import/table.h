/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The one model that all sources fill: a document is a list of tables, below
 * headings. Plain text, sections and lists of definitions are tables, too: of
 * two or three columns. Refuses to know what divided the cells; the sources
 * do (pipes.c, csv.c, stacked.c, text.c, dom.c). What a table becomes is
 * decided in three places: which is read (choose.c), what its columns are
 * (columns.c), and what rows they make (make.c). */
#ifndef SP_IMPORT_TABLE_H
#define SP_IMPORT_TABLE_H

#include "import/job.h"

/** No table has more columns; a row that does is not understood. */
#define SP_IMPORT_COLUMNS 16
/** Those of a table without a head: code, message, description. */
#define SP_IMPORT_USUAL 3
/** So many cells are kept of one document. */
#define SP_IMPORT_MAX_CELLS 200000

typedef struct sp_cell_t {
    sp_slice_t text;         /* without markup; may hold line feeds */
    sp_slice_t link;         /* where its first link leads; empty: nowhere */
    const sp_line_t *pieces; /* its lines where the source knows them */
    int piece_count;
    int spans; /* SP_CELL_... */
} sp_cell_t;

#define SP_CELL_ABOVE 1 /* it is the cell of the row above: a row span */
#define SP_CELL_WIDE 2  /* it goes over several columns */

/** One row. */
typedef struct sp_cells_t {
    sp_cell_t *cell;
    int count;      /* may be above SP_IMPORT_COLUMNS: those are not held */
    int line;       /* where it begins */
    int inside;     /* it ought to be a row like those before it */
    sp_slice_t raw; /* all of it */
} sp_cells_t;

/** A row while its cells are added. */
typedef struct sp_cells_open_t {
    sp_cells_t row;
    sp_cell_t cell[SP_IMPORT_COLUMNS];
} sp_cells_open_t;

/** What a table is that has no columns to be found out. */
typedef enum sp_table_kind_t {
    SP_TABLE_OF_CELLS,
    SP_TABLE_GIVEN, /* code, message, description: the source knows them */
    SP_TABLE_TERMS  /* the first of two columns is what is documented, and not
                       all of it are codes: a list, definitions */
} sp_table_kind_t;

typedef struct sp_table_t {
    sp_table_kind_t kind;
    const char *shape;
    int number;               /* from 1, in the document */
    int section;              /* its heading's number, -1: none */
    int holds_tables;         /* tables stand in its cells */
    sp_cells_t head;          /* count 0: none */
    apr_array_header_t *rows; /* sp_cells_t */
} sp_table_t;

/** A heading of the document. */
typedef struct sp_section_t {
    const char *text;
    int level; /* from 1 */
    int line;
} sp_section_t;

/** Begin a row; its first cell is none. */
void sp_cells_begin(sp_cells_open_t *open, int line, sp_slice_t raw);

/** Add a cell; its escapes are the caller's affair. */
void sp_cells_add(sp_cells_open_t *open, sp_slice_t text, sp_slice_t link);

/** A cell's text by its number, trimmed; empty where the row has none. */
sp_slice_t sp_cells_at(const sp_cells_t *row, int i);

/** How many cells are not empty. */
int sp_cells_filled(const sp_cells_t *row);

/** Which of the cells holds a code, or -1. */
int sp_cells_find_code(const sp_cells_t *row);

/** The document's next table. */
sp_table_t *sp_table_add(sp_job_t *job, const char *shape);

/** Give a table its head. */
void sp_table_head(sp_job_t *job, sp_table_t *table,
                   const sp_cells_open_t *open);

/** Copy a row to the end of a table; the job's fault where it has too many. */
void sp_table_push(sp_job_t *job, sp_table_t *table,
                   const sp_cells_open_t *open);

/** Add a heading. */
void sp_section_add(sp_job_t *job, sp_slice_t text, int level, int line);

/** How deep a Markdown heading is ("## 4xx": 2), 0 where a line is none. */
int sp_heading_level(sp_slice_t line);

/** Add the line's heading, if it is one of Markdown's. */
void sp_heading_add(sp_job_t *job, const sp_line_t *line);

/** Find what "[text][1]" leads to: lines "[1]: address". */
void sp_labels_find(sp_job_t *job);

/** Whether a section is the one of that name, or stands below it. */
int sp_section_within(const sp_job_t *job, int section, const char *name);

/* choose.c */

/** Make rows of the tables that are status tables, and name the others. */
void sp_tables_read(sp_job_t *job);

#endif /* SP_IMPORT_TABLE_H */
