/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the subcommands of "statuspages" share. Each is a function that takes
 * the words behind its name and gives the exit code: 0 done, 1 a fault in
 * what it was given, 2 it was called wrongly. */
#ifndef SP_CLI_H
#define SP_CLI_H

#include "loaded/loaded.h"
#include "appearance/appearance.h"

#include <apr_getopt.h>

#define SP_EXIT_OK 0
#define SP_EXIT_FAULT 1
#define SP_EXIT_USAGE 2

int sp_cli_render(int argc, const char *const *argv, apr_pool_t *pool);
int sp_cli_check(int argc, const char *const *argv, apr_pool_t *pool);
int sp_cli_import(int argc, const char *const *argv, apr_pool_t *pool);
int sp_cli_export(int argc, const char *const *argv, apr_pool_t *pool);
int sp_cli_new_theme(int argc, const char *const *argv, apr_pool_t *pool);
int sp_cli_codes(int argc, const char *const *argv, apr_pool_t *pool);

/** Print a fault as "statuspages: file:line:col: message"; gives SP_EXIT_FAULT.
 */
int sp_cli_fault(const sp_error_t *err, apr_pool_t *pool);

/** Print what is wrong with the call; gives SP_EXIT_USAGE. */
int sp_cli_usage(const char *command, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/**
 * Start reading options: @a argv are the words behind the command's name.
 * Options and arguments may be mixed.
 */
apr_getopt_t *sp_cli_options(int argc, const char *const *argv,
                             apr_pool_t *pool);

#endif /* SP_CLI_H */
