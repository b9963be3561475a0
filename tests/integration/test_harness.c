/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The harness itself, on an httpd without mod_statuspages: what it would
 * overlook, no other test could find. */
#include "checks.h"

#include "backend.h"
#include "rows.h"

#include <string.h>

static const reply_t replies[] = {
    {"/length", "HTTP/1.1 404 Not Found\r\nX-Twice: a\r\nX-Twice: b\r\n",
     "gone", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/chunked", "HTTP/1.1 500 Oops\r\n", "piece", 0, BACKEND_CHUNKED, 2, 0, 0},
    {"/close", "HTTP/1.0 502 Bad\r\n", "to the end", 0, BACKEND_CLOSE, 0, 0, 0},
    {"/change", "HTTP/1.1 200 OK\r\n", "first", 0, BACKEND_LENGTH, 0, 0, 1},
    {"/change", "HTTP/1.1 500 Oops\r\n", "then", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/endless", "HTTP/1.1 500 Oops\r\n", "more", 0, BACKEND_CLOSE, -1, 10, 0},
    {"/twice", "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\n",
     "goneHTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", 0, BACKEND_RAW,
     0, 0, 0},
    {NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0}};

static const reply_t scripts[] = {
    {"/fcgi/a", "Status: 404 Not Found\r\nContent-Type: text/html\r\n",
     "from fcgi", 0, BACKEND_RAW, 0, 0, 0},
    {NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0}};

static backend_t *backend, *fcgi;

static int start(void **state)
{
    server_t *s = server_new_plain("harness");

    backend = backend_start(s->pool, replies);
    fcgi = backend_start_fcgi(s->pool, scripts);
    server_modules(s, "sp_test alias proxy proxy_http proxy_fcgi http2 cgid "
                      "mime");
    server_var_int(s, "BACKEND", backend_port(backend));
    server_var_int(s, "FCGI", backend_port(fcgi));
    server_var_int(s, "DEAD", backend_dead_port());
    server_script(s, "cgi-bin/fail",
                  "#!/bin/sh\n"
                  "echo 'Status: 503 Later'\n"
                  "echo\necho sorry\n");
    server_conf(s, "ProxyPass /back/ http://127.0.0.1:@BACKEND@/\n"
                   "ProxyPass /fcgi/ fcgi://127.0.0.1:@FCGI@/\n"
                   "ProxyPass /dead http://127.0.0.1:@DEAD@/\n"
                   "ScriptAlias /cgi/ @ROOT@/cgi-bin/\n");
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

static void a_response_is_data(void **state)
{
    response_t *r = client_get(*state,
                               "/t?status=404&type=text/x&body=hi"
                               "&header=X-A:1&err=X-A:2",
                               NULL);

    assert_status(r, 404);
    assert_int_equal(r->http, 11);
    assert_string_equal(r->reason, "Not Found");
    assert_string_equal(r->body, "hi");
    assert_int_equal(response_header_count(r, "x-a"), 2);
    assert_header(r, "Content-Type", "text/x");
    assert_int_equal(checks_is_ours(r), 0);
}

static void every_version_of_http_is_spoken(void **state)
{
    request_t q = {0};

    q.path = "/t?die=403";
    q.http = 20;
    assert_int_equal(client_send(*state, &q)->http, 20);
    q.http = 10;
    assert_status(client_send(*state, &q), 403);
    q.http = 11;
    q.method = "HEAD";
    assert_int_equal(client_send(*state, &q)->length, 0);
}

/* The server upgrades, where one that is taken for prefork would not. */
static void another_version_than_was_asked_for_is_noticed(void **state)
{
    server_t *s = *state, fallen = *s;
    request_t q = {0};

    if (strcmp(s->mpm, "prefork") == 0) {
        rows_skip("HTTP/2", "mod_http2 is inactive under prefork");
    }
    fallen.proto = "h2c";
    fallen.mpm = "prefork";
    q.path = "/t?die=403";
    assert_non_null(client_send(&fallen, &q)->fault);
    fallen.mpm = s->mpm;
    assert_null(client_send(&fallen, &q)->fault);
}

static void a_second_answer_is_noticed(void **state)
{
    server_t chatty = **(server_t **)state;
    wire_t *w;
    response_t *r;

    chatty.port = backend_port(backend);
    w = wire_open(&chatty);
    wire_send(w, "GET /twice HTTP/1.1\r\nHost: a\r\n\r\n", 0);
    r = wire_read(w, "GET");
    assert_status(r, 404);
    assert_string_equal(r->body, "gone");
    assert_non_null(strstr(wire_rest(w, 300), "403 Forbidden"));
    assert_true(wire_is_closed(w, 300));
    wire_close(w);
}

static void a_connection_in_step_is_recognised(void **state)
{
    wire_t *w = wire_open(*state);

    wire_send(w, "GET /t?die=404 HTTP/1.1\r\nHost: a\r\n\r\n", 0);
    assert_status(wire_read(w, "GET"), 404);
    assert_in_step(w);
    wire_close(w);
}

static void garbage_gets_its_answer(void **state)
{
    assert_status(wire_exchange(*state, "\1\2 / HTTP/1.1\r\n\r\n", 0), 400);
}

static void an_http_backend_answers_in_every_framing(void **state)
{
    response_t *r = client_get(*state, "/back/length", NULL);

    assert_status(r, 404);
    assert_string_equal(r->body, "gone");
    assert_int_equal(response_header_count(r, "X-Twice"), 2);
    r = client_get(*state, "/back/chunked", NULL);
    assert_status(r, 500);
    assert_string_equal(r->body, "piecepiecepiece");
    r = client_get(*state, "/back/close", NULL);
    assert_string_equal(r->body, "to the end");
}

static void a_backend_changes_its_mind(void **state)
{
    assert_status(client_get(*state, "/back/change", NULL), 200);
    assert_status(client_get(*state, "/back/change", NULL), 500);
}

static void a_fastcgi_backend_answers(void **state)
{
    response_t *r = client_get(*state, "/fcgi/a?x=1", NULL);

    assert_status(r, 404);
    assert_string_equal(r->body, "from fcgi");
}

static void a_cgi_script_runs(void **state)
{
    response_t *r = client_get(*state, "/cgi/fail", NULL);

    assert_status(r, 503);
    assert_string_equal(r->body, "sorry\n");
}

static void a_dead_port_refuses(void **state)
{
    server_t *s = *state;

    errorlog_expect(s->log, "AH00957: [HTPhtp]+: attempt to connect");
    errorlog_allow(s->log, "AH01114: HTTP: failed to make connection");
    assert_status(client_get(s, "/dead", NULL), 503);
}

static void what_the_log_should_hold_is_waited_for(void **state)
{
    server_t *s = *state;
    errorlog_t *log = errorlog_new(s->pool, server_path(s, "logs/none"));

    errorlog_expect(log, "no such line");
    assert_true(errorlog_check(log) > 0);
}

static void a_surprise_in_the_log_is_found(void **state)
{
    server_t *s = *state;
    errorlog_t *log = errorlog_new(s->pool, server_path(s, "logs/faked"));

    server_file(s, "logs/faked", "[now] [core:notice] [-] fine\n");
    assert_int_equal(errorlog_check(log), 0);
    server_file(s, "logs/faked",
                "[now] [core:notice] [-] fine\n"
                "[now] [core:warn] [-] not fine\n"
                "child pid 1 exit signal Segmentation\n"
                "half a line");
    assert_int_equal(errorlog_check(log), 2);
}

static void a_broken_configuration_is_refused(void **state)
{
    server_t *s = server_new_plain("harness-broken");
    result_t result;

    server_conf(s, "NoSuchDirective On");
    result = server_check(s);
    assert_int_not_equal(result.exit, 0);
    assert_true(text_matches(result.text, "Invalid command 'NoSuchDirective'"));
    (void)state;
}

static void a_graceful_restart_takes_a_new_configuration(void **state)
{
    server_t *s = *state;
    const char *before = s->conf;

    server_conf(s, "Redirect 410 /moved");
    assert_status(client_get(s, "/moved", NULL), 404);
    assert_int_equal(server_graceful(s).exit, 0);
    assert_status(client_get(s, "/moved", NULL), 410);
    server_conf(s, "NoSuchDirective On");
    assert_int_not_equal(server_graceful(s).exit, 0);
    assert_status(client_get(s, "/moved", NULL), 410);
    s->conf = before;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_response_is_data),
        TEST(every_version_of_http_is_spoken),
        TEST(another_version_than_was_asked_for_is_noticed),
        TEST(a_second_answer_is_noticed),
        TEST(a_connection_in_step_is_recognised),
        TEST(garbage_gets_its_answer),
        TEST(an_http_backend_answers_in_every_framing),
        TEST(a_backend_changes_its_mind),
        TEST(a_fastcgi_backend_answers),
        TEST(a_cgi_script_runs),
        TEST(a_dead_port_refuses),
        TEST(what_the_log_should_hold_is_waited_for),
        TEST(a_surprise_in_the_log_is_found),
        TEST(a_broken_configuration_is_refused),
        TEST(a_graceful_restart_takes_a_new_configuration),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
