/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See headers.h. */
#include "httpd/headers.h"

#include <apr_strings.h>
#include <http_protocol.h>

const char *const sp_headers_ours[] = {
    "X-Content-Type-Options",
    "X-Robots-Tag",
    "Content-Security-Policy",
    "Cache-Control",
    "Retry-After",
    "Content-Language",
    NULL,
};

/* One of ours, unless something has set it already. */
static void add(const sp_headers_t *h, const char *name, const char *value)
{
    if (apr_table_get(h->out, name) == NULL &&
        apr_table_get(h->err, name) == NULL) {
        apr_table_setn(h->own, name, value);
    }
}

static void set_one(const sp_headers_t *h, const sp_header_t *header)
{
    switch ((int)header->id) {
    case SP_HEADER_ENCODING:
    case SP_HEADER_LENGTH:
        apr_table_setn(h->out, header->name, header->value);
        break;
    case SP_HEADER_LANGUAGE:
        apr_table_setn(h->own, header->name, header->value);
        break;
    case SP_HEADER_STORING:
        /* what the handler said about it was about its own body */
        apr_table_unset(h->out, header->name);
        apr_table_setn(h->own, header->name, header->value);
        break;
    case SP_HEADER_VARY:
        apr_table_mergen(h->out, header->name, header->value);
        break;
    default:
        add(h, header->name, header->value);
    }
}

/* As a rule nobody has set anything, and there is nothing to look for. */
static void add_first(const sp_headers_t *h, const sp_header_t *header)
{
    apr_table_addn(header->id >= SP_HEADER_VARY ? h->out : h->own, header->name,
                   header->value);
}

void sp_headers_set(const sp_headers_t *h, const sp_header_t *headers,
                    int count)
{
    int first = apr_is_empty_table(h->out) && apr_is_empty_table(h->err);
    int i;

    for (i = 0; i < count; i++) {
        (first ? add_first : set_one)(h, &headers[i]);
    }
}

void sp_headers_retry_after(const sp_headers_t *h, int seconds,
                            apr_pool_t *pool)
{
    add(h, "Retry-After", apr_itoa(pool, seconds));
}

/* A phrase that can stand in a status line; there is no place for words in
 * other letters. */
static const char *plain_phrase(const char *phrase)
{
    const char *s;

    for (s = phrase; *s != '\0'; s++) {
        if (*s < ' ' || *s > '~') {
            return "";
        }
    }
    return phrase;
}

/* A backend's own phrase is as hostile as its body. */
const char *sp_headers_status_line(apr_pool_t *pool, int status,
                                   const sp_appearance_t *appearance)
{
    const char *phrase;

    /* Of a code that it doesn't know, httpd gives the line of 500. */
    if (status == 500 || strncmp(ap_get_status_line(status), "500", 3) != 0) {
        return NULL; /* and one that it is given it takes apart */
    }
    phrase = sp_catalog_code(appearance->catalog, status);
    if (phrase == NULL) {
        phrase = sp_appearance_entry(appearance, status, "en").message;
    }
    return apr_psprintf(pool, "%d %s", status, plain_phrase(phrase));
}
