/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See error_document.h. httpd redirects to a document when a handler returns
 * an error, so one that has sent its error is made to: our own handler comes
 * before all others, runs them, and returns the status of the body that was
 * swallowed. A filter could call ap_die() itself, but then the handler's
 * connection to its backend would still be taken while the document asks the
 * same backend for another: enough of those at once wait for each other. */
#include "httpd/error_document.h"

#include "httpd/config.h"
#include "httpd/drain.h"
#include "httpd/foreign.h"

#include <apr_strings.h>
#include <http_config.h>
#include <http_core.h>
#include <http_protocol.h>
#include <http_request.h>
#include <mod_core.h>

/* In the request's notes while our handler waits for the others: the status
 * that it is to return, or WAITS. */
#define NOTE "statuspages-document"
#define WAITS "waits"

/* Of what the handler sent, this is about the error and not about its body. */
static const char *const carried[] = {
    "WWW-Authenticate", "Proxy-Authenticate", "Allow",
    "Retry-After",      "Set-Cookie",
};

int sp_error_document_inside(const request_rec *r)
{
    for (r = r->prev; r != NULL; r = r->prev) {
        if (ap_is_HTTP_ERROR(r->status)) {
            return 1;
        }
    }
    return 0;
}

/* The ErrorDocument in scope for r->status, or NULL; a text starts with a
 * quotation mark. */
static const char *in_scope(request_rec *r)
{
    return ap_response_code_string(r, ap_index_of_response(r->status));
}

int sp_error_document_is_text(request_rec *r)
{
    const char *document = in_scope(r);

    return document != NULL && document[0] == '"';
}

/* To a code that it doesn't know httpd gives the document of 500, and its
 * status line. */
static int is_known(int status)
{
    return status == 500 ||
           ap_index_of_response(status) != ap_index_of_response(500);
}

int sp_error_document_can_take(request_rec *r)
{
    return apr_table_get(r->notes, NOTE) != NULL && is_known(r->status) &&
           in_scope(r) != NULL;
}

void sp_error_document_take(request_rec *r)
{
    apr_table_setn(r->notes, NOTE, apr_itoa(r->pool, r->status));
}

static int carry(void *err, const char *name, const char *value)
{
    apr_table_addn(err, name, value);
    return 1;
}

/* Of headers_out nothing reaches a document. */
static void carry_headers(request_rec *r)
{
    size_t i;

    sp_foreign_strip(r, 0, 0, NULL);
    for (i = 0; i < sizeof(carried) / sizeof(carried[0]); i++) {
        apr_table_do(carry, r->err_headers_out, r->headers_out, carried[i],
                     NULL);
    }
    apr_table_clear(r->headers_out);
}

/* Settings that have no ErrorDocument cost a request two look-ups. */
static int is_in_use(const request_rec *r)
{
    const core_dir_config *core = ap_get_core_module_config(r->per_dir_config);

    return r->main == NULL && core->response_code_exprs != NULL &&
           sp_config_of(r)->on == SP_ON;
}

/* What a handler has written may still wait in httpd's buffer: end the
 * response now, as httpd would next. */
static void flush_out(request_rec *r, int result)
{
    if ((result == OK || result == DONE) && ap_is_HTTP_ERROR(r->status)) {
        ap_finalize_request_protocol(r);
    }
}

static int run_others(request_rec *r)
{
    const char *status;
    int result;

    if (!is_in_use(r) || apr_table_get(r->notes, NOTE) != NULL) {
        return DECLINED;
    }
    apr_table_setn(r->notes, NOTE, WAITS);
    result = ap_run_handler(r);
    flush_out(r, result);
    status = apr_table_get(r->notes, NOTE);
    apr_table_unset(r->notes, NOTE); /* what comes now gets our page */
    if (status == NULL || strcmp(status, WAITS) == 0) {
        return result;
    }
    sp_drain_end(r->connection);
    carry_headers(r);
    r->status = HTTP_OK; /* else ap_die() takes it for a document that fails */
    r->status_line = NULL;
    return (int)apr_atoi64(status);
}

void sp_error_document_register(void)
{
    /* Before those that come really first: mod_cache's must not run twice. */
    ap_hook_handler(run_others, NULL, NULL, APR_HOOK_REALLY_FIRST - 1);
}
