/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The CRC-32 of texts that are joined. What a CRC becomes when n bytes follow
 * is linear in its bits: the answers for the sixteen values of four bits,
 * asked of zlib's crc32_combine() once, are enough to tell it with 16 looks
 * into tables. (crc32_combine_op() takes three times as long.) */
#ifndef SP_GZIP_CRC_H
#define SP_GZIP_CRC_H

#include "gzip_bits.h"

#include <zlib.h>

typedef struct sp_gzip_shift_t {
    apr_uint32_t of[16];
} sp_gzip_shift_t;

/** For texts of @a len bytes. */
static inline void sp_gzip_shift_make(sp_gzip_shift_t *shift, apr_uint32_t len)
{
    unsigned int i;

    /* Of the highest bit; then each lower bit's from the one above it, and
     * sums of both. */
    shift->of[0] = 0;
    shift->of[8] = (apr_uint32_t)crc32_combine(0x80000000, 0, (z_off_t)len);
    for (i = 4; i > 0; i >>= 1) {
        apr_uint32_t above = shift->of[2 * i];

        shift->of[i] = above >> 1 ^ (above & 1 ? 0xEDB88320 : 0);
    }
    for (i = 1; i < 16; i++) {
        shift->of[i] = shift->of[i & (i - 1)] ^ shift->of[i & (0 - i)];
    }
}

/* What a CRC's lowest four bits do to the others when they are pushed out:
 * every sixteenth number of zlib's get_crc_table(). */
static const apr_uint32_t sp_gzip_crc_pushed[16] = {
    0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4,
    0x4DB26158, 0x5005713C, 0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C,
    0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C};

SP_GZIP_INLINE apr_uint32_t sp_gzip_crc_add(const sp_gzip_shift_t *shift,
                                            apr_uint32_t sum, apr_uint32_t four)
{
    return sum >> 4 ^ sp_gzip_crc_pushed[sum & 15] ^ shift->of[four & 15];
}

/** The CRC of a text whose CRC is @a crc and another, of @a shift's length,
 *  whose CRC is @a next. */
SP_GZIP_INLINE apr_uint32_t sp_gzip_crc_join(const sp_gzip_shift_t *shift,
                                             apr_uint32_t crc,
                                             apr_uint32_t next)
{
    apr_uint32_t sum = shift->of[crc & 15];

    /* The lowest bits are the highest powers, so they come first and are
     * shifted on by those that follow. */
    sum = sp_gzip_crc_add(shift, sum, crc >> 4);
    sum = sp_gzip_crc_add(shift, sum, crc >> 8);
    sum = sp_gzip_crc_add(shift, sum, crc >> 12);
    sum = sp_gzip_crc_add(shift, sum, crc >> 16);
    sum = sp_gzip_crc_add(shift, sum, crc >> 20);
    sum = sp_gzip_crc_add(shift, sum, crc >> 24);
    sum = sp_gzip_crc_add(shift, sum, crc >> 28);
    return sum ^ next;
}

#endif /* SP_GZIP_CRC_H */
