/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Walking a template with all that it includes; see walk.h. Knows
 * which op follows which. Refuses to know values, names and what the text
 * says. */
#include "template/template.h"

#include "template/ops.h"
#include "template/scope.h"

#include <apr_tables.h>

/* Files including files; a theme has three or four levels. */
#define INCLUDE_MAX 100
/* Ops followed in search of an endless inclusion. */
#define WORK_MAX (1000 * 1000)

typedef struct walker_t {
    sp_partial_fn partial;
    void *baton;
    const sp_visitor_t *visitor;
    apr_array_header_t *open; /* const sp_op_t *: bodies around this place */
    int work;
    apr_pool_t *pool; /* of faults */
    sp_error_t *err;
} walker_t;

/* Some ops of a template, with the arguments that are in force there. */
typedef struct walk_t {
    const sp_template_t *tpl;
    int from;
    int to;
    const sp_args_t *args;
    int depth;
} walk_t;

static apr_status_t walk(walker_t *k, const walk_t *w);

static sp_spot_t spot_of(const walk_t *w, const sp_op_t *op)
{
    sp_spot_t at = {w->tpl->file, op->line, op->col};
    return at;
}

/* Of a value or a section; no other op has a path. */
static sp_mention_t mention_of(const walk_t *w, const sp_op_t *op)
{
    sp_mention_t m = {spot_of(w, op), op->name, *op->path == '\0',
                      op->kind == SP_OP_RAW, op->kind == SP_OP_INVERTED};
    return m;
}

static apr_status_t put(walker_t *k, const walk_t *w, const sp_op_t *op,
                        const char *text, apr_size_t len)
{
    sp_spot_t at = spot_of(w, op);

    return k->visitor != NULL
               ? k->visitor->text(k->visitor->baton, &at, text, len)
               : APR_SUCCESS;
}

/* White space before a parent or a block that is first on its line. */
static apr_status_t put_start(walker_t *k, const walk_t *w, const sp_op_t *op)
{
    return op->flags & SP_OP_FIRST ? put(k, w, op, op->text, op->len)
                                   : APR_SUCCESS;
}

/* The line end behind a block. */
static apr_status_t put_tail(walker_t *k, const walk_t *w, const sp_op_t *op)
{
    return op->flags & SP_OP_TAIL ? put(k, w, op, op->tail, op->tail_len)
                                  : APR_SUCCESS;
}

/* Into a partial or a parent. */
static apr_status_t walk_partial(walker_t *k, const walk_t *w, int i)
{
    const sp_op_t *op = &w->tpl->ops[i];
    sp_args_t own = {w->tpl, i, w->args};
    walk_t inner = {NULL, 0, 0, w->args, w->depth + 1};
    apr_status_t rv;

    inner.tpl = k->partial != NULL ? k->partial(k->baton, op->name) : NULL;
    if (inner.tpl == NULL) {
        return APR_SUCCESS;
    }
    if (w->depth == INCLUDE_MAX) {
        return sp_error_set(k->err, k->pool, w->tpl->file, op->line, op->col,
                            "'%s' includes itself without end", op->name);
    }
    inner.to = inner.tpl->count;
    if (op->kind == SP_OP_PARENT) {
        inner.args = &own;
    }
    rv = put_start(k, w, op);
    return rv == APR_SUCCESS ? walk(k, &inner) : rv;
}

/* Into the argument for a site, or into the site's own body. */
static apr_status_t walk_block(walker_t *k, const walk_t *w, int *i)
{
    const sp_op_t *site = &w->tpl->ops[*i];
    const sp_args_t *where = NULL;
    const sp_op_t *body = sp_args_find(w->args, site->name, &where, &k->work);
    walk_t inner = {NULL, 0, 0, NULL, w->depth};
    apr_status_t rv = put_start(k, w, site);

    if (body == NULL) {
        APR_ARRAY_PUSH(k->open, const sp_op_t *) = site;
        (*i)++;
        return rv;
    }
    *i = site->end;
    inner.tpl = where->tpl;
    inner.from = (int)(body - where->tpl->ops) + 1;
    inner.to = body->end;
    inner.args = where->outer;
    rv = rv == APR_SUCCESS ? walk(k, &inner) : rv;
    return rv == APR_SUCCESS ? put_tail(k, w, site) : rv;
}

static apr_status_t enter(walker_t *k, const walk_t *w, const sp_op_t *op)
{
    const sp_visitor_t *v = k->visitor;
    sp_mention_t section = mention_of(w, op);

    APR_ARRAY_PUSH(k->open, const sp_op_t *) = op;
    return v != NULL ? v->enter(v->baton, &section) : APR_SUCCESS;
}

/* The innermost body ends before op *@a i. */
static apr_status_t leave(walker_t *k, const walk_t *w, int *i)
{
    const sp_op_t *op = *(const sp_op_t **)apr_array_pop(k->open);
    const sp_visitor_t *v = k->visitor;
    sp_mention_t section;
    int again = 0;
    apr_status_t rv;

    if (op->kind == SP_OP_BLOCK) {
        return put_tail(k, w, op);
    }
    section = mention_of(w, op);
    rv = v != NULL ? v->leave(v->baton, &section, &again) : APR_SUCCESS;
    if (again) {
        APR_ARRAY_PUSH(k->open, const sp_op_t *) = op;
        *i = (int)(op - w->tpl->ops) + 1;
    }
    return rv;
}

/* One op; *@a i is moved to the next. */
static apr_status_t step(walker_t *k, const walk_t *w, int *i)
{
    const sp_op_t *op = &w->tpl->ops[*i];
    const sp_visitor_t *v = k->visitor;
    sp_mention_t value;
    int index = *i;

    switch (op->kind) {
    case SP_OP_BLOCK:
        return walk_block(k, w, i);
    case SP_OP_PARTIAL:
    case SP_OP_PARENT:
        *i = op->end;
        return walk_partial(k, w, index);
    case SP_OP_SECTION:
    case SP_OP_INVERTED:
        (*i)++;
        return enter(k, w, op);
    case SP_OP_TEXT:
        (*i)++;
        return put(k, w, op, op->text, op->len);
    case SP_OP_VALUE:
    case SP_OP_RAW:
        break;
    }
    (*i)++;
    value = mention_of(w, op);
    return v != NULL ? v->value(v->baton, &value) : APR_SUCCESS;
}

static apr_status_t walk(walker_t *k, const walk_t *w)
{
    apr_status_t rv = APR_SUCCESS;
    int base = k->open->nelts;
    int i = w->from;

    while (rv == APR_SUCCESS) {
        if (k->open->nelts > base &&
            APR_ARRAY_IDX(k->open, k->open->nelts - 1, const sp_op_t *)->end ==
                i) {
            rv = leave(k, w, &i);
            continue;
        }
        if (i >= w->to) {
            break;
        }
        if (++k->work > WORK_MAX) {
            return sp_error_set(k->err, k->pool, w->tpl->file,
                                w->tpl->ops[i].line, w->tpl->ops[i].col,
                                "the files that are included here are too "
                                "many");
        }
        rv = step(k, w, &i);
    }
    return rv;
}

apr_status_t sp_template_walk(const sp_template_t *tpl, sp_partial_fn partial,
                              void *baton, const sp_visitor_t *visitor,
                              apr_pool_t *pool, sp_error_t *err)
{
    walker_t k = {partial, baton, visitor, NULL, 0, pool, err};
    walk_t whole = {tpl, 0, tpl->count, NULL, 0};
    apr_pool_t *scratch;
    apr_status_t rv;

    apr_pool_create(&scratch, pool);
    k.open = apr_array_make(scratch, 16, sizeof(const sp_op_t *));
    rv = walk(&k, &whole);
    apr_pool_destroy(scratch);
    return rv;
}
