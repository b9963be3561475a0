/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the tests of escaping share: hostile bytes, and writing into a buffer
 * without a byte to spare, so that a sanitizer sees any step too far. */
#ifndef SP_ESCAPE_HELPER_H
#define SP_ESCAPE_HELPER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "format/format.h"
#include "base/utf8.h"

#define FFFD "\xEF\xBF\xBD"

static const char *const kind_names[SP_ESCAPE_COUNT] = {
    "none", "html", "xml", "json", "text", "markdown", "markdown address"};

/* The escaped text, to be freed; fails where size and writing disagree. */
static char *escaped(sp_escape_t kind, const char *in, size_t len,
                     size_t *out_len)
{
    size_t size = sp_escape_size(kind, in, len);
    char *out = malloc(size ? size : 1);
    char *text;

    if (sp_escape_write(kind, out, in, len) != out + size) {
        fail_msg("%s: measured %zu bytes, wrote otherwise", kind_names[kind],
                 size);
    }
    text = malloc(size + 1);
    memcpy(text, out, size);
    text[size] = '\0';
    free(out);
    if (out_len != NULL) {
        *out_len = size;
    }
    return text;
}

/* A generator of its own, so that a failure comes again. */
static unsigned int random_state = 1;
static unsigned int random_below(unsigned int n)
{
    random_state = random_state * 1103515245u + 12345u;
    return (random_state >> 8) % n;
}

/* Text that is mostly trouble: markup, line ends, pieces of UTF-8, any byte. */
static size_t make_hostile(char *buf, size_t room)
{
    static const char *const pieces[] = {"<",
                                         ">",
                                         "&",
                                         "\"",
                                         "'",
                                         "\\",
                                         "\n",
                                         "\r",
                                         "\r\n",
                                         "\t",
                                         " ",
                                         "    ",
                                         "`",
                                         "*",
                                         "_",
                                         "#",
                                         "-",
                                         "+",
                                         "=",
                                         ":",
                                         "//",
                                         "www.",
                                         "mailto:",
                                         "a@b.c",
                                         "1.",
                                         "23) ",
                                         "a",
                                         "word",
                                         "[",
                                         "]",
                                         "(",
                                         ")",
                                         "!",
                                         "|",
                                         "~",
                                         "@",
                                         "$",
                                         "{{",
                                         "}}",
                                         "&lt;",
                                         "&#x41;",
                                         "]]>",
                                         "<!--",
                                         "</script>",
                                         "\x1b[31m",
                                         "\x7f",
                                         "\xC2\x85",
                                         "\xC2\x9B",
                                         "\xC3\xA4",
                                         "\xE2\x80\xA8",
                                         "\xE2\x80\xAE",
                                         "\xE2\x81\xA6",
                                         "\xEF\xBF\xBE",
                                         "\xEF\xB7\x90",
                                         "\xF0\x9F\x98\x80",
                                         "\xF4\x8F\xBF\xBF",
                                         "\xED\xA0\x80",
                                         "\xC0\x80",
                                         "\xE2\x82",
                                         "\xF0\x90",
                                         "\xFF",
                                         "\x80"};
    size_t want = random_below((unsigned int)room - 8);
    size_t len = 0;

    while (len < want) {
        if (random_below(8) == 0) {
            buf[len++] = (char)random_below(256);
        }
        else {
            const char *piece =
                pieces[random_below(sizeof(pieces) / sizeof(pieces[0]))];
            size_t n = strlen(piece);

            if (len + n > room) {
                break;
            }
            memcpy(buf + len, piece, n);
            len += n;
        }
    }
    return len;
}

/* Fails where the text isn't UTF-8 or has a code point that @a forbidden
 * forbids. */
static void check_characters(sp_escape_t kind, const char *text, size_t len,
                             int (*forbidden)(apr_uint32_t cp))
{
    const unsigned char *p = (const unsigned char *)text;
    const unsigned char *end = p + len;
    apr_uint32_t cp;

    while (p < end) {
        p += sp_utf8_decode(p, end, &cp);
        if (cp == SP_UTF8_INVALID || forbidden(cp)) {
            fail_msg("%s: U+%04X in \"%s\"", kind_names[kind], cp, text);
        }
    }
}

/* Controls but tab and line feed; what shows text in false order; what is no
 * character. */
static int is_unfit_for_eyes(apr_uint32_t cp)
{
    return (cp < 0x20 && cp != '\t' && cp != '\n') ||
           (cp >= 0x7F && cp <= 0x9F) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069) || (cp >= 0xFDD0 && cp <= 0xFDEF) ||
           (cp & 0xFFFF) >= 0xFFFE;
}

/** A text and what it is escaped to. */
typedef struct case_t {
    const char *in;
    const char *out;
} case_t;

/** What stands in memory before a text and behind it is none of it: a value
 *  is a piece of something larger. */
static inline void check_surrounded(sp_escape_t kind, const case_t *c)
{
    static const char around[] = "x1 \n#./<@w`-\xC3\xA4\xFF";
    size_t len = strlen(c->in), i;
    char *text = malloc(len + 6);

    for (i = 0; i < sizeof(around); i++) {
        char *out;

        ROW("between bytes %d", (unsigned char)around[i]);
        memset(text, around[i], len + 6);
        memcpy(text + 3, c->in, len);
        out = escaped(kind, text + 3, len, NULL);
        assert_string_equal(out, c->out);
        free(out);
    }
    free(text);
}

/** Each text must be escaped as its case says. */
static inline void check_cases(sp_escape_t kind, const case_t *cases,
                               size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        ROW("%s", cases[i].in);
        char *out = escaped(kind, cases[i].in, strlen(cases[i].in), NULL);

        assert_string_equal(out, cases[i].out);
        free(out);
        check_surrounded(kind, &cases[i]);
    }
}

#endif /* SP_ESCAPE_HELPER_H */
