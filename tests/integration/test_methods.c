/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Every method gets the page, from httpd's errors and from a handler's; HEAD
 * gets the headers of GET, byte for byte. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <string.h>
#include <strings.h>

static int start(void **state)
{
    server_t *s = server_new("methods");

    server_modules(s, "http2 setenvif alias");
    /* one id for all requests, so that pages can be compared */
    server_conf(s, "StatusPages On\n"
                   "StatusPagesUpstream All\n"
                   "SetEnvIf Request_URI . UNIQUE_ID=the-same-id\n"
                   "RedirectMatch 404 ^/gone\n");
    server_start(s);
    *state = s;
    return 0;
}

static response_t *ask(server_t *s, const char *method, const char *path,
                       int http, const char *headers)
{
    request_t q = {0};

    q.method = method;
    q.path = path;
    q.http = http;
    q.headers = headers;
    /* No body over HTTP/2: httpd may reset a stream whose body it has not
     * read before the client has read the answer. It does so without us, too */
    q.body =
        http != 20 && text_matches(method, "^P(OS|U|ATC)") ? "some=body" : NULL;
    return client_send(s, &q);
}

static const char *const paths[] = {"/gone", "/t?die=404",
                                    "/t?status=404&body=x", "/t?empty404"};

static void every_method_gets_the_page(void **state)
{
    static const char *const methods[] = {"GET",   "POST",    "PUT",  "DELETE",
                                          "PATCH", "OPTIONS", "BREW", "REPORT"};
    size_t i, k;

    for (i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
        ROW("%s", methods[i]);
        for (k = 0; k < sizeof(paths) / sizeof(paths[0]); k++) {
            ROW("%s", paths[k]);
            assert_page(ask(*state, methods[i], paths[k], 11, NULL), 404);
            assert_page(ask(*state, methods[i], paths[k], 20, NULL), 404);
        }
    }
}

static void every_method_tells_the_same(void **state)
{
    response_t *get = ask(*state, "GET", "/gone", 11, NULL);
    response_t *post = ask(*state, "POST", "/gone", 11, NULL);

    assert_string_equal(get->body, post->body);
}

/* All header lines but Date, in order. */
static const char *all_headers(server_t *s, const response_t *r)
{
    const apr_table_entry_t *all =
        (const apr_table_entry_t *)apr_table_elts(r->headers)->elts;
    const char *text = "";
    int i;

    for (i = 0; i < apr_table_elts(r->headers)->nelts; i++) {
        if (strcasecmp(all[i].key, "Date") != 0) {
            text = apr_pstrcat(s->pool, text, all[i].key, ": ", all[i].val,
                               "\n", NULL);
        }
    }
    return text;
}

static void head_has_the_headers_of_get(void **state)
{
    static const char *const accepts[] = {
        "Accept: text/html", "Accept: application/json", "Accept: text/xml",
        "Accept: text/plain", "Accept: text/markdown"};
    server_t *s = *state;
    int http;
    size_t i, k;

    for (http = 11; http <= 20; http += 9) {
        ROW("HTTP %d", http);
        for (i = 0; i < sizeof(accepts) / sizeof(accepts[0]); i++) {
            ROW("%s", accepts[i]);
            for (k = 0; k < sizeof(paths) / sizeof(paths[0]); k++) {
                ROW("%s", paths[k]);
                response_t *get = ask(s, "GET", paths[k], http, accepts[i]);
                response_t *head = ask(s, "HEAD", paths[k], http, accepts[i]);

                assert_page(get, 404);
                assert_head_page(head, 404);
                assert_string_equal(all_headers(s, head), all_headers(s, get));
            }
        }
    }
}

static void both_versions_have_the_same_headers(void **state)
{
    server_t *s = *state;
    response_t *one = ask(s, "GET", "/gone", 11, NULL);
    response_t *two = ask(s, "GET", "/gone", 20, NULL);

    assert_string_equal(one->body, two->body);
    assert_header(two, "Content-Length",
                  response_header(one, "Content-Length"));
    assert_header(two, "Content-Security-Policy",
                  response_header(one, "Content-Security-Policy"));
    assert_header(two, "Vary", response_header(one, "Vary"));
}

static void a_body_that_nobody_read_is_no_next_request(void **state)
{
    wire_t *w = wire_open(*state);

    wire_send(w,
              "POST /gone HTTP/1.1\r\nHost: a\r\nContent-Length: 43\r\n\r\n"
              "GET /t?die=500 HTTP/1.1\r\nHost: smuggled\r\n\r\n",
              0);
    assert_page(wire_read(w, "POST"), 404);
    assert_in_step(w);
    wire_close(w);
}

static void head_leaves_the_connection_in_step(void **state)
{
    wire_t *w = wire_open(*state);
    size_t i;

    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ROW("%s", paths[i]);
        wire_send(w,
                  apr_psprintf(w->server->pool,
                               "HEAD %s HTTP/1.1\r\nHost: a\r\n\r\n", paths[i]),
                  0);
        assert_head_page(wire_read(w, "HEAD"), 404);
        assert_in_step(w);
    }
    wire_close(w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(every_method_gets_the_page),
        TEST(every_method_tells_the_same),
        TEST(head_has_the_headers_of_get),
        TEST(both_versions_have_the_same_headers),
        TEST(a_body_that_nobody_read_is_no_next_request),
        TEST(head_leaves_the_connection_in_step),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
