/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The reference: the catalogue of a look as the page that documentation is,
 * a table of code, message and description, or as JSON. */
#ifndef SP_REFERENCE_H
#define SP_REFERENCE_H

#include "page.h"

typedef struct sp_reference_t {
    const char *base;     /* its path, as "/status", without a last slash */
    int code;             /* 0: the whole table */
    int json;             /* else HTML */
    const char *language; /* one that the look offers */
} sp_reference_t;

/** Whether the catalogue or the administrator has something on a code. */
int sp_reference_has(const sp_look_t *look, int code);

/** Make the page in @a pool; its plan reads no live fact of a request. */
apr_status_t sp_reference_make(sp_page_t **page, const sp_look_t *look,
                               const sp_reference_t *wish, apr_pool_t *pool,
                               sp_error_t *err);

#endif /* SP_REFERENCE_H */
