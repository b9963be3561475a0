/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* SHA-256 (FIPS 180-4) of one piece of memory; see sha256.h. For public
 * texts, when a page is planned: neither fast nor made for secrets. */
#include "base/sha256.h"

#include <apr_base64.h>
#include <string.h>

#define BLOCK 64
#define DIGEST 32

static const apr_uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static apr_uint32_t turn(apr_uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static apr_uint32_t load(const unsigned char *p)
{
    return (apr_uint32_t)p[0] << 24 | (apr_uint32_t)p[1] << 16 |
           (apr_uint32_t)p[2] << 8 | p[3];
}

/* The message schedule of one block. */
static void expand(apr_uint32_t *w, const unsigned char *block)
{
    int i;

    for (i = 0; i < 16; i++) {
        w[i] = load(block + 4 * i);
    }
    for (; i < 64; i++) {
        apr_uint32_t a = w[i - 15];
        apr_uint32_t b = w[i - 2];

        w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >> 3) + w[i - 7] +
               (turn(b, 17) ^ turn(b, 19) ^ b >> 10);
    }
}

static void compress(apr_uint32_t *state, const unsigned char *block)
{
    apr_uint32_t w[64];
    apr_uint32_t s[8];
    int i;

    expand(w, block);
    memcpy(s, state, sizeof(s));
    for (i = 0; i < 64; i++) {
        apr_uint32_t e = s[4];
        apr_uint32_t a = s[0];
        apr_uint32_t t1 = s[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) +
                          ((e & s[5]) ^ (~e & s[6])) + constants[i] + w[i];
        apr_uint32_t t2 = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) +
                          ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));

        memmove(s + 1, s, 7 * sizeof(s[0]));
        s[4] += t1;
        s[0] = t1 + t2;
    }
    for (i = 0; i < 8; i++) {
        state[i] += s[i];
    }
}

/* The last one or two blocks: what is left, a one bit, zeros, the length. */
static void finish(apr_uint32_t *state, const unsigned char *rest,
                   apr_size_t left, apr_uint64_t bits)
{
    unsigned char tail[2 * BLOCK] = {0};
    apr_size_t total = left + 9 <= BLOCK ? BLOCK : 2 * BLOCK;
    apr_size_t i;

    if (left > 0) {
        memcpy(tail, rest, left);
    }
    tail[left] = 0x80;
    for (i = 1; i <= 8; i++) {
        tail[total - i] = (unsigned char)(bits & 0xFF);
        bits >>= 8;
    }
    for (i = 0; i < total; i += BLOCK) {
        compress(state, tail + i);
    }
}

char *sp_sha256_base64(apr_pool_t *pool, const char *data, apr_size_t len)
{
    apr_uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                             0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const unsigned char *p = (const unsigned char *)data;
    unsigned char digest[DIGEST];
    apr_size_t left = len;
    char *text;
    int i;

    for (; left >= BLOCK; left -= BLOCK, p += BLOCK) {
        compress(state, p);
    }
    finish(state, p, left, (apr_uint64_t)len * 8);
    for (i = 0; i < DIGEST; i++) {
        digest[i] = (unsigned char)(state[i / 4] >> (24 - 8 * (i % 4)) & 0xFF);
    }
    text = apr_palloc(pool, (apr_size_t)apr_base64_encode_len(DIGEST));
    apr_base64_encode_binary(text, digest, DIGEST);
    return text;
}
