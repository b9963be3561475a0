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
} sp_drain_t;

/** Set the bounds by StatusPagesDrain. */
void sp_drain_start(sp_drain_t *s, const sp_settings_t *settings);

/** Let the client have its page now, once. */
void sp_drain_flush(sp_drain_t *s, ap_filter_t *f);

/**
 * Read and drop the buckets of @a bb. APR_SUCCESS, or AP_FILTER_ERROR past
 * the bounds or where reading fails: the handler stops then, and nothing more
 * is sent.
 */
apr_status_t sp_drain(sp_drain_t *s, ap_filter_t *f, apr_bucket_brigade *bb);

#endif /* SP_HTTPD_DRAIN_H */
