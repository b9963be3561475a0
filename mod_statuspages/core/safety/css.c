/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Following a style sheet; see parts.h. Knows what makes a browser load
 * something and where a value would change its meaning. Refuses to know
 * properties. */
#include "safety/parts.h"

#include <apr_lib.h>
#include <string.h>

enum {
    RULES,   /* anything but what follows */
    COMMENT, /* in one */
    STRING,  /* in one, or in an address within quotes that is decided */
    BEFORE,  /* behind "url(" */
    QUOTED,  /* behind its quote */
    PREFIX,  /* within "data:image/" */
    BARE     /* in an address without quotes */
};

static const sp_refusal_t imports = {
    "would load another style sheet, and the page's Content-Security-Policy "
    "loads nothing",
    "write the rules here, or include a file with {{> name.css}}"};
static const sp_refusal_t image_set = {
    "would load pictures, and the page's Content-Security-Policy loads nothing",
    "write url(data:image/...)"};
static const sp_refusal_t elsewhere = {
    "would load something, and the page's Content-Security-Policy loads "
    "nothing but data:image/",
    "write url(data:image/...), url(#id) or, for a file of the theme's own, "
    "url({{file.hero.webp}}), and a font as url({{file.brand.woff2}})"};
static const sp_refusal_t no_value = {
    "stands in a style sheet, where escaping can't keep it from becoming a "
    "rule, and of which the hash must be known ahead",
    "of all values only vars.accent, status, class, language, dir and retry "
    "may stand there; for the rest write a class and put the value in the "
    "text"};
static const sp_refusal_t in_address = {
    "stands in the address of a picture",
    "write url({{logo}}), url({{file.hero.webp}}) or a fixed "
    "url(data:image/...)"};

/* What must not be written, by its last character. */
static const struct {
    const char *word;
    const sp_refusal_t *why;
} words[] = {
    {"@import", &imports},
    {"image-set(", &image_set},
    {"src(", &image_set},
};

void sp_css_begin(sp_css_t *css)
{
    memset(css, 0, sizeof(*css));
}

void sp_css_cut(sp_css_t *css)
{
    css->len = 0;
}

static int ends_with(const sp_css_t *css, const char *word)
{
    size_t n = strlen(word);

    return (size_t)css->len >= n &&
           memcmp(css->tail + css->len - n, word, n) == 0;
}

static void remember(sp_css_t *css, char ch)
{
    if (css->len == (char)sizeof(css->tail)) {
        memmove(css->tail, css->tail + 1, sizeof(css->tail) - 1);
        css->len--;
    }
    css->tail[(int)css->len++] = (char)apr_tolower(ch);
}

static void count(sp_css_t *css, char ch)
{
    if (css->depth == SP_CSS_UNSURE) {
        return;
    }
    if (ch == '{') {
        css->depth =
            (signed char)(css->depth < 100 ? css->depth + 1 : SP_CSS_UNSURE);
    }
    else if (ch == '}' && css->depth > 0) {
        css->depth--;
    }
}

static const sp_refusal_t *text_rules(sp_css_t *css, char ch)
{
    size_t i;

    remember(css, ch);
    count(css, ch);
    if (ch == '"' || ch == '\'') {
        css->state = STRING;
        css->quote = ch;
    }
    else if (ends_with(css, "/*")) {
        css->state = COMMENT;
        css->seen = 0;
    }
    else if (ends_with(css, "url(")) {
        css->state = BEFORE;
    }
    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (ends_with(css, words[i].word)) {
            css->back = (char)(strlen(words[i].word) - 1);
            return words[i].why;
        }
    }
    return NULL;
}

static void text_comment(sp_css_t *css, char ch)
{
    if (css->seen && ch == '/') {
        css->state = RULES;
        sp_css_cut(css);
    }
    css->seen = ch == '*';
}

/* A string ends at its quote; a line end ends it too. */
static void text_string(sp_css_t *css, char ch)
{
    if (ch == css->quote || ch == '\n') {
        css->state = RULES;
        css->quote = 0;
        sp_css_cut(css);
    }
}

/* Whatever follows, an address loads nothing now. */
static void decide(sp_css_t *css)
{
    css->state = css->quote ? STRING : BARE;
}

/* The start of an address: "#", or "data:image/". */
static const sp_refusal_t *text_address(sp_css_t *css, char ch)
{
    if (css->state != PREFIX) {
        if (ch == '#') {
            decide(css);
            return NULL;
        }
        css->state = PREFIX;
        css->seen = 0;
    }
    if (apr_tolower(ch) != SP_PICTURE_PREFIX[(int)css->seen++]) {
        return &elsewhere;
    }
    if (SP_PICTURE_PREFIX[(int)css->seen] == '\0') {
        decide(css);
    }
    return NULL;
}

static const sp_refusal_t *text_before(sp_css_t *css, char ch)
{
    if (apr_isspace(ch)) {
        return NULL;
    }
    if (ch == '"' || ch == '\'') {
        css->state = QUOTED;
        css->quote = ch;
        return NULL;
    }
    return text_address(css, ch);
}

const sp_refusal_t *sp_css_text(sp_css_t *css, char ch)
{
    if (css->escaped) {
        css->escaped = 0;
        sp_css_cut(css);
        return NULL;
    }
    css->escaped = ch == '\\' && css->state != COMMENT;
    switch (css->state) {
    case COMMENT:
        text_comment(css, ch);
        return NULL;
    case STRING:
        text_string(css, ch);
        return NULL;
    case BEFORE:
        return text_before(css, ch);
    case QUOTED:
    case PREFIX:
        return text_address(css, ch);
    case BARE:
        css->state = ch == ')' ? RULES : BARE;
        sp_css_cut(css);
        return NULL;
    default:
        return text_rules(css, ch);
    }
}

void sp_css_mend(sp_css_t *css)
{
    if (css->state >= BEFORE) {
        decide(css);
    }
    sp_css_cut(css);
}

const sp_refusal_t *sp_css_value(sp_css_t *css, sp_kind_t kind)
{
    sp_css_cut(css);
    if (kind == SP_KIND_PICTURE || kind == SP_KIND_FONT) {
        if (css->state != BEFORE && css->state != QUOTED) {
            return &in_address;
        }
        decide(css);
        return NULL;
    }
    if (kind != SP_KIND_WORD && kind != SP_KIND_OPTION &&
        kind != SP_KIND_COLOUR) {
        return &no_value;
    }
    return css->escaped || css->state >= BEFORE ? &in_address : NULL;
}

int sp_css_equal(const sp_css_t *a, const sp_css_t *b)
{
    return a->state == b->state && a->quote == b->quote && a->seen == b->seen &&
           a->escaped == b->escaped;
}
