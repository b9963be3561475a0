/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Walking a template with all that it includes; see template.h. Knows which op
 * follows which. Refuses to know values, names and what the text says. */
#include "template/scope.h"

#include <limits.h>

/* Files including files; a theme has three or four levels. */
#define INCLUDE_MAX 100
/* Ops followed in search of an endless inclusion. */
#define WORK_MAX (1000 * 1000)

typedef struct walker_t {
    sp_scope_t scope;
    sp_partial_fn partial;
    void *baton;
    const sp_visitor_t *visitor;
    apr_pool_t *pool; /* of faults */
    sp_error_t *err;
} walker_t;

static apr_status_t fault(walker_t *k, const sp_op_t *op, const char *what)
{
    return sp_error_set(k->err, k->pool, k->scope.top->tpl->file, op->line,
                        op->col, what, op->name);
}

/* Of a value or a section; no other op has a path. */
static sp_mention_t mention_of(const walker_t *k, const sp_op_t *op)
{
    sp_mention_t m = {{k->scope.top->tpl->file, op->line, op->col},
                      op->name,
                      *op->path == '\0',
                      op->kind == SP_OP_RAW,
                      op->kind == SP_OP_INVERTED};
    return m;
}

static apr_status_t put(walker_t *k, const sp_op_t *op, const char *text,
                        apr_size_t len)
{
    sp_spot_t at = {k->scope.top->tpl->file, op->line, op->col};

    return k->visitor != NULL && k->visitor->text != NULL
               ? k->visitor->text(k->visitor->baton, &at, text, len)
               : APR_SUCCESS;
}

/* White space before a parent or a block that is first on its line. */
static apr_status_t put_start(walker_t *k, const sp_op_t *op)
{
    return op->flags & SP_OP_FIRST ? put(k, op, op->text, op->len)
                                   : APR_SUCCESS;
}

static apr_status_t walk_value(walker_t *k, const sp_op_t *op)
{
    sp_mention_t value = mention_of(k, op);

    return k->visitor != NULL && k->visitor->value != NULL
               ? k->visitor->value(k->visitor->baton, &value)
               : APR_SUCCESS;
}

/* Into a section. */
static apr_status_t walk_section(walker_t *k, const sp_op_t *op)
{
    sp_mention_t section = mention_of(k, op);

    sp_scope_body(&k->scope, k->scope.top->tpl, op)->op = op;
    return k->visitor != NULL && k->visitor->enter != NULL
               ? k->visitor->enter(k->visitor->baton, &section)
               : APR_SUCCESS;
}

/* Into a partial or a parent. */
static apr_status_t walk_partial(walker_t *k, const sp_op_t *op)
{
    const sp_template_t *tpl =
        k->partial != NULL ? k->partial(k->baton, op->name) : NULL;
    apr_status_t rv;

    if (tpl == NULL) {
        return APR_SUCCESS;
    }
    if (k->scope.top->includes == INCLUDE_MAX) {
        return fault(k, op, "'%s' includes itself without end");
    }
    rv = put_start(k, op);
    sp_scope_include(&k->scope, op, tpl);
    return rv;
}

/* Into the argument for a site, or into the site's own body. */
static apr_status_t walk_block(walker_t *k, const sp_op_t *site)
{
    sp_frame_t *here = k->scope.top, *frame;
    const sp_args_t *where = NULL;
    const sp_op_t *body =
        sp_args_find(here->args, site->name, &where, &k->scope.work);
    apr_status_t rv = put_start(k, site);

    if (body == NULL) {
        frame = sp_scope_body(&k->scope, here->tpl, site);
    }
    else {
        frame = sp_scope_body(&k->scope, where->tpl, body);
        frame->args = where->outer;
    }
    frame->op = site;
    return rv;
}

/* The body of the top frame is done: once more, or leave. */
static apr_status_t leave(walker_t *k)
{
    const sp_visitor_t *v = k->visitor;
    sp_frame_t *frame = k->scope.top;
    const sp_op_t *op = frame->op;
    sp_mention_t section;
    apr_status_t rv = APR_SUCCESS;
    int again = 0;

    if (op != NULL && op->kind != SP_OP_BLOCK && v != NULL &&
        v->leave != NULL) {
        section = mention_of(k, op);
        rv = v->leave(v->baton, &section, &again);
    }
    if (again) {
        frame->pc = frame->start;
        return rv;
    }
    sp_scope_pop(&k->scope);
    return op != NULL && (op->flags & SP_OP_TAIL)
               ? put(k, op, op->tail, op->tail_len)
               : rv;
}

static apr_status_t step(walker_t *k, const sp_op_t *op)
{
    switch (op->kind) {
    case SP_OP_BLOCK:
        return walk_block(k, op);
    case SP_OP_PARTIAL:
    case SP_OP_PARENT:
        return walk_partial(k, op);
    case SP_OP_SECTION:
    case SP_OP_INVERTED:
        return walk_section(k, op);
    case SP_OP_VALUE:
    case SP_OP_RAW:
        return walk_value(k, op);
    case SP_OP_TEXT:
        break;
    }
    return put(k, op, op->text, op->len);
}

static apr_status_t walk(walker_t *k)
{
    apr_status_t rv = APR_SUCCESS;
    sp_frame_t *f;

    while (rv == APR_SUCCESS && (f = k->scope.top) != NULL) {
        const sp_op_t *op = &f->tpl->ops[f->pc];

        if (f->pc == f->end) {
            rv = leave(k);
            continue;
        }
        if (++k->scope.work > WORK_MAX) {
            return fault(k, op,
                         "the files that are included here are too "
                         "many");
        }
        f->pc = op->end;
        rv = step(k, op);
    }
    return rv;
}

apr_status_t sp_template_walk(const sp_template_t *tpl, sp_partial_fn partial,
                              void *baton, const sp_visitor_t *visitor,
                              apr_pool_t *pool, sp_error_t *err)
{
    apr_pool_t *scratch;
    apr_status_t rv;
    walker_t *k;

    apr_pool_create(&scratch, pool);
    k = apr_pcalloc(scratch, sizeof(*k));
    k->scope.pool = scratch;
    k->scope.max = INT_MAX; /* inclusions and nesting bound it */
    k->partial = partial;
    k->baton = baton;
    k->visitor = visitor;
    k->pool = pool;
    k->err = err;
    sp_scope_push(&k->scope, tpl, 0, tpl->count);
    rv = walk(k);
    apr_pool_destroy(scratch);
    return rv;
}

const char *sp_template_file(const sp_template_t *tpl)
{
    return tpl->file;
}
