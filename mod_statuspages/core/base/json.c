/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See json.h. malloc() says it in errno, which no fault of a text sets. */
#include "base/json.h"

#include <errno.h>
#include <string.h>

json_t *sp_json_load(const char *text, apr_size_t len, size_t flags,
                     json_error_t *why)
{
    json_t *root;

    errno = 0;
    root = json_loadb(text, len, flags, why);
    if (root == NULL && errno == ENOMEM) {
        memset(why, 0, sizeof(*why));
        strcpy(why->text, SP_MEMORY_SHORT);
    }
    return root;
}
