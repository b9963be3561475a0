/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Files of theme folders, by their names; see theme_folder.h. */
#include "cli/theme_folder.h"

#include "base/builtin.h"
#include "base/spelling.h"

#include <apr_file_info.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

#define DEFAULT_THEME "templates/default/"

/* The names of the default theme's files: those that a theme may exchange. */
static const apr_array_header_t *exchangeable(apr_pool_t *pool)
{
    apr_array_header_t *names = apr_array_make(pool, 32, sizeof(const char *));
    const size_t prefix = strlen(DEFAULT_THEME);
    int count, i;
    const sp_builtin_t *all = sp_builtin_all(&count);

    for (i = 0; i < count; i++) {
        if (strncmp(all[i].path, DEFAULT_THEME, prefix) == 0) {
            APR_ARRAY_PUSH(names, const char *) = all[i].path + prefix;
        }
    }
    return names;
}

/* Whether there is a page for one code or class in a folder. */
static int has_code_page(const char *path, apr_pool_t *pool)
{
    apr_finfo_t info;
    apr_dir_t *dir;
    int found = 0;

    if (apr_dir_open(&dir, path, pool) != APR_SUCCESS) {
        return 0;
    }
    while (!found && apr_dir_read(&info, APR_FINFO_NAME, dir) == APR_SUCCESS) {
        found = sp_theme_names_code(info.name);
    }
    apr_dir_close(dir);
    return found;
}

int sp_theme_folder_is(const char *path, apr_pool_t *pool)
{
    const apr_array_header_t *names = exchangeable(pool);
    int i;

    for (i = 0; i < names->nelts; i++) {
        apr_finfo_t info;
        const char *file = apr_pstrcat(
            pool, path, "/", APR_ARRAY_IDX(names, i, const char *), NULL);

        if (apr_stat(&info, file, APR_FINFO_TYPE, pool) == APR_SUCCESS) {
            return 1;
        }
    }
    return has_code_page(path, pool);
}

int sp_theme_folder_beside(const char *path)
{
    static const char *const pictures[] = {".png",  ".jpg",  ".jpeg", ".gif",
                                           ".webp", ".avif", ".ico",  ".svg"};
    const int count = sizeof(pictures) / sizeof(pictures[0]);
    const char *name = apr_filepath_name_get(path);
    const char *dot = strrchr(name, '.');

    return strncmp(name, "README", 6) == 0 ||
           (dot != NULL && sp_spelling_is_among(dot, pictures, count));
}

static void tell(const char *path, apr_pool_t *pool)
{
    const apr_array_header_t *names = exchangeable(pool);
    const char *near =
        sp_spelling_nearest(apr_filepath_name_get(path),
                            (const char *const *)names->elts, names->nelts);

    if (sp_theme_nearly_names_code(apr_filepath_name_get(path))) {
        printf("warning: %s: is taken by no page; a page for one code is named "
               "as page.503.html, for a class as page.5xx.html (300 to 599)\n",
               path);
        return;
    }
    printf("warning: %s: is taken by no page%s%s%s\n", path,
           near ? "; did you mean \"" : "", near ? near : "",
           near ? "\"?" : "");
}

int sp_theme_folder_unused(const sp_theme_t *theme, const char *path,
                           apr_pool_t *pool)
{
    const char *const *taken;
    const int count = sp_theme_files(theme, &taken);
    apr_finfo_t info;
    apr_dir_t *dir;
    int unused = 0;

    if (apr_dir_open(&dir, path, pool) != APR_SUCCESS) {
        return 0; /* a built-in theme's name */
    }
    while (apr_dir_read(&info, APR_FINFO_NAME | APR_FINFO_TYPE, dir) ==
           APR_SUCCESS) {
        const char *file = apr_pstrcat(pool, path, "/", info.name, NULL);

        if (info.filetype == APR_REG && info.name[0] != '.' &&
            !sp_theme_folder_beside(file) &&
            !sp_spelling_is_among(file, taken, count)) {
            tell(file, pool);
            unused++;
        }
    }
    apr_dir_close(dir);
    return unused;
}

int sp_theme_folder_gaps(const sp_theme_t *theme)
{
    const char *const *gaps;
    const int count = sp_theme_gaps(theme, &gaps);
    int i;

    for (i = 0; i < count; i++) {
        printf("warning: %s\n", gaps[i]);
    }
    return count;
}
