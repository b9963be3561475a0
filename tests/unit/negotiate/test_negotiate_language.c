/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which language: lookup as RFC 4647 has it, aliases, refusals, and always an
 * answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rows.h"
#include "negotiate/negotiate.h"

/* The languages that the product is to have. */
#define MANY                                                                   \
    "en de fr es pt pt-BR it nl sv da nb fi pl cs ro hu el tr ru uk ar he fa " \
    "hi id vi th ja ko zh-CN zh-TW"
#define FEW "en de pt-BR zh-CN"

static const char *choose(const char *header, const char *list)
{
    static char copy[512];
    const char *tags[300];
    char *tag;
    int count = 0;
    int i;

    snprintf(copy, sizeof(copy), "%s", list);
    for (tag = strtok(copy, " "); tag; tag = strtok(NULL, " ")) {
        tags[count++] = tag;
    }
    i = sp_negotiate_language(header, tags, count);
    assert_in_range(i, 0, count - 1);
    return tags[i];
}

typedef struct case_t {
    const char *header;
    const char *offered;
    const char *tag;
} case_t;

#define CHECK(cases) check_cases(cases, sizeof(cases) / sizeof(cases[0]))

static void check_cases(const case_t *cases, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        ROW("%s", cases[i].header);
        const char *tag = choose(cases[i].header, cases[i].offered);

        if (strcmp(tag, cases[i].tag) != 0) {
            fail_msg("\"%s\" of %s gave %s, not %s", cases[i].header,
                     cases[i].offered, tag, cases[i].tag);
        }
    }
}

static void a_range_finds_its_tag_or_a_shorter_one(void **state)
{
    static const case_t cases[] = {
        {"de", MANY, "de"},
        {"DE", MANY, "de"},
        {"pt-br", MANY, "pt-BR"},
        {"de-AT", MANY, "de"},
        {"de-AT", "en de de-AT", "de-AT"},
        {"de-AT", "en de-AT de", "de-AT"},
        {"de-CH-1996", "en de de-CH", "de-CH"},
        {"de_AT", MANY, "de"},
        {"pt-PT", MANY, "pt"},
        {"sl-rozaj-biske-1994", "en sl sl-rozaj", "sl-rozaj"},
        /* a single character goes with what follows it */
        {"de-u-co-phonebk", MANY, "de"},
        {"de-x-private", "en de-x de", "de"},
        {"de-x", "en de de-x", "de-x"},
        /* not a tag that only begins alike */
        {"den", MANY, "en"},
        {"d", MANY, "en"},
        {"de", "en den", "en"},
    };

    CHECK(cases);
}

static void weight_comes_before_order(void **state)
{
    static const case_t cases[] = {
        {"ja,en-US;q=0.9,en;q=0.8", MANY, "ja"},
        {"en;q=0.8,ja", MANY, "ja"},
        {"ja;q=0.001", MANY, "ja"},
        {"pt;q=0.001", "en pt-BR", "pt-BR"},
        {"fr;q=0.5,de;q=0.7,it;q=0.6", MANY, "de"},
        {"fr,de", MANY, "fr"},
        {"de,fr", MANY, "de"},
        {"fr;q=0.5,de;q=0.5", MANY, "fr"},
        {"xx,de-AT;q=0.2,en;q=0.1", MANY, "de"},
        {"de;q=bad,fr", MANY, "de"},
        {"de-AT,de;q=0.9,fr;q=0.95", MANY, "de"},
    };

    CHECK(cases);
}

static void tags_of_one_language_stand_in_for_each_other(void **state)
{
    static const case_t cases[] = {
        {"zh", MANY, "zh-CN"},
        {"zh-Hans", MANY, "zh-CN"},
        {"zh-Hans-CN", MANY, "zh-CN"},
        {"zh-SG", MANY, "zh-CN"},
        {"zh-Hant", MANY, "zh-TW"},
        {"zh-Hant-TW", MANY, "zh-TW"},
        {"zh-Hant-HK", MANY, "zh-TW"},
        {"zh-HK", MANY, "zh-TW"},
        {"zh-MO", MANY, "zh-TW"},
        {"ZH-HK", MANY, "zh-TW"},
        {"zh-TW", MANY, "zh-TW"},
        {"zh-XX", MANY, "zh-CN"},
        {"zh-HK,de;q=0.5", "en de zh-CN", "zh-CN"}, /* by way of zh */
        {"yue", MANY, "zh-TW"},
        {"zh-TW", "en zh-Hans zh-Hant", "zh-Hant"},
        {"zh-CN", "en zh-Hant zh-Hans", "zh-Hans"},
        {"zh-HK", "en zh-TW zh-HK", "zh-HK"},
        {"zh-Hant", "en zh zh-TW", "zh-TW"},
        {"zh-Hant", "en zh", "zh"},
        {"zh", "en zh-TW zh", "zh"},
        {"no", MANY, "nb"},
        {"nn", MANY, "nb"},
        {"nn-NO", MANY, "nb"},
        {"nn", "en nb nn", "nn"},
        {"nb", "en no", "no"},
        {"iw", MANY, "he"},
        {"iw-IL", MANY, "he"},
        {"in", MANY, "id"},
        {"mo", MANY, "ro"},
        {"tl", "en fil", "fil"},
        /* not where the target is not offered */
        {"no,de", "en de", "de"},
        {"iw", "en de", "en"},
        /* nor what is the next alias's */
        {"yue", "en no", "en"},
        {"zh", "en yue", "en"},
    };

    CHECK(cases);
}

static void a_related_tag_is_the_last_resort(void **state)
{
    static const case_t cases[] = {
        {"pt", FEW, "pt-BR"},
        {"pt-PT", FEW, "pt-BR"},
        {"pt,de;q=0.1", FEW, "de"},
        {"pt,*", FEW, "pt-BR"},
        {"pt;q=0.5,es;q=0.6", "en pt-BR es-MX", "es-MX"},
        {"pt;q=0.5,es;q=0.5", "en pt-BR es-MX", "pt-BR"},
        {"es-AR", "en es-ES es-MX", "es-ES"},
        {"p", FEW, "en"},
        {"ptx", FEW, "en"},
    };

    CHECK(cases);
}

static void the_default_is_for_those_who_ask_for_nothing(void **state)
{
    static const case_t cases[] = {
        {NULL, MANY, "en"},         {"", MANY, "en"},
        {",, ;q=1", MANY, "en"},    {"*", MANY, "en"},
        {"*", "de en", "de"},       {"xx", MANY, "en"},
        {"*,de;q=0.1", MANY, "de"}, {"xx,*", "fr de", "fr"},
        {"\xFF\xFE", MANY, "en"},   {"-", MANY, "en"},
        {"e", MANY, "en"},          {"*-DE", "fr de", "fr"},
    };

    CHECK(cases);
}

static void a_refused_language_is_not_chosen(void **state)
{
    static const case_t cases[] = {
        {"en;q=0,*", MANY, "de"},
        {"*,en;q=0", MANY, "de"},
        {"en;q=0", MANY, "de"},
        {"en;q=0,de;q=0,*;q=0.1", MANY, "fr"},
        {"de-AT,de;q=0,fr;q=0.1", MANY, "fr"},
        {"de;q=0,de-AT", "en de de-AT", "de-AT"},
        {"de;q=0,*", "de-AT de en", "en"},
        {"pt,pt-BR;q=0,de;q=0.1", FEW, "de"},
        {"pt,pt-BR;q=0", FEW, "en"},
        {"no,nb;q=0,fr;q=0.5", MANY, "fr"},
        {"d;q=0,*", "de en", "de"},
        {"x;q=0,en;q=0", MANY, "de"},
        /* never no answer */
        {"*;q=0", MANY, "en"},
        {"en;q=0,*;q=0", MANY, "en"},
        {"en;q=0,de;q=0", "en de", "en"},
        {"de,*;q=0", MANY, "de"},
    };

    CHECK(cases);
}

/* Only so many tags can be refused; the others are found all the same. */
static void a_great_many_tags_do_no_harm(void **state)
{
    static char names[300][8];
    const char *tags[300];
    int i;

    for (i = 0; i < 300; i++) {
        snprintf(names[i], sizeof(names[i]), "x%c%c%c", 'a' + i / 26 / 26,
                 'a' + i / 26 % 26, 'a' + i % 26);
        tags[i] = names[i];
    }
    assert_int_equal(sp_negotiate_language("xaln", tags, 300), 299);
    assert_int_equal(sp_negotiate_language("xaln;q=0, xalm", tags, 300), 298);
    assert_int_equal(sp_negotiate_language("xaaa;q=0, *", tags, 300), 1);
    assert_int_equal(sp_negotiate_language("xaln", tags, 299), 0);
    assert_int_equal(sp_negotiate_language("xajv;q=0, xajv-b", tags, 300), 0);
    assert_int_equal(sp_negotiate_language("xajw;q=0, xajw-b", tags, 300), 256);
}

static void noise_gets_an_answer(void **state)
{
    static const char *const pieces[] = {
        "en", "de", "-", "zh", "Hant", "x",    ";q=0", ";q=0.5", ",",  "*",
        "pt", "BR", " ", "_",  "no",   "\xFF", "i",    "-x-",    ",,", "\""};
    unsigned int seed = 3;
    int round;

    for (round = 0; round < 50000; round++) {
        ROW("round %d", round);
        char header[256] = "";
        char *copy;
        int n;

        for (n = 0; n < 14; n++) {
            seed = seed * 1103515245u + 12345u;
            strcat(header, pieces[(seed >> 8) % 20]);
        }
        copy = strdup(header); /* ends where its memory ends */
        assert_non_null(choose(copy, round % 2 ? FEW : "zh-TW d en-x-y"));
        free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_finds_its_tag_or_a_shorter_one),
        cmocka_unit_test(weight_comes_before_order),
        cmocka_unit_test(tags_of_one_language_stand_in_for_each_other),
        cmocka_unit_test(a_related_tag_is_the_last_resort),
        cmocka_unit_test(the_default_is_for_those_who_ask_for_nothing),
        cmocka_unit_test(a_refused_language_is_not_chosen),
        cmocka_unit_test(a_great_many_tags_do_no_harm),
        cmocka_unit_test(noise_gets_an_answer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
