/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "Did you mean": what is suggested, and that nothing far-fetched is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rows.h"
#include "base/spelling.h"

static const char *const names[] = {
    "message",
    "description",
    "retry",
    "uri",
    "request_id",
    "retry_after",
    "a_name_of_forty_eight_letters_that_is_longer_yet",
    "ab",
};

static void the_name_that_was_meant_is_found(void **state)
{
    static const struct {
        const char *typed, *meant;
    } cases[] = {
        {"message", "message"},
        {"mesage", "message"},
        {"messsage", "message"},
        {"massage", "message"},
        {"emssage", "message"},
        {"Message", "message"},
        {"MESAGE", "message"},
        {"discription", "description"},
        {"descripton", "description"},
        {"desciptoin", "description"},
        {"rety", "retry"},
        {"retry-after", "retry_after"},
        {"requestid", "request_id"},
        {"urI", "uri"},
        {"url", "uri"},
        {"uir", "uri"},
        /* too far */
        {"title", NULL},
        {"", NULL},
        {"u", NULL},
        {"xyz", NULL},
        {"ac", NULL},
        {"msg", NULL},
        {"desc", NULL},
        {"a_name_of_forty_eight_letters_that_is_longer_yet",
         "a_name_of_forty_eight_letters_that_is_longer_yet"},
        {"a_name_of_forty_eight_letters_that_is_longer_yet_", NULL},
        {"1_name_2f_3orty_eight_letters_that_is_longer_yet",
         "a_name_of_forty_eight_letters_that_is_longer_yet"},
        {"1_name_2f_3orty_4ight_letters_that_is_longer_yet", NULL},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%d", (int)i);
        const char *found = sp_spelling_nearest(
            cases[i].typed, names, sizeof(names) / sizeof(names[0]));

        ROW("%s", cases[i].typed);
        if (cases[i].meant == NULL) {
            assert_null(found);
            continue;
        }
        assert_non_null(found);
        assert_string_equal(found, cases[i].meant);
    }
}

static void of_equals_the_first_wins(void **state)
{
    static const char *const twins[] = {"cat", "car", "can"};

    assert_string_equal(sp_spelling_nearest("cax", twins, 3), "cat");
    assert_string_equal(sp_spelling_nearest("can", twins, 3), "can");
    assert_null(sp_spelling_nearest("can", twins, 0));
}

static void a_megabyte_of_name_costs_nothing(void **state)
{
    static char long_name[1 << 20];

    memset(long_name, 'a', sizeof(long_name) - 1);
    assert_null(sp_spelling_nearest(long_name, names, 8));
}

static void a_word_is_found_whole_among_others(void **state)
{
    static const char words[] = "href xlink:href src";

    assert_true(sp_spelling_is_in("href", words));
    assert_true(sp_spelling_is_in("xlink:href", words));
    assert_true(sp_spelling_is_in("src", words));
    assert_false(sp_spelling_is_in("hre", words));
    assert_false(sp_spelling_is_in("hrefs", words));
    assert_false(sp_spelling_is_in("xlink", words));
    assert_false(sp_spelling_is_in("HREF", words));
    assert_false(sp_spelling_is_in("", words));
    assert_false(sp_spelling_is_in("href src", words));
    assert_false(sp_spelling_is_in("", ""));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_name_that_was_meant_is_found),
        cmocka_unit_test(of_equals_the_first_wins),
        cmocka_unit_test(a_word_is_found_whole_among_others),
        cmocka_unit_test(a_megabyte_of_name_costs_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
