/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* StatusPagesReload: a designer's loop. Templates are read anew for each
 * error, so an edit shows at the next request. For development only. */
#ifndef SP_HTTPD_RELOAD_H
#define SP_HTTPD_RELOAD_H

#include "httpd/config.h"

/**
 * The appearance with its own templates read again, in the request's pool.
 * Where they have a fault: one that tells it, on a page of the default theme,
 * and a line in the log. @a appearance itself, and a line, where memory is
 * short for all.
 */
const sp_appearance_t *sp_reload_appearance(const sp_appearance_t *appearance,
                                            request_rec *r);

#endif /* SP_HTTPD_RELOAD_H */
