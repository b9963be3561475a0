/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Errors that come when a handler's own body is on its way already: that body
 * is the whole answer. Those behind a page of ours are trap 1, in
 * test_traps.c. Also what comes late in other ways: the refusal of a header,
 * and the end of a script that has fallen silent. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <string.h>

#define BLOCK 8192 /* what mod_sp_test writes before it fails */

static int start(void **state)
{
    server_t *s = server_new("late");

    server_modules(s, "http2 headers alias cgid");
    server_script(s, "cgi-bin/silent",
                  "#!/bin/sh\n"
                  "printf 'Status: 404 Not Found\\nContent-Type: text/html\\n"
                  "\\n'\n"
                  "echo a beginning\n"
                  "exec sleep 12\n");
    server_file(s, "htdocs/late.txt", "a file of the server\n");
    server_conf(s, "StatusPages On\n"
                   "StatusPagesDrain 65536 1\n"
                   "ScriptAlias /cgi/ @ROOT@/cgi-bin/\n"
                   "<Location /cgi/>\nStatusPagesUpstream All\n</Location>\n"
                   "<LocationMatch /t$>\nSetHandler sp-test\n</LocationMatch>\n"
                   "<Location /keep/>\nStatusPagesUpstream Keep\n</Location>\n"
                   "<Location /html/>\nStatusPagesUpstream Html\n</Location>\n"
                   "<Location /all/>\nStatusPagesUpstream All\n</Location>\n"
                   "<LocationMatch /file/>\nErrorDocument 403 /late.txt\n"
                   "</LocationMatch>\n"
                   "<Location /none/>\nStatusPagesCodes 500\n</Location>\n"
                   "<VirtualHost 127.0.0.1:@PORT@>\n"
                   "ServerName first.example\n"
                   "</VirtualHost>\n"
                   "<VirtualHost 127.0.0.1:@PORT@>\n"
                   "ServerName refusing.example\n"
                   "StatusPagesCodes !500\n"
                   "Header always set X-Bad "
                   "\"expr=%{unescape:%{QUERY_STRING}}\" early\n"
                   "Redirect 418 /r418\n"
                   "Redirect 404 /r404\n"
                   "</VirtualHost>\n");
    server_start(s);
    *state = s;
    return 0;
}

/* Places where a 404 (and a 200) by hand is left alone. */
static const char *const keeping[] = {"", "/keep", "/none"};
#define KEEPING (sizeof(keeping) / sizeof(keeping[0]))

static response_t *ask(server_t *s, wire_t *w, const char *method,
                       const char *path)
{
    wire_send(w,
              apr_psprintf(s->pool, "%s %s HTTP/1.1\r\nHost: localhost\r\n\r\n",
                           method, path),
              0);
    return wire_read(w, method);
}

/* The block that the handler has written, and not a byte more. */
static void is_the_handler_s(const response_t *r, int code)
{
    assert_kept(r, code, "uuuu");
    assert_int_equal(r->length, BLOCK);
    assert_int_equal(strspn(r->body, "u"), BLOCK);
}

static void check_late(server_t *s, const char *query, int code)
{
    size_t i;

    for (i = 0; i < KEEPING; i++) {
        ROW("%s", keeping[i]);
        wire_t *w = wire_open(s);
        const char *path = apr_pstrcat(s->pool, keeping[i], "/t?", query, NULL);

        is_the_handler_s(ask(s, w, "GET", path), code);
        assert_string_equal(wire_rest(w, 100), "");
        assert_in_step(w);
        wire_close(w);
    }
}

static void a_late_error_adds_nothing_to_a_kept_body(void **state)
{
    check_late(*state, "die404", 404);
}

static void a_late_error_adds_nothing_to_a_good_body(void **state)
{
    check_late(*state, "die200", 200);
}

/* httpd redirects to the document of a late 403, a plain file. */
static void a_late_error_s_document_is_no_second_answer(void **state)
{
    wire_t *w = wire_open(*state);

    is_the_handler_s(ask(*state, w, "GET", "/file/t?die200"), 200);
    assert_string_equal(wire_rest(w, 100), "");
    assert_in_step(w);
    wire_close(w);
}

static void nor_is_a_file_after_a_redirect(void **state)
{
    static const char *const paths[] = {"/all/t?redir404", "/all/t?redir200"};
    size_t i;

    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ROW("%s", paths[i]);
        wire_t *w = wire_open(*state);

        assert_page(ask(*state, w, "GET", paths[i]), 404);
        assert_string_equal(wire_rest(w, 200), "");
        assert_in_step(w);
        wire_close(w);
    }
}

/* An EOC bucket tells httpd to close without a word. */
static void who_ends_the_connection_gets_no_page(void **state)
{
    wire_t *w = wire_open(*state);

    wire_send(w, "GET /all/t?eoc HTTP/1.1\r\nHost: localhost\r\n\r\n", 0);
    assert_string_equal(wire_rest(w, 300), "");
    assert_true(wire_is_closed(w, 1000));
    wire_close(w);
}

/* A brigade that does not tell is no answer, nor is it in the way of one. */
static void a_flush_before_the_body_changes_nothing(void **state)
{
    wire_t *w = wire_open(*state);
    response_t *r = ask(*state, w, "GET", "/t?flush404");

    assert_kept(r, 404, "my own");
    assert_int_equal(r->length, 6);
    assert_page(ask(*state, w, "GET", "/all/t?flush404"), 404);
    assert_page(ask(*state, w, "GET", "/t?flushempty"), 404);
    assert_in_step(w);
    wire_close(w);
}

static void it_is_so_where_the_next_request_is_there_already(void **state)
{
    wire_t *w = wire_open(*state);

    wire_send(w,
              "GET /t?die404 HTTP/1.1\r\nHost: localhost\r\n\r\n"
              "GET /t?die200 HTTP/1.1\r\nHost: localhost\r\n\r\n",
              0);
    is_the_handler_s(wire_read(w, "GET"), 404);
    is_the_handler_s(wire_read(w, "GET"), 200);
    assert_in_step(w);
    wire_close(w);
}

static void head_has_one_answer_too(void **state)
{
    static const char *const paths[] = {"/t?die404", "/keep/t?die404",
                                        "/html/t?die404", "/t?die200"};
    size_t i;

    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ROW("%s", paths[i]);
        wire_t *w = wire_open(*state);
        response_t *r = ask(*state, w, "HEAD", paths[i]);

        assert_status(r, strstr(paths[i], "200") != NULL ? 200 : 404);
        assert_int_equal(r->length, 0);
        assert_none_doubled(r);
        assert_in_step(w);
        wire_close(w);
    }
}

static void http_1_0_gets_the_handler_s_body_alone(void **state)
{
    is_the_handler_s(wire_exchange(*state, "GET /t?die404 HTTP/1.0\r\n\r\n", 0),
                     404);
    is_the_handler_s(wire_exchange(*state, "GET /t?die200 HTTP/1.0\r\n\r\n", 0),
                     200);
}

static void http_2_gets_one_answer(void **state)
{
    static const char *const paths[] = {"/t?die404", "/keep/t?die404",
                                        "/t?die200"};
    size_t i;

    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ROW("%s", paths[i]);
        request_t q = {0};
        response_t *r;
        int code = strstr(paths[i], "200") != NULL ? 200 : 404;

        q.path = paths[i];
        q.http = 20;
        is_the_handler_s(client_send(*state, &q), code);
        q.method = "HEAD";
        r = client_send(*state, &q);
        assert_status(r, code);
        assert_int_equal(r->length, 0);
    }
}

/* What has not left httpd's buffer is dropped, so this error is not late. */
static void a_body_that_never_left_is_no_answer(void **state)
{
    wire_t *w = wire_open(*state);
    response_t *r = ask(*state, w, "GET", "/t?dieunsent");

    assert_page(r, 403);
    assert_no_body(r, "never sent");
    assert_in_step(w);
    wire_close(w);
}

static void a_refused_header_where_500_has_no_page_gives_httpd_s(void **state)
{
    static const char *const paths[] = {"/r418?a%01b", "/r404?a%01b"};
    server_t *s = *state;
    size_t i;

    server_only_http_1(s, "httpd's 500 for a header that it refuses");
    errorlog_expect(s->log, "Response header 'X-Bad' value .* invalid");
    for (i = 0; i < 2; i++) {
        ROW("%s", paths[i]);
        response_t *r = client_get(s, paths[i], "Host: refusing.example");

        assert_kept(r, 500, "Internal Server Error");
        assert_no_header(r, "X-Bad");
        assert_header_like(r, "Content-Type", "^text/html");
    }
}

/* httpd has answered for it, so nothing of its body is read any more. */
static void who_sends_a_refused_header_is_told_to_stop(void **state)
{
    server_t *s = *state;

    server_only_http_1(s, "httpd's 500 for a header that it refuses");
    errorlog_expect(s->log, "Response header 'X-Request-Id' value .* invalid");
    assert_page(client_get(s, "/all/t?bigbadhdr", NULL), 500);
    assert_non_null(errorlog_wait(s->log, "huge: wrote [0-9]+ blocks", 2000));
    assert_int_equal(errorlog_count(s->log, "huge: wrote 0 blocks"), 1);
}

static void the_same_with_a_header_that_is_sent_gives_a_page(void **state)
{
    response_t *r = client_get(*state, "/r418?fine", "Host: refusing.example");

    assert_page(r, 418);
    assert_header(r, "X-Bad", "fine");
}

static void a_script_that_falls_silent_holds_nobody_up(void **state)
{
    server_t *s = *state;
    wire_t *w = wire_open(s);
    long from = text_now();

    assert_page(ask(s, w, "GET", "/cgi/silent"), 404);
    assert_true(text_now() - from < text_patience(1000));
    assert_string_equal(ask(s, w, "GET", "/t?ok")->body, "ok\n");
    assert_true(text_now() - from < text_patience(3000));
    assert_in_step(w);
    wire_close(w);
}

/* Files cost nothing more, but where a condition may fail. */
static void only_what_may_fail_is_watched(void **state)
{
    static const struct {
        const char *method, *path, *headers, *watched;
    } rows[] = {
        {"GET", "/late.txt", "", "no"},
        {"HEAD", "/late.txt", "", "no"},
        {"GET", "/late.txt", "If-None-Match: x\n", "no"},
        {"GET", "/late.txt", "If-Match: *\n", "yes"},
        {"GET", "/late.txt",
         "If-Unmodified-Since: Fri, 01 Jan 2100 00:00:00 GMT\n", "yes"},
        {"GET", "/t?ok", "", "yes"},
    };
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s %s %s", rows[i].method, rows[i].path, rows[i].headers);
        request_t q = {.method = rows[i].method, .path = rows[i].path};
        response_t *r;

        q.headers =
            apr_pstrcat(s->pool, rows[i].headers, "X-Tell-Filters: 1", NULL);
        r = client_send(s, &q);
        assert_int_equal(r->status, 200);
        assert_header(r, "X-Watched", rows[i].watched);
    }
}

/* What is swallowed is told to who looks for it, and is no fault of a call. */
static void who_looks_for_it_is_told_of_a_late_error(void **state)
{
    server_t *s = server_new("told");
    wire_t *w;

    server_conf(s, "StatusPages On\nLogLevel statuspages:debug\n");
    server_start(s);
    w = wire_open(s);
    is_the_handler_s(ask(s, w, "GET", "/t?die200"), 200);
    assert_non_null(errorlog_wait(s->log,
                                  "statuspages:debug.* SP0006: a [45][0-9]+ "
                                  "comes after the answer went out and is "
                                  "swallowed( \\[-?\\])?$",
                                  10000));
    wire_close(w);
    server_stop(s);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_late_error_adds_nothing_to_a_kept_body),
        TEST(a_late_error_adds_nothing_to_a_good_body),
        TEST(a_late_error_s_document_is_no_second_answer),
        TEST(nor_is_a_file_after_a_redirect),
        TEST(who_ends_the_connection_gets_no_page),
        TEST(a_flush_before_the_body_changes_nothing),
        TEST(it_is_so_where_the_next_request_is_there_already),
        TEST(head_has_one_answer_too),
        TEST(http_1_0_gets_the_handler_s_body_alone),
        TEST(http_2_gets_one_answer),
        TEST(a_body_that_never_left_is_no_answer),
        TEST(only_what_may_fail_is_watched),
        TEST(a_refused_header_where_500_has_no_page_gives_httpd_s),
        TEST(who_sends_a_refused_header_is_told_to_stop),
        TEST(the_same_with_a_header_that_is_sent_gives_a_page),
        TEST(a_script_that_falls_silent_holds_nobody_up),
        TEST(who_looks_for_it_is_told_of_a_late_error),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
