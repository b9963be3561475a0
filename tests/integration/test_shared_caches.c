/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Shared caches in front of us: nginx, Varnish, a second httpd's mod_cache. No
 * page with a fact is ever given to two clients, whatever the application has
 * said about storing, one after another, at once, and where the cache gives
 * what is stale. A page without a fact may be stored, and each variant of it
 * reaches who asked for it. */
#include "rows.h"
#include "checks.h"

#include "backend.h"
#include "front.h"

#include <apr_strings.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* What most caches store by default, and some that they do not. */
static const struct {
    int code;
    const char *phrase;
    int all; /* stored by each of the three, where it may be */
} codes[] = {
    {404, "Not Found", 1},   {410, "Gone", 1},
    {301, "Moved", 1},       {405, "Method Not Allowed", 0},
    {451, "Unavailable", 0}, {501, "Not Implemented", 0},
    {503, "Later", 0},
};

/* What an application may say of its own body. The first is believed by all. */
static const char *const said[] = {
    "Cache-Control: public, max-age=600\r\n",
    "Expires: Fri, 31 Dec 2099 23:59:59 GMT\r\nAge: 3\r\nPragma: cache\r\n",
    "Surrogate-Control: max-age=600\r\nX-Accel-Expires: 600\r\n"
    "CDN-Cache-Control: max-age=600\r\n",
    "Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\nETag: \"old\"\r\n"
    "Cache-Control: max-age=600, s-maxage=600, stale-if-error=600\r\n"
    "X-Tenant: one\r\nVary: X-Nobody\r\n",
    "",
};

#define REPLIES (COUNT(codes) * COUNT(said))
/* These and three for the test of what is stale, and the end. */
static reply_t replies[REPLIES + 4];
static backend_t *backend;

static const char stale_ok[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                               "Cache-Control: max-age=1\r\n";
static const char stale_error[] =
    "HTTP/1.1 503 Later\r\nContent-Type: text/html\r\n"
    "Cache-Control: public, max-age=600\r\n";

static void fill_replies(apr_pool_t *pool)
{
    reply_t *r = replies;
    size_t i, k;

    for (i = 0; i < COUNT(codes); i++) {
        for (k = 0; k < COUNT(said); k++, r++) {
            r->path = apr_psprintf(pool, "/%d-%d", codes[i].code, (int)k);
            r->head =
                apr_psprintf(pool,
                             "HTTP/1.1 %d %s\r\nContent-Type: text/html\r\n"
                             "Location: /elsewhere\r\n%s",
                             codes[i].code, codes[i].phrase, said[k]);
            r->body = "old";
        }
    }
    r->path = "/flips";
    r->head = stale_ok;
    r->body = "fresh";
    r->times = 1;
    r++;
    r->path = "/flips";
    r->head = stale_error;
    r->body = "old";
}

/* Places with a fact on the page: one of a live variable, of details, of the
 * id alone, of the default theme. */
static const char *const places[] = {"live", "details", "id", "usual", "keep"};

static const char conf[] =
    "StatusPages On\nStatusPagesUpstream All\nStatusPagesCodes 3xx 4xx 5xx\n"
    "SetEnvIf X-Token (.+) UNIQUE_ID=$1\n"
    "<Location /off/>\nStatusPages Off\n</Location>\n"
    "<Location /live/>\nStatusPagesTheme plain\n"
    "StatusPagesTemplate html conf/live.html\n"
    "StatusPagesVar name \"%{req:X-Token}\"\n</Location>\n"
    "<Location /details/>\nStatusPagesTheme plain\n"
    "StatusPagesTemplate html conf/details.html\n"
    "StatusPagesDetails On\n</Location>\n"
    "<Location /id/>\nStatusPagesTheme plain\n"
    "StatusPagesTemplate html conf/id.html\n</Location>\n"
    "<Location /keep/>\nStatusPagesKeepHeaders X-Tenant\n</Location>\n"
    "<Location /still/>\n"
    "StatusPagesTemplate html conf/still.html\n"
    "StatusPagesTemplate json conf/still.json\n"
    "StatusPagesTemplate text conf/still.txt\n</Location>\n"
    "ProxyPassMatch ^/[a-z]+/([0-9a-z-]+)$ http://127.0.0.1:@UP@/$1 retry=0\n";

static int start(void **state)
{
    server_t *s = server_new("shared");

    fill_replies(s->pool);
    backend = backend_start(s->pool, replies);
    server_modules(s, "proxy proxy_http setenvif");
    server_var_int(s, "UP", backend_port(backend));
    server_file(s, "conf/live.html",
                "<!doctype html><p>{{status}} {{vars.name}}\n");
    server_file(s, "conf/details.html",
                "<!doctype html><p>{{status}} {{#details}}{{detail.referer}}"
                "{{/details}}\n");
    server_file(s, "conf/id.html",
                "<!doctype html><p>{{status}} {{request_id}}\n");
    server_file(s, "conf/still.html",
                "<!doctype html><p>{{status}} "
                "{{message}} {{language}}\n");
    server_file(s, "conf/still.json",
                "{\"status\": {{status}}, \"title\": \"{{message}}\", "
                "\"pad\": \"" /* long enough for gzip */
                "{{#paragraphs}}{{.}}{{/paragraphs}}\"}\n");
    server_file(s, "conf/still.txt", "{{status}} {{message}} {{language}}\n");
    server_conf(s, "StatusPagesCompress On 1");
    server_conf(s, conf);
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

static int tokens;

/* A request of somebody else's, over the cache; its token in @a token. */
static wire_t *ask(server_t *s, const front_t *front, const char *path,
                   const char **token)
{
    server_t *at = apr_pmemdup(s->pool, s, sizeof(*s));
    wire_t *w;

    at->port = front->port;
    *token = apr_psprintf(s->pool, "tok%06dkot", ++tokens);
    w = wire_open(at);
    wire_send(w,
              apr_psprintf(s->pool,
                           "GET %s HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n"
                           "X-Token: %s\r\nReferer: http://%s/\r\n"
                           "Connection: close\r\n\r\n",
                           path, *token, *token),
              0);
    return w;
}

/* It is a page for who asked, and for nobody else. */
static void assert_own_page(wire_t *w, const char *token, int code)
{
    response_t *r = wire_read(w, "GET");
    const char *at = r->body;

    assert_status(r, code);
    assert_body(r, token);
    while ((at = strstr(at, "tok")) != NULL) {
        if (strncmp(at, token, strlen(token)) != 0) {
            response_dump(r);
            print_error("that page is another's, not %s's\n", token);
            fail();
        }
        at += 3;
    }
    wire_close(w);
}

static response_t *get(server_t *s, const front_t *front, const char *path)
{
    const char *token;
    wire_t *w = ask(s, front, path, &token);
    response_t *r = wire_read(w, "GET");

    wire_close(w);
    return r;
}

/* What is left alone is stored: the cache is one, and believes these words. */
static void assert_it_stores(server_t *s, const front_t *front)
{
    size_t i;

    for (i = 0; i < COUNT(codes) && codes[i].all; i++) {
        ROW("%d is stored", codes[i].code);
        const char *path = apr_psprintf(s->pool, "/off/%d-0", codes[i].code);
        int before;

        assert_kept(get(s, front, path), codes[i].code, "old");
        text_sleep(text_patience(50)); /* until it is on the disk */
        before = backend_hits(backend);
        assert_kept(get(s, front, path), codes[i].code, "old");
        assert_int_equal(backend_hits(backend), before);
    }
}

#define IN_A_ROW 3
#define AT_ONCE 4

static void assert_nobody_shares(server_t *s, const front_t *front,
                                 const char *path, int code)
{
    const char *token;
    int i;

    for (i = 0; i < IN_A_ROW; i++) {
        wire_t *w = ask(s, front, path, &token);

        assert_own_page(w, token, code);
    }
}

/* Requests for one address at once are collapsed: all wait for the answer to
 * the first. A path that was not asked for yet. */
static void assert_nobody_waits_for_another_s(server_t *s, const front_t *front)
{
    wire_t *w[AT_ONCE];
    const char *token[AT_ONCE];
    size_t place;
    int i;

    for (place = 0; place < COUNT(places); place++) {
        ROW("%s, at once", places[place]);
        const char *path = apr_psprintf(s->pool, "/%s/404-0", places[place]);

        for (i = 0; i < AT_ONCE; i++) {
            w[i] = ask(s, front, path, &token[i]);
        }
        for (i = 0; i < AT_ONCE; i++) {
            assert_own_page(w[i], token[i], 404);
        }
    }
}

/* The second client of a path that worked a moment ago: what is stale, or a
 * page of its own. */
static void assert_stale_or_own(server_t *s, const front_t *front)
{
    int i;

    for (i = 0; i < 4; i++) {
        const char *token;
        wire_t *w = ask(s, front, "/details/flips", &token);
        response_t *r = wire_read(w, "GET");

        if (r->status == 200) {
            assert_body(r, "fresh");
            assert_no_body(r, "tok");
        }
        else {
            assert_status(r, 503);
            assert_body(r, token);
            assert_int_equal(text_count(r->body, "tok"), 1);
        }
        wire_close(w);
        text_sleep(i == 0 ? 2100 : 0); /* past max-age */
    }
}

static void nobody_gets_another_s_page(server_t *s, const char *name)
{
    front_t *front;
    size_t place, i, k;

    server_only_http_1(s, "bytes of HTTP/1 on a connection");
    if (front_program(name) == NULL) {
        rows_skip(name, front_package(name));
    }
    front = front_start(s, name);
    assert_it_stores(s, front);
    assert_nobody_waits_for_another_s(s, front);
    for (place = 0; place < COUNT(places); place++) {
        ROW("%s", places[place]);
        for (i = 0; i < COUNT(codes); i++) {
            for (k = 0; k < COUNT(said); k++) {
                ROW("%d, %s", codes[i].code, said[k]);
                assert_nobody_shares(s, front,
                                     apr_psprintf(s->pool, "/%s/%d-%d",
                                                  places[place], codes[i].code,
                                                  (int)k),
                                     codes[i].code);
            }
        }
    }
    assert_stale_or_own(s, front);
    assert_int_equal(front_stop(front), 0);
}

static void behind_nginx_nobody_gets_another_s_page(void **state)
{
    nobody_gets_another_s_page(*state, "nginx");
}

static void behind_varnish_nobody_gets_another_s_page(void **state)
{
    nobody_gets_another_s_page(*state, "varnish");
}

static void behind_mod_cache_nobody_gets_another_s_page(void **state)
{
    nobody_gets_another_s_page(*state, "httpd");
}

/* Every variant of a page that all readers share, as the server gives it. */
static void assert_variants(server_t *s, const front_t *front)
{
    static const char *const types[] = {"text/html", "application/json",
                                        "text/plain"};
    static const char *const languages[] = {"en", "de", "ar"};
    int n;

    for (n = 0; n < 18; n++) {
        const char *headers = apr_psprintf(
            s->pool, "Accept: %s\nAccept-Language: %s\n%s", types[n % 3],
            languages[n / 3 % 3], n / 9 ? "Accept-Encoding: gzip" : "");
        ROW("%s", headers);
        request_t q = {0};
        response_t *direct, *over;
        apr_size_t length;
        const char *text;

        q.path = "/still/404-0";
        q.headers = headers;
        direct = client_send(s, &q);
        q.port = front->port;
        over = client_send(s, &q);
        assert_status(direct, 404);
        assert_true(checks_is_ours(direct));
        assert_status(over, 404);
        text = response_text(over, s->pool, &length);
        assert_non_null(text);
        assert_string_equal(text, response_text(direct, s->pool, &length));
        assert_header(over, "Content-Language", languages[n / 3 % 3]);
        assert_header(over, "Content-Type",
                      response_header(direct, "Content-Type"));
        assert_true(n / 9 || response_header(over, "Content-Encoding") == NULL);
    }
}

/* The first time each variant may be fetched, the second time none is. */
static void each_variant_is_shared(void **state)
{
    static const char *const names[] = {"nginx", "varnish", "httpd"};
    server_t *s = *state;
    size_t i;

    server_only_http_1(s, "bytes of HTTP/1 on a connection");
    for (i = 0; i < COUNT(names); i++) {
        ROW("%s", names[i]);
        front_t *front;
        int before;

        if (front_program(names[i]) == NULL) {
            rows_skip(names[i], front_package(names[i]));
        }
        front = front_start(s, names[i]);
        assert_variants(s, front);
        before = backend_hits(backend);
        assert_variants(s, front);
        assert_int_equal(backend_hits(backend), before + 18); /* direct ones */
        assert_int_equal(front_stop(front), 0);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(behind_nginx_nobody_gets_another_s_page),
        TEST(behind_varnish_nobody_gets_another_s_page),
        TEST(behind_mod_cache_nobody_gets_another_s_page),
        TEST(each_variant_is_shared),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
