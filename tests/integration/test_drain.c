/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What is left of a body that was replaced: it is read within the bounds of
 * StatusPagesDrain and no further, the connection's next answer is the right
 * one, and the log has no word of it. The harness fails a test for a line at
 * level warn or above that it has not declared. */
#include "rows.h"
#include "checks.h"

#include "backend.h"

#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

#define BLOCK_64                                                               \
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define BLOCK_1K                                                               \
    BLOCK_64 BLOCK_64 BLOCK_64 BLOCK_64 BLOCK_64 BLOCK_64 BLOCK_64 BLOCK_64    \
        BLOCK_64 BLOCK_64 BLOCK_64 BLOCK_64 BLOCK_64 BLOCK_64 BLOCK_64         \
            BLOCK_64
#define HTTP_404 "HTTP/1.1 404 Mine\r\nContent-Type: text/html\r\n"
#define FCGI_404 "Status: 404 Mine\r\nContent-Type: text/html\r\n"
#define SILENCE 6000 /* ms; the drain's bound is one second */

static const reply_t http_replies[] = {
    {"/big", HTTP_404, BLOCK_1K, 0, BACKEND_LENGTH, 299, 0, 0},
    {"/chunked", HTTP_404, BLOCK_1K, 0, BACKEND_CHUNKED, 299, 0, 0},
    {"/endless", HTTP_404, BLOCK_64, 0, BACKEND_CLOSE, -1, 20, 0},
    {"/slow", HTTP_404, "in two parts", 0, BACKEND_LENGTH, 1, 300, 0},
    {"/silent", HTTP_404 "Content-Length: 100\r\n\r\n", "silent", 0,
     BACKEND_RAW, 1, SILENCE, 0},
    {"/whole", HTTP_404 "Content-Length: 5\r\n\r\n", "whole", 0, BACKEND_RAW, 1,
     SILENCE, 0},
    {"/mute", HTTP_404 "Content-Length: 100\r\n\r\n", "", 0, BACKEND_RAW, 1,
     SILENCE, 0},
    {NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0}};

static const reply_t fcgi_replies[] = {
    {"/fcgi/big", FCGI_404, BLOCK_1K, 0, BACKEND_RAW, 299, 0, 0},
    {"/fcgi/endless", FCGI_404, BLOCK_64, 0, BACKEND_RAW, -1, 20, 0},
    {NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0}};

static backend_t *http, *fcgi;

static void add_script(server_t *s, const char *name, const char *body)
{
    server_script(s, apr_pstrcat(s->pool, "cgi-bin/", name, NULL),
                  apr_pstrcat(s->pool,
                              "#!/bin/sh\n"
                              "printf 'Status: 404 Not Found\\n"
                              "Content-Type: text/html\\n\\n'\n",
                              body, NULL));
}

static void configure(server_t *s)
{
    /* what head itself says where nobody reads on is no line of httpd's */
    add_script(s, "big", "exec head -c 300000 /dev/zero 2>/dev/null\n");
    add_script(s, "silent", "echo begun\nexec sleep 6\n");
    add_script(s, "endless",
               "i=0\nwhile [ $i -lt 60 ]; do echo more; sleep 0.1; "
               "i=$((i + 1)); done\n");
    server_var_int(s, "HTTP", backend_port(http));
    server_var_int(s, "FCGI", backend_port(fcgi));
    server_conf(s, "StatusPages On\nStatusPagesUpstream Html\n"
                   "StatusPagesDrain 65536 1\n"
                   "ScriptAlias /cgi/ @ROOT@/cgi-bin/\n"
                   "ProxyPass /http/ http://127.0.0.1:@HTTP@/ retry=0\n"
                   "ProxyPass /fcgi/ fcgi://127.0.0.1:@FCGI@/fcgi/ retry=0\n");
}

static int start(void **state)
{
    server_t *s = server_new("drain");

    http = backend_start(s->pool, http_replies);
    fcgi = backend_start_fcgi(s->pool, fcgi_replies);
    server_modules(s, "alias cgid http2 proxy proxy_http proxy_fcgi");
    server_conf(s, "CustomLog logs/client_log \"%X%r\"\n");
    configure(s);
    server_start(s);
    *state = s;
    return 0;
}

static int stop(void **state)
{
    int rv = server_stop(*state);

    backend_stop(http);
    backend_stop(fcgi);
    return rv;
}

static const char *request(server_t *s, const char *path)
{
    return apr_psprintf(s->pool, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n",
                        path);
}

/* The page at once, and the next answer when the drain is over: it is there
 * already, in the same connection, when the handler is told to stop. */
static void one_page_and_the_next_answer(server_t *s, const char *path)
{
    wire_t *w = wire_open(s);
    long from = text_now();

    wire_send(w, request(s, path), 0);
    wire_send(w, request(s, "/t?ok"), 0);
    assert_page(wire_read(w, "GET"), 404);
    assert_true(text_now() - from < text_patience(900));
    assert_string_equal(wire_read(w, "GET")->body, "ok\n");
    assert_true(text_now() - from < text_patience(3000));
    assert_in_step(w);
    wire_close(w);
}

static void they_all_end(server_t *s, const char *const *paths, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        ROW("%s", paths[i]);
        one_page_and_the_next_answer(s, paths[i]);
    }
}
#define THEY_ALL_END(s, paths)                                                 \
    they_all_end(s, paths, sizeof(paths) / sizeof(paths[0]))

static void a_body_over_the_bound_leaves_no_line_in_the_log(void **state)
{
    static const char *const paths[] = {"/http/big", "/http/chunked",
                                        "/fcgi/big", "/cgi/big"};

    THEY_ALL_END(*state, paths);
}

/* %X of the log: X where a client has gone away. */
static void the_log_says_that_the_client_was_there(void **state)
{
    server_t *s = *state;
    const char *log;

    one_page_and_the_next_answer(s, "/fcgi/big");
    log = text_read(s->pool, server_path(s, "logs/client_log"), NULL);
    assert_non_null(strstr(log, "GET /fcgi/big"));
    assert_null(strstr(log, "XGET"));
}

static void nor_does_one_that_does_not_end(void **state)
{
    static const char *const paths[] = {"/http/endless", "/fcgi/endless",
                                        "/cgi/endless"};

    THEY_ALL_END(*state, paths);
}

static void who_falls_silent_is_left_when_the_seconds_are_over(void **state)
{
    static const char *const paths[] = {"/http/silent", "/http/mute",
                                        "/cgi/silent"};

    THEY_ALL_END(*state, paths);
}

/* A pause within the bound costs no backend its connection. */
static void who_is_slow_may_finish(void **state)
{
    int cut = backend_cut(http);

    one_page_and_the_next_answer(*state, "/http/slow");
    assert_int_equal(backend_cut(http), cut);
}

static void http_2_has_its_answers_as_well(void **state)
{
    static const char *const paths[] = {"/http/big", "/fcgi/big", "/cgi/big",
                                        "/http/silent"};
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ROW("%s", paths[i]);
        request_t q = {0};

        q.path = paths[i];
        q.http = 20;
        assert_page(client_send(s, &q), 404);
    }
}

/* However long it might be waited for. */
static void who_speaks_again_is_heard_at_once(void **state)
{
    server_t *s = server_new("drain_pause");
    long from;
    wire_t *w;

    server_modules(s, "proxy proxy_http");
    server_var_int(s, "HTTP", backend_port(http));
    server_conf(s, "StatusPages On\nStatusPagesUpstream Html\n"
                   "StatusPagesDrain 65536 60\n"
                   "ProxyPass /http/ http://127.0.0.1:@HTTP@/\n");
    server_start(s);
    w = wire_open(s);
    from = text_now();
    wire_send(w, request(s, "/http/slow"), 0);
    assert_page(wire_read(w, "GET"), 404);
    assert_in_step(w);
    assert_true(text_now() - from < 30000);
    wire_close(w);
    w = wire_open(s);
    from = text_now();
    wire_send(w, request(s, "/http/whole"), 0);
    assert_page(wire_read(w, "GET"), 404);
    assert_in_step(w);
    assert_true(text_now() - from < SILENCE - 500); /* all has come */
    wire_close(w);
    assert_int_equal(server_stop(s), 0);
    (void)state;
}

/* Two seconds where nothing else is said, and no less on any machine. */
static void the_default_is_two_seconds(void **state)
{
    static const char *const hosts[] = {"usual", "bytes"};
    server_t *s = server_new("drain_seconds");
    size_t i;

    server_modules(s, "alias cgid");
    add_script(s, "silent", "echo begun\nexec sleep 6\n");
    server_conf(s, "StatusPages On\nStatusPagesUpstream Html\n"
                   "ScriptAlias /cgi/ @ROOT@/cgi-bin/\n"
                   "<VirtualHost 127.0.0.1:@PORT@>\n"
                   "ServerName usual\n</VirtualHost>\n"
                   "<VirtualHost 127.0.0.1:@PORT@>\n"
                   "ServerName bytes\nStatusPagesDrain 65536\n"
                   "</VirtualHost>\n");
    server_start(s);
    for (i = 0; i < 2; i++) {
        ROW("%s", hosts[i]);
        wire_t *w = wire_open(s);
        long from = text_now();

        wire_send(w,
                  apr_psprintf(s->pool,
                               "GET /cgi/silent HTTP/1.1\r\nHost: %s\r\n\r\n"
                               "GET /t?ok HTTP/1.1\r\nHost: %s\r\n\r\n",
                               hosts[i], hosts[i]),
                  0);
        assert_page(wire_read(w, "GET"), 404);
        assert_string_equal(wire_read(w, "GET")->body, "ok\n");
        assert_in_range(text_now() - from, 1990, text_patience(2900));
        wire_close(w);
    }
    assert_int_equal(server_stop(s), 0);
    (void)state;
}

/* What its children have taken of the processor so far, in ticks. */
static long ticks(server_t *s)
{
    char *rest = text_read(s->pool,
                           apr_psprintf(s->pool, "/proc/%d/task/%d/children",
                                        (int)s->pid, (int)s->pid),
                           NULL);
    const char *child;
    long sum = 0;

    while ((child = strsep(&rest, " ")) != NULL) {
        const char *stat = text_read(
            s->pool, apr_psprintf(s->pool, "/proc/%s/stat", child), NULL);
        const char *end = strrchr(stat, ')');
        long user, system;

        if (end != NULL && sscanf(end,
                                  ") %*c %*d %*d %*d %*d %*d %*u %*u %*u "
                                  "%*u %*u %ld %ld",
                                  &user, &system) == 2) {
            sum += user + system;
        }
    }
    return sum;
}

/* A second of it would be 100 ticks on a machine that has nothing else to do,
 * and its share of them on one that has. */
static void waiting_takes_no_processor(void **state)
{
    server_t *s = *state;
    long before = ticks(s);

    one_page_and_the_next_answer(s, "/cgi/silent");
    assert_in_range(ticks(s) - before, 0, 8);
}

/* How many blocks of 8 KB a handler could write before it was stopped. */
static void the_bytes_are_counted_exactly(void **state)
{
    static const struct {
        const char *host;
        const char *written;
    } cases[] = {{"Host: usual.example", "huge: wrote 8 blocks"},
                 {"Host: ten.example", "huge: wrote 10 blocks"},
                 {"Host: none.example", "huge: wrote 0 blocks"}};
    server_t *s = server_new("drain_bytes");
    size_t i;

    server_only_http_1(s, "mod_http2 stops the handler of an ended stream");
    server_conf(s, "StatusPages On\nStatusPagesUpstream All\n"
                   "<Location /t>\nSetHandler sp-test\n</Location>\n"
                   "<VirtualHost 127.0.0.1:@PORT@>\n"
                   "ServerName usual.example\n</VirtualHost>\n"
                   "<VirtualHost 127.0.0.1:@PORT@>\n"
                   "ServerName ten.example\n"
                   "StatusPagesDrain 81920\n</VirtualHost>\n"
                   "<VirtualHost 127.0.0.1:@PORT@>\n"
                   "ServerName none.example\n"
                   "StatusPagesDrain 0\n</VirtualHost>\n");
    server_start(s);
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].host);
        assert_page(client_get(s, "/t?big404", cases[i].host), 404);
        assert_non_null(errorlog_wait(s->log, cases[i].written, 2000));
    }
    assert_page(client_get(s, "/t?bytes404", cases[0].host), 404);
    assert_non_null(errorlog_wait(s->log, "bytes: wrote 65536$", 2000));
    assert_int_equal(server_stop(s), 0);
}

/* The memory of the only child, in KB. */
static long memory(server_t *s)
{
    const char *child = text_read(
        s->pool,
        apr_psprintf(s->pool, "/proc/%d/task/%d/children", s->pid, s->pid),
        NULL);
    const char *status = text_read(
        s->pool, apr_psprintf(s->pool, "/proc/%ld/status", atol(child)), NULL);
    const char *rss =
        text_capture(s->pool, status, "VmRSS:[[:space:]]*([0-9]+) kB");

    assert_non_null(rss);
    return atol(rss);
}

static void ask_on(wire_t *w, server_t *s, int times)
{
    int i;

    for (i = 0; i < times; i++) {
        wire_send(w, request(s, "/t?status=404&body=xx"), 0);
        assert_page(wire_read(w, "GET"), 404);
    }
}

/* A client may keep its connection for a day. */
static void a_kept_connection_takes_no_more_memory(void **state)
{
    server_t *s = server_new("drain_kept");
    wire_t *w;
    long before;

    (void)state;
    server_only_http_1(s, "one connection of our own");
    server_pools(s);
    errorlog_allow(s->log, "AH00161"); /* one worker, as it should be */
    server_mpm(s, "prefork");
    server_one_child(s);
    server_conf(s, "StatusPages On\nStatusPagesUpstream All\n"
                   "StatusPagesDrain 0\nStatusPagesFormats text\n"
                   "MaxKeepAliveRequests 0\n"
                   "<Location /t>\nSetHandler sp-test\n</Location>\n");
    server_start(s);
    w = wire_open(s);
    ask_on(w, s, 500);
    before = memory(s);
    ask_on(w, s, 8000);
    print_message("%ld KB more\n", memory(s) - before);
    assert_true(memory(s) - before < 128);
    wire_close(w);
    assert_int_equal(server_stop(s), 0);
}

/* mod_cgi, which reads its scripts' messages to their end. */
static void mod_cgi_is_as_quiet(void **state)
{
    static const char *const paths[] = {"/cgi/big", "/cgi/endless",
                                        "/cgi/silent"};
    server_t *s = server_new("drain_cgi");

    server_mpm(s, "prefork");
    server_modules(s, "alias cgi proxy proxy_http proxy_fcgi");
    configure(s);
    server_start(s);
    THEY_ALL_END(s, paths);
    assert_int_equal(server_stop(s), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_body_over_the_bound_leaves_no_line_in_the_log),
        TEST(the_log_says_that_the_client_was_there),
        TEST(nor_does_one_that_does_not_end),
        TEST(who_falls_silent_is_left_when_the_seconds_are_over),
        TEST(who_is_slow_may_finish),
        TEST(who_speaks_again_is_heard_at_once),
        TEST(http_2_has_its_answers_as_well),
        TEST(waiting_takes_no_processor),
        TEST(the_default_is_two_seconds),
        TEST(the_bytes_are_counted_exactly),
        TEST(a_kept_connection_takes_no_more_memory),
        TEST(mod_cgi_is_as_quiet),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
