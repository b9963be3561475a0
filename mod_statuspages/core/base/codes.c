/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Sets of status codes; see codes.h. */
#include "base/codes.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

int sp_codes_has(const sp_codes_t *set, int code)
{
    unsigned i = (unsigned)code - SP_CODE_MIN;

    return code >= SP_CODE_MIN && code <= SP_CODE_MAX &&
           ((set->bits[i / 64] >> (i % 64)) & 1);
}

int sp_code_at(const char *text)
{
    int code = 0, i;

    for (i = 0; i < 3; i++) {
        if (!apr_isdigit(text[i])) {
            return 0;
        }
        code = code * 10 + (text[i] - '0');
    }
    return code >= SP_CODE_MIN && code <= SP_CODE_MAX ? code : 0;
}

int sp_code_parse(const char *word)
{
    int code = sp_code_at(word);

    return code != 0 && word[3] == '\0' ? code : 0;
}

/* "404" -> 404..404, "4xx" -> 400..499, "500-511" -> 500..511. */
static int parse_range(const char *word, apr_pool_t *pool, int *first,
                       int *last)
{
    if (strlen(word) == 3 && apr_tolower(word[1]) == 'x' &&
        apr_tolower(word[2]) == 'x' && word[0] >= '1' && word[0] <= '5') {
        *first = (word[0] - '0') * 100;
        *last = *first + 99;
        return 1;
    }
    *first = *last = sp_code_parse(word);
    if (*first == 0 && strlen(word) == 7 && word[3] == '-') {
        *first = sp_code_parse(apr_pstrndup(pool, word, 3));
        *last = sp_code_parse(word + 4);
    }
    return *first != 0 && *last >= *first;
}

const char *sp_codes_add(sp_codes_t *set, const char *word, apr_pool_t *pool)
{
    int out = word[0] == '!';
    int first, last, code;

    if (!parse_range(word + out, pool, &first, &last)) {
        return apr_psprintf(pool,
                            "\"%s\" names no status code: write a code from "
                            "100 to 599 as 404, a class as 4xx or a range as "
                            "500-511, with ! before it to leave it out",
                            word);
    }
    for (code = first; code <= last; code++) {
        unsigned i = (unsigned)(code - SP_CODE_MIN);
        apr_uint64_t bit = (apr_uint64_t)1 << (i % 64);
        if (out) {
            set->bits[i / 64] &= ~bit;
        }
        else {
            set->bits[i / 64] |= bit;
        }
    }
    return NULL;
}
