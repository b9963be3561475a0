/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The kind and the address of a backend; see backend.h. On early errors the
 * request has neither handler nor file name. */
#include "httpd/backend.h"

#include <apr_strings.h>
#include <string.h>

#define PROXY "proxy:"

/* Handlers that hand the request to a program. */
static const struct {
    const char *handler;
    const char *kind;
} programs[] = {
    {"cgi-script", "cgi"},      {"application/x-httpd-cgi", "cgi"},
    {"fcgid-script", "fcgi"},   {"fastcgi-script", "fcgi"},
    {"wsgi-script", "wsgi"},    {"uwsgi-handler", "uwsgi"},
    {"jakarta-servlet", "ajp"}, {"application/x-httpd-php", "php"},
    {"perl-script", "perl"},    {"modperl", "perl"},
    {"lua-script", "lua"},      {"proxy-server", "proxy"},
};
#define PROGRAMS (sizeof(programs) / sizeof(programs[0]))

/* The schemes that httpd's own proxy modules speak; others are no plain word
 * for certain. */
static const char *const schemes[] = {
    "http", "https", "ajp", "fcgi", "scgi",     "uwsgi",
    "ws",   "wss",   "h2",  "h2c",  "balancer", "ftp",
};
#define SCHEMES (sizeof(schemes) / sizeof(schemes[0]))

/* Where the address of a proxied request begins; NULL for other requests. */
static const char *proxied(const request_rec *r)
{
    return r->filename != NULL &&
                   strncmp(r->filename, PROXY, sizeof(PROXY) - 1) == 0
               ? r->filename + sizeof(PROXY) - 1
               : NULL;
}

static const char *kind_of_proxied(const char *url)
{
    apr_size_t i;

    for (i = 0; i < SCHEMES; i++) {
        apr_size_t n = strlen(schemes[i]);

        if (strncmp(url, schemes[i], n) == 0 &&
            strncmp(url + n, "://", 3) == 0) {
            return schemes[i];
        }
    }
    return "proxy";
}

const char *sp_backend_kind(request_rec *r)
{
    const char *url = proxied(r);
    apr_size_t i;

    if (url != NULL) {
        return kind_of_proxied(url);
    }
    for (i = 0; i < PROGRAMS && r->handler != NULL; i++) {
        if (strcmp(r->handler, programs[i].handler) == 0) {
            return programs[i].kind;
        }
    }
    return NULL;
}

/* "http://user:p@ss@10.0.0.7:8080/path?query" -> "http://10.0.0.7:8080". A
 * user name or password is nobody's business; the last @ ends it. */
const char *sp_backend_address(request_rec *r)
{
    const char *url = proxied(r);
    const char *host = url ? ap_strstr_c(url, "://") : NULL;
    const char *end, *at;
    apr_size_t scheme;

    if (host == NULL) {
        return NULL;
    }
    host += 3;
    scheme = (apr_size_t)(host - url);
    end = host + strcspn(host, "/?#");
    for (at = end; at > host && at[-1] != '@'; at--) {
    }
    return apr_psprintf(r->pool, "%.*s%.*s", (int)scheme, url, (int)(end - at),
                        at);
}
