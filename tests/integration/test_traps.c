/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The twelve traps of tests/README.md, one or more tests for each, named after
 * its number. Each was seen to fail without its cure, and traps-bite.sh shows
 * it again. Traps 4, 7, 10, 11 and 12 stand in test_traps_config.c, for they
 * need servers of their own. */
#include "rows.h"
#include "checks.h"

#include "backend.h"

#include <stdlib.h>
#include <string.h>

#define GET(path) "GET " path " HTTP/1.1\r\nHost: localhost\r\n\r\n"
#define GET_JSON(path)                                                         \
    "GET " path                                                                \
    " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n"
#define BLOCKS_TAKEN "huge: wrote ([0-9]+) blocks"

static const reply_t replies[] = {
    {"/stale",
     "HTTP/1.1 200 OK\r\nCache-Control: max-age=1\r\n"
     "Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n"
     "Content-Type: text/plain\r\n",
     "a good body", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/failing",
     "HTTP/1.1 200 OK\r\nCache-Control: max-age=1\r\n"
     "Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n"
     "Content-Type: text/plain\r\n",
     "a good body", 0, BACKEND_LENGTH, 0, 0, 1},
    {"/failing", "HTTP/1.1 503 Later\r\nContent-Type: text/html\r\n", "sorry",
     0, BACKEND_LENGTH, 0, 0, 0},
    {"/endless", "HTTP/1.1 502 Oops\r\nContent-Type: text/html\r\n", "more", 0,
     BACKEND_CLOSE, -1, 50, 0},
    {"/torrent", "HTTP/1.1 502 Oops\r\nContent-Type: text/html\r\n",
     "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", 0,
     BACKEND_CLOSE, -1, 0, 0},
    {NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0}};

static backend_t *backend, *mortal;

static void add_scripts(server_t *s)
{
    server_script(s, "cgi-bin/late",
                  "#!/bin/sh\n"
                  "printf 'Status: 502 Oops\\nContent-Type: text/html\\n\\n'\n"
                  "echo a beginning\n"
                  "sleep 2\n");
}

static int start(void **state)
{
    server_t *s = server_new("traps");

    backend = backend_start(s->pool, replies);
    mortal = backend_start(s->pool, replies);
    server_modules(s, "alias proxy proxy_http http2 cgid mime cache "
                      "cache_disk headers");
    server_var_int(s, "BACKEND", backend_port(backend));
    server_var_int(s, "MORTAL", backend_port(mortal));
    server_folder(s, "cache");
    add_scripts(s);
    server_conf(s, "StatusPages On\n"
                   "StatusPagesUpstream All\n"
                   "StatusPagesDrain 1000000 2\n"
                   "LimitRequestLine 400\n"
                   "ProxyPass /back/ http://127.0.0.1:@BACKEND@/ retry=0\n"
                   "ProxyPass /mortal/ http://127.0.0.1:@MORTAL@/ retry=0\n"
                   "ScriptAlias /cgi/ @ROOT@/cgi-bin/\n"
                   "CacheRoot @ROOT@/cache\n"
                   "CacheEnable disk /mortal\n"
                   "CacheStaleOnError On\n");
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

/* One request that misbehaves gets one page, and nothing after it. Where
 * httpd keeps the connection (it drops it after 500 and 503), the next request
 * gets its own answer. */
static void one_answer(server_t *s, const char *request, int code)
{
    wire_t *w = wire_open(s);
    response_t *r;

    wire_send(w, request, 0);
    r = wire_read(w, "GET");
    assert_page(r, code);
    assert_string_equal(wire_rest(w, 100), "");
    if (!response_closes(r)) {
        assert_in_step(w);
    }
    wire_close(w);
}

/* The same with the next request already on its way. */
static void pipelined(server_t *s, const char *requests, int code)
{
    wire_t *w = wire_open(s);
    response_t *r;

    wire_send(w, requests, 0);
    assert_page(wire_read(w, "GET"), code);
    r = wire_read(w, "GET");
    assert_status(r, 200);
    assert_string_equal(r->body, "ok\n");
    assert_string_equal(wire_rest(w, 200), "");
    wire_close(w);
}

static void trap_01_a_late_error_is_no_second_answer(void **state)
{
    one_answer(*state, GET("/t?die404"), 404);
    pipelined(*state, GET("/t?die404") GET("/t?ok"), 404);
}

static void trap_01_a_late_error_does_not_relabel_the_page(void **state)
{
    server_t *s = *state;

    one_answer(s, GET("/t?dieafter"), 500);
    assert_non_null(strstr(
        text_read(s->pool, server_path(s, "logs/access_log"), NULL), "500 "));
}

static void trap_01_a_late_error_bucket_is_dropped(void **state)
{
    wire_t *w = wire_open(*state);

    /* its end-of-connection bucket may close the connection, no more */
    wire_send(w, GET("/t?errafter500"), 0);
    assert_page(wire_read(w, "GET"), 500);
    assert_string_equal(wire_rest(w, 300), "");
    wire_close(w);
}

static void trap_02_a_header_that_httpd_refuses_becomes_a_page(void **state)
{
    server_t *s = *state;

    wire_or_skip(s);
    errorlog_expect(s->log, "Response header 'X-Request-Id' value .* invalid");
    one_answer(s, GET("/t?badhdr500"), 500);
    one_answer(s, GET("/t?badhdr500e"), 500);
}

static void trap_02_so_does_one_on_a_good_response(void **state)
{
    server_t *s = *state;

    wire_or_skip(s);
    errorlog_expect(s->log, "Response header 'X-Bad' value .* invalid");
    one_answer(s, GET("/t?badhdr"), 500);
}

/* A small page (httpd sends 4 KB and more without being asked) arrives at once,
 * though the handler has not finished. The server may only be stopped after
 * that. */
static void page_before_the_end(server_t *s, const char *request, int code)
{
    wire_t *w = wire_open(s);
    response_t *r;

    wire_send(w, request, 0);
    r = wire_read(w, "GET");
    assert_page(r, code);
    assert_within(r, 900);
    if (response_closes(r)) {
        assert_true(wire_is_closed(w, text_patience(5000)));
    }
    else {
        assert_in_step(w); /* and the handler comes to its end */
    }
    wire_close(w);
}

static void trap_03_a_slow_handler_does_not_hold_the_page_up(void **state)
{
    page_before_the_end(*state, GET_JSON("/t?slow"), 500);
}

static void trap_03_a_slow_script_does_not_hold_the_page_up(void **state)
{
    page_before_the_end(*state, GET_JSON("/cgi/late"), 502);
}

static void trap_03_a_slow_backend_does_not_hold_the_page_up(void **state)
{
    page_before_the_end(*state, GET_JSON("/back/endless"), 502);
}

static void trap_05_a_huge_body_is_not_drained_to_its_end(void **state)
{
    server_t *s = *state;
    const char *line;

    one_answer(s, GET("/t?big"), 500);
    line = errorlog_wait(s->log, BLOCKS_TAKEN, 2000);
    assert_non_null(line);
    line = text_capture(s->pool, line, BLOCKS_TAKEN);
    assert_true(atoi(line) < 200); /* 1000000 bytes are 122 */
    one_answer(s, GET("/t?big404"), 404);
}

static void trap_05_a_backend_that_never_ends_is_dropped(void **state)
{
    server_t *s = *state;
    int before = backend_cut(backend);
    long until = text_now() + text_patience(5000);

    errorlog_allow(s->log, "proxy_http:error");
    one_answer(s, GET("/back/endless"), 502);
    one_answer(s, GET("/back/torrent"), 502);
    while (backend_cut(backend) < before + 2 && text_now() < until) {
        text_sleep(20);
    }
    assert_true(backend_cut(backend) >= before + 2);
}

static void trap_05_a_handler_that_never_ends_is_stopped(void **state)
{
    server_t *s = *state;

    one_answer(s, GET("/t?endless"), 502);
    assert_non_null(errorlog_wait(s->log, "endless: ended at", 500));
}

static void trap_06_it_is_better_than_a_backend_s_error_as_well(void **state)
{
    server_t *s = *state;
    response_t *r = client_get(s, "/mortal/failing", NULL);

    assert_kept(r, 200, "a good body");
    text_sleep(2100);
    r = client_get(s, "/mortal/failing", NULL);
    assert_kept(r, r->status, "a good body");
    assert_header_like(r, "Warning", "^11[01] ");
}

/* Its backend is gone afterwards. */
static void trap_06_a_stale_body_is_better_than_an_error(void **state)
{
    server_t *s = *state;
    response_t *r = client_get(s, "/mortal/stale", NULL);

    assert_kept(r, 200, "a good body");
    backend_stop(mortal);
    text_sleep(2100);
    errorlog_expect(s->log, "AH00957: [HTPhtp]+: attempt to connect");
    errorlog_expect(s->log, "AH01114: HTTP: failed to make connection");
    r = client_get(s, "/mortal/stale", NULL);
    assert_string_equal(r->body, "a good body");
    assert_no_header(r, "X-Robots-Tag");
    assert_header_like(r, "Warning", "^11[01] ");
}

static void trap_08_a_code_unknown_to_httpd_keeps_its_number(void **state)
{
    server_t *s = *state;
    response_t *r = client_get(s, "/t?die=499", NULL);

    assert_page(r, 499);
    assert_true(r->http == 20 || *r->reason != '\0');
    r = client_get(s, "/t?status=425&body=x", NULL);
    assert_page(r, 425);
    assert_reason(r, "Too Early");
}

static void trap_08_so_does_one_that_its_handler_named(void **state)
{
    response_t *r = client_get(*state, "/t?teapot", NULL);

    assert_page(r, 418);
    assert_no_body(r, "500");
}

/* No request line worth the name: nothing of it can be shown. */
static void trap_09_a_request_without_parts_gets_its_page(void **state)
{
    static const struct {
        const char *bytes;
        int code;
    } cases[] = {
        {"\r\n\r\n\1\2\3 \4 HTTP/1.1\r\n\r\n", 400},
        {"GET  HTTP/1.1\r\n\r\n", 400},
        {"<script> /<b> HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nNo colon here\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {"GET /%ff%00 HTTP/1.1\r\nHost: a\r\n\r\n", 404},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].bytes);
        response_t *r = wire_exchange(*state, cases[i].bytes, 0);

        assert_page(r, cases[i].code);
        assert_no_body(r, "(null)");
    }
}

static const char *long_path(apr_pool_t *pool, size_t length)
{
    char *path = memset(apr_palloc(pool, length + 1), 'x', length);

    path[0] = '/';
    path[length] = '\0';
    return path;
}

static void trap_09_a_line_too_long_gets_its_page(void **state)
{
    server_t *s = *state;
    request_t q = {0};
    response_t *r;

    q.path = long_path(s->pool, 600);
    q.headers = "Accept: application/json";
    r = client_send(s, &q);
    assert_page(r, 414); /* httpd has not read the headers: HTML */
    assert_no_body(r, "(null)");
    q.http = 20;
    r = client_send(s, &q);
    assert_page(r, 414);
    assert_no_body(r, "(null)");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(trap_01_a_late_error_is_no_second_answer),
        TEST(trap_01_a_late_error_does_not_relabel_the_page),
        TEST(trap_01_a_late_error_bucket_is_dropped),
        TEST(trap_02_a_header_that_httpd_refuses_becomes_a_page),
        TEST(trap_02_so_does_one_on_a_good_response),
        TEST(trap_03_a_slow_handler_does_not_hold_the_page_up),
        TEST(trap_03_a_slow_script_does_not_hold_the_page_up),
        TEST(trap_03_a_slow_backend_does_not_hold_the_page_up),
        TEST(trap_05_a_huge_body_is_not_drained_to_its_end),
        TEST(trap_05_a_backend_that_never_ends_is_dropped),
        TEST(trap_05_a_handler_that_never_ends_is_stopped),
        TEST(trap_06_it_is_better_than_a_backend_s_error_as_well),
        TEST(trap_06_a_stale_body_is_better_than_an_error),
        TEST(trap_08_a_code_unknown_to_httpd_keeps_its_number),
        TEST(trap_08_so_does_one_that_its_handler_named),
        TEST(trap_09_a_request_without_parts_gets_its_page),
        TEST(trap_09_a_line_too_long_gets_its_page),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
