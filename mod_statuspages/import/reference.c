/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See reference.h. Of HTML's 2,231 names those that stand in prose. */
#include "import/reference.h"

#include "import/slice.h"

#include <apr_lib.h>
#include <stdlib.h>
#include <string.h>

/* "&#1114111;" with some zeros before it. */
#define LONGEST 12

static const struct {
    const char *name;
    unsigned long cp;
} named[] = {
    {"&amp;", '&'},      {"&lt;", '<'},       {"&gt;", '>'},
    {"&quot;", '"'},     {"&apos;", '\''},    {"&nbsp;", 0xA0},
    {"&ndash;", 0x2013}, {"&mdash;", 0x2014}, {"&hellip;", 0x2026},
    {"&copy;", 0xA9},    {"&rsquo;", 0x2019}, {"&lsquo;", 0x2018},
    {"&ldquo;", 0x201C}, {"&rdquo;", 0x201D},
};

static apr_size_t encode(char *utf8, unsigned long cp)
{
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    apr_size_t n, i;

    if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) {
        cp = 0xFFFD;
    }
    n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (i = n - 1; i > 0; i--) {
        utf8[i] = (char)(0x80 | (cp & 0x3F));
        cp >>= 6;
    }
    utf8[0] = (char)(lead[n] | cp);
    return n;
}

apr_size_t sp_reference_read(const char *p, const char *end, char utf8[4],
                             apr_size_t *n)
{
    const sp_slice_t s = {p, (apr_size_t)(end - p)};
    unsigned long cp;
    char *stop;
    size_t i;
    int hex;

    for (i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
        if (sp_slice_starts(s, named[i].name) > 0) {
            *n = encode(utf8, named[i].cp);
            return strlen(named[i].name);
        }
    }
    if (s.len < 4 || p[1] != '#' ||
        !(apr_isdigit(p[2]) || ((p[2] | 0x20) == 'x' && apr_isxdigit(p[3])))) {
        return 0;
    }
    hex = !apr_isdigit(p[2]);
    cp = strtoul(p + 2 + hex, &stop, hex ? 16 : 10);
    if (stop >= end || *stop != ';' || stop - p > LONGEST) {
        return 0;
    }
    *n = encode(utf8, cp);
    return (apr_size_t)(stop - p) + 1;
}
