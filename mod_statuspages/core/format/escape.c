/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Escaping by tables; see format.h. Each format says for each ASCII byte, and
 * for four families of odd code points, what becomes of it; everything else
 * is copied in spans. Knows no positions: Markdown, where they matter, walks
 * in escape_markdown.c and comes here for single characters.
 *
 * Data (JSON, XML) carries an odd character as a reference where the format has
 * one, so that a program gets it unharmed and a terminal that prints the data
 * is safe. Pages for eyes (HTML, text, Markdown) get U+FFFD instead. */
#include "format/escape_one.h"
#include "base/utf8.h"

#include <stdio.h>

typedef unsigned char byte_t;

/* What becomes of a byte. From AMP on: an index of replacements[]. */
enum {
    PLAIN,
    MULTI,     /* part of a longer character, or of none */
    LINE_END,  /* a carriage return: a line end is always "\n" */
    REFERENCE, /* "\u001f" or "&#x1F;" */
    REPLACE,   /* U+FFFD */
    AMP,
    LT,
    GT,
    QUOT,
    APOS,
    J_QUOT,
    J_BACKSLASH,
    J_BACKSPACE,
    J_TAB,
    J_NEWLINE,
    J_FEED,
    J_RETURN
};

static const char *const replacements[] = {[REPLACE] = "\xEF\xBF\xBD",
                                           [AMP] = "&amp;",
                                           [LT] = "&lt;",
                                           [GT] = "&gt;",
                                           [QUOT] = "&quot;",
                                           [APOS] = "&#39;",
                                           [J_QUOT] = "\\\"",
                                           [J_TAB] = "\\t",
                                           [J_BACKSLASH] = "\\\\",
                                           [J_BACKSPACE] = "\\b",
                                           [J_FEED] = "\\f",
                                           [J_NEWLINE] = "\\n",
                                           [J_RETURN] = "\\r"};

/* The families of odd code points past ASCII. */
enum {
    ODD_NOT,
    ODD_CONTROL,      /* C1: terminals obey some of them */
    ODD_LINE,         /* U+2028, U+2029: line ends to JavaScript */
    ODD_BIDI,         /* overrides and isolates: text shown in false order */
    ODD_NONCHARACTER, /* U+FFFE and the like: not for interchange */
    ODD_COUNT
};

typedef struct rules_t {
    byte_t byte[256];
    byte_t odd[ODD_COUNT];
} rules_t;

/* All controls but tab, line feed and carriage return. */
#define CONTROLS(what)                                                         \
    [0x00 ... 0x08] = (what), [0x0B ... 0x0C] = (what),                        \
              [0x0E ... 0x1F] = (what), [0x7F] = (what)
#define PAST_ASCII [0x80 ... 0xFF] = MULTI
#define MARKUP ['&'] = AMP, ['<'] = LT, ['>'] = GT, ['"'] = QUOT, ['\''] = APOS

static const rules_t rules[SP_ESCAPE_COUNT] = {
    [SP_ESCAPE_HTML] = {{CONTROLS(REPLACE), ['\r'] = LINE_END, MARKUP,
                         PAST_ASCII},
                        {PLAIN, REPLACE, PLAIN, REPLACE, REPLACE}},
    [SP_ESCAPE_XML] = {{CONTROLS(REPLACE), ['\r'] = LINE_END, MARKUP,
                        PAST_ASCII},
                       {PLAIN, REPLACE, PLAIN, REFERENCE, REPLACE}},
    [SP_ESCAPE_JSON] = {{[0x00 ... 0x07] = REFERENCE,
                         [0x08] = J_BACKSPACE,
                         [0x09] = J_TAB,
                         [0x0A] = J_NEWLINE,
                         [0x0B] = REFERENCE,
                         [0x0C] = J_FEED,
                         [0x0D] = J_RETURN,
                         [0x0E ... 0x1F] = REFERENCE,
                         ['"'] = J_QUOT,
                         ['\\'] = J_BACKSLASH,
                         [0x7F] = REFERENCE,
                         PAST_ASCII},
                        {PLAIN, REFERENCE, REFERENCE, REFERENCE, PLAIN}},
    [SP_ESCAPE_TEXT] = {{CONTROLS(REPLACE), ['\r'] = LINE_END, PAST_ASCII},
                        {PLAIN, REPLACE, PLAIN, REPLACE, REPLACE}},
};

static int oddity(apr_uint32_t cp)
{
    if (cp >= 0x80 && cp <= 0x9F) {
        return ODD_CONTROL;
    }
    if (cp == 0x2028 || cp == 0x2029) {
        return ODD_LINE;
    }
    if ((cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069)) {
        return ODD_BIDI;
    }
    if ((cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF)) {
        return ODD_NONCHARACTER;
    }
    return ODD_NOT;
}

/* No family that is written as a reference reaches beyond U+FFFF, so JSON
 * needs no surrogate pairs here. */
static void put_reference(sp_escape_t kind, sp_escape_sink_t *sink,
                          apr_uint32_t cp)
{
    char text[16];
    int len = snprintf(text, sizeof(text),
                       kind == SP_ESCAPE_JSON ? "\\u%04x" : "&#x%04X;",
                       (unsigned int)(cp & 0xFFFF));

    sp_escape_put(sink, text, (apr_size_t)len);
}

static void put_replacement(sp_escape_sink_t *sink, int what)
{
    sp_escape_put(sink, replacements[what], strlen(replacements[what]));
}

static const byte_t *put_multi(sp_escape_t kind, sp_escape_sink_t *sink,
                               const byte_t *p, const byte_t *end)
{
    apr_uint32_t cp;
    int len = sp_utf8_decode(p, end, &cp);
    int what = cp == SP_UTF8_INVALID ? REPLACE : rules[kind].odd[oddity(cp)];

    if (what == PLAIN) {
        sp_escape_put(sink, p, (apr_size_t)len);
    }
    else if (what == REFERENCE) {
        put_reference(kind, sink, cp);
    }
    else {
        put_replacement(sink, what);
    }
    return p + len;
}

const unsigned char *sp_escape_one(sp_escape_t kind, sp_escape_sink_t *sink,
                                   const unsigned char *p,
                                   const unsigned char *end)
{
    int what = rules[kind].byte[*p];

    switch (what) {
    case PLAIN:
        sp_escape_put(sink, p, 1);
        break;
    case MULTI:
        return put_multi(kind, sink, p, end);
    case LINE_END:
        /* "\r\n" is one line end: its "\n" is still to come. */
        if (end - p < 2 || p[1] != '\n') {
            sp_escape_put(sink, "\n", 1);
        }
        break;
    case REFERENCE:
        put_reference(kind, sink, *p);
        break;
    default:
        put_replacement(sink, what);
    }
    return p + 1;
}

/* Sixteen bytes at a time, in whatever registers the machine has. */
typedef byte_t block_t __attribute__((vector_size(16)));
#define ALL(c) ((block_t){c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c})

/* Whether one of them is anything but plain in any format. */
static int has_special(block_t v)
{
    block_t odd = (block_t)(v < ALL(' ')) | (block_t)(v > ALL('~')) |
                  (block_t)((v & ALL(0xFD)) == ALL('<')) | /* and > */
                  (block_t)((v & ALL(0xFE)) == ALL('&')) | /* and ' */
                  (block_t)(v == ALL('"')) | (block_t)(v == ALL('\\'));
    apr_uint64_t half[2];

    memcpy(half, &odd, sizeof(half));
    return (half[0] | half[1]) != 0;
}

/* Put what can be copied as it is, as far as it goes; returns its length. */
static apr_size_t put_plain(const byte_t *table, sp_escape_sink_t *sink,
                            const byte_t *p, apr_size_t len)
{
    char *out = sink->out ? sink->out + sink->len : NULL;
    apr_size_t n = 0;
    block_t v;

    for (; len - n >= sizeof(v); n += sizeof(v)) {
        memcpy(&v, p + n, sizeof(v));
        if (has_special(v)) {
            break;
        }
        if (out != NULL) {
            memcpy(out + n, &v, sizeof(v));
        }
    }
    for (; n < len && table[p[n]] == PLAIN; n++) {
        if (out != NULL) {
            out[n] = (char)p[n];
        }
    }
    sink->len += n;
    return n;
}

static void walk(sp_escape_t kind, sp_escape_sink_t *sink, const byte_t *p,
                 const byte_t *end)
{
    for (;;) {
        p += put_plain(rules[kind].byte, sink, p, (apr_size_t)(end - p));
        if (p == end) {
            return;
        }
        p = sp_escape_one(kind, sink, p, end);
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
    else if (kind == SP_ESCAPE_MARKDOWN) {
        sp_escape_markdown(&sink, p, p + len);
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

char *sp_escape_dup(apr_pool_t *pool, sp_escape_t kind, const char *in)
{
    apr_size_t len = strlen(in);
    char *out = apr_palloc(pool, sp_escape_size(kind, in, len) + 1);

    *sp_escape_write(kind, out, in, len) = '\0';
    return out;
}
