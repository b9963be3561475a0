/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The Content-Security-Policy that fits a page exactly: nothing but its own
 * style, by hash, and pictures inside the page. */
#ifndef SP_PAGE_POLICY_H
#define SP_PAGE_POLICY_H

#include "plan/plan.h"

/**
 * The policy for an HTML page. The hash of each <style> element is in it; one
 * that a live fact runs through has none, so a browser ignores it.
 */
const char *sp_csp_for_html(const sp_plan_t *plan, apr_pool_t *pool);

/** The same for the gallery, which has a form and frames its own pages. */
const char *sp_csp_for_gallery(const sp_plan_t *plan, apr_pool_t *pool);

/** The policy for a body that is no page. */
const char *sp_csp_for_data(void);

#endif /* SP_PAGE_POLICY_H */
