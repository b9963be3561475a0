/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See reference.h. The names are HTML 4's. */
#include "import/reference.h"

#include <apr_lib.h>
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

/* "&#1114111;" with some zeros before it. */
#define LONGEST 12

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

/* Those stay as they are written, but for a line feed and a tab. */
static int is_control(unsigned long cp)
{
    return (cp > 0 && cp < 0x20 && cp != '\n' && cp != '\t') ||
           (cp >= 0x7F && cp < 0xA0);
}

static apr_size_t read_name(const char *p, const char *end, char utf8[4],
                            apr_size_t *n)
{
    char name[LONGEST] = "";
    const htmlEntityDesc *known = NULL;
    apr_size_t len = 1;

    while (p + len < end && len < LONGEST && apr_isalnum(p[len])) {
        name[len - 1] = p[len];
        len++;
    }
    if (p + len < end && p[len] == ';' && len < LONGEST) {
        known = htmlEntityLookup((const xmlChar *)name);
    }
    if (known == NULL) {
        return 0;
    }
    *n = encode(utf8, known->value);
    return len + 1;
}

apr_size_t sp_reference_read(const char *p, const char *end, char utf8[4],
                             apr_size_t *n)
{
    unsigned long cp;
    char *stop;
    int hex;

    if (end - p > 2 && apr_isalpha(p[1])) {
        return read_name(p, end, utf8, n);
    }
    if (end - p < 4 || p[1] != '#' ||
        !(apr_isdigit(p[2]) || ((p[2] | 0x20) == 'x' && apr_isxdigit(p[3])))) {
        return 0;
    }
    hex = !apr_isdigit(p[2]);
    cp = strtoul(p + 2 + hex, &stop, hex ? 16 : 10);
    if (stop >= end || *stop != ';' || stop - p > LONGEST || is_control(cp)) {
        return 0;
    }
    *n = encode(utf8, cp);
    return (apr_size_t)(stop - p) + 1;
}
