/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reading a whole small file: of the file system, bounded, with a fault that
 * says what was wrong. */
#ifndef SP_FILE_H
#define SP_FILE_H

#include "base/diag.h"

/** The largest template, catalogue or logo that is read. */
#define SP_FILE_MAX (4 * 1024 * 1024)

/**
 * Read the regular file @a path into @a pool; *@a text gets a NUL behind its
 * @a len bytes. Faults: missing, no permission, no regular file, too
 * large, of another size at the end than at the beginning. Never waits for who
 * writes.
 * The status tells APR_ENOENT from the others.
 */
apr_status_t sp_file_read(const char *path, const char **text, apr_size_t *len,
                          apr_pool_t *pool, sp_error_t *err);

/**
 * Record that @a path can't be read, for the reason that @a rv is; gives @a rv.
 */
apr_status_t sp_file_fault(apr_status_t rv, const char *path, apr_pool_t *pool,
                           sp_error_t *err);

/** Whether @a path is a folder. */
int sp_file_is_folder(const char *path, apr_pool_t *pool);

#endif /* SP_FILE_H */
