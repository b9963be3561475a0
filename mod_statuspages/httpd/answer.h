/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The page of one request: chooses form and language, fills the plan, and
 * makes the response's headers tell what the body is. */
#ifndef SP_ANSWER_H
#define SP_ANSWER_H

#include "config.h"

typedef struct sp_answer_t {
    const char *body;
    apr_size_t len;
} sp_answer_t;

/**
 * Make the body for r->status and set every header that describes it.
 * @a own_headers is the table that ours go to: the one that the
 * administrator's Header directives will change. Not APR_SUCCESS, logged,
 * and nothing changed, where no page could be made.
 */
apr_status_t sp_answer_make(sp_answer_t *answer, request_rec *r,
                            apr_table_t *own_headers);

/** The headers that we may have set, NULL-terminated: for removing ours
 *  where the administrator has set the same in the other table. */
extern const char *const sp_answer_headers[];

#endif /* SP_ANSWER_H */
