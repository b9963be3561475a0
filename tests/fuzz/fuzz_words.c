/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Small readers: UTF-8, spelling, language tags, sets of codes. Input: a text
 * that is each of them, then names for the spelling. Oracles: the same rules,
 * written naively. */
#include "bytes.h"

#include <ctype.h>
#include <strings.h>

#include "base/codes.h"
#include "base/language.h"
#include "base/spelling.h"
#include "base/utf8.h"

static void look_at_utf8(const unsigned char *p, size_t len)
{
    const unsigned char *end = p + len;

    while (p < end) {
        apr_uint32_t cp;
        int n = sp_utf8_decode(p, end, &cp), k, want;
        unsigned char lead = *p;

        FUZZ_HOLDS(n >= 1 && n <= 4 && n <= end - p);
        if (cp != SP_UTF8_INVALID) {
            want = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
            FUZZ_HOLDS(n == want && cp <= 0x10ffff);
            FUZZ_HOLDS(cp < 0xd800 || cp > 0xdfff);
            for (k = n - 1; k > 0; k--, cp >>= 6) {
                FUZZ_HOLDS(p[k] == (0x80 | (cp & 0x3f)));
            }
            FUZZ_HOLDS(lead == (n == 1 ? cp : ((0xf00u >> n) & 0xff) | cp));
        }
        else {
            FUZZ_HOLDS(lead >= 0x80 && n <= 3);
            for (k = 1; k < n; k++) {
                FUZZ_HOLDS((p[k] & 0xc0) == 0x80);
            }
        }
        p += n;
    }
}

#define LONGEST 40

static int distance(const char *a, const char *b)
{
    int d[LONGEST + 1][LONGEST + 1];
    int n = (int)strlen(a), m = (int)strlen(b), i, k;

    for (i = 0; i <= n; i++) {
        for (k = 0; k <= m; k++) {
            int best, same;
            if (i == 0 || k == 0) {
                d[i][k] = i + k;
                continue;
            }
            same = tolower((unsigned char)a[i - 1]) ==
                   tolower((unsigned char)b[k - 1]);
            best = d[i - 1][k - 1] + !same;
            best = d[i - 1][k] + 1 < best ? d[i - 1][k] + 1 : best;
            best = d[i][k - 1] + 1 < best ? d[i][k - 1] + 1 : best;
            if (i > 1 && k > 1 &&
                tolower((unsigned char)a[i - 1]) ==
                    tolower((unsigned char)b[k - 2]) &&
                tolower((unsigned char)a[i - 2]) ==
                    tolower((unsigned char)b[k - 1]) &&
                d[i - 2][k - 2] + 1 < best) {
                best = d[i - 2][k - 2] + 1;
            }
            d[i][k] = best;
        }
    }
    return d[n][m];
}

static void look_at_spelling(const char *name, const char *const *names, int n)
{
    const char *nearest = sp_spelling_nearest(name, names, n);
    int i, among = 0, best = 99, first = -1;

    for (i = 0; i < n; i++) {
        among |= strcmp(name, names[i]) == 0;
    }
    FUZZ_HOLDS(sp_spelling_is_among(name, names, n) == among);
    for (i = 0; i < n && strlen(name) <= LONGEST; i++) {
        if (strlen(names[i]) > LONGEST) {
            return;
        }
        if (distance(name, names[i]) < best) {
            best = distance(name, names[i]);
            first = i;
        }
    }
    if (nearest != NULL && strlen(name) <= LONGEST) {
        FUZZ_HOLDS(first >= 0, "%s", name);
        FUZZ_HOLDS(distance(name, nearest) <= 3, "%s: %s", name, nearest);
    }
    if (best == 0 && strlen(name) <= LONGEST) {
        FUZZ_HOLDS(nearest == names[first], "%s", name);
    }
}

static int is_tag(const char *tag)
{
    size_t part = 0, i, n = strlen(tag);
    int first = 1;

    for (i = 0; i <= n; i++) {
        if (tag[i] == '-' || tag[i] == '\0') {
            if (part < (first ? 2u : 1u) || part > 8) {
                return 0;
            }
            first = 0;
            part = 0;
        }
        else if (!isascii(tag[i]) || !isalnum((unsigned char)tag[i]) ||
                 (first && !isalpha((unsigned char)tag[i]))) {
            return 0;
        }
        else {
            part++;
        }
    }
    return n <= 35;
}

static void look_at_language(const char *tag)
{
    char folded[SP_LANGUAGE_SIZE];
    const char *dir = sp_language_dir(tag);

    FUZZ_HOLDS(sp_language_valid(tag) == is_tag(tag), "%s", tag);
    FUZZ_HOLDS(strcmp(dir, "rtl") == 0 || strcmp(dir, "ltr") == 0);
    if (sp_language_fold(folded, tag)) {
        size_t before = strlen(folded);
        FUZZ_HOLDS(strcasecmp(folded, tag) == 0);
        while (sp_language_shorten(folded)) {
            FUZZ_HOLDS(strlen(folded) < before);
            FUZZ_HOLDS(!is_tag(tag) || is_tag(folded), "%s", tag);
            before = strlen(folded);
        }
    }
    else {
        FUZZ_HOLDS(strlen(tag) >= SP_LANGUAGE_SIZE, "%s", tag);
    }
}

static void look_at_codes(char *text, apr_pool_t *pool)
{
    sp_codes_t set = {{0}};
    char *word, *rest = text;

    while ((word = strtok_r(rest, " ", &rest)) != NULL) {
        sp_codes_t before = set;
        const char *wrong = sp_codes_add(&set, word, pool);
        int code;

        if (wrong != NULL) { /* the usual word of a fuzzer: be quick */
            FUZZ_HOLDS(memcmp(&set, &before, sizeof(set)) == 0, "%s", word);
            FUZZ_HOLDS(sp_code_parse(word) == 0, "%s", word);
            continue;
        }

        for (code = SP_CODE_MIN - 1; code <= SP_CODE_MAX + 1; code++) {
            int has = sp_codes_has(&set, code);
            FUZZ_HOLDS(!has || (code >= SP_CODE_MIN && code <= SP_CODE_MAX));
            if (has != sp_codes_has(&before, code)) {
                FUZZ_HOLDS(has == (word[0] != '!'), "%s", word);
            }
        }
        code = sp_code_parse(word);
        FUZZ_HOLDS(code == 0 || sp_codes_has(&set, code), "%s", word);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes_t b = fuzz_begin(data, size);
    const char *names[8];
    char *text = fuzz_text(&b);
    int n = 0;

    look_at_utf8(data, size);
    look_at_language(text);
    while (n < 8 && fuzz_more(&b)) {
        names[n++] = fuzz_text(&b);
    }
    look_at_spelling(text, names, n);
    look_at_codes(text, b.pool);
    fuzz_accepted++; /* it takes whatever comes */
    return fuzz_end(&b);
}
