/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Threads at one cache: none sees half an entry, each key has one entry, and
 * they do not pass the bound together. The thread sanitizer may judge, too. */
#include "rows.h"
#include "page_cache_helper.h"

#include <pthread.h>
#include <sched.h>

/* What threads work at together. */
#define THREADS 4
#define KEYS 64
#define ROUNDS 40

typedef struct crowd_t {
    sp_page_cache_t *cache;
    pthread_barrier_t start;
    sp_page_t *pages[KEYS];
    sp_appearance_t *appearance;
    apr_size_t limit;
} crowd_t;

typedef struct worker_t {
    crowd_t *crowd;
    int number;
    const sp_appearance_t *appearances[KEYS];
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
        const sp_appearance_t *appearance =
            sp_page_cache_keep_appearance(c->cache, &serial, 1, c->appearance);
        const sp_page_t *page;
        w->appearances[k] = appearance;
        if (appearance == NULL) {
            continue;
        }
        w->faults += appearance->language_count != 2;
        page =
            sp_page_cache_page(c->cache, appearance, 400 + k, SP_FORMAT_XML, 0);
        w->faults += page != NULL && !cache_is_numbered(page, k);
        page = sp_page_cache_keep_page(c->cache, appearance, 400 + k,
                                       SP_FORMAT_XML, 0, c->pages[k]);
        w->faults += page != NULL && !cache_is_numbered(page, k);
        w->kept[k] = page;
        w->faults += sp_page_cache_page(c->cache, appearance, 400 + k,
                                        SP_FORMAT_XML, 0) != page &&
                     page != NULL;
    }
    return NULL;
}

static void run_crowd(crowd_t *c, worker_t *workers)
{
    pthread_t threads[THREADS];
    int i;

    c->cache = sp_page_cache_create(c->limit);
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
    crowd_t c = {.appearance = cache_small_appearance(pool), .limit = limit};
    int k;

    for (k = 0; k < KEYS; k++) {
        c.pages[k] = cache_numbered(pool, k);
    }
    return c;
}

/* The bytes that one of each key takes, when nobody is in the way. */
static apr_size_t size_of_all(const crowd_t *c)
{
    sp_page_cache_t *cache = sp_page_cache_create(CACHE_PLENTY);
    apr_size_t used;
    unsigned k;

    for (k = 0; k < KEYS; k++) {
        unsigned serial = k / 2;
        const sp_appearance_t *appearance =
            sp_page_cache_keep_appearance(cache, &serial, 1, c->appearance);
        sp_page_cache_keep_page(cache, appearance, 400 + (int)k, SP_FORMAT_XML,
                                0, c->pages[k]);
    }
    used = sp_page_cache_used(cache);
    sp_page_cache_destroy(cache);
    return used;
}

static void threads_get_one_whole_entry_for_each_key(void **state)
{
    files_t *t = *state;
    crowd_t c = crowd(t->pool, CACHE_PLENTY);
    worker_t workers[THREADS];
    int round, i, k;

    for (round = 0; round < ROUNDS; round++) {
        ROW("round %d", round);
        run_crowd(&c, workers);
        for (k = 0; k < KEYS; k++) {
            ROW("key %d", (int)k);
            assert_non_null(workers[0].kept[k]);
            for (i = 1; i < THREADS; i++) {
                assert_ptr_equal(workers[i].appearances[k],
                                 workers[0].appearances[k]);
                assert_ptr_equal(workers[i].kept[k], workers[0].kept[k]);
            }
        }
        assert_int_equal(sp_page_cache_used(c.cache), size_of_all(&c));
        sp_page_cache_destroy(c.cache);
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
        ROW("round %d", round);
        int kept = 0;
        run_crowd(&c, workers);
        assert_true(sp_page_cache_used(c.cache) <= c.limit);
        for (k = 0; k < KEYS; k++) {
            for (i = 0; i < THREADS; i++) {
                kept += workers[i].kept[k] != NULL;
            }
        }
        assert_true(kept > 0 && kept < KEYS * THREADS);
        sp_page_cache_destroy(c.cache);
    }
}

/* Two threads that come to each key at the same moment: they wait for each
 * other in a loop, because a lock would let one go first. */
#define STEPS 50000

typedef struct pair_t {
    sp_page_cache_t *cache;
    const sp_appearance_t *appearance;
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
        p->kept[w->number][i] = sp_page_cache_keep_page(
            p->cache, p->appearance, 404, SP_FORMAT_HTML, i, p->page);
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

    p->cache = sp_page_cache_create(CACHE_PLENTY);
    p->appearance = sp_page_cache_keep_appearance(
        p->cache, cache_no_chain, 0, cache_small_appearance(t->pool));
    p->page = cache_numbered(t->pool, 5);
    assert_int_equal(pthread_create(&other, NULL, walk, &walkers[1]), 0);
    walk(&walkers[0]);
    pthread_join(other, NULL);
    for (i = 0; i < STEPS; i++) {
        ROW("step %d", i);
        assert_non_null(p->kept[0][i]);
        assert_ptr_equal(p->kept[0][i], p->kept[1][i]);
        assert_ptr_equal(
            sp_page_cache_page(p->cache, p->appearance, 404, SP_FORMAT_HTML, i),
            p->kept[0][i]);
    }
    sp_page_cache_destroy(p->cache);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(threads_get_one_whole_entry_for_each_key),
        FILES_TEST(threads_do_not_pass_the_bound_together),
        FILES_TEST(threads_that_meet_at_a_key_get_the_same_entry),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
