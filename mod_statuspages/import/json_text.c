/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* JSON as text that is whole or is not there; see import.h. */
#include "import/import.h"

#include <apr_pools.h>

const char *sp_json_text(const json_t *root, size_t flags, apr_pool_t *pool)
{
    size_t len = json_dumpb(root, NULL, 0, flags);
    char *text = len > 0 ? apr_palloc(pool, len + 1) : NULL;

    /* what failed the second time is not whole */
    if (text == NULL || json_dumpb(root, text, len, flags) != len) {
        return NULL;
    }
    text[len] = '\0';
    return text;
}
