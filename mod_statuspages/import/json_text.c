/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* JSON as text that is whole or is not there; see import.h. */
#include "import/import.h"

#include <apr_tables.h>

/* The room is the pool's, and so never short in silence. */
static int append(const char *bytes, size_t len, void *baton)
{
    apr_array_header_t *text = baton;
    size_t i;

    for (i = 0; i < len; i++) {
        APR_ARRAY_PUSH(text, char) = bytes[i];
    }
    return 0;
}

const char *sp_json_text(const json_t *root, size_t flags, apr_pool_t *pool)
{
    apr_array_header_t *text = apr_array_make(pool, 4096, 1);

    if (json_dump_callback(root, append, text, flags) != 0) {
        return NULL;
    }
    APR_ARRAY_PUSH(text, char) = '\0';
    return text->elts;
}
