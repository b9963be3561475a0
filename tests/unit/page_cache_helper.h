/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the tests of the page cache share: pages that can be told from each
 * other, and the smallest appearance. Stands on pages_helper.h. */
#ifndef SP_PAGE_CACHE_HELPER_H
#define SP_PAGE_CACHE_HELPER_H

#include "pages_helper.h"

#include "page_cache/page_cache.h"

#define CACHE_PLENTY ((apr_size_t)64 * 1024 * 1024)

/* The appearance of a server without any section. */
static const unsigned cache_no_chain[1];

/* A page that can be told from others: its text says which it is. */
static inline sp_page_t *cache_numbered(apr_pool_t *pool, int number)
{
    sp_page_t *page = apr_pcalloc(pool, sizeof(*page));
    sp_plan_builder_t *b = sp_plan_builder(pool);
    const char *text = apr_psprintf(pool, "page %d", number);

    sp_plan_literal(b, text, strlen(text));
    sp_plan_hole(b, SP_FACT_URI, SP_ESCAPE_HTML);
    sp_plan_literal(b, text, strlen(text));
    page->plan = sp_plan_finish(b, pool);
    page->content_language = apr_psprintf(pool, "x-%d", number);
    page->csp = apr_psprintf(pool, "policy %d", number);
    return page;
}

/* Whether a page is cache_numbered() with that number, in every part. */
static inline int cache_is_numbered(const sp_page_t *page, int number)
{
    static const sp_facts_t facts = {{[SP_FACT_URI] = "/<"}};
    char want[100], got[200], text[32];

    snprintf(text, sizeof(text), "page %d", number);
    snprintf(want, sizeof(want), "%s/&lt;%s", text, text);
    if (sp_plan_size(page->plan, &facts) != strlen(want)) {
        return 0;
    }
    *sp_plan_write(page->plan, &facts, got) = '\0';
    snprintf(text, sizeof(text), "x-%d", number);
    return strcmp(got, want) == 0 &&
           strcmp(page->content_language, text) == 0 &&
           atoi(page->csp + strlen("policy ")) == number;
}

static inline sp_appearance_t *cache_small_appearance(apr_pool_t *pool)
{
    static const char *const tags[] = {"en", "de"};
    sp_appearance_t *appearance = apr_pcalloc(pool, sizeof(*appearance));

    appearance->languages = tags;
    appearance->language_count = 2;
    return appearance;
}

#endif /* SP_PAGE_CACHE_HELPER_H */
