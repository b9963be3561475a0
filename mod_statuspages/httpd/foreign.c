/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See foreign.h. Caches take their orders from more headers than anybody can
 * list (X-Accel-Expires, Surrogate-Control, every CDN's own Cache-Control),
 * and most of these outrank our "no-store". So a page that holds a fact of one
 * request keeps what is on a list, and nothing else. */
#include "httpd/foreign.h"

#include <http_protocol.h>

/* What described the body that is gone. A backend's policy was made for its
 * own page and would break ours. */
static const char *const of_the_body[] = {
    "Content-Length",
    "Content-Encoding",
    "Content-MD5",
    "Content-Digest",
    "Repr-Digest",
    "Digest",
    "ETag",
    "Last-Modified",
    "Accept-Ranges",
    "Content-Language",
    "Content-Location",
    "Content-Disposition",
    "Content-Type",
    "Trailer",
    "Transfer-Encoding",
    "SourceMap",
    "Status-Pages",
    "Content-Security-Policy",
    "Content-Security-Policy-Report-Only",
    NULL,
};

/* What may stay on a page that nobody may store: it is about the client, the
 * connection or the address, and no cache takes it for a permission. In none
 * of these may a * stand where a word on caching could. */
static const char *const may_stay[] = {
    /* who the client is, and what it may do next */
    "Set-Cookie",
    "Clear-Site-Data",
    "WWW-Authenticate",
    "Authentication-Info",
    "Proxy-Authenticate",
    "Proxy-Authentication-Info",
    "Location",
    "Retry-After",
    "RateLimit",
    "RateLimit-Limit",
    "RateLimit-Policy",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "X-RateLimit-*",
    "X-Rate-Limit-*",
    /* what the address can do; Link says on a 451 who has blocked it */
    "Accept",
    "Accept-CH",
    "Accept-Encoding",
    "Accept-Patch",
    "Accept-Post",
    "Accept-Query",
    "Allow",
    "Alternates",
    "DAV",
    "Deprecation",
    "Link",
    "Lock-Token",
    "MS-Author-Via",
    "Sunset",
    "TCN",
    "Vary",
    /* the connection and the way here */
    "Alt-Svc",
    "Connection",
    "Date",
    "Keep-Alive",
    "Proxy-Status",
    "Sec-WebSocket-*",
    "Server",
    "Upgrade",
    "Via",
    /* protection, and who may read it */
    "Access-Control-*",
    "Cross-Origin-*",
    "Document-Policy",
    "Origin-Agent-Cluster",
    "Permissions-Policy",
    "Permissions-Policy-Report-Only",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "Timing-Allow-Origin",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "X-Permitted-Cross-Domain-Policies",
    "X-Robots-Tag",
    "X-XSS-Protection",
    /* to find it again in a log */
    "NEL",
    "Report-To",
    "Reporting-Endpoints",
    "Server-Timing",
    "traceparent",
    "traceresponse",
    "tracestate",
    "X-B3-*",
    "*Request-Id",
    "*RequestId",
    "*Correlation-Id",
    "*Trace-Id",
    NULL,
};

static int is_named(const char *name, const char *const *list)
{
    for (; list != NULL && *list != NULL; list++) {
        if (ap_strcasecmp_match(name, *list) == 0) {
            return 1;
        }
    }
    return 0;
}

static void strip_table(apr_table_t *table, int keep_range, int no_store,
                        const char *const *keep)
{
    const apr_array_header_t *rows = apr_table_elts(table);
    int i;

    for (i = rows->nelts - 1; i >= 0; i--) {
        const char *name = APR_ARRAY_IDX(rows, i, apr_table_entry_t).key;
        int stays = strcasecmp(name, "Content-Range") == 0
                        ? keep_range
                        : !is_named(name, of_the_body) &&
                              (!no_store || is_named(name, may_stay) ||
                               is_named(name, keep));

        if (!stays) {
            apr_table_unset(table, name); /* every row of that name */
            i = i < rows->nelts ? i : rows->nelts;
        }
    }
}

void sp_foreign_strip(request_rec *r, int no_store, const char *const *keep)
{
    int keep_range = r->status == HTTP_RANGE_NOT_SATISFIABLE;

    strip_table(r->headers_out, keep_range, no_store, keep);
    strip_table(r->err_headers_out, keep_range, no_store, keep);
    if (!apr_is_empty_table(r->trailers_out)) {
        apr_table_clear(r->trailers_out);
    }
    r->content_encoding = NULL;
    r->content_languages = NULL;
    r->chunked = 0;
}
