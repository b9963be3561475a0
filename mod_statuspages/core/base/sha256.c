/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* SHA-256 as APR's random numbers have it; see sha256.h. */
#include "base/sha256.h"

#include <apr_base64.h>
#include <apr_random.h>

#define DIGEST 32

char *sp_sha256_base64(apr_pool_t *pool, const char *data, apr_size_t len)
{
    apr_crypto_hash_t *hash = apr_crypto_sha256_new(pool);
    char *text = apr_palloc(pool, (apr_size_t)apr_base64_encode_len(DIGEST));
    unsigned char digest[DIGEST];

    hash->init(hash);
    hash->add(hash, data, len);
    hash->finish(hash, digest);
    apr_base64_encode_binary(text, digest, DIGEST);
    return text;
}
