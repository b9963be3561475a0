/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Text -> Markdown that shows just that text, in CommonMark and with GitHub's
 * extensions (tables, strikethrough, autolinks, math). Knows the places where
 * a character is markup, so that plain sentences stay readable: a hyphen is
 * escaped at the start of a line only. Refuses to know where in a template
 * the value stands; its start may always be the start of a line.
 *
 * Blanks that Markdown would read as structure (indented code, a hard break)
 * are reduced to what it shows anyway: one space, or none at a line's end. */
#include "format/escape_one.h"

typedef unsigned char byte_t;

enum { PLAIN, LINE_END, ALWAYS, PLACE, AT, AS_HTML };

/* ALWAYS: a backslash goes before it. PLACE: there is_markup() tells. AS_HTML:
 * references rather than backslashes hold in dialects, too, and where somebody
 * takes the text for HTML. */
__extension__ static const byte_t classes[256] = {
    [0x00 ... 0x08] = AS_HTML,
    ['\n'] = LINE_END,
    [0x0B ... 0x0C] = AS_HTML,
    ['\r'] = LINE_END,
    [0x0E ... 0x1F] = AS_HTML,
    [0x7F ... 0xFF] = AS_HTML,
    ['\\'] = ALWAYS,
    ['`'] = ALWAYS,
    ['*'] = ALWAYS,
    ['['] = ALWAYS,
    [']'] = ALWAYS,
    ['{'] = ALWAYS,
    ['}'] = ALWAYS,
    ['~'] = ALWAYS,
    ['|'] = ALWAYS,
    ['$'] = ALWAYS,
    ['@'] = AT,
    ['<'] = AS_HTML,
    ['>'] = AS_HTML,
    ['&'] = PLACE,
    ['_'] = PLACE,
    ['#'] = PLACE,
    [':'] = PLACE,
    ['.'] = PLACE,
    ['('] = PLACE,
    [')'] = PLACE,
};

static int is_blank(byte_t c)
{
    return c == ' ' || c == '\t';
}

static int is_line_end(byte_t c)
{
    return c == '\n' || c == '\r';
}

static int is_digit(byte_t c)
{
    return c >= '0' && c <= '9';
}

static int is_word(byte_t c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static void put_escaped(sp_escape_sink_t *sink, const byte_t *p)
{
    sp_escape_put(sink, "\\", 1);
    sp_escape_put(sink, p, 1);
}

/* Blanks at the start of a line: four would be code. */
static const byte_t *put_indent(sp_escape_sink_t *sink, const byte_t *p,
                                const byte_t *end)
{
    const byte_t *start = p;

    while (p < end && is_blank(*p)) {
        p++;
    }
    if (p > start && (p == end || !is_line_end(*p))) {
        sp_escape_put(sink, " ", 1);
    }
    return p;
}

/* What makes a heading, a list, a definition, a quotation or a rule where a
 * line starts with it. */
static const byte_t *put_marker(sp_escape_sink_t *sink, const byte_t *p,
                                const byte_t *end)
{
    const byte_t *q = p;

    if (p < end && memchr("-+=#:", *p, 5) != NULL) {
        put_escaped(sink, p);
        return p + 1;
    }
    while (q < end && is_digit(*q)) {
        q++;
    }
    if (q == p || q == end || (*q != '.' && *q != ')') ||
        (q + 1 < end && !is_blank(q[1]) && !is_line_end(q[1]))) {
        return p;
    }
    sp_escape_put(sink, p, (apr_size_t)(q - p));
    put_escaped(sink, q);
    return q + 1;
}

/* Whether the dot at @a p ends a "www" that would become a link. */
static int ends_www(const byte_t *start, const byte_t *p)
{
    return p - start >= 3 && (p[-1] | 0x20) == 'w' && (p[-2] | 0x20) == 'w' &&
           (p[-3] | 0x20) == 'w';
}

/* Whether the character at @a p is markup there. */
static int is_markup(sp_escape_t kind, const byte_t *start, const byte_t *p,
                     const byte_t *end)
{
    switch (*p) {
    case '&': /* a reference */
        return end - p < 2 || p[1] == '#' || is_word(p[1]);
    case '_': /* within a word it emphasises nothing */
        return p == start || end - p < 2 || !is_word(p[-1]) || !is_word(p[1]);
    case '#': /* may close a heading that the template opened */
        return p == start || is_blank(p[-1]);
    case ':': /* a URL */
        return end - p >= 3 && p[1] == '/' && p[2] == '/';
    case '(': /* begins or ends a link's address */
    case ')':
        return kind == SP_ESCAPE_MARKDOWN_ADDRESS;
    default: /* '.' */
        return ends_www(start, p);
    }
}

/* A span of plain characters. Two blanks before a line end would break the
 * line hard; the value's own end may stand before one. */
static const byte_t *put_span(sp_escape_sink_t *sink, const byte_t *p,
                              const byte_t *end)
{
    const byte_t *span = p;
    const byte_t *last;

    while (p < end && classes[*p] == PLAIN) {
        p++;
    }
    last = p;
    if (p == end) {
        while (last - span >= 2 && is_blank(last[-1]) && is_blank(last[-2])) {
            last--;
        }
    }
    else if (is_line_end(*p)) {
        while (last > span && is_blank(last[-1])) {
            last--;
        }
    }
    sp_escape_put(sink, span, (apr_size_t)(last - span));
    return p;
}

/* Neither a backslash nor a reference before "@" keeps an address of e-mail
 * from becoming a link: GitHub's extension looks for those in the text that is
 * left when both are resolved. It does not look into code. In the address of a
 * link there is no code, and a backslash will do. */
static const byte_t *put_at(sp_escape_t kind, sp_escape_sink_t *sink,
                            const byte_t *p, const byte_t *end)
{
    const byte_t *span = p;

    if (kind == SP_ESCAPE_MARKDOWN_ADDRESS) {
        put_escaped(sink, p);
        return p + 1;
    }
    while (p < end && *p == '@') { /* two spans in a row would be one */
        p++;
    }
    sp_escape_put_text(sink, "`");
    sp_escape_put(sink, span, (apr_size_t)(p - span));
    sp_escape_put_text(sink, "`");
    return p;
}

/* From behind the marker to the line's end. */
static const byte_t *put_rest(sp_escape_t kind, sp_escape_sink_t *sink,
                              const byte_t *start, const byte_t *p,
                              const byte_t *end)
{
    for (;;) {
        int class;

        p = put_span(sink, p, end);
        class = p < end ? classes[*p] : LINE_END;
        if (class == LINE_END) {
            return p;
        }
        if (class == AT) {
            p = put_at(kind, sink, p, end);
        }
        else if (class == PLACE && !is_markup(kind, start, p, end)) {
            sp_escape_put(sink, p++, 1);
        }
        else if (class == AS_HTML || *p == '&') {
            p = sp_escape_one(SP_ESCAPE_HTML, sink, p, end);
        }
        else {
            put_escaped(sink, p++);
        }
    }
}

void sp_escape_markdown(sp_escape_t kind, sp_escape_sink_t *sink,
                        const unsigned char *p, const unsigned char *end)
{
    const byte_t *start = p;

    while (p < end) {
        p = put_indent(sink, p, end);
        p = put_marker(sink, p, end);
        p = put_rest(kind, sink, start, p, end);
        if (p < end) {
            p += *p == '\r' && end - p >= 2 && p[1] == '\n' ? 2 : 1;
            sp_escape_put(sink, "\n", 1);
        }
    }
}
