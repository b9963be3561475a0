/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Escapers. Input: any bytes. Oracle: escaped.h. */
#include "bytes.h"
#include "escaped.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes_t b = fuzz_begin(data, size);

    escaped_check(b.pool, apr_pstrmemdup(b.pool, (const char *)data, size),
                  size);
    fuzz_accepted++; /* it takes whatever comes */
    return fuzz_end(&b);
}
