/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* JSON where memory is short: a text is not blamed for that by its reader, and
 * what is written is whole or is not there. jansson tells both kinds of fault
 * alike, most often as "invalid token", and writes on where a key found no
 * room. */
#ifndef SP_JSON_H
#define SP_JSON_H

#include <apr_pools.h>
#include <jansson.h>

/** As json_loadb(); where memory was short, @a why has no line (0), and its
 *  text says that. */
json_t *sp_json_load(const char *text, apr_size_t len, size_t flags,
                     json_error_t *why);

/** As json_dumps(), into @a pool; NULL where memory was short, and for NULL. */
const char *sp_json_text(const json_t *root, size_t flags, apr_pool_t *pool);

/** What is said where memory is short. */
#define SP_MEMORY_SHORT "memory is short"

#endif /* SP_JSON_H */
