/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What conf/README.md says of a replaced response's reason phrase, and of
 * ProxyErrorOverride beside us. */
#include "checks.h"
#include "rows.h"

#include "backend.h"

#include <apr_strings.h>
#include <string.h>

#define HTML "Content-Type: text/html\r\n"

static const reply_t replies[] = {
    {"/html", "HTTP/1.1 404 Mine\r\n" HTML, "<p>old", 0, BACKEND_LENGTH, 0, 0,
     0},
    {"/keep", "HTTP/1.1 404 Mine\r\nStatus-Pages: keep\r\n" HTML, "<p>old", 0,
     BACKEND_LENGTH, 0, 0, 0},
    {"/tea", "HTTP/1.1 418 Mine\r\n" HTML, "<p>old", 0, BACKEND_LENGTH, 0, 0,
     0},
    {NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0}};

static backend_t *backend;

static int start(void **state)
{
    server_t *s = server_new("override");

    backend = backend_start(s->pool, replies);
    server_modules(s, "alias proxy proxy_http cgid");
    server_var_int(s, "BACKEND", backend_port(backend));
    server_script(s, "cgi-bin/lost",
                  "#!/bin/sh\necho 'Status: 404 Mine'\n"
                  "echo 'Content-Type: text/html'\necho\necho '<p>old'\n");
    server_conf(s, "StatusPages On\nStatusPagesUpstream All\n"
                   "ScriptAlias /cgi/ @ROOT@/cgi-bin/\n"
                   "ProxyPass /all/ http://127.0.0.1:@BACKEND@/\n"
                   "ProxyPass /kept/ http://127.0.0.1:@BACKEND@/\n"
                   "ProxyPass /override/ http://127.0.0.1:@BACKEND@/\n"
                   "<Location /kept/>\nStatusPagesUpstream Keep\n</Location>\n"
                   "<Location /override/>\nProxyErrorOverride On\n"
                   "StatusPagesUpstream Keep\n</Location>\n");
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

static const char *status_line(void **state, const char *path)
{
    server_t *s = *state;
    wire_t *w = wire_open(s);
    const char *all;

    wire_send(w, "GET ", 0);
    wire_send(w, path, 0);
    wire_send(w, " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 0);
    all = wire_rest(w, 3000);
    wire_close(w);
    return apr_pstrndup(s->pool, all, strcspn(all, "\r\n"));
}

static void a_replaced_response_loses_its_reason_phrase(void **state)
{
    static const struct {
        const char *path, *line;
    } cases[] = {
        {"/all/html", "HTTP/1.1 404 Not Found"},
        {"/cgi/lost", "HTTP/1.1 404 Not Found"},
        {"/all/tea", "HTTP/1.1 418 I'm a teapot"},
        {"/kept/html", "HTTP/1.1 404 Mine"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].path);
        assert_string_equal(status_line(state, cases[i].path), cases[i].line);
    }
}

static void proxy_error_override_decides_before_us(void **state)
{
    response_t *r;

    assert_kept(client_get(*state, "/kept/html", NULL), 404, "old");
    assert_page(client_get(*state, "/override/html", NULL), 404);
    r = client_get(*state, "/override/keep", NULL);
    assert_page(r, 404);
    assert_no_header(r, "Status-Pages");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_replaced_response_loses_its_reason_phrase),
        TEST(proxy_error_override_decides_before_us),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
