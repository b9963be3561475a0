/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See judge.h. */
#include "httpd/judge.h"

#include "httpd/error_document.h"

#include <http_connection.h>
#include <http_core.h>
#include <http_protocol.h>
#include <http_request.h>
#include <util_filter.h>

static int is_type(const request_rec *r, const char *type)
{
    size_t n = strlen(type);

    return r->content_type != NULL &&
           strncasecmp(r->content_type, type, n) == 0 &&
           strchr("; \t", r->content_type[n]) != NULL;
}

static int is_html(const request_rec *r)
{
    return r->content_type == NULL || is_type(r, "text/html");
}

/* Clients of DAV read what mod_dav says in XML; its HTML is for people. */
static int is_dav(const request_rec *r)
{
    return r->handler != NULL && strcmp(r->handler, "dav-handler") == 0 &&
           (is_type(r, "text/xml") || is_type(r, "application/xml"));
}

/* A HEAD response has no body to look at; its headers tell of one. */
static sp_verdict_t judge_head(const request_rec *r)
{
    const char *length = apr_table_get(r->headers_out, "Content-Length");

    if (length == NULL) {
        length = apr_table_get(r->err_headers_out, "Content-Length");
    }
    if (length != NULL) {
        return strcmp(length, "0") == 0 ? SP_REPLACE : SP_LEAVE;
    }
    return r->content_type == NULL ? SP_REPLACE : SP_LEAVE;
}

/* Only an empty body is to be replaced: is this one? */
static sp_verdict_t judge_empty(const request_rec *r, apr_bucket_brigade *bb)
{
    apr_bucket *e;

    if (r->header_only) {
        return judge_head(r);
    }
    for (e = APR_BRIGADE_FIRST(bb); e != APR_BRIGADE_SENTINEL(bb);
         e = APR_BUCKET_NEXT(e)) {
        const char *data;
        apr_size_t len = e->length;
        if (APR_BUCKET_IS_EOS(e)) {
            return SP_REPLACE;
        }
        if (APR_BUCKET_IS_METADATA(e)) {
            continue;
        }
        if (e->length == (apr_size_t)-1 &&
            apr_bucket_read(e, &data, &len, APR_BLOCK_READ) != APR_SUCCESS) {
            return SP_LEAVE;
        }
        if (len > 0) {
            return SP_LEAVE;
        }
    }
    return SP_WAIT;
}

/* By the policy for what handlers send. */
static sp_verdict_t judge_body(request_rec *r, sp_upstream_t policy,
                               apr_bucket_brigade *bb)
{
    switch (policy) {
    case SP_UPSTREAM_KEEP:
        return SP_LEAVE;
    case SP_UPSTREAM_ALL:
        return SP_REPLACE;
    case SP_UPSTREAM_HTML:
        return is_html(r) ? SP_REPLACE : judge_empty(r, bb);
    default:
        return judge_empty(r, bb);
    }
}

int sp_judge_wants(const request_rec *r, const sp_settings_t *settings)
{
    return sp_codes_has(settings->codes, r->status) &&
           !AP_STATUS_IS_HEADER_ONLY(r->status);
}

int sp_judge_fails(const apr_bucket_brigade *bb)
{
    const apr_bucket *e;

    for (e = APR_BRIGADE_FIRST(bb); e != APR_BRIGADE_SENTINEL(bb);
         e = APR_BUCKET_NEXT(e)) {
        if (AP_BUCKET_IS_ERROR(e) || AP_BUCKET_IS_EOC(e)) {
            return 1;
        }
    }
    return 0;
}

sp_verdict_t sp_judge_handler(request_rec *r, const sp_settings_t *settings,
                              int keep, apr_bucket_brigade *bb)
{
    sp_verdict_t verdict;

    if (keep || !sp_judge_wants(r, settings) || sp_judge_fails(bb) ||
        sp_error_document_inside(r) || is_dav(r)) {
        return SP_LEAVE;
    }
    verdict = judge_body(r, settings->upstream, bb);
    return verdict == SP_REPLACE && sp_error_document_can_take(r) ? SP_YIELD
                                                                  : verdict;
}
