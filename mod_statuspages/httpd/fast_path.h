/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The short way out for the plain case. Where nobody else has a header to add
 * or a filter between us and the network, the header lines of a page are the
 * same for every request but for its length: they are written as made ahead,
 * in place of going through tables and HTTP_HEADER one by one. What a client
 * gets is the same either way; a test compares the two. */
#ifndef SP_HTTPD_FAST_PATH_H
#define SP_HTTPD_FAST_PATH_H

#include "httpd/answer.h"

#include <util_filter.h>

/** Whether this response may take the short way; asked when the body is
 *  made, because facts may set headers. */
int sp_fast_path_suits(const ap_filter_t *f);

/** Send headers and body. The response's tables are filled as well, for who
 *  logs them. */
apr_status_t sp_fast_path_send(ap_filter_t *f, const sp_choice_t *choice,
                               const sp_answer_t *answer);

/** Look up the filters of a plain chain; for post_config. */
void sp_fast_path_find_filters(void);

#endif /* SP_HTTPD_FAST_PATH_H */
