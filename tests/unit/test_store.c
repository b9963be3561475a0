/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The store: what is kept is what was made and outlives what it was made
 * from, the bound holds, and threads never see half an entry. Run under a
 * sanitizer it also shows that all is freed and nothing read after. */
#include "pages_helper.h"

#include <pthread.h>
#include <sched.h>

#include "pack.h"
#include "store.h"

#define PLENTY ((apr_size_t)64 * 1024 * 1024)

/* The most that an entry may count beside what was packed for it. */
#define OVERHEAD 256

/* The look of a server without any section. */
static const unsigned no_chain[1];

/* A page that can be told from others: its text says which it is. */
static sp_page_t *numbered(apr_pool_t *pool, int number)
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

/* Whether a page is numbered() with that number, in every part. */
static int is_numbered(const sp_page_t *page, int number)
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

static sp_look_t *small_look(apr_pool_t *pool)
{
    static const char *const tags[] = {"en", "de"};
    sp_look_t *look = apr_pcalloc(pool, sizeof(*look));

    look->languages = tags;
    look->language_count = 2;
    return look;
}

static void what_is_kept_is_found_and_nothing_else(void **state)
{
    files_t *t = *state;
    sp_store_t *store = sp_store_create(PLENTY);
    static const unsigned chain[] = {1, 2, 3};
    const sp_look_t *look, *other;
    const sp_page_t *page;

    assert_null(sp_store_look(store, chain, 3));
    look = sp_store_keep_look(store, chain, 3, small_look(t->pool));
    assert_non_null(look);
    assert_ptr_equal(sp_store_look(store, chain, 3), look);
    assert_null(sp_store_look(store, chain, 2));
    assert_null(sp_store_look(store, chain + 1, 2));
    assert_null(sp_store_look(store, chain, 0));
    other = sp_store_keep_look(store, chain, 0, small_look(t->pool));
    assert_ptr_not_equal(other, look);

    assert_null(sp_store_page(store, look, 404, SP_FORMAT_HTML, 0));
    page = sp_store_keep_page(store, look, 404, SP_FORMAT_HTML, 0,
                              numbered(t->pool, 1));
    assert_ptr_equal(sp_store_page(store, look, 404, SP_FORMAT_HTML, 0), page);
    assert_null(sp_store_page(store, other, 404, SP_FORMAT_HTML, 0));
    assert_null(sp_store_page(store, look, 403, SP_FORMAT_HTML, 0));
    assert_null(sp_store_page(store, look, 404, SP_FORMAT_JSON, 0));
    assert_null(sp_store_page(store, look, 404, SP_FORMAT_HTML, 1));
    sp_store_destroy(store);
}

/* Every page of a large site: no key is taken for another. */
static void each_code_form_and_language_has_a_place_of_its_own(void **state)
{
    files_t *t = *state;
    sp_store_t *store = sp_store_create(PLENTY);
    const sp_look_t *look =
        sp_store_keep_look(store, no_chain, 0, small_look(t->pool));
    int code, format, language, n = 0;

    for (code = 100; code < 600; code += 7) {
        for (format = 0; format < SP_FORMAT_COUNT; format++) {
            for (language = 0; language < 50; language += 3) {
                apr_pool_t *pool;
                apr_pool_create(&pool, t->pool);
                assert_null(sp_store_page(store, look, code,
                                          (sp_format_t)format, language));
                assert_non_null(
                    sp_store_keep_page(store, look, code, (sp_format_t)format,
                                       language, numbered(pool, n++)));
                apr_pool_destroy(pool);
            }
        }
    }
    n = 0;
    for (code = 100; code < 600; code += 7) {
        for (format = 0; format < SP_FORMAT_COUNT; format++) {
            for (language = 0; language < 50; language += 3) {
                assert_true(
                    is_numbered(sp_store_page(store, look, code,
                                              (sp_format_t)format, language),
                                n++));
            }
        }
    }
    sp_store_destroy(store);
}

static void chains_that_share_a_place_are_told_apart(void **state)
{
    files_t *t = *state;
    sp_store_t *store = sp_store_create(PLENTY);
    unsigned serial;
    enum { MANY = 20000 }; /* more than the table has places */
    const sp_look_t **kept = apr_palloc(t->pool, MANY * sizeof(*kept));

    for (serial = 0; serial < MANY; serial++) {
        kept[serial] =
            sp_store_keep_look(store, &serial, 1, small_look(t->pool));
        assert_non_null(kept[serial]);
    }
    for (serial = 0; serial < MANY; serial++) {
        assert_ptr_equal(sp_store_look(store, &serial, 1), kept[serial]);
    }
    sp_store_destroy(store);
}

/* A chain is not found by its beginning, nor a page by its code alone, though
 * all share the places of the table. */
static void the_beginning_of_a_chain_is_another_chain(void **state)
{
    files_t *t = *state;
    sp_store_t *store = sp_store_create(PLENTY);
    unsigned chain[3] = {7, 0, 0};

    for (chain[1] = 0; chain[1] < 20000; chain[1]++) {
        assert_non_null(
            sp_store_keep_look(store, chain, 2, small_look(t->pool)));
    }
    assert_null(sp_store_look(store, chain, 1));
    for (chain[1] = 0; chain[1] < 20000; chain[1]++) {
        assert_null(sp_store_look(store, chain, 3));
    }
    sp_store_destroy(store);
}

static void each_look_has_pages_of_its_own(void **state)
{
    files_t *t = *state;
    sp_store_t *store = sp_store_create(PLENTY);
    enum { MANY = 20000 };
    const sp_look_t **looks = apr_palloc(t->pool, MANY * sizeof(*looks));
    unsigned i;

    for (i = 0; i < MANY; i++) {
        looks[i] = sp_store_keep_look(store, &i, 1, small_look(t->pool));
        assert_null(sp_store_page(store, looks[i], 404, SP_FORMAT_HTML, 0));
        if (i % 2 == 0) {
            sp_store_keep_page(store, looks[i], 404, SP_FORMAT_HTML, 0,
                               numbered(t->pool, (int)i));
        }
    }
    for (i = 0; i < MANY; i++) {
        const sp_page_t *page =
            sp_store_page(store, looks[i], 404, SP_FORMAT_HTML, 0);
        assert_int_equal(page != NULL, i % 2 == 0);
        assert_true(page == NULL || is_numbered(page, (int)i));
    }
    sp_store_destroy(store);
}

static void the_first_of_a_key_stays(void **state)
{
    files_t *t = *state;
    sp_store_t *store = sp_store_create(PLENTY);
    const sp_look_t *look =
        sp_store_keep_look(store, no_chain, 0, small_look(t->pool));
    const sp_page_t *first = sp_store_keep_page(
        store, look, 404, SP_FORMAT_HTML, 0, numbered(t->pool, 1));
    apr_size_t used = sp_store_used(store);

    assert_ptr_equal(sp_store_keep_page(store, look, 404, SP_FORMAT_HTML, 0,
                                        numbered(t->pool, 2)),
                     first);
    assert_true(is_numbered(first, 1));
    assert_ptr_equal(
        sp_store_keep_look(store, no_chain, 0, small_look(t->pool)), look);
    assert_int_equal(sp_store_used(store), used); /* given back */
    sp_store_destroy(store);
}

static void a_kept_page_outlives_what_it_was_made_from(void **state)
{
    files_t *t = *state;
    sp_store_t *store = sp_store_create(PLENTY);
    sp_look_t *look = pages_look(t);
    sp_facts_t facts = {{[SP_FACT_URI] = "/x", [SP_FACT_DETAILS] = "1"}};
    const sp_look_t *kept = sp_store_keep_look(store, no_chain, 0, look);
    int format;

    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        sp_format_t f = (sp_format_t)format;
        sp_page_t *page = NULL;
        const sp_page_t *copy;
        const char *before, *csp;
        apr_pool_t *pool;
        apr_pool_create(&pool, NULL);
        assert_int_equal(sp_page_make(&page, look, 503, f, "de", pool, &t->err),
                         APR_SUCCESS);
        before = pages_fill(page, &facts, t->pool);
        csp = apr_pstrdup(t->pool, page->csp);
        copy = sp_store_keep_page(store, kept, 503, f, 0, page);
        apr_pool_destroy(pool);
        assert_string_equal(pages_fill(copy, &facts, t->pool), before);
        assert_string_equal(copy->content_language, "de");
        assert_string_equal(copy->csp, csp);
    }
    sp_store_destroy(store);
}

static void a_kept_look_outlives_its_lists(void **state)
{
    files_t *t = *state;
    sp_store_t *store = sp_store_create(PLENTY);
    const sp_look_t *kept;
    sp_look_t *look;
    sp_message_t *m;
    apr_pool_t *pool;

    apr_pool_create(&pool, NULL);
    look = apr_pmemdup(pool, pages_look(t), sizeof(*look));
    look->languages = apr_pmemdup(pool, look->languages,
                                  (apr_size_t)look->language_count *
                                      sizeof(*look->languages));
    m = apr_pcalloc(pool, sizeof(*m));
    m->code = 404;
    m->message = "Vanished";
    look->messages = m;
    kept = sp_store_keep_look(store, no_chain, 0, look);
    apr_pool_destroy(pool);
    assert_string_equal(sp_look_entry(kept, 404, "en").message, "Vanished");
    assert_string_equal(kept->languages[0], "en");
    pages_holds(pages_text(t, kept, 404, SP_FORMAT_TEXT, "en"), "Vanished");
    sp_store_destroy(store);
}

static void all_that_is_kept_is_counted(void **state)
{
    files_t *t = *state;
    sp_store_t *store = sp_store_create(PLENTY);
    apr_size_t before = sp_store_used(store), size;
    static const unsigned chain[] = {1, 2, 3, 4, 5, 6, 7, 8};
    sp_page_t *page = numbered(t->pool, 7);
    const sp_look_t *look;

    assert_int_equal(before, 0);
    look = sp_store_keep_look(store, chain, 8, small_look(t->pool));
    size = sp_pack_look_size(look) + sizeof(chain);
    assert_true(sp_store_used(store) >= before + size);
    assert_true(sp_store_used(store) <= before + size + OVERHEAD);
    before = sp_store_used(store);
    sp_store_keep_page(store, look, 404, SP_FORMAT_HTML, 0, page);
    size = sp_pack_page_size(page);
    assert_true(sp_store_used(store) >= before + size);
    assert_true(sp_store_used(store) <= before + size + OVERHEAD);
    before = sp_store_used(store);
    sp_store_look(store, chain, 8);
    sp_store_page(store, look, 404, SP_FORMAT_HTML, 0);
    assert_int_equal(sp_store_used(store), before);
    sp_store_destroy(store);
}

/* Fill stores of many sizes: each keeps until it is full, then refuses and
 * still answers for what it has. */
static void the_bound_is_never_passed(void **state)
{
    files_t *t = *state;
    apr_size_t limit;

    for (limit = 0; limit < 20000; limit += 331) {
        sp_store_t *store = sp_store_create(limit);
        const sp_look_t *look =
            sp_store_keep_look(store, no_chain, 0, small_look(t->pool));
        int code, kept = 0;
        for (code = 400; look != NULL && code < 600; code++) {
            const sp_page_t *page = sp_store_keep_page(
                store, look, code, SP_FORMAT_HTML, 0, numbered(t->pool, code));
            assert_true(sp_store_used(store) <= limit);
            assert_ptr_equal(
                sp_store_page(store, look, code, SP_FORMAT_HTML, 0), page);
            assert_true(page == NULL || is_numbered(page, code));
            kept += page != NULL;
        }
        assert_true(kept < 200); /* 20000 bytes are not enough for all */
        sp_store_destroy(store);
    }
}

static void past_the_bound_nothing_is_kept(void **state)
{
    files_t *t = *state;
    sp_store_t *store = sp_store_create(0);
    static const unsigned chain[] = {1};
    sp_look_t *look = small_look(t->pool);

    assert_null(sp_store_keep_look(store, chain, 1, look));
    assert_null(sp_store_look(store, chain, 1));
    assert_null(sp_store_keep_page(store, look, 404, SP_FORMAT_HTML, 0,
                                   numbered(t->pool, 1)));
    assert_null(sp_store_page(store, look, 404, SP_FORMAT_HTML, 0));
    assert_int_equal(sp_store_used(store), 0);
    sp_store_destroy(store);
    sp_store_destroy(NULL);
}

/* What threads work at together. */
#define THREADS 4
#define KEYS 64
#define ROUNDS 40

typedef struct crowd_t {
    sp_store_t *store;
    pthread_barrier_t start;
    sp_page_t *pages[KEYS];
    sp_look_t *look;
    apr_size_t limit;
} crowd_t;

typedef struct worker_t {
    crowd_t *crowd;
    int number;
    const sp_look_t *looks[KEYS];
    const sp_page_t *kept[KEYS];
    int faults;
} worker_t;

/* Keep and find the same keys as the others do, in an order of one's own. */
static void *work(void *baton)
{
    worker_t *w = baton;
    crowd_t *c = w->crowd;
    int i;

    pthread_barrier_wait(&c->start);
    for (i = 0; i < KEYS; i++) {
        int k = (i * (2 * w->number + 1)) % KEYS;
        unsigned serial = (unsigned)k / 2;
        const sp_look_t *look =
            sp_store_keep_look(c->store, &serial, 1, c->look);
        const sp_page_t *page;
        w->looks[k] = look;
        if (look == NULL) {
            continue;
        }
        w->faults += look->language_count != 2;
        page = sp_store_page(c->store, look, 400 + k, SP_FORMAT_XML, 0);
        w->faults += page != NULL && !is_numbered(page, k);
        page = sp_store_keep_page(c->store, look, 400 + k, SP_FORMAT_XML, 0,
                                  c->pages[k]);
        w->faults += page != NULL && !is_numbered(page, k);
        w->kept[k] = page;
        w->faults +=
            sp_store_page(c->store, look, 400 + k, SP_FORMAT_XML, 0) != page &&
            page != NULL;
    }
    return NULL;
}

static void run_crowd(crowd_t *c, worker_t *workers)
{
    pthread_t threads[THREADS];
    int i;

    c->store = sp_store_create(c->limit);
    pthread_barrier_init(&c->start, NULL, THREADS);
    memset(workers, 0, THREADS * sizeof(*workers));
    for (i = 0; i < THREADS; i++) {
        workers[i].crowd = c;
        workers[i].number = i;
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]),
                         0);
    }
    for (i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(workers[i].faults, 0);
    }
    pthread_barrier_destroy(&c->start);
}

static crowd_t crowd(apr_pool_t *pool, apr_size_t limit)
{
    crowd_t c = {.look = small_look(pool), .limit = limit};
    int k;

    for (k = 0; k < KEYS; k++) {
        c.pages[k] = numbered(pool, k);
    }
    return c;
}

/* The bytes that one of each key takes, when nobody is in the way. */
static apr_size_t size_of_all(const crowd_t *c)
{
    sp_store_t *store = sp_store_create(PLENTY);
    apr_size_t used;
    unsigned k;

    for (k = 0; k < KEYS; k++) {
        unsigned serial = k / 2;
        const sp_look_t *look = sp_store_keep_look(store, &serial, 1, c->look);
        sp_store_keep_page(store, look, 400 + (int)k, SP_FORMAT_XML, 0,
                           c->pages[k]);
    }
    used = sp_store_used(store);
    sp_store_destroy(store);
    return used;
}

static void threads_get_one_whole_entry_for_each_key(void **state)
{
    files_t *t = *state;
    crowd_t c = crowd(t->pool, PLENTY);
    worker_t workers[THREADS];
    int round, i, k;

    for (round = 0; round < ROUNDS; round++) {
        run_crowd(&c, workers);
        for (k = 0; k < KEYS; k++) {
            assert_non_null(workers[0].kept[k]);
            for (i = 1; i < THREADS; i++) {
                assert_ptr_equal(workers[i].looks[k], workers[0].looks[k]);
                assert_ptr_equal(workers[i].kept[k], workers[0].kept[k]);
            }
        }
        assert_int_equal(sp_store_used(c.store), size_of_all(&c));
        sp_store_destroy(c.store);
    }
}

static void threads_do_not_pass_the_bound_together(void **state)
{
    files_t *t = *state;
    crowd_t c = crowd(t->pool, 0);
    worker_t workers[THREADS];
    int round, i, k;

    c.limit = size_of_all(&c) / 2;
    for (round = 0; round < ROUNDS; round++) {
        int kept = 0;
        run_crowd(&c, workers);
        assert_true(sp_store_used(c.store) <= c.limit);
        for (k = 0; k < KEYS; k++) {
            for (i = 0; i < THREADS; i++) {
                kept += workers[i].kept[k] != NULL;
            }
        }
        assert_true(kept > 0 && kept < KEYS * THREADS);
        sp_store_destroy(c.store);
    }
}

/* Two threads that come to each key at the same moment: they wait for each
 * other in a loop, because a lock would let one go first. */
#define STEPS 50000

typedef struct pair_t {
    sp_store_t *store;
    const sp_look_t *look;
    sp_page_t *page;
    int arrived;
    const sp_page_t *kept[2][STEPS];
} pair_t;

typedef struct walker_t {
    pair_t *pair;
    int number;
} walker_t;

static void *walk(void *baton)
{
    const walker_t *w = baton;
    pair_t *p = w->pair;
    int i;

    for (i = 0; i < STEPS; i++) {
        int spins = 0;
        __atomic_add_fetch(&p->arrived, 1, __ATOMIC_ACQ_REL);
        while (__atomic_load_n(&p->arrived, __ATOMIC_ACQUIRE) < 2 * (i + 1)) {
            if (++spins > 1000) {
                sched_yield();
            }
        }
        p->kept[w->number][i] = sp_store_keep_page(p->store, p->look, 404,
                                                   SP_FORMAT_HTML, i, p->page);
    }
    return NULL;
}

static void threads_that_meet_at_a_key_get_the_same_entry(void **state)
{
    files_t *t = *state;
    pair_t *p = apr_pcalloc(t->pool, sizeof(*p));
    walker_t walkers[2] = {{p, 0}, {p, 1}};
    pthread_t other;
    int i;

    p->store = sp_store_create(PLENTY);
    p->look = sp_store_keep_look(p->store, no_chain, 0, small_look(t->pool));
    p->page = numbered(t->pool, 5);
    assert_int_equal(pthread_create(&other, NULL, walk, &walkers[1]), 0);
    walk(&walkers[0]);
    pthread_join(other, NULL);
    for (i = 0; i < STEPS; i++) {
        assert_non_null(p->kept[0][i]);
        assert_ptr_equal(p->kept[0][i], p->kept[1][i]);
        assert_ptr_equal(
            sp_store_page(p->store, p->look, 404, SP_FORMAT_HTML, i),
            p->kept[0][i]);
    }
    sp_store_destroy(p->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(what_is_kept_is_found_and_nothing_else),
        FILES_TEST(each_code_form_and_language_has_a_place_of_its_own),
        FILES_TEST(chains_that_share_a_place_are_told_apart),
        FILES_TEST(the_beginning_of_a_chain_is_another_chain),
        FILES_TEST(each_look_has_pages_of_its_own),
        FILES_TEST(the_first_of_a_key_stays),
        FILES_TEST(a_kept_page_outlives_what_it_was_made_from),
        FILES_TEST(a_kept_look_outlives_its_lists),
        FILES_TEST(all_that_is_kept_is_counted),
        FILES_TEST(the_bound_is_never_passed),
        FILES_TEST(past_the_bound_nothing_is_kept),
        FILES_TEST(threads_get_one_whole_entry_for_each_key),
        FILES_TEST(threads_do_not_pass_the_bound_together),
        FILES_TEST(threads_that_meet_at_a_key_get_the_same_entry),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
