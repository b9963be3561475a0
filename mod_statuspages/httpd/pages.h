/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Appearances and pages at request time: from the child's cache where they are
 * kept, made for the request where not. */
#ifndef SP_HTTPD_PAGES_H
#define SP_HTTPD_PAGES_H

#include "httpd/config.h"
#include "page/page.h"

/** Make this child's cache; for child_init. */
void sp_pages_start(void);

/** An appearance, and whether its pages may be kept. */
typedef struct sp_pages_appearance_t {
    const sp_appearance_t *appearance;
    int kept;
} sp_pages_appearance_t;

/** The appearance of a place; its appearance is NULL where none was loaded. */
sp_pages_appearance_t sp_pages_appearance(const sp_dir_t *dir,
                                          apr_pool_t *pool);

/** A page of it; @a language is an index of its list. NULL, with a fault in
 *  @a err, where none can be made. */
const sp_page_t *sp_pages_find(const sp_pages_appearance_t *appearance,
                               int code, sp_format_t format, int language,
                               apr_pool_t *pool, sp_error_t *err);

#endif /* SP_HTTPD_PAGES_H */
