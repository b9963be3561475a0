/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where a message ends: known phrases however they are written, and the
 * signs where none is known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rows.h"
#include "import/phrases.h"

static sp_slice_t slice(const char *text)
{
    sp_slice_t s = {text, strlen(text)};

    return s;
}

static void assert_slice(sp_slice_t got, const char *wanted)
{
    if (got.len != strlen(wanted) || memcmp(got.p, wanted, got.len) != 0) {
        fail_msg("\"%.*s\" is not \"%s\"", (int)got.len, got.p, wanted);
    }
}

static void a_known_phrase_is_found_however_it_is_written(void **state)
{
    static const struct {
        int code;
        const char *text;
        int length;
        sp_split_t sure;
    } cases[] = {
        {204, "NoContent", 9, SP_SPLIT_CERTAIN},
        {204, "no content", 10, SP_SPLIT_CERTAIN},
        {204,
         "No\xC2\xA0"
         "Content",
         11, SP_SPLIT_CERTAIN},
        {402, "Payment Required This status", 16, SP_SPLIT_CERTAIN},
        {408, "Request Time-out", 16, SP_SPLIT_CERTAIN},
        {408, "RequestTimeout", 14, SP_SPLIT_CERTAIN},
        {413, "Request Entity Too Large", 24, SP_SPLIT_CERTAIN},
        {414, "Request-URI Too Large The", 21, SP_SPLIT_CERTAIN},
        {416, "Requested range not satisfiable", 31, SP_SPLIT_CERTAIN},
        {418, "I\xE2\x80\x99m a teapot", 14, SP_SPLIT_CERTAIN},
        {504, "ServerTimeout", 13, SP_SPLIT_CERTAIN},
        {505, "HTTP Version not supported The", 26, SP_SPLIT_CERTAIN},
        {306, "(Unused)", 8, SP_SPLIT_CERTAIN},
        {203,
         "Non\xE2\x80\x91"
         "Authoritative Information Non-auth",
         31, SP_SPLIT_CERTAIN},
        {511, "Not Found", 9, SP_SPLIT_GOOD},
        {511, "Found", 5, SP_SPLIT_GUESS},
        {302, "Found\xE8\xAF\xB7", 5, SP_SPLIT_CERTAIN}, /* CJK */
        {200, "OKs", 0, SP_SPLIT_NONE},
        {200, "Ok-ish", 0, SP_SPLIT_NONE},
        {410, "Gone\xC3\xA9", 0, SP_SPLIT_NONE},
        {404, "Not F", 0, SP_SPLIT_NONE},
        {404, "", 0, SP_SPLIT_NONE},
        {404, "-", 0, SP_SPLIT_NONE},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%d", (int)i);
        sp_split_t sure;

        print_message("%s\n", cases[i].text);
        assert_int_equal(
            sp_phrase_match(slice(cases[i].text), cases[i].code, &sure),
            cases[i].length);
        assert_int_equal(sure, cases[i].sure);
    }
}

static void a_phrase_may_be_all_of_a_cell(void **state)
{
    assert_true(sp_phrase_is(slice("Not Found")));
    assert_true(sp_phrase_is(slice("ServiceUnavailable")));
    assert_false(sp_phrase_is(slice("Not Found, sorry")));
    assert_false(sp_phrase_is(slice("")));
}

static void the_codes_that_the_world_uses_are_known(void **state)
{
    assert_true(sp_phrase_knows(100));
    assert_true(sp_phrase_knows(404));
    assert_true(sp_phrase_knows(599));
    assert_false(sp_phrase_knows(128));
    assert_false(sp_phrase_knows(0));
    assert_false(sp_phrase_knows(600));
}

static void a_shared_line_is_split(void **state)
{
    static const struct {
        int code;
        const char *text;
        sp_split_t split;
        const char *message, *rest;
    } cases[] = {
        {404, "Not Found", SP_SPLIT_CERTAIN, "Not Found", ""},
        {404, "Not Found No ship.", SP_SPLIT_CERTAIN, "Not Found", "No ship."},
        {404, "Not Found: no ship.", SP_SPLIT_CERTAIN, "Not Found", "no ship."},
        {404, "Not Found \xE2\x80\x93 no ship.", SP_SPLIT_CERTAIN, "Not Found",
         "no ship."},
        {404, "Not Found** no", SP_SPLIT_SENTENCE, "Not Found", "no"},
        {404, "Not Found**: no", SP_SPLIT_CERTAIN, "Not Found", "no"},
        {404, "Not Found. No ship.", SP_SPLIT_GOOD, "Not Found", "No ship."},
        {404, "Not Found is sent", SP_SPLIT_SENTENCE, "Not Found", "is sent"},
        {404, "Not Found, or", SP_SPLIT_SENTENCE, "Not Found", "or"},
        {404, "Not Found.", SP_SPLIT_SENTENCE, "Not Found", ""},
        {404, "Gone The ship", SP_SPLIT_GUESS, "Gone", "The ship"},
        {404, "Bad Gateway The lock", SP_SPLIT_GOOD, "Bad Gateway", "The lock"},
        {404, "Not Found\tno ship", SP_SPLIT_CERTAIN, "Not Found", "no ship"},
        {404, "no such\tNo ship", SP_SPLIT_GOOD, "no such", "No ship"},
        {460, "Anchor Lost The anchor", SP_SPLIT_GUESS, "Anchor Lost",
         "The anchor"},
        {460, "Anchor Lost Ships need one", SP_SPLIT_GUESS,
         "Anchor Lost Ships need one", ""},
        {460, "Anchor Lost Ships need one.", SP_SPLIT_GUESS, "Anchor Lost",
         "Ships need one."},
        {460, "Out of Rope Buy some more.", SP_SPLIT_GUESS, "Out of Rope",
         "Buy some more."},
        {460, "Anchor Lost Ships of wood need a longer rope.", SP_SPLIT_GUESS,
         "Anchor Lost", "Ships of wood need a longer rope."},
        {460, "Anchor Rope Chain Buoy Flag Bell Lamp Sail of", SP_SPLIT_NONE,
         "", ""},
        {460, "Anchor lost - buy one.", SP_SPLIT_GUESS, "Anchor lost",
         "buy one."},
        {460, "Anchor lost  buy one.", SP_SPLIT_GUESS, "Anchor lost",
         "buy one."},
        {460, "Anchor lost You need one.", SP_SPLIT_GUESS, "Anchor lost",
         "You need one."},
        {300, "seconds is long", SP_SPLIT_NONE, "", ""},
        {300, "KiB", SP_SPLIT_NONE, "", ""},
        {300, "Seconds is the most.", SP_SPLIT_NONE, "", ""},
        {300, "Requests an hour are allowed.", SP_SPLIT_NONE, "", ""},
        {300, "", SP_SPLIT_NONE, "", ""},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%d", (int)i);
        sp_slice_t message = {"", 0}, rest = {"", 0};

        print_message("%d %s\n", cases[i].code, cases[i].text);
        assert_int_equal(sp_message_split(slice(cases[i].text), cases[i].code,
                                          &message, &rest),
                         cases[i].split);
        if (cases[i].split != SP_SPLIT_NONE) {
            assert_slice(message, cases[i].message);
            assert_slice(rest, cases[i].rest);
        }
    }
}

static void a_whole_line_can_be_a_message(void **state)
{
    assert_true(sp_is_message(slice("Anchor Lost")));
    assert_true(sp_is_message(slice("\xE6\xB8\xAF\xE5\x8F\xA3")));
    assert_false(sp_is_message(slice("")));
    assert_false(sp_is_message(slice("anchor lost")));
    assert_false(sp_is_message(slice("The anchor is lost.")));
    assert_false(sp_is_message(slice("2 Anchors")));
    assert_false(sp_is_message(slice("MB of rope")));
    assert_false(sp_is_message(slice("One two three four five six seven "
                                     "eight nine")));
}

static void marks_around_a_message_are_taken_off(void **state)
{
    assert_slice(sp_slice_unmark(slice("**Not Found**")), "Not Found");
    assert_slice(sp_slice_unmark(slice("**`404`**")), "404");
    assert_slice(sp_slice_unmark(slice("*")), "*");
    assert_slice(sp_slice_unmark(slice("**")), "**");
    assert_slice(sp_slice_unmark(slice("a*b*")), "a*b*");
    assert_slice(sp_slice_unmark(slice("")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_known_phrase_is_found_however_it_is_written),
        cmocka_unit_test(a_phrase_may_be_all_of_a_cell),
        cmocka_unit_test(the_codes_that_the_world_uses_are_known),
        cmocka_unit_test(a_shared_line_is_split),
        cmocka_unit_test(a_whole_line_can_be_a_message),
        cmocka_unit_test(marks_around_a_message_are_taken_off),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
