/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The options by which a command makes its appearance: theme, catalogue, logo
 * and the variables of the brand. */
#ifndef SP_CLI_APPEARANCE_OPTIONS_H
#define SP_CLI_APPEARANCE_OPTIONS_H

#include "cli/cli.h"

typedef struct sp_cli_appearance_t {
    const char *theme;
    const char *catalog;
    const char *logo; /* a file, or NULL */
    const sp_var_t *vars;
} sp_cli_appearance_t;

/** Split "name=value" into *@a name and the value; NULL without a "=". */
const char *sp_cli_split(const char *arg, const char **name, apr_pool_t *pool);

/** Take a --var; gives an exit code. */
int sp_cli_add_var(sp_cli_appearance_t *wish, const char *command,
                   const char *arg, apr_pool_t *pool);

/** Make the appearance that was wished for. */
apr_status_t sp_cli_make_appearance(sp_appearance_t **appearance,
                                    const sp_cli_appearance_t *wish,
                                    apr_pool_t *pool, sp_error_t *err);

/** The tag as the appearance has it, its first one for NULL; NULL where it
 * lacks the language. */
const char *sp_cli_language(const sp_appearance_t *appearance, const char *tag);

#endif /* SP_CLI_APPEARANCE_OPTIONS_H */
