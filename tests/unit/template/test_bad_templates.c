/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The folders of tests/cases/templates (or SP_CASES_DIR): templates, and what
 * "statuspages check FILE" says about each. Goes through the function that
 * the command calls. No case found is a failure. */
#include "rows.h"
#include "pages_helper.h"

#include <dirent.h>

#include "base/file.h"

#define LEAST_CASES 150

/* The template of a case, and the format that its name stands for. */
static const struct {
    const char *file;
    sp_format_t format;
} names[] = {
    {"template.html", SP_FORMAT_HTML},  {"template.xml", SP_FORMAT_XML},
    {"template.txt", SP_FORMAT_TEXT},   {"template.md", SP_FORMAT_MARKDOWN},
    {"problem.json", SP_FORMAT_JSON},   {"gallery.html", SP_FORMAT_HTML},
    {"reference.json", SP_FORMAT_JSON},
};

static int is_there(const char *path, apr_pool_t *pool)
{
    apr_finfo_t info;

    return apr_stat(&info, path, APR_FINFO_TYPE, pool) == APR_SUCCESS;
}

/* What the check says, with paths within the case's folder. */
static const char *diagnosis(sp_loaded_t *loaded, const char *folder,
                             const char *file, sp_format_t format,
                             apr_pool_t *pool)
{
    const char *path = apr_pstrcat(pool, folder, "/", file, NULL);
    const sp_theme_t *theme;
    sp_error_t err = {0};
    const char *text;
    size_t skip = strlen(folder) + 1;

    if (sp_loaded_template(loaded, &theme, NULL, path, format, &err) ==
        APR_SUCCESS) {
        assert_null(err.msg);
        return "";
    }
    text = sp_error_text(&err, pool);
    assert_non_null(err.msg);
    assert_non_null(err.hint);
    assert_int_equal(strncmp(text, folder, skip - 1), 0);
    return apr_pstrcat(pool, text + skip, "\n", NULL);
}

/* Without a file "error" nothing is wrong. */
static const char *expected(const char *folder, apr_pool_t *pool)
{
    const char *path = apr_pstrcat(pool, folder, "/error", NULL);
    const char *text = "";
    apr_size_t len;

    if (is_there(path, pool)) {
        assert_int_equal(sp_file_read(path, &text, &len, pool, NULL),
                         APR_SUCCESS);
        assert_true(len > 0);
    }
    return text;
}

/* Returns 1 where the case fails. */
static int run_case(sp_loaded_t *loaded, const char *folder, apr_pool_t *pool)
{
    const char *want = expected(folder, pool);
    const char *got;
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        ROW("%d", (int)i);
        const char *path = apr_pstrcat(pool, folder, "/", names[i].file, NULL);
        if (is_there(path, pool)) {
            got =
                diagnosis(loaded, folder, names[i].file, names[i].format, pool);
            if (strcmp(got, want) == 0) {
                return 0;
            }
            print_error("%s\nwant %sgot  %s\n", folder,
                        *want ? want : "no fault\n", *got ? got : "no fault\n");
            return 1;
        }
    }
    print_error("%s: holds no template\n", folder);
    return 1;
}

static void each_folder_gets_the_diagnosis_in_it(void **state)
{
    files_t *t = *state;
    const char *root = getenv("SP_CASES_DIR");
    sp_loaded_t *loaded = pages_loaded(t);
    int cases = 0, wrong = 0;
    struct dirent *entry;
    DIR *dir;

    root = root != NULL ? root : "tests/cases/templates";
    dir = opendir(root);
    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] != '.' && strchr(entry->d_name, '.') == NULL) {
            wrong += run_case(
                loaded, apr_pstrcat(t->pool, root, "/", entry->d_name, NULL),
                t->pool);
            cases++;
        }
    }
    closedir(dir);
    assert_int_equal(wrong, 0);
    assert_true(cases >= LEAST_CASES);
}

static void every_built_in_theme_passes(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const apr_array_header_t *themes = sp_loaded_theme_names(t->pool);
    int i;

    assert_true(themes->nelts > 0);
    for (i = 0; i < themes->nelts; i++) {
        ROW("%s", APR_ARRAY_IDX(themes, i, const char *));
        const char *name = APR_ARRAY_IDX(themes, i, const char *);
        const sp_theme_t *theme;
        if (sp_loaded_theme(loaded, &theme, name, name, &t->err) !=
            APR_SUCCESS) {
            fail_msg("%s", sp_error_text(&t->err, t->pool));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(each_folder_gets_the_diagnosis_in_it),
        FILES_TEST(every_built_in_theme_passes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
