/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reads weighted lists; see accept.h. Knows what separates elements and what
 * q means, not what the names mean. */
#include "negotiate/accept.h"

#include <string.h>

enum { GOOD, BAD, SLASH, BLANK, MARK };

/* A name ends at a blank or a mark of the grammar; a second slash, and what
 * else HTTP forbids in a token, is bad. */
static const unsigned char class_of[256] = {
    ['\0'] = MARK,         [0x01 ... 0x08] = BAD, ['\t'] = BLANK,
    [0x0A ... 0x1F] = BAD, [' '] = BLANK,         ['"'] = BAD,
    ['('] = BAD,           [')'] = BAD,           [','] = MARK,
    ['/'] = SLASH,         [':'] = BAD,           [';'] = MARK,
    ['<'] = BAD,           ['='] = BAD,           ['>'] = BAD,
    ['?'] = BAD,           ['@'] = BAD,           ['['] = BAD,
    ['\\'] = BAD,          [']'] = BAD,           ['{'] = BAD,
    ['}'] = BAD,           [0x7F ... 0xFF] = BAD,
};

static int class_at(const char *p)
{
    return class_of[(unsigned char)*p];
}

static const char *skip_blanks(const char *p)
{
    while (class_at(p) == BLANK) {
        p++;
    }
    return p;
}

/* Skip what should not be there, up to the next mark. */
static const char *skip_to_mark(const char *p)
{
    while (class_at(p) != MARK) {
        p++;
    }
    return p;
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The thousandths behind the point. A weight too small to be seen in them is
 * still no refusal. */
static int read_fraction(const char **cursor)
{
    const char *p = *cursor;
    int unit = 100;
    int q = 0;

    for (; is_digit(*p); p++) {
        q += unit * (*p - '0');
        unit /= 10;
        if (unit == 0 && q == 0 && *p != '0') {
            q = 1;
        }
    }
    *cursor = p;
    return q;
}

/* A weight; *cursor moves behind it. ".2" is not legal, but Java sends it. */
static int read_weight(const char **cursor)
{
    const char *p = *cursor;
    int whole = 0;
    int q = 0;

    if (!is_digit(*p) && !(*p == '.' && is_digit(p[1]))) {
        return SP_ACCEPT_Q_MAX;
    }
    for (; is_digit(*p); p++) {
        whole |= *p != '0';
    }
    if (*p == '.') {
        p++;
        q = read_fraction(&p);
    }
    *cursor = p;
    return whole || class_at(p) < BLANK ? SP_ACCEPT_Q_MAX : q;
}

/* Behind a quoted string; of one that never ends only the quote is skipped.
 * That costs one more look at the rest, once: a later quote would end it. */
static const char *skip_quoted(const char *p)
{
    const char *q = p + 1;

    while (*q != '"' && *q != '\0') {
        q += *q == '\\' && q[1] != '\0' ? 2 : 1;
    }
    return *q == '"' ? q + 1 : p + 1;
}

/* One parameter, from behind its semicolon to the next mark. */
static const char *read_parameter(const char *p, int *q)
{
    int is_q;

    p = skip_blanks(p);
    is_q = (*p | 0x20) == 'q';
    if (is_q) {
        is_q = *(p = skip_blanks(p + 1)) == '=';
    }
    while (class_at(p) != MARK && *p != '=') {
        p++;
    }
    if (*p == '=') {
        p = skip_blanks(p + 1);
        if (*p == '"') {
            p = skip_quoted(p);
        }
        else if (is_q && *q < 0) {
            *q = read_weight(&p);
        }
    }
    return skip_to_mark(p);
}

/* Names are most of a header: four steps a turn. The NUL is not good, so this
 * never looks past it. */
static const char *skip_good(const char *p)
{
    for (;; p += 4) {
        if (class_at(p) != GOOD) {
            return p;
        }
        if (class_at(p + 1) != GOOD) {
            return p + 1;
        }
        if (class_at(p + 2) != GOOD) {
            return p + 2;
        }
        if (class_at(p + 3) != GOOD) {
            return p + 3;
        }
    }
}

/* The name of an element; returns its end. */
static const char *read_name(const char *p, sp_accept_t *element)
{
    element->name = p;
    element->slash = NULL;
    element->bad = 0;
    for (;; p++) {
        p = skip_good(p);
        if (class_at(p) >= BLANK) {
            break;
        }
        if (*p == '/' && element->slash == NULL) {
            element->slash = p;
        }
        else {
            element->bad = 1;
        }
    }
    element->len = (apr_size_t)(p - element->name);
    return p;
}

int sp_accept_next(const char **cursor, sp_accept_t *element)
{
    const char *p = *cursor;

    while (*p == ',' || class_at(p) == BLANK) {
        p++;
    }
    if (*p == '\0') {
        return 0;
    }
    p = read_name(p, element);
    if (class_at(p) == BLANK) {
        p = skip_to_mark(p);
    }
    element->q = -1;
    while (*p == ';') {
        p = read_parameter(p + 1, &element->q);
    }
    if (element->q < 0) {
        element->q = SP_ACCEPT_Q_MAX;
    }
    *cursor = p;
    return 1;
}

int sp_accept_same_folded(const char *name, const char *word, apr_size_t len)
{
    apr_size_t i;

    for (i = 0; i < len; i++) {
        unsigned char c = (unsigned char)name[i];

        if (c >= 'A' && c <= 'Z') {
            c |= 0x20;
        }
        if (c != (unsigned char)word[i]) {
            return 0;
        }
    }
    return 1;
}
