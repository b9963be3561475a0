/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reads weighted lists; see accept.h. Knows what separates elements and what
 * q means; refuses to know what the names mean. */
#include "negotiate/accept.h"

/* What ends a name. These headers are read at each error, byte by byte. */
enum { BLANK = 1, MARK = 2 };
static const unsigned char kind[256] = {
    [' '] = BLANK, ['\t'] = BLANK, [','] = MARK, [';'] = MARK, ['\0'] = MARK};

static int is_blank(char c)
{
    return kind[(unsigned char)c] == BLANK;
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What ends an element or a parameter. */
static int is_mark(char c)
{
    return kind[(unsigned char)c] == MARK;
}

static const char *skip_blanks(const char *p)
{
    while (is_blank(*p)) {
        p++;
    }
    return p;
}

static const char *skip_to_mark(const char *p)
{
    while (!is_mark(*p)) {
        p++;
    }
    return p;
}

/* A weight of more than three digits behind its point, too small to be seen
 * in thousandths, is still no refusal. ".2" is not legal, but Java sends it. */
static int read_weight(const char *p)
{
    int unit = SP_ACCEPT_Q_MAX;
    int whole = 0;
    int some = 0;
    int q = 0;

    if (!is_digit(*p == '.' ? p[1] : *p)) {
        return SP_ACCEPT_Q_MAX;
    }
    for (; is_digit(*p); p++) {
        whole |= *p != '0';
    }
    if (*p == '.') {
        for (p++; is_digit(*p); p++) {
            unit /= 10;
            q += unit * (*p - '0');
            some |= *p != '0';
        }
    }
    if (whole || !(is_blank(*p) || is_mark(*p))) {
        return SP_ACCEPT_Q_MAX;
    }
    return q > 0 ? q : some;
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

/* One parameter, from behind its semicolon to the next mark. *@a q is -1
 * until a weight was read: the first counts. */
static const char *read_parameter(const char *p, int *q)
{
    int is_q;

    p = skip_blanks(p);
    is_q = (*p == 'q' || *p == 'Q') && *skip_blanks(p + 1) == '=';
    while (!is_mark(*p) && *p != '=') {
        p++;
    }
    if (*p == '=') {
        p = skip_blanks(p + 1);
        if (*p == '"') {
            p = skip_quoted(p);
        }
        else if (is_q && *q < 0) {
            *q = read_weight(p);
        }
    }
    return skip_to_mark(p);
}

int sp_accept_next(const char **cursor, sp_accept_t *element)
{
    const char *p = *cursor;

    while (*p == ',' || is_blank(*p)) {
        p++;
    }
    if (*p == '\0') {
        return 0;
    }
    element->name = p;
    while (kind[(unsigned char)*p] == 0) {
        p++;
    }
    element->len = (apr_size_t)(p - element->name);
    p = skip_to_mark(p);
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

int sp_accept_same(const char *name, const char *word, apr_size_t len)
{
    apr_size_t i;

    for (i = 0; i < len; i++) {
        if (name[i] != word[i] &&
            (name[i] < 'A' || name[i] > 'Z' || (name[i] | 0x20) != word[i])) {
            return 0;
        }
    }
    return 1;
}

int sp_accept_find(const sp_accept_t *element, const sp_accept_name_t *names,
                   int count)
{
    int i;

    for (i = 0; i < count; i++) {
        if (names[i].len == element->len &&
            sp_accept_same(element->name, names[i].text, names[i].len)) {
            return i;
        }
    }
    return -1;
}
