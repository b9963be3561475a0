/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The way of one error through httpd's filters. One filter stands in two
 * chains: that of a handler, which may answer with an error of its own, and
 * that of ap_die(), where httpd itself fails the request. It looks at the
 * first brigade that tells, replaces the body or steps out of the way, and
 * then drains what still comes. The pitfalls are told in tests/README.md. */
#include "httpd/intercept.h"

#include "httpd/answer.h"
#include "httpd/config.h"
#include "httpd/error_document.h"
#include "httpd/fast_path.h"
#include "httpd/foreign.h"
#include "httpd/judge.h"
#include "httpd/precedence.h"
#include "httpd/drain.h"

#include <apr_strings.h>
#include <http_connection.h>
#include <http_core.h>
#include <http_log.h>
#include <http_protocol.h>
#include <http_request.h>
#include <mod_core.h>
#include <mod_proxy.h>
#include <util_filter.h>

APLOG_USE_MODULE(statuspages);

/* The filter's state for one response. */
typedef struct response_state_t {
    int via_die;  /* httpd failed the request; else a handler answered */
    int muted;    /* r->header_only is ours, see mute() */
    int done;     /* our page was passed on: drain the rest */
    int left;     /* the handler's own body goes out: add nothing to it */
    int answered; /* and arrived: nothing else may be sent */
    int status;
    sp_choice_t choice; /* made by the hook of ap_die(), or when due */
    sp_answer_t answer;
    sp_fast_path_t way;
    sp_drain_t drain;
} response_state_t;

static ap_filter_rec_t *page_filter;
static ap_filter_rec_t *cache_filter; /* mod_cache's, or NULL */

static response_state_t *new_state(request_rec *r, int via_die)
{
    response_state_t *state = apr_pcalloc(r->pool, sizeof(*state));

    state->via_die = via_die;
    return state;
}

/* The state of a handler's filter, which has none until it is called. */
static response_state_t *state_of(ap_filter_t *f)
{
    if (f->ctx == NULL) {
        f->ctx = new_state(f->r, 0);
    }
    return f->ctx;
}

/* The state that has seen this request answered, by us or by its handler; on
 * it or before a redirect. */
static response_state_t *answered_by(const request_rec *r)
{
    for (; r != NULL; r = r->prev) {
        response_state_t *state =
            ap_get_module_config(r->request_config, &statuspages_module);
        if (state != NULL && (state->answered || state->left)) {
            return state;
        }
    }
    return NULL;
}

static int has_data(const apr_bucket_brigade *bb)
{
    const apr_bucket *e;

    for (e = APR_BRIGADE_FIRST(bb); e != APR_BRIGADE_SENTINEL(bb);
         e = APR_BUCKET_NEXT(e)) {
        if (!APR_BUCKET_IS_METADATA(e)) {
            return 1;
        }
    }
    return 0;
}

/* Step out of the way. A body that has gone out is remembered: no page may
 * follow it. */
static apr_status_t leave(ap_filter_t *f, apr_bucket_brigade *bb)
{
    response_state_t *state = f->ctx;
    int data = state != NULL && has_data(bb);
    apr_status_t rv;

    ap_remove_output_filter(f);
    rv = ap_pass_brigade(f->next, bb);
    if (data && rv == APR_SUCCESS) {
        state->left = 1;
        ap_set_module_config(f->r->request_config, &statuspages_module, state);
    }
    return rv;
}

static int has_eos(const apr_bucket_brigade *bb)
{
    return !APR_BRIGADE_EMPTY(bb) && APR_BUCKET_IS_EOS(APR_BRIGADE_LAST(bb));
}

static apr_status_t drain(ap_filter_t *f, response_state_t *state,
                          apr_bucket_brigade *bb)
{
    f->r->status = state->status; /* a late ap_die() must not relabel us */
    return sp_drain(&state->drain, f, bb);
}

/* The status is the one that went out: mod_cache may have sent a stale copy in
 * place of our page. */
static void mark_answered(request_rec *r, response_state_t *state)
{
    state->answered = 1;
    state->status = r->status;
    ap_set_module_config(r->request_config, &statuspages_module, state);
}

static apr_status_t replace(ap_filter_t *f, response_state_t *state,
                            apr_bucket_brigade *bb)
{
    request_rec *r = f->r;
    apr_table_t *own = sp_precedence_table(r, state->via_die);
    apr_status_t rv;

    state->status = r->status;
    state->done = 1;
    sp_answer_make(&state->answer, r, &state->choice, own);
    sp_answer_describe(&state->answer, r, &state->choice, own);
    if (!state->via_die) {
        sp_precedence_offer(r);
    }
    state->way = (sp_fast_path_t){&state->choice, &state->answer};
    rv = sp_fast_path_pass(f, &state->way, state->via_die);
    if (rv != APR_SUCCESS) {
        apr_brigade_cleanup(bb);
        return rv;
    }
    /* Only now: HTTP_HEADER may refuse a header and call ap_die() inside that
     * very pass, and then its page must still be free to go out. */
    mark_answered(r, state);
    sp_drain_start(&state->drain, &state->choice.settings);
    if (!has_eos(bb)) {
        sp_drain_flush(&state->drain, f); /* the handler goes on */
    }
    return drain(f, state, bb);
}

/* The client has nothing yet: the document comes when the handler is done. */
static apr_status_t yield(ap_filter_t *f, response_state_t *state,
                          apr_bucket_brigade *bb)
{
    sp_error_document_take(f->r);
    state->status = f->r->status;
    state->done = 1;
    sp_drain_start(&state->drain, &state->choice.settings);
    return drain(f, state, bb);
}

/* Drop data, pass the rest: it ends the body that has gone out. */
static apr_status_t pass_end(ap_filter_t *f, apr_bucket_brigade *bb)
{
    apr_bucket *e = APR_BRIGADE_FIRST(bb);

    while (e != APR_BRIGADE_SENTINEL(bb)) {
        apr_bucket *next = APR_BUCKET_NEXT(e);
        if (!APR_BUCKET_IS_METADATA(e)) {
            apr_bucket_delete(e);
        }
        e = next;
    }
    return ap_pass_brigade(f->next, bb);
}

static void unmute(request_rec *r, const response_state_t *state)
{
    if (state->muted) {
        r->header_only = 0;
    }
}

/* Settings are looked up for errors alone: what succeeds need not wait. Where
 * no page can be made, the handler's own body stays. */
static sp_verdict_t judge(request_rec *r, response_state_t *state,
                          apr_bucket_brigade *bb)
{
    sp_verdict_t verdict;

    if (state->via_die) {
        return sp_judge_fails(bb) ? SP_LEAVE : SP_REPLACE;
    }
    state->choice.settings = sp_config_settings(sp_config_of(r), r->status);
    sp_said_take(&state->choice.said, r);
    verdict = sp_judge_handler(r, &state->choice.settings,
                               state->choice.said.keep, bb);
    return verdict == SP_REPLACE &&
                   sp_answer_choose(&state->choice, r) != APR_SUCCESS
               ? SP_LEAVE
               : verdict;
}

static apr_status_t filter_page(ap_filter_t *f, apr_bucket_brigade *bb)
{
    response_state_t *state = state_of(f);

    unmute(f->r, state);
    if (state->left) {
        return pass_end(f, bb);
    }
    if (state->done) {
        return drain(f, state, bb);
    }
    if (APR_BRIGADE_EMPTY(bb)) {
        return APR_SUCCESS; /* nothing to tell by */
    }
    switch (judge(f->r, state, bb)) {
    case SP_REPLACE:
        return replace(f, state, bb);
    case SP_YIELD:
        return yield(f, state, bb);
    case SP_WAIT:
        apr_brigade_cleanup(bb); /* FLUSHes, and no data to flush */
        return APR_SUCCESS;
    default:
        return leave(f, bb);
    }
}

/* mod_cache answers an error with a stale body in its own error hook. */
static int serves_stale(const request_rec *r)
{
    return sp_precedence_has_filter(r, cache_filter);
}

/* A complete response is out: anything more would be taken for the answer to
 * the connection's next request. */
static int insert_sink(request_rec *r)
{
    response_state_t *state = answered_by(r);

    if (state == NULL) {
        return 0;
    }
    ap_log_rerror(APLOG_MARK, APLOG_DEBUG, 0, r,
                  "SP0006: a %d comes after the answer went out and is "
                  "swallowed",
                  r->status);
    ap_add_output_filter_handle(page_filter, state, r, r->connection);
    return 1;
}

/* A file that httpd itself is about to send, no handler being named for it:
 * what can go wrong there comes by way of ap_die(), but for a condition that
 * is not met. Watching each of them would cost every 200 a filter. */
static int is_plain_file(const request_rec *r)
{
    return r->handler == NULL && r->finfo.filetype == APR_REG &&
           r->method_number == M_GET && r->status == HTTP_OK &&
           r->prev == NULL &&
           apr_table_get(r->headers_in, "If-Match") == NULL &&
           apr_table_get(r->headers_in, "If-Unmodified-Since") == NULL;
}

static void watch(request_rec *r)
{
    if (r->main != NULL || (r->prev != NULL && insert_sink(r))) {
        return;
    }
    if (sp_config_of(r)->on == SP_ON && !r->assbackwards) {
        ap_add_output_filter_handle(page_filter, NULL, r, r->connection);
    }
}

static void insert_for_handler(request_rec *r)
{
    if (!is_plain_file(r)) {
        watch(r);
    }
}

/* httpd's own body would be made only to be thrown away. It makes none for a
 * HEAD request, so let it take this for one until our filter is called. */
static void mute(request_rec *r, response_state_t *state)
{
    state->muted = !r->header_only;
    r->header_only = 1;
}

/* httpd drops headers_out now; but what the choice of the page has read of the
 * request is what its Vary must name. */
static void save_vary(request_rec *r, const char *before)
{
    const char *vary = apr_table_get(r->headers_out, "Vary");

    if (vary != NULL && vary != before) {
        apr_table_mergen(r->err_headers_out, "Vary", vary);
    }
}

static void insert_for_die(request_rec *r)
{
    const sp_dir_t *dir = sp_config_of(r);
    const char *vary = apr_table_get(r->headers_out, "Vary");
    response_state_t *state;

    if (r->main != NULL || insert_sink(r) || dir->on != SP_ON ||
        r->assbackwards) {
        return;
    }
    state = new_state(r, 1);
    state->choice.settings = sp_config_settings(dir, r->status);
    sp_said_take(&state->choice.said, r);
    if (!sp_judge_wants(r, &state->choice.settings) ||
        sp_error_document_is_text(r) || serves_stale(r)) {
        return;
    }
    if (sp_answer_choose(&state->choice, r) != APR_SUCCESS) {
        return; /* httpd's own page answers */
    }
    save_vary(r, vary);
    mute(r, state);
    ap_add_output_filter_handle(page_filter, state, r, r->connection);
}

/* mod_proxy_http has a connection to its backend: what our filter drains may
 * have to wait for it. */
static int watch_backend(request_rec *r, request_rec *pr)
{
    ap_filter_t *f = r->output_filters;

    while (f != NULL && f->frec != page_filter) {
        f = f->next;
    }
    if (f != NULL) {
        sp_drain_watch(&state_of(f)->drain, pr);
    }
    return DECLINED;
}

void sp_intercept_find_filters(void)
{
    cache_filter = ap_get_output_filter_handle("CACHE_OUT");
    sp_precedence_find_filters();
    sp_fast_path_find_filters();
}

void sp_intercept_register(void)
{
    /* Behind what makes content (SSI, Substitute), before what encodes and
     * labels it (DEFLATE, mod_headers, cache). */
    page_filter = ap_register_output_filter("STATUSPAGES", filter_page, NULL,
                                            AP_FTYPE_CONTENT_SET - 3);
    sp_precedence_register();
    sp_fast_path_register();
    sp_foreign_register();
    sp_drain_register();
    ap_hook_insert_filter(insert_for_handler, NULL, NULL, APR_HOOK_LAST);
    ap_hook_insert_error_filter(insert_for_die, NULL, NULL, APR_HOOK_LAST);
    APR_OPTIONAL_HOOK(proxy, create_req, watch_backend, NULL, NULL,
                      APR_HOOK_MIDDLE);
}
