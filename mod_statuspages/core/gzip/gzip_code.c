/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Huffman codes of bounded length, and how a block tells them; see
 * gzip_code.h and RFC 1951, 3.2.2 and 3.2.7. */
#include "gzip/gzip_code.h"

#include <stdlib.h>

typedef unsigned char byte_t;

/* Lengths of codes are themselves written in a code. */
#define LENGTH_SYMBOLS 19
#define LENGTH_CODE_MAX 7
#define REPEAT_LAST 16  /* 3 to 6 times */
#define REPEAT_ZERO 17  /* 3 to 10 times */
#define REPEAT_ZEROS 18 /* 11 to 138 times */

#define ALL (SP_GZIP_SYMBOLS + SP_GZIP_DISTANCES)

sp_gzip_symbol_t sp_gzip_length(unsigned int len)
{
    sp_gzip_symbol_t s = {28, 0, 0};

    if (len < SP_GZIP_MATCH_MAX) { /* which has a symbol of its own */
        s = sp_gzip_symbol(len - SP_GZIP_MATCH_MIN, 2);
    }
    s.symbol += SP_GZIP_FIRST_LENGTH;
    return s;
}

/* A symbol, or two nodes joined. */
typedef struct node_t {
    apr_uint32_t often;
    int symbol;
    int parent;
} node_t;

/* Seldom ones first; in one order on every machine. */
static int compare(const void *a, const void *b)
{
    const node_t *x = a;
    const node_t *y = b;

    if (x->often != y->often) {
        return x->often < y->often ? -1 : 1;
    }
    return x->symbol - y->symbol;
}

/* Join the seldomest two until one is left: symbols wait sorted in front of
 * @a count, joined nodes behind, sorted by the order of their making. */
static void join(node_t *nodes, int count)
{
    int leaf = 0;
    int joined = count;
    int made, k;

    for (made = count; made < 2 * count - 1; made++) {
        nodes[made].often = 0;
        for (k = 0; k < 2; k++) {
            int take_leaf =
                leaf < count &&
                (joined >= made || nodes[leaf].often <= nodes[joined].often);
            node_t *node = &nodes[take_leaf ? leaf++ : joined++];

            node->parent = made;
            nodes[made].often += node->often;
        }
    }
}

/* The lengths of an unbounded code; returns the longest. */
static int measure(const apr_uint32_t *often, int count, byte_t *lengths)
{
    node_t nodes[2 * SP_GZIP_SYMBOLS];
    int depth[2 * SP_GZIP_SYMBOLS];
    int used = 0;
    int i;

    for (i = 0; i < count; i++) {
        lengths[i] = 0;
        if (often[i] > 0) {
            nodes[used++] = (node_t){often[i], i, 0};
        }
    }
    qsort(nodes, (size_t)used, sizeof(*nodes), compare);
    join(nodes, used);
    depth[2 * used - 2] = 0;
    for (i = 2 * used - 3; i >= 0; i--) {
        depth[i] = depth[nodes[i].parent] + 1;
        if (i < used) {
            lengths[nodes[i].symbol] = (byte_t)depth[i];
        }
    }
    return depth[0]; /* of the seldomest */
}

/* A code that is too long gets shorter when what is seldom counts for more. */
static void make_lengths(const apr_uint32_t *often, int count, int limit,
                         byte_t *lengths)
{
    apr_uint32_t level[SP_GZIP_SYMBOLS];
    int i;

    memcpy(level, often, (size_t)count * sizeof(*level));
    while (measure(level, count, lengths) > limit) {
        for (i = 0; i < count; i++) {
            level[i] = level[i] > 0 ? level[i] >> 1 | 1 : 0;
        }
    }
}

static unsigned int reversed(unsigned int code, unsigned int count)
{
    unsigned int r = 0;

    for (; count > 0; count--, code >>= 1) {
        r = r << 1 | (code & 1);
    }
    return r;
}

/* Codes follow from lengths: shorter first, then by symbol. */
static void make_codes(const byte_t *lengths, int count, sp_gzip_code_t *codes)
{
    unsigned int next = 0;
    unsigned int len;
    int i;

    for (len = 1; len <= SP_GZIP_CODE_MAX; len++, next <<= 1) {
        for (i = 0; i < count; i++) {
            if (lengths[i] == len) {
                codes[i] = SP_GZIP_CODE(reversed(next++, len), len);
            }
        }
    }
}

static void make_alphabet(const apr_uint32_t *often, int count, int limit,
                          sp_gzip_code_t *codes)
{
    byte_t lengths[SP_GZIP_SYMBOLS];

    memset(codes, 0, (size_t)count * sizeof(*codes));
    make_lengths(often, count, limit, lengths);
    make_codes(lengths, count, codes);
}

void sp_gzip_codes_make(sp_gzip_codes_t *codes,
                        const sp_gzip_frequencies_t *often)
{
    make_alphabet(often->symbol, SP_GZIP_SYMBOLS, SP_GZIP_CODE_MAX,
                  codes->symbol);
    make_alphabet(often->distance, SP_GZIP_DISTANCES, SP_GZIP_CODE_MAX,
                  codes->distance);
}

/* A word about lengths: one, or how often to repeat. */
typedef struct word_t {
    byte_t symbol;
    byte_t extra;
    byte_t count; /* bits of extra */
} word_t;

static int at_most(int n, int max)
{
    return n < max ? n : max;
}

/* Tell the lengths at @a in in as few words as repeats allow. */
static int tell(const byte_t *in, int count, word_t *words)
{
    word_t *w = words;
    int i = 0;

    while (i < count) {
        int run = 1;

        while (i + run < count && in[i + run] == in[i]) {
            run++;
        }
        if (in[i] == 0 && run >= 3) {
            run = at_most(run, 138);
            *w++ = run < 11 ? (word_t){REPEAT_ZERO, (byte_t)(run - 3), 3}
                            : (word_t){REPEAT_ZEROS, (byte_t)(run - 11), 7};
        }
        else if (run >= 3 && i > 0 && in[i - 1] == in[i]) {
            run = at_most(run, 6);
            *w++ = (word_t){REPEAT_LAST, (byte_t)(run - 3), 2};
        }
        else {
            run = 1;
            *w++ = (word_t){in[i], 0, 0};
        }
        i += run;
    }
    return (int)(w - words);
}

/* All lengths in a row, without the zeros behind the last length symbol. */
static int collect(const sp_gzip_codes_t *codes, byte_t *lengths, int *symbols)
{
    int used = SP_GZIP_SYMBOLS;
    int i;

    while (SP_GZIP_CODE_COUNT(codes->symbol[used - 1]) == 0) {
        used--; /* the end of a block always has a code */
    }
    for (i = 0; i < used; i++) {
        lengths[i] = (byte_t)SP_GZIP_CODE_COUNT(codes->symbol[i]);
    }
    for (i = 0; i < SP_GZIP_DISTANCES; i++) {
        lengths[used + i] = (byte_t)SP_GZIP_CODE_COUNT(codes->distance[i]);
    }
    *symbols = used;
    return used + SP_GZIP_DISTANCES;
}

static void put_code(sp_gzip_bits_t *bits, sp_gzip_code_t code)
{
    sp_gzip_bits_put(bits, SP_GZIP_CODE_BITS(code), SP_GZIP_CODE_COUNT(code));
}

/* The lengths of the code for lengths, in the order that deflate wants. */
static void put_length_code(sp_gzip_bits_t *bits, const sp_gzip_code_t *codes)
{
    static const byte_t order[LENGTH_SYMBOLS] = {
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    unsigned int used = LENGTH_SYMBOLS;
    unsigned int i;

    while (used > 4 && codes[order[used - 1]] == 0) {
        used--;
    }
    sp_gzip_bits_put(bits, used - 4, 4);
    for (i = 0; i < used; i++) {
        sp_gzip_bits_put(bits, SP_GZIP_CODE_COUNT(codes[order[i]]), 3);
    }
}

void sp_gzip_codes_write(const sp_gzip_codes_t *codes, sp_gzip_bits_t *bits)
{
    apr_uint32_t often[LENGTH_SYMBOLS] = {0};
    sp_gzip_code_t length_codes[LENGTH_SYMBOLS];
    byte_t lengths[ALL];
    word_t words[ALL];
    int symbols, i;
    int count = collect(codes, lengths, &symbols);

    /* Two lengths at least: a complete code of 257 symbols or more needs. */
    count = tell(lengths, count, words);
    for (i = 0; i < count; i++) {
        often[words[i].symbol]++;
    }
    make_alphabet(often, LENGTH_SYMBOLS, LENGTH_CODE_MAX, length_codes);
    sp_gzip_bits_put(bits, 1 | 2 << 1, 3); /* the last; with its own codes */
    sp_gzip_bits_put(bits, (unsigned int)symbols - SP_GZIP_FIRST_LENGTH, 5);
    sp_gzip_bits_put(bits, SP_GZIP_DISTANCES - 1, 5);
    put_length_code(bits, length_codes);
    for (i = 0; i < count; i++) {
        put_code(bits, length_codes[words[i].symbol]);
        sp_gzip_bits_put(bits, words[i].extra, words[i].count);
    }
}
