/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The safety check on what no designer writes: megabytes, depth, bytes and
 * names out of all measure. */
#include "rows.h"
#include "safety_helper.h"

static char *repeat(apr_pool_t *pool, const char *unit, apr_size_t count)
{
    apr_size_t n = strlen(unit), i;
    char *text = apr_palloc(pool, n * count + 1);

    for (i = 0; i < count; i++) {
        memcpy(text + i * n, unit, n);
    }
    text[n * count] = '\0';
    return text;
}

/* Sixteen megabytes of each: quadratic time would not end. */
static void any_text_takes_linear_time(void **state)
{
    static const char *const units[] = {
        "<",       "<a ",           "-->",   "<!--",    "<style>", "&",
        "<a b=\"", "<!doctype ",    "</",    "<title>", "<a>",     "\"",
        "x",       "<style>url('#", "<svg>",
    };
    size_t i;

    for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        ROW("%d", (int)i);
        apr_pool_t *pool;
        mustache_t *m;
        apr_pool_create(&pool, *state);
        m = mustache_new(pool);
        safety_fault(
            m, SP_FORMAT_HTML, 0,
            repeat(pool, units[i], 15 * 1024 * 1024 / strlen(units[i])));
        apr_pool_destroy(pool);
    }
}

static void too_much_text_is_refused_in_time(void **state)
{
    mustache_t *m = mustache_new(*state);

    mustache_add(m, "large", repeat(m->pool, "word ", 1024 * 1024));
    assert_string_equal(
        safety_fault(m, SP_FORMAT_HTML, 0, repeat(m->pool, "{{>large}}", 12)),
        "");
    assert_non_null(strstr(
        safety_fault(m, SP_FORMAT_HTML, 0, repeat(m->pool, "{{>large}}", 20)),
        "64 MB"));
}

static void bounds_are_exact(void **state)
{
    mustache_t *m = mustache_new(*state);
    const char *all = repeat(m->pool, "{{>one}}", 64);

    mustache_add(m, "one", repeat(m->pool, "x", 1024 * 1024));
    assert_string_equal(safety_fault(m, SP_FORMAT_HTML, 0, all), "");
    assert_string_not_equal(safety_fault(m, SP_FORMAT_HTML, 0,
                                         apr_pstrcat(m->pool, all, "x", NULL)),
                            "");
    all = apr_pstrcat(m->pool, repeat(m->pool, "[", 64),
                      repeat(m->pool, "]", 64), NULL);
    assert_string_equal(safety_fault(m, SP_FORMAT_JSON, 0, all), "");
    assert_string_not_equal(
        safety_fault(m, SP_FORMAT_JSON, 0,
                     apr_pstrcat(m->pool, "[", all, "]", NULL)),
        "");
}

/* Each section is followed twice where that tells anything, so that nesting
 * could double the work with each level. */
static void nested_sections_end_in_time(void **state)
{
    mustache_t *m = mustache_new(*state);
    const char *text = apr_pstrcat(
        m->pool, "<a href=\"", repeat(m->pool, "a{{#message}}", 150),
        repeat(m->pool, "{{/message}}", 150), "\">", NULL);

    safety_fault(m, SP_FORMAT_HTML, 0, text);
    text = apr_pstrcat(m->pool, repeat(m->pool, "<b {{#message}}c ", 150),
                       repeat(m->pool, "{{/message}}", 150), ">", NULL);
    safety_fault(m, SP_FORMAT_HTML, 0, text);
}

static void a_byte_that_no_page_holds_is_refused(void **state)
{
    static const char text[] = "<p \0>";
    const sp_safety_t context = {SP_FORMAT_HTML, 0, 0, 0};
    sp_template_t *tpl = NULL;
    sp_error_t err = {0};

    assert_int_equal(
        sp_template_compile(&tpl, "t", text, sizeof(text) - 1, *state, &err),
        APR_SUCCESS);
    assert_int_not_equal(
        sp_safety_check(tpl, &context, NULL, NULL, *state, &err), APR_SUCCESS);
    assert_string_equal(
        sp_error_text(&err, *state),
        "t:1:4: 'NUL' is a byte that no page may hold; save the file as UTF-8 "
        "text");
}

static void names_longer_than_any_known_one_are_no_others(void **state)
{
    mustache_t *m = mustache_new(*state);
    const char *x = repeat(m->pool, "x", 300);

    assert_string_equal(safety_fault(m, SP_FORMAT_HTML, 0,
                                     apr_pstrcat(m->pool, "<p", x, " a", x,
                                                 "=\"{{uri}}\">", NULL)),
                        "");
    assert_string_not_equal(
        safety_fault(m, SP_FORMAT_HTML, 0,
                     apr_pstrcat(m->pool, "<p on", x, "=\"\">", NULL)),
        "");
    assert_string_equal(
        safety_fault(m, SP_FORMAT_HTML, 0,
                     apr_pstrcat(m->pool, "<svg><set attributeName=\"", x,
                                 "\"></svg>", NULL)),
        "");
    assert_string_equal(
        safety_fault(m, SP_FORMAT_HTML, 0,
                     "<styled>{{uri}}</styled><p data-style=\"\" "
                     "on=\"{{uri}}\">"),
        "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        MUSTACHE_TEST(any_text_takes_linear_time),
        MUSTACHE_TEST(too_much_text_is_refused_in_time),
        MUSTACHE_TEST(bounds_are_exact),
        MUSTACHE_TEST(nested_sections_end_in_time),
        MUSTACHE_TEST(a_byte_that_no_page_holds_is_refused),
        MUSTACHE_TEST(names_longer_than_any_known_one_are_no_others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
