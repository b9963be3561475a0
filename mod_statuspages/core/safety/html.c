/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Between tags: text, comments, style sheets;
 * see html.h. Refuses to know what is within a tag (tag.c)
 * and what sections do (section.c). */
#include "safety/html.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

static const sp_refusal_t nul = {"is a byte that no page may hold",
                                 "save the file as UTF-8 text"};
static const sp_refusal_t no_markup = {
    "begins nothing that HTML knows",
    "write <!doctype html>, <!-- a comment --> or, for the sign, &lt;"};
static const sp_refusal_t no_xml = {
    "begins nothing that a template in XML may hold",
    "write a comment, CDATA, <?xml ...?> or, for the sign, &lt;"};
static const sp_refusal_t no_end_tag = {"is no end tag",
                                        "write </name>, or &lt;/ for the text"};
static const sp_refusal_t tag_in_words = {
    "stands before what looks like a tag, where no tags are known",
    "write &lt; for the sign, or close the element before it"};
static const sp_refusal_t tag_in_style = {
    "stands before what looks like a tag, within <style>",
    "close it with </style>; in a comparison, write a space behind the sign"};
static const sp_refusal_t in_comment = {
    "stands in a comment, which every reader can see in the source",
    "take it out; {{! ...}} is a comment that is not sent"};
static const sp_refusal_t unsure_end = {
    "ends a comment, or not, by what a section before it has written",
    "write --> behind a space, or the whole comment within the section"};
static const sp_refusal_t in_tag_name = {
    "stands behind a <, where it could become the name of a tag",
    "write the name out, or &lt; for the sign"};
static const sp_refusal_t in_declaration = {"stands in a declaration",
                                            "write the declaration out"};
static const sp_refusal_t in_cdata = {
    "stands in CDATA, where escaping is not undone",
    "write it outside of <![CDATA[...]]>"};

void sp_html_begin(sp_html_t *h, int xml)
{
    memset(h, 0, sizeof(*h));
    h->xml = (char)xml;
}

static apr_status_t refuse(sp_trace_t *t, const sp_spot_t *spot,
                           const char *subject, const sp_refusal_t *why)
{
    return why == NULL ? APR_SUCCESS : sp_trace_refuse(t, spot, subject, why);
}

static int is_name_start(const sp_html_t *h, char ch)
{
    return apr_isalpha(ch) ||
           (h->xml && (ch == '_' || ch == ':' || (ch & 0x80)));
}

static apr_status_t text_text(sp_html_t *h, sp_trace_t *t, char ch)
{
    if (ch == '<') {
        h->state = SP_HTML_OPEN;
        h->tag_at = t->at;
    }
    return APR_SUCCESS;
}

/* Behind "<". In HTML it stands for itself before most signs. */
static apr_status_t text_open(sp_html_t *h, sp_trace_t *t, char ch)
{
    h->seen = 0;
    h->name_len = 0;
    if (is_name_start(h, ch)) {
        sp_tag_begin(h, ch, 0);
    }
    else if (ch == '/') {
        h->state = SP_HTML_END_OPEN;
    }
    else if (ch == '!') {
        h->state = SP_HTML_BANG;
    }
    else if (ch == '?' && h->xml) {
        h->state = SP_HTML_PI;
    }
    else if (ch == '?' || h->xml) {
        return refuse(t, &h->tag_at, "<", h->xml ? &no_xml : &no_markup);
    }
    else {
        h->state = SP_HTML_TEXT;
        return text_text(h, t, ch);
    }
    return APR_SUCCESS;
}

static apr_status_t text_end_open(sp_html_t *h, sp_trace_t *t, char ch)
{
    if (!is_name_start(h, ch)) {
        return refuse(t, &h->tag_at, "</", &no_end_tag);
    }
    sp_tag_begin(h, ch, 1);
    return APR_SUCCESS;
}

/* Behind "<!": one of three words. */
static apr_status_t text_bang(sp_html_t *h, sp_trace_t *t, char ch)
{
    static const struct {
        const char *word;
        int xml;
        sp_html_state_t state;
        int seen;
    } words[] = {
        {"--", 0, SP_HTML_COMMENT, 3}, /* "<!-->" is a whole comment */
        {"--", 1, SP_HTML_COMMENT, 0},
        {"doctype", 0, SP_HTML_DOCTYPE, 0},
        {"[CDATA[", 1, SP_HTML_CDATA, 0},
    };
    size_t i;

    h->name[(int)h->name_len++] = (char)(h->xml ? ch : apr_tolower(ch));
    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (words[i].xml == h->xml &&
            strncmp(words[i].word, h->name, (size_t)h->name_len) == 0) {
            if (words[i].word[(int)h->name_len] == '\0') {
                h->state = (char)words[i].state;
                h->seen = (char)words[i].seen;
            }
            return APR_SUCCESS;
        }
    }
    return refuse(t, &h->tag_at, "<!", h->xml ? &no_xml : &no_markup);
}

/* "seen" is how many dashes have just been seen, up to two; three and four
 * are none and one at the start of the comment, five is "--!". Six and seven
 * are none and one behind a section that may have ended with others. */
static apr_status_t text_comment(sp_html_t *h, sp_trace_t *t, char ch)
{
    if (ch == '>' && h->seen >= SP_HTML_UNSURE_DASHES) {
        return refuse(t, NULL, ">", &unsure_end);
    }
    if (ch == '>' && h->seen >= 2 && (h->seen == 2 || !h->xml)) {
        h->state = SP_HTML_TEXT;
    }
    else if (ch == '!' && h->seen >= SP_HTML_UNSURE_DASHES) {
        h->seen = SP_HTML_UNSURE_DASHES;
    }
    else if (ch == '-') {
        static const char next[] = {1, 2, 2, 4, 2, 1, 7, 2};
        h->seen = next[(int)h->seen];
    }
    else {
        h->seen = h->seen == 2 && ch == '!' ? 5 : 0;
    }
    return APR_SUCCESS;
}

/* XML: "<?xml" and a space, then all up to "?>". */
static apr_status_t text_pi(sp_html_t *h, sp_trace_t *t, char ch)
{
    static const char start[] = "xml ";

    if (h->name_len < 4) {
        char want = start[(int)h->name_len++];
        return ch == want ? APR_SUCCESS : refuse(t, &h->tag_at, "<?", &no_xml);
    }
    if (h->seen && ch == '>') {
        h->state = SP_HTML_TEXT;
    }
    h->seen = ch == '?';
    return APR_SUCCESS;
}

static apr_status_t text_cdata(sp_html_t *h, char ch)
{
    if (ch == '>' && h->seen == 2) {
        h->state = SP_HTML_TEXT;
    }
    h->seen = (char)(ch != ']' ? 0 : h->seen < 2 ? h->seen + 1 : 2);
    return APR_SUCCESS;
}

static apr_status_t text_style(sp_html_t *h, sp_trace_t *t, char ch)
{
    const sp_refusal_t *why;
    sp_spot_t word = t->at;

    if (h->state != SP_HTML_STYLE) {
        return APR_SUCCESS;
    }
    why = sp_css_text(&h->css, ch);
    word.col -= h->css.back;
    return refuse(t, &word, "<style>", why);
}

/* In the content of style, title and the like. "<" may stand there, but not
 * before a letter, so that it makes no difference whether a browser looks
 * for tags. "seen": 1 behind "<", 2 and more within "</name". */
static apr_status_t text_raw(sp_html_t *h, sp_trace_t *t, char ch)
{
    const sp_refusal_t *why =
        h->state == SP_HTML_STYLE ? &tag_in_style : &tag_in_words;

    if (h->seen == 0 || (h->seen == 1 && ch != '/')) {
        if (h->seen == 1 && (apr_isalpha(ch) || ch == '!' || ch == '?')) {
            return refuse(t, &h->name_at, "<", why);
        }
        h->seen = ch == '<';
        h->name_at = t->at;
        return text_style(h, t, ch);
    }
    if (h->seen == 1) {
        h->seen = 2;
        return APR_SUCCESS;
    }
    if (h->seen - 2 < h->tag_len) {
        return apr_tolower(ch) == h->tag[h->seen++ - 2]
                   ? APR_SUCCESS
                   : refuse(t, &h->name_at, "<", why);
    }
    if (strchr(" \t\n\r\f/>", ch) == NULL) {
        return refuse(t, &h->name_at, "<", why);
    }
    h->closing = 1;
    h->state = SP_HTML_TAG;
    return sp_tag_text(h, t, ch);
}

apr_status_t sp_html_text(sp_html_t *h, sp_trace_t *t, char ch)
{
    if (ch == '\0') {
        return refuse(t, NULL, "NUL", &nul);
    }
    switch (h->state) {
    case SP_HTML_TEXT:
        return text_text(h, t, ch);
    case SP_HTML_WORDS:
    case SP_HTML_STYLE:
        return text_raw(h, t, ch);
    case SP_HTML_OPEN:
        return text_open(h, t, ch);
    case SP_HTML_END_OPEN:
        return text_end_open(h, t, ch);
    case SP_HTML_BANG:
        return text_bang(h, t, ch);
    case SP_HTML_DOCTYPE:
        h->state = ch == '>' ? SP_HTML_TEXT : SP_HTML_DOCTYPE;
        return APR_SUCCESS;
    case SP_HTML_COMMENT:
        return text_comment(h, t, ch);
    case SP_HTML_PI:
        return text_pi(h, t, ch);
    case SP_HTML_CDATA:
        return text_cdata(h, ch);
    default:
        return sp_tag_text(h, t, ch);
    }
}

apr_status_t sp_html_value(sp_html_t *h, sp_trace_t *t, const char *name,
                           sp_kind_t kind)
{
    switch (h->state) {
    case SP_HTML_TEXT:
        return APR_SUCCESS;
    case SP_HTML_WORDS:
        return refuse(t, NULL, name, h->seen ? &in_tag_name : NULL);
    case SP_HTML_STYLE:
        return refuse(t, NULL, name,
                      h->seen ? &in_tag_name : sp_css_value(&h->css, kind));
    case SP_HTML_OPEN:
    case SP_HTML_END_OPEN:
        return refuse(t, NULL, name, &in_tag_name);
    case SP_HTML_COMMENT:
        h->seen = 0; /* a word is never nothing */
        return refuse(t, NULL, name, kind == SP_KIND_WORD ? NULL : &in_comment);
    case SP_HTML_BANG:
    case SP_HTML_DOCTYPE:
    case SP_HTML_PI:
        return refuse(t, NULL, name, &in_declaration);
    case SP_HTML_CDATA:
        return refuse(t, NULL, name, &in_cdata);
    default:
        return sp_tag_value(h, t, name, kind);
    }
}
