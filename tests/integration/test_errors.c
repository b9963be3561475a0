/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Errors that httpd and its own modules make (ap_die): each source once, with
 * the headers that the protocol asks for. Bodies that handlers write are in
 * test_upstream.c, ErrorDocuments in test_errordocument.c. */
#include "checks.h"

#include "backend.h"

#include <string.h>

static const reply_t replies[] = {
    {"/garbage", "this is not HTTP\r\n\r\n", "", 0, BACKEND_RAW, 0, 0, 0},
    {"/silent", "", "", 0, BACKEND_RAW, 0, 0, 0},
    {"/override", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n",
     "the backend's own page", 0, BACKEND_LENGTH, 0, 0, 0},
    {NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0}};

static backend_t *backend;

static const char guarded[] =
    "<Location /denied>\nRequire all denied\n</Location>\n"
    "<Location /basic>\nAuthType Basic\nAuthName staff\n"
    "AuthBasicProvider file\nAuthUserFile @ROOT@/conf/users\n"
    "Require valid-user\n</Location>\n"
    "<Location /digest>\nAuthType Digest\nAuthName staff\n"
    "AuthDigestProvider file\nAuthUserFile @ROOT@/conf/digests\n"
    "Require valid-user\n</Location>\n";

static const char places[] =
    "Redirect 410 /moved\n"
    "RedirectMatch 404 ^/hidden\n"
    "ScriptAlias /cgi/ @ROOT@/cgi-bin/\n"
    "ProxyPass /dead http://127.0.0.1:@DEAD@/\n"
    "ProxyPass /back/ http://127.0.0.1:@BACKEND@/\n"
    "<Location /back/override>\nProxyErrorOverride On\n</Location>\n"
    "<Location /small>\nLimitRequestBody 10\n</Location>\n"
    "ScriptAlias /small/ @ROOT@/cgi-bin/\n"
    "<Location /only-get>\nAllowMethods GET HEAD\n</Location>\n"
    "<Directory @ROOT@/htdocs>\nOptions +MultiViews\n</Directory>\n";

/* A virtual host does not inherit rewriting. The second one: a forward proxy
 * that wants a password. */
static const char forward_proxy[] =
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName localhost\n"
    "RewriteEngine On\n"
    "RewriteRule ^/forbidden - [F]\n"
    "RewriteRule ^/gone - [G]\n"
    "RewriteRule ^/legal - [R=451,L]\n"
    "</VirtualHost>\n"
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName far.example\n"
    "ProxyRequests On\n"
    "<Proxy *>\nAuthType Basic\nAuthName proxy\nAuthBasicProvider file\n"
    "AuthUserFile @ROOT@/conf/users\nRequire valid-user\n</Proxy>\n"
    "</VirtualHost>\n";

static int start(void **state)
{
    server_t *s = server_new("errors");

    backend = backend_start(s->pool, replies);
    server_modules(s, "alias rewrite authn_core authn_file authz_user "
                      "auth_basic auth_digest allowmethods reqtimeout mime "
                      "dir negotiation cgid proxy proxy_http");
    server_var_int(s, "BACKEND", backend_port(backend));
    server_var_int(s, "DEAD", backend_dead_port());
    server_file(s, "conf/users", "ann:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=\n");
    server_file(s, "conf/digests", "ann:staff:0123456789abcdef\n");
    server_file(s, "htdocs/file.txt", "0123456789\n");
    server_file(s, "htdocs/menu.html", "<p>menu\n");
    server_script(s, "cgi-bin/broken", "#!/bin/sh\necho no header here\n");
    server_script(s, "cgi-bin/read",
                  "#!/bin/sh\ncat >/dev/null\n"
                  "printf 'Content-Type: a/b\\n\\nread' "
                  "2>/dev/null\n");
    server_file(s, "cgi-bin/not-executable", "#!/bin/sh\n");
    server_conf(s, "StatusPages On\nLimitRequestLine 2000\n"
                   "LimitRequestFieldSize 1000\nTraceEnable Off\n"
                   "RequestReadTimeout header=1 body=1\nProxyTimeout 2\n");
    server_conf(s, guarded);
    server_conf(s, places);
    server_conf(s, forward_proxy);
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

static response_t *with_method(server_t *s, const char *method,
                               const char *path, const char *headers,
                               const char *body)
{
    request_t q = {0};

    q.method = method;
    q.path = path;
    q.headers = headers;
    q.body = body;
    return client_send(s, &q);
}

static void what_is_not_there_is_404(void **state)
{
    response_t *r = client_get(*state, "/nothing/here", NULL);

    assert_page(r, 404);
    assert_reason(r, "Not Found");
    assert_header(r, "Content-Type", "text/html; charset=utf-8");
    assert_body(r, "Not Found");
    assert_body(r, "/nothing/here");
    assert_true(r->length >= 512);
}

static void what_is_denied_is_403(void **state)
{
    server_t *s = *state;

    errorlog_expect(s->log, "AH01630: client denied");
    assert_page(client_get(s, "/denied", NULL), 403);
}

static void basic_authentication_keeps_its_challenge(void **state)
{
    server_t *s = *state;
    response_t *r = client_get(s, "/basic", NULL);
    request_t q = {0};

    assert_page(r, 401);
    assert_header(r, "WWW-Authenticate", "Basic realm=\"staff\"");
    q.path = "/basic";
    q.user = "ann:wrong";
    errorlog_expect(s->log, "AH01617: user ann: authentication failure");
    assert_page(client_send(s, &q), 401);
    q.user = "ann:password"; /* who may come in finds nothing there */
    assert_page(client_send(s, &q), 404);
}

static void digest_authentication_keeps_its_challenge(void **state)
{
    response_t *r = client_get(*state, "/digest", NULL);

    assert_page(r, 401);
    assert_header_like(r, "WWW-Authenticate",
                       "^Digest realm=\"staff\", nonce=");
}

static void a_proxy_s_authentication_keeps_its_challenge(void **state)
{
    request_t q = {0};
    response_t *r;

    q.proxy = "http://far.example/";
    r = client_send(*state, &q);
    assert_page(r, 407);
    assert_header(r, "Proxy-Authenticate", "Basic realm=\"proxy\"");
}

static void a_method_not_allowed_names_those_that_are(void **state)
{
    server_t *s = *state;
    response_t *r = with_method(s, "PUT", "/file.txt", NULL, "x");

    assert_page(r, 405);
    assert_header_like(r, "Allow", "GET");
    assert_header_like(r, "Allow", "HEAD");
    errorlog_expect(s->log, "AH01623: client method denied");
    r = with_method(s, "POST", "/only-get/x", NULL, "x");
    assert_page(r, 405); /* with the Allow that mod_allowmethods makes */
    r = with_method(s, "TRACE", "/file.txt", NULL, NULL);
    assert_page(r, 405);
}

static void a_condition_that_fails_is_412(void **state)
{
    assert_page(client_get(*state, "/file.txt", "If-Match: \"other\""), 412);
}

static void a_body_too_large_is_413(void **state)
{
    server_t *s = *state;

    errorlog_expect(s->log, "AH01270: Error reading request entity data");
    assert_page(
        with_method(s, "POST", "/small/read", NULL, "twenty bytes, really"),
        413);
}

/* An error bucket of the byte range filter's, behind a good response. */
static void a_range_beyond_the_end_is_416(void **state)
{
    response_t *r = client_get(*state, "/file.txt", "Range: bytes=900-");

    assert_page(r, 416);
    assert_no_header(r, "ETag");
    assert_no_header(r, "Last-Modified");
    assert_no_header(r, "Accept-Ranges");
    /* httpd does not say where the end is; a handler may */
    r = client_get(*state, "/t?status=416&header=Content-Range:bytes+*/11",
                   NULL);
    assert_page(r, 416);
    assert_header(r, "Content-Range", "bytes */11");
}

static void an_expectation_not_met_is_417(void **state)
{
    assert_page(wire_exchange(*state,
                              "GET /file.txt HTTP/1.1\r\nHost: a\r\n"
                              "Expect: tea\r\n\r\n",
                              0),
                417);
}

static void
no_acceptable_variant_is_406_in_a_format_that_can_be_read(void **state)
{
    server_t *s = *state;

    errorlog_allow(s->log, "AH00690: no acceptable variant");
    assert_page(client_get(s, "/menu", "Accept: image/png"), 406);
}

static void rewriting_makes_errors(void **state)
{
    server_t *s = *state;

    assert_page(client_get(s, "/forbidden", NULL), 403);
    assert_page(client_get(s, "/gone", NULL), 410);
    assert_page(client_get(s, "/legal", NULL), 451);
}

static void redirecting_makes_errors(void **state)
{
    assert_page(client_get(*state, "/moved", NULL), 410);
    assert_page(client_get(*state, "/hidden", NULL), 404);
}

static void a_method_that_nobody_knows_gets_a_page(void **state)
{
    server_t *s = *state;
    response_t *r;

    errorlog_expect(s->log, "AH00135: Invalid method in request BREW");
    r = with_method(s, "BREW", "/nothing", NULL, NULL);
    assert_page(r, 501);
    assert_header_like(r, "Allow", "GET");
}

static void a_dead_backend_is_503(void **state)
{
    server_t *s = *state;

    errorlog_expect(s->log, "AH00957: [HTPhtp]+: attempt to connect");
    errorlog_expect(s->log, "AH01114: HTTP: failed to make connection");
    assert_page(client_get(s, "/dead", NULL), 503);
}

static void a_backend_that_talks_nonsense_is_502(void **state)
{
    server_t *s = *state;

    errorlog_allow(s->log, "AH01102: error reading status line");
    errorlog_allow(s->log, "AH00898: Error reading from remote server");
    errorlog_allow(s->log, "AH0[0-9]*: .*[Bb]ad HTTP|proxy.*:error");
    /* mod_proxy_http ends a kept connection there instead (c->keepalives), and
     * each stream of mod_http2 looks like one, which makes a 500 of it */
    assert_page(client_get(s, "/back/silent", NULL),
                server_http(s) == 20 ? 500 : 502);
}

static void proxy_error_override_leaves_the_page_to_us(void **state)
{
    response_t *r = client_get(*state, "/back/override", NULL);

    assert_page(r, 404);
    assert_no_body(r, "the backend's own page");
}

static void a_script_that_breaks_is_500(void **state)
{
    server_t *s = *state;

    errorlog_expect(s->log, "no header here|malformed header");
    assert_page(client_get(s, "/cgi/broken", NULL), 500);
    errorlog_allow(s->log, "AH01220|AH02811|AH01221|AH01222|AH01264|"
                           "AH01265|AH01262|AH01263");
    assert_page(client_get(s, "/cgi/missing", NULL), 404);
}

static void what_httpd_can_t_read_is_400(void **state)
{
    response_t *r = wire_exchange(*state, "no request\r\n\r\n", 0);

    assert_page(r, 400);
    assert_page(wire_exchange(*state,
                              "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n"
                              "bad header\r\n\r\n",
                              0),
                400);
}

static void a_line_too_long_is_414(void **state)
{
    char request[3000];

    memset(request, 'x', sizeof(request));
    memcpy(request, "GET /", 5);
    strcpy(request + 2500, " HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_page(wire_exchange(*state, request, 0), 414);
}

static void a_header_too_long_is_400(void **state)
{
    char request[3000] = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
    size_t n = strlen(request);

    memset(request + n, 'x', 2000);
    strcpy(request + n + 2000, "\r\n\r\n");
    assert_page(wire_exchange(*state, request, 0), 400);
}

/* The line is there, the headers never come to an end. */
static void headers_that_come_too_slowly_are_408(void **state)
{
    wire_t *w = wire_open(*state);

    wire_send(w, "GET / HTTP/1.1\r\nHost: a\r\n", 0);
    assert_page(wire_read(w, "GET"), 408);
    assert_true(wire_is_closed(w, text_patience(4000)));
    wire_close(w);
}

static void a_body_that_comes_too_slowly_is_408(void **state)
{
    server_t *s = *state;
    wire_t *w = wire_open(s);
    response_t *r;

    wire_send(w,
              "POST /cgi/read HTTP/1.1\r\nHost: a\r\n"
              "Content-Length: 100\r\n\r\nabc",
              0);
    errorlog_allow(s->log, "AH01270|AH01225|AH02651");
    r = wire_read(w, "POST");
    assert_page(r, r->status);
    assert_true(r->status == 408 || r->status == 400);
    wire_close(w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_not_there_is_404),
        TEST(what_is_denied_is_403),
        TEST(basic_authentication_keeps_its_challenge),
        TEST(digest_authentication_keeps_its_challenge),
        TEST(a_proxy_s_authentication_keeps_its_challenge),
        TEST(a_method_not_allowed_names_those_that_are),
        TEST(a_condition_that_fails_is_412),
        TEST(a_body_too_large_is_413),
        TEST(a_range_beyond_the_end_is_416),
        TEST(an_expectation_not_met_is_417),
        TEST(no_acceptable_variant_is_406_in_a_format_that_can_be_read),
        TEST(rewriting_makes_errors),
        TEST(redirecting_makes_errors),
        TEST(a_method_that_nobody_knows_gets_a_page),
        TEST(a_dead_backend_is_503),
        TEST(a_backend_that_talks_nonsense_is_502),
        TEST(proxy_error_override_leaves_the_page_to_us),
        TEST(a_script_that_breaks_is_500),
        TEST(what_httpd_can_t_read_is_400),
        TEST(a_line_too_long_is_414),
        TEST(a_header_too_long_is_400),
        TEST(headers_that_come_too_slowly_are_408),
        TEST(a_body_that_comes_too_slowly_is_408),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
