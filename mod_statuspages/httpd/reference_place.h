/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Whether anything answers where StatusPagesReference says that the reference
 * is, as far as the configuration tells. */
#ifndef SP_HTTPD_REFERENCE_PLACE_H
#define SP_HTTPD_REFERENCE_PLACE_H

#include "httpd/config.h"

/**
 * Warn of each section's StatusPagesReference that names a path of this server
 * at which nothing is configured: no handler, no proxy, no alias, no rule that
 * rewrites it, no file. For check_config, when all directives are read.
 */
void sp_reference_place_check(apr_pool_t *pool, server_rec *s);

#endif /* SP_HTTPD_REFERENCE_PLACE_H */
