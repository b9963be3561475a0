/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The headers of a page as lines, made ahead; see sp_page_headers(). Private
 * to the room. */
#ifndef SP_PAGE_HEADERS_H
#define SP_PAGE_HEADERS_H

#include "page/page.h"

/** Fill in what the page's headers look like on the wire. */
void sp_page_write_lines(sp_page_t *page, apr_pool_t *pool);

#endif /* SP_PAGE_HEADERS_H */
