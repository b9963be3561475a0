/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a page is made of, as one string: its tags, the names of their
 * attributes, where its addresses lead, its style sheets and whatever else
 * means something to a browser, but not its words. Two pages of one structure
 * differ in words alone. Written after the HTML standard, apart from the
 * tokenizer under test: it works on a finished page and looks back and
 * ahead as it likes. */
#ifndef SP_HTML_STRUCTURE_H
#define SP_HTML_STRUCTURE_H

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <apr_strings.h>

typedef struct structure_t {
    const char *p;
    const char *end;
    char *out;
    size_t len;
    size_t room;
    char tag[64];
    int unsafe; /* a handler, a script, a style attribute, a bad scheme */
    apr_pool_t *pool;
} structure_t;

static inline void structure_add(structure_t *s, const char *text, size_t n)
{
    if (s->len + n + 1 > s->room) {
        char *more = apr_palloc(s->pool, s->room = 2 * (s->len + n + 1));
        memcpy(more, s->out, s->len);
        s->out = more;
    }
    memcpy(s->out + s->len, text, n);
    s->len += n;
}

static inline int structure_blank(char ch)
{
    return ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r' || ch == '\f';
}

/* References to characters that the tests use become those characters. */
static inline char *structure_decode(structure_t *s, const char *text, size_t n)
{
    static const struct {
        const char *name;
        char ch;
    } known[] = {{"&amp;", '&'},  {"&lt;", '<'},  {"&gt;", '>'},
                 {"&quot;", '"'}, {"&#34;", '"'}, {"&#39;", '\''},
                 {"&#96;", '`'}};
    char *out = apr_palloc(s->pool, n + 1);
    size_t i = 0, k, len = 0;

    while (i < n) {
        size_t step = 1;
        out[len] = text[i];
        for (k = 0; k < sizeof(known) / sizeof(known[0]); k++) {
            size_t m = strlen(known[k].name);
            if (n - i >= m && strncmp(text + i, known[k].name, m) == 0) {
                out[len] = known[k].ch;
                step = m;
            }
        }
        len++;
        i += step;
    }
    out[len] = '\0';
    return out;
}

/* Scheme and host of an address as a browser reads it. */
static inline void structure_address(structure_t *s, char *url)
{
    static const char *const bad[] = {"javascript:", "vbscript:", "data:"};
    char *from, *to, *stop;
    size_t i, picture;
    int slashes, scheme = 0;

    for (from = url; *from != '\0' && (unsigned char)*from <= ' '; from++) {
    }
    for (to = url; *from != '\0'; from++) {
        if (*from != '\t' && *from != '\n' && *from != '\r') {
            *to++ = *from == '\\' ? '/' : *from;
        }
    }
    *to = '\0';
    picture = strlen(url) < 11 ? strlen(url) : 11; /* "data:im" is nothing */
    stop = url + strcspn(url, ":/?#");
    if (*stop == ':') {
        for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
            s->unsafe |= strncasecmp(url, bad[i], strlen(bad[i])) == 0 &&
                         strncasecmp(url, "data:image/", picture) != 0;
        }
        structure_add(s, url, (size_t)(stop - url) + 1);
        if (tolower((unsigned char)url[0]) != 'h') {
            return; /* no host in it */
        }
        scheme = 1;
        url = stop + 1;
    }
    slashes = (int)strspn(url, "/");
    if (slashes > 1 || (scheme && slashes == 1)) {
        structure_add(s, "//", 2);
        url += slashes;
        structure_add(s, url, strcspn(url, "/?#"));
    }
}

static inline void structure_attribute(structure_t *s, const char *name,
                                       const char *value, size_t n)
{
    static const char *const links[] = {
        "href", "src", "action", "cite", "srcset", "xlink:href", NULL};
    static const char *const whole[] = {"fill", "stroke", "rel", "type", NULL};
    int i;

    structure_add(s, " ", 1);
    structure_add(s, name, strlen(name));
    s->unsafe |= (strncmp(name, "on", 2) == 0 && name[2] != '\0') ||
                 strcmp(name, "style") == 0;
    for (i = 0; links[i] != NULL; i++) {
        if (strcmp(name, links[i]) == 0) {
            structure_add(s, "=", 1);
            structure_address(s, structure_decode(s, value, n));
        }
    }
    for (i = 0; whole[i] != NULL; i++) {
        if (strcmp(name, whole[i]) == 0) {
            structure_add(s, "=", 1);
            structure_add(s, value, n);
        }
    }
}

/* One attribute, from its name on. */
static inline void structure_one(structure_t *s)
{
    const char *name = s->p++;
    const char *value = "";
    char *lower;
    size_t n = 0, i;

    while (s->p < s->end && !structure_blank(*s->p) &&
           strchr("/>=", *s->p) == NULL) {
        s->p++;
    }
    lower = apr_pstrndup(s->pool, name, (size_t)(s->p - name));
    for (i = 0; lower[i] != '\0'; i++) {
        lower[i] = (char)tolower((unsigned char)lower[i]);
    }
    name = s->p;
    while (s->p < s->end && structure_blank(*s->p)) {
        s->p++;
    }
    if (s->p < s->end && *s->p == '=') {
        do {
            s->p++;
        } while (s->p < s->end && structure_blank(*s->p));
        if (s->p < s->end && (*s->p == '"' || *s->p == '\'')) {
            char quote = *s->p++;
            value = s->p;
            while (s->p < s->end && *s->p != quote) {
                s->p++;
            }
            n = (size_t)(s->p - value);
            s->p += s->p < s->end;
        }
        else {
            value = s->p;
            while (s->p < s->end && !structure_blank(*s->p) && *s->p != '>') {
                s->p++;
            }
            n = (size_t)(s->p - value);
        }
    }
    structure_attribute(s, lower, value, n);
}

/* A tag; returns 1 for an opening one. */
static inline int structure_tag(structure_t *s)
{
    int closing = s->p[1] == '/';
    size_t n = 0;

    s->p += 1 + closing;
    while (s->p < s->end && !structure_blank(*s->p) &&
           strchr("/>", *s->p) == NULL) {
        if (n < sizeof(s->tag) - 1) {
            s->tag[n++] = (char)tolower((unsigned char)*s->p);
        }
        s->p++;
    }
    s->tag[n] = '\0';
    s->unsafe |= strcmp(s->tag, "script") == 0;
    structure_add(s, closing ? "</" : "<", 1 + (size_t)closing);
    structure_add(s, s->tag, n);
    while (s->p < s->end && *s->p != '>') {
        if (structure_blank(*s->p) || *s->p == '/') {
            s->p++;
        }
        else {
            structure_one(s);
        }
    }
    structure_add(s, s->p < s->end ? ">" : "!EOF", s->p < s->end ? 1 : 4);
    s->p += s->p < s->end;
    return !closing;
}

/* The content of style, script, title: up to its end tag. */
static inline void structure_raw(structure_t *s, int written)
{
    size_t n = strlen(s->tag);
    const char *from = s->p;

    while (s->p < s->end &&
           !(s->end - s->p > (long)n + 2 && s->p[0] == '<' && s->p[1] == '/' &&
             strncasecmp(s->p + 2, s->tag, n) == 0 &&
             (structure_blank(s->p[n + 2]) ||
              strchr("/>", s->p[n + 2]) != NULL))) {
        s->p++;
    }
    if (written) {
        structure_add(s, from, (size_t)(s->p - from));
    }
}

/* A comment, a doctype, or what is taken for one. */
static inline void structure_bang(structure_t *s)
{
    const char *from = s->p;

    if (strncmp(s->p, "<!--", 4) != 0) {
        s->p = memchr(s->p, '>', (size_t)(s->end - s->p));
    }
    else if (strncmp(s->p + 4, ">", 1) == 0 ||
             strncmp(s->p + 4, "->", 2) == 0) {
        s->p = strchr(s->p + 4, '>');
    }
    else {
        for (s->p += 4; s->p < s->end; s->p++) {
            if (*s->p == '>' &&
                (strncmp(s->p - 2, "--", 2) == 0 ||
                 (strncmp(s->p - 3, "--!", 3) == 0 && s->p - 3 >= from + 4))) {
                break;
            }
        }
    }
    s->p = s->p == NULL || s->p >= s->end ? s->end : s->p + 1;
    structure_add(s, from, (size_t)(s->p - from));
}

/** The structure of a page; *@a unsafe tells whether anything in it may run. */
static inline const char *structure_of(const char *page, apr_pool_t *pool,
                                       int *unsafe)
{
    static const char *const raw[] = {"title",  "textarea", "style", "script",
                                      "iframe", "noscript", "xmp",   NULL};
    structure_t s = {page, page + strlen(page), "", 0, 0, "", 0, pool};
    int i, svg = 0;

    while (s.p < s.end) {
        int opening = 0;
        if (s.p[0] == '<' && (s.p[1] == '!' || s.p[1] == '?')) {
            structure_bang(&s);
        }
        else if (s.p[0] == '<' &&
                 (isalpha((unsigned char)s.p[1]) ||
                  (s.p[1] == '/' && isalpha((unsigned char)s.p[2])))) {
            opening = structure_tag(&s);
            svg += strcmp(s.tag, "svg") != 0 || s.p[-2] == '/' ? 0
                   : opening                                   ? 1
                                                               : -(svg > 0);
        }
        else {
            s.p++;
        }
        for (i = 0; opening && svg == 0 && raw[i] != NULL; i++) {
            if (strcmp(s.tag, raw[i]) == 0) {
                structure_raw(&s, strcmp(s.tag, "style") == 0);
            }
        }
    }
    structure_add(&s, "", 1);
    *unsafe = s.unsafe;
    return s.out;
}

#endif /* SP_HTML_STRUCTURE_H */
