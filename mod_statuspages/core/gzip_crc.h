/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The CRC-32 of texts that are joined. What a CRC becomes when n bytes follow
 * is linear in its bits: the answers for the sixteen values of four bits,
 * asked of zlib's crc32_combine() once, are enough to tell it in 64 steps of
 * the processor, where crc32_combine_op() takes 200. */
#ifndef SP_GZIP_CRC_H
#define SP_GZIP_CRC_H

#include <apr.h>
#include <zlib.h>

typedef struct sp_gzip_shift_t {
    apr_uint32_t of[16];
} sp_gzip_shift_t;

/** For texts of @a len bytes. */
static inline void sp_gzip_shift_make(sp_gzip_shift_t *shift, apr_uint32_t len)
{
    unsigned int i;

    for (i = 0; i < 16; i++) {
        shift->of[i] =
            (apr_uint32_t)crc32_combine((uLong)i << 28, 0, (z_off_t)len);
    }
}

/** The CRC of a text whose CRC is @a crc and another, of @a shift's length,
 *  whose CRC is @a next. @a table is get_crc_table(). */
static inline apr_uint32_t sp_gzip_crc_join(const sp_gzip_shift_t *shift,
                                            const z_crc_t *table,
                                            apr_uint32_t crc, apr_uint32_t next)
{
    apr_uint32_t sum = shift->of[crc & 15];
    int i;

    /* The lowest bits are the highest powers: those go on being shifted, four
     * places a step, as the table does it. */
    for (i = 1; i < 8; i++) {
        crc >>= 4;
        sum = sum >> 4 ^ table[(sum & 15) << 4] ^ shift->of[crc & 15];
    }
    return sum ^ next;
}

#endif /* SP_GZIP_CRC_H */
