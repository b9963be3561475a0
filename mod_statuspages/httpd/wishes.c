/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See wishes.h. Headers are compared whole, so what is remembered is always
 * what would be negotiated. */
#include "wishes.h"

#include <http_core.h>

enum { ACCEPT, DEST, LANGUAGE, ENCODING, HEADERS };

static const char *const names[HEADERS] = {
    "Accept", "Sec-Fetch-Dest", "Accept-Language", "Accept-Encoding"};

/* Longer ones, which no browser sends, are negotiated each time. */
#define LONGEST 256

typedef struct memory_t {
    const sp_look_t *look; /* a kept one; NULL: nothing is remembered */
    int absent[HEADERS];
    char text[HEADERS][LONGEST];
    sp_wishes_t wishes;
} memory_t;

static int is_same(const memory_t *m, const char *const *values)
{
    int i;

    for (i = 0; i < HEADERS; i++) {
        if (m->absent[i] != (values[i] == NULL) ||
            (values[i] != NULL && strcmp(m->text[i], values[i]) != 0)) {
            return 0;
        }
    }
    return 1;
}

static void remember(memory_t *m, const sp_look_t *look,
                     const char *const *values, const sp_wishes_t *wishes)
{
    int i;

    m->look = NULL;
    for (i = 0; i < HEADERS; i++) {
        apr_size_t n = values[i] ? strlen(values[i]) : 0;
        if (n >= LONGEST) {
            return;
        }
        m->absent[i] = values[i] == NULL;
        if (n > 0) {
            memcpy(m->text[i], values[i], n);
        }
        m->text[i][n] = '\0';
    }
    m->wishes = *wishes;
    m->look = look;
}

static sp_wishes_t negotiate(const sp_look_t *look, const char *const *values)
{
    sp_wishes_t wishes;

    wishes.form = sp_negotiate_form(values[ACCEPT], values[DEST], look->formats,
                                    look->format_count);
    wishes.language = sp_negotiate_language(values[LANGUAGE], look->languages,
                                            look->language_count);
    wishes.gzip = sp_negotiate_gzip(values[ENCODING]);
    return wishes;
}

/* The connection's memory. A stream of HTTP/2 has a connection of its own,
 * which ends with it: not worth remembering. */
static memory_t *memory_of(conn_rec *c)
{
    memory_t *m;

    if (c->master != NULL) {
        return NULL;
    }
    m = ap_get_module_config(c->conn_config, &statuspages_module);
    if (m == NULL) {
        m = apr_pcalloc(c->pool, sizeof(*m));
        ap_set_module_config(c->conn_config, &statuspages_module, m);
    }
    return m;
}

sp_wishes_t sp_wishes_of(request_rec *r, const sp_pages_look_t *look)
{
    memory_t *m = look->kept ? memory_of(r->connection) : NULL;
    const char *values[HEADERS];
    sp_wishes_t wishes;
    int i;

    for (i = 0; i < HEADERS; i++) {
        values[i] = apr_table_get(r->headers_in, names[i]);
    }
    if (m != NULL && m->look == look->look && is_same(m, values)) {
        return m->wishes;
    }
    wishes = negotiate(look->look, values);
    if (m != NULL) {
        remember(m, look->look, values, &wishes);
    }
    return wishes;
}
