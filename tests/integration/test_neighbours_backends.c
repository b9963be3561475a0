/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Backends that fail in every way that we know, behind mod_proxy_http,
 * mod_proxy_balancer and mod_proxy_fcgi: one table of failures for each.
 * Whatever happens there, a client gets one whole answer with the status that
 * httpd gives without us, and the connection's next answer is that to its
 * next request. mod_proxy_http2 is in test_neighbours_http2.c, bodies past
 * the bounds of StatusPagesDrain are in test_drain.c. */
#include "neighbour.h"
#include "rows.h"

#include "backend.h"

#include <apr_strings.h>

#define HTML "Content-Type: text/html\r\n"
#define LOST "HTTP/1.1 404 Lost\r\n" HTML
#define SCRIPT "Status: 404 Lost\r\n" HTML
#define STOLEN "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nstolen"
#define SLOW 2500 /* ms; ProxyTimeout is one second */
#define SILENT 20000
#define REPLY(path, head, body, framing)                                       \
    {                                                                          \
        path, head, body, 0, framing, 0, 0, 0                                  \
    }
#define LATE(path, head, body, ms)                                             \
    {                                                                          \
        path, head, body, 0, BACKEND_LATE, 0, ms, 0                            \
    }
#define END                                                                    \
    {                                                                          \
        NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0                           \
    }

#define CLOSE "Connection: close\r\n"
#define THREE CLOSE "Content-Length: 3\r\n\r\n"
#define CHUNKED CLOSE "Transfer-Encoding: chunked\r\n\r\n"

static const reply_t http_replies[] = {
    REPLY("/good", "HTTP/1.1 200 OK\r\n", "good", BACKEND_LENGTH),
    LATE("/slow", LOST THREE, "old", SLOW),
    LATE("/silent", "", "", SILENT),
    REPLY("/shut", "", "", BACKEND_RAW),
    LATE("/half", LOST CLOSE "Content-Length: 30\r\n\r\n", "old", 0),
    LATE("/cut-chunk", LOST CHUNKED, "10\r\nold", 0),
    LATE("/cut-chunks", LOST CHUNKED, "3\r\nold\r\n", 0),
    LATE("/no-chunk", LOST CHUNKED "old", "", 0),
    LATE("/cut-head", "HTTP/1.1 404 Lost\r\nContent-Ty", "", 0),
    LATE("/cut-line", "HTTP/1.1 40", "", 0),
    {"/endless", LOST, "old", 0, BACKEND_CHUNKED, -1, 20, 0},
    LATE("/early", LOST THREE, "old", 0),
    LATE("/two-lines", "HTTP/1.1 404 Lost\r\n" LOST THREE, "old", 0),
    LATE("/two-codes", "HTTP/1.1 404 Lost\r\nHTTP/1.1 200 OK\r\n" THREE, "old",
         0),
    LATE("/two-types",
         LOST HTML "ETag: \"a\"\r\nETag: \"b\"\r\n"
                   "Retry-After: 5\r\nRetry-After: 6\r\n" THREE,
         "old", 0),
    LATE("/two-lengths", LOST "Content-Length: 4\r\n" THREE, "old!", 0),
    LATE("/length-and-chunks", LOST "Content-Length: 3\r\n" CHUNKED,
         "3\r\nold\r\n0\r\n\r\n", 0),
    LATE("/hints", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" LOST THREE,
         "old", 0),
    REPLY("/busy", "HTTP/1.1 503 Busy\r\n" HTML, "old", BACKEND_LENGTH),
    LATE("/two-answers", LOST "Content-Length: 3\r\n\r\n", "old" STOLEN, 0),
    END};

#define NO_LINE "AH01102: error reading status line"
#define NO_HEAD "AH10404: Error reading headers|AH01106: bad HTTP/1.1 header"
#define CUT "AH01110: error reading response"
#define BOGUS "AH01100: Ignoring bogus HTTP header"
#define READING "|AH00898: Error reading from remote server"

static const failure_t http_failures[] = {
    {"/endless", 404, '-', NULL, 0},
    {"/early", 404, 'K', NULL, 0},
    {"/two-types", 404, 'K', NULL, 0},
    {"/two-lengths", 404, 'K', NULL, 0},
    {"/length-and-chunks", 404, 'K', NULL, 0},
    {"/hints", 404, 'K', NULL, 0},
    {"/two-lines", 404, 'K', BOGUS, 0},
    {"/two-codes", 404, 'K', BOGUS, 0},
    {"/slow", 502, 'P', NO_LINE READING, 0},
    {"/silent", 502, 'P', NO_LINE READING, 0},
    {"/shut", 502, 'P', NO_LINE READING, 0},
    {"/half", 404, 'B', CUT, 0},
    {"/cut-chunk", 404, 'B', CUT, 0},
    {"/cut-chunks", 404, 'B', CUT, 0},
    {"/no-chunk", 502, 'P', CUT, 0},
    {"/cut-head", 502, 'P', NO_HEAD READING, 0},
    {"/cut-line", 502, 'P', NO_LINE READING, 0},
    {NULL, 0, 0, NULL, 0}};

static const reply_t fcgi_replies[] = {
    REPLY("/good", "Status: 200 OK\r\n", "good", BACKEND_RAW),
    LATE("/slow", SCRIPT, "old", SLOW),
    LATE("/silent", "", "", SILENT),
    REPLY("/shut", "", "", BACKEND_CLOSE),
    REPLY("/half", SCRIPT "Content-Length: 30\r\n", "old", BACKEND_RAW),
    REPLY("/no-end", SCRIPT, "old", BACKEND_CLOSE),
    REPLY("/cut-head", "Status: 404 Lost\r\nContent-Ty", "", BACKEND_CLOSE),
    {"/endless", SCRIPT, "old", 0, BACKEND_RAW, -1, 20, 0},
    REPLY("/two-lines", "Status: 500 Oops\r\n" SCRIPT, "old", BACKEND_RAW),
    REPLY("/two-answers", SCRIPT, "old\r\n" STOLEN, BACKEND_RAW),
    REPLY("/two-types",
          SCRIPT HTML "ETag: \"a\"\r\nETag: \"b\"\r\n"
                      "Retry-After: 5\r\nRetry-After: 6\r\n",
          "old", BACKEND_RAW),
    END};

#define NO_SCRIPT "AH01075: Error dispatching request|AH01067: "

/* Not "early": whether mod_proxy_fcgi still gets its input written, or ends
 * with 503 (AH01075), is a matter of luck there. */
static const failure_t fcgi_failures[] = {{"/endless", 404, '-', NULL, 0},
                                          {"/half", 404, 'K', NULL, 0},
                                          {"/two-lines", 404, 'K', NULL, 0},
                                          {"/two-answers", 404, 'K', NULL, 0},
                                          {"/two-types", 404, 'K', NULL, 0},
                                          {"/slow", 504, 'P', NO_SCRIPT, 0},
                                          {"/silent", 504, 'P', NO_SCRIPT, 0},
                                          {"/shut", 503, 'P', NO_SCRIPT, 0},
                                          {"/no-end", 404, '-', NO_SCRIPT, 0},
                                          {"/cut-head", 503, 'P', NO_SCRIPT, 0},
                                          {NULL, 0, 0, NULL, 0}};

/* Nobody listens there. */
static const failure_t dead[] = {
    {"/x", 503, 'P',
     "AH00957: |AH00959: |AH01114: |AH01079: |AH01167: |AH01170: ", 0},
    {NULL, 0, 0, NULL, 0}};

static backend_t *http, *fcgi;

static const char places[] =
    "ProxyPass /@P@/dead/ http://127.0.0.1:@DEAD@/\n"
    "ProxyPass /@P@/dead-fcgi/ fcgi://127.0.0.1:@DEAD@/\n"
    "ProxyPass /@P@/dead-balancer/ balancer://dead/\n"
    "ProxyPass /@P@/http/ http://127.0.0.1:@HTTP@/\n"
    "ProxyPass /@P@/balancer/ balancer://one/\n"
    "ProxyPass /@P@/failover/ balancer://failover/\n"
    "ProxyPass /@P@/strict/ balancer://strict/\n"
    "ProxyPass /@P@/fcgi/ fcgi://127.0.0.1:@FCGI@/\n";

static int start(void **state)
{
    server_t *s = server_new("backends");

    http = backend_start(s->pool, http_replies);
    fcgi = backend_start_fcgi(s->pool, fcgi_replies);
    server_modules(s, "proxy proxy_http proxy_fcgi proxy_balancer "
                      "lbmethod_byrequests slotmem_shm");
    server_var_int(s, "HTTP", backend_port(http));
    server_var_int(s, "FCGI", backend_port(fcgi));
    server_var_int(s, "DEAD", backend_dead_port());
    server_conf(s, "StatusPages On\n"
                   "ProxyTimeout 1\nStatusPagesDrain 65536 1\n"
                   "<Proxy balancer://one>\n"
                   "BalancerMember http://127.0.0.1:@HTTP@\n</Proxy>\n"
                   "<Proxy balancer://dead>\n"
                   "BalancerMember http://127.0.0.1:@DEAD@\n</Proxy>\n"
                   "<Proxy balancer://failover>\n"
                   "BalancerMember http://127.0.0.1:@DEAD@\n"
                   "BalancerMember http://127.0.0.1:@HTTP@\n</Proxy>\n"
                   "<Proxy balancer://strict>\n"
                   "BalancerMember http://127.0.0.1:@HTTP@ retry=1\n"
                   "ProxySet failonstatus=503 forcerecovery=Off\n</Proxy>\n"
                   "<LocationMatch /fcgi/>\n"
                   "ProxyFCGISetEnvIf \"reqenv('REQUEST_URI') =~ "
                   "m#(/[a-z-]+)$#\" REQUEST_URI $1\n</LocationMatch>\n");
    neighbour_places(s, places);
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

static void whatever_happens_behind_mod_proxy_http(void **state)
{
    neighbour_failures(*state, "http", http_failures);
}

static void whatever_happens_behind_mod_proxy_balancer(void **state)
{
    neighbour_failures(*state, "balancer", http_failures);
}

static void whatever_happens_behind_mod_proxy_fcgi(void **state)
{
    neighbour_failures(*state, "fcgi", fcgi_failures);
}

static void nobody_there_is_503(void **state)
{
    server_only_http_1(*state, "bytes of HTTP/1 on a connection");
    /* what its pool says while another request of the same worker fails */
    errorlog_allow(((server_t *)*state)->log, "AH00940: http: disabled");
    neighbour_failures(*state, "dead", dead);
    neighbour_failures(*state, "dead-fcgi", dead);
    neighbour_failures(*state, "dead-balancer", dead);
}

/* Who asks while a member is dead gets the other's answer, errors too. */
static void a_member_that_is_dead_is_passed_over(void **state)
{
    server_t *s = *state;
    int i;

    errorlog_allow(s->log, "AH00957: |AH00959: |AH01114: ");
    for (i = 0; i < 4; i++) {
        ROW("%d", i);
        wire_t *w = wire_open(s);

        assert_kept(neighbour_ask(w, "/html/failover/good", ""), 200, "good");
        assert_page(neighbour_ask(w, "/html/failover/two-types", ""), 404);
        assert_kept(neighbour_ask(w, "/keep/failover/two-types", ""), 404,
                    "old");
        assert_in_step(w);
        wire_close(w);
    }
}

/* A member that says 503 is out of service: the next request is told so. */
static void a_member_put_out_by_its_status_is_503(void **state)
{
    server_t *s = *state;

    errorlog_expect(s->log, "AH01174: |AH01167: |AH01170: ");
    assert_kept(client_get(s, "/html/strict/good", NULL), 200, "good");
    assert_page(client_get(s, "/html/strict/busy", NULL), 503);
    assert_page(client_get(s, "/html/strict/good", NULL), 503);
    assert_page(client_get(s, "/keep/strict/good", NULL), 503);
}

/* The second answer to one request is nobody's: mod_proxy may close its
 * connection or ours, but hands it to no other request. */
static void a_second_answer_is_given_to_nobody(void **state)
{
    static const char *const where[] = {"/html/http", "/html/balancer",
                                        "/keep/http"};
    server_t *s = *state;
    size_t i, k;

    for (i = 0; i < sizeof(where) / sizeof(where[0]); i++) {
        for (k = 0; k < 5; k++) {
            ROW("%s, %d", where[i], (int)k);
            wire_t *w = wire_open(s);
            response_t *r = neighbour_ask(
                w, apr_pstrcat(s->pool, where[i], "/two-answers", NULL), "");

            assert_status(r, 404);
            assert_no_body(r, "stolen");
            r = neighbour_ask(w, apr_pstrcat(s->pool, where[i], "/good", NULL),
                              "");
            if (r->fault == NULL) {
                assert_kept(r, 200, "good");
            }
            assert_no_body(r, "stolen");
            wire_close(w);
        }
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(whatever_happens_behind_mod_proxy_http),
        TEST(whatever_happens_behind_mod_proxy_balancer),
        TEST(whatever_happens_behind_mod_proxy_fcgi),
        TEST(nobody_there_is_503),
        TEST(a_member_that_is_dead_is_passed_over),
        TEST(a_member_put_out_by_its_status_is_503),
        TEST(a_second_answer_is_given_to_nobody),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
