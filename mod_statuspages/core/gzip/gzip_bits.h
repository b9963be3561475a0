/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A writer of bits in deflate's order, the lowest first. It stores eight bytes
 * at a time, so seven bytes of room past the last one written are needed. Here
 * because both the preparation and the hot path stand on it. */
#ifndef SP_GZIP_BITS_H
#define SP_GZIP_BITS_H

#include <apr.h>
#include <string.h>

/* The writer is worth most while its members are in registers, for which all
 * of this must be a part of its caller. */
#define SP_GZIP_INLINE static inline __attribute__((always_inline))

typedef struct sp_gzip_bits_t {
    unsigned char *out;
    apr_uint64_t waiting; /* bits that do not fill a byte yet */
    unsigned int count;   /* how many; below 8 between calls */
} sp_gzip_bits_t;

/** Eight bytes as a number, whatever the machine's order. */
SP_GZIP_INLINE apr_uint64_t sp_gzip_bits_load(const unsigned char *in)
{
    apr_uint64_t v;

    memcpy(&v, in, sizeof(v));
#if APR_IS_BIGENDIAN
    v = __builtin_bswap64(v);
#endif
    return v;
}

SP_GZIP_INLINE void sp_gzip_bits_store(unsigned char *out, apr_uint64_t v)
{
#if APR_IS_BIGENDIAN
    v = __builtin_bswap64(v);
#endif
    memcpy(out, &v, sizeof(v));
}

/** Let go of all whole bytes. */
SP_GZIP_INLINE void sp_gzip_bits_flush(sp_gzip_bits_t *b)
{
    sp_gzip_bits_store(b->out, b->waiting);
    b->out += b->count >> 3;
    b->waiting >>= b->count & 56;
    b->count &= 7;
}

/** Write the lowest @a count bits of @a bits, at most 56; the others are 0. */
SP_GZIP_INLINE void sp_gzip_bits_put(sp_gzip_bits_t *b, apr_uint64_t bits,
                                     unsigned int count)
{
    b->waiting |= bits << b->count;
    b->count += count;
    sp_gzip_bits_flush(b);
}

/** Write @a count bits that begin at @a in, after which seven more bytes can
 *  be read. Returns the byte behind them. */
SP_GZIP_INLINE const unsigned char *
sp_gzip_bits_copy(sp_gzip_bits_t *b, const unsigned char *in, apr_size_t count)
{
    apr_uint64_t v = sp_gzip_bits_load(in);

    for (; count >= 64; count -= 64) {
        sp_gzip_bits_store(b->out, b->waiting | v << b->count);
        b->out += 8;
        b->waiting = v >> 1 >> (63 - b->count);
        in += 8;
        v = sp_gzip_bits_load(in);
    }
    in += (count + 7) / 8;
    if (count > 56) {
        sp_gzip_bits_put(b, v & 0xFFFFFFFF, 32);
        v >>= 32;
        count -= 32;
    }
    sp_gzip_bits_put(b, v & ((APR_UINT64_C(1) << count) - 1),
                     (unsigned int)count);
    return in;
}

#endif /* SP_GZIP_BITS_H */
