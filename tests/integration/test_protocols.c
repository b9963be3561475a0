/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The versions of HTTP, and the MPMs: connections kept and closed, many
 * requests at once, one after another on one connection. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <pthread.h>
#include <string.h>

static const char conf[] = "StatusPages On\nStatusPagesUpstream All\n"
                           "ScriptAlias /cgi/ @ROOT@/cgi-bin/\n";

/* @a mpm may be NULL: the one that the run asks for */
static server_t *make(const char *mpm)
{
    server_t *s = server_new("protocols");

    if (mpm != NULL) {
        server_mpm(s, mpm);
    }
    server_modules(s, strcmp(s->mpm, "prefork") == 0 ? "alias cgi http2"
                                                     : "alias cgid http2");
    server_script(s, "cgi-bin/fail",
                  "#!/bin/sh\n"
                  "echo 'Status: 503 Later'\necho\n"
                  "head -c 100000 /dev/zero 2>/dev/null\n");
    server_conf(s, conf);
    server_start(s);
    return s;
}

static int start(void **state)
{
    *state = make(NULL);
    return 0;
}

static void http_1_0_closes(void **state)
{
    wire_t *w = wire_open(*state);

    wire_send(w, "GET /nothing HTTP/1.0\r\n\r\n", 0);
    assert_page(wire_read(w, "GET"), 404);
    assert_true(wire_is_closed(w, text_patience(3000)));
    wire_close(w);
}

static void http_1_0_keeps_the_connection_where_asked(void **state)
{
    wire_t *w = wire_open(*state);

    wire_send(w, "GET /nothing HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 0);
    assert_page(wire_read(w, "GET"), 404);
    assert_in_step(w);
    wire_close(w);
}

static void http_1_1_keeps_the_connection(void **state)
{
    wire_t *w = wire_open(*state);
    int i;

    for (i = 0; i < 20; i++) {
        ROW("request %d", i);
        wire_send(w,
                  i % 2 ? "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"
                        : "GET /t?status=502&n=9 HTTP/1.1\r\nHost: a\r\n"
                          "\r\n",
                  0);
        assert_page(wire_read(w, "GET"), i % 2 ? 404 : 502);
    }
    assert_in_step(w);
    wire_close(w);
}

static void http_1_1_closes_where_asked(void **state)
{
    wire_t *w = wire_open(*state);
    response_t *r;

    wire_send(w,
              "GET /nothing HTTP/1.1\r\nHost: a\r\n"
              "Connection: close\r\n\r\n",
              0);
    r = wire_read(w, "GET");
    assert_page(r, 404);
    assert_header(r, "Connection", "close");
    assert_true(wire_is_closed(w, text_patience(3000)));
    wire_close(w);
}

static void errors_by_hand_are_framed_in_every_version(void **state)
{
    static const int versions[] = {10, 11, 20};
    static const char *const paths[] = {"/nothing",    "/t?status=404&n=70000",
                                        "/t?empty404", "/t?die=503",
                                        "/cgi/fail",   "/t?errfirst"};
    request_t q = {0};
    size_t i, k;

    for (i = 0; i < 3; i++) {
        ROW("HTTP %d", versions[i]);
        for (k = 0; k < sizeof(paths) / sizeof(paths[0]); k++) {
            ROW("%s", paths[k]);
            response_t *r;

            q.http = versions[i];
            q.path = paths[k];
            r = client_send(*state, &q);
            assert_page(r, k < 3 ? 404 : 503);
            assert_no_header(r, "Transfer-Encoding");
        }
    }
}

static void http_2_has_no_reason_and_no_connection_header(void **state)
{
    request_t q = {0};
    response_t *r;

    q.http = 20;
    q.path = "/nothing";
    r = client_send(*state, &q);
    assert_int_equal(r->http, 20);
    assert_string_equal(r->reason, "");
    assert_no_header(r, "Connection");
}

static void an_error_bucket_becomes_a_page(void **state)
{
    wire_t *w = wire_open(*state);

    wire_send(w, "GET /t?errfirst HTTP/1.1\r\nHost: a\r\n\r\n", 0);
    assert_page(wire_read(w, "GET"), 503);
    assert_true(wire_is_closed(w, text_patience(3000)));
    assert_string_equal(wire_rest(w, 0), "");
    wire_close(w);
}

/* What was sent can't be taken back: the response breaks off, as ever. */
static void an_error_in_the_middle_breaks_the_response_off(void **state)
{
    wire_t *w = wire_open(*state);
    response_t *r;

    wire_send(w, "GET /t?errmid HTTP/1.1\r\nHost: a\r\n\r\n", 0);
    r = wire_read(w, "GET");
    assert_int_equal(r->status, 200);
    assert_no_body(r, "502");
    assert_null(strstr(wire_rest(w, 300), "HTTP/1.1"));
    wire_close(w);
}

typedef struct worker_t {
    server_t *server;
    apr_pool_t *pool;
    int good;
} worker_t;

static void *work(void *baton)
{
    worker_t *job = baton;
    server_t own = *job->server; /* with a pool of this thread */
    int i;

    own.pool = job->pool;
    for (i = 0; i < 40; i++) {
        response_t *r =
            client_get(&own, i % 2 ? "/nothing" : "/t?status=404&n=5000",
                       i % 3 ? NULL : "Accept: application/json");

        job->good += r->status == 404 && checks_is_ours(r) && r->fault == NULL;
    }
    return NULL;
}

static void many_at_once(server_t *s)
{
    pthread_t threads[8];
    worker_t jobs[8];
    int i;

    for (i = 0; i < 8; i++) {
        jobs[i].server = s;
        jobs[i].good = 0;
        apr_pool_create(&jobs[i].pool, NULL);
        pthread_create(&threads[i], NULL, work, &jobs[i]);
    }
    for (i = 0; i < 8; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(jobs[i].good, 40);
        apr_pool_destroy(jobs[i].pool);
    }
}

static void threads_do_not_disturb_each_other(void **state)
{
    many_at_once(*state);
}

static void all_mpms_work(void **state)
{
    static const char *const mpms[] = {"prefork", "worker"};
    int i;

    for (i = 0; i < 2; i++) {
        ROW("%s", mpms[i]);
        server_t *s = make(mpms[i]);

        /* as many clients as workers, and httpd is slower to let go of one */
        errorlog_allow(s->log, "AH00161: server reached MaxRequestWorkers");
        assert_page(client_get(s, "/nothing", NULL), 404);
        assert_page(client_get(s, "/cgi/fail", NULL), 503);
        assert_page(client_get(s, "/t?die404", NULL), 404);
        many_at_once(s);
        assert_int_equal(server_stop(s), 0);
    }
    (void)state;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(http_1_0_closes),
        TEST(http_1_0_keeps_the_connection_where_asked),
        TEST(http_1_1_keeps_the_connection),
        TEST(http_1_1_closes_where_asked),
        TEST(errors_by_hand_are_framed_in_every_version),
        TEST(http_2_has_no_reason_and_no_connection_header),
        TEST(an_error_bucket_becomes_a_page),
        TEST(an_error_in_the_middle_breaks_the_response_off),
        TEST(threads_do_not_disturb_each_other),
        TEST(all_mpms_work),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
