/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pools hide from AddressSanitizer what is written past a block, or read when
 * the pool is gone. Linked into every target, between it and APR (the linker's
 * --wrap), this gives each block of the code under test a malloc() of its own,
 * freed with its pool. */
#include "bytes.h"

#include <apr_strings.h>

typedef union block_t {
    union block_t *next;
    long double aligned;
} block_t;

typedef struct blocks_t {
    block_t *first;
    struct blocks_t *next;
    struct blocks_t **before;
} blocks_t;

int fuzz_accepted;

static blocks_t *all; /* for LeakSanitizer, which does not look into pools */
static apr_pool_t *recent_pool;
static blocks_t *recent;

static apr_status_t release(void *data)
{
    blocks_t *blocks = data;

    while (blocks->first != NULL) {
        block_t *next = blocks->first->next;
        free(blocks->first);
        blocks->first = next;
    }
    if (blocks == recent) {
        recent_pool = NULL;
    }
    *blocks->before = blocks->next;
    if (blocks->next != NULL) {
        blocks->next->before = blocks->before;
    }
    free(blocks);
    return APR_SUCCESS;
}

static blocks_t *create(void)
{
    blocks_t *blocks = calloc(1, sizeof(*blocks));

    if (blocks == NULL) {
        abort();
    }
    blocks->next = all;
    blocks->before = &all;
    if (all != NULL) {
        all->before = &blocks->next;
    }
    all = blocks;
    return blocks;
}

/* Seen from outside, because APR itself refers to them for the linker. */
#pragma GCC visibility push(default)
void *__wrap_apr_palloc(apr_pool_t *pool, apr_size_t size);
void *__wrap_apr_pcalloc(apr_pool_t *pool, apr_size_t size);
char *__wrap_apr_pstrdup(apr_pool_t *pool, const char *text);
char *__wrap_apr_pstrmemdup(apr_pool_t *pool, const char *text, apr_size_t n);
char *__wrap_apr_pstrndup(apr_pool_t *pool, const char *text, apr_size_t n);
#pragma GCC visibility pop

void *__wrap_apr_palloc(apr_pool_t *pool, apr_size_t size)
{
    static const char key[] = "sp-fuzz";
    block_t *block = malloc(sizeof(*block) + size);
    void *found = recent;

    if (block == NULL) {
        abort();
    }
    if (pool != recent_pool) {
        apr_pool_userdata_get(&found, key, pool);
        if (found == NULL) {
            found = create();
            apr_pool_userdata_setn(found, key, release, pool);
        }
        recent_pool = pool;
        recent = found;
    }
    block->next = recent->first;
    recent->first = block;
    return block + 1;
}

void *__wrap_apr_pcalloc(apr_pool_t *pool, apr_size_t size)
{
    return memset(__wrap_apr_palloc(pool, size), 0, size);
}

char *__wrap_apr_pstrmemdup(apr_pool_t *pool, const char *text, apr_size_t n)
{
    char *copy;

    if (text == NULL) {
        return NULL;
    }
    copy = __wrap_apr_palloc(pool, n + 1);
    memcpy(copy, text, n);
    copy[n] = '\0';
    return copy;
}

char *__wrap_apr_pstrdup(apr_pool_t *pool, const char *text)
{
    return text ? __wrap_apr_pstrmemdup(pool, text, strlen(text)) : NULL;
}

char *__wrap_apr_pstrndup(apr_pool_t *pool, const char *text, apr_size_t n)
{
    return text ? __wrap_apr_pstrmemdup(pool, text, strnlen(text, n)) : NULL;
}
