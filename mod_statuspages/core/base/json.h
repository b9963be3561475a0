/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reading JSON, so that a parser without memory is not taken for a fault in
 * the text: jansson tells both alike, most often as "invalid token". */
#ifndef SP_JSON_H
#define SP_JSON_H

#include <apr.h>
#include <jansson.h>

/** As json_loadb(); where memory was short, @a why has no line (0), and its
 *  text says that. */
json_t *sp_json_load(const char *text, apr_size_t len, size_t flags,
                     json_error_t *why);

/** What is said where memory is short. */
#define SP_MEMORY_SHORT "memory is short"

#endif /* SP_JSON_H */
