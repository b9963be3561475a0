/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What tests that read files share: one pool and one empty folder below
 * build/ for each test, both gone afterwards. Knows nothing of themes. */
#ifndef SP_FILES_HELPER_H
#define SP_FILES_HELPER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <apr_file_info.h>
#include <apr_file_io.h>
#include <apr_general.h>
#include <apr_strings.h>

#include "base/diag.h"

/** What a test gets as its state. */
typedef struct files_t {
    apr_pool_t *pool;
    char *folder; /* "build/unit-Ab3dEf" */
    sp_error_t err;
    void *loaded; /* of pages_helper.h */
    int names;    /* how many were given out */
} files_t;

/** The path of a file in the test's folder. */
static inline const char *files_path(const files_t *t, const char *name)
{
    return apr_pstrcat(t->pool, t->folder, "/", name, NULL);
}

/** Write a file; the folders before it are made. Gives its path. */
static inline const char *files_put_bytes(const files_t *t, const char *name,
                                          const char *bytes, apr_size_t len)
{
    const char *path = files_path(t, name);
    char *folder = apr_pstrdup(t->pool, path);
    FILE *f;

    *strrchr(folder, '/') = '\0';
    assert_int_equal(
        apr_dir_make_recursive(folder, APR_FPROT_OS_DEFAULT, t->pool),
        APR_SUCCESS);
    f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    fclose(f);
    return path;
}

static inline const char *files_put(const files_t *t, const char *name,
                                    const char *text)
{
    return files_put_bytes(t, name, text, strlen(text));
}

/** A text in which the test's folder is called "DIR". */
static inline const char *files_shown(const files_t *t, const char *text)
{
    const char *found;

    while ((found = strstr(text, t->folder)) != NULL) {
        text = apr_pstrcat(
            t->pool, apr_pstrndup(t->pool, text, (apr_size_t)(found - text)),
            "DIR", found + strlen(t->folder), NULL);
    }
    return text;
}

/** The fault of the test so far, as files_shown(); it is forgotten then. */
static inline const char *files_fault(files_t *t)
{
    const char *text = files_shown(t, sp_error_text(&t->err, t->pool));

    memset(&t->err, 0, sizeof(t->err));
    return text;
}

static inline void files_remove(const char *path, apr_pool_t *parent)
{
    apr_pool_t *pool;
    apr_finfo_t info;
    apr_dir_t *dir;

    apr_pool_create(&pool, parent);
    if (apr_stat(&info, path, APR_FINFO_LINK | APR_FINFO_TYPE, pool) ==
            APR_SUCCESS &&
        info.filetype == APR_DIR && /* and no link to one */
        apr_dir_open(&dir, path, pool) == APR_SUCCESS) {
        while (apr_dir_read(&info, APR_FINFO_NAME, dir) == APR_SUCCESS) {
            if (strcmp(info.name, ".") != 0 && strcmp(info.name, "..") != 0) {
                files_remove(apr_pstrcat(pool, path, "/", info.name, NULL),
                             pool);
            }
        }
        apr_dir_close(dir);
        apr_dir_remove(path, pool);
    }
    else {
        apr_file_remove(path, pool);
    }
    apr_pool_destroy(pool);
}

static inline int files_setup(void **state)
{
    apr_pool_t *pool;
    files_t *t;

    apr_initialize();
    apr_pool_create(&pool, NULL);
    t = apr_pcalloc(pool, sizeof(*t));
    t->pool = pool;
    t->folder = apr_pstrdup(pool, "build/unit-XXXXXX");
    apr_dir_make_recursive("build", APR_FPROT_OS_DEFAULT, pool);
    *state = t;
    return mkdtemp(t->folder) != NULL ? 0 : -1;
}

static inline int files_teardown(void **state)
{
    files_t *t = *state;

    files_remove(t->folder, t->pool);
    apr_pool_destroy(t->pool);
    apr_terminate();
    return 0;
}

#define FILES_TEST(test)                                                       \
    cmocka_unit_test_setup_teardown(test, files_setup, files_teardown)

#endif /* SP_FILES_HELPER_H */
