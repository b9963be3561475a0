/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Following JSON; see syntax.h. Knows strings and brackets. Refuses to
 * know commas and colons: sections put those together in more ways than can
 * be told here. */
#include "safety/syntax.h"

#include <apr_lib.h>
#include <string.h>

/* As many as bits in 'arrays'. */
#define DEPTH_MAX 64

enum { OUTSIDE, STRING, ESCAPE };

static const sp_refusal_t outside = {
    "stands outside of a string, and only status and retry_after are numbers",
    "write it in double quotes"};
static const sp_refusal_t in_escape = {
    "stands behind a back slash, which would change its first character",
    "write \\\\ for the sign"};
static const sp_refusal_t bad_escape = {"begins no escape of JSON",
                                        "write \\\\ for the sign"};
static const sp_refusal_t control = {
    "stands in a string, which JSON ends on the same line",
    "write \\n, or close the string"};
static const sp_refusal_t bad_bracket = {"closes what is not open",
                                         "give each { its } and each [ its ]"};
static const sp_refusal_t too_deep = {"opens more than 64 levels",
                                      "write fewer"};
static const sp_refusal_t bad_section = {
    "is a section that leaves another string or bracket open than it found",
    "open and close quotes and brackets within the same section"};
static const sp_refusal_t never_closed = {
    "is not closed where the template ends", "close it"};

static apr_status_t open_bracket(sp_json_t *j, sp_trace_t *t, char ch)
{
    apr_uint64_t bit;

    if (j->depth == DEPTH_MAX) {
        return sp_trace_refuse(t, NULL, ch == '{' ? "{" : "[", &too_deep);
    }
    bit = (apr_uint64_t)1 << j->depth++;
    j->arrays = ch == '[' ? j->arrays | bit : j->arrays & ~bit;
    return APR_SUCCESS;
}

static apr_status_t close_bracket(sp_json_t *j, sp_trace_t *t, char ch)
{
    int array = ch == ']';

    if (j->depth == 0 || (int)(j->arrays >> (j->depth - 1) & 1) != array) {
        return sp_trace_refuse(t, NULL, array ? "]" : "}", &bad_bracket);
    }
    j->depth--;
    return APR_SUCCESS;
}

static apr_status_t text_outside(sp_json_t *j, sp_trace_t *t, char ch)
{
    switch (ch) {
    case '"':
        j->state = STRING;
        j->open_at = t->at;
        return APR_SUCCESS;
    case '{':
    case '[':
        return open_bracket(j, t, ch);
    case '}':
    case ']':
        return close_bracket(j, t, ch);
    default:
        return APR_SUCCESS;
    }
}

static apr_status_t text_string(sp_json_t *j, sp_trace_t *t, char ch)
{
    if (ch == '"') {
        j->state = OUTSIDE;
    }
    else if (ch == '\\') {
        j->state = ESCAPE;
    }
    else if ((unsigned char)ch < ' ') { /* JSON minds no DEL */
        return sp_trace_refuse(
            t, NULL, ch == '\n' ? "a line end" : "a control character",
            &control);
    }
    return APR_SUCCESS;
}

/* Behind a back slash, and in the digits of \u. */
static apr_status_t text_escape(sp_json_t *j, sp_trace_t *t, char ch)
{
    if (j->digits > 0) {
        j->digits--;
        if (!apr_isxdigit(ch)) {
            return sp_trace_refuse(t, NULL, "\\u", &bad_escape);
        }
    }
    else if (ch == '\0' || strchr("\"\\/bfnrtu", ch) == NULL) {
        return sp_trace_refuse(t, NULL, "\\", &bad_escape);
    }
    else if (ch == 'u') {
        j->digits = 4;
    }
    j->state = j->digits > 0 ? ESCAPE : STRING;
    return APR_SUCCESS;
}

static apr_status_t text(sp_state_t *s, sp_trace_t *t, char ch)
{
    sp_json_t *j = &s->json;

    return j->state == STRING   ? text_string(j, t, ch)
           : j->state == ESCAPE ? text_escape(j, t, ch)
                                : text_outside(j, t, ch);
}

static apr_status_t inside(const sp_state_t *s, sp_trace_t *t, const char *name)
{
    return sp_trace_refuse(t, NULL, name,
                           s->json.state == ESCAPE ? &in_escape : NULL);
}

static apr_status_t section(sp_state_t *s, sp_trace_t *t, const sp_mention_t *m,
                            sp_kind_t kind)
{
    return inside(s, t, m->name);
}

static apr_status_t value(sp_state_t *s, sp_trace_t *t, const char *name,
                          sp_kind_t kind)
{
    return s->json.state == OUTSIDE && !sp_kind_is_number(name)
               ? sp_trace_object(t, NULL, name, &outside)
               : inside(s, t, name);
}

static int same(const sp_state_t *s, const sp_state_t *other)
{
    const sp_json_t *a = &s->json, *b = &other->json;
    apr_uint64_t open = a->depth < DEPTH_MAX ? ((apr_uint64_t)1 << a->depth) - 1
                                             : ~(apr_uint64_t)0;

    return a->state == b->state && a->depth == b->depth &&
           (a->arrays & open) == (b->arrays & open);
}

static apr_status_t join(const sp_state_t *before, sp_state_t *after,
                         sp_trace_t *t, const sp_mention_t *m)
{
    return sp_trace_refuse(t, NULL, m->name,
                           same(before, after) ? NULL : &bad_section);
}

static apr_status_t end(const sp_state_t *s, sp_trace_t *t)
{
    const sp_json_t *j = &s->json;

    if (j->state != OUTSIDE) {
        return sp_trace_refuse(t, &j->open_at, "\"", &never_closed);
    }
    return j->depth == 0
               ? APR_SUCCESS
               : sp_trace_refuse(t, NULL,
                                 j->arrays >> (j->depth - 1) & 1 ? "[" : "{",
                                 &never_closed);
}

const sp_syntax_t sp_json_syntax = {text, value, section, join, same, end};
