/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* ErrorDocument and errors that a handler has sent itself: where
 * StatusPagesUpstream would replace the body, the document is what goes out.
 * Over HTTP, FastCGI, CGI and by a module; whatever the document is. What
 * httpd itself fails is in test_errordocument.c. */
#include "checks.h"
#include "rows.h"

#include "backend.h"

#include <apr_strings.h>
#include <string.h>

#define LOST "HTTP/1.1 404 Mine\r\n"
#define HTML "Content-Type: text/html\r\n"
#define ROW_OF(path, head, body, times)                                        \
    {                                                                          \
        path, head, body, 0, BACKEND_LENGTH, times, 0, 0                       \
    }

static const reply_t replies[] = {
    ROW_OF("/html", LOST HTML, "<p>old", 0),
    ROW_OF("/large", LOST HTML, "0123456789", 30000),
    ROW_OF("/empty", LOST, "", 0),
    ROW_OF("/json", LOST "Content-Type: application/json\r\n", "{\"old\":1}",
           0),
    ROW_OF("/keep", LOST "Status-Pages: keep\r\n" HTML, "<p>old", 0),
    ROW_OF("/teapot", "HTTP/1.1 418 Tea\r\n" HTML, "<p>old", 0),
    ROW_OF("/auth",
           "HTTP/1.1 401 Who\r\nWWW-Authenticate: Bearer\r\n"
           "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nETag: \"x\"\r\n"
           "Cache-Control: max-age=600\r\nX-Own: 1\r\n"
           "Content-Encoding: gzip\r\n" HTML,
           "<p>old", 0),
    ROW_OF("/document", "HTTP/1.1 200 OK\r\n" HTML, "<p>the proxied document",
           0),
    ROW_OF("/lost-document", LOST HTML, "<p>a document that is lost", 0),
    {NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0}};

/* REQUEST_URI is that of the request that failed, for the document too. */
static const reply_t scripts[] = {{"/one/html", "Status: 404 Mine\r\n" HTML,
                                   "<p>old", 0, BACKEND_RAW, 0, 0, 1},
                                  {"/one/html", "Status: 404 Mine\r\n" HTML,
                                   "<p>the second script", 0, BACKEND_RAW, 0, 0,
                                   0},
                                  {NULL, NULL, NULL, 0, BACKEND_RAW, 0, 0, 0}};

static backend_t *backend, *fcgi;

/* What the document is; each is a folder in front of the same backend. */
static const struct {
    const char *place;
    const char *document;
} documents[] = {
    {"local", "/ours.html"},         {"text", "\"plain words\""},
    {"far", "http://far.example/e"}, {"missing", "/not/there"},
    {"proxied", "/plain/document"},  {"lost", "/plain/lost-document"},
    {"dead", "/dead/document"},      {"localized", "/error/404.html.var"},
    {"script", "/cgi/document"},     {"default", "default"},
};

/* As Debian's localized-error-pages.conf has them: a map of variants, each
 * with server side includes. */
static void add_localized(server_t *s)
{
    server_file(s, "error/404.html.var",
                "Content-Language: en\nContent-Type: text/html\nBody:--en--\n"
                "<!--#set var=\"T\" value=\"lost\" -->"
                "<p>English: <!--#echo var=\"T\" --> "
                "<!--#echo var=\"REDIRECT_URL\" -->\n--en--\n\n"
                "Content-Language: de\nContent-Type: text/html\nBody:--de--\n"
                "<p>Deutsch: <!--#echo var=\"REDIRECT_STATUS\" -->\n--de--\n");
    server_conf(s, "Alias /error/ @ROOT@/error/\n"
                   "<Directory @ROOT@/error>\nOptions IncludesNoExec\n"
                   "AddOutputFilter Includes html\n"
                   "AddHandler type-map var\nLanguagePriority en de\n"
                   "ForceLanguagePriority Prefer Fallback\n"
                   "Require all granted\n</Directory>\n");
}

static void add_documents(server_t *s)
{
    size_t i;

    for (i = 0; i < sizeof(documents) / sizeof(documents[0]); i++) {
        ROW("%s", documents[i].place);
        server_conf(s,
                    apr_psprintf(s->pool,
                                 "ProxyPass /%s/ http://127.0.0.1:@BACKEND@/\n"
                                 "<Location /%s/>\nErrorDocument 404 %s\n"
                                 "ErrorDocument 401 %s\n</Location>\n",
                                 documents[i].place, documents[i].place,
                                 documents[i].document,
                                 strncmp(documents[i].document, "http", 4) == 0
                                     ? "default"
                                     : documents[i].document));
    }
}

static int start(void **state)
{
    server_t *s = server_new("document-backends");

    backend = backend_start(s->pool, replies);
    fcgi = backend_start_fcgi(s->pool, scripts);
    server_modules(s, "alias proxy proxy_http proxy_fcgi cgid include filter "
                      "mime negotiation http2 cache cache_disk headers");
    server_var_int(s, "BACKEND", backend_port(backend));
    server_var_int(s, "FCGI", backend_port(fcgi));
    server_var_int(s, "DEAD", backend_dead_port());
    server_file(s, "htdocs/ours.html", "<p>our own document\n");
    server_folder(s, "cache");
    server_script(s, "cgi-bin/lost",
                  "#!/bin/sh\necho 'Status: 404 Mine'\n"
                  "echo 'Content-Type: text/html'\n"
                  "echo 'Content-Encoding: gzip'\necho\necho '<p>old'\n");
    server_script(s, "cgi-bin/document",
                  "#!/bin/sh\necho 'Content-Type: text/html'\necho\n"
                  "echo \"<p>$REDIRECT_STATUS $REDIRECT_URL "
                  "$REDIRECT_REQUEST_METHOD\"\n");
    server_conf(s, "StatusPages On\n"
                   "StatusPagesUpstream Html\nCacheQuickHandler Off\n"
                   "CacheRoot @ROOT@/cache\n"
                   "ScriptAlias /cgi/ @ROOT@/cgi-bin/\n"
                   "ScriptAlias /cgi-local/ @ROOT@/cgi-bin/\n"
                   "<Location /cgi-local/>\nErrorDocument 404 /ours.html\n"
                   "</Location>\n"
                   "ProxyPass /plain/ http://127.0.0.1:@BACKEND@/\n"
                   "ProxyPass /unasked/ http://127.0.0.1:@BACKEND@/\n"
                   "ProxyPass /dead/ http://127.0.0.1:@DEAD@/\n"
                   "ProxyPass /one/ fcgi://127.0.0.1:@FCGI@/one/ "
                   "max=1 acquire=300\n"
                   "<Location /one/>\nErrorDocument 404 /one/document\n"
                   "</Location>\n"
                   "<Location /proxied-t/>\nErrorDocument 404 /plain/document\n"
                   "</Location>\n<Location /mine/t>\nErrorDocument 404 "
                   "/ours.html\nSetHandler sp-test\n</Location>\n"
                   "<Location /unasked/>\nErrorDocument 404 /ours.html\n"
                   "StatusPagesUpstream Keep\n</Location>\n"
                   "<Location /local/cached/>\nCacheEnable disk\n"
                   "</Location>\n"
                   "ProxyPass /tea/ http://127.0.0.1:@BACKEND@/\n"
                   "<Location /tea/>\nErrorDocument 500 /ours.html\n"
                   "</Location>\n");
    add_localized(s);
    add_documents(s);
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

static void a_document_goes_out_instead_of_a_backend_s_page(void **state)
{
    static const struct {
        const char *path;
        int status;
        const char *body;
    } cases[] = {
        {"/local/html", 404, "our own document"},
        {"/local/empty", 404, "our own document"},
        {"/text/html", 404, "plain words"},
        {"/script/html", 404, "404 /script/html GET"},
        {"/cgi-local/lost", 404, "our own document"},
        {"/lost/html", 404, "a document that is lost"},
        {"/localized/html", 404, "English: lost /localized/html"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].path);
        response_t *r = client_get(*state, cases[i].path, NULL);

        assert_kept(r, cases[i].status, cases[i].body);
        assert_no_body(r, "old");
        assert_none_doubled(r);
    }
}

/* httpd takes the status of a proxied document for that of its own errors,
 * too: the request for it was answered. */
static void a_proxied_document_has_a_status_of_its_own(void **state)
{
    assert_kept(client_get(*state, "/proxied-t/nothing", NULL), 200,
                "the proxied document");
    assert_kept(client_get(*state, "/proxied/html", NULL), 200,
                "the proxied document");
}

static void a_localized_document_is_in_the_reader_s_language(void **state)
{
    response_t *r =
        client_get(*state, "/localized/html", "Accept-Language: de");

    assert_kept(r, 404, "Deutsch: 404");
    assert_header(r, "Content-Language", "de");
}

static void a_document_elsewhere_is_a_redirect(void **state)
{
    response_t *r = client_get(*state, "/far/html", NULL);

    assert_kept(r, 302, "");
    assert_header(r, "Location", "http://far.example/e");
}

static void our_page_goes_out_where_the_document_fails(void **state)
{
    server_t *s = *state;

    assert_body(client_json(s, "/missing/html"), "/missing/html");
    assert_page(client_get(s, "/missing/html", NULL), 404);
    errorlog_allow(s->log, "proxy.*:error");
    assert_page(client_get(s, "/dead/html", NULL), 503);
    assert_page(client_get(s, "/default/html", NULL), 404);
}

static void what_stays_has_no_document(void **state)
{
    server_t *s = *state;

    assert_kept(client_get(s, "/local/json", NULL), 404, "old");
    assert_kept(client_get(s, "/local/keep", NULL), 404, "old");
    assert_kept(client_get(s, "/unasked/html", NULL), 404, "old");
    assert_kept(client_get(s, "/unasked/empty", NULL), 404, "");
}

/* httpd would take 500's, and say 500. */
static void a_code_unknown_to_httpd_gets_our_page(void **state)
{
    assert_page(client_get(*state, "/tea/teapot", NULL), 418);
}

static void what_belongs_to_the_error_stays(void **state)
{
    response_t *r = client_get(*state, "/local/auth", NULL);

    assert_kept(r, 401, "our own document");
    assert_header(r, "WWW-Authenticate", "Bearer");
    assert_header_like(r, "Set-Cookie", "^a=1, ?b=2$");
    assert_no_header(r, "X-Own");
    assert_no_header(r, "Cache-Control");
    assert_no_header(r, "Content-Encoding");
    assert_none_doubled(r);
    r = client_get(*state, "/text/auth", NULL);
    assert_kept(r, 401, "plain words");
    assert_header(r, "WWW-Authenticate", "Bearer");
    assert_no_header(r, "ETag");
}

static void other_methods_get_it_too(void **state)
{
    request_t q = {0};
    response_t *r;

    q.path = "/script/html";
    q.method = "POST";
    q.body = "words";
    assert_kept(client_send(*state, &q), 404, "404 /script/html POST");
    q.path = "/local/html";
    q.method = "HEAD";
    q.body = NULL;
    r = client_send(*state, &q);
    assert_status(r, 404);
    assert_int_equal(r->length, 0);
    assert_header(r, "Content-Length", "20");
}

/* The handler must be done with its only connection before the document can
 * have it. */
static void a_document_may_need_the_same_backend(void **state)
{
    assert_kept(client_get(*state, "/one/html", NULL), 404,
                "the second script");
}

static void a_large_body_is_read_within_bounds(void **state)
{
    errorlog_allow(((server_t *)*state)->log, "proxy.*:error");
    assert_kept(client_get(*state, "/local/large", NULL), 404,
                "our own document");
}

static void a_handler_that_dies_late_adds_nothing(void **state)
{
    server_t *s = *state;
    wire_t *w = wire_open(s);

    wire_send(w,
              "GET /mine/t?die404 HTTP/1.1\r\nHost: x\r\n\r\n"
              "GET /local/html HTTP/1.1\r\nHost: x\r\n\r\n"
              "GET /text/large HTTP/1.1\r\nHost: x\r\n\r\n"
              "GET /mine/t?status=404&body=old HTTP/1.1\r\nHost: x\r\n\r\n",
              0);
    errorlog_allow(s->log, "proxy.*:error");
    assert_kept(wire_read(w, "GET"), 404, "our own document");
    assert_kept(wire_read(w, "GET"), 404, "our own document");
    assert_kept(wire_read(w, "GET"), 404, "plain words");
    assert_kept(wire_read(w, "GET"), 404, "our own document");
    assert_in_step(w);
    wire_close(w);
}

/* httpd keeps a short body to itself until the handler is done. */
static void a_module_s_short_body_is_replaced_too(void **state)
{
    assert_kept(client_get(*state, "/mine/t?status=404&body=old", NULL), 404,
                "our own document");
    assert_kept(client_get(*state, "/mine/t?empty404", NULL), 404,
                "our own document");
    assert_kept(client_get(*state, "/mine/t?ok", NULL), 200, "");
}

/* Its handler comes really first, and must not run twice. */
static void mod_cache_keeps_no_body_that_is_gone(void **state)
{
    assert_kept(client_get(*state, "/local/cached/html", NULL), 404,
                "our own document");
    assert_kept(client_get(*state, "/local/cached/html", NULL), 404,
                "our own document");
}

static void all_this_holds_over_http_2(void **state)
{
    request_t q = {0};

    q.http = 20;
    q.path = "/local/html";
    assert_kept(client_send(*state, &q), 404, "our own document");
    q.path = "/text/empty";
    assert_kept(client_send(*state, &q), 404, "plain words");
    q.path = "/missing/html";
    assert_page(client_send(*state, &q), 404);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_document_goes_out_instead_of_a_backend_s_page),
        TEST(a_proxied_document_has_a_status_of_its_own),
        TEST(a_localized_document_is_in_the_reader_s_language),
        TEST(a_document_elsewhere_is_a_redirect),
        TEST(our_page_goes_out_where_the_document_fails),
        TEST(what_stays_has_no_document),
        TEST(a_code_unknown_to_httpd_gets_our_page),
        TEST(what_belongs_to_the_error_stays),
        TEST(other_methods_get_it_too),
        TEST(a_document_may_need_the_same_backend),
        TEST(a_large_body_is_read_within_bounds),
        TEST(a_handler_that_dies_late_adds_nothing),
        TEST(a_module_s_short_body_is_replaced_too),
        TEST(mod_cache_keeps_no_body_that_is_gone),
        TEST(all_this_holds_over_http_2),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
