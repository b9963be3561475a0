/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The embedded files are those of the source tree, byte for byte, sorted and
 * each once. Reads the source tree beside the table. */
#include "rows.h"
#include "files_helper.h"

#include "base/builtin.h"
#include "base/file.h"

static void the_table_is_sorted_and_has_each_path_once(void **state)
{
    int count, i;
    const sp_builtin_t *all = sp_builtin_all(&count);

    assert_true(count > 10);
    for (i = 1; i < count; i++) {
        ROW("%s", all[i].path);
        if (strcmp(all[i - 1].path, all[i].path) >= 0) {
            fail_msg("%s stands before %s", all[i - 1].path, all[i].path);
        }
    }
}

static void each_file_is_found_by_its_path(void **state)
{
    int count, i;
    const sp_builtin_t *all = sp_builtin_all(&count);

    for (i = 0; i < count; i++) {
        ROW("%s", all[i].path);
        assert_ptr_equal(sp_builtin_find(all[i].path), &all[i]);
    }
}

static void what_is_not_there_is_not_found(void **state)
{
    static const char *const paths[] = {
        "",
        "/",
        "templates",
        "templates/default",
        "templates/default/",
        "templates/default/page.htm",
        "templates/default/page.html ",
        "Templates/default/page.html",
        "./templates/default/page.html",
        "templates/default/../default/page.html",
        "zzz",
    };
    size_t i;

    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ROW("%s", paths[i]);
        assert_null(sp_builtin_find(paths[i]));
    }
}

static int is_same(const files_t *t, const sp_builtin_t *b)
{
    sp_error_t err = {0};
    const char *text;
    apr_size_t len;

    return sp_file_read(b->path, &text, &len, t->pool, &err) == APR_SUCCESS &&
           len == b->len && memcmp(text, b->text, len) == 0;
}

static void the_bytes_are_those_of_the_source_tree(void **state)
{
    int count, i, same = 0;
    const sp_builtin_t *all = sp_builtin_all(&count);

    for (i = 0; i < count; i++) {
        int equal = is_same(*state, &all[i]);
        if (!equal) {
            print_error("%s differs from the file\n", all[i].path);
        }
        same += equal;
    }
    assert_int_equal(same, count);
}

/* Readers of templates and JSON rely on it. */
static void a_nul_follows_each_file(void **state)
{
    int count, i;
    const sp_builtin_t *all = sp_builtin_all(&count);

    for (i = 0; i < count; i++) {
        ROW("%s", all[i].path);
        assert_int_equal(all[i].text[all[i].len], '\0');
        assert_int_equal(strlen(all[i].text), all[i].len);
    }
}

static void what_every_appearance_needs_is_there(void **state)
{
    static const char *const paths[] = {
        "conf/catalogs/standard/en.json", "templates/default/note.md",
        "templates/default/page.html",    "templates/default/plain.txt",
        "templates/default/problem.json", "templates/default/problem.xml",
        "templates/default/theme.json",
    };
    size_t i;

    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ROW("%s", paths[i]);
        const sp_builtin_t *b = sp_builtin_find(paths[i]);
        assert_non_null(b);
        assert_true(b->len > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(the_table_is_sorted_and_has_each_path_once),
        FILES_TEST(each_file_is_found_by_its_path),
        FILES_TEST(what_is_not_there_is_not_found),
        FILES_TEST(the_bytes_are_those_of_the_source_tree),
        FILES_TEST(a_nul_follows_each_file),
        FILES_TEST(what_every_appearance_needs_is_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
