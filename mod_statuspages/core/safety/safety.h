/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where each tag of a template stands in what will be sent, known before
 * anything is: text, a quoted attribute, an address, a style sheet. What
 * escaping can't make safe there, or what the page's policy would block, is
 * a fault of the template. templates/README.md lists the rules for designers;
 * they are strict: a place that this check does not understand is refused.
 * Knows HTML, XML and JSON; refuses to know themes and values. */
#ifndef SP_SAFETY_H
#define SP_SAFETY_H

#include "format/format.h"
#include "template/template.h"

/** What the check is to know about a format. */
typedef struct sp_safety_t {
    sp_format_t format;
    int gallery; /* its policy lets it show other pages in frames */
    int table;   /* it may be about no code: status and class may be nothing */
    int one;     /* it is for some codes alone, and need not show which */
} sp_safety_t;

/**
 * Check a template as it would be rendered: with its partials, parents and
 * blocks, each section both left out and written, lists more than once. The
 * first fault tells file, line, column and what to write instead. The
 * template has passed sp_template_check() before; takes time in proportion to
 * the text that is walked, of which there is a greatest amount.
 */
apr_status_t sp_safety_check(const sp_template_t *tpl,
                             const sp_safety_t *context, sp_partial_fn partial,
                             void *baton, apr_pool_t *pool, sp_error_t *err);

#endif /* SP_SAFETY_H */
