/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Following a template through its format; see context.h. Knows sections:
 * the state behind one is what is true whether or not its body was written.
 * Refuses to know HTML (context_html.c) and JSON (context_json.c). */
#include "context.h"

#include "context_html.h"
#include "context_json.h"
#include "template_walk.h"

#include <apr_tables.h>
#include <string.h>

/* Bytes that are followed for one form; a page has 16 MB at most. */
#define BYTES_MAX ((apr_size_t)64 * 1024 * 1024)

static const sp_refusal_t raw_live = {
    "is written raw, and may be a client's own words",
    "write it with two braces: then it is escaped"};
static const sp_refusal_t raw_markup = {
    "is written raw, but no value is markup",
    "write it with two braces: then it is escaped"};
static const sp_refusal_t shadowing = {
    "is a section in which short names would have another meaning",
    "write the section over one of its names, and whole names in it"};
static const sp_refusal_t too_large = {
    "stands behind more text than is checked: 64 MB",
    "include fewer files, or smaller ones"};

/* Where the form is. */
typedef union state_t {
    sp_html_t html;
    sp_json_t json;
} state_t;

/* A section around this place. */
typedef struct section_t {
    state_t before;
    sp_kind_t kind; /* of {{.}} in it */
    int inverted;   /* {{.}} is still that of the section around it */
    int again;      /* its body is being followed a second time */
} section_t;

typedef struct context_t {
    sp_format_t format;
    int table; /* see sp_context_t */
    sp_trace_t trace;
    state_t state;
    apr_array_header_t *sections;
    apr_size_t bytes;
} context_t;

static int is_markup(const context_t *c)
{
    return c->format == SP_FORMAT_HTML || c->format == SP_FORMAT_XML;
}

static void go_to(context_t *c, const sp_template_t *tpl, int line, int col)
{
    c->trace.at.file = tpl->file;
    c->trace.at.line = line;
    c->trace.at.col = col;
}

static apr_status_t follow(context_t *c, char ch)
{
    if (is_markup(c)) {
        return sp_html_text(&c->state.html, &c->trace, ch);
    }
    return c->format == SP_FORMAT_JSON
               ? sp_json_text(&c->state.json, &c->trace, ch)
               : APR_SUCCESS;
}

static apr_status_t on_text(void *baton, const sp_template_t *tpl,
                            const sp_op_t *op, const char *text, apr_size_t len)
{
    context_t *c = baton;
    apr_status_t rv = APR_SUCCESS;
    apr_size_t i;

    go_to(c, tpl, op->line, op->col);
    c->bytes += len;
    if (c->bytes > BYTES_MAX) {
        return sp_trace_refuse(&c->trace, NULL, "this", &too_large);
    }
    for (i = 0; i < len && rv == APR_SUCCESS; i++) {
        rv = follow(c, text[i]);
        c->trace.at.col++;
        if (text[i] == '\n') {
            c->trace.at.line++;
            c->trace.at.col = 1;
        }
    }
    return rv;
}

/* What {{.}} is here: the value of the innermost section that has one. */
static sp_kind_t kind_of_dot(const context_t *c)
{
    int i;

    for (i = c->sections->nelts - 1; i >= 0; i--) {
        const section_t *s = &APR_ARRAY_IDX(c->sections, i, section_t);
        if (!s->inverted) {
            return s->kind;
        }
    }
    return SP_KIND_TEXT;
}

static sp_kind_t kind_of(const context_t *c, const sp_op_t *op)
{
    sp_kind_t kind = *op->path == '\0' ? kind_of_dot(c) : sp_kind_of(op->name);

    return kind == SP_KIND_WORD && c->table ? SP_KIND_OPTION : kind;
}

static apr_status_t check_raw(context_t *c, const sp_op_t *op, sp_kind_t kind)
{
    if (sp_kind_is_live(kind)) {
        return sp_trace_refuse(&c->trace, NULL, op->name, &raw_live);
    }
    return is_markup(c) || c->format == SP_FORMAT_JSON
               ? sp_trace_refuse(&c->trace, NULL, op->name, &raw_markup)
               : APR_SUCCESS;
}

static apr_status_t on_value(void *baton, const sp_template_t *tpl,
                             const sp_op_t *op)
{
    context_t *c = baton;
    sp_kind_t kind = kind_of(c, op);

    go_to(c, tpl, op->line, op->col);
    if (op->kind == SP_OP_RAW && check_raw(c, op, kind) != APR_SUCCESS) {
        return APR_EGENERAL;
    }
    if (is_markup(c)) {
        return sp_html_value(&c->state.html, &c->trace, op->name, kind);
    }
    return c->format == SP_FORMAT_JSON
               ? sp_json_value(&c->state.json, &c->trace, op->name)
               : APR_SUCCESS;
}

static apr_status_t on_enter(void *baton, const sp_template_t *tpl,
                             const sp_op_t *op)
{
    context_t *c = baton;
    sp_kind_t kind = kind_of(c, op);
    apr_status_t rv = APR_SUCCESS;
    section_t *s;

    go_to(c, tpl, op->line, op->col);
    if (op->kind == SP_OP_SECTION && sp_kind_shadows(op->name)) {
        return sp_trace_refuse(&c->trace, NULL, op->name, &shadowing);
    }
    if (is_markup(c)) {
        rv = sp_html_section(&c->state.html, &c->trace, op->name, kind);
    }
    else if (c->format == SP_FORMAT_JSON) {
        rv = sp_json_section(&c->state.json, &c->trace, op->name);
    }
    s = apr_array_push(c->sections);
    s->before = c->state;
    s->kind = kind;
    s->inverted = op->kind == SP_OP_INVERTED;
    s->again = 0;
    return rv;
}

/* A list's body stands behind itself: where that makes a difference, follow
 * it once more from there. One more time is enough, because a join only takes
 * trust away and there is one step of it. */
static apr_status_t on_leave(void *baton, const sp_template_t *tpl,
                             const sp_op_t *op, int *again)
{
    context_t *c = baton;
    section_t *s =
        &APR_ARRAY_IDX(c->sections, c->sections->nelts - 1, section_t);
    apr_status_t rv = APR_SUCCESS;

    go_to(c, tpl, op->line, op->col);
    if (is_markup(c)) {
        rv = sp_html_join(&s->before.html, &c->state.html, &c->trace, op->name);
        *again = rv == APR_SUCCESS && !s->again && s->kind == SP_KIND_TEXT &&
                 !sp_html_same(&s->before.html, &c->state.html);
    }
    else if (c->format == SP_FORMAT_JSON) {
        rv = sp_json_join(&s->before.json, &c->state.json, &c->trace, op->name);
    }
    if (*again) {
        s->again = 1;
        s->before = c->state;
    }
    else {
        apr_array_pop(c->sections);
    }
    return rv;
}

static apr_status_t finish(context_t *c)
{
    if (is_markup(c)) {
        return sp_html_end(&c->state.html, &c->trace);
    }
    return c->format == SP_FORMAT_JSON ? sp_json_end(&c->state.json, &c->trace)
                                       : APR_SUCCESS;
}

apr_status_t sp_context_check(const sp_template_t *tpl,
                              const sp_context_t *context,
                              sp_partial_fn partial, void *baton,
                              apr_pool_t *pool, sp_error_t *err)
{
    context_t c = {.format = context->format};
    sp_visitor_t visitor = {on_text, on_value, on_enter, on_leave, &c};
    apr_pool_t *scratch;
    apr_status_t rv;

    apr_pool_create(&scratch, pool);
    c.sections = apr_array_make(scratch, 16, sizeof(section_t));
    c.trace.gallery = context->gallery;
    c.table = context->table;
    c.trace.pool = pool;
    c.trace.err = err;
    go_to(&c, tpl, 1, 1);
    if (is_markup(&c)) {
        sp_html_begin(&c.state.html, c.format == SP_FORMAT_XML);
    }
    else {
        sp_json_begin(&c.state.json);
    }
    rv = sp_template_walk(tpl, partial, baton, &visitor, pool, err);
    if (rv == APR_SUCCESS) {
        rv = finish(&c);
    }
    apr_pool_destroy(scratch);
    return rv;
}
