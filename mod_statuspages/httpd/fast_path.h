/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The way out. A page's own header lines are the same in every answer and were
 * made ahead: a filter behind all that may change an answer (mod_headers, a
 * cache, a compressor) writes them as they are, with what others have set
 * beside them, in place of HTTP_HEADER, which would check and write them one
 * by one. Where somebody has changed one of ours or the body, or stands
 * between that filter and the network, httpd's filters do it all. What a
 * client gets is the same either way; a test compares the two. */
#ifndef SP_HTTPD_FAST_PATH_H
#define SP_HTTPD_FAST_PATH_H

#include "httpd/answer.h"

#include <util_filter.h>

/** What an answer is to go out as; lives as long as the request. */
typedef struct sp_fast_path_t {
    const sp_choice_t *choice;
    const sp_answer_t *answer; /* described */
} sp_fast_path_t;

/** Pass the answer's body and EOS to those behind @a f, and put the filter
 *  there, where the answer is all that the request will ever say (@a alone). A
 *  handler that fails once it is answered had its connection closed without a
 *  word else (test_neighbours_backends, fcgi's /no-end). */
apr_status_t sp_fast_path_pass(ap_filter_t *f, sp_fast_path_t *way, int alone);

/** Register the filter; look up those of httpd, for post_config. */
void sp_fast_path_register(void);
void sp_fast_path_find_filters(void);

#endif /* SP_HTTPD_FAST_PATH_H */
