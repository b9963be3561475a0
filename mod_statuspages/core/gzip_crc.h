/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The CRC-32 of texts that are joined. What a CRC becomes when n bytes follow
 * is linear in its bits: asked of zlib's crc32_combine() once for each bit of
 * one byte, it is told by looking into tables, in 50 steps of the processor.
 * (crc32_combine_op() takes 200.) */
#ifndef SP_GZIP_CRC_H
#define SP_GZIP_CRC_H

#include "gzip_bits.h"

#include <zlib.h>

/* By the higher and the lower four bits of a byte. */
typedef struct sp_gzip_shift_t {
    apr_uint32_t high[16];
    apr_uint32_t low[16];
} sp_gzip_shift_t;

/** For texts of @a len bytes. */
static inline void sp_gzip_shift_make(sp_gzip_shift_t *shift, apr_uint32_t len)
{
    unsigned int i, k;

    for (i = 0; i < 16; i++) {
        shift->high[i] = 0;
        shift->low[i] = 0;
    }
    for (k = 1; k < 16; k <<= 1) {
        apr_uint32_t high =
            (apr_uint32_t)crc32_combine((uLong)k << 28, 0, (z_off_t)len);
        apr_uint32_t low =
            (apr_uint32_t)crc32_combine((uLong)k << 24, 0, (z_off_t)len);

        for (i = k; i < 16; i = (i + 1) | k) {
            shift->high[i] ^= high;
            shift->low[i] ^= low;
        }
    }
}

SP_GZIP_INLINE apr_uint32_t sp_gzip_crc_shift(const sp_gzip_shift_t *shift,
                                              apr_uint32_t byte)
{
    return shift->high[byte >> 4 & 15] ^ shift->low[byte & 15];
}

/** The CRC of a text whose CRC is @a crc and another, of @a shift's length,
 *  whose CRC is @a next. @a table is get_crc_table(). */
SP_GZIP_INLINE apr_uint32_t sp_gzip_crc_join(const sp_gzip_shift_t *shift,
                                             const z_crc_t *table,
                                             apr_uint32_t crc,
                                             apr_uint32_t next)
{
    /* The lowest byte holds the highest powers, so it comes first and is
     * shifted on by those that follow. */
    apr_uint32_t sum = sp_gzip_crc_shift(shift, crc);

    sum = sum >> 8 ^ table[sum & 0xFF] ^ sp_gzip_crc_shift(shift, crc >> 8);
    sum = sum >> 8 ^ table[sum & 0xFF] ^ sp_gzip_crc_shift(shift, crc >> 16);
    sum = sum >> 8 ^ table[sum & 0xFF] ^ sp_gzip_crc_shift(shift, crc >> 24);
    return sum ^ next;
}

#endif /* SP_GZIP_CRC_H */
