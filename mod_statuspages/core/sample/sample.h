/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Whether what a template in JSON or XML makes can be read by programs:
 * it is rendered with examples, with what comes and goes there and not there,
 * and parsed. core/safety tells where a value may stand; this finds what only
 * the whole shows: commas, numbers that are nothing, tags that do not match.
 * Knows formats, names and values; refuses to know themes, catalogues and
 * real pages. */
#ifndef SP_SAMPLE_H
#define SP_SAMPLE_H

#include "format/format.h"
#include "template/template.h"

/** What is checked. */
typedef struct sp_sample_t {
    const char *file; /* of the page, for faults that are in no one place */
    sp_format_t format;
    int reader; /* it is the reference's: rows of codes, no facts */
} sp_sample_t;

/**
 * Check a template that has passed sp_safety_check(); in other formats than
 * JSON and XML nothing is done. A fault says which names are there or not
 * there, shows the line that comes out, and has the place in the templates
 * that looks most like it. Of the pages that can come out, all there and all
 * not there, each one alone and each pair both ways are parsed, as long as
 * they are not more than some megabytes together.
 */
apr_status_t sp_sample_check(const sp_template_t *tpl,
                             const sp_sample_t *sample, sp_partial_fn partial,
                             void *baton, apr_pool_t *pool, sp_error_t *err);

#endif /* SP_SAMPLE_H */
