/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The output filter: decide, replace, drain the rest. */
#ifndef SP_HTTPD_INTERCEPT_H
#define SP_HTTPD_INTERCEPT_H

#include "httpd/sp_private.h"

/** Register the filters and the two hooks that insert them. */
void sp_intercept_register(void);

/** Look up other modules' filters; for post_config, when all are there. */
void sp_intercept_find_filters(void);

#endif /* SP_HTTPD_INTERCEPT_H */
