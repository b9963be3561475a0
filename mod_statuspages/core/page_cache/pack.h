/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Copies of appearances and pages in one block of memory each, so that they can
 * be kept outside of any pool and their size is known to the byte. */
#ifndef SP_PAGE_CACHE_PACK_H
#define SP_PAGE_CACHE_PACK_H

#include "page/page.h"

/** The bytes that sp_pack_appearance() fills. */
apr_size_t sp_pack_appearance_size(const sp_appearance_t *appearance);

/** Copy @a appearance with its lists to @a to. Names, texts and what else it
 * points to are shared, not copied. */
void sp_pack_appearance(sp_appearance_t *to, const sp_appearance_t *appearance);

/** The bytes that sp_pack_page() fills. */
apr_size_t sp_pack_page_size(const sp_page_t *page);

/** Copy @a page with its plan and all texts to @a to; what is lasting in the
 *  plan, the templates' own text, is shared. */
void sp_pack_page(sp_page_t *to, const sp_page_t *page);

#endif /* SP_PAGE_CACHE_PACK_H */
