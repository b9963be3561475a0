/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Looks and pages that are kept for the life of a child process. Reading
 * takes no lock: an entry is made whole, published by one atomic store, never
 * changed and never freed before the store. The bytes of all of it are
 * bounded; past the bound nothing more is kept, and who asks makes what it
 * needs for itself. */
#ifndef SP_STORE_H
#define SP_STORE_H

#include "page.h"

typedef struct sp_store_t sp_store_t;

/** Make one that keeps at most @a limit bytes, its own tables aside. NULL
 *  where memory is out. */
sp_store_t *sp_store_create(apr_size_t limit);

/** Free it with all that it keeps; nobody may read any more. */
void sp_store_destroy(sp_store_t *store);

/** The bytes of what is kept, as the allocator was asked for them. */
apr_size_t sp_store_used(const sp_store_t *store);

/** Whether @a size more bytes would be within the bound, just now. */
int sp_store_has_room(const sp_store_t *store, apr_size_t size);

/** The look that is known by a chain of @a count serials, or NULL. */
const sp_look_t *sp_store_look(const sp_store_t *store, const unsigned *serials,
                               int count);

/**
 * Keep a copy of @a look under that chain and return it, or the one that
 * another thread was quicker to keep; NULL past the bound. What the look
 * points to (theme, catalogue, texts) is not copied and must outlive the
 * store.
 */
const sp_look_t *sp_store_keep_look(sp_store_t *store, const unsigned *serials,
                                    int count, const sp_look_t *look);

/** The page of a kept look, or NULL. @a language is an index of its list. */
const sp_page_t *sp_store_page(const sp_store_t *store, const sp_look_t *look,
                               int code, sp_format_t format, int language);

/** Keep a copy of @a page and return it; NULL past the bound. */
const sp_page_t *sp_store_keep_page(sp_store_t *store, const sp_look_t *look,
                                    int code, sp_format_t format, int language,
                                    const sp_page_t *page);

#endif /* SP_STORE_H */
