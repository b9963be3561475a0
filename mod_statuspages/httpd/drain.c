/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See drain.h. */
#include "httpd/drain.h"

#include <apr_buckets.h>

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
    apr_brigade_cleanup(bb);
}

static int out_of_bounds(const sp_drain_t *s)
{
    return s->left < 0 || apr_time_now() > s->deadline;
}

/* How long to wait for a pipe before looking again: short at first, because
 * as a rule the end is near. */
#define FIRST_NAP apr_time_from_msec(1)
#define LONGEST_NAP apr_time_from_msec(50)

/* A pipe or socket must be read, not dropped: who writes to it waits. Reading
 * turns the bucket into one of known length, with the pipe behind it. Never
 * blocks past the deadline, as a blocking read would. */
static apr_status_t read_open_end(sp_drain_t *s, ap_filter_t *f, apr_bucket *e)
{
    apr_interval_time_t nap = FIRST_NAP;
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
        apr_sleep(nap);
        nap = nap * 2 < LONGEST_NAP ? nap * 2 : LONGEST_NAP;
    }
}

/* Drop one bucket, reading it first where its end is open. */
static apr_status_t drop(sp_drain_t *s, ap_filter_t *f, apr_bucket *e)
{
    if (e->length == (apr_size_t)-1 &&
        (out_of_bounds(s) || read_open_end(s, f, e) != APR_SUCCESS)) {
        return AP_FILTER_ERROR;
    }
    if (e->length != (apr_size_t)-1) {
        s->left -= (apr_off_t)e->length;
    }
    apr_bucket_delete(e);
    return APR_SUCCESS;
}

static int has_data(const apr_bucket_brigade *bb)
{
    const apr_bucket *e = APR_BRIGADE_FIRST(bb);

    return e != APR_BRIGADE_SENTINEL(bb) && !APR_BUCKET_IS_METADATA(e);
}

apr_status_t sp_drain(sp_drain_t *s, ap_filter_t *f, apr_bucket_brigade *bb)
{
    apr_status_t rv = APR_SUCCESS;
    int data = has_data(bb);

    while (rv == APR_SUCCESS && !APR_BRIGADE_EMPTY(bb)) {
        rv = drop(s, f, APR_BRIGADE_FIRST(bb));
    }
    /* A handler that still has something to say is told to stop; one that has
     * come to its end in time needs no telling. */
    if (rv == APR_SUCCESS && data && out_of_bounds(s)) {
        rv = AP_FILTER_ERROR;
    }
    apr_brigade_cleanup(bb);
    return rv;
}
