/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What of a replaced response stays on a page that holds a fact: nothing that
 * a cache could take for a permission, whichever way it came, and all that the
 * client needs. That caches then do as they should is in test_caches.c. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <string.h>

/* Each has told some cache to store, or for how long, or under which key. */
static const char *const caching[] = {
    "Age",
    "Akamai-Cache-Control",
    "CDN-Cache-Control",
    "Cache-Status",
    "Cache-Tag",
    "Cf-Cache-Status",
    "Cloudflare-CDN-Cache-Control",
    "Edge-Cache-Tag",
    "Edge-Control",
    "Expires",
    "Key",
    "Netlify-CDN-Cache-Control",
    "Netlify-Vary",
    "No-Vary-Search",
    "Pragma",
    "Surrogate-Capability",
    "Surrogate-Control",
    "Surrogate-Key",
    "Vercel-CDN-Cache-Control",
    "Warning",
    "X-Accel-Buffering",
    "X-Accel-Expires",
    "X-Accel-Redirect",
    "X-Cache",
    "X-Cache-Control",
    "X-Cache-Hits",
    "X-Cache-Tags",
    "X-Key",
    "X-LiteSpeed-Cache-Control",
    "X-TTL",
    "X-Unheard-Of",
    "x-accel-expires",
    "xkey",
};

static const char *const needed[] = {
    "Accept-Patch",
    "Access-Control-Allow-Origin",
    "Access-Control-Max-Age",
    "Allow",
    "Clear-Site-Data",
    "Cross-Origin-Opener-Policy",
    "DAV",
    "Link",
    "Location",
    "NEL",
    "Permissions-Policy",
    "Proxy-Authenticate",
    "RateLimit-Remaining",
    "Referrer-Policy",
    "Report-To",
    "Reporting-Endpoints",
    "Request-Id",
    "Retry-After",
    "Server-Timing",
    "Set-Cookie",
    "Strict-Transport-Security",
    "Via",
    "WWW-Authenticate",
    "X-Amzn-RequestId",
    "X-Amzn-Trace-Id",
    "X-B3-TraceId",
    "X-Correlation-Id",
    "X-Frame-Options",
    "X-RateLimit-Limit",
    "X-Request-ID",
    "traceparent",
    "x-request-id",
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* A handler's body with the header in either table, and a code returned. */
static const char *const ways[] = {
    "t?status=404&body=x&header=", "t?status=404&body=x&err=",
    "t?die=404&err="};

static int start(void **state)
{
    server_t *s = server_new("foreign");

    server_modules(s, "cgid headers alias http2");
    server_file(s, "conf/still.html", "<!doctype html><p>{{status}} as ever\n");
    server_script(s, "cgi-bin/told",
                  "#!/bin/sh\n"
                  "echo 'Status: 404 Not Found'\n"
                  "echo 'Content-Type: text/html'\n"
                  "IFS=+; for h in $QUERY_STRING; do echo \"$h: 600\"; done\n"
                  "printf '\\nold'\n");
    server_script(s, "cgi-bin/local",
                  "#!/bin/sh\n"
                  "printf 'X-Foo: 1\\nLocation: /gone\\n\\n'\n");
    server_conf(s, "StatusPages On\nStatusPagesUpstream All\n"
                   "ScriptAliasMatch ^/cgi/(.*)$ @ROOT@/cgi-bin/$1\n"
                   "<LocationMatch /t$>\nSetHandler sp-test\n</LocationMatch>\n"
                   "<Location /still/>\n"
                   "StatusPagesTemplate html conf/still.html\n</Location>\n"
                   "<Location /keep/>\n"
                   "StatusPagesKeepHeaders X-Error-Code x-tenant ETag "
                   "Cache-Control\n</Location>\n"
                   "<Location /keep/robots/>\n"
                   "StatusPagesKeepHeaders x-robots-tag\n</Location>\n"
                   "<Location /bare/>\n"
                   "StatusPagesHeaders Off\n</Location>\n"
                   "<Location /keep/other/>\n"
                   "StatusPagesKeepHeaders X-Other\n</Location>\n"
                   "<Location /keep/none/>\n"
                   "StatusPagesKeepHeaders None\n</Location>\n"
                   "Header always set X-Early yes early\n"
                   "Header set X-Early-Too yes early\n"
                   "RedirectMatch 404 ^/gone\n"
                   "<Location /mine/>\n"
                   "Header always set X-Accel-Expires 5\n"
                   "Header set Surrogate-Control mine\n</Location>\n");
    server_start(s);
    *state = s;
    return 0;
}

static response_t *get_with(server_t *s, const char *place, size_t way,
                            const char *name)
{
    return client_get(
        s, apr_pstrcat(s->pool, place, ways[way], name, ":600", NULL), "");
}

/* What protects the page is ours, whatever a backend says: a value that no
 * browser knows would be as good as none. The administrator may say otherwise.
 */
static void no_backend_takes_protection_away(void **state)
{
    server_t *s = *state;
    size_t i;

    for (i = 0; i < 2 * COUNT(ways); i++) {
        const char *place = i % 2 ? "/still/" : "/";
        response_t *r;

        ROW("%s%s", place, ways[i / 2]);
        r = get_with(s, place, i / 2, "X-Content-Type-Options");
        assert_header(r, "X-Content-Type-Options", "nosniff");
        r = get_with(s, place, i / 2, "X-Robots-Tag");
        assert_header(r, "X-Robots-Tag", "noindex");
        r = get_with(s, "/keep/robots/", i / 2, "X-Robots-Tag");
        assert_header(r, "X-Robots-Tag", "600");
        r = get_with(s, "/bare/", i / 2, "X-Robots-Tag");
        assert_header(r, "X-Robots-Tag", "600");
    }
}

static void no_word_of_caching_stays_on_a_page_with_a_fact(void **state)
{
    size_t i, k;

    for (i = 0; i < COUNT(caching); i++) {
        for (k = 0; k < COUNT(ways); k++) {
            ROW("%s%s", ways[k], caching[i]);
            response_t *r = get_with(*state, "/", k, caching[i]);

            assert_page(r, 404);
            assert_no_header(r, caching[i]);
            assert_header(r, "Cache-Control", "no-store");
        }
    }
}

static void what_the_client_needs_stays(void **state)
{
    size_t i, k;

    for (i = 0; i < COUNT(needed); i++) {
        for (k = 0; k < COUNT(ways); k++) {
            ROW("%s%s", ways[k], needed[i]);
            response_t *r = get_with(*state, "/", k, needed[i]);

            assert_page(r, 404);
            assert_header(r, needed[i], "600");
        }
    }
}

/* All at once, from a script: httpd lays most of its headers into the second
 * table, and some into the first. */
static void a_script_s_headers_are_judged_as_well(void **state)
{
    server_t *s = *state;
    const char *query = "";
    response_t *r;
    size_t i;

    for (i = 0; i < COUNT(caching); i++) {
        query = apr_pstrcat(s->pool, query, "+", caching[i], NULL);
    }
    for (i = 0; i < COUNT(needed); i++) {
        if (strcmp(needed[i], "Location") != 0) { /* it would redirect */
            query = apr_pstrcat(s->pool, query, "+", needed[i], NULL);
        }
    }
    query = apr_pstrcat(s->pool, "/cgi/told?", query + 1, NULL);
    r = client_get(s, query, "");
    assert_page(r, 404);
    for (i = 0; i < COUNT(caching); i++) {
        ROW("%s", caching[i]);
        assert_no_header(r, caching[i]);
    }
    for (i = 0; i < COUNT(needed); i++) {
        ROW("%s", needed[i]);
        assert_true(strcmp(needed[i], "Location") == 0 ||
                    response_header(r, needed[i]) != NULL);
    }
}

/* Several rows of one name, first and last of their table. */
static void every_row_of_a_name_goes(void **state)
{
    static const char *const paths[] = {"/t?surrounded", "/t?surrounded-err"};
    size_t i;

    for (i = 0; i < COUNT(paths); i++) {
        ROW("%s", paths[i]);
        response_t *r = client_get(*state, paths[i], "");

        assert_page(r, 404);
        assert_no_header(r, "X-Accel-Expires");
        assert_no_header(r, "Surrogate-Control");
        assert_no_header(r, "Pragma");
        assert_int_equal(response_header_count(r, "Set-Cookie"), 2);
        assert_header(r, "X-Request-Id", "id");
    }
}

/* Nothing in it is anybody's own: its application may say who stores it. */
static void a_page_without_facts_keeps_them(void **state)
{
    size_t i, k;

    for (i = 0; i < COUNT(caching); i++) {
        for (k = 0; k < COUNT(ways); k++) {
            ROW("%s%s", ways[k], caching[i]);
            response_t *r = get_with(*state, "/still/", k, caching[i]);

            assert_page(r, 404);
            assert_header(r, caching[i], "600");
        }
    }
}

static void an_application_s_own_stays_where_it_is_named(void **state)
{
    static const struct {
        const char *place;
        const char *name;
        int stays;
    } rows[] = {{"/", "X-Error-Code", 0},
                {"/keep/", "X-Error-Code", 1},
                {"/keep/", "x-ERROR-code", 1},
                {"/keep/", "X-Tenant", 1},
                {"/keep/", "X-Error", 0},
                {"/keep/", "X-Error-Code-2", 0},
                {"/keep/", "X-Accel-Expires", 0},
                {"/keep/", "ETag", 0}, /* of the old body */
                {"/keep/", "Retry-After", 1},
                {"/keep/other/", "X-Other", 1},
                {"/keep/other/", "X-Error-Code", 0},
                {"/keep/none/", "X-Error-Code", 0},
                {"/keep/none/", "None", 0}};
    size_t i, k;

    for (i = 0; i < COUNT(rows); i++) {
        for (k = 0; k < COUNT(ways); k++) {
            ROW("%s%s%s", rows[i].place, ways[k], rows[i].name);
            response_t *r = get_with(*state, rows[i].place, k, rows[i].name);

            assert_page(r, 404);
            assert_int_equal(response_header_count(r, rows[i].name),
                             rows[i].stays);
        }
    }
}

static void no_store_is_there_whatever_is_named(void **state)
{
    size_t k;

    for (k = 0; k < COUNT(ways); k++) {
        ROW("%s", ways[k]);
        assert_header(get_with(*state, "/keep/", k, "Cache-Control"),
                      "Cache-Control", "no-store");
    }
}

static void the_administrator_s_own_are_no_foreign_ones(void **state)
{
    size_t k;

    for (k = 0; k < COUNT(ways); k++) {
        ROW("%s", ways[k]);
        response_t *r = get_with(*state, "/mine/", k, "X-Accel-Expires");

        assert_page(r, 404);
        assert_header(r, "X-Accel-Expires", "5");
        if (k < 2) { /* for httpd's own errors plain "Header" is not heard */
            assert_header(r, "Surrogate-Control", "mine");
        }
    }
}

/* httpd's own errors know "always" alone. */
static void what_is_set_early_is_the_administrator_s_too(void **state)
{
    static const struct {
        const char *path;
        int always, plain;
    } rows[] = {{"/gone", 1, 0},
                {"/t?die=404", 1, 0},
                {"/t?status=404&body=x", 1, 1},
                {"/cgi/told?X-Foo", 1, 1},
                {"/cgi/local", 1, 0},
                /* which the handler has made its own */
                {"/t?die=404&err=X-Early:mine", 0, 0},
                {"/t?status=404&body=x&header=X-Early-Too:mine", 1, 0}};
    size_t i;

    for (i = 0; i < COUNT(rows); i++) {
        ROW("%s", rows[i].path);
        response_t *r = client_get(*state, rows[i].path, "");

        assert_page(r, 404);
        assert_int_equal(response_header_count(r, "X-Early"), rows[i].always);
        assert_int_equal(response_header_count(r, "X-Early-Too"),
                         rows[i].plain);
        assert_no_header(r, "X-Foo");
    }
}

/* Over HTTP/2 they would stand behind the page. */
static void nor_do_trailers(void **state)
{
    request_t q = {.path = "/t?described", .http = 20};
    response_t *r = client_send(*state, &q);

    assert_page(r, 404);
    assert_no_header(r, "X-Trailer");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(no_backend_takes_protection_away),
        TEST(no_word_of_caching_stays_on_a_page_with_a_fact),
        TEST(what_the_client_needs_stays),
        TEST(a_script_s_headers_are_judged_as_well),
        TEST(every_row_of_a_name_goes),
        TEST(nor_do_trailers),
        TEST(a_page_without_facts_keeps_them),
        TEST(an_application_s_own_stays_where_it_is_named),
        TEST(what_is_set_early_is_the_administrator_s_too),
        TEST(no_store_is_there_whatever_is_named),
        TEST(the_administrator_s_own_are_no_foreign_ones),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
