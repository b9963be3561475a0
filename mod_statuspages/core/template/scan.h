/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where the tags of a Mustache text are: delimiters, the kind of a tag, its
 * name, its line and column. Private to template.c. Refuses to know what tags
 * mean to each other. */
#ifndef SP_TEMPLATE_SCAN_H
#define SP_TEMPLATE_SCAN_H

#include "base/diag.h"

/** No delimiter is longer, so that looking for one takes linear time. */
#define SP_DELIMITER_MAX 16
/** No name is longer: it is hashed at each look-up. */
#define SP_NAME_MAX 200

typedef struct sp_delimiter_t {
    char text[1 + SP_DELIMITER_MAX]; /* with } or = before the word */
    apr_size_t len;
} sp_delimiter_t;

typedef struct sp_scan_t {
    const char *file;
    const char *end;  /* of the text */
    const char *mark; /* the place that 'line' and 'bol' are for */
    const char *bol;  /* the beginning of that line */
    int line;
    sp_delimiter_t open;
    sp_delimiter_t close;
    apr_pool_t *pool; /* of names and faults */
    sp_error_t *err;
} sp_scan_t;

/** A tag and what stands around it on its lines. */
typedef struct sp_tag_t {
    char kind;         /* one of # ^ / > < $ ! = & { or 'v' for a plain name */
    const char *name;  /* NULL for ! and = */
    const char *start; /* of the opening delimiter */
    const char *after; /* the closing delimiter */
    int line;
    int col;
    int first;          /* nothing but white space before it on its line */
    const char *indent; /* where that white space begins, else the start */
    const char *next;   /* nothing but white space behind it: the next line */
} sp_tag_t;

/**
 * Begin at @a text with the delimiters that every template begins with. What
 * is no UTF-8 is a fault: a browser would read another character in its place,
 * and make another hash of a style.
 */
apr_status_t sp_scan_begin(sp_scan_t *scan, const char *file, const char *text,
                           apr_size_t len, apr_pool_t *pool, sp_error_t *err);

/** The next tag's first byte at or behind @a from, or the end of the text. */
const char *sp_scan_find(const sp_scan_t *scan, const char *from);

/**
 * Read the tag at @a at; a {{=…=}} takes effect at once. Everything before
 * @a done was read before, and a line begins there or not (@a fresh).
 */
apr_status_t sp_scan_tag(sp_scan_t *scan, const char *at, const char *done,
                         int fresh, sp_tag_t *tag);

/** Line and column of @a at, which is not before the place asked last. */
void sp_scan_locate(sp_scan_t *scan, const char *at, int *line, int *col);

/** The indentation of the first line from @a at on that is not blank. */
const char *sp_scan_indent(const sp_scan_t *scan, const char *at,
                           apr_size_t *len);

#endif /* SP_TEMPLATE_SCAN_H */
