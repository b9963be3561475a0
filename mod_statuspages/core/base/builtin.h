/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The files that are embedded: templates/, conf/catalogs/ and, in the command,
 * its own texts. make/embed.sh makes the table. */
#ifndef SP_BUILTIN_H
#define SP_BUILTIN_H

#include <apr_pools.h>

typedef struct sp_builtin_t {
    const char *path; /* "templates/default/page.html" */
    const char *text;
    apr_size_t len;
} sp_builtin_t;

/** The file of that path, or NULL. */
const sp_builtin_t *sp_builtin_find(const char *path);

/** All files, sorted by path. */
const sp_builtin_t *sp_builtin_all(int *count);

#endif /* SP_BUILTIN_H */
