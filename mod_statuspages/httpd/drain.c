/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See drain.h. */
#include "httpd/drain.h"

#include <apr_buckets.h>
#include <apr_poll.h>
#include <http_core.h>

static apr_status_t forget_backend(void *drain_)
{
    sp_drain_t *s = drain_;

    s->backend = NULL;
    return APR_SUCCESS;
}

void sp_drain_watch(sp_drain_t *s, request_rec *pr)
{
    s->backend = ap_get_conn_socket(pr->connection);
    apr_pool_cleanup_register(pr->pool, s, forget_backend,
                              apr_pool_cleanup_null);
}

void sp_drain_start(sp_drain_t *s, const sp_settings_t *settings)
{
    s->left = settings->drain_bytes;
    s->deadline = apr_time_now() + settings->drain_time;
}

void sp_drain_flush(sp_drain_t *s, ap_filter_t *f)
{
    apr_bucket_brigade *bb;

    if (s->flushed) {
        return;
    }
    s->flushed = 1;
    bb = apr_brigade_create(f->r->pool, f->c->bucket_alloc);
    APR_BRIGADE_INSERT_TAIL(bb, apr_bucket_flush_create(f->c->bucket_alloc));
    /* To the connection's filters: the request's have seen their EOS. */
    ap_pass_brigade(f->c->output_filters, bb);
}

static int out_of_bounds(const sp_drain_t *s)
{
    return s->left < 0 || apr_time_now() > s->deadline;
}

/* How long to wait for a pipe before looking again. */
#define NAP apr_time_from_msec(10)

/* A pipe or socket must be read, not dropped: who writes to it waits. Reading
 * turns the bucket into one of known length, with the pipe behind it. Never
 * blocks past the deadline, as a blocking read would. */
static apr_status_t read_open_end(sp_drain_t *s, ap_filter_t *f, apr_bucket *e)
{
    const char *data;
    apr_size_t len;
    apr_status_t rv;

    for (;;) {
        rv = apr_bucket_read(e, &data, &len, APR_NONBLOCK_READ);
        if (!APR_STATUS_IS_EAGAIN(rv)) {
            return rv;
        }
        sp_drain_flush(s, f);
        if (out_of_bounds(s)) {
            return rv;
        }
        apr_sleep(NAP);
    }
}

/* Drop one bucket, reading it first where its end is open. */
static apr_status_t drop(sp_drain_t *s, ap_filter_t *f, apr_bucket *e)
{
    if (e->length == (apr_size_t)-1 &&
        (out_of_bounds(s) || read_open_end(s, f, e) != APR_SUCCESS)) {
        return AP_FILTER_ERROR;
    }
    s->left -= (apr_off_t)e->length;
    apr_bucket_delete(e);
    return APR_SUCCESS;
}

static int has_data(const apr_bucket_brigade *bb)
{
    const apr_bucket *e = APR_BRIGADE_FIRST(bb);

    return e != APR_BRIGADE_SENTINEL(bb) && !APR_BUCKET_IS_METADATA(e);
}

static int is_flush(const apr_bucket_brigade *bb)
{
    return !APR_BRIGADE_EMPTY(bb) && APR_BUCKET_IS_FLUSH(APR_BRIGADE_LAST(bb));
}

/* mod_proxy_http passes a FLUSH and nothing else before it waits for its
 * backend, by a timeout that is not ours: wait here for what comes next. */
static int stays_silent(const sp_drain_t *s, apr_pool_t *pool)
{
    apr_pollfd_t backend = {pool, APR_POLL_SOCKET, APR_POLLIN, 0, {0}, NULL};
    apr_interval_time_t left = s->deadline - apr_time_now();
    apr_int32_t ready;

    backend.desc.s = s->backend;
    return APR_STATUS_IS_TIMEUP(
        apr_poll(&backend, 1, &ready, left > 0 ? left : 0));
}

static ap_filter_rec_t *truth_filter;

/* The connection's, or NULL: it stays there, because httpd takes the memory of
 * each one that is added from the connection. Its context is not NULL while the
 * handler is deceived. */
static ap_filter_t *find_truth(const conn_rec *c)
{
    ap_filter_t *f = c->output_filters;

    while (f != NULL && f->frec != truth_filter) {
        f = f->next;
    }
    return f;
}

static void tell_truth(ap_filter_t *f)
{
    if (f->ctx != NULL) {
        f->ctx = NULL;
        f->c->aborted = 0;
    }
}

/* The first that is sent is the request's end, before it is logged. */
static apr_status_t filter_truth(ap_filter_t *f, apr_bucket_brigade *bb)
{
    tell_truth(f);
    return ap_pass_brigade(f->next, bb);
}

void sp_drain_register(void)
{
    truth_filter = ap_register_output_filter("STATUSPAGES_TRUTH", filter_truth,
                                             NULL, AP_FTYPE_CONNECTION);
}

/* An error from a filter is one in the log of mod_proxy_fcgi and of mod_cgi,
 * unless the client has gone away. So let the handler take it for gone, until
 * the request ends; it has its page, and its connection is kept. */
static void stop_handler(sp_drain_t *s, ap_filter_t *f)
{
    ap_filter_t *truth;

    sp_drain_flush(s, f);
    if (f->c->aborted) {
        return;
    }
    truth = find_truth(f->c);
    if (truth == NULL) {
        truth = ap_add_output_filter_handle(truth_filter, NULL, NULL, f->c);
    }
    truth->ctx = f->c;
    f->c->aborted = 1;
}

void sp_drain_end(conn_rec *c)
{
    ap_filter_t *f = find_truth(c);

    if (f != NULL) {
        tell_truth(f);
    }
}

apr_status_t sp_drain(sp_drain_t *s, ap_filter_t *f, apr_bucket_brigade *bb)
{
    apr_status_t rv = APR_SUCCESS;
    int data = has_data(bb);
    int waits = !data && is_flush(bb) && s->backend != NULL;
    int last =
        !APR_BRIGADE_EMPTY(bb) && APR_BUCKET_IS_EOS(APR_BRIGADE_LAST(bb));

    while (rv == APR_SUCCESS && !APR_BRIGADE_EMPTY(bb)) {
        rv = drop(s, f, APR_BRIGADE_FIRST(bb));
    }
    /* A handler that still has something to say is told to stop; one that has
     * come to its end in time needs no telling. */
    if (rv == APR_SUCCESS && ((data && out_of_bounds(s)) ||
                              (waits && stays_silent(s, f->r->pool)))) {
        rv = AP_FILTER_ERROR;
    }
    apr_brigade_cleanup(bb);
    if (rv != APR_SUCCESS) {
        stop_handler(s, f);
    }
    return last ? APR_SUCCESS : rv;
}
