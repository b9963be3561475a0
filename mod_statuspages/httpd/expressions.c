/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Bounds for expressions; see expressions.h. httpd asks a function of ours for
 * each name in an expression while it is parsed: there names are refused, and
 * there each function gets a wrapping that bounds what it takes and makes.
 * Without that, 32 small names and a header of 8 KB, encoded again and again,
 * would come to megabytes before the result could be cut. */
#include "httpd/expressions.h"

#include "base/spelling.h"
#include "base/utf8.h"
#include "httpd/config.h"

#include <apr_strings.h>
#include <http_config.h>
#include <http_log.h>

#include <string.h>

APLOG_USE_MODULE(statuspages);

#define MOST_TEXT 2048 /* of an expression as written */
#define MOST_NAMES 32  /* in one */
#define MOST_VALUE 2048

/* What .htaccess may use, in lower case. Everything that is not here is
 * refused, also what modules add: of the functions, file, filesize and osenv
 * read the machine; env looks into the server's environment where the request's
 * lacks the name, as ssl does; and note holds what modules keep for themselves.
 */
static const char functions[] =
    "req http req_novary resp reqenv tolower toupper escape unescape base64 "
    "unbase64 md5 sha1";

/* REMOTE_IDENT asks another machine, SCRIPT_USER and SCRIPT_GROUP read the
 * list of users. */
static const char variables[] =
    "request_method request_scheme request_uri request_filename "
    "request_status request_log_id the_request query_string path_info "
    "remote_host remote_user remote_addr remote_port auth_type is_subreq "
    "server_admin server_name server_port server_protocol server_software "
    "script_filename document_root document_uri context_prefix "
    "context_document_root content_type handler last_modified api_version "
    "https http2 ipv6 conn_log_id conn_remote_addr "
    "http_user_agent http_proxy_connection http_referer http_cookie "
    "http_forwarded http_host http_accept "
    "time time_year time_mon time_day time_hour time_min time_sec time_wday";

/* Whether a name reads the request, the connection or the time alone. mod_ssl
 * reads the connection for every variable whose name begins as its do. */
static int is_of_the_request(const ap_expr_lookup_parms *parms)
{
    char *name = apr_pstrdup(parms->ptemp, parms->name);

    ap_str_tolower(name); /* case makes no difference to httpd */
    switch (parms->type) {
    case AP_EXPR_FUNC_STRING:
        return sp_spelling_is_in(name, functions);
    case AP_EXPR_FUNC_VAR:
        return sp_spelling_is_in(name, variables) ||
               strncmp(name, "ssl_", 4) == 0;
    default:
        return 0; /* a value has no use for conditions */
    }
}

/* A function of httpd or of another module, which the parser holds as a
 * pointer to anything. */
typedef union function_t {
    const void *any;
    ap_expr_var_func_t *variable;
    ap_expr_string_func_t *string;
} function_t;

typedef struct wrapped_t {
    function_t function;
    const void *data;
} wrapped_t;

/* At most MOST_VALUE bytes of a value; the context's data is where it is told
 * that there was more. */
static const char *bound(ap_expr_eval_ctx_t *ctx, const char *value)
{
    apr_size_t len = value ? sp_utf8_fit(value, MOST_VALUE) : 0;

    if (value == NULL || value[len] == '\0') {
        return value;
    }
    *(int *)ctx->data = 1;
    return apr_pstrmemdup(ctx->p, value, len);
}

static const char *run_variable(ap_expr_eval_ctx_t *ctx, const void *data)
{
    const wrapped_t *w = data;

    return bound(ctx, w->function.variable(ctx, w->data));
}

static const char *run_string(ap_expr_eval_ctx_t *ctx, const void *data,
                              const char *arg)
{
    const wrapped_t *w = data;

    return bound(ctx, w->function.string(ctx, w->data, bound(ctx, arg)));
}

static void wrap(ap_expr_lookup_parms *parms)
{
    wrapped_t *w = apr_palloc(parms->pool, sizeof(*w));
    function_t ours;

    w->function.any = *parms->func;
    w->data = *parms->data;
    if (parms->type == AP_EXPR_FUNC_VAR) {
        ours.variable = run_variable;
    }
    else {
        ours.string = run_string;
    }
    *parms->func = ours.any;
    *parms->data = w;
}

static int look_up(ap_expr_lookup_parms *parms)
{
    int rv;

    if ((parms->flags & AP_EXPR_FLAG_RESTRICTED) && !is_of_the_request(parms)) {
        *parms->err = apr_psprintf(
            parms->pool,
            "in .htaccess an expression may read the request alone, and \"%s\" "
            "may read more; use what a client sent, as %%{HTTP_HOST} or "
            "%%{req:NAME}, or the request's environment, %%{reqenv:NAME}, or "
            "set the variable in the server's configuration",
            parms->name);
        return !OK;
    }
    rv = ap_expr_lookup_default(parms);
    if (rv == OK && (parms->type == AP_EXPR_FUNC_VAR ||
                     parms->type == AP_EXPR_FUNC_STRING)) {
        wrap(parms);
    }
    return rv;
}

static const char *too_large(apr_pool_t *pool, const char *text)
{
    apr_size_t len = strlen(text);
    int names = 0;
    const char *at = text;

    while ((at = ap_strstr_c(at, "%{")) != NULL) {
        names++;
        at += 2;
    }
    if (len <= MOST_TEXT && names <= MOST_NAMES) {
        return NULL;
    }
    return apr_psprintf(pool,
                        "an expression has at most %d bytes and %d times "
                        "\"%%{\", and this one has %" APR_SIZE_T_FMT
                        " and %d; shorten it",
                        MOST_TEXT, MOST_NAMES, len, names);
}

ap_expr_info_t *sp_expression_parse(cmd_parms *cmd, const char *text,
                                    const char **fault)
{
    unsigned flags = AP_EXPR_FLAG_STRING_RESULT;

    *fault = too_large(cmd->pool, text);
    if (*fault != NULL) {
        return NULL;
    }
    if (sp_config_in_htaccess(cmd)) {
        flags |= AP_EXPR_FLAG_RESTRICTED; /* older httpd don't by themselves */
    }
    return ap_expr_parse_cmd(cmd, text, flags, fault, look_up);
}

/* The same as ap_expr_str_exec(), but for the pool and the bounds. */
char *sp_expression_text(request_rec *r, const ap_expr_info_t *expr, int *cut,
                         const char **vary, const char **fault)
{
    ap_regmatch_t matches[AP_MAX_REG_MATCH];
    const char *source = NULL, *value = NULL;
    char *copy = NULL;
    ap_expr_eval_ctx_t ctx = {.r = r,
                              .c = r->connection,
                              .s = r->server,
                              .err = fault,
                              .info = expr,
                              .re_pmatch = matches,
                              .re_nmatch = AP_MAX_REG_MATCH,
                              .re_source = &source,
                              .vary_this = vary,
                              .result_string = &value,
                              .data = cut};

    apr_pool_create(&ctx.p, r->pool);
    apr_pool_tag(ctx.p, "statuspages_expression");
    if (ap_expr_exec_ctx(&ctx) > 0) {
        copy = apr_pstrdup(r->pool, bound(&ctx, value));
        if (vary != NULL) {
            *vary = apr_pstrdup(r->pool, *vary);
        }
    }
    else {
        *fault = apr_pstrdup(r->pool, *fault);
    }
    apr_pool_destroy(ctx.p);
    return copy;
}
