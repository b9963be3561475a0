/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Within a tag: names, attributes, their values; see html.h. Knows
 * how a browser cuts a tag in pieces. Refuses to know what is between tags. */
#include "safety/html.h"

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
    const sp_refusal_t *why = NULL;

    h->state = SP_HTML_TAG;
    if (!h->closing) {
        why = h->xml ? sp_markup_xml_element(h->tag)
                     : sp_markup_element(h->tag, h->depth > 0, t->gallery);
    }
    return why == NULL
               ? APR_SUCCESS
               : sp_trace_refuse(t, &h->tag_at,
                                 apr_pstrcat(t->pool, "<", h->tag, ">", NULL),
                                 why);
}

/* At ">" in XML: how many elements are open. */
static apr_status_t finish_xml(sp_html_t *h, sp_trace_t *t)
{
    h->state = SP_HTML_TEXT;
    if (h->closing) {
        return --h->depth >= 0
                   ? APR_SUCCESS
                   : sp_trace_refuse(t, &h->tag_at, h->tag, &closes_nothing);
    }
    if (!h->slash) {
        h->depth++;
        h->depth_at = h->tag_at;
    }
    return APR_SUCCESS;
}

/* At ">". */
static apr_status_t finish(sp_html_t *h, sp_trace_t *t)
{
    int foreign = strcmp(h->tag, "svg") == 0 || strcmp(h->tag, "math") == 0;
    sp_content_t content;

    if (h->xml) {
        return finish_xml(h, t);
    }
    h->state = SP_HTML_TEXT;
    h->seen = 0;
    if (h->closing) {
        h->depth -= foreign && h->depth > 0;
        return APR_SUCCESS;
    }
    content = sp_markup_content(h->tag, h->depth > 0);
    if (content == SP_CONTENT_STYLE) {
        h->state = SP_HTML_STYLE;
        sp_css_begin(&h->css);
    }
    else if (content == SP_CONTENT_WORDS) {
        h->state = SP_HTML_WORDS;
    }
    else if (foreign && !h->slash) {
        h->depth++;
        h->depth_at = h->tag_at;
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
    h->attr = (char)attr;
    return sp_trace_refuse(t, &h->name_at, h->name, why);
}

static void begin_value(sp_html_t *h, sp_html_state_t state, char quote)
{
    h->state = (char)state;
    h->quote = quote;
    if (h->attr < SP_ATTR_TEXT) {
        sp_url_begin(&h->url, (sp_url_use_t)h->attr);
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
    return sp_trace_refuse(t, &h->name_at, h->name, why);
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

    if (!is_space(ch) && strchr("/>", ch) == NULL && !(attr && ch == '=')) {
        if (strchr("<\"'=", ch) != NULL) {
            return refuse_char(t, ch, &stray);
        }
        append(h, attr ? h->name : h->tag, attr ? &h->name_len : &h->tag_len,
               ch);
        return APR_SUCCESS;
    }
    if ((attr ? sp_tag_end_name : sp_tag_end_tag)(h, t) != APR_SUCCESS) {
        return APR_EGENERAL;
    }
    if (attr) {
        h->state = SP_HTML_AFTER;
        return text_after(h, t, ch);
    }
    return text_tag(h, t, ch);
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
