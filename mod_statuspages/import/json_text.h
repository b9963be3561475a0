/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* JSON as text that is whole or is not there. json_dumps() writes on where a
 * key found no room. */
#ifndef SP_JSON_TEXT_H
#define SP_JSON_TEXT_H

#include <apr_pools.h>
#include <jansson.h>

/** As json_dumps(), into @a pool; NULL where memory was short, and for NULL. */
const char *sp_json_text(const json_t *root, size_t flags, apr_pool_t *pool);

#endif /* SP_JSON_TEXT_H */
