/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Ops + values -> a plan, by partial evaluation: what is known becomes literal
 * text, a live fact becomes a hole, a section over one becomes a jump around
 * its body, which is rendered once. See template.h. Knows what each op does;
 * refuses to know how templates are parsed and how plans are filled. */
#include "template/template.h"
#include "template/scope.h"

#include <string.h>

/* Ops run and frames visited for one page: far more than any page needs, and
 * well below a second. Without it a few lines of nested lists could run for
 * years, even if they write nothing. */
#define WORK_MAX (10 * 1000 * 1000)

/* Bodies within bodies; endless recursion ends here. */
#define FRAME_MAX 1000

#define TOO_LARGE "the page becomes larger than 16 MB"

/* What is known of a fact at this place. */
enum { UNKNOWN, THERE, NOT_THERE };

typedef struct render_t {
    sp_scope_t scope;
    sp_plan_builder_t *plan;
    sp_escape_t escape;
    sp_partial_fn partial;
    void *baton;
    char known[SP_LIVE_MAX]; /* by the sections around this place */
    apr_pool_t *pool;        /* of faults */
    sp_error_t *err;
} render_t;

static apr_status_t fault(render_t *r, const sp_template_t *tpl,
                          const sp_op_t *op, const char *what)
{
    return sp_error_set(r->err, r->pool, tpl->file, op->line, op->col, what,
                        op->name);
}

static apr_status_t too_deep(render_t *r, const sp_template_t *tpl,
                             const sp_op_t *op)
{
    sp_error_set(r->err, r->pool, tpl->file, op->line, op->col,
                 "more than %d sections and partials inside one another",
                 FRAME_MAX);
    return sp_error_hint(r->err, r->pool, "does a partial include itself?");
}

static void put_indent(render_t *r)
{
    const sp_frame_t *f = r->scope.top;

    sp_plan_literal(r->plan, r->scope.indent + f->indent_at, f->indent_len);
}

/* White space with which a line begins. */
static void put_line_start(render_t *r, const sp_op_t *op)
{
    apr_size_t skip = sp_scope_strip(r->scope.top, op->text, op->len);

    put_indent(r);
    sp_plan_literal(r->plan, op->text + skip, op->len - skip);
}

/* Text of which each line is stripped and indented. */
static void put_lines(render_t *r, const sp_op_t *op, int midline)
{
    const sp_frame_t *f = r->scope.top;
    const char *p = op->text;
    const char *end = p + op->len;
    const char *next;
    int fresh = op->flags & SP_OP_FRESH;

    do {
        if (fresh) {
            p += sp_scope_strip(f, p, (apr_size_t)(end - p));
            if (!midline) {
                put_indent(r);
            }
            midline = 0;
        }
        next = p < end ? memchr(p, '\n', (apr_size_t)(end - p)) : NULL;
        fresh = next != NULL;
        next = next != NULL ? next + 1 : end;
        sp_plan_literal(r->plan, p, (apr_size_t)(next - p));
        p = next;
    } while (p < end && !sp_plan_full(r->plan));
    if (op->flags & SP_OP_OPENS) {
        put_indent(r);
    }
}

static void run_text(render_t *r, const sp_op_t *op)
{
    const sp_frame_t *f = r->scope.top;

    if (f->indent_len == 0 && f->strip == NULL) {
        sp_plan_lasting(r->plan, op->text, op->len);
    }
    else {
        put_lines(r, op, f->midline && op == &f->tpl->ops[f->start]);
    }
}

/* How a value is written. In Markdown an address behind "](" is written
 * otherwise than text. */
static sp_escape_t escape_of(const render_t *r, const sp_op_t *op)
{
    const sp_op_t *before = op > r->scope.top->tpl->ops ? op - 1 : NULL;

    if (op->kind == SP_OP_RAW) {
        return SP_ESCAPE_NONE;
    }
    if (r->escape == SP_ESCAPE_MARKDOWN && before != NULL &&
        before->kind == SP_OP_TEXT && before->len >= 2 &&
        memcmp(before->text + before->len - 2, "](", 2) == 0) {
        return SP_ESCAPE_MARKDOWN_ADDRESS;
    }
    return r->escape;
}

static void run_value(render_t *r, const sp_op_t *op)
{
    const sp_value_t *value = sp_scope_find(&r->scope, op->path);
    sp_escape_t escape = escape_of(r, op);
    const char *text;

    if (sp_value_fact(value) < 0) {
        text = sp_value_text(value);
        sp_plan_escaped(r->plan, text, strlen(text), escape);
    }
    else if (r->known[sp_value_fact(value)] != NOT_THERE) {
        sp_plan_hole(r->plan, sp_value_fact(value), escape);
    }
}

/* Whether nothing at all stands in an op's body. */
static int is_empty(const sp_template_t *tpl, const sp_op_t *op)
{
    return &tpl->ops[op->end] == op + 1;
}

/* A section, inverted or not, over a live fact. In its body the fact is known
 * to be there, or not to be. */
static void enter_live(render_t *r, sp_frame_t *frame, int fact, int inverted)
{
    frame->fact = fact;
    frame->before = r->known[fact];
    if (r->known[fact] == UNKNOWN) {
        frame->live = 1;
        frame->mark = sp_plan_jump(r->plan, fact, inverted);
        r->known[fact] = inverted ? NOT_THERE : THERE;
    }
}

/* Whether the body of a section is to be rendered, at least perhaps. */
static int wanted(const render_t *r, const sp_value_t *value, int inverted)
{
    int known;

    if (sp_value_fact(value) < 0) {
        return sp_value_truth(value) != inverted;
    }
    known = r->known[sp_value_fact(value)];
    return known == UNKNOWN || known == (inverted ? NOT_THERE : THERE);
}

static apr_status_t run_section(render_t *r, const sp_op_t *op)
{
    const sp_template_t *tpl = r->scope.top->tpl;
    const sp_value_t *value = sp_scope_find(&r->scope, op->path);
    int inverted = op->kind == SP_OP_INVERTED;
    sp_frame_t *frame;

    if (!wanted(r, value, inverted) || is_empty(tpl, op)) {
        return APR_SUCCESS;
    }
    frame = sp_scope_body(&r->scope, tpl, op);
    if (frame == NULL) {
        return too_deep(r, tpl, op);
    }
    if (!inverted) {
        frame->list = sp_value_count(value) > 0 ? value : NULL;
        frame->value = frame->list ? sp_value_item(value, 0) : value;
    }
    if (sp_value_fact(value) >= 0) {
        enter_live(r, frame, sp_value_fact(value), inverted);
    }
    return APR_SUCCESS;
}

/* A partial, or a parent with its arguments. */
static apr_status_t run_partial(render_t *r, const sp_op_t *op)
{
    const sp_template_t *here = r->scope.top->tpl;
    const sp_template_t *tpl =
        r->partial != NULL ? r->partial(r->baton, op->name) : NULL;

    if ((op->flags & SP_OP_FIRST) && !(op->flags & SP_OP_ALONE)) {
        put_line_start(r, op);
    }
    if (tpl == NULL) {
        return APR_SUCCESS;
    }
    if (sp_scope_include(&r->scope, op, tpl) == NULL) {
        return too_deep(r, here, op);
    }
    if (!(op->flags & SP_OP_ALONE)) {
        sp_scope_indent_none(&r->scope);
    }
    else if (!sp_scope_indent_more(&r->scope, op)) {
        return fault(r, here, op, "'%s' is indented too deep");
    }
    return APR_SUCCESS;
}

/* The white space before a site that is first on its line, unless the content
 * brings its own lines or the line vanishes. */
static void put_site_start(render_t *r, const sp_op_t *site,
                           const sp_op_t *body, int empty)
{
    if ((site->flags & SP_OP_FIRST) && !(body->flags & SP_OP_LINES) &&
        !(empty && (site->flags & SP_OP_TAIL))) {
        put_line_start(r, site);
    }
}

/* The line end of a site, unless the content brought it or the line
 * vanishes. */
static void put_site_end(render_t *r, const sp_op_t *site, const sp_op_t *body,
                         int empty)
{
    if ((site->flags & SP_OP_TAIL) && !(body->flags & SP_OP_ENDED) &&
        !(empty && (site->flags & SP_OP_FIRST))) {
        sp_plan_literal(r->plan, site->tail, site->tail_len);
    }
}

static apr_status_t run_block(render_t *r, const sp_op_t *site)
{
    const sp_template_t *here = r->scope.top->tpl;
    const sp_template_t *tpl = here;
    const sp_args_t *where = NULL;
    const sp_op_t *body =
        sp_args_find(r->scope.top->args, site->name, &where, &r->scope.work);
    sp_frame_t *frame;
    int empty;

    if (body == NULL) {
        body = site;
    }
    else {
        tpl = where->tpl;
    }
    empty = is_empty(tpl, body);
    put_site_start(r, site, body, empty);
    if (empty) {
        put_site_end(r, site, body, empty);
        return APR_SUCCESS;
    }
    frame = sp_scope_body(&r->scope, tpl, body);
    if (frame == NULL) {
        return too_deep(r, here, site);
    }
    frame->op = site;
    frame->body = body;
    if (body == site) {
        return APR_SUCCESS; /* at home: its lines are as they should be */
    }
    frame->args = where->outer;
    frame->midline = !(site->flags & SP_OP_FIRST);
    if (!frame->midline && !sp_scope_indent_more(&r->scope, site)) {
        return fault(r, here, site, "'%s' is indented too deep");
    }
    frame->strip = body;
    return APR_SUCCESS;
}

static apr_status_t run_op(render_t *r, const sp_op_t *op)
{
    switch (op->kind) {
    case SP_OP_TEXT:
        run_text(r, op);
        return APR_SUCCESS;
    case SP_OP_VALUE:
    case SP_OP_RAW:
        run_value(r, op);
        return APR_SUCCESS;
    case SP_OP_SECTION:
    case SP_OP_INVERTED:
        return run_section(r, op);
    case SP_OP_PARTIAL:
    case SP_OP_PARENT:
        return run_partial(r, op);
    case SP_OP_BLOCK:
        break;
    }
    return run_block(r, op);
}

/* The body of the top frame is done: once more for the next item, or leave. */
static void end_body(render_t *r)
{
    sp_frame_t *f = r->scope.top;

    if (f->list != NULL && ++f->item < sp_value_count(f->list)) {
        f->value = sp_value_item(f->list, f->item);
        f->pc = f->start;
        return;
    }
    if (f->live) {
        sp_plan_jump_end(r->plan, f->mark);
        r->known[f->fact] = f->before;
    }
    if (f->op != NULL) {
        put_site_end(r, f->op, f->body, 0);
    }
    sp_scope_pop(&r->scope);
}

static apr_status_t run(render_t *r)
{
    sp_frame_t *f;
    const sp_op_t *op;
    apr_status_t rv;

    while ((f = r->scope.top) != NULL) {
        if (f->pc == f->end) {
            end_body(r);
            continue;
        }
        op = &f->tpl->ops[f->pc];
        /* A body that is entered stands in a frame of its own. */
        f->pc = op->end;
        rv = run_op(r, op);
        if (rv != APR_SUCCESS) {
            return rv;
        }
        if (sp_plan_full(r->plan)) {
            return fault(r, f->tpl, op, TOO_LARGE);
        }
        if (++r->scope.work > WORK_MAX) {
            return fault(r, f->tpl, op, "the page takes too much work");
        }
    }
    return APR_SUCCESS;
}

apr_status_t sp_render(sp_plan_t **plan, const sp_template_t *tpl,
                       const sp_value_t *root, sp_escape_t escape,
                       sp_partial_fn partial, void *baton, apr_pool_t *pool,
                       sp_error_t *err)
{
    apr_pool_t *scratch;
    apr_status_t rv;
    render_t *r;

    *plan = NULL;
    apr_pool_create(&scratch, pool);
    r = apr_pcalloc(scratch, sizeof(*r));
    r->scope.pool = scratch;
    r->scope.max = FRAME_MAX;
    r->plan = sp_plan_builder(scratch);
    r->escape = escape;
    r->partial = partial;
    r->baton = baton;
    r->pool = pool;
    r->err = err;
    sp_scope_push(&r->scope, tpl, 0, tpl->count)->value = root;
    rv = run(r);
    if (rv == APR_SUCCESS) {
        *plan = sp_plan_finish(r->plan, pool);
        if (*plan == NULL) {
            rv = sp_error_set(err, pool, tpl->file, 0, 0, TOO_LARGE);
        }
    }
    apr_pool_destroy(scratch);
    return rv;
}
