/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See client_prefs.h. Headers are compared whole, so what is remembered is
 * always what would be negotiated. */
#include "httpd/client_prefs.h"

#include <http_core.h>

enum { ACCEPT, DEST, LANGUAGE, ENCODING, HEADERS };

#define NAME(text)                                                             \
    {                                                                          \
        text, sizeof(text) - 1                                                 \
    }

static const struct {
    const char *text;
    apr_size_t len;
} names[HEADERS] = {NAME("Accept"), NAME("Sec-Fetch-Dest"),
                    NAME("Accept-Language"), NAME("Accept-Encoding")};

/* Longer ones, which no browser sends, are negotiated each time. */
#define LONGEST 256

typedef struct memory_t {
    const sp_appearance_t
        *appearance; /* a kept one; NULL: nothing is remembered */
    int absent[HEADERS];
    char text[HEADERS][LONGEST];
    sp_client_prefs_t wishes;
} memory_t;

/* One look at each header, where apr_table_get() would have four: most of the
 * names begin alike. Of two of one name the first counts, as there. */
static void find_headers(const apr_table_t *table, const char **values)
{
    const apr_array_header_t *rows = apr_table_elts(table);
    int i, k;

    memset(values, 0, HEADERS * sizeof(*values));
    for (i = 0; i < rows->nelts; i++) {
        const apr_table_entry_t *e = &APR_ARRAY_IDX(rows, i, apr_table_entry_t);
        int first = e->key[0] | 0x20;
        apr_size_t len = first == 'a' || first == 's' ? strlen(e->key) : 0;

        for (k = 0; len > 0 && k < HEADERS; k++) {
            if (names[k].len == len && values[k] == NULL &&
                (memcmp(e->key, names[k].text, len) == 0 ||
                 strcasecmp(e->key, names[k].text) == 0)) {
                values[k] = e->val;
                break;
            }
        }
    }
}

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

static void remember(memory_t *m, const sp_appearance_t *appearance,
                     const char *const *values, const sp_client_prefs_t *wishes)
{
    int i;

    m->appearance = NULL;
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
    m->appearance = appearance;
}

static sp_client_prefs_t negotiate(const sp_appearance_t *appearance,
                                   const char *const *values)
{
    sp_client_prefs_t wishes;

    wishes.form =
        sp_negotiate_format(values[ACCEPT], values[DEST], appearance->formats,
                            appearance->format_count);
    wishes.language = sp_negotiate_language(
        values[LANGUAGE], appearance->languages, appearance->language_count);
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

sp_client_prefs_t sp_client_prefs(request_rec *r,
                                  const sp_pages_appearance_t *appearance)
{
    memory_t *m = appearance->kept ? memory_of(r->connection) : NULL;
    const char *values[HEADERS];
    sp_client_prefs_t wishes;

    find_headers(r->headers_in, values);
    if (m != NULL && m->appearance == appearance->appearance &&
        is_same(m, values)) {
        return m->wishes;
    }
    wishes = negotiate(appearance->appearance, values);
    if (m != NULL) {
        remember(m, appearance->appearance, values, &wishes);
    }
    return wishes;
}
