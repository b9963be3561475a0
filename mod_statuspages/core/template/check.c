/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A template and all that it includes, held against a vocabulary: names,
 * partials that are missing, inclusions without end; see template.h. Renders
 * nothing and knows no values. */
#include "template/template.h"

#include "base/spelling.h"
#include "template/ops.h"

#include <apr_hash.h>
#include <apr_strings.h>
#include <apr_tables.h>
#include <string.h>

typedef struct check_t {
    const sp_vocabulary_t *vocabulary;
    sp_partial_fn partial;
    void *baton;
    apr_hash_t *seen;         /* templates, by address */
    apr_array_header_t *todo; /* const sp_template_t * */
    apr_hash_t *blocks;       /* name of a parent -> blocks_t */
    apr_pool_t *pool;         /* of faults */
    apr_pool_t *scratch;
    sp_error_t *err;
} check_t;

static const sp_template_t *find_partial(const check_t *c, const char *name)
{
    return c->partial != NULL ? c->partial(c->baton, name) : NULL;
}

/* Whether a template is not yet in a set; then it is. */
static int is_new(const check_t *c, apr_hash_t *set, const sp_template_t *tpl)
{
    if (apr_hash_get(set, &tpl, sizeof(tpl)) != NULL) {
        return 0;
    }
    apr_hash_set(set, apr_pmemdup(c->scratch, &tpl, sizeof(tpl)), sizeof(tpl),
                 tpl);
    return 1;
}

/* Have a template checked, once. */
static void enqueue(check_t *c, const sp_template_t *tpl)
{
    if (is_new(c, c->seen, tpl)) {
        APR_ARRAY_PUSH(c->todo, const sp_template_t *) = tpl;
    }
}

static apr_status_t add_hint(const check_t *c, const char *hint)
{
    return hint != NULL ? sp_error_hint(c->err, c->pool, "%s", hint)
                        : APR_EGENERAL;
}

static apr_status_t check_name(check_t *c, const char *file, const sp_op_t *op)
{
    const sp_vocabulary_t *v = c->vocabulary;
    const char *hint = NULL;

    if (*op->path == '\0' || v == NULL || v->knows(v->baton, op->name)) {
        return APR_SUCCESS;
    }
    sp_error_set(c->err, c->pool, file, op->line, op->col, "unknown name '%s'",
                 op->name);
    if (v->hint != NULL) {
        hint = v->hint(v->baton, op->name, c->pool);
    }
    return add_hint(c, hint);
}

/* The blocks of a template and of what it includes. */
typedef struct blocks_t {
    apr_hash_t *files;         /* that were read for them */
    apr_hash_t *known;         /* by name */
    apr_array_header_t *names; /* const char *, as a reader meets them */
} blocks_t;

/* More inclusions within one another are another's fault to find. */
#define DEEPEST 100

/* Goes into each file once: they may include one another in more ways than
 * could ever be gone. */
static void collect_blocks(const check_t *c, const sp_template_t *tpl,
                           blocks_t *blocks, int depth)
{
    int i;

    if (tpl == NULL || depth > DEEPEST || !is_new(c, blocks->files, tpl)) {
        return;
    }
    for (i = 0; i < tpl->count; i++) {
        const sp_op_t *op = &tpl->ops[i];

        if (op->kind == SP_OP_PARTIAL || op->kind == SP_OP_PARENT) {
            collect_blocks(c, find_partial(c, op->name), blocks, depth + 1);
        }
        else if (op->kind == SP_OP_BLOCK &&
                 !apr_hash_get(blocks->known, op->name, APR_HASH_KEY_STRING)) {
            apr_hash_set(blocks->known, op->name, APR_HASH_KEY_STRING, op);
            APR_ARRAY_PUSH(blocks->names, const char *) = op->name;
        }
    }
}

static const blocks_t *blocks_of(check_t *c, const sp_op_t *op,
                                 const sp_template_t *parent)
{
    blocks_t *blocks = apr_hash_get(c->blocks, op->name, APR_HASH_KEY_STRING);

    if (blocks == NULL) {
        blocks = apr_palloc(c->scratch, sizeof(*blocks));
        blocks->files = apr_hash_make(c->scratch);
        blocks->known = apr_hash_make(c->scratch);
        blocks->names = apr_array_make(c->scratch, 16, sizeof(const char *));
        collect_blocks(c, parent, blocks, 0);
        apr_hash_set(c->blocks, op->name, APR_HASH_KEY_STRING, blocks);
    }
    return blocks;
}

static apr_status_t refuse_block(check_t *c, const sp_template_t *tpl,
                                 const sp_op_t *parent, const sp_op_t *block,
                                 const blocks_t *blocks)
{
    const char *near = sp_spelling_nearest(
        block->name, (const char *const *)blocks->names->elts,
        blocks->names->nelts);

    sp_error_set(c->err, c->pool, tpl->file, block->line, block->col,
                 "'%s' has no block '%s'", parent->name, block->name);
    if (near != NULL) {
        sp_error_hint(c->err, c->pool, "did you mean '%s'?", near);
    }
    return APR_EGENERAL;
}

/* A block that the parent has no place for would be dropped without a word. */
static apr_status_t check_blocks(check_t *c, const sp_template_t *tpl,
                                 const sp_op_t *op, const sp_template_t *parent)
{
    const blocks_t *blocks = blocks_of(c, op, parent);
    const sp_op_t *end = &tpl->ops[op->end];
    const sp_op_t *block;
    apr_status_t rv = APR_SUCCESS;

    for (block = op + 1; block < end; block = &tpl->ops[block->end]) {
        if (block->kind == SP_OP_BLOCK &&
            apr_hash_get(blocks->known, block->name, APR_HASH_KEY_STRING) ==
                NULL) {
            rv = refuse_block(c, tpl, op, block, blocks);
        }
    }
    return rv;
}

static apr_status_t check_op(check_t *c, const sp_template_t *within,
                             const sp_op_t *op)
{
    const char *file = within->file;
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
            sp_error_set(
                c->err, c->pool, file, op->line, op->col, "there is no %s '%s'",
                op->kind == SP_OP_PARENT ? "parent" : "partial", op->name);
            return add_hint(c, strstr(op->name, "{{") ? sp_name_advice(op->name)
                                                      : NULL);
        }
        enqueue(c, tpl);
        return op->kind == SP_OP_PARENT ? check_blocks(c, within, op, tpl)
                                        : APR_SUCCESS;
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
    apr_status_t rv = APR_SUCCESS;
    int i;

    enqueue(c, tpl);
    while ((next = apr_array_pop(c->todo)) != NULL) {
        tpl = *next;
        for (i = 0; i < tpl->count; i++) {
            if (check_op(c, tpl, &tpl->ops[i]) == APR_SUCCESS) {
                continue;
            }
            rv = APR_EGENERAL;
            if (!sp_error_goes_on(c->err)) {
                return rv;
            }
        }
    }
    return rv;
}

apr_status_t sp_template_check(const sp_template_t *tpl,
                               const sp_vocabulary_t *vocabulary,
                               sp_partial_fn partial, void *baton,
                               apr_pool_t *pool, sp_error_t *err)
{
    check_t c = {.vocabulary = vocabulary,
                 .partial = partial,
                 .baton = baton,
                 .pool = pool,
                 .err = err};
    apr_status_t rv;

    apr_pool_create(&c.scratch, pool);
    c.seen = apr_hash_make(c.scratch);
    c.blocks = apr_hash_make(c.scratch);
    c.todo = apr_array_make(c.scratch, 8, sizeof(const sp_template_t *));
    rv = check_files(&c, tpl);
    if (rv == APR_SUCCESS) {
        rv = sp_template_walk(tpl, partial, baton, NULL, pool, err);
    }
    apr_pool_destroy(c.scratch);
    return rv;
}
