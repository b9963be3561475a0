/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Faults: the first wins, the remedy goes with it, and the text says as much
 * of the place as is known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "rows.h"
#include "base/diag.h"

static int setup(void **state)
{
    apr_pool_t *pool;

    if (apr_pool_create(&pool, NULL) != APR_SUCCESS) {
        return -1;
    }
    *state = pool;
    return 0;
}

static int teardown(void **state)
{
    apr_pool_destroy(*state);
    return 0;
}

static void setting_a_fault_fails_with_a_general_error(void **state)
{
    sp_error_t err = {0};

    assert_int_equal(sp_error_set(&err, *state, "a", 1, 2, "bad"),
                     APR_EGENERAL);
    assert_int_equal(sp_error_set(&err, *state, "b", 3, 4, "worse"),
                     APR_EGENERAL);
    assert_int_equal(sp_error_set(NULL, *state, "c", 5, 6, "lost"),
                     APR_EGENERAL);
}

static void the_first_fault_wins(void **state)
{
    sp_error_t err = {0};

    sp_error_set(&err, *state, "a.html", 1, 2, "unclosed %s '%s'", "section",
                 "links");
    sp_error_set(&err, *state, "b.html", 3, 4, "another");
    assert_string_equal(err.file, "a.html");
    assert_int_equal(err.line, 1);
    assert_int_equal(err.col, 2);
    assert_string_equal(err.msg, "unclosed section 'links'");
    assert_null(err.hint);
}

static void the_first_hint_wins_and_needs_a_fault(void **state)
{
    sp_error_t err = {0};

    sp_error_hint(NULL, *state, "nobody hears this");
    sp_error_hint(&err, *state, "too early");
    assert_null(err.hint);
    sp_error_set(&err, *state, NULL, 0, 0, "no name");
    sp_error_hint(&err, *state, "did you mean '%s'?", "message");
    sp_error_hint(&err, *state, "or something else?");
    assert_string_equal(err.hint, "did you mean 'message'?");
}

static void the_text_names_the_place_as_far_as_it_is_known(void **state)
{
    static const struct {
        sp_error_t err;
        const char *text;
    } cases[] = {
        {{.file = NULL}, "no fault"},
        {{.file = "x", .line = 1, .col = 1, .hint = "a hint alone is none"},
         "no fault"},
        {{.msg = "broken"}, "broken"},
        {{.line = 7, .col = 3, .msg = "broken"}, "broken"},
        {{.file = "404.html", .msg = "broken"}, "404.html: broken"},
        {{.file = "404.html", .line = 12, .msg = "broken"},
         "404.html:12: broken"},
        {{.file = "404.html", .col = 7, .msg = "broken"}, "404.html: broken"},
        {{.file = "404.html", .line = 12, .col = 7, .msg = "broken"},
         "404.html:12:7: broken"},
        {{.file = "404.html",
          .line = 12,
          .col = 7,
          .msg = "broken",
          .hint = "mend it"},
         "404.html:12:7: broken; mend it"},
        {{.msg = "100% broken", .hint = "use %s"}, "100% broken; use %s"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].text);
        assert_string_equal(sp_error_text(&cases[i].err, *state),
                            cases[i].text);
    }
    assert_string_equal(sp_error_text(NULL, *state), "no fault");
}

/* The text of a fault is its own: what it was made of may go. */
static void the_text_is_copied(void **state)
{
    sp_error_t err = {0};
    char name[] = "links";

    sp_error_set(&err, *state, NULL, 0, 0, "unclosed '%s'", name);
    name[0] = 'X';
    assert_string_equal(err.msg, "unclosed 'links'");
}

/* Each with its own hint, each once, and the first one is still the fault. */
static void who_wants_all_faults_gets_them(void **state)
{
    apr_pool_t *pool = *state;
    sp_error_t err = {.all = apr_array_make(pool, 1, sizeof(sp_error_t))};
    const sp_error_t *list;
    int k;

    for (k = 0; k < 2; k++) {
        sp_error_warn(&err, pool, "a", 1, 1, "hm");
        sp_error_set(&err, pool, "b", 2, 1, "one");
        sp_error_set(&err, pool, "a", 3, 1, "two");
        sp_error_hint(&err, pool, "mend %s", k ? "nothing" : "two");
    }
    list = (const sp_error_t *)err.all->elts;
    assert_int_equal(err.all->nelts, 3);
    assert_string_equal(sp_error_text(&list[0], pool), "a:1:1: hm");
    assert_true(list[0].warning);
    assert_string_equal(sp_error_text(&list[1], pool), "b:2:1: one");
    assert_string_equal(sp_error_text(&list[2], pool), "a:3:1: two; mend two");
    assert_string_equal(sp_error_text(&err, pool), "b:2:1: one");
}

/* What is not kept takes its hint with it. */
static void the_hint_of_a_later_fault_is_not_the_first_ones(void **state)
{
    sp_error_t err = {0};

    sp_error_warn(&err, *state, NULL, 0, 0, "hm");
    assert_null(err.msg);
    sp_error_set(&err, *state, NULL, 0, 0, "one");
    sp_error_set(&err, *state, NULL, 0, 0, "two");
    sp_error_hint(&err, *state, "mend two");
    assert_string_equal(sp_error_text(&err, *state), "one");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            setting_a_fault_fails_with_a_general_error, setup, teardown),
        cmocka_unit_test_setup_teardown(the_first_fault_wins, setup, teardown),
        cmocka_unit_test_setup_teardown(the_first_hint_wins_and_needs_a_fault,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            the_text_names_the_place_as_far_as_it_is_known, setup, teardown),
        cmocka_unit_test_setup_teardown(the_text_is_copied, setup, teardown),
        cmocka_unit_test_setup_teardown(who_wants_all_faults_gets_them, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            the_hint_of_a_later_fault_is_not_the_first_ones, setup, teardown),
    };
    int failed;

    apr_initialize();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    apr_terminate();
    return failed;
}
