/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A template and all that it includes, held against a vocabulary: names,
 * partials that are missing, inclusions without end; see template.h. Renders
 * nothing and knows no values. */
#include "render_scope.h"
#include "template_ops.h"

#include <apr_hash.h>
#include <apr_strings.h>
#include <apr_tables.h>

/* Files including files; a theme has three or four levels. */
#define INCLUDE_MAX 100
/* Ops followed in search of an endless inclusion. */
#define WORK_MAX (1000 * 1000)

typedef struct check_t {
    const sp_vocabulary_t *vocabulary;
    sp_partial_fn partial;
    void *baton;
    apr_hash_t *seen;         /* templates, by address */
    apr_array_header_t *todo; /* const sp_template_t * */
    int work;
    apr_pool_t *pool; /* of faults */
    apr_pool_t *scratch;
    sp_error_t *err;
} check_t;

/* Some ops of a template, with the arguments that are in force there. */
typedef struct walk_t {
    const sp_template_t *tpl;
    int from;
    int to;
    const sp_args_t *args;
    int depth;
} walk_t;

static const sp_template_t *find_partial(const check_t *c, const char *name)
{
    return c->partial != NULL ? c->partial(c->baton, name) : NULL;
}

/* Have a template checked, once. */
static void enqueue(check_t *c, const sp_template_t *tpl)
{
    const sp_template_t **key;

    if (apr_hash_get(c->seen, &tpl, sizeof(tpl)) != NULL) {
        return;
    }
    key = apr_pmemdup(c->scratch, &tpl, sizeof(tpl));
    apr_hash_set(c->seen, key, sizeof(tpl), tpl);
    APR_ARRAY_PUSH(c->todo, const sp_template_t *) = tpl;
}

static apr_status_t check_name(check_t *c, const char *file, const sp_op_t *op)
{
    const sp_vocabulary_t *v = c->vocabulary;
    const char *nearest = NULL;

    if (*op->path == '\0' || v == NULL || v->knows(v->baton, op->name)) {
        return APR_SUCCESS;
    }
    sp_error_set(c->err, c->pool, file, op->line, op->col, "unknown name '%s'",
                 op->name);
    if (v->nearest != NULL) {
        nearest = v->nearest(v->baton, op->name, c->pool);
    }
    if (nearest != NULL) {
        sp_error_hint(c->err, c->pool, "did you mean '%s'?", nearest);
    }
    return APR_EGENERAL;
}

static apr_status_t check_op(check_t *c, const char *file, const sp_op_t *op)
{
    const sp_template_t *tpl;

    switch (op->kind) {
    case SP_OP_VALUE:
    case SP_OP_RAW:
    case SP_OP_SECTION:
    case SP_OP_INVERTED:
        return check_name(c, file, op);
    case SP_OP_PARTIAL:
    case SP_OP_PARENT:
        tpl = find_partial(c, op->name);
        if (tpl == NULL) {
            return sp_error_set(
                c->err, c->pool, file, op->line, op->col, "there is no %s '%s'",
                op->kind == SP_OP_PARENT ? "parent" : "partial", op->name);
        }
        enqueue(c, tpl);
        break;
    case SP_OP_TEXT:
    case SP_OP_BLOCK:
        break;
    }
    return APR_SUCCESS;
}

/* Each op of each file, whether or not it is ever rendered. */
static apr_status_t check_files(check_t *c, const sp_template_t *tpl)
{
    const sp_template_t **next;
    apr_status_t rv;
    int i;

    enqueue(c, tpl);
    while ((next = apr_array_pop(c->todo)) != NULL) {
        tpl = *next;
        for (i = 0; i < tpl->count; i++) {
            rv = check_op(c, tpl->file, &tpl->ops[i]);
            if (rv != APR_SUCCESS) {
                return rv;
            }
        }
    }
    return APR_SUCCESS;
}

static apr_status_t walk(check_t *c, const walk_t *w);

/* Into a partial or a parent. */
static apr_status_t walk_partial(check_t *c, const walk_t *w, int i)
{
    const sp_op_t *op = &w->tpl->ops[i];
    sp_args_t own = {w->tpl, i, w->args};
    walk_t inner = {NULL, 0, 0, w->args, w->depth + 1};

    inner.tpl = find_partial(c, op->name);
    if (inner.tpl == NULL) {
        return APR_SUCCESS;
    }
    if (w->depth == INCLUDE_MAX) {
        return sp_error_set(c->err, c->pool, w->tpl->file, op->line, op->col,
                            "'%s' includes itself without end", op->name);
    }
    inner.to = inner.tpl->count;
    if (op->kind == SP_OP_PARENT) {
        inner.args = &own;
    }
    return walk(c, &inner);
}

/* Into the argument for a site; *@a next is moved behind the site then. */
static apr_status_t walk_block(check_t *c, const walk_t *w, int i, int *next)
{
    const sp_op_t *site = &w->tpl->ops[i];
    const sp_args_t *where = NULL;
    const sp_op_t *body = sp_args_find(w->args, site->name, &where, &c->work);
    walk_t inner = {NULL, 0, 0, NULL, w->depth};

    if (body == NULL) {
        return APR_SUCCESS;
    }
    *next = site->end;
    inner.tpl = where->tpl;
    inner.from = (int)(body - where->tpl->ops) + 1;
    inner.to = body->end;
    inner.args = where->outer;
    return walk(c, &inner);
}

/* Follow what would be rendered if every section were rendered once. */
static apr_status_t walk(check_t *c, const walk_t *w)
{
    apr_status_t rv = APR_SUCCESS;
    int i = w->from;

    while (i < w->to && rv == APR_SUCCESS) {
        const sp_op_t *op = &w->tpl->ops[i];
        int next = i + 1;

        if (++c->work > WORK_MAX) {
            return sp_error_set(c->err, c->pool, w->tpl->file, op->line,
                                op->col,
                                "the files that are included here "
                                "are too many");
        }
        if (op->kind == SP_OP_BLOCK) {
            rv = walk_block(c, w, i, &next);
        }
        else if (op->kind == SP_OP_PARTIAL || op->kind == SP_OP_PARENT) {
            next = op->end;
            rv = walk_partial(c, w, i);
        }
        i = next;
    }
    return rv;
}

apr_status_t sp_template_check(const sp_template_t *tpl,
                               const sp_vocabulary_t *vocabulary,
                               sp_partial_fn partial, void *baton,
                               apr_pool_t *pool, sp_error_t *err)
{
    check_t c = {vocabulary, partial, baton, NULL, NULL, 0, pool, NULL, err};
    walk_t whole = {tpl, 0, tpl->count, NULL, 0};
    apr_status_t rv;

    apr_pool_create(&c.scratch, pool);
    c.seen = apr_hash_make(c.scratch);
    c.todo = apr_array_make(c.scratch, 8, sizeof(const sp_template_t *));
    rv = check_files(&c, tpl);
    if (rv == APR_SUCCESS) {
        rv = walk(&c, &whole);
    }
    apr_pool_destroy(c.scratch);
    return rv;
}
