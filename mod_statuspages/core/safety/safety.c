/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Following a template through its format; see safety.h. Knows sections:
 * the state behind one is what is true whether or not its body was written.
 * Refuses to know HTML (html.c) and JSON (json.c). */
#include "safety/safety.h"

#include "safety/html.h"
#include "safety/json.h"

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

/* Where the format is. */
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
    int table; /* see sp_safety_t */
    sp_trace_t trace;
    state_t state;
    apr_array_header_t *sections;
    apr_size_t bytes;
} context_t;

static int is_markup(const context_t *c)
{
    return c->format == SP_FORMAT_HTML || c->format == SP_FORMAT_XML;
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

static apr_status_t on_text(void *baton, const sp_spot_t *at, const char *text,
                            apr_size_t len)
{
    context_t *c = baton;
    apr_status_t rv = APR_SUCCESS;
    apr_size_t i;

    c->trace.at = *at;
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

static sp_kind_t kind_of(const context_t *c, const sp_mention_t *m)
{
    sp_kind_t kind = m->dot ? kind_of_dot(c) : sp_kind_of(m->name);

    return kind == SP_KIND_WORD && c->table ? SP_KIND_OPTION : kind;
}

static apr_status_t check_raw(context_t *c, const char *name, sp_kind_t kind)
{
    if (sp_kind_is_live(kind)) {
        return sp_trace_refuse(&c->trace, NULL, name, &raw_live);
    }
    return is_markup(c) || c->format == SP_FORMAT_JSON
               ? sp_trace_refuse(&c->trace, NULL, name, &raw_markup)
               : APR_SUCCESS;
}

static apr_status_t on_value(void *baton, const sp_mention_t *value)
{
    context_t *c = baton;
    sp_kind_t kind = kind_of(c, value);

    c->trace.at = value->at;
    if (value->raw && check_raw(c, value->name, kind) != APR_SUCCESS) {
        return APR_EGENERAL;
    }
    if (is_markup(c)) {
        return sp_html_value(&c->state.html, &c->trace, value->name, kind);
    }
    return c->format == SP_FORMAT_JSON
               ? sp_json_value(&c->state.json, &c->trace, value->name)
               : APR_SUCCESS;
}

static apr_status_t on_enter(void *baton, const sp_mention_t *section)
{
    context_t *c = baton;
    sp_kind_t kind = kind_of(c, section);
    apr_status_t rv = APR_SUCCESS;
    section_t *s;

    c->trace.at = section->at;
    if (!section->inverted && kind == SP_KIND_GROUP) {
        return sp_trace_refuse(&c->trace, NULL, section->name, &shadowing);
    }
    if (is_markup(c)) {
        rv = sp_html_section(&c->state.html, &c->trace, section->name, kind);
    }
    else if (c->format == SP_FORMAT_JSON) {
        rv = sp_json_section(&c->state.json, &c->trace, section->name);
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
    context_t *c = baton;
    section_t *s =
        &APR_ARRAY_IDX(c->sections, c->sections->nelts - 1, section_t);
    apr_status_t rv = APR_SUCCESS;

    c->trace.at = section->at;
    if (is_markup(c)) {
        rv = sp_html_join(&s->before.html, &c->state.html, &c->trace,
                          section->name);
        *again = rv == APR_SUCCESS && !s->again && s->kind == SP_KIND_TEXT &&
                 !sp_html_same(&s->before.html, &c->state.html);
    }
    else if (c->format == SP_FORMAT_JSON) {
        rv = sp_json_join(&s->before.json, &c->state.json, &c->trace,
                          section->name);
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

apr_status_t sp_safety_check(const sp_template_t *tpl,
                             const sp_safety_t *context, sp_partial_fn partial,
                             void *baton, apr_pool_t *pool, sp_error_t *err)
{
    context_t c = {
        .format = context->format,
        .table = context->table,
        .trace = {.gallery = context->gallery, .pool = pool, .err = err}};
    sp_visitor_t visitor = {on_text, on_value, on_enter, on_leave, &c};
    apr_pool_t *scratch;
    apr_status_t rv;

    apr_pool_create(&scratch, pool);
    c.sections = apr_array_make(scratch, 16, sizeof(section_t));
    if (is_markup(&c)) {
        c.state.html.xml = c.format == SP_FORMAT_XML;
    }
    rv = sp_template_walk(tpl, partial, baton, &visitor, pool, err);
    if (rv == APR_SUCCESS) {
        rv = finish(&c);
    }
    apr_pool_destroy(scratch);
    return rv;
}
