/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Beside mod_cache, with both providers, as quick handler and as a usual one:
 * a stale copy is better than a page of ours, however the backend fails, and
 * where there is none, or it may not be used, the page goes out. What hits
 * and misses tell is in test_caches.c. */
#include "neighbour.h"
#include "rows.h"

#include "backend.h"

#include <apr_strings.h>
#include <string.h>

#define FRESH                                                                  \
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"                          \
    "Cache-Control: max-age=1\r\n"                                             \
    "Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n"
#define STRICT                                                                 \
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"                          \
    "Cache-Control: max-age=1, must-revalidate\r\n"                            \
    "Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n"
#define GOOD(path, head)                                                       \
    {                                                                          \
        path, head, "a good body", 0, BACKEND_LENGTH, 0, 0, 2                  \
    }
#define BAD(path, head, body)                                                  \
    {                                                                          \
        path, head, body, 0, BACKEND_LENGTH, 0, 0, 0                           \
    }
#define LATE(path, head, ms)                                                   \
    {                                                                          \
        path, head, "", 0, BACKEND_LATE, 0, ms, 0                              \
    }
#define HTML "Content-Type: text/html\r\n"

/* Good for each of the two places of a server, then no more. */
static const reply_t replies[] = {
    GOOD("/html", FRESH),
    BAD("/html", "HTTP/1.1 500 Oops\r\n" HTML, "sorry"),
    GOOD("/empty", FRESH),
    BAD("/empty", "HTTP/1.1 503 Later\r\n", ""),
    GOOD("/json", FRESH),
    BAD("/json", "HTTP/1.1 502 Oops\r\nContent-Type: application/json\r\n",
        "{}"),
    GOOD("/silent", FRESH),
    LATE("/silent", "", 20000),
    GOOD("/shut", FRESH),
    LATE("/shut", "", 0),
    GOOD("/lost", FRESH),
    BAD("/lost", "HTTP/1.1 404 Lost\r\n" HTML, "sorry"),
    GOOD("/strict", STRICT),
    BAD("/strict", "HTTP/1.1 500 Oops\r\n" HTML, "sorry"),
    {NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0}};

/* What there is when the copy has become stale. */
static const struct {
    const char *path;
    int page; /* 0: the stale copy; else the page of this code */
} cases[] = {
    {"/html", 0}, {"/empty", 0},  {"/json", 0},     {"/silent", 0},
    {"/shut", 0}, {"/lost", 404}, {"/strict", 500},
};
#define STALE 5 /* of them */
#define CASES (sizeof(cases) / sizeof(cases[0]))

static const char *const providers[] = {"disk", "socache"};

static server_t *cache_server(const char *quick, backend_t **backend)
{
    server_t *s = server_new("stale");

    *backend = backend_start(s->pool, replies);
    server_modules(s, "proxy proxy_http cache cache_disk cache_socache "
                      "socache_shmcb");
    server_var_int(s, "BACKEND", backend_port(*backend));
    server_var(s, "QUICK", quick);
    server_folder(s, "cache");
    server_conf(s, "StatusPages On\nStatusPagesUpstream All\nProxyTimeout 1\n"
                   "CacheQuickHandler @QUICK@\nCacheStaleOnError On\n"
                   "CacheRoot @ROOT@/cache\n"
                   "CacheSocache shmcb:@ROOT@/run/socache(512000)\n"
                   "CacheEnable disk /disk\nCacheEnable socache /socache\n"
                   "ProxyPass /disk/ http://127.0.0.1:@BACKEND@/\n"
                   "ProxyPass /socache/ http://127.0.0.1:@BACKEND@/\n");
    server_start(s);
    return s;
}

static const char *path_of(server_t *s, size_t provider, size_t i)
{
    return apr_pstrcat(s->pool, "/", providers[provider], cases[i].path, NULL);
}

static void check_stale(server_t *s, size_t provider, size_t i)
{
    wire_t *w = wire_open(s);
    response_t *r =
        neighbour_ask(w, path_of(s, provider, i), "Accept: text/html\r\n");

    if (cases[i].page != 0) {
        assert_page(r, cases[i].page);
        assert_no_header(r, "Warning");
    }
    else {
        assert_status(r, r->status);
        assert_false(checks_is_ours(r));
        assert_string_equal(r->body, "a good body");
        assert_header_like(r, "Warning", "^11[01] ");
        assert_none_doubled(r);
    }
    assert_no_body(r, "sorry");
    neighbour_goes_on(w, r);
    wire_close(w);
}

/* The log tells the status that the client got: a stale copy is a 200. */
static void check_access_log(server_t *s)
{
    const char *log =
        text_read(s->pool, server_path(s, "logs/access_log"), NULL);

    assert_int_equal(text_count(log, " 200 11 "), 2 * CASES + 2 * STALE);
}

static void check_stale_copies(const char *quick)
{
    backend_t *backend;
    server_t *s = cache_server(quick, &backend);
    size_t p, i;

    for (p = 0; p < 2; p++) {
        for (i = 0; i < CASES; i++) {
            ROW("quick %s, %s", quick, path_of(s, p, i));
            wire_t *w = wire_open(s);

            assert_kept(neighbour_ask(w, path_of(s, p, i), ""), 200,
                        "a good body");
            wire_close(w);
        }
    }
    text_sleep(2100);
    errorlog_allow(s->log, "AH01102: |AH00898: |AH01097: ");
    for (p = 0; p < 2; p++) {
        for (i = 0; i < CASES; i++) {
            ROW("quick %s, %s", quick, path_of(s, p, i));
            check_stale(s, p, i);
        }
    }
    check_access_log(s);
    assert_int_equal(server_stop(s), 0);
    backend_stop(backend);
}

static void stale_is_better_with_the_quick_handler(void **state)
{
    check_stale_copies("On");
}

static void stale_is_better_without_it(void **state)
{
    check_stale_copies("Off");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stale_is_better_with_the_quick_handler),
        cmocka_unit_test(stale_is_better_without_it),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, NULL, NULL));
}
