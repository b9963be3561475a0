/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Two hash tables of linked lists; see page_cache.h. New entries are pushed on
 * the front of their list by compare-and-swap. */
#include "page_cache/page_cache.h"

#include "page_cache/pack.h"

#include <stdlib.h>
#include <string.h>

#define BUCKETS 4096 /* a power of two */

/* An entry: what is kept, and the bytes that it is known by. */
typedef struct node_t {
    struct node_t *next;
    void *kept;
    apr_size_t key_len;
    unsigned char key[];
} node_t;

typedef node_t *table_t[BUCKETS];

struct sp_page_cache_t {
    apr_size_t limit;
    apr_size_t used;
    table_t appearances; /* by a chain of serials */
    table_t pages;       /* by a page_key_t */
};

/* No byte of it is padding: it is compared and hashed as bytes. */
typedef struct page_key_t {
    const sp_appearance_t *appearance;
    apr_uint32_t language;
    apr_uint32_t code_and_format;
} page_key_t;

sp_page_cache_t *sp_page_cache_create(apr_size_t limit)
{
    sp_page_cache_t *cache = calloc(1, sizeof(*cache));

    if (cache != NULL) {
        cache->limit = limit;
    }
    return cache;
}

static void free_node(node_t *node)
{
    if (node != NULL) {
        free(node->kept);
    }
    free(node);
}

static void free_list(node_t *node)
{
    while (node != NULL) {
        node_t *next = node->next;

        free_node(node);
        node = next;
    }
}

void sp_page_cache_destroy(sp_page_cache_t *cache)
{
    int i;

    for (i = 0; cache != NULL && i < BUCKETS; i++) {
        free_list(cache->appearances[i]);
        free_list(cache->pages[i]);
    }
    free(cache);
}

apr_size_t sp_page_cache_used(const sp_page_cache_t *cache)
{
    return __atomic_load_n(&cache->used, __ATOMIC_RELAXED);
}

static void release(sp_page_cache_t *cache, apr_size_t size)
{
    __atomic_sub_fetch(&cache->used, size, __ATOMIC_RELAXED);
}

/* Take room for an entry. Counts first and looks then, so that threads can't
 * pass the bound together. */
static int reserve(sp_page_cache_t *cache, apr_size_t size)
{
    if (__atomic_add_fetch(&cache->used, size, __ATOMIC_RELAXED) <=
        cache->limit) {
        return 1;
    }
    release(cache, size);
    return 0;
}

int sp_page_cache_has_room(const sp_page_cache_t *cache, apr_size_t size,
                           int language, int is_first_format)
{
    apr_size_t spared = language > 0       ? cache->limit / 2
                        : !is_first_format ? cache->limit / 4
                                           : 0;

    return sp_page_cache_used(cache) + size + spared <= cache->limit;
}

apr_size_t sp_page_cache_size_of(const sp_page_t *page)
{
    return sizeof(node_t) + sizeof(page_key_t) + sp_pack_page_size(page);
}

/* Keys are whole words. */
static apr_uint32_t bucket_of(const void *key, apr_size_t len)
{
    const char *bytes = key;
    apr_uint32_t h = 2166136261u;
    apr_uint32_t word;
    apr_size_t i;

    for (i = 0; i < len; i += sizeof(word)) {
        memcpy(&word, bytes + i, sizeof(word));
        h = (h ^ word) * 2654435761u;
        h ^= h >> 15;
    }
    return h & (BUCKETS - 1);
}

static node_t *first(node_t *const *list)
{
    return __atomic_load_n(list, __ATOMIC_ACQUIRE);
}

static const void *find(const node_t *node, const void *key, apr_size_t len)
{
    for (; node != NULL; node = node->next) {
        if (node->key_len == len && memcmp(node->key, key, len) == 0) {
            return node->kept;
        }
    }
    return NULL;
}

static const void *look_up(const table_t table, const void *key, apr_size_t len)
{
    return find(first(&table[bucket_of(key, len)]), key, len);
}

/* Publish a finished entry; 0 where the list has changed since @a seen was
 * its first. */
static int push(node_t **list, node_t *seen, node_t *node)
{
    node->next = seen;
    return __atomic_compare_exchange_n(list, &seen, node, 0, __ATOMIC_RELEASE,
                                       __ATOMIC_RELAXED);
}

/* A new entry with room for so many bytes to keep, or NULL. */
static node_t *make_node(const void *key, apr_size_t key_len, apr_size_t size)
{
    node_t *node = calloc(1, sizeof(*node) + key_len);

    if (node == NULL) {
        return NULL;
    }
    node->kept = malloc(size);
    node->key_len = key_len;
    memcpy(node->key, key, key_len);
    if (node->kept == NULL) {
        free_node(node);
        return NULL;
    }
    return node;
}

/* Push an entry unless another thread was quicker: then that one's is kept
 * and this one's @a size bytes are given back. */
static const void *publish(sp_page_cache_t *cache, table_t table, node_t *node,
                           apr_size_t size)
{
    node_t **list = &table[bucket_of(node->key, node->key_len)];

    for (;;) {
        node_t *seen = first(list);
        const void *other = find(seen, node->key, node->key_len);

        if (other != NULL) {
            free_node(node);
            release(cache, size);
            return other;
        }
        if (push(list, seen, node)) {
            return node->kept;
        }
    }
}

/* Room for an entry within the bound, or NULL. */
static node_t *room_for(sp_page_cache_t *cache, const void *key,
                        apr_size_t key_len, apr_size_t size)
{
    apr_size_t all = sizeof(node_t) + key_len + size;
    node_t *node;

    if (!reserve(cache, all)) {
        return NULL;
    }
    node = make_node(key, key_len, size);
    if (node == NULL) {
        release(cache, all);
    }
    return node;
}

const sp_appearance_t *sp_page_cache_appearance(const sp_page_cache_t *cache,
                                                const unsigned *serials,
                                                int count)
{
    return look_up(cache->appearances, serials,
                   (apr_size_t)count * sizeof(*serials));
}

const sp_appearance_t *
sp_page_cache_keep_appearance(sp_page_cache_t *cache, const unsigned *serials,
                              int count, const sp_appearance_t *appearance)
{
    apr_size_t key_len = (apr_size_t)count * sizeof(*serials);
    apr_size_t size = sp_pack_appearance_size(appearance);
    node_t *node = room_for(cache, serials, key_len, size);

    if (node == NULL) {
        return NULL;
    }
    sp_pack_appearance(node->kept, appearance);
    return publish(cache, cache->appearances, node,
                   sizeof(*node) + key_len + size);
}

static page_key_t page_key(const sp_appearance_t *appearance, int code,
                           sp_format_t format, int language)
{
    page_key_t key = {appearance, (apr_uint32_t)language,
                      (apr_uint32_t)code << 3 | (apr_uint32_t)format};
    return key;
}

const sp_page_t *sp_page_cache_page(const sp_page_cache_t *cache,
                                    const sp_appearance_t *appearance, int code,
                                    sp_format_t format, int language)
{
    page_key_t key = page_key(appearance, code, format, language);

    return look_up(cache->pages, &key, sizeof(key));
}

const sp_page_t *sp_page_cache_keep_page(sp_page_cache_t *cache,
                                         const sp_appearance_t *appearance,
                                         int code, sp_format_t format,
                                         int language, const sp_page_t *page)
{
    page_key_t key = page_key(appearance, code, format, language);
    node_t *node = room_for(cache, &key, sizeof(key), sp_pack_page_size(page));

    if (node == NULL) {
        return NULL;
    }
    sp_pack_page(node->kept, page);
    return publish(cache, cache->pages, node, sp_page_cache_size_of(page));
}
