/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Language tags: shape, shortening, direction. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rows.h"
#include "catalog/catalog.h"
#include "base/language.h"

static void a_script_decides_the_direction_else_the_language(void **state)
{
    static const struct {
        const char *tag, *dir;
    } cases[] = {
        {"en", "ltr"},
        {"ar", "rtl"},
        {"AR-eg", "rtl"},
        {"he", "rtl"},
        {"iw", "rtl"},
        {"fa", "rtl"},
        {"ur", "rtl"},
        {"yi", "rtl"},
        {"ps", "rtl"},
        {"sd", "rtl"},
        {"dv", "rtl"},
        {"ckb", "rtl"},
        {"ckb-IQ", "rtl"},
        {"az", "ltr"},
        {"az-Arab", "rtl"},
        {"az-arab-IR", "rtl"},
        {"ku-Latn", "ltr"},
        {"ku-Arab", "rtl"},
        {"ar-Latn", "ltr"},
        {"sd-Deva", "ltr"},
        {"ff-Adlm", "rtl"},
        {"zh-Hant-TW", "ltr"},
        {"ar-arz", "rtl"},
        {"zh-yue-Hant", "ltr"},
        {"de-1996", "ltr"},
        {"en-x-arab", "ltr"},
        {"en-GB-Arab", "ltr"},
        /* near misses */
        {"arx", "ltr"},
        {"a", "ltr"},
        {"f", "ltr"},
        {"fab", "ltr"},
        {"", "ltr"},
        {NULL, "ltr"},
        {"ar-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd", "ltr"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].tag ? cases[i].tag : "(none)");
        assert_string_equal(sp_language_dir(cases[i].tag), cases[i].dir);
    }
}

static void a_tag_that_can_not_be_one_is_refused(void **state)
{
    static const char *const good[] = {
        "en",      "pt-BR",    "zh-Hant-TW",
        "de-1996", "es-419",   "ckb",
        "en-x-a",  "abcdefgh", "aa-bbbbbbbb-cccccccc-dddddddd-ee-ff",
    };
    static const char *const bad[] = {
        "",
        "e",
        "-",
        "en-",
        "-en",
        "en--US",
        "pt_BR",
        "en us",
        "1en",
        "e1",
        "abcdefghi",
        "en-abcdefghi",
        "d\xC3\xA9",
        "en\n",
        "en-US\"",
        "*",
        "aa-bbbbbbbb-cccccccc-dddddddd-eee-ff",
    };
    size_t i;

    for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        ROW("%s", good[i]);
        assert_true(sp_language_valid(good[i]));
    }
    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        ROW("not %s", bad[i]);
        assert_false(sp_language_valid(bad[i]));
    }
}

static void a_tag_is_folded_where_it_fits(void **state)
{
    char folded[SP_LANGUAGE_SIZE];

    assert_true(sp_language_fold(folded, "ZH-Hant-tw"));
    assert_string_equal(folded, "zh-hant-tw");
    assert_true(sp_language_fold(folded, ""));
    assert_string_equal(folded, "");
    assert_true(
        sp_language_fold(folded, "AA-BBBBBBBB-CCCCCCCC-DDDDDDDD-EE-FF"));
    assert_string_equal(folded, "aa-bbbbbbbb-cccccccc-dddddddd-ee-ff");
    assert_false(
        sp_language_fold(folded, "aa-bbbbbbbb-cccccccc-dddddddd-ee-fff"));
    assert_string_equal(folded, "");
    assert_false(sp_language_fold(folded, NULL));
}

static void a_tag_shortens_subtag_by_subtag(void **state)
{
    static const char *const steps[] = {"zh-hant-tw", "zh-hant", "zh"};
    char tag[] = "zh-hant-tw-x-abc";
    size_t i;

    /* "zh-hant-tw-x" is not a step: nothing may end in a single letter */
    for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        ROW("%s", steps[i]);
        assert_true(sp_language_shorten(tag));
        assert_string_equal(tag, steps[i]);
    }
    assert_false(sp_language_shorten(tag));
    assert_string_equal(tag, "zh");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_script_decides_the_direction_else_the_language),
        cmocka_unit_test(a_tag_that_can_not_be_one_is_refused),
        cmocka_unit_test(a_tag_is_folded_where_it_fits),
        cmocka_unit_test(a_tag_shortens_subtag_by_subtag),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
