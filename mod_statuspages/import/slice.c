/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pieces of a document that is imported; see job.h. Knows white space,
 * the end of a sentence and what a status code looks like, nothing larger. */
#include "import/job.h"

#include <apr_lib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* White space that web pages hold beside ASCII's: no-break, ideographic,
 * zero-width, word joiner, byte order mark. */
static const char *const spaces[] = {"\xC2\xA0",     "\xE2\x80\x8B",
                                     "\xE2\x80\xAF", "\xE2\x81\xA0",
                                     "\xE3\x80\x80", "\xEF\xBB\xBF"};

static apr_size_t space_at_start(sp_slice_t s)
{
    size_t i;

    if (s.len > 0 && apr_isspace(s.p[0])) {
        return 1;
    }
    for (i = 0; i < COUNT(spaces); i++) {
        apr_size_t n = strlen(spaces[i]);

        if (s.len >= n && memcmp(s.p, spaces[i], n) == 0) {
            return n;
        }
    }
    return 0;
}

static apr_size_t space_at_end(sp_slice_t s)
{
    size_t i;

    if (s.len > 0 && apr_isspace(s.p[s.len - 1])) {
        return 1;
    }
    for (i = 0; i < COUNT(spaces); i++) {
        apr_size_t n = strlen(spaces[i]);

        if (s.len >= n && memcmp(s.p + s.len - n, spaces[i], n) == 0) {
            return n;
        }
    }
    return 0;
}

sp_slice_t sp_slice_trim(sp_slice_t s)
{
    apr_size_t n;

    while ((n = space_at_start(s)) > 0) {
        s = sp_slice_from(s, n);
    }
    while ((n = space_at_end(s)) > 0) {
        s.len -= n;
    }
    return s;
}

sp_slice_t sp_slice_from(sp_slice_t s, apr_size_t at)
{
    s.p += at;
    s.len -= at;
    return s;
}

int sp_slice_starts(sp_slice_t s, const char *word)
{
    apr_size_t n = strlen(word), i;

    if (s.len < n) {
        return 0;
    }
    for (i = 0; i < n; i++) {
        if (apr_tolower(s.p[i]) != word[i]) {
            return 0;
        }
    }
    return 1;
}

int sp_slice_is(sp_slice_t s, const char *word)
{
    return s.len == strlen(word) && sp_slice_starts(s, word);
}

int sp_slice_is_sentence(sp_slice_t s)
{
    static const char *const wide[] = {"\xE3\x80\x82", "\xEF\xBC\x81",
                                       "\xEF\xBC\x9F", "\xE2\x80\xA6",
                                       "\xE0\xA5\xA4", "\xD8\x9F"};
    size_t i;

    while (s.len > 1 && strchr("\"')]*_`", s.p[s.len - 1]) != NULL) {
        s.len--;
    }
    if (s.len == 0) {
        return 0;
    }
    for (i = 0; i < COUNT(wide); i++) {
        apr_size_t n = strlen(wide[i]);

        if (s.len >= n && memcmp(s.p + s.len - n, wide[i], n) == 0) {
            return 1;
        }
    }
    return strchr(".!?:;", s.p[s.len - 1]) != NULL;
}

int sp_slice_code(sp_slice_t s, apr_size_t *size)
{
    int code;

    if (s.len < 3 || s.p[0] < '1' || s.p[0] > '5' || !apr_isdigit(s.p[1]) ||
        !apr_isdigit(s.p[2])) {
        return 0;
    }
    code = (s.p[0] - '0') * 100 + (s.p[1] - '0') * 10 + (s.p[2] - '0');
    *size = 3;
    if (s.len == 3 || space_at_start(sp_slice_from(s, 3)) > 0) {
        return code;
    }
    /* "404: Not Found", "404. Not Found", "404) ..."; not "404.5", "200," */
    if (strchr(":.)*_`", s.p[3]) != NULL &&
        (s.len == 4 || strchr(" \t*_`", s.p[4]) != NULL)) {
        return code;
    }
    return 0;
}
