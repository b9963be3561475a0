/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* One import while it goes on: the document's lines, and the one place that
 * takes its rows and notes (rows.c). Every source puts what it has read into
 * tables (table.h), and those become rows. Between the files of this folder
 * only. */
#ifndef SP_IMPORT_JOB_H
#define SP_IMPORT_JOB_H

#include "import/import.h"
#include "import/slice.h"

#include <apr_hash.h>
#include <apr_tables.h>

/** Why a line that belongs to an unclear row is not in the catalogue. */
#define SP_IMPORT_LOST "belongs to a row that was not understood"

/** A line that is not blank, without the white space around it. */
typedef struct sp_line_t {
    sp_slice_t text;
    int number; /* from 1 */
    int gap;    /* a blank line stands before it */
} sp_line_t;

/** One document that is being read. */
typedef struct sp_job_t {
    const char *file;
    const char *text; /* line ends are line feeds, no byte order mark */
    apr_size_t len;
    const sp_line_t *lines;
    const sp_line_t *end; /* behind the last line */
    apr_size_t width;     /* that paragraphs are wrapped at; 0: they are not */
    apr_pool_t *pool;
    sp_error_t *err;

    const sp_import_part_t *part; /* never NULL */
    apr_array_header_t *tables;   /* sp_table_t *, see table.h */
    apr_array_header_t *sections; /* sp_section_t */
    apr_hash_t *labels;           /* of Markdown's links, see target.h */
    apr_array_header_t *classes;  /* sp_made_t, see make.h */
    int cells;                    /* of all tables */
    int html;                     /* the text is a page of HTML */
    const char *hint;             /* where no row is found, or NULL */

    sp_import_t *result;
    apr_array_header_t *rows;   /* sp_import_row_t */
    apr_hash_t *seen;           /* "LANGUAGE WHAT" -> the line of that row */
    apr_array_header_t *notes;  /* sp_import_note_t, by line */
    sp_import_row_t open;       /* the row that lines are added to */
    apr_array_header_t *pieces; /* its description: sp_line_t */
} sp_job_t;

/**
 * Copy the text into the job and cut it in lines; a fault where it is no
 * text at all, empty, or too large.
 */
apr_status_t sp_lines_read(sp_job_t *job, const char *text, apr_size_t len);

/** The job's fault, unless it has one. Always returns APR_EGENERAL. */
apr_status_t sp_job_fault(sp_job_t *job, int line, int col, const char *hint,
                          const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/** Say what was done with a line or cell. */
void sp_job_note(sp_job_t *job, int line, sp_import_kind_t kind,
                 sp_slice_t text, const char *why);

/** The same for a place in a tree. */
void sp_job_note_at(sp_job_t *job, const char *place, sp_import_kind_t kind,
                    const char *text, const char *why);

/** Keep a whole row that was found in a tree, unless it is none: then that is
 *  noted, at @a place. */
void sp_job_keep(sp_job_t *job, const sp_import_row_t *row, const char *place);

/** The lines up to before @a end are left out. */
void sp_job_leave_out(sp_job_t *job, const sp_line_t *line,
                      const sp_line_t *end, const char *why);

/** Begin a row: its code, line, name, language and what else is known. */
void sp_row_begin(sp_job_t *job, const sp_import_row_t *row,
                  sp_slice_t message);

/** Add a line to the row's description. @a gap: a new paragraph. */
void sp_row_add(sp_job_t *job, sp_slice_t text, int line, int gap);

/** End the row. A code that was there already is the job's fault, and the row
 *  is not kept. */
void sp_row_end(sp_job_t *job);

/** The width that a document's paragraphs are wrapped at, or 0. */
apr_size_t sp_lines_width(const sp_job_t *job);

/**
 * Whether a sentence goes on from the line before to this one, in a document
 * that is wrapped at @a width. @a full: only where this one's first word had
 * no room there.
 */
int sp_line_is_cut(const sp_line_t *line, apr_size_t width, int full);

/** A title, table caption, head of a column: left out between rows. */
int sp_is_title(sp_slice_t line);

/** A feedback prompt, a copyright ...: what stands behind the last row. */
int sp_is_footer(sp_slice_t line);

/** A group of codes instead of one: "4xx", "4XX Client errors". */
int sp_is_class(sp_slice_t line);

/* dom.c, pipes.c, csv.c, stacked.c, text.c: each reads the document into
 * tables where it has that shape, and gives the shape's name; else NULL. Any
 * document is plain text. */

const char *sp_dom_read(sp_job_t *job);
const char *sp_pipes_read(sp_job_t *job);
const char *sp_csv_read(sp_job_t *job);
const char *sp_stacked_read(sp_job_t *job);
const char *sp_text_read(sp_job_t *job);

/** Whether a document says that it is OpenAPI. */
int sp_openapi_is(const char *text, apr_size_t len);

/** Read it; a fault where it can't be read. Gives the shape's name. */
const char *sp_openapi_read(sp_job_t *job, const char *text, apr_size_t len);

#endif /* SP_IMPORT_JOB_H */
