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
#include <stdlib.h>
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

/* The bytes of a file and where it goes: a name in an open folder. */
typedef struct output_t {
    int at;
    const char *name;
    int inside; /* 1: whoever may write to the folder must not lead astray */
    const char *bytes;
    apr_size_t len;
    apr_pool_t *pool;
} output_t;

static apr_status_t write_and_close(const output_t *o, apr_os_file_t fd)
{
    apr_file_t *file;
    apr_status_t rv, closed;

    apr_os_file_put(&file, &fd, APR_FOPEN_WRITE, o->pool);
    rv = apr_file_write_full(file, o->bytes, o->len, NULL);
    closed = apr_file_close(file);
    return rv == APR_SUCCESS ? closed : rv;
}

/* Write what is made now, or what is a device or a pipe. */
static apr_status_t write_here(const output_t *o, int over)
{
    int fd = openat(o->at, o->name,
                    O_WRONLY | O_CREAT | O_CLOEXEC | (over ? O_TRUNC : O_EXCL) |
                        (o->inside ? O_NOFOLLOW | O_NONBLOCK : 0),
                    0666);
    apr_status_t rv = fd < 0 ? errno : write_and_close(o, fd);

    if (fd >= 0 && rv != APR_SUCCESS && !over) {
        unlinkat(o->at, o->name, 0); /* half of a file is none */
    }
    return rv;
}

/* Write a file beside the one that it replaces when it is whole: on a full
 * disk the old one stays, and nobody ever reads half of it. */
static apr_status_t write_beside(const output_t *o, const struct stat *old)
{
    const char *beside =
        apr_psprintf(o->pool, "%s.%ld.new", o->name, (long)getpid());
    apr_status_t rv;
    int fd;

    if (old != NULL && faccessat(o->at, o->name, W_OK, AT_EACCESS) != 0) {
        return errno;
    }
    unlinkat(o->at, beside, 0);
    fd = openat(o->at, beside,
                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0) {
        /* the folder is not ours to write to, but the file may be */
        return old != NULL && errno == EACCES ? write_here(o, 1) : errno;
    }
    if (old != NULL && (fchown(fd, old->st_uid, old->st_gid) == 0 ||
                        old->st_uid == geteuid())) {
        fchmod(fd, old->st_mode & 0777);
    }
    rv = write_and_close(o, fd);
    if (rv == APR_SUCCESS && renameat(o->at, beside, o->at, o->name) != 0) {
        rv = errno;
    }
    if (rv != APR_SUCCESS) {
        unlinkat(o->at, beside, 0);
    }
    return rv;
}

static apr_status_t write_over(const output_t *o)
{
    struct stat old;

    if (fstatat(o->at, o->name, &old, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT ? write_beside(o, NULL) : errno;
    }
    return S_ISREG(old.st_mode) ? write_beside(o, &old) : write_here(o, 1);
}

/* Where a name leads to that the caller has chosen. */
static const char *follow(const char *name, apr_pool_t *pool)
{
    char *real = realpath(name, NULL);
    const char *copy = real != NULL ? apr_pstrdup(pool, real) : name;

    free(real);
    return copy;
}

apr_status_t sp_files_write(sp_call_t *call, const char *folder,
                            const char *name, int over, const char *bytes,
                            apr_size_t len)
{
    const char *path =
        folder ? apr_pstrcat(call->pool, folder, "/", name, NULL) : name;
    output_t o = {AT_FDCWD, name, folder != NULL, bytes, len, call->pool};
    apr_status_t rv;

    if (folder != NULL) {
        o.at = open_parent(folder, &o.name, 0, call->pool);
    }
    else if (over) {
        o.name = follow(name, call->pool);
    }
    if (o.at == -1) {
        rv = errno;
    }
    else {
        rv = over ? write_over(&o) : write_here(&o, 0);
    }
    if (o.at >= 0) {
        close(o.at);
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
