/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See markdown_inline.h. Time grows with the text: what was looked for in vain
 * is not looked for again, and a link's text is short. */
#include "import/markdown_inline.h"

#include "base/text.h"
#include "import/reference.h"
#include "import/target.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

#define MAX_NESTED 8
#define LONGEST_LINK 200 /* bytes of its text */

static void put(sp_inline_t *out, const char *p, apr_size_t len)
{
    if (out->gap && out->len > 0) {
        memcpy(out->text + out->len, "\n\n", 2);
        out->len += 2;
    }
    out->gap = 0;
    memcpy(out->text + out->len, p, len);
    out->len += len;
}

/* One character; control characters are blanks. */
static const char *put_plain(sp_inline_t *out, const char *p, const char *end)
{
    int latin = (unsigned char)p[0] == 0xC2 && p + 1 < end &&
                (unsigned char)p[1] < 0xA0;

    if (latin || sp_text_is_control(*p)) {
        put(out, " ", 1);
        return p + 1 + latin;
    }
    put(out, p, 1);
    return p + 1;
}

void sp_inline_literal(sp_inline_t *out, const char *p, apr_size_t len)
{
    const char *end = p + len;

    while (p < end) {
        p = put_plain(out, p, end);
    }
}

static apr_size_t run_of(const char *p, const char *end)
{
    const char *q = p;

    while (q < end && *q == *p) {
        q++;
    }
    return (apr_size_t)(q - p);
}

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static int is_word(char c)
{
    return apr_isalnum(c) || (unsigned char)c >= 0x80;
}

/* Whether a run of @a n marks at @a q may close what was opened. */
static int closes(const char *q, apr_size_t n, const char *end)
{
    return *q == '`' ||
           (!is_blank(q[-1]) && (*q != '_' || q + n == end || !is_word(q[n])));
}

/* The run that closes that of @a n marks before @a p, or NULL. */
static const char *find_close(sp_inline_t *out, char mark, apr_size_t n,
                              const char *p, const char *end)
{
    static const char marks[] = "*_~`";
    const char **nowhere = &out->nowhere[strchr(marks, mark) - marks][n];
    const char *q = *nowhere == end ? end : p;

    while (q < end) {
        apr_size_t run = *q == mark ? run_of(q, end) : 0;

        if (run == n && q > p && closes(q, n, end)) {
            return q;
        }
        q += *q == '\\' && mark != '`' && q + 1 < end ? 2 : run > 0 ? run : 1;
    }
    *nowhere = end;
    return NULL;
}

static void read_range(sp_inline_t *out, const char *start, const char *p,
                       const char *end, int nested);

/* A part that ends before the rest does: what is not found in it may be found
 * behind it. */
static void read_nested(sp_inline_t *out, const char *start, const char *p,
                        const char *end, int nested)
{
    const char *nowhere[4][SP_INLINE_RUN + 1];

    memcpy(nowhere, out->nowhere, sizeof(nowhere));
    read_range(out, start, p, end, nested + 1);
    memcpy(out->nowhere, nowhere, sizeof(nowhere));
}

static const char *read_code(sp_inline_t *out, const char *p, const char *end)
{
    apr_size_t n = run_of(p, end);
    const char *from = p + n, *close = NULL;

    if (n <= SP_INLINE_RUN) {
        close = find_close(out, '`', n, from, end);
    }
    if (close == NULL) {
        put(out, p, n);
        return from;
    }
    p = close + n;
    if (close - from > 2 && *from == ' ' && close[-1] == ' ') {
        from++;
        close--;
    }
    sp_inline_literal(out, from, (apr_size_t)(close - from));
    return p;
}

static const char *read_emphasis(sp_inline_t *out, const char *start,
                                 const char *p, const char *end, int nested)
{
    apr_size_t n = run_of(p, end);
    const char *from = p + n, *close = NULL;
    int opens = from < end && !is_blank(*from) &&
                (*p != '_' || p == start || !is_word(p[-1]));

    if (opens && n <= 3 && nested < MAX_NESTED && (*p != '~' || n == 2)) {
        close = find_close(out, *p, n, from, end);
    }
    if (close == NULL) {
        put(out, p, n);
        return from;
    }
    read_nested(out, start, from, close, nested);
    return close + n;
}

static void note_link(sp_inline_t *out, sp_slice_t address)
{
    if (out->first.len == 0) {
        out->first = address;
    }
    if (sp_slice_starts(address, "http://|https://") > 0 && out->links < 2 &&
        (out->link == NULL || strlen(out->link) != address.len ||
         memcmp(out->link, address.p, address.len) != 0)) {
        out->links++;
        out->link = apr_pstrmemdup(out->pool, address.p, address.len);
    }
}

/* The "]" that ends a link's text, or NULL. */
static const char *find_bracket(const char *p, const char *end)
{
    int depth = 1;

    end = end - p > LONGEST_LINK ? p + LONGEST_LINK : end;
    for (; p < end; p++) {
        p += *p == '\\' && p + 1 < end;
        depth += (*p == '[') - (*p == ']');
        if (depth == 0) {
            return p;
        }
    }
    return NULL;
}

/* "[text](address "title")", "![what is seen](address)", "[text][label]" */
static const char *read_link(sp_inline_t *out, const char *start, const char *p,
                             const char *end, int nested)
{
    const char *text = p + (*p == '!' ? 2 : 1);
    const char *bracket = nested < MAX_NESTED ? find_bracket(text, end) : NULL;
    const char *behind = NULL;
    sp_slice_t address;

    if (bracket != NULL) {
        sp_slice_t label = {text, (apr_size_t)(bracket - text)};

        behind = sp_target_read(&address, label, bracket + 1, end, out->labels);
    }
    if (behind == NULL) {
        put(out, p, 1);
        return p + 1;
    }
    if (*text == '^' && bracket[1] != '(') {
        return behind; /* a footnote's mark */
    }
    if (*p != '!') {
        note_link(out, address);
    }
    read_nested(out, start, text, bracket, nested);
    return behind;
}

static const char blocks[] =
    "p|div|li|ul|ol|tr|td|th|table|tbody|thead|blockquote|pre|hr|details|"
    "summary|h1|h2|h3|h4|h5|h6";

/* Other tags may be words: "<id>". */
static const char tags[] =
    "a|abbr|b|big|center|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|"
    "small|span|strike|strong|sub|sup|tt|u|var|wbr";

/* A tag, a comment, or an address in angle brackets. */
static const char *read_angle(sp_inline_t *out, const char *p, const char *end)
{
    const char *close = p + 1;
    sp_slice_t name;

    while (close < end && *close != '>' && *close != '<') {
        close++;
    }
    name.p = p + 1 + (p + 1 < end && p[1] == '/');
    if (close == end || *close == '<' || name.p == close ||
        !(apr_isalpha(*name.p) || *name.p == '!')) {
        put(out, "<", 1);
        return p + 1;
    }
    name.len = strspn(name.p, "abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    if (name.p[name.len] == ':' || memchr(p, '@', (size_t)(close - p))) {
        name.len = (apr_size_t)(close - name.p);
        note_link(out, name);
        put(out, name.p, name.len);
    }
    else if (sp_slice_is(name, "br") && !out->is_cell) {
        put(out, "\n", 1);
    }
    else if (sp_slice_is(name, "br") || sp_slice_is(name, blocks)) {
        sp_inline_gap(out);
    }
    else if (*name.p != '!' && !sp_slice_is(name, tags)) {
        put(out, "<", 1);
        return p + 1;
    }
    return close + 1;
}

static const char *read_reference(sp_inline_t *out, const char *p,
                                  const char *end)
{
    char utf8[4] = "&";
    apr_size_t n = 1, len = sp_reference_read(p, end, utf8, &n);

    if (n == 1 && utf8[0] != '\n') {
        put_plain(out, utf8, utf8 + 1);
    }
    else {
        put(out, utf8, n);
    }
    return p + (len > 0 ? len : 1);
}

/* A line end: hard behind two blanks, else a space; none between characters of
 * those scripts that have no spaces. */
static const char *read_line_end(sp_inline_t *out, const char *start,
                                 const char *p, const char *end)
{
    int blanks = 0, wide;

    if (out->is_cell) {
        put(out, p, 1);
        return p + 1;
    }
    while (p - start > blanks && p[-1 - blanks] == ' ' && out->len > 0 &&
           out->text[out->len - 1] == ' ') {
        out->len--;
        blanks++;
    }
    wide = out->len > 2 && p + 1 < end && (unsigned char)p[1] >= 0xE3 &&
           (unsigned char)p[1] < 0xEA &&
           (unsigned char)out->text[out->len - 3] >= 0xE3 &&
           (unsigned char)out->text[out->len - 3] < 0xEA;
    if (out->gap) {
        return p + 1;
    }
    if (blanks > 1) {
        put(out, "\n", 1);
    }
    else if (!wide) {
        put(out, " ", 1);
    }
    return p + 1;
}

static const char *read_escape(sp_inline_t *out, const char *p, const char *end)
{
    if (p + 1 < end && (apr_ispunct(p[1]) || p[1] == '\n')) {
        put(out, p + 1, 1);
        return p + 2;
    }
    put(out, p, 1);
    return p + 1;
}

static void read_range(sp_inline_t *out, const char *start, const char *p,
                       const char *end, int nested)
{
    while (p < end) {
        switch (*p) {
        case '\\':
            p = read_escape(out, p, end);
            break;
        case '\n':
            p = read_line_end(out, start, p, end);
            break;
        case '`':
            p = read_code(out, p, end);
            break;
        case '&':
            p = read_reference(out, p, end);
            break;
        case '<':
            p = read_angle(out, p, end);
            break;
        case '*':
        case '_':
        case '~':
            p = read_emphasis(out, start, p, end, nested);
            break;
        case '[':
            p = read_link(out, start, p, end, nested);
            break;
        case '!':
            p = p + 1 < end && p[1] == '['
                    ? read_link(out, start, p, end, nested)
                    : put_plain(out, p, end);
            break;
        default: /* a blank begins no paragraph */
            p = out->gap && is_blank(*p) ? p + 1 : put_plain(out, p, end);
        }
    }
}

void sp_inline_begin(sp_inline_t *out, apr_size_t size, apr_pool_t *pool)
{
    memset(out, 0, sizeof(*out));
    out->pool = pool;
    /* an empty line may be due where a line feed stood, or a tag */
    out->text = apr_palloc(pool, 2 * size + 2);
}

void sp_inline_gap(sp_inline_t *out)
{
    out->gap = 1;
}

void sp_inline_break(sp_inline_t *out)
{
    put(out, "\n", 1);
}

void sp_inline_read(sp_inline_t *out, const char *p, apr_size_t len)
{
    while (len > 0 && is_blank(p[len - 1])) {
        len--;
    }
    memset(out->nowhere, 0, sizeof(out->nowhere));
    read_range(out, p, p, p + len, 0);
}

const char *sp_inline_link(const sp_inline_t *out)
{
    return out->links == 1 ? out->link : NULL;
}

const char *sp_inline_end(sp_inline_t *out)
{
    out->text[out->len] = '\0';
    return out->text;
}
