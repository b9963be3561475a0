/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The cache: what is kept is what was made and outlives what it was made
 * from, and the bound holds; threads are in test_page_cache_threads.c. Run
 * under a sanitizer it also shows that all is freed and nothing read after. */
#include "rows.h"
#include "page_cache_helper.h"

#include "gzip/gzip.h"

#include "page_cache/pack.h"

/* The most that an entry may count beside what was packed for it. */
#define OVERHEAD 256

static void what_is_kept_is_found_and_nothing_else(void **state)
{
    files_t *t = *state;
    sp_page_cache_t *cache = sp_page_cache_create(CACHE_PLENTY);
    static const unsigned chain[] = {1, 2, 3};
    const sp_appearance_t *appearance, *other;
    const sp_page_t *page;

    assert_null(sp_page_cache_appearance(cache, chain, 3));
    appearance = sp_page_cache_keep_appearance(cache, chain, 3,
                                               cache_small_appearance(t->pool));
    assert_non_null(appearance);
    assert_ptr_equal(sp_page_cache_appearance(cache, chain, 3), appearance);
    assert_null(sp_page_cache_appearance(cache, chain, 2));
    assert_null(sp_page_cache_appearance(cache, chain + 1, 2));
    assert_null(sp_page_cache_appearance(cache, chain, 0));
    other = sp_page_cache_keep_appearance(cache, chain, 0,
                                          cache_small_appearance(t->pool));
    assert_ptr_not_equal(other, appearance);

    assert_null(sp_page_cache_page(cache, appearance, 404, SP_FORMAT_HTML, 0));
    page = sp_page_cache_keep_page(cache, appearance, 404, SP_FORMAT_HTML, 0,
                                   cache_numbered(t->pool, 1));
    assert_ptr_equal(
        sp_page_cache_page(cache, appearance, 404, SP_FORMAT_HTML, 0), page);
    assert_null(sp_page_cache_page(cache, other, 404, SP_FORMAT_HTML, 0));
    assert_null(sp_page_cache_page(cache, appearance, 403, SP_FORMAT_HTML, 0));
    assert_null(sp_page_cache_page(cache, appearance, 404, SP_FORMAT_JSON, 0));
    assert_null(sp_page_cache_page(cache, appearance, 404, SP_FORMAT_HTML, 1));
    sp_page_cache_destroy(cache);
}

/* Every page of a large site: no key is taken for another. */
static void each_code_format_and_language_has_a_place_of_its_own(void **state)
{
    files_t *t = *state;
    sp_page_cache_t *cache = sp_page_cache_create(CACHE_PLENTY);
    const sp_appearance_t *appearance = sp_page_cache_keep_appearance(
        cache, cache_no_chain, 0, cache_small_appearance(t->pool));
    int code, format, language, n = 0;

    for (code = 100; code < 600; code += 7) {
        ROW("code %d", code);
        for (format = 0; format < SP_FORMAT_COUNT; format++) {
            ROW("%s", sp_format_info((sp_format_t)format)->name);
            for (language = 0; language < 50; language += 3) {
                ROW("language %d", (int)language);
                apr_pool_t *pool;
                apr_pool_create(&pool, t->pool);
                assert_null(sp_page_cache_page(cache, appearance, code,
                                               (sp_format_t)format, language));
                assert_non_null(sp_page_cache_keep_page(
                    cache, appearance, code, (sp_format_t)format, language,
                    cache_numbered(pool, n++)));
                apr_pool_destroy(pool);
            }
        }
    }
    n = 0;
    for (code = 100; code < 600; code += 7) {
        ROW("code %d", code);
        for (format = 0; format < SP_FORMAT_COUNT; format++) {
            ROW("%s", sp_format_info((sp_format_t)format)->name);
            for (language = 0; language < 50; language += 3) {
                ROW("language %d", (int)language);
                assert_true(cache_is_numbered(
                    sp_page_cache_page(cache, appearance, code,
                                       (sp_format_t)format, language),
                    n++));
            }
        }
    }
    sp_page_cache_destroy(cache);
}

/* A problem's number is far beyond the codes, and no two are one. */
static void each_problem_has_a_place_of_its_own(void **state)
{
    files_t *t = *state;
    sp_page_cache_t *cache = sp_page_cache_create(CACHE_PLENTY);
    const sp_appearance_t *appearance = sp_page_cache_keep_appearance(
        cache, cache_no_chain, 0, cache_small_appearance(t->pool));
    static const int numbers[] = {429,
                                  SP_PROBLEM_MIN,
                                  SP_PROBLEM_MIN + 1,
                                  SP_PROBLEM_MIN + 429,
                                  SP_PROBLEM_MIN + 65536,
                                  SP_PROBLEM_MIN + 4 * 1024 * 1024};
    int i;

    for (i = 0; i < 6; i++) {
        ROW("%d", numbers[i]);
        assert_null(sp_page_cache_page(cache, appearance, numbers[i],
                                       SP_FORMAT_HTML, 0));
        assert_non_null(sp_page_cache_keep_page(cache, appearance, numbers[i],
                                                SP_FORMAT_HTML, 0,
                                                cache_numbered(t->pool, i)));
    }
    for (i = 0; i < 6; i++) {
        ROW("%d", numbers[i]);
        assert_true(
            cache_is_numbered(sp_page_cache_page(cache, appearance, numbers[i],
                                                 SP_FORMAT_HTML, 0),
                              i));
    }
    sp_page_cache_destroy(cache);
}

static void chains_that_share_a_place_are_told_apart(void **state)
{
    files_t *t = *state;
    sp_page_cache_t *cache = sp_page_cache_create(CACHE_PLENTY);
    unsigned serial;
    enum { MANY = 20000 }; /* more than the table has places */
    const sp_appearance_t **kept = apr_palloc(t->pool, MANY * sizeof(*kept));

    for (serial = 0; serial < MANY; serial++) {
        ROW("serial %d", (int)serial);
        kept[serial] = sp_page_cache_keep_appearance(
            cache, &serial, 1, cache_small_appearance(t->pool));
        assert_non_null(kept[serial]);
    }
    for (serial = 0; serial < MANY; serial++) {
        ROW("serial %d", (int)serial);
        assert_ptr_equal(sp_page_cache_appearance(cache, &serial, 1),
                         kept[serial]);
    }
    sp_page_cache_destroy(cache);
}

/* A chain is not found by its beginning, nor a page by its code alone, though
 * all share the places of the table. */
static void the_beginning_of_a_chain_is_another_chain(void **state)
{
    files_t *t = *state;
    sp_page_cache_t *cache = sp_page_cache_create(CACHE_PLENTY);
    unsigned chain[3] = {7, 0, 0};

    for (chain[1] = 0; chain[1] < 20000; chain[1]++) {
        assert_non_null(sp_page_cache_keep_appearance(
            cache, chain, 2, cache_small_appearance(t->pool)));
    }
    assert_null(sp_page_cache_appearance(cache, chain, 1));
    for (chain[1] = 0; chain[1] < 20000; chain[1]++) {
        assert_null(sp_page_cache_appearance(cache, chain, 3));
    }
    sp_page_cache_destroy(cache);
}

static void each_appearance_has_pages_of_its_own(void **state)
{
    files_t *t = *state;
    sp_page_cache_t *cache = sp_page_cache_create(CACHE_PLENTY);
    enum { MANY = 20000 };
    const sp_appearance_t **appearances =
        apr_palloc(t->pool, MANY * sizeof(*appearances));
    unsigned i;

    for (i = 0; i < MANY; i++) {
        ROW("appearance %d", (int)i);
        appearances[i] = sp_page_cache_keep_appearance(
            cache, &i, 1, cache_small_appearance(t->pool));
        assert_null(
            sp_page_cache_page(cache, appearances[i], 404, SP_FORMAT_HTML, 0));
        if (i % 2 == 0) {
            sp_page_cache_keep_page(cache, appearances[i], 404, SP_FORMAT_HTML,
                                    0, cache_numbered(t->pool, (int)i));
        }
    }
    for (i = 0; i < MANY; i++) {
        ROW("appearance %d", (int)i);
        const sp_page_t *page =
            sp_page_cache_page(cache, appearances[i], 404, SP_FORMAT_HTML, 0);
        assert_int_equal(page != NULL, i % 2 == 0);
        assert_true(page == NULL || cache_is_numbered(page, (int)i));
    }
    sp_page_cache_destroy(cache);
}

static void the_first_of_a_key_stays(void **state)
{
    files_t *t = *state;
    sp_page_cache_t *cache = sp_page_cache_create(CACHE_PLENTY);
    const sp_appearance_t *appearance = sp_page_cache_keep_appearance(
        cache, cache_no_chain, 0, cache_small_appearance(t->pool));
    const sp_page_t *first = sp_page_cache_keep_page(
        cache, appearance, 404, SP_FORMAT_HTML, 0, cache_numbered(t->pool, 1));
    apr_size_t used = sp_page_cache_used(cache);

    assert_ptr_equal(sp_page_cache_keep_page(cache, appearance, 404,
                                             SP_FORMAT_HTML, 0,
                                             cache_numbered(t->pool, 2)),
                     first);
    assert_true(cache_is_numbered(first, 1));
    assert_ptr_equal(
        sp_page_cache_keep_appearance(cache, cache_no_chain, 0,
                                      cache_small_appearance(t->pool)),
        appearance);
    assert_int_equal(sp_page_cache_used(cache), used); /* given back */
    sp_page_cache_destroy(cache);
}

static void room_is_what_the_bound_leaves(void **state)
{
    files_t *t = *state;
    sp_page_cache_t *none = sp_page_cache_create(0);
    sp_page_cache_t *cache = sp_page_cache_create(CACHE_PLENTY);
    apr_size_t used;

    assert_false(sp_page_cache_has_room(none, 1, 0, 1));
    assert_true(sp_page_cache_has_room(cache, CACHE_PLENTY, 0, 1));
    assert_false(sp_page_cache_has_room(cache, CACHE_PLENTY + 1, 0, 1));
    assert_true(sp_page_cache_has_room(cache, CACHE_PLENTY / 2, 1, 1));
    assert_false(sp_page_cache_has_room(cache, CACHE_PLENTY / 2 + 1, 1, 1));
    assert_false(sp_page_cache_has_room(cache, CACHE_PLENTY / 2 + 1, 30, 1));
    assert_true(sp_page_cache_has_room(cache, CACHE_PLENTY / 4 * 3, 0, 0));
    assert_false(sp_page_cache_has_room(cache, CACHE_PLENTY / 4 * 3 + 1, 0, 0));
    assert_false(sp_page_cache_has_room(cache, CACHE_PLENTY / 2 + 1, 1, 0));
    sp_page_cache_keep_appearance(cache, cache_no_chain, 0,
                                  cache_small_appearance(t->pool));
    used = sp_page_cache_used(cache);
    assert_true(sp_page_cache_has_room(cache, CACHE_PLENTY - used, 0, 1));
    assert_false(sp_page_cache_has_room(cache, CACHE_PLENTY - used + 1, 0, 1));
    assert_false(sp_page_cache_has_room(cache, CACHE_PLENTY / 2, 1, 1));
    sp_page_cache_destroy(none);
    sp_page_cache_destroy(cache);
}

static void a_kept_page_outlives_what_it_was_made_from(void **state)
{
    files_t *t = *state;
    sp_page_cache_t *cache = sp_page_cache_create(CACHE_PLENTY);
    sp_appearance_t *appearance = pages_appearance(t);
    sp_facts_t facts = {{[SP_FACT_URI] = "/x", [SP_FACT_DETAILS] = "1"}};
    const sp_appearance_t *kept =
        sp_page_cache_keep_appearance(cache, cache_no_chain, 0, appearance);
    int format;

    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        ROW("%s", sp_format_info((sp_format_t)format)->name);
        sp_format_t f = (sp_format_t)format;
        sp_page_t *page = NULL;
        const sp_page_t *copy;
        const char *before, *csp;
        apr_pool_t *pool;
        apr_pool_create(&pool, NULL);
        assert_int_equal(
            sp_page_make(&page, appearance, 503, f, "de", pool, &t->err),
            APR_SUCCESS);
        before = pages_fill(page, &facts, t->pool);
        csp = apr_pstrdup(t->pool, page->csp);
        copy = sp_page_cache_keep_page(cache, kept, 503, f, 0, page);
        apr_pool_destroy(pool);
        assert_string_equal(pages_fill(copy, &facts, t->pool), before);
        assert_string_equal(copy->content_language, "de");
        assert_string_equal(copy->csp, csp);
    }
    sp_page_cache_destroy(cache);
}

static void a_kept_appearance_outlives_its_lists(void **state)
{
    files_t *t = *state;
    sp_page_cache_t *cache = sp_page_cache_create(CACHE_PLENTY);
    const sp_appearance_t *kept;
    sp_appearance_t *appearance;
    sp_message_t *m;
    apr_pool_t *pool;

    apr_pool_create(&pool, NULL);
    appearance = apr_pmemdup(pool, pages_appearance(t), sizeof(*appearance));
    appearance->languages = apr_pmemdup(pool, appearance->languages,
                                        (apr_size_t)appearance->language_count *
                                            sizeof(*appearance->languages));
    m = apr_pcalloc(pool, sizeof(*m));
    m->code = 404;
    m->message = "Vanished";
    appearance->messages = m;
    kept = sp_page_cache_keep_appearance(cache, cache_no_chain, 0, appearance);
    apr_pool_destroy(pool);
    assert_string_equal(sp_appearance_entry(kept, 404, "en").message,
                        "Vanished");
    assert_string_equal(kept->languages[0], "en");
    pages_holds(pages_text(t, kept, 404, SP_FORMAT_TEXT, "en"), "Vanished");
    sp_page_cache_destroy(cache);
}

static void all_that_is_kept_is_counted(void **state)
{
    files_t *t = *state;
    sp_page_cache_t *cache = sp_page_cache_create(CACHE_PLENTY);
    apr_size_t before = sp_page_cache_used(cache), size;
    static const unsigned chain[] = {1, 2, 3, 4, 5, 6, 7, 8};
    sp_page_t *page = cache_numbered(t->pool, 7);
    const sp_appearance_t *appearance;

    assert_int_equal(before, 0);
    appearance = sp_page_cache_keep_appearance(cache, chain, 8,
                                               cache_small_appearance(t->pool));
    size = sp_pack_appearance_size(appearance) + sizeof(chain);
    assert_true(sp_page_cache_used(cache) >= before + size);
    assert_true(sp_page_cache_used(cache) <= before + size + OVERHEAD);
    before = sp_page_cache_used(cache);
    sp_page_cache_keep_page(cache, appearance, 404, SP_FORMAT_HTML, 0, page);
    size = sp_pack_page_size(page);
    assert_true(sp_page_cache_used(cache) >= before + size);
    assert_true(sp_page_cache_used(cache) <= before + size + OVERHEAD);
    before = sp_page_cache_used(cache);
    sp_page_cache_appearance(cache, chain, 8);
    sp_page_cache_page(cache, appearance, 404, SP_FORMAT_HTML, 0);
    assert_int_equal(sp_page_cache_used(cache), before);
    sp_page_cache_destroy(cache);
}

/* Two hundred brands, each with the pages that most readers see. What the theme
 * says at length is there once. */
static void pages_of_many_brands_share_what_is_the_themes(void **state)
{
    static const int codes[] = {403, 404, 500, 503};
    files_t *t = *state;
    sp_page_cache_t *cache = sp_page_cache_create(CACHE_PLENTY);
    sp_appearance_t *appearance = pages_appearance(t);
    apr_size_t largest = 0;
    apr_pool_t *pool;
    unsigned brand;

    appearance->no_details = 1; /* as they are unless somebody asks */
    apr_pool_create(&pool, t->pool);
    for (brand = 1; brand <= 200; brand++) {
        const char *name = apr_psprintf(pool, "Brand %06u", brand);
        const char *colour = apr_psprintf(pool, "#0a7%03x", brand);
        const sp_var_t first = pages_var(NULL, "name", name);
        const sp_var_t second = pages_var(&first, "accent", colour);
        const sp_appearance_t *kept;
        int i, language;

        appearance->vars = &second;
        kept = sp_page_cache_keep_appearance(cache, &brand, 1, appearance);
        for (i = 0; i < 4; i++) {
            for (language = 0; language < 3; language++) {
                sp_page_t *page = pages_make(t, kept, codes[i], SP_FORMAT_HTML,
                                             kept->languages[language]);
                apr_size_t size;

                page->gzip = sp_gzip_prepare(page->plan, 0, pool);
                size = sp_page_cache_size_of(page);
                largest = size > largest ? size : largest;
                assert_non_null(sp_page_cache_keep_page(
                    cache, kept, codes[i], SP_FORMAT_HTML, language, page));
            }
        }
        apr_pool_clear(pool);
    }
    print_message("%lu bytes the largest page, %lu KB all 2400\n",
                  (unsigned long)largest,
                  (unsigned long)sp_page_cache_used(cache) / 1024);
    assert_in_range(largest, 1, 8 * 1024);
    assert_in_range(sp_page_cache_used(cache), 1, 16 * 1024 * 1024);
    sp_page_cache_destroy(cache);
}

/* Fill stores of many sizes: each keeps until it is full, then refuses and
 * still answers for what it has. */
static void the_bound_is_never_passed(void **state)
{
    files_t *t = *state;
    apr_size_t limit;

    for (limit = 0; limit < 20000; limit += 331) {
        ROW("limit %d", (int)limit);
        sp_page_cache_t *cache = sp_page_cache_create(limit);
        const sp_appearance_t *appearance = sp_page_cache_keep_appearance(
            cache, cache_no_chain, 0, cache_small_appearance(t->pool));
        int code, kept = 0;
        for (code = 400; appearance != NULL && code < 600; code++) {
            ROW("code %d", code);
            const sp_page_t *page =
                sp_page_cache_keep_page(cache, appearance, code, SP_FORMAT_HTML,
                                        0, cache_numbered(t->pool, code));
            assert_true(sp_page_cache_used(cache) <= limit);
            assert_ptr_equal(
                sp_page_cache_page(cache, appearance, code, SP_FORMAT_HTML, 0),
                page);
            assert_true(page == NULL || cache_is_numbered(page, code));
            kept += page != NULL;
        }
        assert_true(kept < 200); /* 20000 bytes are not enough for all */
        sp_page_cache_destroy(cache);
    }
}

static void past_the_bound_nothing_is_kept(void **state)
{
    files_t *t = *state;
    sp_page_cache_t *cache = sp_page_cache_create(0);
    static const unsigned chain[] = {1};
    sp_appearance_t *appearance = cache_small_appearance(t->pool);

    assert_null(sp_page_cache_keep_appearance(cache, chain, 1, appearance));
    assert_null(sp_page_cache_appearance(cache, chain, 1));
    assert_null(sp_page_cache_keep_page(cache, appearance, 404, SP_FORMAT_HTML,
                                        0, cache_numbered(t->pool, 1)));
    assert_null(sp_page_cache_page(cache, appearance, 404, SP_FORMAT_HTML, 0));
    assert_int_equal(sp_page_cache_used(cache), 0);
    sp_page_cache_destroy(cache);
    sp_page_cache_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(what_is_kept_is_found_and_nothing_else),
        FILES_TEST(each_code_format_and_language_has_a_place_of_its_own),
        FILES_TEST(each_problem_has_a_place_of_its_own),
        FILES_TEST(chains_that_share_a_place_are_told_apart),
        FILES_TEST(the_beginning_of_a_chain_is_another_chain),
        FILES_TEST(each_appearance_has_pages_of_its_own),
        FILES_TEST(the_first_of_a_key_stays),
        FILES_TEST(a_kept_page_outlives_what_it_was_made_from),
        FILES_TEST(a_kept_appearance_outlives_its_lists),
        FILES_TEST(all_that_is_kept_is_counted),
        FILES_TEST(pages_of_many_brands_share_what_is_the_themes),
        FILES_TEST(room_is_what_the_bound_leaves),
        FILES_TEST(the_bound_is_never_passed),
        FILES_TEST(past_the_bound_nothing_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
