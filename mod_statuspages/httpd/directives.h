/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The command table. */
#ifndef SP_HTTPD_DIRECTIVES_H
#define SP_HTTPD_DIRECTIVES_H

#include "httpd/sp_private.h"

extern const command_rec sp_directives[];

/** What can be told only when the whole configuration is read (an unknown
 *  variable may be declared by a later theme); for check_config. Logs the
 *  fault with file and line. */
int sp_directives_check(apr_pool_t *pool, server_rec *s);

#endif /* SP_HTTPD_DIRECTIVES_H */
