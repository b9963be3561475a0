/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the makers of all pages share: a template rendered, the page that
 * comes of it, and its headers as lines. Private to the room. */
#ifndef SP_PAGE_MAKE_H
#define SP_PAGE_MAKE_H

#include "page/page.h"

/**
 * Render @a source in @a format with @a values. The page gets its plan, its
 * policy and @a language, copied; its headers are the caller's to tell.
 */
apr_status_t sp_page_render(sp_page_t **page, const sp_theme_template_t *source,
                            sp_format_t format, const sp_value_t *values,
                            const char *language, apr_pool_t *pool,
                            sp_error_t *err);

/** Fill in what the page's headers look like on the wire. */
void sp_page_write_lines(sp_page_t *page, apr_pool_t *pool);

#endif /* SP_PAGE_MAKE_H */
