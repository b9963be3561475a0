/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a control character is, and what is nothing but white space. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rows.h"
#include "base/text.h"

static void control_characters_are_those_of_ascii(void **state)
{
    int c;

    for (c = 0; c < 256; c++) {
        assert_int_equal(sp_text_is_control((char)c), c < 32 || c == 127);
    }
}

static void plain_text_holds_none_but_those_that_may_be_in_it(void **state)
{
    static const struct {
        const char *text;
        apr_size_t len;
        const char *but;
        int plain;
    } cases[] = {
        {"", 0, "", 1},       {"a b", 3, "", 1},    {"\xC3\xA9", 2, "", 1},
        {"a\n", 2, "", 0},    {"a\n", 1, "", 1},    {"a\nb\tc", 5, "\n\t", 1},
        {"a\rb", 3, "\n", 0}, {"\x7f", 1, "\n", 0}, {"a\0b", 3, "", 0},
        {"a\0b", 3, "\n", 0},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%d", (int)i);
        print_message("row %d\n", (int)i);
        assert_int_equal(
            sp_text_is_plain(cases[i].text, cases[i].len, cases[i].but),
            cases[i].plain);
    }
}

static void white_space_is_blank(void **state)
{
    assert_true(sp_text_is_blank(""));
    assert_true(sp_text_is_blank(" \t\r\n"));
    assert_false(sp_text_is_blank(" x "));
    assert_false(sp_text_is_blank("\f"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(control_characters_are_those_of_ascii),
        cmocka_unit_test(plain_text_holds_none_but_those_that_may_be_in_it),
        cmocka_unit_test(white_space_is_blank),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
