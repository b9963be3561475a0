/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The page of one request: chooses form and language, fills the plan, and
 * makes the response's headers tell what the body is. */
#ifndef SP_ANSWER_H
#define SP_ANSWER_H

#include "config.h"

#include "page.h"

/** Which page answers a request. */
typedef struct sp_choice_t {
    const sp_look_t *look;
    const sp_page_t *page;
    const char *type; /* the Content-Type */
} sp_choice_t;

/** Its body. */
typedef struct sp_answer_t {
    const char *body;
    apr_size_t len;
} sp_answer_t;

/** Where headers are set: the response's two tables, and which of them is
 *  for ours. */
typedef struct sp_headers_t {
    apr_table_t *out;
    apr_table_t *err;
    apr_table_t *own;
} sp_headers_t;

/** Set what belongs to a page of @a status in the look and place given. */
void sp_answer_headers_set(const sp_headers_t *h, int status,
                           const sp_dir_t *dir, const sp_page_t *page);

/** "404 Not Found", also for codes that httpd does not know. */
const char *sp_answer_status_line(apr_pool_t *pool, int status,
                                  const sp_look_t *look);

/** The body of a page for this request, with its facts. */
void sp_answer_fill(sp_answer_t *answer, request_rec *r, const sp_look_t *look,
                    const sp_page_t *page);

/**
 * Negotiate form and language and find the page for r->status. Not
 * APR_SUCCESS, and logged, where there is none.
 */
apr_status_t sp_answer_choose(sp_choice_t *choice, request_rec *r);

/**
 * Make the body of the chosen page and set every header that describes it.
 * @a own_headers is the table that ours go to: the one that the
 * administrator's Header directives will change.
 */
void sp_answer_make(sp_answer_t *answer, request_rec *r,
                    const sp_choice_t *choice, apr_table_t *own_headers);

/** The headers that we may have set, NULL-terminated: for removing ours
 *  where the administrator has set the same in the other table. */
extern const char *const sp_answer_headers[];

#endif /* SP_ANSWER_H */
