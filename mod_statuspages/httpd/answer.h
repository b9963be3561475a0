/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The page of one request: chooses format and language, fills the plan, and
 * makes the response's headers tell what the body is. */
#ifndef SP_ANSWER_H
#define SP_ANSWER_H

#include "httpd/config.h"

#include "page/page.h"

#include <apr_buckets.h>

/** Which page answers a request. */
typedef struct sp_choice_t {
    const sp_appearance_t *appearance;
    const sp_page_t *page;
    const char *type;      /* the Content-Type */
    int vary;              /* which of page->vary and page->lines */
    apr_size_t gzip_least; /* compress from so many bytes on; 0: don't */
} sp_choice_t;

/** Its body, in two pieces so that what is long and the same for everybody
 *  need not be copied. */
typedef struct sp_answer_t {
    const char *lead; /* the page's own; lives as long as the page */
    apr_size_t lead_len;
    const char *rest; /* in the request's pool */
    apr_size_t rest_len;
    int gzip; /* it is one member of gzip */
} sp_answer_t;

#define SP_ANSWER_LEN(answer) ((answer)->lead_len + (answer)->rest_len)

/** Where headers are set: the response's two tables, and which of them is
 *  for ours. */
typedef struct sp_headers_t {
    apr_table_t *out;
    apr_table_t *err;
    apr_table_t *own;
} sp_headers_t;

/** Set what belongs to a page in the place given; @a vary tells which of
 *  page->vary. */
void sp_answer_headers_set(const sp_headers_t *h, const sp_dir_t *dir,
                           const sp_page_t *page, int vary);

/** "429 Slow Down" for a code that httpd does not know; NULL for the others,
 *  whose line it finds itself. */
const char *sp_answer_status_line(apr_pool_t *pool, int status,
                                  const sp_appearance_t *appearance);

/** The body of a page for this request, with its facts. An expression among
 *  them may add to the response's Vary. */
void sp_answer_fill(sp_answer_t *answer, request_rec *r,
                    const sp_choice_t *choice);

/**
 * Negotiate format and language and find the page for r->status. Not
 * APR_SUCCESS, and logged, where there is none.
 */
apr_status_t sp_answer_choose(sp_choice_t *choice, request_rec *r);

/**
 * Make the body of the chosen page, and set Retry-After where that is
 * configured. @a own_headers is the table that our headers go to: the one
 * that the administrator's Header directives will change.
 */
void sp_answer_make(sp_answer_t *answer, request_rec *r,
                    const sp_choice_t *choice, apr_table_t *own_headers);

/** Set status line, type, length and every header that describes the body,
 *  and remove those that described the old one. */
void sp_answer_describe(const sp_answer_t *answer, request_rec *r,
                        const sp_choice_t *choice, apr_table_t *own_headers);

/** Append body and EOS to a brigade. */
void sp_answer_append(apr_bucket_brigade *bb, request_rec *r,
                      const sp_answer_t *answer);

/** The headers that we may have set, NULL-terminated: for removing ours
 *  where the administrator has set the same in the other table. */
extern const char *const sp_answer_headers[];

#endif /* SP_ANSWER_H */
