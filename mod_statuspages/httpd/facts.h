/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* request_rec -> the plain facts that a page may show. */
#ifndef SP_HTTPD_FACTS_H
#define SP_HTTPD_FACTS_H

#include "httpd/config.h"
#include "page/page.h"

/**
 * Find the facts that a page reads, and no others. Values are in r->pool or
 * r's own; none is escaped.
 */
void sp_facts_find(sp_facts_t *facts, request_rec *r,
                   const sp_appearance_t *appearance, const sp_page_t *page,
                   const sp_settings_t *settings);

#endif /* SP_HTTPD_FACTS_H */
