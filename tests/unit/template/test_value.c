/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Values: truth, text, members and what JSON becomes. */
#include "rows.h"
#include "mustache_helper.h"

#include "cli/value_json.h"

static void each_value_has_its_truth_and_its_text(void **state)
{
    apr_pool_t *pool = *state;
    const struct {
        const char *what;
        const sp_value_t *value;
        int truth;
        const char *text;
    } cases[] = {
        {"nothing", NULL, 0, ""},
        {"null", sp_value_null(pool), 0, ""},
        {"false", sp_value_bool(pool, 0), 0, "false"},
        {"true", sp_value_bool(pool, 7), 1, "true"},
        {"no string", sp_value_string(pool, NULL), 0, ""},
        {"empty", sp_value_string(pool, ""), 0, ""},
        {"text", sp_value_string(pool, "x"), 1, "x"},
        /* A zero is a text like any other: 0 seconds are a fact. */
        {"zero", sp_value_string(pool, "0"), 1, "0"},
        {"empty list", sp_value_list(pool), 0, ""},
        {"empty object", sp_value_object(pool), 1, ""},
        {"live", sp_value_live(pool, 3), 1, ""},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].what);
        assert_int_equal(sp_value_truth(cases[i].value), cases[i].truth);
        assert_string_equal(sp_value_text(cases[i].value), cases[i].text);
    }
}

static void a_list_keeps_its_items_in_order(void **state)
{
    sp_value_t *list = sp_value_list(*state);
    int i;

    for (i = 0; i < 100; i++) {
        sp_value_append(list, sp_value_string(*state, i % 2 ? "odd" : "even"));
    }
    assert_int_equal(sp_value_count(list), 100);
    assert_int_equal(sp_value_truth(list), 1);
    assert_string_equal(sp_value_text(sp_value_item(list, 0)), "even");
    assert_string_equal(sp_value_text(sp_value_item(list, 99)), "odd");
    assert_null(sp_value_item(list, 100));
    assert_null(sp_value_item(list, -1));
}

static void an_object_finds_what_was_set_last(void **state)
{
    sp_value_t *object = sp_value_object(*state);

    sp_value_set(object, "a", sp_value_string(*state, "1"));
    sp_value_set(object, "a", sp_value_string(*state, "2"));
    sp_value_set(object, "nothing", sp_value_null(*state));
    assert_string_equal(sp_value_text(sp_value_get(object, "a")), "2");
    assert_null(sp_value_get(object, "b"));
    /* There, but null: a look-up ends here. */
    assert_non_null(sp_value_get(object, "nothing"));
}

static void an_object_may_have_a_text_that_is_its_truth(void **state)
{
    sp_value_t *retry = sp_value_object(*state);

    sp_value_set(retry, "later", sp_value_bool(*state, 1));
    sp_value_set_text(retry, "later");
    assert_string_equal(sp_value_text(retry), "later");
    assert_int_equal(sp_value_truth(retry), 1);
    assert_int_equal(sp_value_truth(sp_value_get(retry, "later")), 1);
    sp_value_set_text(retry, "");
    assert_int_equal(sp_value_truth(retry), 0);
    sp_value_set_text(retry, NULL);
    assert_string_equal(sp_value_text(retry), "");
    assert_int_equal(sp_value_truth(retry), 0);
}

static void what_is_no_container_takes_and_gives_nothing(void **state)
{
    sp_value_t *text = sp_value_string(*state, "x");

    sp_value_append(text, text);
    sp_value_set(text, "a", text);
    sp_value_set_text(text, "y");
    assert_string_equal(sp_value_text(text), "x");
    assert_int_equal(sp_value_count(text), 0);
    assert_int_equal(sp_value_count(NULL), 0);
    assert_null(sp_value_item(text, 0));
    assert_null(sp_value_get(text, "a"));
    assert_null(sp_value_get(NULL, "a"));
}

static void a_live_value_has_a_fact_that_can_be(void **state)
{
    assert_int_equal(sp_value_fact(sp_value_live(*state, 0)), 0);
    assert_int_equal(sp_value_fact(sp_value_live(*state, SP_LIVE_MAX - 1)),
                     SP_LIVE_MAX - 1);
    assert_int_equal(sp_value_fact(sp_value_string(*state, "x")), -1);
    assert_int_equal(sp_value_fact(NULL), -1);
    assert_int_equal(sp_value_fact(sp_value_live(*state, SP_LIVE_MAX)), -1);
    assert_int_equal(sp_value_truth(sp_value_live(*state, SP_LIVE_MAX)), 0);
    assert_int_equal(sp_value_truth(sp_value_live(*state, -1)), 0);
    assert_non_null(sp_value_live(*state, -1));
}

static void json_numbers_print_as_short_as_they_are_exact(void **state)
{
    static const char *const cases[][2] = {
        {"85", "85"},
        {"-0", "0"},
        {"1.21", "1.21"},
        {"0.1", "0.1"},
        {"1.0", "1"},
        {"1e3", "1000"},
        {"-2.5e-9", "-2.5e-09"},
        {"9007199254740993", "9007199254740993"},
        {"9223372036854775807", "9223372036854775807"},
        {"0.30000000000000004", "0.30000000000000004"},
        {"\"007\"", "007"},
        {"true", "true"},
        {"null", ""},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i][0]);
        json_t *json = json_loads(cases[i][0], JSON_DECODE_ANY, NULL);

        assert_non_null(json);
        assert_string_equal(sp_value_text(sp_value_json(*state, json)),
                            cases[i][1]);
        json_decref(json);
    }
}

static void json_trees_become_trees_of_their_own(void **state)
{
    json_t *json =
        json_loads("{\"a\": [1, {\"b\": false}], \"c\": {}}", 0, NULL);
    const sp_value_t *root = sp_value_json(*state, json);
    const sp_value_t *list = sp_value_get(root, "a");

    json_decref(json); /* nothing of it is kept */
    assert_int_equal(sp_value_count(list), 2);
    assert_string_equal(sp_value_text(sp_value_item(list, 0)), "1");
    assert_string_equal(
        sp_value_text(sp_value_get(sp_value_item(list, 1), "b")), "false");
    assert_int_equal(sp_value_truth(sp_value_get(sp_value_item(list, 1), "b")),
                     0);
    assert_int_equal(sp_value_truth(sp_value_get(root, "c")), 1);
    assert_int_equal(sp_value_truth(sp_value_json(*state, NULL)), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        MUSTACHE_TEST(each_value_has_its_truth_and_its_text),
        MUSTACHE_TEST(a_list_keeps_its_items_in_order),
        MUSTACHE_TEST(an_object_finds_what_was_set_last),
        MUSTACHE_TEST(an_object_may_have_a_text_that_is_its_truth),
        MUSTACHE_TEST(what_is_no_container_takes_and_gives_nothing),
        MUSTACHE_TEST(a_live_value_has_a_fact_that_can_be),
        MUSTACHE_TEST(json_numbers_print_as_short_as_they_are_exact),
        MUSTACHE_TEST(json_trees_become_trees_of_their_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
