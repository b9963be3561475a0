/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* White space around tags while a template is compiled; see
 * compile.h. Refuses to know what tags mean. */
#include "template/compile.h"

#include <string.h>

sp_op_t *sp_compile_op(sp_compiler_t *c, int index)
{
    return &APR_ARRAY_IDX(c->ops, index, sp_op_t);
}

sp_op_t *sp_compile_innermost(sp_compiler_t *c)
{
    return c->depth > 0 ? sp_compile_op(c, c->open[c->depth - 1]) : NULL;
}

int sp_compile_in_parent(sp_compiler_t *c)
{
    sp_op_t *op = sp_compile_innermost(c);

    return op != NULL && op->kind == SP_OP_PARENT;
}

void sp_compile_resume(sp_compiler_t *c, const char *pos, int fresh)
{
    c->pos = pos;
    c->fresh = fresh;
    sp_scan_locate(&c->scan, pos, &c->line, &c->col);
}

sp_op_t *sp_compile_push(sp_compiler_t *c, sp_op_kind_t kind, int line, int col)
{
    sp_op_t *op = apr_array_push(c->ops);

    memset(op, 0, sizeof(*op));
    op->kind = kind;
    op->line = line;
    op->col = col;
    op->end = c->ops->nelts;
    return op;
}

void sp_compile_text(sp_compiler_t *c, const char *to, int flags)
{
    sp_op_t *op;

    if (sp_compile_in_parent(c)) {
        return;
    }
    op = sp_compile_push(c, SP_OP_TEXT, c->line, c->col);
    op->text = c->pos;
    op->len = to - c->pos;
    op->flags = flags | (c->fresh ? SP_OP_FRESH : 0);
}

void sp_compile_before(sp_compiler_t *c, const sp_place_t *p, int drop)
{
    const char *to = drop ? p->indent : p->tag.start;

    if (to > c->pos) {
        sp_compile_text(c, to, !drop && to[-1] == '\n' ? SP_OP_OPENS : 0);
    }
    else if (c->fresh && !drop) {
        sp_compile_text(c, to, 0);
    }
}

void sp_compile_vanishing(sp_compiler_t *c, const sp_place_t *p)
{
    int alone = p->first && p->next != NULL;

    sp_compile_before(c, p, alone);
    sp_compile_resume(c, alone ? p->next : p->tag.after, alone);
}

void sp_compile_look_around(sp_compiler_t *c, sp_place_t *p)
{
    const char *q = p->tag.start;

    while (q > c->pos && (q[-1] == ' ' || q[-1] == '\t')) {
        q--;
    }
    p->first = q == c->pos ? c->fresh : q[-1] == '\n';
    p->indent = p->first ? q : p->tag.start;
    p->next = sp_scan_line_end(&c->scan, p->tag.after);
}

void sp_compile_measure(sp_compiler_t *c, sp_op_t *op, const char *p)
{
    const char *q, *next;

    while (p < c->scan.end && (next = sp_scan_line_end(&c->scan, p)) != NULL) {
        p = next;
    }
    for (q = p; q < c->scan.end && (*q == ' ' || *q == '\t'); q++) {
    }
    op->text = p;
    op->len = q - p;
}
