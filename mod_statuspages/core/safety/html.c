/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Between tags: text, comments, style sheets; see html.h. Refuses to know what
 * is within a tag (tag.c) and what sections do (place.c). */
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
static const sp_refusal_t unsure_end = {
    "ends a comment, or not, by what a section before it has written",
    "write --> behind a space, or the whole comment within the section"};

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
    else if (ch == '!' || (ch == '?' && h->xml)) {
        h->state = SP_HTML_BANG;
        h->name[(int)h->name_len++] = ch;
    }
    else if (ch == '?' || h->xml) {
        return sp_trace_refuse(t, &h->tag_at, "<",
                               h->xml ? &no_xml : &no_markup);
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
        return sp_trace_refuse(t, &h->tag_at, "</", &no_end_tag);
    }
    sp_tag_begin(h, ch, 1);
    return APR_SUCCESS;
}

/* Behind "<": one of these words. */
static apr_status_t text_bang(sp_html_t *h, sp_trace_t *t, char ch)
{
    static const struct {
        const char *word;
        int xml;
        sp_html_state_t state;
        int seen;
    } words[] = {
        {"!--", 0, SP_HTML_COMMENT, 3}, /* "<!-->" is a whole comment */
        {"!--", 1, SP_HTML_COMMENT, 0},    {"!doctype", 0, SP_HTML_DOCTYPE, 0},
        {"![CDATA[", 1, SP_HTML_CDATA, 0}, {"?xml ", 1, SP_HTML_PI, 0},
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
    return sp_trace_refuse(t, &h->tag_at, h->name[0] == '!' ? "<!" : "<?",
                           h->xml ? &no_xml : &no_markup);
}

/* "seen" is how many dashes have just been seen, up to two; three and four
 * are none and one at the start of the comment, five is "--!". Six and seven
 * are none and one behind a section that may have ended with others. */
static apr_status_t text_comment(sp_html_t *h, sp_trace_t *t, char ch)
{
    if (ch == '>' && h->seen >= SP_HTML_UNSURE_DASHES) {
        return sp_trace_refuse(t, NULL, ">", &unsure_end);
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

/* All up to ">" behind so many of a sign. */
static apr_status_t text_until(sp_html_t *h, char ch, char sign, char times)
{
    if (ch == '>' && h->seen == times) {
        h->state = SP_HTML_TEXT;
    }
    h->seen = (char)(ch != sign ? 0 : h->seen < times ? h->seen + 1 : times);
    return APR_SUCCESS;
}

static apr_status_t text_style(sp_html_t *h, sp_trace_t *t, char ch)
{
    const sp_refusal_t *why;
    sp_spot_t word = t->at;
    int outside;

    if (h->state != SP_HTML_STYLE) {
        return APR_SUCCESS;
    }
    outside = h->css.depth == 0;
    why = sp_css_text(&h->css, ch);
    if (outside && h->css.depth > 0) {
        h->rule_at = t->at;
    }
    if (why == NULL) {
        return APR_SUCCESS;
    }
    word.col -= h->css.back;
    sp_css_mend(&h->css);
    return sp_trace_object(t, &word, "<style>", why);
}

/* A browser closes what is open, and takes the rules behind it for a part. */
static void end_style(const sp_html_t *h, const sp_trace_t *t)
{
    if (h->state == SP_HTML_STYLE && h->css.depth > 0) {
        sp_error_warn(t->err, t->pool, h->rule_at.file, h->rule_at.line,
                      h->rule_at.col,
                      "'{' is not closed where the <style> ends; write the } "
                      "of the rule or of the @media");
    }
}

/* Text in which no tag may be, but in an element that is refused. */
static apr_status_t no_tag(sp_html_t *h, sp_trace_t *t, char ch,
                           const sp_refusal_t *why)
{
    if (h->skip) {
        h->seen = ch == '<';
        return APR_SUCCESS;
    }
    return sp_trace_refuse(t, &h->name_at, "<", why);
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
            return no_tag(h, t, ch, why);
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
        return apr_tolower(ch) == h->tag[h->seen++ - 2] ? APR_SUCCESS
                                                        : no_tag(h, t, ch, why);
    }
    if (strchr(" \t\n\r\f/>", ch) == NULL) {
        return no_tag(h, t, ch, why);
    }
    end_style(h, t);
    h->closing = 1;
    return sp_tag_text(h, t, ch); /* which knows what this character begins */
}

apr_status_t sp_html_text(sp_html_t *h, sp_trace_t *t, char ch)
{
    if (ch == '\0') {
        return sp_trace_refuse(t, NULL, "NUL", &nul);
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
        return text_until(h, ch, '\0', 0);
    case SP_HTML_COMMENT:
        return text_comment(h, t, ch);
    case SP_HTML_PI:
        return text_until(h, ch, '?', 1);
    case SP_HTML_CDATA:
        return text_until(h, ch, ']', 2);
    default:
        return sp_tag_text(h, t, ch);
    }
}
