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

apr_status_t sp_files_result(sp_call_t *call, apr_status_t rv, const char *path,
                             const char *what)
{
    char reason[120];

    if (rv != APR_SUCCESS) {
        sp_error_set(&call->err, call->pool, path, 0, 0, "%s: %s", what,
                     apr_strerror(rv, reason, sizeof(reason)));
    }
    return rv;
}

/* The same where no link is followed. */
static apr_status_t result_inside(sp_call_t *call, apr_status_t rv,
                                  const char *path, const char *what)
{
    sp_files_result(call, rv, path, what);
    if (rv == ELOOP) {
        sp_error_hint(&call->err, call->pool,
                      "no symbolic link is followed there");
    }
    return rv;
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
        /* what is no folder fails at the next part; a FIFO must not block */
        next = openat(at, part, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        close(at);
        at = next;
        *name = slash + 1;
    }
    return at;
}

apr_status_t sp_files_write(sp_call_t *call, const char *folder,
                            const char *name, int over, const char *bytes,
                            apr_size_t len)
{
    const char *path =
        folder ? apr_pstrcat(call->pool, folder, "/", name, NULL) : name;
    int at = folder ? open_parent(folder, &name, 0, call->pool) : AT_FDCWD;
    apr_os_file_t fd = at == -1 ? -1
                                : openat(at, name,
                                         O_WRONLY | O_CREAT | O_CLOEXEC |
                                             (over ? O_TRUNC : O_EXCL) |
                                             (folder ? O_NOFOLLOW : 0),
                                         0666);
    apr_status_t rv = fd < 0 ? errno : APR_SUCCESS, closed;
    apr_file_t *file;

    if (rv == APR_SUCCESS) {
        apr_os_file_put(&file, &fd, APR_FOPEN_WRITE, call->pool);
        rv = apr_file_write_full(file, bytes, len, NULL);
        closed = apr_file_close(file);
        rv = rv == APR_SUCCESS ? closed : rv;
    }
    if (at >= 0) {
        close(at);
    }
    return result_inside(call, rv, path, "cannot be written");
}

apr_status_t sp_files_folder(sp_call_t *call, const char *folder,
                             const char *name)
{
    const char *path =
        name ? apr_pstrcat(call->pool, folder, "/", name, NULL) : folder;
    apr_status_t rv =
        apr_dir_make_recursive(folder, APR_FPROT_OS_DEFAULT, call->pool);

    if (rv == APR_SUCCESS && name != NULL) {
        int at = open_parent(folder, &name, 1, call->pool);

        if (at < 0 || (mkdirat(at, name, 0777) != 0 && errno != EEXIST)) {
            rv = errno;
        }
        if (at >= 0) {
            close(at);
        }
    }
    return result_inside(call, rv, path, "cannot be made");
}
