/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A page that a reader asks for, as the reference and the gallery are: filled
 * and sent by a handler, not in place of an error. */
#ifndef SP_HTTPD_SHEET_H
#define SP_HTTPD_SHEET_H

#include "httpd/config.h"
#include "page/page.h"

/** What is sent. */
typedef struct sp_sheet_t {
    const char *type; /* its Content-Type */
    const char *body;
    apr_size_t len;
    int shared; /* it is the same for every reader */
} sp_sheet_t;

/**
 * A pool for the making of one, with an allocator of its own. Over HTTP/2
 * what r->pool has taken stays with the stream, however late the client reads
 * the answer. To be destroyed before sp_sheet_send().
 */
apr_pool_t *sp_sheet_scratch(request_rec *r);

/**
 * Fill a page that reads no fact but variables, and set the headers that
 * describe and protect it, but not how it may be stored. What the sheet and
 * the headers hold is in r->pool.
 */
void sp_sheet_fill(sp_sheet_t *sheet, request_rec *r,
                   const sp_appearance_t *appearance, const sp_page_t *page);

/** Send it. */
int sp_sheet_send(request_rec *r, const sp_sheet_t *sheet);

#endif /* SP_HTTPD_SHEET_H */
