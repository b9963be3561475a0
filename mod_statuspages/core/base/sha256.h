/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* SHA-256 for the Content-Security-Policy. APR offers it beside its random
 * numbers, so that nothing else is needed for one hash a plan. */
#ifndef SP_SHA256_H
#define SP_SHA256_H

#include <apr_pools.h>

/** The SHA-256 of @a len bytes at @a data in standard base64 (44 chars). */
char *sp_sha256_base64(apr_pool_t *pool, const char *data, apr_size_t len);

#endif /* SP_SHA256_H */
