/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where each live fact comes from; see facts.h. On early errors almost every
 * field of request_rec may be NULL. */
#include "httpd/facts.h"

#include "base/percent.h"
#include "brand/brand.h"
#include "httpd/backend.h"
#include "httpd/expressions.h"
#include "httpd/plain_http.h"

#include <apr_date.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <http_core.h>
#include <http_log.h>
#include <http_protocol.h>
#include <http_request.h>
#include <util_time.h>

APLOG_USE_MODULE(statuspages);

/* The request as the client sent it, before internal redirects. */
static const request_rec *original(const request_rec *r)
{
    while (r->prev != NULL) {
        r = r->prev;
    }
    return r;
}

/* The id that stands in the logs as %L or %{UNIQUE_ID}e. */
static const char *request_id(request_rec *r)
{
    const char *id = NULL;

    if (!apr_is_empty_table(r->subprocess_env)) {
        id = apr_table_get(r->subprocess_env, "UNIQUE_ID");
        id = id ? id : apr_table_get(r->subprocess_env, "REDIRECT_UNIQUE_ID");
    }
    if (id == NULL) {
        if (r->log_id == NULL) {
            ap_run_generate_log_id(r->connection, r, &r->log_id);
        }
        id = r->log_id;
    }
    return id;
}

/* The same in the subject of a mail. An administrator may have made it of a
 * header, and an "&" would begin another field there. */
static const char *request_id_encoded(request_rec *r)
{
    const char *id = request_id(r);

    return id ? sp_percent_encode(r->pool, id, strlen(id),
                                  SP_PERCENT_UNRESERVED)
              : NULL;
}

/* Where the path of the request line begins, which httpd does not decode
 * there: behind scheme and host, as a proxy is asked. "" where there is
 * none. */
static const char *raw_path(const request_rec *r)
{
    const char *path = original(r)->unparsed_uri;
    const char *host;

    /* Over HTTP/2 an early error may leave the text of a null pointer. */
    if (path == NULL || strcmp(path, "(null)") == 0) {
        return "";
    }
    if (path[0] == '/') {
        return path;
    }
    host = ap_strstr_c(path, "://");
    return host ? host + 3 + strcspn(host + 3, "/?#") : path;
}

/* Without the query; what must be encoded is. Of plain HTTP on a TLS port the
 * path is lost, and what would have been right is told. */
static const char *uri(request_rec *r)
{
    const char *path = raw_path(r);
    apr_size_t len;

    if (sp_plain_http(r)) {
        return sp_plain_http_address(r);
    }
    len = strcspn(path, "?#");
    if (len == 0) {
        return NULL;
    }
    /* A percent sign stays, because what is sent is encoded already. */
    path = sp_percent_encode(r->pool, path, len, "/-._~!$&'()*+,;=:@%");
    /* "//other/x" would name another host to who resolves it; RFC 3986, 4.2 */
    return path[0] == '/' && path[1] == '/'
               ? apr_pstrcat(r->pool, "/.", path, NULL)
               : path;
}

static const char *retry_header(const request_rec *r)
{
    const char *value = NULL;

    if (!apr_is_empty_table(r->headers_out)) {
        value = apr_table_get(r->headers_out, "Retry-After");
    }
    if (value == NULL && !apr_is_empty_table(r->err_headers_out)) {
        value = apr_table_get(r->err_headers_out, "Retry-After");
    }
    return value;
}

/* Retry-After of the response in seconds, or -1. */
static apr_int64_t retry_seconds(const request_rec *r)
{
    const char *value = retry_header(r);
    apr_time_t when;

    if (value == NULL) {
        return -1;
    }
    if (apr_isdigit(value[0]) && strlen(value) < 12 &&
        value[strspn(value, "0123456789")] == '\0') {
        return apr_atoi64(value);
    }
    when = apr_date_parse_http(value);
    if (when == APR_DATE_BAD) {
        return -1;
    }
    when = apr_time_sec(when) - apr_time_sec(r->request_time);
    return when > 0 ? when : 0;
}

static const char *retry_after(request_rec *r)
{
    apr_int64_t seconds = retry_seconds(r);

    return seconds < 0 ? NULL
                       : apr_psprintf(r->pool, "%" APR_INT64_T_FMT, seconds);
}

/* The date of a Retry-After as people read it, or NULL where it is none: the
 * minute that has not begun before it. */
static const char *retry_date(const request_rec *r)
{
    apr_time_exp_t t;
    apr_time_t when = apr_date_parse_http(retry_header(r));

    if (when == APR_DATE_BAD || when <= r->request_time ||
        apr_time_exp_gmt(&t, when + apr_time_from_sec(59)) != APR_SUCCESS) {
        return NULL;
    }
    return apr_psprintf(r->pool, "%d-%02d-%02d %02d:%02d UTC", t.tm_year + 1900,
                        t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min);
}

/* When to come back, in words of the page's language. */
static const char *come_back(request_rec *r, const sp_page_t *page)
{
    apr_int64_t seconds = retry_seconds(r);
    const char *date;

    if (seconds < 0) {
        return NULL;
    }
    date = retry_date(r);
    return date != NULL ? sp_come_back_at(page->come_back, date, r->pool)
                        : sp_come_back_in(page->come_back, seconds, r->pool);
}

static void put_two(char *at, int n)
{
    at[0] = (char)('0' + n / 10);
    at[1] = (char)('0' + n % 10);
}

static const char *rfc3339(request_rec *r)
{
    char *text = apr_pstrmemdup(r->pool, "0000-00-00T00:00:00Z", 20);
    apr_time_exp_t t;

    ap_explode_recent_gmt(&t, r->request_time);
    put_two(text, t.tm_year / 100 + 19);
    put_two(text + 2, t.tm_year % 100);
    put_two(text + 5, t.tm_mon + 1);
    put_two(text + 8, t.tm_mday);
    put_two(text + 11, t.tm_hour);
    put_two(text + 14, t.tm_min);
    put_two(text + 17, t.tm_sec);
    return text;
}

static const char *method(request_rec *r)
{
    return original(r)->method;
}

static const char *host(request_rec *r)
{
    return r->hostname;
}

static const char *query(request_rec *r)
{
    return original(r)->args;
}

static const char *client(request_rec *r)
{
    return r->useragent_ip;
}

static const char *server(request_rec *r)
{
    return r->server ? r->server->server_hostname : NULL;
}

static const char *protocol(request_rec *r)
{
    return r->protocol;
}

static const char *handler(request_rec *r)
{
    return r->handler;
}

static const char *user_agent(request_rec *r)
{
    return apr_table_get(r->headers_in, "User-Agent");
}

static const char *referer(request_rec *r)
{
    return apr_table_get(r->headers_in, "Referer");
}

/* "error-notes" is HTML and may hold what the log holds: shown, as text, only
 * to who may see details. */
static const char *reason(request_rec *r)
{
    const char *notes;

    if (apr_is_empty_table(r->notes)) {
        return NULL;
    }
    notes = apr_table_get(r->notes, "error-notes");
    return notes ? notes : apr_table_get(r->notes, "verbose-error-to");
}

/* "1" where the reader may see details, else NULL. */
static const char *details(request_rec *r, const sp_settings_t *settings)
{
    const char *fault = NULL;
    int yes = settings->details == SP_ON;

    if (settings->details == SP_ASK) {
        yes = ap_expr_exec(r, settings->details_expr, &fault);
    }
    if (yes < 0) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r,
                      "SP0003: StatusPagesDetails can't be evaluated, no "
                      "details are shown: %s",
                      fault);
    }
    return yes > 0 ? "1" : NULL;
}

/* details() and come_back() need more than the request. */
static const char *(*const finders[SP_FACT_COUNT])(request_rec *r) = {
    [SP_FACT_REQUEST_ID] = request_id,
    [SP_FACT_REQUEST_ID_ENCODED] = request_id_encoded,
    [SP_FACT_URI] = uri,
    [SP_FACT_RETRY_AFTER] = retry_after,
    [SP_FACT_TIME] = rfc3339,
    [SP_FACT_METHOD] = method,
    [SP_FACT_HOST] = host,
    [SP_FACT_UPSTREAM] = sp_backend_kind,
    [SP_FACT_DETAIL_QUERY] = query,
    [SP_FACT_DETAIL_CLIENT] = client,
    [SP_FACT_DETAIL_SERVER] = server,
    [SP_FACT_DETAIL_PROTOCOL] = protocol,
    [SP_FACT_DETAIL_HANDLER] = handler,
    [SP_FACT_DETAIL_UPSTREAM] = sp_backend_address,
    [SP_FACT_DETAIL_USER_AGENT] = user_agent,
    [SP_FACT_DETAIL_REFERER] = referer,
    [SP_FACT_DETAIL_REASON] = reason,
};

/* Plain text and Markdown are read by lines: what a client has sent must not
 * begin one, and "%{REQUEST_URI}" is decoded. The value is a copy of ours. */
static const char *on_one_line(char *value)
{
    char *c;

    for (c = value; *c != '\0'; c++) {
        if (*c == '\n' || *c == '\r') {
            *c = ' ';
        }
    }
    return value;
}

/* The value of a variable that is an expression. */
static const char *evaluate(request_rec *r, const sp_var_t *var)
{
    const char *fault = NULL;
    int cut = 0;
    char *value = sp_expression_text(r, var->expression, &cut, NULL, &fault);

    if (value == NULL) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r,
                      "SP0004: StatusPagesVar %s \"%s\" can't be evaluated: "
                      "%s",
                      var->name, var->value, fault);
        return NULL;
    }
    if ((cut && sp_brand_kind(var->name) == SP_BRAND_URL) ||
        sp_brand_check(r->pool, var->name, value) != NULL) {
        return NULL; /* what came out is no address: as if unset */
    }
    return on_one_line(value);
}

static void find_vars(sp_facts_t *facts, request_rec *r,
                      const sp_appearance_t *appearance, apr_uint64_t wanted)
{
    const sp_var_t *v;

    for (v = appearance->vars; v != NULL; v = v->next) {
        if (v->fact >= 0 && ((wanted >> v->fact) & 1)) {
            facts->value[v->fact] = evaluate(r, v);
        }
    }
}

/* details itself and detail.*, the last ones. */
#define ALL_DETAILS                                                            \
    ((((apr_uint64_t)1 << SP_FACT_COUNT) - 1) &                                \
     ~(((apr_uint64_t)1 << SP_FACT_DETAILS) - 1))

/* A template may name detail.* outside of {{#details}}, too: whoever may see
 * none gets nothing there. Returns what is left to find. */
static apr_uint64_t hide_details(sp_facts_t *facts, apr_uint64_t wanted)
{
    int i;

    if ((wanted & ALL_DETAILS) != 0) {
        for (i = SP_FACT_DETAILS; i < SP_FACT_COUNT; i++) {
            facts->value[i] = NULL;
        }
    }
    return wanted & ~ALL_DETAILS;
}

void sp_facts_find(sp_facts_t *facts, request_rec *r,
                   const sp_appearance_t *appearance, const sp_page_t *page,
                   const sp_settings_t *settings)
{
    apr_uint64_t wanted = page->plan->facts;
    int i;

    /* What is read for details alone need not be found where there are none.
     * Values that the plan does not read are not even cleared. */
    if ((wanted & ALL_DETAILS) != 0) {
        facts->value[SP_FACT_DETAILS] = details(r, settings);
        if (facts->value[SP_FACT_DETAILS] == NULL) {
            wanted = hide_details(facts, page->public_facts);
        }
        wanted &= ~((apr_uint64_t)1 << SP_FACT_DETAILS);
    }
    if ((wanted >> SP_FACT_COUNT) != 0) {
        find_vars(facts, r, appearance, wanted);
    }
    if ((wanted >> SP_FACT_COME_BACK) & 1) {
        facts->value[SP_FACT_COME_BACK] = come_back(r, page);
        wanted &= ~((apr_uint64_t)1 << SP_FACT_COME_BACK);
    }
    wanted &= ((apr_uint64_t)1 << SP_FACT_COUNT) - 1;
    for (i = 0; wanted != 0; i++, wanted >>= 1) {
        if (wanted & 1) {
            facts->value[i] = finders[i](r);
        }
    }
}
