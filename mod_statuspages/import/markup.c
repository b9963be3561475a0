/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Markdown's marks -> nothing; see markup.h. Written once from left to right:
 * an opening mark stays until its closing one is found, then both go. */
#include "import/markup.h"

#include <apr_lib.h>
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

/* So far is looked for the end of a link, a tag, a piece of code. */
#define FAR 2000
#define OPEN 16
/* No text has this byte: what becomes of a mark that has found its end. */
#define GONE '\1'

static const char marks[] = "*_~`[]!<&\\";

/* Tags that stand in Markdown's text; others may be words: "<id>". */
static const char tags[] =
    "a|abbr|b|br|center|cite|code|del|details|div|em|font|i|img|ins|kbd|li|"
    "mark|ol|p|q|s|samp|small|span|strong|sub|summary|sup|tt|u|ul|var";
static const char breaks[] = "br|p|li|div|ul|ol";

typedef struct plain_t {
    sp_slice_t left;
    const char *start; /* of all of it */
    char *out;
    apr_size_t len;
    sp_slice_t *link;
    struct {
        apr_size_t at; /* in out */
        apr_size_t size;
        char mark;
    } open[OPEN];
    int opens;
    const char *link_end; /* the ] of the link that is open, or NULL */
    apr_size_t link_skip; /* how much stands from there to behind its ) */
} plain_t;

static void put(plain_t *p, const char *bytes, apr_size_t size)
{
    memcpy(p->out + p->len, bytes, size);
    p->len += size;
}

static void skip(plain_t *p, apr_size_t size)
{
    p->left = sp_slice_from(p->left, size);
}

static apr_size_t run_of(sp_slice_t s, char mark)
{
    apr_size_t n = 0;

    while (n < s.len && s.p[n] == mark) {
        n++;
    }
    return n;
}

static int is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\0';
}

static int is_letter(char c)
{
    return apr_isalnum(c) || ((unsigned char)c & 0x80) != 0;
}

/* "`a*b`": what stands between is left as it is. */
static int read_code(plain_t *p)
{
    apr_size_t n = run_of(p->left, '`'), at = n, end;

    for (; at < p->left.len && at<FAR; at += end> 0 ? end : 1) {
        end = run_of(sp_slice_from(p->left, at), '`');
        if (end == n) {
            sp_slice_t code = {p->left.p + n, at - n};

            code = sp_slice_trim(code);
            put(p, code.p, code.len);
            skip(p, at + n);
            return 1;
        }
    }
    put(p, p->left.p, n);
    skip(p, n);
    return 1;
}

/* Whether a mark may begin what stands behind it, and end what is before it,
 * as CommonMark has it: "_" not within a word. */
static int may_open(char before, char after, char mark)
{
    return !is_space(after) && (mark != '_' || !is_letter(before));
}

static int read_mark(plain_t *p)
{
    char mark = p->left.p[0];
    apr_size_t n = run_of(p->left, mark), i;
    char before = p->left.p > p->start ? p->left.p[-1] : ' ';
    char after = n < p->left.len ? p->left.p[n] : ' ';
    int k = p->opens - 1;

    while (k >= 0 && (p->open[k].mark != mark || p->open[k].size != n)) {
        k--;
    }
    if (k >= 0 && may_open(after, before, mark)) {
        for (i = 0; i < n; i++) {
            p->out[p->open[k].at + i] = GONE;
        }
        p->opens = k;
        skip(p, n);
        return 1;
    }
    if (may_open(before, after, mark) && n <= 3 && (mark != '~' || n == 2) &&
        p->opens < OPEN) {
        p->open[p->opens].at = p->len;
        p->open[p->opens].size = n;
        p->open[p->opens++].mark = mark;
    }
    put(p, p->left.p, n);
    skip(p, n);
    return 1;
}

/* The address in "(address "title")"; 0 where it is none. *@a size gets how
 * much that is. */
static int read_target(sp_slice_t s, sp_slice_t *target, apr_size_t *size)
{
    apr_size_t at = 1, depth = 1, end = 0;

    for (; at < s.len && at < FAR && depth > 0; at++) {
        depth += s.p[at] == '(';
        depth -= s.p[at] == ')';
        end = end == 0 && is_space(s.p[at]) && at > 1 ? at : end;
    }
    *size = at;
    target->p = s.p + 1;
    target->len = (end > 0 ? end : at - 1) - 1;
    if (target->len > 1 && target->p[0] == '<') {
        target->p++;
        target->len -= target->p[target->len - 2] == '>' ? 2 : 1;
    }
    return depth == 0;
}

/* "[text](address)": its text is written, the rest goes. */
static int read_link(plain_t *p, int image)
{
    sp_slice_t s = sp_slice_from(p->left, (apr_size_t)image + 1), target;
    apr_size_t at = 0, depth = 1, size;

    for (; at < s.len && at < FAR; at++) {
        at += s.p[at] == '\\' && at + 1 < s.len;
        depth += s.p[at] == '[';
        depth -= s.p[at] == ']';
        if (depth == 0) {
            break;
        }
    }
    if (p->link_end != NULL || depth > 0 || at + 1 >= s.len ||
        s.p[at + 1] != '(' ||
        !read_target(sp_slice_from(s, at + 1), &target, &size)) {
        return 0;
    }
    if (!image && p->link->len == 0) {
        *p->link = target;
    }
    p->link_end = s.p + at;
    p->link_skip = 1 + size;
    skip(p, (apr_size_t)image + 1);
    return 1;
}

/* "<br>", "</b>", "<https://a.example>", "<!-- a comment -->" */
static int read_tag(plain_t *p)
{
    sp_slice_t s = sp_slice_from(p->left, 1), name;
    const char *end = memchr(s.p, '>', s.len < FAR ? s.len : FAR);

    if (end == NULL) {
        return 0;
    }
    s.len = (apr_size_t)(end - s.p);
    if (sp_slice_starts(s, "https://|http://") > 0 &&
        memchr(s.p, ' ', s.len) == NULL) {
        *p->link = p->link->len == 0 ? s : *p->link;
        put(p, s.p, s.len);
        skip(p, s.len + 2);
        return 1;
    }
    name = sp_slice_from(s, s.len > 0 && s.p[0] == '/');
    for (s.len = 0; s.len < 20 && apr_isalnum(name.p[s.len]); s.len++) {
    }
    name.len = s.len;
    if (!sp_slice_is(name, tags) || strchr(" />\n", name.p[name.len]) == NULL) {
        return 0;
    }
    if (sp_slice_is(name, breaks)) {
        put(p, "\n\n", 2); /* no tag is shorter */
    }
    skip(p, (apr_size_t)(end - p->left.p) + 1);
    return 1;
}

/* "&amp;", "&#8211;"; those of control characters stay as they are. */
static int read_entity(plain_t *p)
{
    char name[16] = "";
    apr_size_t n = strcspn(p->left.p, ";");
    unsigned long cp = 0;
    const htmlEntityDesc *known;
    int size = 0;

    if (n < 2 || n >= sizeof(name) || n >= p->left.len) {
        return 0;
    }
    memcpy(name, p->left.p + 1, n - 1);
    if (name[0] == '#') {
        cp = name[1] == 'x' || name[1] == 'X' ? strtoul(name + 2, NULL, 16)
                                              : strtoul(name + 1, NULL, 10);
    }
    else if ((known = htmlEntityLookup((const xmlChar *)name)) != NULL) {
        cp = known->value;
    }
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp > 0x10FFFF ||
        (cp >= 0xD800 && cp < 0xE000)) {
        return 0;
    }
    size = xmlCopyCharMultiByte((xmlChar *)p->out + p->len, (int)cp);
    p->len += (apr_size_t)size;
    skip(p, n + 1);
    return 1;
}

static int read_escape(plain_t *p)
{
    if (p->left.len < 2 || !apr_ispunct(p->left.p[1])) {
        return 0;
    }
    put(p, p->left.p + 1, 1);
    skip(p, 2);
    return 1;
}

static int read_special(plain_t *p)
{
    switch (p->left.p[0]) {
    case '`':
        return read_code(p);
    case '*':
    case '_':
    case '~':
        return read_mark(p);
    case '!':
        return p->left.len > 1 && p->left.p[1] == '[' && read_link(p, 1);
    case '[':
        return read_link(p, 0);
    case '<':
        return read_tag(p);
    case '&':
        return read_entity(p);
    default:
        return p->left.p[0] == '\\' && read_escape(p);
    }
}

/* Take out the marks that have found their end. */
static void compact(plain_t *p)
{
    apr_size_t i, n = 0;

    for (i = 0; i < p->len; i++) {
        if (p->out[i] != GONE) {
            p->out[n++] = p->out[i];
        }
    }
    p->len = n;
}

sp_slice_t sp_markup_plain(sp_slice_t text, sp_slice_t *link, apr_pool_t *pool)
{
    plain_t p = {.left = text, .start = text.p, .link = link};
    sp_slice_t plain;

    *link = sp_slice_from(text, text.len);
    while (p.left.len > 0 && strchr(marks, p.left.p[0]) == NULL) {
        p.left = sp_slice_from(p.left, 1);
    }
    if (p.left.len == 0) {
        return text;
    }
    /* four bytes more: a character may be longer than its entity, "&lt;" */
    p.out = apr_palloc(pool, text.len + 4);
    p.left = text;
    while (p.left.len > 0) {
        if (p.left.p == p.link_end) {
            skip(&p, p.link_skip);
            p.link_end = NULL;
        }
        else if (strchr(marks, p.left.p[0]) == NULL || !read_special(&p)) {
            put(&p, p.left.p, 1);
            skip(&p, 1);
        }
    }
    compact(&p);
    plain.p = p.out;
    plain.len = p.len;
    return plain;
}
