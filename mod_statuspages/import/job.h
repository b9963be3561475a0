/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the readers of a documentation page share: its lines, the rows and
 * notes found so far. Between the import_*.c files only. Texts are slices of
 * the document, which ends with a NUL. */
#ifndef SP_IMPORT_JOB_H
#define SP_IMPORT_JOB_H

#include "base/codes.h"
#include "import/import.h"

#include <apr_tables.h>

typedef struct sp_slice_t {
    const char *p;
    apr_size_t len;
} sp_slice_t;

/** A line that is not blank, without the white space around it. */
typedef struct sp_import_line_t {
    sp_slice_t text;
    int number; /* from 1 */
    int gap;    /* a blank line stands before it */
} sp_import_line_t;

/** One document that is being read. */
typedef struct sp_import_job_t {
    const char *file;
    const char *text; /* line ends are line feeds, no byte order mark */
    apr_size_t len;
    const sp_import_line_t *lines;
    int line_count;
    apr_size_t width; /* that paragraphs are wrapped at; 0: they are not */
    apr_pool_t *pool;
    sp_error_t *err;

    apr_array_header_t *rows;  /* sp_import_row_t */
    apr_array_header_t *notes; /* sp_import_note_t */
    int more, more_to, unclear;
    int seen[SP_CODE_COUNT]; /* the line where a code's row begins, or 0 */

    sp_import_row_t open;       /* the row that lines are added to; code 0:
                                   there is none */
    apr_array_header_t *pieces; /* its description: sp_import_line_t */
} sp_import_job_t;

/* lines.c */

/**
 * Copy the text into the job and cut it in lines; a fault where it is no
 * text at all, empty, or too large.
 */
apr_status_t sp_import_lines(sp_import_job_t *job, const char *text,
                             apr_size_t len);

/* slice.c */

/** Without the white space around it: no-break and zero-width ones too. */
sp_slice_t sp_slice_trim(sp_slice_t s);

/** From a place within the slice to its end. */
sp_slice_t sp_slice_from(sp_slice_t s, apr_size_t at);

/** Whether it begins with, or is, @a word (in lower case), case aside. */
int sp_slice_starts(sp_slice_t s, const char *word);
int sp_slice_is(sp_slice_t s, const char *word);

/** Whether its last byte, quotes and brackets aside, ends a sentence. */
int sp_slice_is_sentence(sp_slice_t s);

/**
 * A status code at the beginning, with nothing that continues the number
 * behind it; 0 where there is none. *@a size gets its length.
 */
int sp_slice_code(sp_slice_t s, apr_size_t *size);

/* rows.c */

void sp_import_note(sp_import_job_t *job, int line, sp_import_kind_t kind,
                    sp_slice_t text, const char *why);

/** The lines from @a first up to before @a end are furniture. */
void sp_import_leave_out(sp_import_job_t *job, int first, int end);

/**
 * Begin a row, after ending the one before. A code that was there already
 * is the job's fault, and the row is not kept.
 */
void sp_import_row_begin(sp_import_job_t *job, int code, int line,
                         sp_slice_t message);

/** Add a line to the row's description. @a gap: a new paragraph. */
void sp_import_row_add(sp_import_job_t *job, sp_slice_t text, int line,
                       int gap);

/** End the open row, if any. */
void sp_import_row_end(sp_import_job_t *job);

/* paragraphs.c */

/** The width that a document's paragraphs are wrapped at, or 0. */
apr_size_t sp_import_width(const sp_import_line_t *lines, int count);

/**
 * Whether a sentence goes on from one line to the next, in a document that is
 * wrapped. @a full: only where the next word had no room on the line.
 */
int sp_import_is_cut(const sp_import_line_t *line, const sp_import_line_t *next,
                     apr_size_t width, int full);

/**
 * One description of many lines: wrapped ones joined by a space, paragraphs
 * by an empty line.
 */
const char *sp_import_paragraphs(const sp_import_line_t *lines, int count,
                                 apr_size_t width, apr_pool_t *pool);

/* furniture.c */

/** A title, table caption, head of a column: left out between rows. */
int sp_import_is_title(sp_slice_t line);

/** A feedback prompt, a copyright ...: what stands behind the last row. */
int sp_import_is_footer(sp_slice_t line);

/** A group of codes instead of one: "4xx", "4XX Client errors". */
int sp_import_is_class(sp_slice_t line);

/* text.c, table.c, csv.c: one reader a shape */

void sp_import_text(sp_import_job_t *job);
/** Whether most lines that begin with a code are a pipe table's. */
int sp_import_is_table(const sp_import_job_t *job);
void sp_import_table(sp_import_job_t *job);
/** The separator where the document is CSV, else 0. */
char sp_import_csv_separator(const sp_import_job_t *job);
void sp_import_csv(sp_import_job_t *job, char separator);

#endif /* SP_IMPORT_JOB_H */
