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

typedef enum place_t { AT_START, AT_END, ALL_OF_IT } place_t;

/* The length of the first of the words that stands there, or 0. */
static apr_size_t find(sp_slice_t s, const char *words, place_t place)
{
    sp_slice_t word = {"", 0};

    while (s.len > 0 && (word = sp_words_next(&words)).len > 0) {
        const char *p = s.p;
        apr_size_t i = 0;

        if (word.len > s.len || (place == ALL_OF_IT && word.len < s.len)) {
            continue;
        }
        p += place == AT_END ? s.len - word.len : 0;
        while (i < word.len && apr_tolower(p[i]) == (unsigned char)word.p[i]) {
            i++;
        }
        if (i == word.len) {
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

sp_slice_t sp_slice_skip(sp_slice_t s, const char *words)
{
    apr_size_t n;

    while ((n = sp_slice_starts(s, words)) > 0) {
        s = sp_slice_from(s, n);
    }
    return s;
}

sp_slice_t sp_slice_word(sp_slice_t *s)
{
    sp_slice_t word = *s = sp_slice_skip(*s, " |\t|\n");

    while (s->len > 0 && !apr_isspace(s->p[0])) {
        *s = sp_slice_from(*s, 1);
    }
    word.len -= s->len;
    return word;
}

sp_slice_t sp_slice_trim(sp_slice_t s)
{
    apr_size_t n;

    s = sp_slice_skip(s, spaces);
    while ((n = find(s, spaces, AT_END)) > 0) {
        s.len -= n;
    }
    return s;
}

apr_size_t sp_slice_starts(sp_slice_t s, const char *words)
{
    return find(s, words, AT_START);
}

int sp_slice_is(sp_slice_t s, const char *words)
{
    return find(s, words, ALL_OF_IT) > 0;
}

int sp_slice_has(sp_slice_t s, const char *words)
{
    while (s.len > 0 && sp_slice_starts(s, words) == 0) {
        s = sp_slice_from(s, 1);
    }
    return s.len > 0;
}

int sp_slice_is_sentence(sp_slice_t s)
{
    static const char stops[] =
        ".|!|?|:|;|\xE3\x80\x82|\xEF\xBC\x81|\xEF\xBC\x9F|\xE2\x80\xA6|"
        "\xE0\xA5\xA4|\xD8\x9F";

    while (s.len > 1 && strchr("\"')]*_`", s.p[s.len - 1]) != NULL) {
        s.len--;
    }
    return find(s, stops, AT_END) > 0;
}

int sp_slice_is_lower(sp_slice_t s)
{
    return s.len > 0 && apr_islower(s.p[0]);
}

sp_slice_t sp_slice_unmark(sp_slice_t s)
{
    apr_size_t n;

    while ((n = sp_slice_starts(s, "**|__|`|*|_")) > 0 && s.len > 2 * n &&
           memcmp(s.p, s.p + s.len - n, n) == 0) {
        s = sp_slice_from(s, n);
        s.len -= n;
    }
    return s;
}

sp_slice_t sp_slice_unpair(sp_slice_t s, const char *pair, apr_pool_t *pool)
{
    char *out =
        memchr(s.p, pair[0], s.len) ? apr_pcalloc(pool, s.len + 1) : NULL;
    sp_slice_t text = {out, 0};
    apr_size_t i;

    for (i = 0; i < s.len && out != NULL; i++) {
        i += i + 1 < s.len && s.p[i] == pair[0] && s.p[i + 1] == pair[1];
        out[text.len++] = s.p[i];
    }
    return out != NULL ? text : s;
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

    s = sp_slice_skip(s, "*|_|`");
    code = s.len >= 3 ? sp_code_at(s.p) : 0;
    if (code == 0 || !ends_number(sp_slice_from(s, 3))) {
        return 0;
    }
    s = sp_slice_trim(sp_slice_skip(sp_slice_from(s, 3), ":|.|)|*|_|`"));
    s = sp_slice_trim(sp_slice_from(s, sp_slice_starts(s, dividers)));
    *rest = sp_slice_is(s, "-|--") ? sp_slice_from(s, s.len) : s;
    return code;
}
