/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Escaping; see format.h. Spans of plain ASCII are copied, every other
 * character is looked at alone. Refuses to know positions: Markdown, where
 * they matter, walks in escape_markdown.c and comes here for odd characters.
 *
 * Data (JSON, XML) carries an odd character as a reference where the format has
 * one, so that a program gets it unharmed and a terminal that prints the data
 * is safe. Pages for eyes (HTML, text, Markdown) get U+FFFD instead. */
#include "format/escape_one.h"
#include "base/utf8.h"

#include <stdio.h>

typedef unsigned char byte_t;

#define MARKUP                                                                 \
    {                                                                          \
        ['"'] = "&quot;", ['&'] = "&amp;", ['\''] = "&#39;", ['<'] = "&lt;",   \
        ['>'] = "&gt;"                                                         \
    }

/* The bytes that are looked at alone: in one format or another they are not
 * what they were. */
__extension__ static const byte_t special[256] = {
    [0x00 ... 0x1F] = 1, ['"'] = 1, ['&'] = 1,  ['\''] = 1,
    ['<'] = 1,           ['>'] = 1, ['\\'] = 1, [0x7F ... 0xFF] = 1};

/* What is written for a character of ASCII in each format; NULL: see judge().
 */
static const char *const instead[SP_ESCAPE_COUNT][0x80] = {
    [SP_ESCAPE_HTML] = MARKUP,
    [SP_ESCAPE_XML] = MARKUP,
    [SP_ESCAPE_JSON] = {['\b'] = "\\b",
                        ['\t'] = "\\t",
                        ['\n'] = "\\n",
                        ['\f'] = "\\f",
                        ['\r'] = "\\r",
                        ['"'] = "\\\"",
                        ['\\'] = "\\\\"}};

/* Terminals obey them, some of those past ASCII, too. */
static int is_control(apr_uint32_t cp)
{
    return (cp < ' ' && cp != '\t' && cp != '\n') || (cp >= 0x7F && cp <= 0x9F);
}

/* Overrides and isolates: they show text in false order. */
static int is_bidi(apr_uint32_t cp)
{
    return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

/* U+FFFE and the like: not for interchange. */
static int is_noncharacter(apr_uint32_t cp)
{
    return (cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF);
}

/* What becomes of a character that the table leaves: itself, a reference like
 * "\u001f" or "&#x202E;", or U+FFFD. */
enum { ITSELF, REFER, REPLACE };

static int judge(sp_escape_t kind, apr_uint32_t cp)
{
    int is_json = kind == SP_ESCAPE_JSON;

    if (cp == SP_UTF8_INVALID) {
        return REPLACE;
    }
    if (is_control(cp)) {
        return is_json ? REFER : REPLACE;
    }
    if (cp == 0x2028 || cp == 0x2029) { /* line ends to JavaScript */
        return is_json ? REFER : ITSELF;
    }
    if (is_bidi(cp)) {
        return is_json || kind == SP_ESCAPE_XML ? REFER : REPLACE;
    }
    return is_noncharacter(cp) && !is_json ? REPLACE : ITSELF;
}

/* Nothing that is written as a reference lies beyond U+FFFF, so JSON needs no
 * surrogate pairs here. */
static void put_reference(sp_escape_t kind, sp_escape_sink_t *sink,
                          apr_uint32_t cp)
{
    char reference[16];

    snprintf(reference, sizeof(reference),
             kind == SP_ESCAPE_JSON ? "\\u%04x" : "&#x%04X;",
             (unsigned int)(cp & 0xFFFF));
    sp_escape_put_text(sink, reference);
}

const unsigned char *sp_escape_one(sp_escape_t kind, sp_escape_sink_t *sink,
                                   const unsigned char *p,
                                   const unsigned char *end)
{
    apr_uint32_t cp;
    int len = sp_utf8_decode(p, end, &cp);
    int fate = judge(kind, cp);

    if (cp < 0x80 && instead[kind][cp] != NULL) {
        sp_escape_put_text(sink, instead[kind][cp]);
    }
    else if (cp == '\r') {
        /* A line end is always "\n"; that of "\r\n" is still to come. */
        sp_escape_put_text(sink, end - p >= 2 && p[1] == '\n' ? "" : "\n");
    }
    else if (fate == ITSELF) {
        sp_escape_put(sink, p, (apr_size_t)len);
    }
    else if (fate == REFER) {
        put_reference(kind, sink, cp);
    }
    else {
        sp_escape_put_text(sink, "\xEF\xBF\xBD");
    }
    return p + len;
}

static void walk(sp_escape_t kind, sp_escape_sink_t *sink, const byte_t *p,
                 const byte_t *end)
{
    while (p < end) {
        const byte_t *span = p;

        while (p < end && !special[*p]) {
            p++;
        }
        sp_escape_put(sink, span, (apr_size_t)(p - span));
        if (p < end) {
            p = sp_escape_one(kind, sink, p, end);
        }
    }
}

static apr_size_t escape(sp_escape_t kind, char *out, const char *in,
                         apr_size_t len)
{
    sp_escape_sink_t sink = {out, 0};
    const byte_t *p = (const byte_t *)in;

    if (kind == SP_ESCAPE_NONE) {
        sp_escape_put(&sink, in, len);
    }
    else if (kind >= SP_ESCAPE_MARKDOWN) {
        sp_escape_markdown(kind, &sink, p, p + len);
    }
    else {
        walk(kind, &sink, p, p + len);
    }
    return sink.len;
}

apr_size_t sp_escape_size(sp_escape_t kind, const char *in, apr_size_t len)
{
    return len > 0 ? escape(kind, NULL, in, len) : 0;
}

char *sp_escape_write(sp_escape_t kind, char *out, const char *in,
                      apr_size_t len)
{
    /* Without input there may be no buffers either. */
    return len > 0 ? out + escape(kind, out, in, len) : out;
}
