/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Sections across HTML and XML: where they may begin, and what is true behind
 * them, whether or not their body was written; see html.h. Knows
 * states alone. Refuses to know characters. */
#include "safety/html.h"

#include <apr_strings.h>
#include <string.h>

static const sp_refusal_t live_style = {
    "is known only at the request, and decides about a part of a style "
    "sheet of which the hash must be known ahead",
    "write the rules for both cases, and a class in the section"};
static const sp_refusal_t cut_section = {
    "begins within a name, a value without quotes or a declaration",
    "write the section around the whole of it, or quotes around the value"};
static const sp_refusal_t unclosed_tag = {
    "is a tag that is not closed where the template ends",
    "is a > or a quote missing?"};
static const sp_refusal_t never_closed = {
    "is not closed where the template ends", "close it"};

static apr_status_t refuse(sp_trace_t *t, const char *subject,
                           const sp_refusal_t *why)
{
    return why == NULL ? APR_SUCCESS : sp_trace_refuse(t, NULL, subject, why);
}

apr_status_t sp_html_section(sp_html_t *h, sp_trace_t *t, const char *name,
                             sp_kind_t kind)
{
    apr_status_t rv;

    switch (h->state) {
    case SP_HTML_NAME:
        rv = sp_tag_end_tag(h, t);
        h->state = SP_HTML_JOINT;
        return rv;
    case SP_HTML_ATTR:
        h->state = SP_HTML_JOINT;
        return sp_tag_end_name(h, t);
    case SP_HTML_AFTER:
        h->state = SP_HTML_TAG;
        return APR_SUCCESS;
    case SP_HTML_DOUBLE:
    case SP_HTML_SINGLE:
        sp_css_cut(&h->css);
        return APR_SUCCESS;
    case SP_HTML_STYLE:
        sp_css_cut(&h->css);
        if (sp_kind_is_live(kind)) {
            return refuse(t, name, &live_style);
        }
        return refuse(t, name, h->seen ? &cut_section : NULL);
    case SP_HTML_WORDS:
        return refuse(t, name, h->seen ? &cut_section : NULL);
    case SP_HTML_TAG:
    case SP_HTML_JOINT:
        return refuse(t, name,
                      !h->xml && strcmp(h->tag, "style") == 0 ? &cut_section
                                                              : NULL);
    case SP_HTML_TEXT:
    case SP_HTML_COMMENT:
        return APR_SUCCESS;
    default:
        return refuse(t, name, &cut_section);
    }
}

/* What a state is called. */
static const char *place_of(const sp_html_t *h)
{
    switch (h->state) {
    case SP_HTML_TEXT:
        return "text";
    case SP_HTML_WORDS:
        return "an element that holds words alone, as title";
    case SP_HTML_STYLE:
        return "a style sheet";
    case SP_HTML_DOUBLE:
    case SP_HTML_SINGLE:
        return "the value of an attribute";
    case SP_HTML_COMMENT:
        return "a comment";
    case SP_HTML_BANG:
    case SP_HTML_DOCTYPE:
    case SP_HTML_PI:
        return "a declaration";
    case SP_HTML_CDATA:
        return "CDATA";
    default:
        return "a tag";
    }
}

static int is_between(const sp_html_t *h)
{
    return h->state == SP_HTML_TAG || h->state == SP_HTML_JOINT ||
           h->state == SP_HTML_ATTR || h->state == SP_HTML_AFTER;
}

/* Both are in a tag between attributes, one perhaps at the end of a name. */
static void join_between(const sp_html_t *before, sp_html_t *after)
{
    int clear = before->state == SP_HTML_TAG &&
                (after->state == SP_HTML_TAG || after->state == SP_HTML_AFTER);

    after->state = clear ? SP_HTML_TAG : SP_HTML_JOINT;
}

static int is_quoted(const sp_html_t *h)
{
    return h->state == SP_HTML_DOUBLE || h->state == SP_HTML_SINGLE;
}

/* Whether the places are one but for what join can make equal. */
static int is_like(const sp_html_t *a, const sp_html_t *b)
{
    if (a->depth != b->depth ||
        (a->state != b->state && !(is_between(a) && is_between(b)))) {
        return 0;
    }
    if (a->state == SP_HTML_TEXT || a->state == SP_HTML_COMMENT) {
        return 1;
    }
    if (a->closing != b->closing || strcmp(a->tag, b->tag) != 0) {
        return 0;
    }
    if (is_between(a)) {
        return a->slash == b->slash;
    }
    if (is_quoted(a)) {
        return a->attr == b->attr &&
               (a->attr != SP_ATTR_CSS || sp_css_equal(&a->css, &b->css));
    }
    return a->seen == b->seen && sp_css_equal(&a->css, &b->css);
}

apr_status_t sp_html_join(const sp_html_t *before, sp_html_t *after,
                          sp_trace_t *t, const char *name)
{
    sp_refusal_t why = {
        NULL, "open and close tags, quotes, comments and elements such as "
              "svg, style and title within the same section"};

    if (is_between(after) && after->state == SP_HTML_ATTR &&
        sp_tag_end_name(after, t) != APR_SUCCESS) {
        return APR_EGENERAL;
    }
    if (!is_like(before, after)) {
        why.what = apr_psprintf(
            t->pool,
            "is a section that begins in %s and ends in %s, so that what "
            "follows could be either",
            place_of(before),
            before->depth != after->depth && before->state == after->state
                ? "another element"
                : place_of(after));
        return sp_trace_refuse(t, NULL, name, &why);
    }
    if (is_between(after)) {
        join_between(before, after);
    }
    else if (before->state == SP_HTML_COMMENT && before->seen != after->seen) {
        after->seen = SP_HTML_UNSURE_DASHES;
    }
    else if (is_quoted(after)) {
        after->url = sp_url_join(&before->url, &after->url);
    }
    return APR_SUCCESS;
}

int sp_html_same(const sp_html_t *a, const sp_html_t *b)
{
    if (a->state != b->state || !is_like(a, b)) {
        return 0;
    }
    return is_quoted(a) ? sp_url_equal(&a->url, &b->url)
                        : a->state != SP_HTML_COMMENT || a->seen == b->seen;
}

/* The place that a template ends in, where it may not. */
static apr_status_t end_in(const sp_html_t *h, sp_trace_t *t)
{
    const char *tag =
        apr_pstrcat(t->pool, h->closing ? "</" : "<", h->tag, NULL);

    switch (h->state) {
    case SP_HTML_WORDS:
    case SP_HTML_STYLE:
        return sp_trace_refuse(
            t, &h->tag_at, apr_pstrcat(t->pool, tag, ">", NULL), &never_closed);
    case SP_HTML_COMMENT:
        return sp_trace_refuse(t, &h->tag_at, "<!--", &never_closed);
    case SP_HTML_OPEN:
    case SP_HTML_END_OPEN:
    case SP_HTML_BANG:
    case SP_HTML_DOCTYPE:
    case SP_HTML_PI:
    case SP_HTML_CDATA:
        return sp_trace_refuse(t, &h->tag_at, "<", &never_closed);
    default:
        return sp_trace_refuse(t, &h->tag_at, tag, &unclosed_tag);
    }
}

apr_status_t sp_html_end(const sp_html_t *h, sp_trace_t *t)
{
    if (h->state != SP_HTML_TEXT) {
        return end_in(h, t);
    }
    if (h->depth == 0) {
        return APR_SUCCESS;
    }
    return h->xml ? sp_trace_refuse(t, NULL, "an element", &never_closed)
                  : sp_trace_refuse(t, &h->depth_at, "<svg> or <math>",
                                    &never_closed);
}
