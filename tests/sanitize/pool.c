/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pools without pages: each block is a malloc() of its own and is freed with
 * its pool, so that sanitizers see a step past it, a look at it when its pool
 * is gone, and what is lost with it. Linked into test programs, or preloaded
 * into httpd, it stands before APR, whose own arrays, tables and hashes call
 * it as well.
 *
 * Built without a sanitizer and with spin locks that none of them sees: a lock
 * that ThreadSanitizer knew would put every allocation in an order, and hide
 * the races around it. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* RTLD_NEXT */
#endif
#include <apr_pools.h>
#include <apr_strings.h>

#include <dlfcn.h>
#include <sched.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS 4096 /* a power of two */

typedef union block_t {
    union block_t *next;
    long double aligned;
} block_t;

/* A pool that has blocks. One thread at a time uses it, as APR demands. */
typedef struct owner_t {
    apr_pool_t *pool;
    block_t *blocks;
    struct owner_t *next;
} owner_t;

typedef struct slot_t {
    owner_t *first;
    char busy;
} slot_t;

/* LeakSanitizer begins here: what a living pool refers to is not lost. */
static slot_t slots[SLOTS];

static __thread int in_apr;      /* APR works for us: it gets its own memory */
static __thread int ending;      /* pools that are being cleared just now */
static __thread owner_t *doomed; /* their blocks, in use until that is over */

/* Seen from outside, because APR itself is to call them. */
#pragma GCC visibility push(default)
#undef apr_pool_clear
#undef apr_pool_destroy
void *apr_palloc(apr_pool_t *pool, apr_size_t size);
char *apr_pvsprintf(apr_pool_t *pool, const char *fmt, va_list args);
void apr_pool_clear(apr_pool_t *pool);
void apr_pool_destroy(apr_pool_t *pool);
#pragma GCC visibility pop

/* The function that ours stands before. */
static void *real(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);

    if (found == NULL) {
        abort();
    }
    return found;
}

static slot_t *lock_slot(const apr_pool_t *pool)
{
    apr_uintptr_t h = (apr_uintptr_t)pool >> 4;
    slot_t *slot = &slots[(h ^ h >> 12) & (SLOTS - 1)];

    while (__atomic_test_and_set(&slot->busy, __ATOMIC_ACQUIRE)) {
        sched_yield();
    }
    return slot;
}

static void unlock_slot(slot_t *slot)
{
    __atomic_clear(&slot->busy, __ATOMIC_RELEASE);
}

static void free_owner(owner_t *owner)
{
    while (owner->blocks != NULL) {
        block_t *next = owner->blocks->next;

        free(owner->blocks);
        owner->blocks = next;
    }
    free(owner);
}

/* The last cleanup of a pool to run, because it was the first to be there.
 * APR has a look at some blocks after it. */
static apr_status_t doom(void *data)
{
    owner_t *owner = data;
    slot_t *slot = lock_slot(owner->pool);
    owner_t **link = &slot->first;

    while (*link != owner) {
        link = &(*link)->next;
    }
    *link = owner->next;
    unlock_slot(slot);
    if (ending == 0) {
        free_owner(owner);
        return APR_SUCCESS;
    }
    owner->next = doomed;
    doomed = owner;
    return APR_SUCCESS;
}

/* As APR does: the pool's own function tells that memory is short. */
static void *memory(apr_pool_t *pool, apr_size_t size)
{
    void *got = malloc(size);
    apr_abortfunc_t tell = apr_pool_abort_get(pool);

    if (got == NULL && tell != NULL) {
        tell(APR_ENOMEM);
    }
    if (got == NULL) {
        abort();
    }
    return got;
}

static owner_t *find(apr_pool_t *pool)
{
    slot_t *slot = lock_slot(pool);
    owner_t *owner = slot->first;

    while (owner != NULL && owner->pool != pool) {
        owner = owner->next;
    }
    unlock_slot(slot);
    return owner;
}

static apr_status_t nothing(void *data)
{
    return APR_SUCCESS;
}

static owner_t *adopt(apr_pool_t *pool)
{
    owner_t *owner = memory(pool, sizeof(*owner));
    slot_t *slot = lock_slot(pool);

    owner->pool = pool;
    owner->blocks = NULL;
    owner->next = slot->first;
    slot->first = owner;
    unlock_slot(slot);
    in_apr = 1;
    apr_pool_cleanup_register(pool, owner, doom, nothing);
    in_apr = 0;
    return owner;
}

void *apr_palloc(apr_pool_t *pool, apr_size_t size)
{
    static void *(*apr)(apr_pool_t *, apr_size_t);
    owner_t *owner;
    block_t *block;

    if (in_apr) {
        if (apr == NULL) {
            *(void **)&apr = real("apr_palloc");
        }
        return apr(pool, size);
    }
    owner = find(pool);
    if (owner == NULL) {
        owner = adopt(pool);
    }
    block = memory(pool, sizeof(*block) + size);
    block->next = owner->blocks;
    owner->blocks = block;
    return block + 1;
}

/* APR writes this one straight into its pages. */
char *apr_pvsprintf(apr_pool_t *pool, const char *fmt, va_list args)
{
    apr_size_t room = 256, len;
    char *text, *copy;

    for (;;) {
        va_list again;

        text = memory(pool, room);
        va_copy(again, args);
        len = (apr_size_t)apr_vsnprintf(text, room, fmt, again);
        va_end(again);
        if (len + 1 < room) { /* else it may have been cut */
            break;
        }
        free(text);
        room *= 2;
    }
    copy = apr_palloc(pool, len + 1);
    memcpy(copy, text, len + 1);
    free(text);
    return copy;
}

static void end(apr_pool_t *pool, const char *how)
{
    void (*apr)(apr_pool_t *);

    *(void **)&apr = real(how);
    ending++;
    apr(pool);
    if (--ending > 0) {
        return;
    }
    while (doomed != NULL) {
        owner_t *next = doomed->next;

        free_owner(doomed);
        doomed = next;
    }
}

void apr_pool_clear(apr_pool_t *pool)
{
    end(pool, "apr_pool_clear");
}

void apr_pool_destroy(apr_pool_t *pool)
{
    end(pool, "apr_pool_destroy");
}
