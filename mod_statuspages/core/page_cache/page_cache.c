/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Two hash tables of linked lists; see page_cache.h. New entries are pushed on
 * the front of their list by compare-and-swap. */
#include "page_cache/page_cache.h"

#include "page_cache/pack.h"

#include <stdlib.h>
#include <string.h>

#define BUCKETS 4096 /* a power of two */

/* What both kinds of entry begin with. */
typedef struct node_t {
    struct node_t *next;
    apr_size_t size; /* of the entry and what it points to */
} node_t;

typedef struct look_node_t {
    node_t node;
    sp_appearance_t *appearance;
    int count;
    unsigned serials[];
} look_node_t;

typedef struct page_node_t {
    node_t node;
    const sp_appearance_t *appearance;
    unsigned key; /* code, format and language */
    sp_page_t *page;
} page_node_t;

struct sp_page_cache_t {
    apr_size_t limit;
    apr_size_t used;
    node_t *looks[BUCKETS];
    node_t *pages[BUCKETS];
};

sp_page_cache_t *sp_page_cache_create(apr_size_t limit)
{
    sp_page_cache_t *store = calloc(1, sizeof(*store));

    if (store != NULL) {
        store->limit = limit;
    }
    return store;
}

static void free_list(node_t *node, int is_page)
{
    while (node != NULL) {
        node_t *next = node->next;
        if (is_page) {
            free(((page_node_t *)node)->page);
        }
        else {
            free(((look_node_t *)node)->appearance);
        }
        free(node);
        node = next;
    }
}

void sp_page_cache_destroy(sp_page_cache_t *store)
{
    int i;

    for (i = 0; store != NULL && i < BUCKETS; i++) {
        free_list(store->looks[i], 0);
        free_list(store->pages[i], 1);
    }
    free(store);
}

apr_size_t sp_page_cache_used(const sp_page_cache_t *store)
{
    return __atomic_load_n(&store->used, __ATOMIC_RELAXED);
}

/* Take room for an entry. Counts first and looks then, so that threads can't
 * pass the bound together. */
static int reserve(sp_page_cache_t *store, apr_size_t size)
{
    apr_size_t used = __atomic_add_fetch(&store->used, size, __ATOMIC_RELAXED);

    if (used <= store->limit) {
        return 1;
    }
    __atomic_sub_fetch(&store->used, size, __ATOMIC_RELAXED);
    return 0;
}

int sp_page_cache_has_room(const sp_page_cache_t *store, apr_size_t size)
{
    return store->limit > size &&
           sp_page_cache_used(store) <= store->limit - size;
}

apr_size_t sp_page_cache_size_of(const sp_page_t *page)
{
    return sizeof(page_node_t) + sp_pack_page_size(page);
}

static void release(sp_page_cache_t *store, apr_size_t size)
{
    __atomic_sub_fetch(&store->used, size, __ATOMIC_RELAXED);
}

static node_t *first(node_t *const *bucket)
{
    return __atomic_load_n(bucket, __ATOMIC_ACQUIRE);
}

/* Publish a finished entry; 0 where the list has changed since @a seen was
 * its first. */
static int push(node_t **bucket, node_t *seen, node_t *node)
{
    node->next = seen;
    return __atomic_compare_exchange_n(bucket, &seen, node, 0, __ATOMIC_RELEASE,
                                       __ATOMIC_RELAXED);
}

static unsigned hash_serials(const unsigned *serials, int count)
{
    unsigned h = 2166136261u;
    int i;

    for (i = 0; i < count; i++) {
        h = (h ^ serials[i]) * 16777619u;
    }
    return (h ^ (h >> 15)) & (BUCKETS - 1);
}

static const look_node_t *find_look(const node_t *node, const unsigned *serials,
                                    int count)
{
    for (; node != NULL; node = node->next) {
        const look_node_t *n = (const look_node_t *)node;
        if (n->count == count &&
            memcmp(n->serials, serials, (size_t)count * sizeof(*serials)) ==
                0) {
            return n;
        }
    }
    return NULL;
}

const sp_appearance_t *sp_page_cache_appearance(const sp_page_cache_t *store,
                                                const unsigned *serials,
                                                int count)
{
    const look_node_t *n = find_look(
        first(&store->looks[hash_serials(serials, count)]), serials, count);

    return n ? n->appearance : NULL;
}

static look_node_t *make_look_node(const unsigned *serials, int count,
                                   const sp_appearance_t *appearance,
                                   apr_size_t own, apr_size_t packed)
{
    look_node_t *n = malloc(own);
    sp_appearance_t *copy = malloc(packed);

    if (n == NULL || copy == NULL) {
        free(n);
        free(copy);
        return NULL;
    }
    sp_pack_appearance(copy, appearance);
    n->node.size = own + packed;
    n->appearance = copy;
    n->count = count;
    memcpy(n->serials, serials, (size_t)count * sizeof(*serials));
    return n;
}

const sp_appearance_t *
sp_page_cache_keep_appearance(sp_page_cache_t *store, const unsigned *serials,
                              int count, const sp_appearance_t *appearance)
{
    node_t **bucket = &store->looks[hash_serials(serials, count)];
    apr_size_t own = sizeof(look_node_t) + (size_t)count * sizeof(*serials);
    apr_size_t packed = sp_pack_appearance_size(appearance);
    look_node_t *n;

    if (!reserve(store, own + packed)) {
        return NULL;
    }
    n = make_look_node(serials, count, appearance, own, packed);
    if (n == NULL) {
        release(store, own + packed);
        return NULL;
    }
    for (;;) {
        node_t *seen = first(bucket);
        const look_node_t *other = find_look(seen, serials, count);
        if (other != NULL) {
            free(n->appearance);
            free(n);
            release(store, own + packed);
            return other->appearance;
        }
        if (push(bucket, seen, &n->node)) {
            return n->appearance;
        }
    }
}

/* Code below 600, format below 8, and up to a million languages. */
static unsigned page_key(int code, sp_format_t format, int language)
{
    return ((unsigned)language << 13) | ((unsigned)code << 3) |
           (unsigned)format;
}

static unsigned hash_page(const sp_appearance_t *appearance, unsigned key)
{
    unsigned h = (unsigned)((size_t)appearance >> 4) * 2654435761u;

    h = (h ^ key) * 2654435761u;
    return (h ^ (h >> 15)) & (BUCKETS - 1);
}

static const page_node_t *
find_page(const node_t *node, const sp_appearance_t *appearance, unsigned key)
{
    for (; node != NULL; node = node->next) {
        const page_node_t *n = (const page_node_t *)node;
        if (n->appearance == appearance && n->key == key) {
            return n;
        }
    }
    return NULL;
}

const sp_page_t *sp_page_cache_page(const sp_page_cache_t *store,
                                    const sp_appearance_t *appearance, int code,
                                    sp_format_t format, int language)
{
    unsigned key = page_key(code, format, language);
    const page_node_t *n = find_page(
        first(&store->pages[hash_page(appearance, key)]), appearance, key);

    return n ? n->page : NULL;
}

static page_node_t *make_page_node(const sp_appearance_t *appearance,
                                   unsigned key, const sp_page_t *page,
                                   apr_size_t packed)
{
    page_node_t *n = malloc(sizeof(*n));
    sp_page_t *copy = malloc(packed);

    if (n == NULL || copy == NULL) {
        free(n);
        free(copy);
        return NULL;
    }
    sp_pack_page(copy, page);
    n->node.size = sizeof(*n) + packed;
    n->appearance = appearance;
    n->key = key;
    n->page = copy;
    return n;
}

const sp_page_t *sp_page_cache_keep_page(sp_page_cache_t *store,
                                         const sp_appearance_t *appearance,
                                         int code, sp_format_t format,
                                         int language, const sp_page_t *page)
{
    unsigned key = page_key(code, format, language);
    node_t **bucket = &store->pages[hash_page(appearance, key)];
    apr_size_t packed = sp_pack_page_size(page);
    apr_size_t size = sp_page_cache_size_of(page);
    page_node_t *n;

    if (!reserve(store, size)) {
        return NULL;
    }
    n = make_page_node(appearance, key, page, packed);
    if (n == NULL) {
        release(store, size);
        return NULL;
    }
    for (;;) {
        node_t *seen = first(bucket);
        const page_node_t *other = find_page(seen, appearance, key);
        if (other != NULL) {
            free(n->page);
            free(n);
            release(store, size);
            return other->page;
        }
        if (push(bucket, seen, &n->node)) {
            return n->page;
        }
    }
}
