/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Errors with a body of a backend's: whose body goes out, under each policy
 * of StatusPagesUpstream, over HTTP, FastCGI and CGI. */
#include "rows.h"
#include "checks.h"

#include "backend.h"

#include <apr_strings.h>
#include <string.h>

#define OOPS "HTTP/1.1 500 Oops\r\n"
#define HTML "Content-Type: text/html; charset=latin1\r\n"
#define END                                                                    \
    {                                                                          \
        NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0                           \
    }

/* "old" with gzip's wrapping around it */
static const char gzipped[] =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xcb\xcf\x49\x01\x00\xe5\xd4\x5d"
    "\x3f\x03\x00\x00\x00";

static const reply_t replies[] = {
    {"/html", OOPS HTML, "<p>old", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/html-chunked", OOPS HTML, "<p>old", 0, BACKEND_CHUNKED, 3, 5, 0},
    {"/html-close", "HTTP/1.0 500 Oops\r\n" HTML, "<p>old", 0, BACKEND_CLOSE, 0,
     0, 0},
    {"/html-late", OOPS HTML, "<p>old", 0, BACKEND_CHUNKED, 1, 300, 0},
    {"/untyped", OOPS, "old", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/json", OOPS "Content-Type: application/json\r\n", "{\"old\":1}", 0,
     BACKEND_LENGTH, 0, 0, 0},
    {"/htmlish", OOPS "Content-Type: text/html5\r\n", "old", 0, BACKEND_LENGTH,
     0, 0, 0},
    {"/empty", OOPS HTML, "", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/empty-json", OOPS "Content-Type: application/json\r\n", "", 0,
     BACKEND_LENGTH, 0, 0, 0},
    {"/empty-chunked", OOPS, "", 0, BACKEND_CHUNKED, 0, 0, 0},
    {"/empty-close", "HTTP/1.0 500 Oops\r\n", "", 0, BACKEND_CLOSE, 0, 0, 0},
    {"/gzip", OOPS HTML "Content-Encoding: gzip\r\nETag: \"z\"\r\n", gzipped,
     sizeof(gzipped) - 1, BACKEND_LENGTH, 0, 0, 0},
    {"/keep", OOPS HTML "Status-Pages: keep\r\n", "<p>old", 0, BACKEND_LENGTH,
     0, 0, 0},
    {"/keep-empty", OOPS "Status-Pages: keep\r\n", "", 0, BACKEND_LENGTH, 0, 0,
     0},
    {"/cookies",
     "HTTP/1.1 503 Later\r\nSet-Cookie: a=1\r\n"
     "Set-Cookie: b=2\r\nRetry-After: 77\r\nX-Own: 1\r\n"
     "WWW-Authenticate: Bearer\r\n" HTML,
     "<p>old", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/good", "HTTP/1.1 200 OK\r\n" HTML "Status-Pages: keep\r\n", "<p>old", 0,
     BACKEND_LENGTH, 0, 0, 0},
    {"/404", "HTTP/1.1 404 Nope\r\n" HTML, "<p>old", 0, BACKEND_LENGTH, 0, 0,
     0},
    {"/502", "HTTP/1.1 502 Nope\r\n" HTML, "<p>old", 0, BACKEND_LENGTH, 0, 0,
     0},
    {"/304", "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n", "", 0,
     BACKEND_CLOSE, 0, 0, 0},
    {"/cut", OOPS HTML "Content-Length: 1000\r\nConnection: close\r\n\r\n",
     "<p>old", 0, BACKEND_RAW, 0, 0, 0},
    END};

static const reply_t scripts[] = {
    {"/fcgi/html", "Status: 500 Oops\r\n" HTML, "<p>old", 0, BACKEND_RAW, 0, 0,
     0},
    {"/fcgi/large", "Status: 500 Oops\r\n" HTML, "0123456789", 0, BACKEND_RAW,
     30000, 0, 0},
    {"/fcgi/empty", "Status: 404 Nope\r\n" HTML, "", 0, BACKEND_RAW, 0, 0, 0},
    {"/fcgi/keep", "Status: 404 Nope\r\nStatus-Pages: keep\r\n" HTML, "<p>old",
     0, BACKEND_RAW, 0, 0, 0},
    {"/fcgi/teapot", "Status: 418 Tea\r\n" HTML, "<p>old", 0, BACKEND_RAW, 0, 0,
     0},
    END};

static const char *const policies[] = {"keep", "empty", "html", "all"};

static backend_t *backend, *fcgi;

/* /keep/x, /empty/x, … all ask the same backend for /x. */
static void add_policies(server_t *s)
{
    size_t i;

    for (i = 0; i < sizeof(policies) / sizeof(policies[0]); i++) {
        ROW("%d", (int)i);
        const char *p = policies[i];

        server_conf(s,
                    apr_psprintf(s->pool,
                                 "ProxyPass /%s/ http://127.0.0.1:@BACKEND@/\n"
                                 "<Location /%s/>\nStatusPagesUpstream %s\n"
                                 "</Location>\n",
                                 p, p, p));
    }
}

static void add_scripts(server_t *s)
{
    server_script(s, "cgi-bin/html",
                  "#!/bin/sh\necho 'Status: 500 Oops'\n"
                  "echo 'Content-Type: text/html'\n"
                  "echo\necho '<p>old'\n");
    server_script(s, "cgi-bin/empty",
                  "#!/bin/sh\necho 'Status: 500 Oops'\n"
                  "echo 'Content-Type: text/html'\n"
                  "echo\n");
    server_script(s, "cgi-bin/gzip",
                  "#!/bin/sh\nprintf 'Status: 500 Oops\\n"
                  "Content-Type: text/html\\nContent-Encoding: gzip\\n"
                  "Content-Length: 4\\n\\nold!'\n");
}

static int start(void **state)
{
    server_t *s = server_new("upstream");

    backend = backend_start(s->pool, replies);
    fcgi = backend_start_fcgi(s->pool, scripts);
    server_modules(s, "alias proxy proxy_http proxy_fcgi cgid mime filter "
                      "deflate http2");
    server_var_int(s, "BACKEND", backend_port(backend));
    server_var_int(s, "FCGI", backend_port(fcgi));
    add_scripts(s);
    server_conf(s, "StatusPages On\n"
                   "StatusPagesKeepHeaders X-Own\n"
                   "ProxyPass /default/ http://127.0.0.1:@BACKEND@/\n"
                   "ProxyPass /codes/ http://127.0.0.1:@BACKEND@/\n"
                   "ProxyPass /deflate/ http://127.0.0.1:@BACKEND@/\n"
                   "ProxyPass /fcgi/ fcgi://127.0.0.1:@FCGI@/\n"
                   "ScriptAlias /cgi/ @ROOT@/cgi-bin/\n"
                   "ScriptAlias /cgi-default/ @ROOT@/cgi-bin/\n"
                   "<LocationMatch ^/(fcgi|cgi)/>\nStatusPagesUpstream Html\n"
                   "</LocationMatch>\n"
                   "<Location /codes/>\nStatusPagesUpstream Keep\n"
                   "StatusPagesUpstream All 502 503\n"
                   "StatusPagesUpstream Html 404\n</Location>\n"
                   "<Location /deflate/>\nStatusPagesUpstream All\n"
                   "SetOutputFilter DEFLATE\n</Location>\n");
    add_policies(s);
    server_start(s);
    *state = s;
    return 0;
}

static int stop(void **state)
{
    int rv = server_stop(*state);

    backend_stop(backend);
    backend_stop(fcgi);
    return rv;
}

/* Which policies replace which body: one letter for each of policies[]. */
static const struct {
    const char *path;
    const char *replaced; /* by Keep, Empty, Html, All */
} matrix[] = {
    {"/html", "--RR"},          {"/html-chunked", "--RR"},
    {"/html-close", "--RR"},    {"/html-late", "--RR"},
    {"/untyped", "--RR"},       {"/json", "---R"},
    {"/htmlish", "---R"},       {"/gzip", "--RR"},
    {"/empty", "-RRR"},         {"/empty-json", "-RRR"},
    {"/empty-chunked", "-RRR"}, {"/empty-close", "-RRR"},
    {"/keep", "----"},          {"/keep-empty", "----"},
};

static void judge(server_t *s, const char *policy, const char *path,
                  char expected)
{
    request_t q = {0};
    response_t *r;

    q.path = apr_pstrcat(s->pool, "/", policy, path, NULL);
    r = client_send(s, &q);
    if ((expected == 'R') != checks_is_ours(r)) {
        print_error("%s was to be %s\n", q.path,
                    expected == 'R' ? "replaced" : "kept");
    }
    if (expected == 'R') {
        assert_page(r, 500);
        assert_no_body(r, "old");
    }
    else {
        assert_kept(r, 500, "");
    }
}

static void each_policy_replaces_what_it_says(void **state)
{
    size_t i, k;

    for (i = 0; i < sizeof(matrix) / sizeof(matrix[0]); i++) {
        for (k = 0; k < 4; k++) {
            judge(*state, policies[k], matrix[i].path, matrix[i].replaced[k]);
        }
    }
}

static void the_default_policy_is_empty(void **state)
{
    assert_kept(client_get(*state, "/default/html", NULL), 500, "<p>old");
    assert_page(client_get(*state, "/default/empty", NULL), 500);
}

static void a_kept_body_is_whole(void **state)
{
    response_t *r = client_get(*state, "/empty/html-chunked", NULL);

    assert_string_equal(r->body, "<p>old<p>old<p>old<p>old");
    r = client_get(*state, "/keep/html-chunked", NULL);
    assert_string_equal(r->body, "<p>old<p>old<p>old<p>old");
    r = client_get(*state, "/empty/gzip", NULL);
    assert_int_equal(r->length, sizeof(gzipped) - 1);
    assert_memory_equal(r->body, gzipped, r->length);
    assert_header(r, "Content-Encoding", "gzip");
    assert_header(r, "ETag", "\"z\"");
}

static void the_word_keep_is_not_passed_on(void **state)
{
    response_t *r = client_get(*state, "/all/keep", NULL);

    assert_kept(r, 500, "<p>old");
    assert_no_header(r, "Status-Pages");
    r = client_get(*state, "/t?keep-err", NULL);
    assert_kept(r, 404, "my own page");
    assert_no_header(r, "Status-Pages");
    r = client_get(*state, "/t?keep", NULL);
    assert_no_header(r, "Status-Pages");
    assert_no_header(client_get(*state, "/fcgi/keep", NULL), "Status-Pages");
}

static void a_policy_may_be_for_some_codes(void **state)
{
    server_t *s = *state;

    assert_kept(client_get(s, "/codes/html", NULL), 500, "<p>old");
    assert_kept(client_get(s, "/codes/empty", NULL), 500, "");
    assert_page(client_get(s, "/codes/502", NULL), 502);
    assert_page(client_get(s, "/codes/404", NULL), 404);
    assert_page(client_get(s, "/codes/cookies", NULL), 503);
}

static void a_gzipped_body_is_replaced_by_a_plain_one(void **state)
{
    response_t *r = client_get(*state, "/all/gzip", NULL);

    assert_page(r, 500);
    assert_no_header(r, "Content-Encoding");
    assert_no_header(r, "ETag");
    r = client_get(*state, "/cgi/gzip", NULL);
    assert_page(r, 500);
    assert_no_header(r, "Content-Encoding");
}

static void a_gzipped_body_is_replaced_by_our_own_gzip(void **state)
{
    request_t q = {0};
    response_t *r;

    q.path = "/all/gzip";
    q.ungzip = 1;
    r = client_send(*state, &q);
    assert_status(r, 500);
    assert_body(r, "Internal Server Error");
    assert_header(r, "Content-Encoding", "gzip");
    assert_int_equal(response_header_count(r, "Content-Encoding"), 1);
    assert_header_like(r, "Vary", "Accept-Encoding");
}

static void mod_deflate_may_compress_the_page(void **state)
{
    request_t q = {0};
    response_t *r;

    q.path = "/deflate/html";
    q.ungzip = 1;
    r = client_send(*state, &q);
    assert_status(r, 500);
    assert_header(r, "Content-Encoding", "gzip");
    assert_body(r, "Internal Server Error");
    assert_header_like(r, "Vary", "Accept-Encoding");
    q.path = "/deflate/gzip"; /* nobody unpacks the page twice */
    assert_body(client_send(*state, &q), "Internal Server Error");
}

static void a_backend_s_own_headers_stay(void **state)
{
    response_t *r =
        client_get(*state, "/all/cookies", "Accept: application/json");
    json_t *object = assert_problem(r, 503);

    assert_header_like(r, "Set-Cookie", "^a=1, ?b=2$");
    assert_int_equal(response_header_count(r, "Set-Cookie"), 2);
    assert_header(r, "Retry-After", "77");
    assert_header(r, "X-Own", "1");
    assert_header(r, "WWW-Authenticate", "Bearer");
    assert_int_equal(json_integer_value(json_object_get(object, "retry_after")),
                     77);
}

static void good_responses_are_not_touched(void **state)
{
    response_t *r = client_get(*state, "/all/good", NULL);

    assert_kept(r, 200, "<p>old");
    assert_string_equal(r->body, "<p>old");
    assert_header(r, "Content-Type", "text/html; charset=latin1");
    r = client_get(*state, "/all/304", "If-None-Match: \"x\"");
    assert_kept(r, 304, "");
}

static void a_body_that_breaks_off_does_not_matter(void **state)
{
    server_t *s = *state;
    response_t *r;

    errorlog_allow(s->log, "proxy.*:error|AH01110|AH00898");
    r = client_get(s, "/all/cut", NULL);
    assert_page(r, 500);
}

static void scripts_over_fastcgi_are_backends(void **state)
{
    server_t *s = *state;

    assert_page(client_get(s, "/fcgi/html", NULL), 500);
    assert_page(client_get(s, "/fcgi/empty", NULL), 404);
    assert_page(client_get(s, "/fcgi/teapot", NULL), 418);
    assert_kept(client_get(s, "/fcgi/keep", NULL), 404, "<p>old");
    errorlog_allow(s->log, "proxy_fcgi:error");
    assert_page(client_get(s, "/fcgi/large", NULL), 500);
}

static void scripts_over_cgi_are_backends(void **state)
{
    server_t *s = *state;

    assert_page(client_get(s, "/cgi/html", NULL), 500);
    assert_page(client_get(s, "/cgi/empty", NULL), 500);
    assert_kept(client_get(s, "/cgi-default/html", NULL), 500, "<p>old");
    assert_page(client_get(s, "/cgi-default/empty", NULL), 500);
}

static void handlers_inside_httpd_are_backends(void **state)
{
    server_t *s = *state;

    assert_page(client_get(s, "/t?empty404", NULL), 404);
    assert_kept(client_get(s, "/t?status=404&body=mine", NULL), 404, "mine");
}

static void compare_head_with_get(server_t *s, const char *path)
{
    response_t *get = client_get(s, path, NULL), *head;
    request_t q = {0};

    q.path = path;
    q.method = "HEAD";
    head = client_send(s, &q);
    assert_int_equal(head->status, get->status);
    assert_int_equal(head->length, 0);
    if (checks_is_ours(get) != checks_is_ours(head)) {
        print_error("%s: GET is %s, HEAD is not\n", path,
                    checks_is_ours(get) ? "replaced" : "kept");
        fail();
    }
    /* httpd itself leaves out a length of 0 in an answer to HEAD */
    if (response_header(get, "Content-Length") != NULL && get->length > 0) {
        assert_header(head, "Content-Length",
                      response_header(get, "Content-Length"));
    }
}

static void head_is_judged_as_get(void **state)
{
    static const char *const paths[] = {"/html",  "/json", "/untyped",
                                        "/empty", "/gzip", "/keep"};
    server_t *s = *state;
    size_t i, k;

    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        for (k = 0; k < 4; k++) {
            compare_head_with_get(
                s, apr_pstrcat(s->pool, "/", policies[k], paths[i], NULL));
        }
    }
}

static void all_this_holds_over_http_2(void **state)
{
    request_t q = {0};
    response_t *r;

    q.http = 20;
    q.path = "/all/html-chunked";
    assert_page(client_send(*state, &q), 500);
    q.path = "/empty/html-late";
    assert_kept(client_send(*state, &q), 500, "<p>old<p>old");
    q.path = "/fcgi/large";
    r = client_send(*state, &q);
    assert_page(r, 500);
    assert_int_equal(r->http, 20);
}

/* What mod_dav says to programs stays whatever the policy; to people it speaks
 * HTML. mod_dav itself is in test_errordocument.c. */
static void the_xml_of_dav_stays(void **state)
{
    static const struct {
        const char *type;
        int kept;
    } rows[] = {{"text/xml", 1},        {"text/xml;charset=utf-8", 1},
                {"application/xml", 1}, {"Application/XML;+charset=utf-8", 1},
                {"text/xmlish", 0},     {"text/html", 0},
                {"application/json", 0}};
    server_t *s = server_new("dav");
    size_t i;

    server_conf(s, "StatusPages On\nStatusPagesUpstream All\n"
                   "<Location /dav/>\nSetHandler dav-handler\n</Location>\n"
                   "<Location /other/>\nSetHandler sp-test\n</Location>\n");
    server_start(s);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *query = apr_pstrcat(
            s->pool, "t?status=403&body=theirs&type=", rows[i].type, NULL);
        response_t *r =
            client_get(s, apr_pstrcat(s->pool, "/dav/", query, NULL), NULL);

        ROW("%s", rows[i].type);
        if (rows[i].kept) {
            assert_kept(r, 403, "theirs");
        }
        else {
            assert_page(r, 403);
        }
        assert_page(
            client_get(s, apr_pstrcat(s->pool, "/other/", query, NULL), NULL),
            403);
    }
    assert_int_equal(server_stop(s), 0);
    (void)state;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(each_policy_replaces_what_it_says),
        TEST(the_default_policy_is_empty),
        TEST(a_kept_body_is_whole),
        TEST(the_word_keep_is_not_passed_on),
        TEST(a_policy_may_be_for_some_codes),
        TEST(a_gzipped_body_is_replaced_by_a_plain_one),
        TEST(a_gzipped_body_is_replaced_by_our_own_gzip),
        TEST(mod_deflate_may_compress_the_page),
        TEST(a_backend_s_own_headers_stay),
        TEST(good_responses_are_not_touched),
        TEST(a_body_that_breaks_off_does_not_matter),
        TEST(scripts_over_fastcgi_are_backends),
        TEST(scripts_over_cgi_are_backends),
        TEST(handlers_inside_httpd_are_backends),
        TEST(head_is_judged_as_get),
        TEST(all_this_holds_over_http_2),
        TEST(the_xml_of_dav_stays),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
