/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Frames and what can be seen from them; see scope.h. Refuses to know
 * plans and what ops do. */
#include "template/scope.h"

#include <string.h>

sp_frame_t *sp_scope_push(sp_scope_t *scope, const sp_template_t *tpl,
                          int start, int end)
{
    sp_frame_t *below = scope->top;
    sp_frame_t *frame = below != NULL ? below->above : NULL;
    sp_frame_t *above;

    if (scope->depth == scope->max) {
        return NULL;
    }
    if (frame == NULL) {
        frame = apr_pcalloc(scope->pool, sizeof(*frame));
    }
    above = frame->above;
    memset(frame, 0, sizeof(*frame));
    frame->above = above;
    frame->below = below;
    frame->tpl = tpl;
    frame->pc = frame->start = start;
    frame->end = end;
    if (below != NULL) {
        below->above = frame;
        frame->args = below->args;
        frame->includes = below->includes;
        frame->indent_at = below->indent_at;
        frame->indent_len = below->indent_len;
        frame->strip = below->strip;
    }
    scope->top = frame;
    scope->depth++;
    return frame;
}

sp_frame_t *sp_scope_body(sp_scope_t *scope, const sp_template_t *tpl,
                          const sp_op_t *op)
{
    return sp_scope_push(scope, tpl, (int)(op - tpl->ops) + 1, op->end);
}

sp_frame_t *sp_scope_include(sp_scope_t *scope, const sp_op_t *op,
                             const sp_template_t *tpl)
{
    const sp_template_t *here = scope->top->tpl;
    sp_frame_t *frame = sp_scope_push(scope, tpl, 0, tpl->count);

    if (frame == NULL) {
        return NULL;
    }
    frame->includes++;
    if (op->kind == SP_OP_PARENT) {
        frame->own.tpl = here;
        frame->own.parent = (int)(op - here->ops);
        frame->own.outer = frame->args;
        frame->args = &frame->own;
    }
    return frame;
}

void sp_scope_pop(sp_scope_t *scope)
{
    scope->top = scope->top->below;
    scope->depth--;
}

/* The innermost value that has a member of that name; no name means {{.}}. */
static const sp_value_t *find_first(sp_scope_t *scope, const char *name)
{
    const sp_frame_t *frame;
    const sp_value_t *found;

    for (frame = scope->top; frame != NULL; frame = frame->below) {
        scope->work++;
        if (frame->value == NULL) {
            continue;
        }
        if (*name == '\0') {
            return frame->value;
        }
        found = sp_value_get(frame->value, name);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

const sp_value_t *sp_scope_find(sp_scope_t *scope, const char *path)
{
    const sp_value_t *value = find_first(scope, path);
    const char *part = path + strlen(path) + 1;

    if (*path == '\0') {
        return value;
    }
    for (; *part != '\0' && value != NULL; part += strlen(part) + 1) {
        value = sp_value_get(value, part);
    }
    return value;
}

const sp_op_t *sp_args_find(const sp_args_t *args, const char *name,
                            const sp_args_t **where, int *work)
{
    const sp_op_t *found = NULL;

    for (; args != NULL; args = args->outer) {
        const sp_op_t *ops = args->tpl->ops;
        int i = args->parent + 1;

        (*work)++;
        while (i < ops[args->parent].end && strcmp(ops[i].name, name) != 0) {
            (*work)++;
            i = ops[i].end;
        }
        if (i < ops[args->parent].end) {
            found = &ops[i];
            *where = args;
        }
    }
    return found;
}

void sp_scope_indent_none(sp_scope_t *scope)
{
    sp_frame_t *frame = scope->top;

    /* Behind what the frames below still need. */
    frame->indent_at += frame->indent_len;
    frame->indent_len = 0;
    frame->strip = NULL;
}

int sp_scope_indent_more(sp_scope_t *scope, const sp_op_t *op)
{
    sp_frame_t *frame = scope->top;
    apr_size_t skip = sp_scope_strip(frame, op->text, op->len);
    apr_size_t len = op->len - skip;
    apr_size_t at = frame->indent_at + frame->indent_len;

    if (len > SP_INDENT_MAX - at) {
        return 0;
    }
    memcpy(scope->indent + at, op->text + skip, len);
    frame->indent_len += len;
    frame->strip = NULL;
    return 1;
}

apr_size_t sp_scope_strip(const sp_frame_t *frame, const char *text,
                          apr_size_t len)
{
    const sp_op_t *strip = frame->strip;
    apr_size_t i = 0;

    while (strip != NULL && i < len && i < strip->len &&
           text[i] == strip->text[i]) {
        i++;
    }
    return i;
}
