/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Draining a body that was replaced, within bounds, while the client
 * already has its page. */
#ifndef SP_HTTPD_DRAIN_H
#define SP_HTTPD_DRAIN_H

#include "httpd/config.h"

#include <util_filter.h>

typedef struct sp_drain_t {
    apr_off_t left;      /* bytes that may still come */
    apr_time_t deadline; /* when it has to be over */
    int flushed;
    apr_socket_t *backend; /* of mod_proxy_http, while it has one; or NULL */
} sp_drain_t;

/** Register what this needs of httpd's filters. */
void sp_drain_register(void);

/** Know the backend's connection, that of mod_proxy's own request @a pr, for
 *  as long as the handler has it. */
void sp_drain_watch(sp_drain_t *s, request_rec *pr);

/** Set the bounds by StatusPagesDrain. */
void sp_drain_start(sp_drain_t *s, const sp_settings_t *settings);

/** Let the client have its page now, once. */
void sp_drain_flush(sp_drain_t *s, ap_filter_t *f);

/**
 * Read and drop the buckets of @a bb. AP_FILTER_ERROR past the bounds or where
 * reading fails, unless @a bb is the last: the handler stops then, without a
 * word in the log, and nothing more is sent.
 */
apr_status_t sp_drain(sp_drain_t *s, ap_filter_t *f, apr_bucket_brigade *bb);

/** The handler has come to its end, and something else is to answer: where it
 *  was stopped, the client is there again. */
void sp_drain_end(conn_rec *c);

#endif /* SP_HTTPD_DRAIN_H */
