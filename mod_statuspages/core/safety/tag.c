/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Within a tag: names, attributes, their values; see html.h. Knows how a
 * browser cuts a tag in pieces. Refuses to know what is between tags. */
#include "safety/html.h"

#include "base/spelling.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

static const sp_refusal_t stray = {"does not belong in a tag",
                                   "is a > or a quote missing before it?"};
static const sp_refusal_t stray_bare = {
    "does not belong in a value without quotes", "write the value in quotes"};
static const sp_refusal_t no_value = {
    "has no value behind its =", "write one in quotes, or leave the = away"};
static const sp_refusal_t xml_bare = {"has a value without quotes",
                                      "XML wants quotes around it"};
static const sp_refusal_t less = {"has a < in its value",
                                  "is its closing quote missing? For the sign, "
                                  "write &lt;"};
static const sp_refusal_t put_together = {
    "stands behind a section without a space, so that a name could go on there",
    "write a space before it, or the whole attribute within the section"};
static const sp_refusal_t closes_nothing = {
    "closes an element, but none is open", "take it out, or open one before"};

static int is_space(char ch)
{
    return ch != '\0' && strchr(" \t\n\r\f", ch) != NULL;
}

static apr_status_t refuse_char(sp_trace_t *t, char ch, const sp_refusal_t *why)
{
    char subject[2] = {ch, '\0'};

    return sp_trace_refuse(t, NULL, subject, why);
}

/* Add to a name. One that is too long for the tables needs not be known. */
static void append(const sp_html_t *h, char *name, char *len, char ch)
{
    if (*len < SP_HTML_NAME_MAX - 1) {
        name[(int)(*len)++] = (char)(h->xml ? ch : apr_tolower(ch));
        name[(int)*len] = '\0';
    }
}

void sp_tag_begin(sp_html_t *h, char ch, int closing)
{
    h->state = SP_HTML_NAME;
    h->closing = (char)closing;
    h->slash = 0;
    h->tag_len = 0;
    append(h, h->tag, &h->tag_len, ch);
}

apr_status_t sp_tag_end_tag(sp_html_t *h, sp_trace_t *t)
{
    /* whatever its prefix: a browser that shows XML knows some elements */
    const char *colon = h->xml ? strchr(h->tag, ':') : NULL;
    const sp_refusal_t *why = NULL;

    h->state = SP_HTML_TAG;
    if (!h->closing) {
        why = sp_markup_element(colon != NULL ? colon + 1 : h->tag,
                                h->depth > 0 && !h->xml, t->gallery);
    }
    h->skip = why != NULL;
    return why == NULL
               ? APR_SUCCESS
               : sp_trace_object(t, &h->tag_at,
                                 apr_pstrcat(t->pool, "<", h->tag, ">", NULL),
                                 why);
}

/* At ">". Counts what is open: all elements in XML, SVG and MathML in HTML. In
 * SVG a browser may read a title as markup or as words, by what stands around
 * it: as words without a tag among them it is both. */
static apr_status_t finish(sp_html_t *h, sp_trace_t *t)
{
    int counted = h->xml || sp_spelling_is_in(h->tag, "svg math");
    const char *words = h->depth > 0 ? "title" : "title textarea iframe";

    h->state = SP_HTML_TEXT;
    h->seen = 0;
    if (h->skip && !h->closing && !h->slash && strcmp(h->tag, "script") == 0) {
        h->state = SP_HTML_WORDS;
        return APR_SUCCESS;
    }
    h->skip = 0;
    if (h->closing) {
        if (h->xml && h->depth == 0) {
            return sp_trace_refuse(t, &h->tag_at, h->tag, &closes_nothing);
        }
        h->depth -= counted && h->depth > 0;
        return APR_SUCCESS;
    }
    if (counted && !h->slash) {
        h->depth++;
        h->depth_at = h->tag_at;
    }
    else if (!h->xml && sp_spelling_is_in(h->tag, words)) {
        h->state = SP_HTML_WORDS;
    }
    else if (!h->xml && h->depth == 0 && strcmp(h->tag, "style") == 0) {
        h->state = SP_HTML_STYLE;
        sp_css_begin(&h->css);
    }
    return APR_SUCCESS;
}

apr_status_t sp_tag_end_name(sp_html_t *h, sp_trace_t *t)
{
    const sp_refusal_t *why = NULL;
    sp_attr_t attr;

    if (h->xml) {
        attr = sp_markup_xml_attribute(h->name);
    }
    else {
        why = sp_markup_attribute(h->tag, h->name, &attr);
    }
    if (h->skip) {
        why = NULL; /* the element is refused as a whole */
        attr = SP_ATTR_TEXT;
    }
    h->attr = (char)(why != NULL ? SP_ATTR_TEXT : attr);
    return sp_trace_object(t, &h->name_at, h->name, why);
}

static void begin_value(sp_html_t *h, sp_html_state_t state, char quote)
{
    h->state = (char)state;
    h->quote = quote;
    if (h->attr < SP_ATTR_TEXT) {
        sp_url_begin(&h->url, (sp_attr_t)h->attr);
    }
    else if (h->attr == SP_ATTR_CSS) {
        sp_css_begin(&h->css);
    }
}

/* One more character of a value. */
static apr_status_t text_value(sp_html_t *h, sp_trace_t *t, char ch)
{
    const sp_refusal_t *why = NULL;

    if (h->attr < SP_ATTR_TEXT) {
        why = sp_url_text(&h->url, ch);
    }
    else if (h->attr == SP_ATTR_CSS) {
        why = sp_css_text(&h->css, ch);
    }
    if (why != NULL) {
        h->attr = SP_ATTR_TEXT; /* one fault of an address is enough */
    }
    return sp_trace_object(t, &h->name_at, h->name, why);
}

/* Between attributes. */
static apr_status_t text_tag(sp_html_t *h, sp_trace_t *t, char ch)
{
    if (ch == '>') {
        return finish(h, t);
    }
    h->slash = ch == '/';
    if (is_space(ch) || ch == '/') {
        h->state = SP_HTML_TAG;
        return APR_SUCCESS;
    }
    if (h->state == SP_HTML_JOINT) {
        return refuse_char(t, ch, &put_together);
    }
    if (strchr("<\"'=", ch) != NULL) {
        return refuse_char(t, ch, &stray);
    }
    h->state = SP_HTML_ATTR;
    h->name_at = t->at;
    h->name_len = 0;
    append(h, h->name, &h->name_len, ch);
    return APR_SUCCESS;
}

static apr_status_t text_after(sp_html_t *h, sp_trace_t *t, char ch)
{
    if (ch == '=') {
        h->state = SP_HTML_EQUALS;
        return APR_SUCCESS;
    }
    return is_space(ch) ? APR_SUCCESS : text_tag(h, t, ch);
}

/* In the name of a tag or of an attribute. */
static apr_status_t text_name(sp_html_t *h, sp_trace_t *t, char ch)
{
    int attr = h->state == SP_HTML_ATTR;
    apr_status_t ended, rv;

    if (!is_space(ch) && strchr("/>", ch) == NULL && !(attr && ch == '=')) {
        if (strchr("<\"'=", ch) != NULL) {
            return refuse_char(t, ch, &stray);
        }
        append(h, attr ? h->name : h->tag, attr ? &h->name_len : &h->tag_len,
               ch);
        return APR_SUCCESS;
    }
    ended = (attr ? sp_tag_end_name : sp_tag_end_tag)(h, t);
    if (attr) {
        h->state = SP_HTML_AFTER;
    }
    rv = (attr ? text_after : text_tag)(h, t, ch);
    return ended != APR_SUCCESS ? ended : rv;
}

/* In a value without quotes. */
static apr_status_t text_bare(sp_html_t *h, sp_trace_t *t, char ch)
{
    if (is_space(ch)) {
        h->state = SP_HTML_TAG;
        return APR_SUCCESS;
    }
    if (ch == '>') {
        return finish(h, t);
    }
    return ch != '\0' && strchr("\"'<=`", ch) != NULL
               ? refuse_char(t, ch, &stray_bare)
               : text_value(h, t, ch);
}

static apr_status_t text_equals(sp_html_t *h, sp_trace_t *t, char ch)
{
    if (is_space(ch)) {
        return APR_SUCCESS;
    }
    if (ch == '>') {
        return sp_trace_refuse(t, &h->name_at, h->name, &no_value);
    }
    if (ch == '"' || ch == '\'') {
        begin_value(h, SP_HTML_QUOTED, ch);
        return APR_SUCCESS;
    }
    if (h->xml) {
        return sp_trace_refuse(t, &h->name_at, h->name, &xml_bare);
    }
    begin_value(h, SP_HTML_BARE, '\0');
    h->slash = 0;
    return text_bare(h, t, ch);
}

static apr_status_t text_quoted(sp_html_t *h, sp_trace_t *t, char ch)
{
    if (ch == h->quote) {
        h->state = SP_HTML_TAG;
        h->slash = 0;
        return APR_SUCCESS;
    }
    if (ch == '<') { /* in HTML it is legal, and read wrongly by the hasty */
        return sp_trace_refuse(t, &h->name_at, h->name, &less);
    }
    return text_value(h, t, ch);
}

apr_status_t sp_tag_text(sp_html_t *h, sp_trace_t *t, char ch)
{
    switch (h->state) {
    case SP_HTML_NAME:
    case SP_HTML_ATTR:
        return text_name(h, t, ch);
    case SP_HTML_AFTER:
        return text_after(h, t, ch);
    case SP_HTML_EQUALS:
        return text_equals(h, t, ch);
    case SP_HTML_BARE:
        return text_bare(h, t, ch);
    case SP_HTML_QUOTED:
        return text_quoted(h, t, ch);
    default:
        return text_tag(h, t, ch);
    }
}
