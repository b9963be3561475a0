/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the commands write: filled plans, whole files, folders.
 * Knows file systems and who may have put what into them; refuses to know what
 * the bytes mean. */
#ifndef SP_CLI_FILES_H
#define SP_CLI_FILES_H

#include "cli/cli.h"
#include "plan/plan.h"

/** The bytes of a plan for these facts, in @a pool. */
const char *sp_files_fill(const sp_plan_t *plan, const sp_facts_t *facts,
                          apr_size_t *len, apr_pool_t *pool);

/** The end of what was done to a file: where @a rv is no success, set the
 *  fault "PATH: WHAT: reason". Gives @a rv. */
apr_status_t sp_files_result(sp_call_t *call, apr_status_t rv, const char *path,
                             const char *what);

/**
 * Write a whole file: one that is not there yet, or @a over one that is, which
 * stays as it was until the new one is whole, and where that fails. With
 * a @a folder, @a name is below it and no part of it may be a symbolic link:
 * who put one there is not asked where the bytes go. The folder itself is the
 * caller's word, and so is a name without one.
 */
apr_status_t sp_files_write(sp_call_t *call, const char *folder,
                            const char *name, int over, const char *bytes,
                            apr_size_t len);

/** Make a folder, and FOLDER/NAME in it where @a name is not NULL, as far as
 *  they are not there. No part of @a name but the last may be a link. */
apr_status_t sp_files_folder(sp_call_t *call, const char *folder,
                             const char *name);

#endif /* SP_CLI_FILES_H */
