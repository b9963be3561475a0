/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Deflate's alphabets (RFC 1951, 3.2.5) and Huffman codes for them. Knows
 * frequencies, lengths and codes; refuses to know texts and plans. */
#ifndef SP_GZIP_CODE_H
#define SP_GZIP_CODE_H

#include "gzip/gzip_bits.h"

/* The longest code of a byte, length or distance. Deflate allows 15; with 12
 * four bytes can be written at a time, and pages lose less than one byte in
 * 200. */
#define SP_GZIP_CODE_MAX 12

/* Bytes are symbols 0 to 255. */
#define SP_GZIP_END 256
#define SP_GZIP_FIRST_LENGTH 257
#define SP_GZIP_SYMBOLS 286
#define SP_GZIP_DISTANCES 30

#define SP_GZIP_MATCH_MIN 3
#define SP_GZIP_MATCH_MAX 258
#define SP_GZIP_WINDOW 32768

/** A code in the order in which its bits are written, behind their number;
 *  with room for a mark of whoever keeps it. */
typedef apr_uint32_t sp_gzip_code_t;
#define SP_GZIP_CODE(bits, count) ((bits) << 6 | (count))
#define SP_GZIP_CODE_BITS(code) ((code) >> 6)
#define SP_GZIP_CODE_COUNT(code) ((code)&63)
#define SP_GZIP_CODE_MARK 0x80000000U

/** A length or distance: a symbol, and bits that follow its code. */
typedef struct sp_gzip_symbol_t {
    unsigned int symbol;
    unsigned int extra;
    unsigned int count;
} sp_gzip_symbol_t;

/* Both alphabets grow alike: 2^k symbols for each doubling of the value, and
 * as many low bits after the code as it takes to tell the rest. */
static inline sp_gzip_symbol_t sp_gzip_symbol(unsigned int value,
                                              unsigned int k)
{
    unsigned int top, count;

    if (value < (2U << k)) {
        return (sp_gzip_symbol_t){value, 0, 0};
    }
    top = 31 - (unsigned int)__builtin_clz(value);
    count = top - k;
    return (sp_gzip_symbol_t){(count << k) + (value >> count),
                              value & ((1U << count) - 1), count};
}

/** @a distance is from 1 to SP_GZIP_WINDOW. */
static inline sp_gzip_symbol_t sp_gzip_distance(unsigned int distance)
{
    return sp_gzip_symbol(distance - 1, 1);
}

/** @a len is from SP_GZIP_MATCH_MIN to SP_GZIP_MATCH_MAX. */
sp_gzip_symbol_t sp_gzip_length(unsigned int len);

/** The codes of one deflate block. */
typedef struct sp_gzip_codes_t {
    sp_gzip_code_t symbol[SP_GZIP_SYMBOLS];
    sp_gzip_code_t distance[SP_GZIP_DISTANCES];
} sp_gzip_codes_t;

/** How often each is expected; 0 is never. Every byte, the end of the block
 *  and every distance is expected, and their sums fit 32 bits. */
typedef struct sp_gzip_frequencies_t {
    apr_uint32_t symbol[SP_GZIP_SYMBOLS];
    apr_uint32_t distance[SP_GZIP_DISTANCES];
} sp_gzip_frequencies_t;

void sp_gzip_codes_make(sp_gzip_codes_t *codes,
                        const sp_gzip_frequencies_t *often);

/** Write the head of a block that is the last of its stream and comes in
 *  these codes; it has less than SP_GZIP_HEAD_MAX bytes. */
#define SP_GZIP_HEAD_MAX 400
void sp_gzip_codes_write(const sp_gzip_codes_t *codes, sp_gzip_bits_t *bits);

#endif /* SP_GZIP_CODE_H */
