/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Strict UTF-8 decoding; see utf8.h. Knows nothing of what the code points
 * mean. */
#include "base/utf8.h"

#include <string.h>

/* How many bytes follow a lead byte, or -1 where it is none. */
static int followers(unsigned char lead)
{
    if (lead < 0x80) {
        return 0;
    }
    if (lead < 0xC2 || lead > 0xF4) {
        return -1; /* a stray follower, an overlong lead, or out of range */
    }
    return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
}

/* Only the first follower has bounds of its own: they keep out overlong forms
 * (E0, F0), surrogates (ED) and everything past U+10FFFF (F4). */
static int follows(unsigned char lead, int nth, unsigned char c)
{
    unsigned char low = 0x80;
    unsigned char high = 0xBF;

    if (nth == 1) {
        low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    }
    return c >= low && c <= high;
}

int sp_utf8_decode(const unsigned char *p, const unsigned char *end,
                   apr_uint32_t *cp)
{
    static const unsigned char lead_bits[] = {0x7F, 0x1F, 0x0F, 0x07};
    int need = followers(*p);
    apr_uint32_t value;
    int i;

    *cp = SP_UTF8_INVALID;
    if (need < 0) {
        return 1;
    }
    value = *p & lead_bits[need];
    for (i = 1; i <= need; i++) {
        if (end - p <= i || !follows(*p, i, p[i])) {
            return i;
        }
        value = value << 6 | (p[i] & 0x3F);
    }
    *cp = value;
    return need + 1;
}

static int is_follower(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

apr_size_t sp_utf8_fit(const char *text, apr_size_t most)
{
    apr_size_t len = strnlen(text, most + 1);
    apr_size_t back = 0;

    if (len <= most) {
        return len;
    }
    while (back < 3 && back < most && is_follower(text[most - back])) {
        back++;
    }
    /* only a character that goes on is left out, not one before stray bytes */
    return (unsigned char)text[most - back] >= 0xC0 ? most - back : most;
}

int sp_utf8_is_valid(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    const unsigned char *end = p + strlen(text);
    apr_uint32_t cp;

    while (p < end) {
        p += sp_utf8_decode(p, end, &cp);
        if (cp == SP_UTF8_INVALID) {
            return 0;
        }
    }
    return 1;
}
