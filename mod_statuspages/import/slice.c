/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pieces of a document that is imported; see slice.h. */
#include "import/slice.h"

#include "base/codes.h"

#include <apr_lib.h>
#include <string.h>

/* Web pages hold more than ASCII's white space: no-break, zero-width, narrow
 * no-break, word joiner, ideographic, byte order mark. */
static const char spaces[] =
    " |\t|\n|\xC2\xA0|\xE2\x80\x8B|\xE2\x80\xAF|\xE2\x81\xA0|\xE3\x80\x80|"
    "\xEF\xBB\xBF";

sp_slice_t sp_words_next(const char **words)
{
    sp_slice_t word = {*words, strcspn(*words, "|")};

    *words += word.len + (word.p[word.len] == '|');
    return word;
}

static int begins(sp_slice_t s, sp_slice_t word)
{
    apr_size_t i;

    for (i = 0; i < word.len && i < s.len; i++) {
        if (apr_tolower(s.p[i]) != (unsigned char)word.p[i]) {
            return 0;
        }
    }
    return i == word.len;
}

/* The length of the first of the words that it ends with, or 0. */
static apr_size_t ends(sp_slice_t s, const char *words)
{
    sp_slice_t word;

    while ((word = sp_words_next(&words)).len > 0) {
        if (word.len <= s.len &&
            begins(sp_slice_from(s, s.len - word.len), word)) {
            break;
        }
    }
    return word.len;
}

sp_slice_t sp_slice_from(sp_slice_t s, apr_size_t at)
{
    s.p += at;
    s.len -= at;
    return s;
}

void sp_slice_extend(sp_slice_t *s, sp_slice_t last)
{
    s->len = (apr_size_t)(last.p + last.len - s->p);
}

sp_slice_t sp_slice_skip(sp_slice_t s, const char *marks)
{
    while (s.len > 0 && strchr(marks, s.p[0]) != NULL) {
        s = sp_slice_from(s, 1);
    }
    return s;
}

sp_slice_t sp_slice_trim(sp_slice_t s)
{
    apr_size_t n;

    while ((n = sp_slice_starts(s, spaces)) > 0) {
        s = sp_slice_from(s, n);
    }
    while ((n = ends(s, spaces)) > 0) {
        s.len -= n;
    }
    return s;
}

apr_size_t sp_slice_starts(sp_slice_t s, const char *words)
{
    sp_slice_t word;

    while ((word = sp_words_next(&words)).len > 0) {
        if (begins(s, word)) {
            break;
        }
    }
    return word.len;
}

int sp_slice_has(sp_slice_t s, const char *words)
{
    while (s.len > 0 && sp_slice_starts(s, words) == 0) {
        s = sp_slice_from(s, 1);
    }
    return s.len > 0;
}

int sp_slice_is(sp_slice_t s, const char *words)
{
    sp_slice_t word;

    while ((word = sp_words_next(&words)).len > 0) {
        if (word.len == s.len && begins(s, word)) {
            return 1;
        }
    }
    return 0;
}

int sp_slice_is_sentence(sp_slice_t s)
{
    static const char stops[] =
        ".|!|?|:|;|\xE3\x80\x82|\xEF\xBC\x81|\xEF\xBC\x9F|\xE2\x80\xA6|"
        "\xE0\xA5\xA4|\xD8\x9F";

    while (s.len > 1 && strchr("\"')]*_`", s.p[s.len - 1]) != NULL) {
        s.len--;
    }
    return ends(s, stops) > 0;
}

int sp_slice_is_lower(sp_slice_t s)
{
    return s.len > 0 && apr_islower(s.p[0]);
}

sp_slice_t sp_slice_unmark(sp_slice_t s)
{
    static const char marks[] = "**|__|`|*|_";
    apr_size_t n;

    while ((n = sp_slice_starts(s, marks)) > 0 && s.len > 2 * n &&
           memcmp(s.p, s.p + s.len - n, n) == 0) {
        s = sp_slice_from(s, n);
        s.len -= n;
    }
    return s;
}

/* "404: Not Found", "404. Not Found", "404) ..."; not "404.5", "200,". */
static int ends_number(sp_slice_t rest)
{
    return rest.len == 0 || sp_slice_starts(rest, spaces) > 0 ||
           (strchr(":.)*_`", rest.p[0]) != NULL &&
            (rest.len == 1 || strchr(" \t*_`", rest.p[1]) != NULL));
}

int sp_slice_code(sp_slice_t s, sp_slice_t *rest)
{
    static const char dividers[] = "- |-- |: |\xE2\x80\x93|\xE2\x80\x94";
    int code;

    s = sp_slice_skip(s, "*_`");
    code = s.len >= 3 ? sp_code_at(s.p) : 0;
    if (code == 0 || !ends_number(sp_slice_from(s, 3))) {
        return 0;
    }
    s = sp_slice_trim(sp_slice_skip(sp_slice_from(s, 3), ":.)*_`"));
    s = sp_slice_trim(sp_slice_from(s, sp_slice_starts(s, dividers)));
    *rest = sp_slice_is(s, "-|--") ? sp_slice_from(s, s.len) : s;
    return code;
}
