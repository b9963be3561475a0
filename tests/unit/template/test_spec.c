/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the Mustache spec says, through compile, render and fill: the project's
 * own cases below tests/cases/mustache, one for each of the spec's 163. The
 * spec's cases themselves, from SP_SPEC_DIR or ../shared/mustache-spec, are not
 * part of the project and run in addition, where they are. */
#include "mustache_helper.h"
#include "rows.h"

#include <stdio.h>

#include "cli/value_json.h"

#define OWN "tests/cases/mustache"

/* As many cases as the spec has, ours and its own. */
static const struct {
    const char *section;
    int cases;
} sections[] = {
    {"comments", 12},      {"delimiters", 14}, {"inheritance", 27},
    {"interpolation", 42}, {"inverted", 22},   {"partials", 12},
    {"sections", 34},
};

static const char *spec_dir(void)
{
    const char *dir = getenv("SP_SPEC_DIR");

    return dir != NULL ? dir : "../shared/mustache-spec";
}

static const char *string_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    assert_non_null(text);
    return text;
}

static void run_case(const json_t *test, apr_pool_t *parent)
{
    json_t *partials = json_object_get(test, "partials");
    const char *name;
    json_t *text;
    apr_pool_t *pool;
    mustache_t *m;

    apr_pool_create(&pool, parent);
    m = mustache_new(pool);
    json_object_foreach(partials, name, text)
    {
        mustache_add(m, name, json_string_value(text));
    }
    assert_string_equal(
        mustache_run(m, string_of(test, "template"),
                     sp_value_json(pool, json_object_get(test, "data")), NULL),
        string_of(test, "expected"));
    apr_pool_destroy(pool);
}

static void run_section(const char *path, int count, apr_pool_t *pool)
{
    json_error_t fault;
    json_t *root = json_load_file(path, 0, &fault);
    json_t *tests = json_object_get(root, "tests");
    int i;

    if (root == NULL) {
        fail_msg("%s:%d: %s", path, fault.line, fault.text);
    }
    assert_int_equal(json_array_size(tests), count);
    for (i = 0; i < count; i++) {
        const json_t *test = json_array_get(tests, (size_t)i);

        ROW("%s", string_of(test, "name"));
        run_case(test, pool);
    }
    json_decref(root);
}

static void run_all(const char *folder, apr_pool_t *pool)
{
    size_t i;

    for (i = 0; i < sizeof(sections) / sizeof(sections[0]); i++) {
        ROW("%s", sections[i].section);
        run_section(
            apr_psprintf(pool, "%s/%s.json", folder, sections[i].section),
            sections[i].cases, pool);
    }
}

static void every_own_case_of_the_spec_s_rules_is_right(void **state)
{
    run_all(OWN, *state);
}

static void every_case_of_the_spec_renders_as_it_says(void **state)
{
    run_all(spec_dir(), *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        MUSTACHE_TEST(every_own_case_of_the_spec_s_rules_is_right),
        MUSTACHE_TEST(every_case_of_the_spec_renders_as_it_says),
    };

    rows_additional("every_case_of_the_spec_renders_as_it_says", spec_dir());
    return cmocka_run_group_tests(tests, NULL, NULL);
}
