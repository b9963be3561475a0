/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The administrator's Header directives have the last word on our headers,
 * wherever they look for them, and none goes out twice. */
#ifndef SP_HTTPD_PRECEDENCE_H
#define SP_HTTPD_PRECEDENCE_H

#include "httpd/sp_private.h"

#include <util_filter.h>

/**
 * The table that our headers go to. On the way of ap_die() mod_headers changes
 * err_headers_out alone; where it has nothing to do there, one table is
 * enough, which spares httpd putting the two together.
 */
apr_table_t *sp_precedence_table(const request_rec *r, int via_die);

/** Where a handler's body was replaced, "Header" and "Header always" change a
 *  table each: lay ours into both, and see to it that one of them goes out. */
void sp_precedence_offer(request_rec *r);

/** Whether a filter stands in the chain; 0 where @a wanted is NULL. */
int sp_precedence_has_filter(const request_rec *r,
                             const ap_filter_rec_t *wanted);

/** Register the filter; look up mod_headers', when all are there. */
void sp_precedence_register(void);
void sp_precedence_find_filters(void);

#endif /* SP_HTTPD_PRECEDENCE_H */
