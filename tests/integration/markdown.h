/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The examples of a document: its fenced blocks, each with the heading that
 * it stands under and the file that the words before it name. Knows nothing
 * of what the examples say. */
#ifndef MARKDOWN_H
#define MARKDOWN_H

#include <apr_pools.h>
#include <apr_tables.h>

typedef struct block_t {
    const char *heading; /* the last one before it, without its #; or "" */
    const char *file;    /* "`mytheme/page.html`:" or "`x` says what:" in the
                            line before, or NULL */
    const char *kind;    /* "apache", "html", …; "" where none is named */
    const char *text;
    int line; /* of its first line, from 1 */
} block_t;

/** A document of the project's, as "conf/README.md". Ends the test program
 *  where it is not there. */
char *markdown_read(apr_pool_t *pool, const char *file);

/** All blocks (block_t) of a document, in order; ends the test program where
 *  one is never closed. */
apr_array_header_t *markdown_blocks(apr_pool_t *pool, const char *file);

#endif /* MARKDOWN_H */
