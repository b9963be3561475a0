/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Following a template through its format; see safety.h. Knows sections:
 * the state behind one is what is true whether or not its body was written.
 * Refuses to know any format (syntax.h). */
#include "safety/safety.h"

#include "safety/syntax.h"

#include <apr_tables.h>
#include <string.h>

/* Bytes that are followed for one format; a page has 16 MB at most. */
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

/* What is followed; in other formats a value may stand anywhere. */
static const sp_syntax_t *const syntaxes[SP_FORMAT_COUNT] = {
    [SP_FORMAT_HTML] = &sp_html_syntax,
    [SP_FORMAT_XML] = &sp_html_syntax,
    [SP_FORMAT_JSON] = &sp_json_syntax,
};

/* A section around this place. */
typedef struct section_t {
    sp_state_t before;
    sp_kind_t kind; /* of {{.}} in it */
    int inverted;   /* {{.}} is still that of the section around it */
    int again;      /* its body is being followed a second time */
} section_t;

typedef struct check_t {
    const sp_syntax_t *syntax; /* or NULL */
    int table;                 /* see sp_safety_t */
    sp_trace_t trace;
    sp_state_t state;
    apr_array_header_t *sections;
    apr_size_t bytes;
} check_t;

static apr_status_t on_text(void *baton, const sp_spot_t *at, const char *text,
                            apr_size_t len)
{
    check_t *c = baton;
    apr_status_t rv = APR_SUCCESS;
    apr_size_t i;

    c->trace.at = *at;
    c->bytes += len;
    if (c->bytes > BYTES_MAX) {
        return sp_trace_refuse(&c->trace, NULL, "this", &too_large);
    }
    for (i = 0; c->syntax != NULL && i < len && rv == APR_SUCCESS; i++) {
        rv = c->syntax->text(&c->state, &c->trace, text[i]);
        c->trace.at.col++;
        if (text[i] == '\n') {
            c->trace.at.line++;
            c->trace.at.col = 1;
        }
    }
    return rv;
}

/* What {{.}} is here: the value of the innermost section that has one. */
static sp_kind_t kind_of_dot(const check_t *c)
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

static sp_kind_t kind_of(const check_t *c, const sp_mention_t *m)
{
    sp_kind_t kind = m->dot ? kind_of_dot(c) : sp_kind_of(m->name);

    return kind == SP_KIND_WORD && c->table ? SP_KIND_OPTION : kind;
}

static apr_status_t check_raw(check_t *c, const char *name, sp_kind_t kind)
{
    if (sp_kind_is_live(kind)) {
        return sp_trace_refuse(&c->trace, NULL, name, &raw_live);
    }
    return sp_trace_refuse(&c->trace, NULL, name,
                           c->syntax != NULL ? &raw_markup : NULL);
}

static apr_status_t on_value(void *baton, const sp_mention_t *value)
{
    check_t *c = baton;
    sp_kind_t kind = kind_of(c, value);

    c->trace.at = value->at;
    if (value->raw && check_raw(c, value->name, kind) != APR_SUCCESS) {
        return APR_EGENERAL;
    }
    return c->syntax != NULL
               ? c->syntax->value(&c->state, &c->trace, value->name, kind)
               : APR_SUCCESS;
}

static apr_status_t on_enter(void *baton, const sp_mention_t *section)
{
    check_t *c = baton;
    sp_kind_t kind = kind_of(c, section);
    apr_status_t rv = APR_SUCCESS;
    section_t *s;

    c->trace.at = section->at;
    if (!section->inverted && kind == SP_KIND_GROUP) {
        return sp_trace_refuse(&c->trace, NULL, section->name, &shadowing);
    }
    if (c->syntax != NULL) {
        rv = c->syntax->section(&c->state, &c->trace, section, kind);
    }
    s = apr_array_push(c->sections);
    s->before = c->state;
    s->kind = kind;
    s->inverted = section->inverted;
    s->again = 0;
    return rv;
}

/* A list's body stands behind itself: where that makes a difference, follow
 * it once more from there. One more time is enough, because a join only takes
 * trust away and there is one step of it. */
static apr_status_t on_leave(void *baton, const sp_mention_t *section,
                             int *again)
{
    check_t *c = baton;
    section_t *s =
        &APR_ARRAY_IDX(c->sections, c->sections->nelts - 1, section_t);
    apr_status_t rv = APR_SUCCESS;

    c->trace.at = section->at;
    if (c->syntax != NULL) {
        rv = c->syntax->join(&s->before, &c->state, &c->trace, section);
        *again = rv == APR_SUCCESS && !s->again && s->kind == SP_KIND_TEXT &&
                 !c->syntax->same(&s->before, &c->state);
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

apr_status_t sp_safety_check(const sp_template_t *tpl,
                             const sp_safety_t *context, sp_partial_fn partial,
                             void *baton, apr_pool_t *pool, sp_error_t *err)
{
    check_t c = {
        .syntax = syntaxes[context->format],
        .table = context->table,
        .trace = {.gallery = context->gallery, .pool = pool, .err = err}};
    sp_visitor_t visitor = {on_text, on_value, on_enter, on_leave, &c};
    apr_pool_t *scratch;
    apr_status_t rv;

    apr_pool_create(&scratch, pool);
    c.sections = apr_array_make(scratch, 16, sizeof(section_t));
    if (context->format == SP_FORMAT_XML) {
        c.state.html.xml = 1;
    }
    rv = sp_template_walk(tpl, partial, baton, &visitor, pool, err);
    if (rv == APR_SUCCESS && c.syntax != NULL) {
        rv = c.syntax->end(&c.state, &c.trace);
    }
    apr_pool_destroy(scratch);
    return rv;
}
