/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The gallery: every code in every format, language and theme to look at,
 * with the headers and body that a client would get. */
#ifndef SP_GALLERY_H
#define SP_GALLERY_H

#include "library.h"
#include "page.h"

#include <apr_tables.h>

typedef struct sp_gallery_t {
    const char *base;  /* the reference's path, as "/status" */
    const char *theme; /* chosen: names of what there is */
    const char *catalog;
    const char *language;
    sp_format_t format;
    int code;
    const char *reader;         /* the language of the gallery's own words */
    const apr_table_t *headers; /* of the answer that is shown; its status line
                                   may stand before them, without a value */
    const char *body;
} sp_gallery_t;

/** Whether the gallery lists a code: one that can have a page, and words. */
int sp_gallery_has(const sp_look_t *look, int code);

/** Make the page in @a pool. */
apr_status_t sp_gallery_make(sp_page_t **page, const sp_look_t *look,
                             const sp_gallery_t *wish, apr_pool_t *pool,
                             sp_error_t *err);

#endif /* SP_GALLERY_H */
