/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Clients that ask and don't read. An answer is given to httpd, which keeps
 * what the kernel does not take; no thread may wait for such a client. */
#include "rows.h"
#include "checks.h"
#include "wire.h"

#include <apr_strings.h>
#include <sys/socket.h>

/* More than the server has threads. */
#define CLIENTS 40
/* Each asks for several times what the kernel takes for it. The one that wakes
 * up asks for less: its tiny window lets 5 KB through in 200 ms. */
#define REQUESTS 20
#define REQUESTS_AWAKE 8

static int start(void **state)
{
    server_t *s = server_new("slow_clients");

    server_mpm(s, "event"); /* the others hold a thread for each connection */
    server_conf(s, "StatusPages On\nTimeout 10\nMaxKeepAliveRequests 0\n"
                   "SendBufferSize 16384\n");
    server_start(s);
    *state = s;
    return 0;
}

static wire_t *ask_and_sleep(server_t *s, int requests)
{
    const int little = 2048;
    const char *burst = "";
    wire_t *w = wire_open(s);

    assert_int_equal(
        setsockopt(w->fd, SOL_SOCKET, SO_RCVBUF, &little, sizeof(little)), 0);
    while (requests-- > 0) {
        burst = apr_pstrcat(s->pool, burst,
                            "GET /missing HTTP/1.1\r\nHost: localhost\r\n"
                            "Accept: text/html\r\n\r\n",
                            NULL);
    }
    wire_send(w, burst, 0);
    return w;
}

static void they_hold_no_thread(void **state)
{
    server_t *s = *state;
    wire_t *sleepers[CLIENTS];
    response_t *r;
    long asked;
    int i;

    for (i = 0; i < CLIENTS; i++) {
        sleepers[i] = ask_and_sleep(s, i == 0 ? REQUESTS_AWAKE : REQUESTS);
    }
    text_sleep(1000);
    asked = text_now();
    assert_page(client_get(s, "/other", "Accept: text/html"), 404);
    assert_in_range(text_now() - asked, 0, 3000);

    /* and who wakes up gets all that was asked for */
    for (i = 0; i < REQUESTS_AWAKE; i++) {
        ROW("answer %d", i);
        r = wire_read(sleepers[0], "GET");
        assert_int_equal(r->status, 404);
    }
    for (i = 0; i < CLIENTS; i++) {
        wire_close(sleepers[i]);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {TEST(they_hold_no_thread)};

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
