/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where each live fact comes from; see facts.h. On early errors almost every
 * field of request_rec may be NULL. */
#include "facts.h"

#include "brand.h"

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
    const char *id = apr_table_get(r->subprocess_env, "UNIQUE_ID");

    if (id == NULL) {
        id = apr_table_get(r->subprocess_env, "REDIRECT_UNIQUE_ID");
    }
    if (id == NULL) {
        if (r->log_id == NULL) {
            ap_run_generate_log_id(r->connection, r, &r->log_id);
        }
        id = r->log_id;
    }
    return id;
}

/* Bytes that may stand in the path of a URI as they are. */
static int is_path_byte(unsigned char c)
{
    return apr_isalnum(c) || strchr("/-._~!$&'()*+,;=:@%", c) != NULL;
}

/* The path of the request line, which httpd does not decode there: without
 * scheme and host, as a proxy is asked, and without the query. Its length in
 * *len; NULL where there is none. */
static const char *raw_path(const request_rec *r, apr_size_t *len)
{
    const char *path = original(r)->unparsed_uri;
    const char *host;

    /* Over HTTP/2 an early error may leave the text of a null pointer. */
    if (SP_CURE(9) && (path == NULL || strcmp(path, "(null)") == 0)) {
        return NULL;
    }
    if (path[0] != '/') {
        host = ap_strstr_c(path, "://");
        if (host != NULL) {
            path = host + 3 + strcspn(host + 3, "/?#");
        }
    }
    *len = strcspn(path, "?#");
    return *len > 0 ? path : NULL;
}

/* Whatever else is in it percent-encoded. */
static const char *uri(request_rec *r)
{
    static const char hex[] = "0123456789ABCDEF";
    apr_size_t len, i, more = 0;
    const char *path = raw_path(r, &len);
    char *out, *o;

    if (path == NULL) {
        return NULL;
    }
    for (i = 0; i < len; i++) {
        more += !is_path_byte((unsigned char)path[i]);
    }
    out = o = apr_palloc(r->pool, len + 2 * more + 1);
    for (i = 0; i < len; i++) {
        unsigned char c = (unsigned char)path[i];
        if (is_path_byte(c)) {
            *o++ = path[i];
        }
        else {
            *o++ = '%';
            *o++ = hex[c >> 4];
            *o++ = hex[c & 15];
        }
    }
    *o = '\0';
    return out;
}

apr_int64_t sp_facts_retry_after(const request_rec *r)
{
    const char *value = apr_table_get(r->headers_out, "Retry-After");
    apr_time_t when;

    if (value == NULL) {
        value = apr_table_get(r->err_headers_out, "Retry-After");
    }
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
    apr_int64_t seconds = sp_facts_retry_after(r);

    return seconds < 0 ? NULL
                       : apr_psprintf(r->pool, "%" APR_INT64_T_FMT, seconds);
}

/* A number in a fixed width. */
static void put_digits(char *at, int width, int n)
{
    while (width-- > 0) {
        at[width] = (char)('0' + n % 10);
        n /= 10;
    }
}

static const char *rfc3339(request_rec *r)
{
    char *text = apr_pstrmemdup(r->pool, "0000-00-00T00:00:00Z", 20);
    apr_time_exp_t t;

    ap_explode_recent_gmt(&t, r->request_time);
    put_digits(text, 4, t.tm_year + 1900);
    put_digits(text + 5, 2, t.tm_mon + 1);
    put_digits(text + 8, 2, t.tm_mday);
    put_digits(text + 11, 2, t.tm_hour);
    put_digits(text + 14, 2, t.tm_min);
    put_digits(text + 17, 2, t.tm_sec);
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

/* "proxy:http://10.0.0.7:8080/path?query" -> "http://10.0.0.7:8080"; other
 * handlers by their name. */
static const char *upstream(request_rec *r)
{
    const char *url = r->filename;
    const char *start, *end;

    if (url == NULL || strncmp(url, "proxy:", 6) != 0) {
        return NULL;
    }
    url += 6;
    start = ap_strstr_c(url, "://");
    if (start == NULL) {
        return NULL;
    }
    end = start + 3 + strcspn(start + 3, "/?#");
    /* A user name or password in the address is nobody's business. */
    start = memchr(start + 3, '@', (size_t)(end - start - 3));
    return start ? apr_pstrndup(r->pool, start + 1, (size_t)(end - start - 1))
                 : apr_pstrndup(r->pool, url, (size_t)(end - url));
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
    const char *notes = apr_table_get(r->notes, "error-notes");

    return notes ? notes : apr_table_get(r->notes, "verbose-error-to");
}

static const char *details(request_rec *r)
{
    const ap_expr_info_t *expr = NULL;
    const char *fault = NULL;
    int yes;

    switch (sp_config_details(sp_config_of(r), &expr)) {
    case SP_ON:
        return "1";
    case SP_ASK:
        yes = ap_expr_exec(r, expr, &fault);
        if (yes < 0) {
            ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r,
                          "SP0003: StatusPagesDetails can't be evaluated, no "
                          "details are shown: %s",
                          fault);
        }
        return yes > 0 ? "1" : NULL;
    default:
        return NULL;
    }
}

/* In the order of sp_fact_t. */
static const char *(*const finders[SP_FACT_COUNT])(request_rec *r) = {
    request_id, uri,        retry_after, rfc3339, method, host,
    upstream,   details,    query,       client,  server, protocol,
    handler,    user_agent, referer,     reason,
};

/* The value of a variable that is an expression. */
static const char *evaluate(request_rec *r, const sp_var_t *var)
{
    const char *fault = NULL;
    const char *value = ap_expr_str_exec(r, var->expression, &fault);

    if (value == NULL || fault != NULL) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r,
                      "SP0004: StatusPagesVar %s \"%s\" can't be evaluated: "
                      "%s",
                      var->name, var->value, fault ? fault : "no value");
        return NULL;
    }
    if (sp_brand_check(r->pool, var->name, value) != NULL) {
        return NULL; /* what came out is no address: as if unset */
    }
    return value;
}

static void find_vars(sp_facts_t *facts, request_rec *r, const sp_look_t *look,
                      apr_uint64_t wanted)
{
    const sp_var_t *v;

    for (v = look->vars; v != NULL; v = v->next) {
        if (v->fact >= 0 && ((wanted >> v->fact) & 1)) {
            facts->value[v->fact] = evaluate(r, v);
        }
    }
}

void sp_facts_find(sp_facts_t *facts, request_rec *r, const sp_look_t *look,
                   const sp_page_t *page)
{
    apr_uint64_t wanted = page->plan->facts;
    int i;

    /* What is read for details alone need not be found where there are none.
     * Values that the plan does not read are not even cleared. */
    if (SP_PLAN_READS(page->plan, SP_FACT_DETAILS)) {
        facts->value[SP_FACT_DETAILS] = details(r);
        if (facts->value[SP_FACT_DETAILS] == NULL) {
            wanted = page->public_facts;
        }
        wanted &= ~((apr_uint64_t)1 << SP_FACT_DETAILS);
    }
    if ((wanted >> SP_FACT_COUNT) != 0) {
        find_vars(facts, r, look, wanted);
    }
    wanted &= ((apr_uint64_t)1 << SP_FACT_COUNT) - 1;
    for (i = 0; wanted != 0; i++, wanted >>= 1) {
        if (wanted & 1) {
            facts->value[i] = finders[i](r);
        }
    }
}
