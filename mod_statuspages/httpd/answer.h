/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The page of one request: chooses format and language, fills the plan, and
 * makes the response's headers tell what the body is. */
#ifndef SP_HTTPD_ANSWER_H
#define SP_HTTPD_ANSWER_H

#include "httpd/config.h"
#include "httpd/problem.h"
#include "page/page.h"
#include "httpd/headers.h"

#include <apr_buckets.h>

/** Which page answers a request, and under which settings. */
typedef struct sp_choice_t {
    sp_settings_t settings; /* filled before the rest */
    sp_said_t said;         /* by the application; so, too */
    const sp_appearance_t *appearance;
    const sp_page_t *page;
    const char *type; /* the Content-Type */
    int encoding;     /* Accept-Encoding makes a difference here */
    int gzip;         /* and this client takes gzip */
} sp_choice_t;

/** Its body, in the request's pool, and its headers but for the type. */
typedef struct sp_answer_t {
    const char *body;
    apr_size_t len;
    int gzip; /* it is one member of gzip */
    sp_header_t headers[SP_HEADERS_MAX];
    int page_headers; /* the first ones: the page has their lines */
    int header_count;
} sp_answer_t;

/**
 * Negotiate format and language and find the page for r->status, or for the
 * problem that it is; the settings of @a choice are filled, and what was said.
 * Not APR_SUCCESS, and logged, where there is none.
 */
apr_status_t sp_answer_choose(sp_choice_t *choice, request_rec *r);

/**
 * Make the body of the chosen page, and set Retry-After where that is
 * configured. An expression may add to the response's Vary. @a own is the
 * table that our headers go to: the one that the administrator's Header
 * directives will change.
 */
void sp_answer_make(sp_answer_t *answer, request_rec *r,
                    const sp_choice_t *choice, apr_table_t *own);

/** Set status line, type, length and every header that describes the body,
 *  and remove those that described the old one. */
void sp_answer_describe(sp_answer_t *answer, request_rec *r,
                        const sp_choice_t *choice, apr_table_t *own);

/** Append body and EOS to a brigade. */
void sp_answer_append(apr_bucket_brigade *bb, request_rec *r,
                      const sp_answer_t *answer);

#endif /* SP_HTTPD_ANSWER_H */
