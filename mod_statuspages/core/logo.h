/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A logo file as a data: URI. The kind is told by the bytes, not the name. */
#ifndef SP_LOGO_H
#define SP_LOGO_H

#include "diag.h"

/** The largest logo: it is part of every page. */
#define SP_LOGO_MAX (64 * 1024)

/** Read @a path: PNG, JPEG, GIF, WebP, ICO or SVG. */
apr_status_t sp_logo_load(const char **uri, const char *path, apr_pool_t *pool,
                          sp_error_t *err);

#endif /* SP_LOGO_H */
