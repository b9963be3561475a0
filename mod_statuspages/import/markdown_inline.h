/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What stands within a paragraph of Markdown: emphasis, code, links, tags,
 * references, escapes. Between markdown.c and markdown_inline.c only. */
#ifndef SP_IMPORT_MARKDOWN_INLINE_H
#define SP_IMPORT_MARKDOWN_INLINE_H

#include "import/slice.h"

#include <apr_hash.h>

/** Runs of marks that are looked for in pairs are no longer than this. */
#define SP_INLINE_RUN 8

/** The text as far as it is read. */
typedef struct sp_inline_t {
    apr_pool_t *pool;
    char *text;
    apr_size_t len;
    int gap;            /* an empty line is due before what comes next */
    int is_cell;        /* where only a <br> begins a paragraph */
    apr_hash_t *labels; /* of links, see target.h, or NULL */
    sp_slice_t first;   /* where the first link leads, wherever that is */
    const char *link;   /* the first link's address */
    int links;          /* how many different ones, 2 for more */
    /* up to where no closing run of that mark and length was found */
    const char *nowhere[4][SP_INLINE_RUN + 1];
} sp_inline_t;

/** Begin, for a source of less than @a size bytes. */
void sp_inline_begin(sp_inline_t *out, apr_size_t size, apr_pool_t *pool);

/** What comes next is a paragraph of its own. */
void sp_inline_gap(sp_inline_t *out);

/** What comes next is a line of its own. */
void sp_inline_break(sp_inline_t *out);

/** Read a paragraph, whose lines are divided by line feeds. */
void sp_inline_read(sp_inline_t *out, const char *p, apr_size_t len);

/** Add what is no markup. */
void sp_inline_literal(sp_inline_t *out, const char *p, apr_size_t len);

/** The one link of all, or NULL. */
const char *sp_inline_link(const sp_inline_t *out);

/** The text, which ends here. */
const char *sp_inline_end(sp_inline_t *out);

#endif /* SP_IMPORT_MARKDOWN_INLINE_H */
