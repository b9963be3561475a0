/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the tests of the check of templates for safety share: from a text to its
 * fault in one call. Stands on mustache_helper.h. */
#ifndef SP_SAFETY_HELPER_H
#define SP_SAFETY_HELPER_H

#include "mustache_helper.h"

#include "safety/safety.h"

/** Check a text; "" or the fault as one line. Partials are those of @a m. */
static inline const char *safety_fault(mustache_t *m, sp_format_t format,
                                       int gallery, const char *text)
{
    const sp_safety_t context = {format, gallery, 0, 0};
    const sp_template_t *tpl;
    apr_status_t rv;

    memset(&m->err, 0, sizeof(m->err));
    tpl = mustache_compile(m, "t", text);
    assert_non_null(tpl);
    rv = sp_safety_check(tpl, &context, mustache_find, m, m->pool, &m->err);
    assert_int_equal(rv == APR_SUCCESS, m->err.msg == NULL);
    return rv == APR_SUCCESS ? "" : sp_error_text(&m->err, m->pool);
}

#endif /* SP_SAFETY_HELPER_H */
