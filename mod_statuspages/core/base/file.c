/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Bounded reading of files; see file.h. */
#include "base/file.h"

#include <apr_file_info.h>
#include <apr_file_io.h>

apr_status_t sp_file_fault(apr_status_t rv, const char *path, apr_pool_t *pool,
                           sp_error_t *err)
{
    char reason[120];

    sp_error_set(err, pool, path, 0, 0, "cannot be read: %s",
                 apr_strerror(rv, reason, sizeof(reason)));
    return rv;
}

static apr_status_t read_open(apr_file_t *fd, const char *path,
                              const char **text, apr_size_t *len,
                              apr_pool_t *pool, sp_error_t *err)
{
    apr_finfo_t info;
    apr_status_t rv =
        apr_file_info_get(&info, APR_FINFO_SIZE | APR_FINFO_TYPE, fd);
    char *buffer;

    if (rv != APR_SUCCESS) {
        return sp_file_fault(rv, path, pool, err);
    }
    if (info.filetype != APR_REG) {
        return sp_error_set(err, pool, path, 0, 0, "is no regular file");
    }
    if (info.size > SP_FILE_MAX) {
        return sp_error_set(err, pool, path, 0, 0,
                            "is larger than %d bytes, the most that is read",
                            SP_FILE_MAX);
    }
    buffer = apr_palloc(pool, (apr_size_t)info.size + 1);
    /* one byte more than there is, to see whether that is still so */
    rv = apr_file_read_full(fd, buffer, (apr_size_t)info.size + 1, len);
    if (rv != APR_SUCCESS && rv != APR_EOF) {
        return sp_file_fault(rv, path, pool, err);
    }
    if (*len != (apr_size_t)info.size) {
        sp_error_set(err, pool, path, 0, 0, "changed while it was read");
        return sp_error_hint(err, pool, "read it again when it is whole");
    }
    buffer[*len] = '\0';
    *text = buffer;
    return APR_SUCCESS;
}

/* No file is an answer; a link without one is a mistake, which whoever made
 * the link would not see: something else takes the place of the file. */
static apr_status_t no_file(apr_status_t rv, const char *path, apr_pool_t *pool,
                            sp_error_t *err)
{
    apr_finfo_t info;

    if (APR_STATUS_IS_ENOENT(rv) &&
        apr_stat(&info, path, APR_FINFO_TYPE | APR_FINFO_LINK, pool) ==
            APR_SUCCESS) {
        sp_error_set(err, pool, path, 0, 0,
                     "is a link to a file that is not there");
        return sp_error_hint(err, pool, "mend the link, or take it away");
    }
    return sp_file_fault(rv, path, pool, err);
}

apr_status_t sp_file_read(const char *path, const char **text, apr_size_t *len,
                          apr_pool_t *pool, sp_error_t *err)
{
    apr_file_t *fd;
    apr_finfo_t info;
    apr_status_t rv = apr_stat(&info, path, APR_FINFO_TYPE, pool);

    if (rv != APR_SUCCESS) {
        return no_file(rv, path, pool, err);
    }
    if (info.filetype != APR_REG) { /* opening a pipe would wait for ever */
        return sp_error_set(err, pool, path, 0, 0, "is no regular file");
    }
    /* nor may it wait where a pipe has come to be there since */
    rv = apr_file_open(&fd, path,
                       APR_FOPEN_READ | APR_FOPEN_BINARY | APR_FOPEN_NONBLOCK,
                       0, pool);
    if (rv != APR_SUCCESS) {
        return sp_file_fault(rv, path, pool, err);
    }
    rv = read_open(fd, path, text, len, pool, err);
    apr_file_close(fd);
    return rv;
}

int sp_file_is_folder(const char *path, apr_pool_t *pool)
{
    apr_finfo_t info;
    apr_status_t rv = apr_stat(&info, path, APR_FINFO_TYPE, pool);

    return rv == APR_SUCCESS && info.filetype == APR_DIR;
}
