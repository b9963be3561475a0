/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A documentation page of status codes -> a catalogue with its words
 * untouched: plain text, Markdown, HTML, CSV, OpenAPI. Knows what such pages
 * look like; refuses to know files, options and terminals. */
#ifndef SP_IMPORT_H
#define SP_IMPORT_H

#include "base/diag.h"
#include <jansson.h>

/** The most that is read of a document, in bytes. */
#define SP_IMPORT_MAX 8388608 /* 8 MB */
/** The most lines that are not blank. */
#define SP_IMPORT_MAX_LINES 100000
/** The longest message and description, in bytes. */
#define SP_IMPORT_MAX_MESSAGE 200
#define SP_IMPORT_MAX_DESCRIPTION 32768
/** So many notes are kept one by one; the rest is counted. */
#define SP_IMPORT_MAX_NOTES 1000
/** The most languages of one table. */
#define SP_IMPORT_LANGUAGES 4

typedef enum sp_import_kind_t {
    SP_IMPORT_LEFT_OUT, /* the page's furniture: not in the catalogue */
    SP_IMPORT_KEPT,     /* in the catalogue, but worth a look */
    SP_IMPORT_UNCLEAR   /* looked like a row, is not in the catalogue */
} sp_import_kind_t;

/** What was done with a line that is no plain part of a row. */
typedef struct sp_import_note_t {
    int line; /* from 1 */
    sp_import_kind_t kind;
    const char *text; /* the line or cell, as it stands */
    const char *why;  /* the end of a sentence, or NULL where plain */
    /* where in a document that is a tree: "GET /ships 404"; its line is 0 */
    const char *place;
} sp_import_note_t;

/** Whose words a row has. */
typedef enum sp_import_share_t {
    SP_IMPORT_OWN,    /* its own, or it is the first of several codes */
    SP_IMPORT_SHARED, /* those of the row before it: "401 / 403" */
    SP_IMPORT_CLASS   /* those of its class, "5xx"; a note lists the codes */
} sp_import_share_t;

/** One code, as the document has it. */
typedef struct sp_import_row_t {
    int code;
    int line;         /* where it begins, from 1; 0 in a tree */
    int language;     /* which of the result's languages */
    const char *name; /* of a problem, the API's own code; NULL: the status */
    const char *message;
    const char *description; /* paragraphs are separated by "\n\n"; may be "" */
    const char *retry;       /* "modify", "later", "after", or NULL */
    const char *told;        /* the cell that this is taken from, or NULL */
    const char *url;         /* of its documentation, or NULL */
    sp_import_share_t share; /* whether the words stand for other codes, too */
} sp_import_row_t;

/** What a catalogue extends that has no words but its own. */
#define SP_IMPORT_ALONE "null"

/** What the catalogue says about itself. */
typedef struct sp_import_about_t {
    const char *name;
    const char *language;
    const char *extends; /* SP_IMPORT_ALONE: nothing */
    const char *title;   /* or NULL */
    int which;           /* of the result's languages */
} sp_import_about_t;

typedef struct sp_import_t {
    const char *shape;           /* "a pipe table" ... */
    const sp_import_row_t *rows; /* in the document's order */
    int row_count;
    const sp_import_note_t *notes; /* in the document's order */
    int note_count;
    int more;    /* notes that were only counted ... */
    int more_to; /* ... up to this line */
    int unclear; /* how many notes are SP_IMPORT_UNCLEAR */
    const char *languages[SP_IMPORT_LANGUAGES]; /* NULL: the document's */
    int language_count;                         /* at least 1 */
    sp_import_about_t about; /* what the document says of it, or NULLs */
} sp_import_t;

/** Which part of a document is meant; all zero: what looks like it. */
typedef struct sp_import_part_t {
    int table;           /* its number, from 1 */
    const char *section; /* the heading that it stands below */
} sp_import_part_t;

/**
 * Read the document @a text of @a len bytes, which @a file is the name of;
 * more than SP_IMPORT_MAX of it is a fault, so a caller that has more hands
 * over one byte above that. Everything is copied to @a pool. Time grows with
 * the length, and no document takes more than 64 MB of memory, OpenAPI 128.
 *
 * APR_SUCCESS means that there are rows, each code once, and that every word
 * is in a row or in a note; rows that were not understood are in the notes
 * (result->unclear), it is the caller's choice to refuse then. Otherwise a
 * fault with its line. *@a result is NULL where the text could not be looked
 * at, else it has the notes even with a fault.
 */
apr_status_t sp_import(const sp_import_t **result, const char *file,
                       const char *text, apr_size_t len, apr_pool_t *pool,
                       sp_error_t *err);

/** The same for a part of the document; @a part may be NULL. */
apr_status_t sp_import_part(const sp_import_t **result, const char *file,
                            const char *text, apr_size_t len,
                            const sp_import_part_t *part, apr_pool_t *pool,
                            sp_error_t *err);

/**
 * The catalogue file, ordered by code, with a line feed at its end; what
 * sp_catalog_parse() reads. NULL where memory is short.
 */
const char *sp_import_json(const sp_import_t *import,
                           const sp_import_about_t *about, apr_pool_t *pool);

/** As json_dumps(), into @a pool: whole, or NULL where memory was short (or
 *  @a root is NULL). json_dumps() writes on where a key found no room. */
const char *sp_json_text(const json_t *root, size_t flags, apr_pool_t *pool);

#endif /* SP_IMPORT_H */
