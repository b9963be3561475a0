/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Whose body a response gets: its own, or a page of ours. Looks at the request
 * and at what a handler has begun to send; changes neither. */
#ifndef SP_HTTPD_JUDGE_H
#define SP_HTTPD_JUDGE_H

#include "httpd/config.h"

#include <apr_buckets.h>

typedef enum sp_verdict_t {
    SP_LEAVE,
    SP_REPLACE,
    SP_YIELD, /* its body goes, and an ErrorDocument answers */
    SP_WAIT
} sp_verdict_t;

/** Whether the code of the response is among those that get pages. */
int sp_judge_wants(const request_rec *r, const sp_settings_t *settings);

/** Whether a brigade holds a bucket by which httpd is told of an error or of
 *  the connection's end: then it comes back through ap_die(). */
int sp_judge_fails(const apr_bucket_brigade *bb);

/** The verdict on the body of a handler, by the first brigades of it. SP_WAIT
 *  where they do not tell yet. @a keep: the application has asked for that. */
sp_verdict_t sp_judge_handler(request_rec *r, const sp_settings_t *settings,
                              int keep, apr_bucket_brigade *bb);

#endif /* SP_HTTPD_JUDGE_H */
