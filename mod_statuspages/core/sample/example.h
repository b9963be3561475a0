/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Example values for every name of the vocabulary. What may be there or not is
 * live, whether or not it is so in a real page: then one plan holds all the
 * pages that can come of it. What can't be told so, retry and paragraphs, is
 * in variants. Private to the room. */
#ifndef SP_SAMPLE_EXAMPLE_H
#define SP_SAMPLE_EXAMPLE_H

#include "template/template.h"

#include <apr_hash.h>

#define SP_EXAMPLE_VARIANTS 12

typedef struct sp_example_t {
    int reader;
    apr_hash_t *labels; /* that are mentioned */
    apr_hash_t *words;  /* of the theme, too */
    apr_hash_t *files;
    apr_hash_t *vars;              /* the same; name -> name */
    const char *live[SP_LIVE_MAX]; /* names of what comes and goes */
    int live_count;
    int varies; /* it mentions what the variants are about */
    apr_pool_t *pool;
} sp_example_t;

/** Learn from a template which labels and variables there are to be. */
apr_status_t sp_example_learn(sp_example_t *e, const sp_template_t *tpl,
                              sp_partial_fn partial, void *baton,
                              sp_error_t *err);

/** The values for one variant; the first has all that there may be. */
const sp_value_t *sp_example_values(const sp_example_t *e, int variant,
                                    apr_pool_t *pool);

/** What a live value is, where it is there. */
const char *sp_example_fact(int fact);

/** For a fault: what a variant lacks, as "description and retry"; "" where
 *  nothing of it matters to the template. */
const char *sp_example_lacks(const sp_example_t *e, int variant);

#endif /* SP_SAMPLE_EXAMPLE_H */
