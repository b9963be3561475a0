/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Our headers on a response that gets a page; what was there before them is
 * foreign.h's affair. Which ones a page has is decided in core/page
 * (sp_page_headers). */
#ifndef SP_HTTPD_HEADERS_H
#define SP_HTTPD_HEADERS_H

#include "httpd/config.h"
#include "page/page.h"

/** Where headers are set: the response's two tables, and which of them is
 *  for ours. */
typedef struct sp_headers_t {
    apr_table_t *out;
    apr_table_t *err;
    apr_table_t *own;
} sp_headers_t;

/** Beyond what a page decides: what its body is. */
enum { SP_HEADER_ENCODING = SP_HEADER_COUNT, SP_HEADER_LENGTH, SP_HEADERS_MAX };

/** Set what belongs to a page, as sp_page_headers() has told, and those. */
void sp_headers_set(const sp_headers_t *h, const sp_header_t *headers,
                    int count);

/** Set Retry-After where nothing has set it already. */
void sp_headers_retry_after(const sp_headers_t *h, int seconds,
                            apr_pool_t *pool);

/** "429 Slow Down" for a code that httpd does not know; NULL for the others,
 *  whose line it finds itself. */
const char *sp_headers_status_line(apr_pool_t *pool, int status,
                                   const sp_appearance_t *appearance);

/** The headers that we may have set, NULL-terminated: for removing ours
 *  where the administrator has set the same in the other table. */
extern const char *const sp_headers_ours[];

#endif /* SP_HTTPD_HEADERS_H */
