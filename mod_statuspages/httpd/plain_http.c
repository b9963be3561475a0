/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See plain_http.h. mod_ssl reads no more than some bytes of the request,
 * makes "GET / HTTP/1.0" of it, and fails that with a note for httpd's own
 * page. The note is all that a module can see. */
#include "httpd/plain_http.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <http_core.h>

#define TLS_PORT 443

int sp_plain_http(const request_rec *r)
{
    const char *notes;

    if (r->status != HTTP_BAD_REQUEST || apr_is_empty_table(r->notes)) {
        return 0;
    }
    notes = apr_table_get(r->notes, "error-notes");
    return notes != NULL &&
           ap_strstr_c(notes, "speaking plain HTTP to an SSL-enabled server");
}

/* Letters, digits and hyphens, in parts between dots. */
static int is_host(const char *name)
{
    const char *s;

    for (s = name; *s != '\0'; s++) {
        int starts = s == name || s[-1] == '.';
        if (!apr_isalnum(*s) && (starts || (*s != '-' && *s != '.'))) {
            return 0;
        }
    }
    return s != name;
}

const char *sp_plain_http_address(request_rec *r)
{
    const char *name = r->server->server_hostname;
    apr_port_t port = r->connection->local_addr->port;

    if (r->connection->vhost_lookup_data != NULL || name == NULL ||
        !is_host(name)) {
        return NULL;
    }
    return port == TLS_PORT
               ? apr_pstrcat(r->pool, "https://", name, "/", NULL)
               : apr_psprintf(r->pool, "https://%s:%u/", name, (unsigned)port);
}
