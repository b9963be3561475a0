/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the parts of the check share: where it is, and how it refuses. Private
 * to the room. */
#ifndef SP_CONTEXT_PARTS_H
#define SP_CONTEXT_PARTS_H

#include "template/template.h"

/** Why something may not stand where it stands: "'SUBJECT' WHAT; HINT". */
typedef struct sp_refusal_t {
    const char *what;
    const char *hint;
} sp_refusal_t;

/** Where the check is, and where its fault goes. */
typedef struct sp_trace_t {
    sp_spot_t at;
    int gallery; /* the page may show another in a frame */
    apr_pool_t *pool;
    sp_error_t *err;
} sp_trace_t;

/** How every address begins that a browser may load. */
#define SP_PICTURE_PREFIX "data:image/"

/** Refuse, unless @a why is NULL: at @a spot, or here where that is NULL. */
static inline apr_status_t sp_trace_refuse(sp_trace_t *t, const sp_spot_t *spot,
                                           const char *subject,
                                           const sp_refusal_t *why)
{
    const sp_spot_t *at = spot != NULL ? spot : &t->at;

    if (why == NULL) {
        return APR_SUCCESS;
    }
    sp_error_set(t->err, t->pool, at->file, at->line, at->col, "'%s' %s",
                 subject, why->what);
    sp_error_hint(t->err, t->pool, "%s", why->hint);
    return APR_EGENERAL;
}

#endif /* SP_CONTEXT_PARTS_H */
