/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Appearances and pages that are kept for the life of a child process. Reading
 * takes no lock: an entry is made whole, published by one atomic store, never
 * changed and never freed before the cache. The bytes of all of it are bounded;
 * past the bound nothing more is kept, and who asks makes what it needs for
 * itself. Knows identities and bytes; refuses to know how a page is made and
 * who asks for it. */
#ifndef SP_PAGE_CACHE_H
#define SP_PAGE_CACHE_H

#include "page/page.h"

typedef struct sp_page_cache_t sp_page_cache_t;

/** Make one that keeps at most @a limit bytes, its own tables aside. NULL
 *  where memory is out. */
sp_page_cache_t *sp_page_cache_create(apr_size_t limit);

/** Free it with all that it keeps; nobody may read any more. */
void sp_page_cache_destroy(sp_page_cache_t *cache);

/** The bytes of what is kept, as the allocator was asked for them. */
apr_size_t sp_page_cache_used(const sp_page_cache_t *cache);

/** Whether a page of @a size more bytes would be within the bound, just now.
 *  Half of it is for pages in the first @a language of their appearance, 0, and
 *  half of that for those in its first format, too: a client that asks for all
 *  languages and formats can't take it all. */
int sp_page_cache_has_room(const sp_page_cache_t *cache, apr_size_t size,
                           int language, int is_first_format);

/** The bytes that a page takes when it is kept. */
apr_size_t sp_page_cache_size_of(const sp_page_t *page);

/** The appearance that is known by a chain of @a count serials, or NULL. */
const sp_appearance_t *sp_page_cache_appearance(const sp_page_cache_t *cache,
                                                const unsigned *serials,
                                                int count);

/**
 * Keep a copy of @a appearance under that chain and return it, or the one that
 * another thread was quicker to keep; NULL past the bound. What the appearance
 * points to (theme, catalogue, texts) is not copied and must outlive the
 * cache.
 */
const sp_appearance_t *
sp_page_cache_keep_appearance(sp_page_cache_t *cache, const unsigned *serials,
                              int count, const sp_appearance_t *appearance);

/** The page of a kept appearance, or NULL. @a language is an index of its list.
 */
const sp_page_t *sp_page_cache_page(const sp_page_cache_t *cache,
                                    const sp_appearance_t *appearance, int code,
                                    sp_format_t format, int language);

/** Keep a copy of @a page and return it; NULL past the bound. */
const sp_page_t *sp_page_cache_keep_page(sp_page_cache_t *cache,
                                         const sp_appearance_t *appearance,
                                         int code, sp_format_t format,
                                         int language, const sp_page_t *page);

#endif /* SP_PAGE_CACHE_H */
