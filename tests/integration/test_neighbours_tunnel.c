/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Beside tunnels: mod_proxy_wstunnel, and mod_proxy_http's own upgrade. A
 * tunnel that works carries bytes that are none of ours; where the backend
 * refuses it, or is not there, the client gets a page. */
#include "neighbour.h"
#include "rows.h"

#include "backend.h"

#include <apr_strings.h>
#include <string.h>

#define UPGRADE                                                                \
    "Connection: Upgrade\r\nUpgrade: websocket\r\n"                            \
    "Sec-WebSocket-Version: 13\r\n"                                            \
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
#define SWITCH                                                                 \
    "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"              \
    "Upgrade: websocket\r\n\r\n"
#define LOST "HTTP/1.1 404 Lost\r\nContent-Type: text/html\r\n"
#define TOLD "HTTP/1.1 404 not HTTP, but a frame\r\n\r\n<html>"
#define LATE(path, head, body, ms)                                             \
    {                                                                          \
        path, head, body, 0, BACKEND_LATE, 0, ms, 0                            \
    }

static const reply_t replies[] = {
    LATE("/open", SWITCH, TOLD, 0),
    {"/refuse", LOST, "old", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/refuse-json", "HTTP/1.1 403 No\r\nContent-Type: application/json\r\n",
     "{\"old\":1}", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/empty", "HTTP/1.1 426 Upgrade Required\r\n", "", 0, BACKEND_LENGTH, 0, 0,
     0},
    LATE("/silent", "", "", 20000),
    LATE("/shut", "", "", 0),
    {NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0}};

static backend_t *backend;

static int start(void **state)
{
    server_t *s = server_new("tunnel");

    backend = backend_start(s->pool, replies);
    server_modules(s, "proxy proxy_http proxy_wstunnel");
    server_var_int(s, "BACK", backend_port(backend));
    server_var_int(s, "DEAD", backend_dead_port());
    server_conf(s, "StatusPages On\nStatusPagesUpstream All\nProxyTimeout 1\n"
                   "ProxyPass /ws/ ws://127.0.0.1:@BACK@/\n"
                   "ProxyPass /dead-ws/ ws://127.0.0.1:@DEAD@/\n"
                   "ProxyPass /http/ http://127.0.0.1:@BACK@/ "
                   "upgrade=websocket\n"
                   "ProxyPass /dead-http/ http://127.0.0.1:@DEAD@/ "
                   "upgrade=websocket\n");
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

/* The bytes behind a 101 look like an answer, and are passed on as they are;
 * httpd may add headers of its own to the 101. */
static void a_tunnel_is_not_touched(void **state)
{
    static const char *const paths[] = {"/ws/open", "/http/open"};
    server_t *s = *state;
    size_t i;

    for (i = 0; i < 2; i++) {
        ROW("%s", paths[i]);
        wire_t *w = wire_open(s);
        const char *all, *end;

        wire_send(w,
                  apr_psprintf(s->pool,
                               "GET %s HTTP/1.1\r\nHost: localhost\r\n" UPGRADE
                               "\r\n",
                               paths[i]),
                  0);
        all = wire_rest(w, 2000);
        end = strstr(all, "\r\n\r\n");
        assert_int_equal(strncmp(all, "HTTP/1.1 101 ", 13), 0);
        assert_non_null(end);
        assert_string_equal(end + 4, TOLD);
        assert_null(strstr(all, "X-Robots-Tag"));
        wire_close(w);
    }
}

/* Closed, or in step: nothing of a tunnel is left over. */
static void check_refusal(server_t *s, const char *path, int status)
{
    wire_t *w = wire_open(s);
    response_t *r = neighbour_ask(w, path, UPGRADE "Accept: text/html\r\n");

    assert_page(r, status);
    assert_no_body(r, "old");
    assert_string_equal(wire_rest(w, 200), "");
    if (!w->closed) {
        neighbour_goes_on(w, r);
    }
    wire_close(w);
}

static void what_the_backend_refuses_is_a_page(void **state)
{
    server_t *s = *state;

    check_refusal(s, "/http/refuse", 404);
    check_refusal(s, "/http/refuse-json", 403);
    check_refusal(s, "/http/empty", 426);
    check_refusal(s, "/ws/refuse", 404);
    check_refusal(s, "/ws/refuse-json", 403);
    check_refusal(s, "/ws/empty", 426);
}

static void a_backend_that_is_not_there_is_a_page(void **state)
{
    server_t *s = *state;

    errorlog_allow(s->log, "AH00957: |AH01114: |AH02452: |AH00959: |AH01102: |"
                           "AH00898: ");
    check_refusal(s, "/dead-ws/x", 503);
    check_refusal(s, "/dead-http/x", 503);
    check_refusal(s, "/http/silent", 502);
    check_refusal(s, "/http/shut", 502);
    check_refusal(s, "/ws/silent", 502);
    check_refusal(s, "/ws/shut", 502);
}

/* Who asks a place for websockets in plain HTTP. */
static void no_upgrade_is_an_error_as_any_other(void **state)
{
    server_t *s = *state;
    response_t *r;

    errorlog_allow(s->log, "AH02900: |AH10451|AH01144: ");
    r = client_get(s, "/ws/refuse", NULL);
    assert_page(r, 404);
    assert_no_body(r, "old");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_tunnel_is_not_touched),
        TEST(what_the_backend_refuses_is_a_page),
        TEST(a_backend_that_is_not_there_is_a_page),
        TEST(no_upgrade_is_an_error_as_any_other),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
