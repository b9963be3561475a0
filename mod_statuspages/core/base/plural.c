/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Plural rules; see plural.h. Only whole numbers from 1 on are asked for, so
 * what CLDR says of fractions and of none at all is left out. */
#include "base/plural.h"

#include "base/language.h"

#include <string.h>

typedef sp_plural_t (*rule_t)(apr_int64_t n);

static sp_plural_t same(apr_int64_t n)
{
    return SP_PLURAL_OTHER;
}

static sp_plural_t one(apr_int64_t n)
{
    return n == 1 ? SP_PLURAL_ONE : SP_PLURAL_OTHER;
}

static sp_plural_t hebrew(apr_int64_t n)
{
    return n == 2 ? SP_PLURAL_TWO : one(n);
}

static sp_plural_t arabic(apr_int64_t n)
{
    apr_int64_t rest = n % 100;

    if (n <= 2) {
        return hebrew(n);
    }
    return rest >= 11  ? SP_PLURAL_MANY
           : rest >= 3 ? SP_PLURAL_FEW
                       : SP_PLURAL_OTHER;
}

static sp_plural_t czech(apr_int64_t n)
{
    return n >= 2 && n <= 4 ? SP_PLURAL_FEW : one(n);
}

/* 2 to 4, 22 to 24, ..., and not 12 to 14. */
static int ends_in_few(apr_int64_t n)
{
    return n % 10 >= 2 && n % 10 <= 4 && n / 10 % 10 != 1;
}

static sp_plural_t polish(apr_int64_t n)
{
    return n == 1           ? SP_PLURAL_ONE
           : ends_in_few(n) ? SP_PLURAL_FEW
                            : SP_PLURAL_MANY;
}

static sp_plural_t russian(apr_int64_t n)
{
    return n % 10 == 1 && n % 100 != 11 ? SP_PLURAL_ONE
           : ends_in_few(n)             ? SP_PLURAL_FEW
                                        : SP_PLURAL_MANY;
}

static sp_plural_t romanian(apr_int64_t n)
{
    return n == 1                          ? SP_PLURAL_ONE
           : n % 100 >= 1 && n % 100 <= 19 ? SP_PLURAL_FEW
                                           : SP_PLURAL_OTHER;
}

/* What is in no row has one form for all. */
static const struct {
    const char *language;
    rule_t rule;
} rules[] = {
    {"ar", arabic}, {"bg", one},      {"ca", one},     {"cs", czech},
    {"da", one},    {"de", one},      {"el", one},     {"en", one},
    {"es", one},    {"et", one},      {"eu", one},     {"fa", one},
    {"fi", one},    {"fr", one},      {"gl", one},     {"he", hebrew},
    {"hi", one},    {"hu", one},      {"it", one},     {"nb", one},
    {"nl", one},    {"nn", one},      {"no", one},     {"pl", polish},
    {"pt", one},    {"ro", romanian}, {"ru", russian}, {"sk", czech},
    {"sv", one},    {"tr", one},      {"uk", russian},
};

static rule_t rule_of(const char *language)
{
    char tag[SP_LANGUAGE_SIZE];
    apr_size_t i;

    if (sp_language_fold(tag, language)) {
        tag[strcspn(tag, "-")] = '\0';
        for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
            if (strcmp(rules[i].language, tag) == 0) {
                return rules[i].rule;
            }
        }
    }
    return same;
}

sp_plural_t sp_plural(const char *language, apr_int64_t n)
{
    return rule_of(language)(n);
}

int sp_plural_has(const char *language, sp_plural_t form)
{
    rule_t rule = rule_of(language);
    int n = 1;

    /* every rule has shown all its forms by then */
    while (n <= 100 && rule(n) != form) {
        n++;
    }
    return n <= 100;
}

const char *sp_plural_name(sp_plural_t form)
{
    static const char *const names[] = {"other", "one", "two", "few", "many"};

    return names[form];
}
