/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What may stand at each place of HTML and XML: values and sections, and what
 * is true behind a section, whether or not its body was written; see syntax.h.
 * Knows states alone. Refuses to know characters. */
#include "safety/syntax.h"

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
static const sp_refusal_t in_comment = {
    "stands in a comment, which every reader can see in the source",
    "take it out; {{! ...}} is a comment that is not sent"};
static const sp_refusal_t behind_less = {
    "stands behind a <, where it could become the name of a tag",
    "write the name out, or &lt; for the sign"};
static const sp_refusal_t in_declaration = {"stands in a declaration",
                                            "write the declaration out"};
static const sp_refusal_t in_cdata = {
    "stands in CDATA, where escaping is not undone",
    "write it outside of <![CDATA[...]]>"};
static const sp_refusal_t in_tag_name = {
    "stands in the name of a tag",
    "write the name out; where it depends on "
    "something, write a section around each tag"};
static const sp_refusal_t in_attr_name = {
    "stands in a tag outside of quotes, where it could become an attribute",
    "write name=\"...\" and the value in the quotes"};
static const sp_refusal_t without_quotes = {
    "stands in a value without quotes, where a space would begin a new "
    "attribute",
    "write quotes around it"};
static const sp_refusal_t in_css = {
    "stands in an attribute that is read like a style sheet",
    "of all values only vars.accent, status, class, language, dir and retry "
    "may stand there"};
static const sp_refusal_t in_style_tag = {
    "stands in the tag of a style sheet, of which the hash must be known ahead",
    "write the attribute out, or rules within @media"};
static const sp_refusal_t closed = {
    "stands in an attribute whose words are commands to a browser",
    "write the words out, or choose between them by sections"};

/* What a state is called, and why no value may stand there. Without a reason
 * it depends on more. */
static const struct {
    const char *name;
    const sp_refusal_t *value;
} places[] = {
    [SP_HTML_TEXT] = {"text", NULL},
    [SP_HTML_WORDS] = {"an element that holds words alone, as title", NULL},
    [SP_HTML_STYLE] = {"a style sheet", NULL},
    [SP_HTML_OPEN] = {"a tag", &behind_less},
    [SP_HTML_END_OPEN] = {"a tag", &behind_less},
    [SP_HTML_BANG] = {"a declaration", &in_declaration},
    [SP_HTML_DOCTYPE] = {"a declaration", &in_declaration},
    [SP_HTML_COMMENT] = {"a comment", NULL},
    [SP_HTML_PI] = {"a declaration", &in_declaration},
    [SP_HTML_CDATA] = {"CDATA", &in_cdata},
    [SP_HTML_NAME] = {"a tag", &in_tag_name},
    [SP_HTML_TAG] = {"a tag", &in_attr_name},
    [SP_HTML_JOINT] = {"a tag", &in_attr_name},
    [SP_HTML_ATTR] = {"a tag", &in_attr_name},
    [SP_HTML_AFTER] = {"a tag", &in_attr_name},
    [SP_HTML_EQUALS] = {"a tag", &without_quotes},
    [SP_HTML_QUOTED] = {"the value of an attribute", NULL},
    [SP_HTML_BARE] = {"a tag", &without_quotes},
};

static int is_style_tag(const sp_html_t *h)
{
    return !h->xml && strcmp(h->tag, "style") == 0;
}

/* In a value within quotes. */
static const sp_refusal_t *quoted_value(sp_html_t *h, sp_kind_t kind)
{
    if (is_style_tag(h)) {
        return &in_style_tag;
    }
    switch (h->attr) {
    case SP_ATTR_TEXT:
        return NULL;
    case SP_ATTR_CSS:
        return sp_css_value(&h->css, kind) == NULL ? NULL : &in_css;
    case SP_ATTR_CLOSED:
        return kind == SP_KIND_WORD || kind == SP_KIND_OPTION ? NULL : &closed;
    default:
        return sp_url_value(&h->url, kind);
    }
}

static apr_status_t text(sp_state_t *s, sp_trace_t *t, char ch)
{
    return sp_html_text(&s->html, t, ch);
}

static apr_status_t value(sp_state_t *s, sp_trace_t *t, const char *name,
                          sp_kind_t kind)
{
    sp_html_t *h = &s->html;
    const sp_refusal_t *why = places[(int)h->state].value;

    switch (h->state) {
    case SP_HTML_WORDS:
        why = h->seen ? &behind_less : NULL;
        break;
    case SP_HTML_STYLE:
        why = h->seen ? &behind_less : sp_css_value(&h->css, kind);
        break;
    case SP_HTML_COMMENT:
        h->seen = 0; /* a word is never nothing */
        why = kind == SP_KIND_WORD ? NULL : &in_comment;
        break;
    case SP_HTML_QUOTED:
        why = quoted_value(h, kind);
    }
    return sp_trace_object(t, NULL, name, why);
}

static apr_status_t section(sp_state_t *s, sp_trace_t *t, const sp_mention_t *m,
                            sp_kind_t kind)
{
    sp_html_t *h = &s->html;
    const sp_refusal_t *why = NULL;
    apr_status_t rv;

    switch (h->state) {
    case SP_HTML_TEXT:
    case SP_HTML_COMMENT:
        break;
    case SP_HTML_NAME:
        rv = sp_tag_end_tag(h, t);
        h->state = SP_HTML_JOINT;
        return rv;
    case SP_HTML_ATTR:
        h->state = SP_HTML_JOINT;
        return sp_tag_end_name(h, t);
    case SP_HTML_AFTER:
        h->state = SP_HTML_TAG;
        break;
    case SP_HTML_TAG:
    case SP_HTML_JOINT:
        why = is_style_tag(h) ? &cut_section : NULL;
        break;
    case SP_HTML_QUOTED:
        sp_css_cut(&h->css);
        why = h->attr < SP_ATTR_TEXT ? sp_url_section(&h->url, m) : NULL;
        break;
    case SP_HTML_STYLE:
        sp_css_cut(&h->css);
        why = sp_kind_is_live(kind) ? &live_style
              : h->seen             ? &cut_section
                                    : NULL;
        break;
    case SP_HTML_WORDS:
        why = h->seen ? &cut_section : NULL;
        break;
    default:
        why = &cut_section;
    }
    return sp_trace_refuse(t, NULL, m->name, why);
}

static int is_between(const sp_html_t *h)
{
    return h->state >= SP_HTML_TAG && h->state <= SP_HTML_AFTER;
}

/* Both are in a tag between attributes, one perhaps at the end of a name. */
static void join_between(const sp_html_t *before, sp_html_t *after)
{
    int clear = before->state == SP_HTML_TAG &&
                (after->state == SP_HTML_TAG || after->state == SP_HTML_AFTER);

    after->state = clear ? SP_HTML_TAG : SP_HTML_JOINT;
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
    if (a->state == SP_HTML_QUOTED) {
        return a->quote == b->quote && a->attr == b->attr &&
               (a->attr != SP_ATTR_CSS || sp_css_equal(&a->css, &b->css));
    }
    return a->seen == b->seen && sp_css_equal(&a->css, &b->css);
}

static apr_status_t join(const sp_state_t *b, sp_state_t *a, sp_trace_t *t,
                         const sp_mention_t *m)
{
    const sp_html_t *before = &b->html;
    sp_html_t *after = &a->html;
    sp_refusal_t why = {
        NULL, "open and close tags, quotes, comments and elements such as "
              "svg, style and title within the same section"};

    if (after->state == SP_HTML_ATTR &&
        sp_tag_end_name(after, t) != APR_SUCCESS) {
        return APR_EGENERAL;
    }
    if (!is_like(before, after)) {
        why.what = apr_psprintf(
            t->pool,
            "is a section that begins in %s and ends in %s, so that what "
            "follows could be either",
            places[(int)before->state].name,
            before->depth != after->depth && before->state == after->state
                ? "another element"
                : places[(int)after->state].name);
        return sp_trace_refuse(t, NULL, m->name, &why);
    }
    if (before->css.depth != after->css.depth) {
        after->css.depth = SP_CSS_UNSURE;
    }
    if (is_between(after)) {
        join_between(before, after);
    }
    else if (before->state == SP_HTML_COMMENT && before->seen != after->seen) {
        after->seen = SP_HTML_UNSURE_DASHES;
    }
    else if (after->state == SP_HTML_QUOTED) {
        after->url = sp_url_join(&before->url, &after->url, m);
    }
    return APR_SUCCESS;
}

static int same(const sp_state_t *s, const sp_state_t *other)
{
    const sp_html_t *a = &s->html, *b = &other->html;

    if (a->state != b->state || !is_like(a, b)) {
        return 0;
    }
    return a->state == SP_HTML_QUOTED
               ? sp_url_equal(&a->url, &b->url)
               : a->state != SP_HTML_COMMENT || a->seen == b->seen;
}

static apr_status_t end(const sp_state_t *s, sp_trace_t *t)
{
    const sp_html_t *h = &s->html;
    const char *subject = "<";

    if (h->state >= SP_HTML_NAME) {
        subject = apr_pstrcat(t->pool, h->closing ? "</" : "<", h->tag, NULL);
        return sp_trace_refuse(t, &h->tag_at, subject, &unclosed_tag);
    }
    if (h->state == SP_HTML_TEXT) {
        return h->depth == 0 ? APR_SUCCESS
               : h->xml ? sp_trace_refuse(t, NULL, "an element", &never_closed)
                        : sp_trace_refuse(t, &h->depth_at, "<svg> or <math>",
                                          &never_closed);
    }
    if (h->state == SP_HTML_COMMENT) {
        subject = "<!--";
    }
    else if (h->state == SP_HTML_WORDS || h->state == SP_HTML_STYLE) {
        subject = apr_pstrcat(t->pool, "<", h->tag, ">", NULL);
    }
    return sp_trace_refuse(t, &h->tag_at, subject, &never_closed);
}

const sp_syntax_t sp_html_syntax = {text, value, section, join, same, end};
