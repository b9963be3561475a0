/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Making a page and keeping it while memory is short: the page is whole, plain
 * where zlib finds none, and the cache keeps a thing whole or not at all. */
#include "memory_helper.h"

#include "gzip/gzip.h"
#include "page_cache/page_cache.h"

#include <zlib.h>

#define PLENTY ((apr_size_t)16 * 1024 * 1024)

static sp_appearance_t *appearance;
static sp_format_t format;
static const sp_facts_t facts = {{[SP_FACT_URI] = "/<x>",
                                  [SP_FACT_REQUEST_ID] = "abc",
                                  [SP_FACT_DETAILS] = "1",
                                  [SP_FACT_DETAIL_QUERY] = "a=b"}};
static const char *whole; /* the bytes that must come out */

static apr_status_t make(files_t *t, sp_page_t **page)
{
    return sp_page_make(page, appearance, 404, format, "en", t->pool, &t->err);
}

static void prepare(files_t *t)
{
    sp_page_t *page;

    appearance = pages_appearance(t);
    assert_int_equal(make(t, &page), APR_SUCCESS);
    whole = pages_fill(page, &facts, t->pool);
}

static memory_end_t make_page(files_t *t)
{
    sp_page_t *page;
    const char *text;
    apr_status_t rv;

    memory_fails();
    rv = make(t, &page);
    text = rv == APR_SUCCESS ? pages_fill(page, &facts, t->pool) : "";
    memory_is_back();
    MEMORY_EXPECT(t, rv == APR_SUCCESS && strcmp(text, whole) == 0);
    return MEMORY_WHOLE;
}

static void a_page_takes_pools_alone(void **state)
{
    files_t *t = *state;
    int i;

    for (i = 0; i < SP_FORMAT_COUNT; i++) {
        format = (sp_format_t)i;
        prepare(t);
        memory_turns(t, make_page, 1, 0);
    }
}

/* Whether a member inflates to the page. */
static int inflates(const char *bytes, apr_size_t len, apr_pool_t *pool)
{
    z_stream z = {0};
    size_t size = strlen(whole) + 100;
    char *text = apr_pcalloc(pool, size);
    int end;

    z.next_in = (Bytef *)(intptr_t)bytes;
    z.avail_in = (uInt)len;
    z.next_out = (Bytef *)text;
    z.avail_out = (uInt)size;
    inflateInit2(&z, MAX_WBITS + 16);
    end = inflate(&z, Z_FINISH);
    inflateEnd(&z);
    return end == Z_STREAM_END && strcmp(text, whole) == 0;
}

static memory_end_t compress_page(files_t *t)
{
    const sp_gzip_t *gzip;
    const char *bytes = NULL;
    apr_size_t len = 0;
    sp_page_t *page;

    MEMORY_EXPECT(t, make(t, &page) == APR_SUCCESS);
    memory_fails();
    gzip = sp_gzip_prepare(page->plan, 0, t->pool);
    if (gzip != NULL) {
        bytes = sp_gzip_fill(gzip, page->plan, &facts, &len, t->pool);
    }
    memory_is_back();
    if (gzip == NULL) {
        return MEMORY_REFUSED;
    }
    MEMORY_EXPECT(t, inflates(bytes, len, t->pool));
    return MEMORY_WHOLE;
}

static void a_page_is_compressed_or_stays_plain(void **state)
{
    files_t *t = *state;

    format = SP_FORMAT_HTML;
    prepare(t);
    memory_turns(t, compress_page, 1, 1);
}

/* An appearance and its page, kept if there is room; 0 where one is wrong. */
static int keep(files_t *t, sp_page_cache_t *cache, int *kept)
{
    static const unsigned chain[] = {1, 2};
    const sp_appearance_t *a;
    const sp_page_t *k = NULL;
    sp_page_t *page;

    a = sp_page_cache_appearance(cache, chain, 2);
    if (a == NULL) {
        a = sp_page_cache_keep_appearance(cache, chain, 2, appearance);
    }
    if (a != NULL && make(t, &page) == APR_SUCCESS) {
        page->gzip = sp_gzip_prepare(page->plan, 0, t->pool);
        k = sp_page_cache_keep_page(cache, a, 404, format, 0, page);
    }
    *kept = a != NULL && k != NULL;
    return (a == NULL || sp_page_cache_appearance(cache, chain, 2) == a) &&
           (k == NULL || sp_page_cache_page(cache, a, 404, format, 0) == k) &&
           (k == NULL || strcmp(pages_fill(k, &facts, t->pool), whole) == 0);
}

static memory_end_t keep_page(files_t *t)
{
    sp_page_cache_t *cache;
    int kept = 0, again;
    int good = 1;

    memory_fails();
    cache = sp_page_cache_create(PLENTY);
    if (cache != NULL) {
        good = keep(t, cache, &kept);
    }
    memory_is_back();
    MEMORY_EXPECT(t, good);
    if (cache == NULL) {
        return MEMORY_REFUSED;
    }
    MEMORY_EXPECT(t, keep(t, cache, &again) && again);
    sp_page_cache_destroy(cache);
    return kept ? MEMORY_WHOLE : MEMORY_REFUSED;
}

static void a_page_is_kept_whole_or_not_at_all(void **state)
{
    files_t *t = *state;

    format = SP_FORMAT_HTML;
    prepare(t);
    memory_turns(t, keep_page, 1, 1);
}

/* What finds no memory gives back the room that it was counted for. */
static memory_end_t count_room(files_t *t)
{
    static const unsigned chain[] = {7};
    sp_page_cache_t *cache = sp_page_cache_create(PLENTY);
    const sp_appearance_t *a;
    apr_size_t used;

    memory_fails();
    a = sp_page_cache_keep_appearance(cache, chain, 1, appearance);
    memory_is_back();
    used = sp_page_cache_used(cache);
    MEMORY_EXPECT(t, (a == NULL) == (used == 0));
    a = sp_page_cache_keep_appearance(cache, chain, 1, appearance);
    MEMORY_EXPECT(t, a != NULL && sp_page_cache_used(cache) > 0);
    sp_page_cache_destroy(cache);
    return used == 0 ? MEMORY_REFUSED : MEMORY_WHOLE;
}

static void what_is_not_kept_takes_no_room(void **state)
{
    files_t *t = *state;

    format = SP_FORMAT_TEXT;
    prepare(t);
    memory_turns(t, count_room, 1, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        MEMORY_TEST(a_page_takes_pools_alone),
        MEMORY_TEST(a_page_is_compressed_or_stays_plain),
        MEMORY_TEST(a_page_is_kept_whole_or_not_at_all),
        MEMORY_TEST(what_is_not_kept_takes_no_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
