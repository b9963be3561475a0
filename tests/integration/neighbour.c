/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See neighbour.h. */
#include "neighbour.h"
#include "rows.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *accept;
    const char *type; /* how the answer's begins */
} forms[] = {
    {"text/html", "text/html"},
    {"application/json", "application/json"},
    {"application/xml", "application/xml"},
    {"text/plain", "text/plain"},
    {"text/markdown", "text/markdown"},
};

server_t *neighbour_server(const char *name, const char *module,
                           const char *package)
{
    server_t *s = server_new(name);

    /* PHP, Python, mod_lua and mod_security2 leak, and read what was freed */
    if (getenv("SP_ASAN") != NULL) {
        rows_skip("a run without sanitizers", "make check");
    }
    if (!server_has_module(s, module)) {
        rows_skip(apr_pstrcat(s->pool, "mod_", module, NULL),
                  apr_pstrcat(s->pool, "Debian: ", package, NULL));
    }
    server_modules(s, module);
    return s;
}

void neighbour_pages(server_t *s, const char *path, int code,
                     const char *const *secrets)
{
    size_t i, k;

    for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        ROW("%s as %s", path, forms[i].accept);
        response_t *r = client_get(
            s, path, apr_pstrcat(s->pool, "Accept: ", forms[i].accept, NULL));

        assert_page(r, code);
        assert_header_like(r, "Content-Type",
                           apr_pstrcat(s->pool, "^", forms[i].type, NULL));
        if (strcmp(forms[i].accept, "application/json") == 0) {
            assert_problem(r, code);
        }
        if (strcmp(forms[i].accept, "application/xml") == 0) {
            assert_xml(r);
        }
        for (k = 0; secrets != NULL && secrets[k] != NULL; k++) {
            assert_no_body(r, secrets[k]);
        }
    }
}

response_t *neighbour_ask(wire_t *w, const char *path, const char *headers)
{
    apr_pool_t *pool = w->server->pool;

    wire_send(w,
              apr_psprintf(pool, "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n",
                           path, headers),
              0);
    return wire_read(w, "GET");
}

void neighbour_goes_on(wire_t *w, const response_t *r)
{
    if (response_closes(r)) {
        assert_true(wire_is_closed(w, text_patience(3000)));
        return;
    }
    assert_in_step(w);
}

static const struct {
    const char *name;
    const char *settings;
} policies[] = {
    {"html", "StatusPages On\nStatusPagesUpstream Html"},
    {"keep", "StatusPages On\nStatusPagesUpstream Keep"},
    {"off", "StatusPages Off"},
};
#define POLICIES (sizeof(policies) / sizeof(policies[0]))

void neighbour_places(server_t *s, const char *places)
{
    size_t i;

    for (i = 0; i < POLICIES; i++) {
        server_var(s, "P", policies[i].name);
        server_conf(s, text_fill(s->pool, places, s->vars));
        server_conf(s, apr_psprintf(s->pool, "<Location /%s/>\n%s\n</Location>",
                                    policies[i].name, policies[i].settings));
    }
}

/* A path that begins so is asked for with a body that fills all buffers. */
#define EARLY "/early"
#define LARGE 3000000

static const char *send_failing(wire_t *w, const char *path, int post)
{
    apr_pool_t *pool = w->server->pool;
    const char *method = post ? "POST" : "GET";

    wire_send(w,
              apr_psprintf(pool,
                           "%s %s HTTP/1.1\r\nHost: localhost\r\n"
                           "Accept: text/html\r\nContent-Length: %d\r\n\r\n",
                           method, path, post ? LARGE : 0),
              0);
    if (post) {
        wire_send(w, memset(apr_palloc(pool, LARGE), 'x', LARGE), LARGE);
    }
    return method;
}

/* Early Hints come before the answer, and are none. */
static response_t *read_final(wire_t *w, const char *method)
{
    response_t *r = wire_read(w, method);

    while (r->fault == NULL && r->status < 200 && r->status >= 100) {
        r = wire_read(w, method);
    }
    return r;
}

static void judge(wire_t *w, const response_t *r, const failure_t *f,
                  char expected)
{
    switch (expected) {
    case 'P':
        assert_page(r, f->status);
        assert_no_body(r, "old");
        break;
    case 'K':
        assert_kept(r, f->status, "old");
        break;
    case 'B':
        assert_int_equal(r->status, f->status);
        assert_non_null(r->fault);
        assert_false(checks_is_ours(r));
        return;
    default: /* without us: the status is what there is to know */
        assert_int_equal(r->status, f->status);
        assert_false(checks_is_ours(r));
        return;
    }
    assert_string_equal(f->may_close ? wire_rest(w, 300) : "", "");
    if (f->may_close && w->closed) {
        return;
    }
    neighbour_goes_on(w, r);
}

static void check_failure(server_t *s, const char *module, const failure_t *f)
{
    int post = strncmp(f->path, EARLY, strlen(EARLY)) == 0;
    const char expected[POLICIES] = {'P', f->keep, f->keep == '-' ? '-' : 'S'};
    wire_t *w[POLICIES];
    const char *method = NULL;
    size_t i;

    for (i = 0; i < POLICIES; i++) {
        w[i] = wire_open(s);
        if (expected[i] != '-') {
            method =
                send_failing(w[i],
                             apr_psprintf(s->pool, "/%s/%s%s", policies[i].name,
                                          module, f->path),
                             post);
        }
    }
    for (i = 0; i < POLICIES; i++) {
        ROW("under %s", policies[i].name);
        if (expected[i] != '-') {
            judge(w[i], read_final(w[i], method), f, expected[i]);
        }
        wire_close(w[i]);
    }
}

void neighbour_failures(server_t *s, const char *module,
                        const failure_t *failures)
{
    for (; failures->path != NULL; failures++) {
        ROW("%s%s", module, failures->path);
        if (failures->log != NULL) {
            errorlog_expect(s->log, failures->log);
        }
        check_failure(s, module, failures);
        assert_int_equal(errorlog_check(s->log), 0);
    }
}
