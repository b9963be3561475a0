/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Whose word counts: an ErrorDocument in scope, what fails inside one, a
 * response text of a module's own, subrequests, DAV, and responses that can't
 * be branded at all. */
#include "rows.h"
#include "checks.h"

#include <string.h>

static const char documents[] =
    "<Location /local>\nErrorDocument 404 /ours.html\n</Location>\n"
    "<Location /text>\nErrorDocument 404 \"plain words\"\n</Location>\n"
    "<Location /external>\nErrorDocument 404 http://far.example/e\n"
    "</Location>\n"
    "<Location /failing>\nErrorDocument 404 /not/there/either\n</Location>\n"
    "<Location /failing-script>\nErrorDocument 404 /cgi/fail\n</Location>\n"
    "<Location /local/t>\nSetHandler sp-test\nErrorDocument 403 /ours.html\n"
    "StatusPagesUpstream All\n</Location>\n"
    "<Location /default>\nErrorDocument 404 default\n</Location>\n";

static int start(void **state)
{
    server_t *s = server_new("errordocument");

    server_modules(s, "alias cgid include mime dir dav dav_fs dav_lock "
                      "filter setenvif");
    server_folder(s, "dav");
    server_folder(s, "htdocs/dav");
    server_folder(s, "htdocs/dav-html");
    server_folder(s, "htdocs/dav-empty");
    server_file(s, "htdocs/ours.html", "<p>our own document\n");
    server_file(s, "htdocs/page.shtml",
                "before <!--#include virtual=\"/nothing\" --> after\n");
    server_file(s, "htdocs/script.shtml",
                "before <!--#include virtual=\"/cgi/fail\" --> after\n");
    server_script(s, "cgi-bin/fail",
                  "#!/bin/sh\necho 'Status: 503 Later'\n"
                  "echo 'Content-Type: text/html'\n"
                  "echo\necho the script itself\n");
    server_script(s, "cgi-bin/nph-raw",
                  "#!/bin/sh\nprintf 'HTTP/1.1 404 Mine\\r\\n"
                  "Content-Type: text/plain\\r\\nConnection: close\\r\\n"
                  "\\r\\nraw words'\n");
    server_conf(s, "StatusPages On\nStatusPagesUpstream All\n"
                   "ScriptAlias /cgi/ @ROOT@/cgi-bin/\n"
                   "DavLockDB @ROOT@/dav/locks\n"
                   "<Directory @ROOT@/htdocs>\nOptions +Includes\n"
                   "AddOutputFilter INCLUDES .shtml\n</Directory>\n"
                   "<Location /dav>\nDav On\nStatusPagesUpstream All\n"
                   "</Location>\n"
                   "<Location /dav-html>\nDav On\nStatusPagesUpstream Html\n"
                   "</Location>\n"
                   "<Location /dav-empty>\nDav On\n"
                   "StatusPagesUpstream Empty\n</Location>\n");
    server_conf(s, documents);
    server_start(s);
    *state = s;
    return 0;
}

static void a_local_document_answers(void **state)
{
    assert_kept(client_get(*state, "/local/nothing", NULL), 404,
                "our own document");
}

static void a_text_answers(void **state)
{
    assert_kept(client_get(*state, "/text/nothing", NULL), 404, "plain words");
}

static void an_external_document_is_a_redirect(void **state)
{
    response_t *r = client_get(*state, "/external/nothing", NULL);

    assert_kept(r, 302, "");
    assert_header(r, "Location", "http://far.example/e");
}

static void a_document_that_is_missing_leaves_it_to_us(void **state)
{
    response_t *r = client_json(*state, "/failing/nothing");

    assert_problem(r, 404);
    assert_body(r, "/failing/nothing");
}

static void a_document_s_script_that_fails_leaves_it_its_word(void **state)
{
    response_t *r = client_get(*state, "/failing-script/nothing", NULL);

    /* the document answered, with a code of its own */
    assert_kept(r, r->status, "the script itself");
}

static void a_document_in_scope_covers_handlers_too(void **state)
{
    response_t *r =
        client_get(*state, "/local/t?status=403&body=the+handler", NULL);

    assert_kept(r, 403, "our own document");
}

static void document_default_is_no_document(void **state)
{
    assert_page(client_get(*state, "/default/nothing", NULL), 404);
}

static void a_module_s_own_words_stay(void **state)
{
    assert_kept(client_get(*state, "/t?custom", NULL), 403, "<b>custom</b>");
}

static void a_missing_include_does_not_put_a_page_in_a_page(void **state)
{
    server_t *s = *state;
    response_t *r;

    errorlog_expect(s->log, "AH01[0-9]*: .*[Uu]nable to include|"
                            "unable to include");
    r = client_get(s, "/page.shtml", NULL);
    assert_kept(r, 200, "before ");
    assert_no_body(r, "<html");
}

static void a_failing_include_keeps_its_own_body(void **state)
{
    response_t *r = client_get(*state, "/script.shtml", NULL);

    assert_kept(r, 200, "before the script itself");
}

/* Clients of DAV need its XML. */
static void dav_keeps_its_answers(void **state)
{
    static const char lock[] =
        "<?xml version=\"1.0\"?><D:lockinfo xmlns:D=\"DAV:\">"
        "<D:lockscope><D:exclusive/></D:lockscope>"
        "<D:locktype><D:write/></D:locktype></D:lockinfo>";
    server_t *s = *state;
    request_t q = {0};

    q.path = "/dav/file";
    q.method = "PUT";
    q.body = "words";
    assert_status(client_send(s, &q), 201);
    q.method = "LOCK";
    q.body = lock;
    assert_status(client_send(s, &q), 200);
    q.method = "PROPFIND";
    q.body = NULL;
    q.headers = "Depth: 0";
    assert_kept(client_send(s, &q), 207, "DAV:");
    q.path = "/dav/file"; /* locked, and a condition that says so */
    q.method = "PROPPATCH";
    q.body = "<?xml version=\"1.0\"?><D:propertyupdate xmlns:D=\"DAV:\">"
             "<D:set><D:prop><D:getetag>x</D:getetag></D:prop></D:set>"
             "</D:propertyupdate>";
    q.headers = NULL;
    errorlog_allow(s->log, "dav.*:error");
    assert_page(client_send(s, &q), 423);
}

static const char infinity[] = "Depth: infinity";

/* What mod_dav says to people, in HTML, is a body as any other's. */
static void dav_s_html_is_replaced_by_policy(void **state)
{
    static const struct {
        const char *path, *method, *headers;
        int status, replaced;
    } cases[] = {
        {"/dav/", "PROPFIND", infinity, 403, 1},
        {"/dav-html/", "PROPFIND", infinity, 403, 1},
        {"/dav-empty/", "PROPFIND", infinity, 403, 0},
        {"/dav/", "MKCOL", NULL, 405, 1},
        {"/dav-empty/a/b/c", "MKCOL", NULL, 409, 1},
        {"/dav/", "OPTIONS", NULL, 200, 0},
    };
    server_t *s = *state;
    size_t i;

    errorlog_allow(s->log, "dav.*:error");
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s %s", cases[i].method, cases[i].path);
        request_t q = {0};
        response_t *r;

        q.path = cases[i].path;
        q.method = cases[i].method;
        q.headers = cases[i].headers;
        r = client_send(s, &q);
        if (cases[i].replaced) {
            assert_page(r, cases[i].status);
        }
        else {
            assert_kept(r, cases[i].status, "");
        }
    }
}

static void dav_errors_of_httpd_wear_our_page(void **state)
{
    server_t *s = *state;
    request_t q = {0};

    errorlog_allow(s->log, "dav.*:error");
    q.path = "/dav/file"; /* locked by the test before */
    q.method = "DELETE";
    assert_page(client_send(s, &q), 423);
    q.path = "/dav/no/such/folder";
    q.method = "MKCOL";
    assert_page(client_send(s, &q), 409);
    q.method = "PROPFIND";
    assert_page(client_send(s, &q), 404);
}

static void a_script_that_speaks_http_itself_is_left_alone(void **state)
{
    assert_kept(client_get(*state, "/cgi/nph-raw", NULL), 404, "raw words");
}

static void http_0_9_has_no_pages(void **state)
{
    wire_t *w = wire_open(*state);
    const char *all;

    wire_send(w, "GET /nothing\r\n", 0);
    all = wire_rest(w, 500);
    assert_non_null(strstr(all, "404"));
    assert_null(strstr(all, "X-Robots-Tag"));
    assert_null(strstr(all, "HTTP/1."));
    wire_close(w);
}

static void without_the_switch_nothing_changes(void **state)
{
    server_t *s = server_new("off");

    server_start(s);
    assert_kept(client_get(s, "/nothing", NULL), 404, "<h1>Not Found</h1>");
    assert_kept(client_get(s, "/t?status=500&body=mine", NULL), 500, "mine");
    assert_int_equal(server_stop(s), 0);
    (void)state;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_local_document_answers),
        TEST(a_text_answers),
        TEST(an_external_document_is_a_redirect),
        TEST(a_document_that_is_missing_leaves_it_to_us),
        TEST(a_document_s_script_that_fails_leaves_it_its_word),
        TEST(a_document_in_scope_covers_handlers_too),
        TEST(document_default_is_no_document),
        TEST(a_module_s_own_words_stay),
        TEST(a_missing_include_does_not_put_a_page_in_a_page),
        TEST(a_failing_include_keeps_its_own_body),
        TEST(dav_keeps_its_answers),
        TEST(dav_s_html_is_replaced_by_policy),
        TEST(dav_errors_of_httpd_wear_our_page),
        TEST(a_script_that_speaks_http_itself_is_left_alone),
        TEST(http_0_9_has_no_pages),
        TEST(without_the_switch_nothing_changes),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
