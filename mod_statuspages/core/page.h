/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Look + code + form + language -> a page: its plan, and what its headers
 * have to say. */
#ifndef SP_PAGE_H
#define SP_PAGE_H

#include "look.h"
#include "plan.h"

typedef struct sp_page_t {
    const sp_plan_t *plan;
    apr_uint64_t public_facts; /* those it reads where there are no details */
    const char *content_language; /* "ja", or "ja, en" where it is mixed */
    const char *csp;
    int no_store; /* it holds a live fact, or its code forbids it */
    /* What negotiation has looked at, or NULL, and language, storing and that
     * as lines "Name: value\r\n": without, and with, Accept-Encoding. */
    const char *vary[2];
    const char *lines[2];
    apr_size_t lines_len[2];
    const char *guard_lines; /* the protective ones as lines */
    apr_size_t guard_lines_len;
} sp_page_t;

/* The protective headers beside the policy. */
#define SP_PAGE_SNIFF "nosniff"
#define SP_PAGE_ROBOTS "noindex"

/** Make a page in @a pool. @a language is one that the look offers. */
apr_status_t sp_page_make(sp_page_t **page, const sp_look_t *look, int code,
                          sp_format_t format, const char *language,
                          apr_pool_t *pool, sp_error_t *err);

#endif /* SP_PAGE_H */
