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
    const char *name;
} section_t;

typedef struct check_t {
    const sp_syntax_t *syntax; /* or NULL */
    int table;                 /* see sp_safety_t */
    int one;                   /* see there, too */
    sp_trace_t trace;
    sp_state_t state;
    apr_array_header_t *sections;
    apr_size_t bytes;
    int bad;   /* a fault was met, and the check went on */
    int shows; /* the status or the message, where a reader sees it */
    char last; /* character of the text */
} check_t;

/* Behind a fault: where all are wanted and it is clear how it goes on. */
static apr_status_t go_on(check_t *c, apr_status_t rv)
{
    const int may = c->trace.clear && sp_error_goes_on(c->trace.err);

    c->bad |= rv != APR_SUCCESS;
    c->trace.clear = 0;
    return may ? APR_SUCCESS : rv;
}

/* Tags of other template languages are text here, and readers see them. */
static void note_foreign(check_t *c, char ch)
{
    if (ch == '%' && (c->last == '{' || c->last == '<')) {
        sp_error_warn(c->trace.err, c->trace.pool, c->trace.at.file,
                      c->trace.at.line, c->trace.at.col - 1,
                      "'%c%%' is a tag of another template language, and text "
                      "here: the page shows it; tags are written {{...}}",
                      c->last);
    }
    c->last = ch;
}

static int is_within(const check_t *c, const char *name)
{
    int i = 0;

    while (i < c->sections->nelts &&
           (APR_ARRAY_IDX(c->sections, i, section_t).inverted ||
            strcmp(APR_ARRAY_IDX(c->sections, i, section_t).name, name) != 0)) {
        i++;
    }
    return i < c->sections->nelts;
}

static void note_value(check_t *c, const sp_mention_t *value)
{
    const char *name = value->name;
    const int html = c->syntax == &sp_html_syntax;

    if (html && strcmp(name, "logo") == 0 && !value->dot &&
        !is_within(c, name) && c->state.html.state == SP_HTML_QUOTED) {
        sp_error_warn(c->trace.err, c->trace.pool, c->trace.at.file,
                      c->trace.at.line, c->trace.at.col,
                      "'%s' may be nothing, and would be a broken picture; "
                      "write the element within {{#%s}}...{{/%s}}",
                      name, name, name);
    }
    c->shows |= (strcmp(name, "status") == 0 || strcmp(name, "message") == 0) &&
                (!html || c->state.html.state == SP_HTML_TEXT);
}

static void note_end(const check_t *c, const char *file)
{
    if (!c->shows && !c->bad && !c->table && !c->one && c->trace.err != NULL &&
        c->trace.err->msg == NULL) {
        sp_error_warn(c->trace.err, c->trace.pool, file, 0, 0,
                      "shows neither {{status}} nor {{message}}: it is one "
                      "and the same page for every code; one for some codes "
                      "is named as page.503.html");
    }
}

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
    for (i = 0; i < len && rv == APR_SUCCESS; i++) {
        note_foreign(c, text[i]);
        if (c->syntax != NULL) {
            rv = go_on(c, c->syntax->text(&c->state, &c->trace, text[i]));
        }
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
        return sp_trace_object(&c->trace, NULL, name, &raw_live);
    }
    return sp_trace_object(&c->trace, NULL, name,
                           c->syntax != NULL ? &raw_markup : NULL);
}

static apr_status_t on_value(void *baton, const sp_mention_t *value)
{
    check_t *c = baton;
    sp_kind_t kind = kind_of(c, value);

    c->trace.at = value->at;
    c->last = '\0';
    note_value(c, value);
    if (value->raw && check_raw(c, value->name, kind) != APR_SUCCESS) {
        return go_on(c, APR_EGENERAL);
    }
    return c->syntax == NULL ? APR_SUCCESS
                             : go_on(c, c->syntax->value(&c->state, &c->trace,
                                                         value->name, kind));
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
    s->name = section->name;
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
        .one = context->one,
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
    note_end(&c, sp_template_file(tpl));
    apr_pool_destroy(scratch);
    return c.bad ? APR_EGENERAL : rv;
}
