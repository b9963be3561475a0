/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Threads at one page cache for some seconds, as a child's workers use it: who
 * finds no page makes one and keeps it; looks that are the same and others,
 * hits and misses, with room for all, for some and for hardly any. Meant for
 * ThreadSanitizer ("make tsan"). What that can't know, that a page is the one
 * that was asked for, is looked at here. */
#include "rows.h"
#include "page_cache_helper.h"

#include <pthread.h>
#include <time.h>

#define THREADS 16
#define LOOKS 4
#define CODES 100
#define PAGES (LOOKS * CODES)
#define SECONDS 3 /* for each test */
#define ASKED 300 /* pages that a thread asks one cache for */

typedef struct crowd_t {
    sp_page_cache_t *cache;
    sp_appearance_t *appearance;
    sp_page_t *pages[PAGES]; /* NULL where they are made by core/page */
    pthread_barrier_t start;
} crowd_t;

typedef struct worker_t {
    crowd_t *crowd;
    unsigned random;
    long hits, kept, refused, faults;
} worker_t;

static unsigned pick(worker_t *w, unsigned below)
{
    w->random = w->random * 1664525u + 1013904223u;
    return (w->random >> 8) % below;
}

static const sp_appearance_t *look(crowd_t *c, unsigned serial)
{
    const sp_appearance_t *found =
        sp_page_cache_appearance(c->cache, &serial, 1);

    return found != NULL ? found
                         : sp_page_cache_keep_appearance(c->cache, &serial, 1,
                                                         c->appearance);
}

/* A page of ours says its number; one of core/page says its code. */
static int is_right(const crowd_t *c, const sp_page_t *page, unsigned number,
                    apr_pool_t *pool)
{
    const char *code = apr_itoa(pool, 400 + (int)(number % CODES));

    return c->pages[0] != NULL
               ? cache_is_numbered(page, (int)number)
               : strstr(pages_fill(page, NULL, pool), code) != NULL;
}

/* The page to keep, made in @a pool where the crowd has none ready. */
static const sp_page_t *make(const crowd_t *c, unsigned number,
                             sp_format_t format, apr_pool_t *pool)
{
    sp_page_t *made = NULL;
    sp_error_t err;

    if (c->pages[0] != NULL) {
        return c->pages[number];
    }
    memset(&err, 0, sizeof(err));
    sp_page_make(&made, c->appearance, 400 + (int)(number % CODES), format,
                 "en", pool, &err);
    return made;
}

static void ask(worker_t *w, apr_pool_t *pool)
{
    crowd_t *c = w->crowd;
    unsigned number = pick(w, PAGES);
    int code = 400 + (int)(number % CODES);
    sp_format_t format = (sp_format_t)pick(w, SP_FORMAT_COUNT);
    const sp_appearance_t *appearance = look(c, number / CODES);
    const sp_page_t *page;

    if (appearance == NULL) {
        w->refused++;
        return;
    }
    w->faults +=
        appearance->language_count != c->appearance->language_count ||
        strcmp(appearance->languages[0], c->appearance->languages[0]) != 0;
    page = sp_page_cache_page(c->cache, appearance, code, format, 0);
    w->hits += page != NULL;
    if (page == NULL) {
        page = make(c, number, format, pool);
        if (page == NULL) {
            w->faults++;
            return;
        }
        page = sp_page_cache_keep_page(c->cache, appearance, code, format, 0,
                                       page);
        w->kept += page != NULL;
        w->refused += page == NULL;
    }
    w->faults += page != NULL && !is_right(c, page, number, pool);
}

static void *work(void *baton)
{
    worker_t *w = baton;
    apr_pool_t *pool;
    int i;

    apr_pool_create(&pool, NULL);
    pthread_barrier_wait(&w->crowd->start);
    for (i = 0; i < ASKED; i++) {
        ask(w, pool);
        apr_pool_clear(pool);
    }
    apr_pool_destroy(pool);
    return NULL;
}

/* One cache from its beginning to its end; adds up what the threads met. */
static worker_t run(crowd_t *c, apr_size_t limit, unsigned seed)
{
    worker_t workers[THREADS], sum = {.crowd = c};
    pthread_t threads[THREADS];
    int i;

    c->cache = sp_page_cache_create(limit);
    pthread_barrier_init(&c->start, NULL, THREADS);
    for (i = 0; i < THREADS; i++) {
        workers[i] = sum;
        workers[i].random = seed * THREADS + (unsigned)i;
        pthread_create(&threads[i], NULL, work, &workers[i]);
    }
    memset(&sum, 0, sizeof(sum));
    for (i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        sum.hits += workers[i].hits;
        sum.kept += workers[i].kept;
        sum.refused += workers[i].refused;
        sum.faults += workers[i].faults;
    }
    pthread_barrier_destroy(&c->start);
    assert_true(sp_page_cache_used(c->cache) <= limit);
    sp_page_cache_destroy(c->cache);
    return sum;
}

/* Cache after cache until the time is over; each limit has its turn. */
static void stress(crowd_t *c)
{
    static const apr_size_t limits[] = {CACHE_PLENTY, 300000, 5000};
    worker_t seen[3], now;
    time_t until = time(NULL) + SECONDS;
    unsigned round;

    memset(seen, 0, sizeof(seen));
    for (round = 0; round < 3 || time(NULL) < until; round++) {
        ROW("round %u", round);
        now = run(c, limits[round % 3], round);
        assert_int_equal(now.faults, 0);
        seen[round % 3].hits += now.hits;
        seen[round % 3].kept += now.kept;
        seen[round % 3].refused += now.refused;
    }
    print_message("%u caches, %d threads\n", round, THREADS);
    assert_true(seen[0].hits > 0 && seen[0].kept > 0 && seen[0].refused == 0);
    assert_true(seen[1].hits > 0 && seen[1].kept > 0 && seen[1].refused > 0);
    assert_true(seen[2].refused > seen[2].kept);
}

static void a_crowd_at_pages_that_are_ready(void **state)
{
    files_t *t = *state;
    crowd_t c = {.appearance = cache_small_appearance(t->pool)};
    int i;

    for (i = 0; i < PAGES; i++) {
        c.pages[i] = cache_numbered(t->pool, i);
    }
    stress(&c);
}

static void a_crowd_that_makes_its_pages(void **state)
{
    files_t *t = *state;
    crowd_t c = {.appearance = pages_appearance(t)};

    stress(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(a_crowd_at_pages_that_are_ready),
        FILES_TEST(a_crowd_that_makes_its_pages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
