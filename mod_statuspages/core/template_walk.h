/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The way through a template as it would be rendered: partials and parents
 * entered, blocks replaced by their arguments, each section entered once.
 * Private to who checks templates. */
#ifndef SP_TEMPLATE_WALK_H
#define SP_TEMPLATE_WALK_H

#include "template_ops.h"

/** What is done on the way; any function may be NULL. */
typedef struct sp_visitor_t {
    /** Bytes that are written: of a TEXT, or white space around a tag. */
    apr_status_t (*text)(void *baton, const sp_template_t *tpl,
                         const sp_op_t *op, const char *text, apr_size_t len);
    /** A VALUE or RAW. */
    apr_status_t (*value)(void *baton, const sp_template_t *tpl,
                          const sp_op_t *op);
    /** Before the body of a SECTION or INVERTED. */
    apr_status_t (*enter)(void *baton, const sp_template_t *tpl,
                          const sp_op_t *op);
    /** Behind the body; sets *@a again to have it walked once more. */
    apr_status_t (*leave)(void *baton, const sp_template_t *tpl,
                          const sp_op_t *op, int *again);
    void *baton;
} sp_visitor_t;

/**
 * Walk. An inclusion without end is a fault, and so are inclusions that make
 * more than a page can hold; a missing partial is passed over. What a visitor
 * returns other than APR_SUCCESS ends the walk and is returned.
 */
apr_status_t sp_template_walk(const sp_template_t *tpl, sp_partial_fn partial,
                              void *baton, const sp_visitor_t *visitor,
                              apr_pool_t *pool, sp_error_t *err);

#endif /* SP_TEMPLATE_WALK_H */
