/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Backends that fail behind mod_proxy_http2. Some answer with frames that are
 * written down here, one backend for each failure, because all that they see
 * of a request is HTTP/2's preface; others are a real httpd whose handler
 * misbehaves. */
#include "neighbour.h"
#include "rows.h"

#include "backend.h"

#include <apr_strings.h>
#include <string.h>

/* Frames of stream 1. A header block is ":status: 404" (or 200), by its index
 * in HPACK's table, and a Content-Type that stands there in letters. */
#define SETTINGS "\0\0\0\4\0\0\0\0\0"
#define HTML "\x0f\x10\x09text/html"
#define LOST "\0\0\x0d\1\4\0\0\0\1\x8d" HTML
#define FINE "\0\0\x0d\1\4\0\0\0\1\x88" HTML
#define OLD "\0\0\3\0\0\0\0\0\1old"
#define LAST_OLD "\0\0\3\0\1\0\0\0\1old"
#define RESET "\0\0\4\3\0\0\0\0\1\0\0\0\2"
#define GOAWAY "\0\0\x08\7\0\0\0\0\0\0\0\0\0\0\0\0\2"
#define WAIT 400 /* ms, so that the request is there before its answer */

#define FRAMES(path, bytes, ms)                                                \
    {                                                                          \
        {"*", "", bytes, sizeof(bytes) - 1, BACKEND_LATE, 0, ms, 0},           \
        {                                                                      \
            NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0                       \
        }                                                                      \
    }

/* In the order of the table below. */
static const reply_t frames[][2] = {
    FRAMES("early", SETTINGS LOST LAST_OLD, WAIT),
    FRAMES("two-answers", SETTINGS LOST LAST_OLD FINE LAST_OLD, WAIT),
    FRAMES("slow", SETTINGS LOST LAST_OLD, 2500),
    FRAMES("silent", "", 20000),
    FRAMES("settings", SETTINGS, WAIT),
    FRAMES("nonsense", "HTTP/1.1 404 Lost\r\nContent-Length: 3\r\n\r\nold", 0),
    FRAMES("half", SETTINGS LOST OLD, WAIT),
    FRAMES("reset", SETTINGS LOST OLD RESET, WAIT),
    FRAMES("reset-first", SETTINGS RESET, WAIT),
    FRAMES("goaway", SETTINGS GOAWAY, WAIT),
    FRAMES("two-heads", SETTINGS LOST FINE LAST_OLD, WAIT),
};
#define FAILURES (sizeof(frames) / sizeof(frames[0]))

#define LATE_503 1 /* mod_proxy_http2 fails the request behind its answer */

static const failure_t failures[] = {{"/early", 404, 'K', NULL, LATE_503},
                                     {"/two-answers", 404, 'K', NULL, LATE_503},
                                     {"/slow", 503, 'P', NULL, 0},
                                     {"/silent", 503, 'P', NULL, 0},
                                     {"/settings", 503, 'P', NULL, 0},
                                     {"/nonsense", 503, 'P', NULL, 0},
                                     {"/half", 404, 'K', NULL, LATE_503},
                                     {"/reset", 404, 'K', NULL, 0},
                                     {"/reset-first", 502, 'P', NULL, 0},
                                     {"/goaway", 502, 'P', NULL, 0},
                                     {"/two-heads", 502, 'P', NULL, 0},
                                     {NULL, 0, 0, NULL, 0}};

/* What a handler does behind it. */
static const failure_t handlers[] = {
    {"/t?status=404&body=old&type=text/html", 404, 'K', NULL, 0},
    {"/t?big404", 404, '-', NULL, 0},
    {"/t?endless", 502, '-', NULL, 0},
    {"/t?empty404", 404, '-', NULL, 0},
    {NULL, 0, 0, NULL, 0}};

static const failure_t dead[] = {
    {"/x", 503, 'P', "AH00957: |AH01114: |AH00959: ", 0},
    {NULL, 0, 0, NULL, 0}};

static backend_t *backends[FAILURES];
static server_t *real;

static int start(void **state)
{
    server_t *s = server_new("http2");
    const char *places = "ProxyPass /@P@/dead/ h2c://127.0.0.1:@DEAD@/\n"
                         "ProxyPass /@P@/real/ h2c://127.0.0.1:@REAL@/\n";
    size_t i;

    real = server_new_plain("http2-backend");
    server_modules(real, "http2 sp_test");
    server_conf(real, "Protocols h2c http/1.1\n");
    server_start(real);
    server_modules(s, "http2 proxy proxy_http2");
    server_var_int(s, "REAL", real->port);
    server_var_int(s, "DEAD", backend_dead_port());
    server_conf(s, "StatusPages On\nProxyTimeout 1\n"
                   "StatusPagesDrain 65536 1\n");
    for (i = 0; i < FAILURES; i++) {
        backends[i] = backend_start(s->pool, frames[i]);
        places =
            apr_psprintf(s->pool, "%sProxyPass /@P@/h2%s h2c://127.0.0.1:%d/\n",
                         places, failures[i].path, backend_port(backends[i]));
    }
    neighbour_places(s, places);
    server_start(s);
    *state = s;
    return 0;
}

static int stop(void **state)
{
    int rv = server_stop(*state);
    size_t i;

    for (i = 0; i < FAILURES; i++) {
        backend_stop(backends[i]);
    }
    return server_stop(real) + rv;
}

static void whatever_happens_behind_mod_proxy_http2(void **state)
{
    neighbour_failures(*state, "h2", failures);
}

static void handlers_behind_it_are_as_any_other(void **state)
{
    neighbour_failures(*state, "real", handlers);
}

static void nobody_there_is_503(void **state)
{
    server_only_http_1(*state, "bytes of HTTP/1 on a connection");
    neighbour_failures(*state, "dead", dead);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(whatever_happens_behind_mod_proxy_http2),
        TEST(handlers_behind_it_are_as_any_other),
        TEST(nobody_there_is_503),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
