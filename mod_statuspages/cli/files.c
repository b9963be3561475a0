/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See files.h. APR opens files by path alone, so what must not be led astray
 * by a link goes from folder to folder with openat(). */
#include "cli/files.h"

#include <apr_file_io.h>
#include <apr_portable.h>
#include <apr_strings.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *sp_files_fill(const sp_plan_t *plan, const sp_facts_t *facts,
                          apr_size_t *len, apr_pool_t *pool)
{
    char *bytes;

    *len = sp_plan_size(plan, facts);
    bytes = apr_palloc(pool, *len + 1);
    sp_plan_write(plan, facts, bytes);
    return bytes;
}

apr_status_t sp_files_fault(apr_status_t rv, const char *path, const char *what,
                            apr_pool_t *pool, sp_error_t *err)
{
    char reason[120];

    sp_error_set(err, pool, path, 0, 0, "%s: %s", what,
                 apr_strerror(rv, reason, sizeof(reason)));
    return rv;
}

static apr_status_t write_all(apr_file_t *file, const char *bytes,
                              apr_size_t len)
{
    apr_status_t rv = apr_file_write_full(file, bytes, len, NULL);
    apr_status_t closed = apr_file_close(file);

    return rv == APR_SUCCESS ? closed : rv;
}

apr_status_t sp_files_write(const char *path, int over, const char *bytes,
                            apr_size_t len, apr_pool_t *pool, sp_error_t *err)
{
    apr_file_t *file;
    apr_status_t rv =
        apr_file_open(&file, path,
                      APR_FOPEN_WRITE | APR_FOPEN_CREATE |
                          (over ? APR_FOPEN_TRUNCATE : APR_FOPEN_EXCL),
                      APR_FPROT_OS_DEFAULT, pool);

    if (rv == APR_SUCCESS) {
        rv = write_all(file, bytes, len);
    }
    return rv == APR_SUCCESS
               ? rv
               : sp_files_fault(rv, path, "cannot be written", pool, err);
}

static apr_status_t fault_inside(apr_status_t rv, const char *path,
                                 const char *what, apr_pool_t *pool,
                                 sp_error_t *err)
{
    if (rv != ELOOP) {
        return sp_files_fault(rv, path, what, pool, err);
    }
    sp_error_set(err, pool, path, 0, 0, "%s: a symbolic link is in the way",
                 what);
    sp_error_hint(err, pool, "remove it, or name another folder");
    return rv;
}

/* Open what is in a folder, but through no link: -1 and ELOOP for one. */
static int open_in(int folder, const char *name, int flags)
{
    int fd = openat(folder, name, flags | O_NOFOLLOW | O_CLOEXEC, 0666);
    int why = errno;
    struct stat info;

    if (fd < 0) {
        if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISLNK(info.st_mode)) {
            why = ELOOP;
        }
        errno = why;
    }
    return fd;
}

/* Open the folder that the last part of a name is in, and move the name on to
 * that part; @a make makes the folders before it. */
static int open_parent(const char *folder, const char **name, int make,
                       apr_pool_t *pool)
{
    int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const char *slash;

    while (at >= 0 && (slash = strchr(*name, '/')) != NULL) {
        const char *part =
            apr_pstrndup(pool, *name, (apr_size_t)(slash - *name));
        int next;

        if (make) {
            mkdirat(at, part, 0777); /* opening it tells what is wrong */
        }
        next = open_in(at, part, O_RDONLY | O_DIRECTORY);
        close(at);
        at = next;
        *name = slash + 1;
    }
    return at;
}

apr_status_t sp_files_write_inside(const char *folder, const char *name,
                                   const char *bytes, apr_size_t len,
                                   apr_pool_t *pool, sp_error_t *err)
{
    const char *path = apr_pstrcat(pool, folder, "/", name, NULL);
    int at = open_parent(folder, &name, 0, pool);
    apr_os_file_t fd =
        at < 0 ? -1 : open_in(at, name, O_WRONLY | O_CREAT | O_TRUNC);
    apr_status_t rv = fd < 0 ? errno : APR_SUCCESS;
    apr_file_t *file;

    if (at >= 0) {
        close(at);
    }
    if (rv == APR_SUCCESS) {
        rv = apr_os_file_put(&file, &fd, APR_FOPEN_WRITE, pool);
    }
    if (rv == APR_SUCCESS) {
        rv = write_all(file, bytes, len);
    }
    return rv == APR_SUCCESS
               ? rv
               : fault_inside(rv, path, "cannot be written", pool, err);
}

apr_status_t sp_files_folder(const char *folder, const char *name,
                             apr_pool_t *pool, sp_error_t *err)
{
    const char *path =
        name ? apr_pstrcat(pool, folder, "/", name, NULL) : folder;
    apr_status_t rv =
        apr_dir_make_recursive(folder, APR_FPROT_OS_DEFAULT, pool);

    if (rv == APR_SUCCESS && name != NULL) {
        int at = open_parent(folder, &name, 1, pool);

        if (at < 0 || (mkdirat(at, name, 0777) != 0 && errno != EEXIST)) {
            rv = errno;
        }
        if (at >= 0) {
            close(at);
        }
    }
    return rv == APR_SUCCESS
               ? rv
               : fault_inside(rv, path, "cannot be made", pool, err);
}
