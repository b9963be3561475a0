/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See foreign.h. Caches take their orders from more headers than anybody can
 * list (X-Accel-Expires, Surrogate-Control, every CDN's own Cache-Control),
 * and most of these outrank our "no-store". So a page that holds a fact of one
 * request keeps what is on a list, and nothing else. */
#include "httpd/foreign.h"

#include <http_protocol.h>

/* Names in the request's pool what was set before anybody answered. */
#define EARLY "mod_statuspages: early headers"

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

/* Most of a list are told apart by their first letters, case aside; what is
 * behind a wild card, and characters that are none, are looked at then. */
static int may_match(const char *name, const char *pattern)
{
    while (*pattern != '\0' && *pattern != '*' && *pattern != '?') {
        if (*name == '\0' || ((*name++ ^ *pattern++) & ~0x20) != 0) {
            return 0;
        }
    }
    return 1;
}

static int is_named(const char *name, const char *const *list)
{
    for (; list != NULL && *list != NULL; list++) {
        if (may_match(name, *list) && ap_strcasecmp_match(name, *list) == 0) {
            return 1;
        }
    }
    return 0;
}

/* "Header early" is the administrator's word, and was there before a handler
 * could speak; what redirects add later is not. */
static int remember_early(request_rec *r)
{
    if (r->prev == NULL && r->main == NULL &&
        !(apr_is_empty_table(r->headers_out) &&
          apr_is_empty_table(r->err_headers_out))) {
        apr_pool_userdata_setn(
            apr_table_overlay(r->pool, r->headers_out, r->err_headers_out),
            EARLY, NULL, r->pool);
    }
    return DECLINED;
}

static const apr_table_t *early_headers(const request_rec *r)
{
    void *table = NULL;

    while (r->prev != NULL) {
        r = r->prev;
    }
    apr_pool_userdata_get(&table, EARLY, r->pool);
    return table;
}

/* Whether a header is as it was set early: one that a handler has changed
 * since is the handler's. */
static int is_early(const apr_table_t *early, const apr_table_entry_t *header)
{
    const char *value = early ? apr_table_get(early, header->key) : NULL;

    return value != NULL && strcmp(value, header->val) == 0;
}

/* Ours are for our page: a backend that has others, or none that a browser
 * knows ("X-Content-Type-Options: x"), must not take them away. */
static const char *const guards[] = {
    "X-Content-Type-Options",
    "X-Robots-Tag",
    NULL,
};

typedef struct rule_t {
    int keep_range; /* Content-Range, which a 416 needs */
    int no_store;
    int guarded; /* by headers of ours */
    const char *const *keep;
    const apr_table_t *early;
} rule_t;

static int may_it_stay(const rule_t *rule, const apr_table_entry_t *header)
{
    if (strcasecmp(header->key, "Content-Range") == 0) {
        return rule->keep_range;
    }
    if (is_named(header->key, of_the_body)) {
        return 0;
    }
    if (is_named(header->key, rule->keep) || is_early(rule->early, header)) {
        return 1;
    }
    if (rule->guarded && is_named(header->key, guards)) {
        return 0;
    }
    return !rule->no_store || is_named(header->key, may_stay);
}

static void strip_table(apr_table_t *table, const rule_t *rule)
{
    const apr_array_header_t *rows = apr_table_elts(table);
    int i;

    for (i = rows->nelts - 1; i >= 0; i--) {
        const apr_table_entry_t *row =
            &APR_ARRAY_IDX(rows, i, apr_table_entry_t);

        if (!may_it_stay(rule, row)) {
            apr_table_unset(table, row->key); /* every row of that name */
            i = i < rows->nelts ? i : rows->nelts;
        }
    }
}

void sp_foreign_strip(request_rec *r, int no_store, int guarded,
                      const char *const *keep)
{
    if (!apr_is_empty_table(r->headers_out) ||
        !apr_is_empty_table(r->err_headers_out)) {
        const rule_t rule = {r->status == HTTP_RANGE_NOT_SATISFIABLE, no_store,
                             guarded, keep, early_headers(r)};

        strip_table(r->headers_out, &rule);
        strip_table(r->err_headers_out, &rule);
    }
    apr_table_clear(r->trailers_out);
    r->content_encoding = NULL;
    r->content_languages = NULL;
    r->chunked = 0;
}

void sp_foreign_register(void)
{
    static const char *const behind[] = {"mod_headers.c", NULL};

    ap_hook_post_read_request(remember_early, behind, NULL, APR_HOOK_FIRST);
}
