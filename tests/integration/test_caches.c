/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Our pages in caches: mod_cache on this httpd, whose hits must have the
 * headers of its misses, and nginx in front of it, which must never hand one
 * client's page to another. */
#include "rows.h"
#include "checks.h"

#include "backend.h"
#include "front.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define STORABLE                                                               \
    "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n"                    \
    "Cache-Control: public, max-age=600\r\nX-Custom: kept\r\n"
#define FOR_NGINX                                                              \
    "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n"                    \
    "X-Accel-Expires: 600\r\nPragma: cache\r\nAge: 3\r\n"

/* One path for each test that must miss first. */
static const reply_t replies[] = {
    {"/page", STORABLE, "old", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/always", STORABLE, "old", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/plain", STORABLE, "old", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/fact", STORABLE, "old", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/accel", FOR_NGINX, "old", 0, BACKEND_LENGTH, 0, 0, 0},
    {NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0}};

static backend_t *backend;

/* One place for each provider: /disk/ and /socache/. */
static void add_cached_place(server_t *s, const char *provider)
{
    server_var(s, "AT", provider);
    s->conf = apr_pstrcat(
        s->pool, s->conf,
        text_fill(s->pool,
                  "CacheEnable @AT@ /@AT@/\n"
                  "ProxyPass /@AT@/page http://127.0.0.1:@BACKEND@/page\n"
                  "ProxyPass /@AT@/always http://127.0.0.1:@BACKEND@/always\n"
                  "ProxyPass /@AT@/plain http://127.0.0.1:@BACKEND@/plain\n"
                  "ProxyPass /@AT@/fact http://127.0.0.1:@BACKEND@/fact\n"
                  "<Location /@AT@/fact>\nStatusPagesTheme plain\n"
                  "StatusPagesTemplate html conf/fact.html\n</Location>\n"
                  "<LocationMatch ^/@AT@/(always|status/429)>\n"
                  "Header always set X-Robots-Tag none\n"
                  "Header always append Content-Language x\n"
                  "Header always unset X-Content-Type-Options\n"
                  "</LocationMatch>\n"
                  "<LocationMatch ^/@AT@/(plain|status/503)>\n"
                  "Header set X-Robots-Tag none\n"
                  "Header append Content-Language x\n"
                  "Header unset X-Content-Type-Options\n"
                  "</LocationMatch>\n"
                  "<Location /@AT@/status>\n"
                  "SetHandler statuspages\n</Location>\n",
                  s->vars),
        NULL);
}

static int start(void **state)
{
    server_t *s = server_new("caches");

    backend = backend_start(s->pool, replies);
    server_modules(s, "proxy proxy_http headers cache cache_disk "
                      "cache_socache socache_shmcb");
    server_var_int(s, "BACKEND", backend_port(backend));
    server_folder(s, "cache");
    server_file(s, "conf/still.html", "<!doctype html><p>{{status}} as ever\n");
    server_file(s, "conf/fact.html",
                "<!doctype html><p>{{status}} {{request_id}}\n");
    server_conf(s, "StatusPages On\nStatusPagesUpstream All\n"
                   "StatusPagesTemplate html conf/still.html\n"
                   "CacheRoot @ROOT@/cache\n"
                   "CacheSocache shmcb:@ROOT@/run/socache(512000)\n"
                   "<Location /front/>\n"
                   "StatusPagesTheme plain\n"
                   "StatusPagesTemplate html conf/front.html\n"
                   "StatusPagesDetails \"expr=-R '127.0.0.0/8'\"\n"
                   "</Location>\n"
                   "ProxyPass /front/ http://127.0.0.1:@BACKEND@/\n"
                   "ProxyPass /off/ http://127.0.0.1:@BACKEND@/\n"
                   "<Location /off/>\nStatusPages Off\n</Location>");
    server_file(s, "conf/front.html",
                "<!doctype html><p>{{status}} {{request_id}}\n"
                "{{#details}}{{detail.client}} {{detail.referer}}"
                "{{/details}}\n");
    add_cached_place(s, "disk");
    add_cached_place(s, "socache");
    server_start(s);
    *state = s;
    return 0;
}

static int stop(void **state)
{
    int rv = server_stop(*state);

    backend_stop(backend);
    return rv;
}

/* What changes by itself from one answer to the next. */
static int changes(const char *name)
{
    return strcasecmp(name, "Date") == 0 || strcasecmp(name, "Age") == 0;
}

/* httpd offers h2 with the first answer of a connection, but for those that
 * mod_cache's quick handler gives. */
static int is_of_the_connection(const char *name)
{
    return strcasecmp(name, "Upgrade") == 0 ||
           strcasecmp(name, "Connection") == 0;
}

/* How many lines there are of the answer itself. */
static int own_lines(const response_t *r)
{
    return apr_table_elts(r->headers)->nelts - response_header_count(r, "Age") -
           response_header_count(r, "Upgrade") -
           response_header_count(r, "Connection");
}

static void assert_same_headers(server_t *s, const response_t *hit,
                                const response_t *miss)
{
    const apr_array_header_t *rows = apr_table_elts(miss->headers);
    int i;

    for (i = 0; i < rows->nelts; i++) {
        const char *name = APR_ARRAY_IDX(rows, i, apr_table_entry_t).key;
        ROW("%s", name);

        if (is_of_the_connection(name)) {
            continue;
        }
        assert_int_equal(response_header_count(hit, name),
                         response_header_count(miss, name));
        if (!changes(name)) {
            assert_string_equal(response_header_all(hit, s->pool, name),
                                response_header_all(miss, s->pool, name));
        }
    }
    assert_int_equal(own_lines(hit), own_lines(miss));
    assert_string_equal(hit->body, miss->body);
}

static const char *const providers[] = {"/disk", "/socache"};

/* Ask until the answer comes from the cache: a long body may be with its
 * client before mod_cache has seen the end of it. */
static response_t *get_hit(server_t *s, const char *path)
{
    long until = text_now() + text_patience(5000);
    response_t *r;

    do {
        r = client_get(s, path, "Accept: text/html");
    } while (response_header(r, "Age") == NULL && text_now() < until);
    assert_non_null(response_header(r, "Age"));
    return r;
}

static void check_hit(server_t *s, const char *path, int status)
{
    response_t *miss = client_get(s, path, "Accept: text/html");
    response_t *hit = get_hit(s, path);

    assert_status(miss, status);
    assert_none_doubled(miss);
    assert_no_header(miss, "Age");
    assert_status(hit, status);
    assert_none_doubled(hit);
    assert_same_headers(s, hit, miss);
}

static void hits_of_pages_have_the_headers_of_misses(void **state)
{
    static const char *const paths[] = {"/page", "/always", "/plain"};
    server_t *s = *state;
    size_t i, k;

    for (i = 0; i < 2; i++) {
        for (k = 0; k < 3; k++) {
            ROW("%s%s", providers[i], paths[k]);
            check_hit(s, apr_pstrcat(s->pool, providers[i], paths[k], NULL),
                      404);
        }
    }
}

/* 429 and 503 stand in the places of "Header always" and "Header". */
static void hits_of_the_reference_have_the_headers_of_misses(void **state)
{
    static const char *const paths[] = {"/status/404", "/status/429",
                                        "/status/503"};
    server_t *s = *state;
    size_t i, k;

    for (i = 0; i < 2; i++) {
        for (k = 0; k < 3; k++) {
            ROW("%s%s", providers[i], paths[k]);
            check_hit(s, apr_pstrcat(s->pool, providers[i], paths[k], NULL),
                      200);
        }
    }
}

static void the_administrator_s_word_is_stored(void **state)
{
    static const char *const paths[] = {"/always", "/plain", "/status/429",
                                        "/status/503"};
    server_t *s = *state;
    size_t i, k;
    int again;

    for (i = 0; i < 2; i++) {
        for (k = 0; k < 4; k++) {
            for (again = 0; again < 2; again++) {
                ROW("%s%s, %d", providers[i], paths[k], again);
                response_t *r = client_get(
                    s, apr_pstrcat(s->pool, providers[i], paths[k], NULL),
                    "Accept: text/html");

                assert_header(r, "X-Robots-Tag", "none");
                assert_header(r, "Content-Language", "en, x");
                assert_no_header(r, "X-Content-Type-Options");
            }
        }
    }
}

static void a_page_with_a_fact_is_no_hit(void **state)
{
    server_t *s = *state;
    size_t i;

    for (i = 0; i < 2; i++) {
        ROW("%s", providers[i]);
        const char *path = apr_pstrcat(s->pool, providers[i], "/fact", NULL);
        response_t *first = client_get(s, path, "Accept: text/html");
        response_t *second = client_get(s, path, "Accept: text/html");

        assert_page(first, 404);
        assert_page(second, 404);
        assert_no_header(second, "Age");
        assert_string_not_equal(first->body, second->body);
    }
}

static response_t *through(server_t *s, int port, const char *path,
                           const char *referer)
{
    request_t q = {0};

    q.path = path;
    q.port = port;
    q.headers =
        apr_pstrcat(s->pool, "Accept: text/html\nReferer: ", referer, NULL);
    return client_send(s, &q);
}

/* The same response with pages off is stored: so nginx would have done it. */
static void nginx_gives_nobody_another_s_page(void **state)
{
    server_t *s = *state;
    response_t *off, *first, *second;
    front_t *nginx;
    int port;

    server_only_plain(s, "nginx asks it without TLS");
    if (front_program("nginx") == NULL) {
        rows_skip("nginx", front_package("nginx"));
    }
    nginx = front_start(s, "nginx");
    port = nginx->port;
    through(s, port, "/off/accel", "https://first.example/");
    off = through(s, port, "/off/accel", "https://second.example/");
    first = through(s, port, "/front/accel", "https://first.example/");
    second = through(s, port, "/front/accel", "https://second.example/");
    assert_int_equal(front_stop(nginx), 0);
    assert_kept(off, 404, "old");
    assert_header(off, "X-Nginx", "HIT");
    assert_page(first, 404);
    assert_body(first, "https://first.example/");
    assert_page(second, 404);
    assert_header(second, "X-Nginx", "MISS");
    assert_body(second, "https://second.example/");
    assert_no_body(second, "https://first.example/");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(hits_of_pages_have_the_headers_of_misses),
        TEST(hits_of_the_reference_have_the_headers_of_misses),
        TEST(the_administrator_s_word_is_stored),
        TEST(a_page_with_a_fact_is_no_hit),
        TEST(nginx_gives_nobody_another_s_page),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
