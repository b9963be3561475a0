/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a page of a theme must be: of known names, safe, and, where programs
 * read it, of a form that they can. Private to the room. */
#ifndef SP_THEME_CHECK_H
#define SP_THEME_CHECK_H

#include "theme/theme.h"

/** Check the names of the template @a t, which is a page of that kind, and
 *  where they stand. */
apr_status_t sp_theme_check(sp_theme_t *theme, int page,
                            const sp_theme_template_t *t,
                            const sp_theme_source_t *source, apr_pool_t *pool,
                            sp_error_t *err);

/** Render a page and parse what comes out. @a file names it in faults that
 *  are in no one place; NULL: nothing is done. */
apr_status_t sp_theme_parse(const sp_theme_template_t *t, int page,
                            const char *file, apr_pool_t *pool,
                            sp_error_t *err);

#endif /* SP_THEME_CHECK_H */
