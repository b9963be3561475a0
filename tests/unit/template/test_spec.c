/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The Mustache spec's own 163 cases, from SP_SPEC_DIR or
 * ../shared/mustache-spec, through compile, render and fill. They are not part
 * of the project: where the folder is missing this says so and skips. */
#include "mustache_helper.h"

#include <stdio.h>
#include <unistd.h>

#include "cli/value_json.h"

#define ALL_CASES 163

static const char *const files[] = {
    "comments", "delimiters", "inheritance", "interpolation",
    "inverted", "partials",   "sections",
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

/* Run one case; 1 where it came out right. */
static int run_case(const char *file, const json_t *test, apr_pool_t *parent)
{
    json_t *partials = json_object_get(test, "partials");
    const char *expected = string_of(test, "expected");
    const char *name, *got;
    json_t *text;
    apr_pool_t *pool;
    mustache_t *m;
    int right;

    apr_pool_create(&pool, parent);
    m = mustache_new(pool);
    json_object_foreach(partials, name, text)
    {
        mustache_add(m, name, json_string_value(text));
    }
    got =
        mustache_run(m, string_of(test, "template"),
                     sp_value_json(pool, json_object_get(test, "data")), NULL);
    right = strcmp(got, expected) == 0;
    if (!right) {
        print_error("%s: %s\n  want [%s]\n  got  [%s]\n", file,
                    string_of(test, "name"), expected, got);
    }
    apr_pool_destroy(pool);
    return right;
}

static void every_case_of_the_spec_renders_as_it_says(void **state)
{
    apr_pool_t *pool = *state;
    int cases = 0, right = 0;
    size_t i, k;

    if (access(spec_dir(), R_OK) != 0) {
        print_message("no Mustache spec at %s: skipped\n", spec_dir());
        skip();
    }
    for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        const char *path =
            apr_psprintf(pool, "%s/%s.json", spec_dir(), files[i]);
        json_error_t fault;
        json_t *root = json_load_file(path, 0, &fault);
        json_t *tests = json_object_get(root, "tests");

        assert_non_null(root);
        for (k = 0; k < json_array_size(tests); k++) {
            cases++;
            right += run_case(files[i], json_array_get(tests, k), pool);
        }
        json_decref(root);
    }
    print_message("%d of %d cases of the Mustache spec are right\n", right,
                  cases);
    assert_int_equal(right, cases);
    assert_int_equal(cases, ALL_CASES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        MUSTACHE_TEST(every_case_of_the_spec_renders_as_it_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
