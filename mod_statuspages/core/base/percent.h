/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Bytes as a part of an address. Refuses to know which part: its caller names
 * the signs that stand for themselves there. */
#ifndef SP_PERCENT_H
#define SP_PERCENT_H

#include <apr_pools.h>

/** The signs that mean nothing in any part of an address (RFC 3986, 2.3). */
#define SP_PERCENT_UNRESERVED "-._~"

/**
 * The first @a len bytes of @a text; what is neither an ASCII letter, a digit
 * nor one of @a signs becomes %XX.
 * @return @a text itself where it ends there and nothing has to be changed,
 *         otherwise a copy
 */
const char *sp_percent_encode(apr_pool_t *pool, const char *text,
                              apr_size_t len, const char *signs);

#endif /* SP_PERCENT_H */
