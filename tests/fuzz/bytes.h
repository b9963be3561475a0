/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What every target shares: a reader of the fuzzer's bytes, and what it says
 * when an oracle is hurt. An input is text that a person can read and write:
 * numbers are single characters ('0' is 0, '1' is 1, ...), texts end at a
 * record separator (^^, 0x1e) or at the end. Past the end all is 0 and "". */
#ifndef SP_FUZZ_BYTES_H
#define SP_FUZZ_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <apr_general.h>
#include <apr_pools.h>

/** The target: libFuzzer or standalone.c calls it. Always gives 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_SEPARATOR 0x1e

typedef struct fuzz_bytes_t {
    const uint8_t *p;
    const uint8_t *end;
    apr_pool_t *pool; /* texts are copied there, each alone */
} fuzz_bytes_t;

/** A promise of the code that does not hold for this input. A unit test that
 *  asks the same judges says what is done then. */
#ifndef FUZZ_HOLDS
#define FUZZ_HOLDS(condition, ...)                                             \
    do {                                                                       \
        if (!(condition)) {                                                    \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__,         \
                    #condition);                                               \
            fprintf(stderr, " " __VA_ARGS__);                                  \
            fputc('\n', stderr);                                               \
            abort();                                                           \
        }                                                                      \
    } while (0)
#endif

/** A pool that stays, for what is loaded once. */
static inline apr_pool_t *fuzz_forever(void)
{
    static apr_pool_t *pool;

    if (pool == NULL) {
        apr_initialize();
        apr_pool_create(&pool, NULL);
    }
    return pool;
}

/** How many inputs were accepted so far, as the target has it: a replay in
 *  which everything is refused shows nothing, and fails. In accepted.c. */
extern int fuzz_accepted;

/** Begin to read; makes the pool of this input. */
static inline fuzz_bytes_t fuzz_begin(const uint8_t *data, size_t size)
{
    fuzz_bytes_t b = {data, data + size, NULL};

    apr_pool_create(&b.pool, fuzz_forever());
    return b;
}

static inline int fuzz_end(const fuzz_bytes_t *b)
{
    apr_pool_destroy(b->pool);
    return 0;
}

static inline int fuzz_more(const fuzz_bytes_t *b)
{
    return b->p < b->end;
}

/** A number from 0 to @a below - 1. */
static inline unsigned fuzz_number(fuzz_bytes_t *b, unsigned below)
{
    return b->p < b->end ? (unsigned)(uint8_t)(*b->p++ - '0') % below : 0;
}

/** The next text, with its length; a NUL follows it, and more may be in it. */
static inline char *fuzz_bytes(fuzz_bytes_t *b, size_t *len)
{
    size_t left = (size_t)(b->end - b->p);
    const uint8_t *stop = left ? memchr(b->p, FUZZ_SEPARATOR, left) : NULL;
    char *text;

    *len = stop != NULL ? (size_t)(stop - b->p) : left;
    text = apr_palloc(b->pool, *len + 1);
    if (*len > 0) {
        memcpy(text, b->p, *len);
    }
    text[*len] = '\0';
    b->p += *len + (stop != NULL);
    return text;
}

/** The next text as a string: up to a NUL in it. */
static inline char *fuzz_text(fuzz_bytes_t *b)
{
    size_t len;
    char *text = fuzz_bytes(b, &len);
    char *exact = apr_palloc(b->pool, strlen(text) + 1);

    return strcpy(exact, text); /* a step behind the NUL is seen */
}

/** The next text as a header's value: NULL where it is "-" alone. */
static inline char *fuzz_header(fuzz_bytes_t *b)
{
    char *text = fuzz_text(b);

    return strcmp(text, "-") == 0 ? NULL : text;
}

#endif /* SP_FUZZ_BYTES_H */
