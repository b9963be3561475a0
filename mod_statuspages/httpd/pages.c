/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See pages.h. The identity of an appearance is the chain of serials of the
 * sections that made it, never the address of a merged configuration: httpd
 * merges anew for each request. */
#include "httpd/pages.h"

#include "gzip/gzip.h"
#include "page_cache/page_cache.h"

/* Sections that set an appearance are seldom nested deeper. */
#define SERIALS 16

/* A page with its gzip is less than so many times as large as without. */
#define WITH_GZIP 3

static sp_page_cache_t *cache; /* this child's */

/* Never freed: threads of a child that comes to its end may still read it,
 * and the end frees it soon enough. */
void sp_pages_start(void)
{
    cache = sp_page_cache_create(sp_config_cache_size());
}

sp_pages_appearance_t sp_pages_appearance(const sp_dir_t *dir, apr_pool_t *pool)
{
    sp_pages_appearance_t found = {NULL, 0};
    unsigned serials[SERIALS];
    int count = cache ? sp_config_identity(dir, serials, SERIALS) : -1;
    const sp_appearance_t *kept;

    kept = count < 0 ? NULL : sp_page_cache_appearance(cache, serials, count);
    if (kept == NULL) {
        found.appearance = sp_config_appearance(dir, pool);
        if (found.appearance != NULL && count >= 0) {
            kept = sp_page_cache_keep_appearance(cache, serials, count,
                                                 found.appearance);
        }
    }
    found.kept = kept != NULL;
    found.appearance = kept ? kept : found.appearance;
    return found;
}

/* Compressing costs more than the page, so it is done for pages alone that can
 * surely be kept. */
static int has_room_for(const sp_page_t *page,
                        const sp_appearance_t *appearance, sp_format_t format,
                        int language)
{
    return sp_page_cache_has_room(cache,
                                  WITH_GZIP * sp_page_cache_size_of(page),
                                  language, format == appearance->formats[0]);
}

const sp_page_t *sp_pages_find(const sp_pages_appearance_t *appearance,
                               int code, sp_format_t format, int language,
                               apr_pool_t *pool, sp_error_t *err)
{
    const sp_page_t *page = NULL;
    const sp_page_t *kept;
    sp_page_t *made = NULL;

    if (appearance->kept) {
        page = sp_page_cache_page(cache, appearance->appearance, code, format,
                                  language);
    }
    if (page != NULL) {
        return page;
    }
    if (sp_page_make(&made, appearance->appearance, code, format,
                     appearance->appearance->languages[language], pool,
                     err) != APR_SUCCESS) {
        return NULL;
    }
    if (appearance->kept &&
        has_room_for(made, appearance->appearance, format, language)) {
        made->gzip =
            sp_gzip_prepare(made->plan, sp_config_compress_floor(), pool);
        kept = sp_page_cache_keep_page(cache, appearance->appearance, code,
                                       format, language, made);
        return kept ? kept : made;
    }
    return made;
}
