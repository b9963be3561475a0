/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where a key stands in a JSON text, for faults in files that are valid JSON
 * but say something that can't be meant. */
#ifndef SP_JSON_PLACE_H
#define SP_JSON_PLACE_H

#include <apr_pools.h>

/**
 * Find the key path[0] in the outermost object, path[1] in its value, and so
 * on, and give its line and column (bytes, from 1). Where a key is not found
 * (or is written with escapes), the place is that of the last one found;
 * 0 and 0 where there is none. Linear in @a len, allocates nothing.
 */
void sp_json_place(const char *text, apr_size_t len, const char *const *path,
                   int depth, int *line, int *col);

/** Line and column, both from 1, of a byte offset; past the end is the end. */
void sp_text_place(const char *text, apr_size_t len, apr_size_t offset,
                   int *line, int *col);

#endif /* SP_JSON_PLACE_H */
