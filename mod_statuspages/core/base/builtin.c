/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Looks embedded files up; see builtin.h and embed.sh. */
#include "base/builtin.h"

#include <stdlib.h>
#include <string.h>

extern const sp_builtin_t sp_builtin_table[];
extern const int sp_builtin_count;

static int compare(const void *path, const void *row)
{
    return strcmp(path, ((const sp_builtin_t *)row)->path);
}

const sp_builtin_t *sp_builtin_find(const char *path)
{
    return bsearch(path, sp_builtin_table, (size_t)sp_builtin_count,
                   sizeof(sp_builtin_table[0]), compare);
}

const sp_builtin_t *sp_builtin_all(int *count)
{
    *count = sp_builtin_count;
    return sp_builtin_table;
}
