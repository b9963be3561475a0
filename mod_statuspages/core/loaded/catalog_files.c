/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See catalog_files.h. */
#include "loaded/catalog_files.h"

#include "base/builtin.h"
#include "base/file.h"

#include <apr_file_info.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

static void list_builtin(apr_array_header_t *files, const char *name)
{
    const char *prefix = apr_pstrcat(files->pool, CATALOGS, name, NULL);
    size_t n = strlen(prefix);
    int count, i;
    const sp_builtin_t *all = sp_builtin_all(&count);

    for (i = 0; i < count; i++) {
        if (strncmp(all[i].path, prefix, n) == 0 &&
            (all[i].path[n] == '/' || all[i].path[n] == '.')) {
            APR_ARRAY_PUSH(files, const char *) = all[i].path;
        }
    }
}

static apr_status_t list_folder(apr_array_header_t *files, const char *folder,
                                sp_error_t *err)
{
    apr_pool_t *pool = files->pool;
    apr_dir_t *dir;
    apr_finfo_t info;
    apr_status_t rv = apr_dir_open(&dir, folder, pool);

    if (rv != APR_SUCCESS) {
        return sp_file_fault(rv, folder, pool, err);
    }
    while ((rv = apr_dir_read(&info, APR_FINFO_NAME, dir)) == APR_SUCCESS) {
        const char *ending = strrchr(info.name, '.');
        /* editors keep their own files in hidden ones */
        if (info.name[0] != '.' && ending != NULL &&
            strcmp(ending, ".json") == 0) {
            APR_ARRAY_PUSH(files, const char *) =
                apr_pstrcat(pool, folder, "/", info.name, NULL);
        }
    }
    apr_dir_close(dir);
    if (!APR_STATUS_IS_ENOENT(rv)) { /* that is the end */
        return sp_file_fault(rv, folder, pool, err);
    }
    if (files->nelts == 0) {
        sp_error_set(err, pool, folder, 0, 0, "holds no catalogue");
        return sp_error_hint(err, pool,
                             "it needs a file LANGUAGE.json, as en.json");
    }
    return APR_SUCCESS;
}

static int is_english(const char *path)
{
    return strcmp(apr_filepath_name_get(path), "en.json") == 0;
}

/* English goes first: it is what everything falls back to. The others are
 * sorted, so that their order does not depend on the file system. */
static int by_language(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    int order = is_english(y) - is_english(x);

    return order != 0 ? order : strcmp(x, y);
}

apr_status_t sp_catalog_files(apr_array_header_t **files, const char *path,
                              int builtin, apr_pool_t *pool, sp_error_t *err)
{
    apr_status_t rv = APR_SUCCESS;

    *files = apr_array_make(pool, 16, sizeof(const char *));
    if (builtin) {
        list_builtin(*files, path);
    }
    else if (sp_file_is_folder(path, pool)) {
        rv = list_folder(*files, path, err);
    }
    else {
        APR_ARRAY_PUSH(*files, const char *) = apr_pstrdup(pool, path);
    }
    qsort((*files)->elts, (size_t)(*files)->nelts, sizeof(const char *),
          by_language);
    return rv;
}
