/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See neighbour.h. */
#include "neighbour.h"
#include "rows.h"

#include <apr_strings.h>
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
