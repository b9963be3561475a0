/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Shape, shortening and direction of language tags; see language.h. Refuses to
 * know which languages exist. */
#include "base/language.h"

#include <apr_lib.h>
#include <string.h>

/* Written from right to left unless the tag names a script. */
static const char *const rtl_languages[] = {
    "ar",  "he",  "iw",  "fa",  "ur",  "yi",  "ji",  "ps",  "sd",  "dv",  "ug",
    "ks",  "ckb", "prs", "pnb", "azb", "lrc", "mzn", "glk", "sdh", "bqi", "arz",
    "ary", "aeb", "apc", "acm", "arq", "rhg", "nqo", "syr", "arc",
};

static const char *const rtl_scripts[] = {
    "arab", "aran", "hebr", "syrc", "thaa", "nkoo",
    "adlm", "rohg", "mand", "samr", "mend", "yezi",
};

static int listed(const char *word, apr_size_t len, const char *const *list,
                  int count)
{
    int i;

    for (i = 0; i < count; i++) {
        if (strlen(list[i]) == len && strncmp(list[i], word, len) == 0) {
            return 1;
        }
    }
    return 0;
}

/* The script subtag: four letters after the language and its extensions of
 * three letters, before anything else. NULL where there is none. */
static const char *script_of(const char *tag)
{
    const char *subtag;
    apr_size_t len;

    for (subtag = strchr(tag, '-'); subtag; subtag = strchr(subtag, '-')) {
        subtag++;
        len = strcspn(subtag, "-");
        if (len == 4 && apr_isalpha(subtag[0])) {
            return subtag;
        }
        if (len != 3 || !apr_isalpha(subtag[0])) {
            return NULL;
        }
    }
    return NULL;
}

const char *sp_language_dir(const char *language)
{
    char tag[SP_LANGUAGE_SIZE];
    const char *script;
    int rtl;

    if (!sp_language_fold(tag, language)) {
        return "ltr";
    }
    script = script_of(tag);
    if (script != NULL) {
        rtl = listed(script, 4, rtl_scripts,
                     sizeof(rtl_scripts) / sizeof(rtl_scripts[0]));
    }
    else {
        rtl = listed(tag, strcspn(tag, "-"), rtl_languages,
                     sizeof(rtl_languages) / sizeof(rtl_languages[0]));
    }
    return rtl ? "rtl" : "ltr";
}

int sp_language_valid(const char *tag)
{
    apr_size_t len;
    int first = 1;

    if (strlen(tag) >= SP_LANGUAGE_SIZE) {
        return 0;
    }
    for (;;) {
        for (len = 0; first ? apr_isalpha(tag[len]) : apr_isalnum(tag[len]);
             len++) {
        }
        if (len > 8 || len < (first ? 2u : 1u)) {
            return 0;
        }
        if (tag[len] == '\0') {
            return 1;
        }
        if (tag[len] != '-') {
            return 0;
        }
        tag += len + 1;
        first = 0;
    }
}

int sp_language_fold(char folded[SP_LANGUAGE_SIZE], const char *tag)
{
    int i;

    for (i = 0; tag != NULL && i < SP_LANGUAGE_SIZE; i++) {
        folded[i] = (char)apr_tolower(tag[i]);
        if (tag[i] == '\0') {
            return 1;
        }
    }
    folded[0] = '\0';
    return 0;
}

int sp_language_shorten(char *tag)
{
    char *hyphen = strrchr(tag, '-');

    if (hyphen == NULL) {
        return 0;
    }
    *hyphen = '\0';
    hyphen = strrchr(tag, '-');
    if (hyphen != NULL && strlen(hyphen) == 2) {
        *hyphen = '\0';
    }
    return 1;
}
