/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The options by which a command makes its appearance: theme, catalogue, logo
 * and the variables of the brand; and those that others share with them. */
#ifndef SP_CLI_APPEARANCE_OPTIONS_H
#define SP_CLI_APPEARANCE_OPTIONS_H

#include "appearance/appearance.h"
#include "cli/cli.h"
#include "loaded/loaded.h"

/** What the options say; begin with SP_CLI_APPEARANCE. */
typedef struct sp_cli_appearance_t {
    const char *theme;
    const char *catalog;
    const char *logo; /* a file, or NULL */
    const sp_var_t *vars;
} sp_cli_appearance_t;

#define SP_CLI_APPEARANCE                                                      \
    {                                                                          \
        "default", "standard", NULL, NULL                                      \
    }

/* Rows of a table of options. */
#define SP_CATALOG_OPTION(name)                                                \
    {                                                                          \
        "catalog", "a built-in catalogue, a file or a folder", .text = (name)  \
    }
#define SP_APPEARANCE_OPTIONS(options)                                         \
    {"theme", "a built-in theme or a folder", .text = &(options)->theme},      \
        SP_CATALOG_OPTION(&(options)->catalog),                                \
        {"logo", "a picture to embed", .text = &(options)->logo},              \
    {                                                                          \
        "var", "NAME=VALUE: a variable of the brand", .take = sp_cli_take_var, \
                                                      .into = (options)        \
    }

/** Split "name=value" into *@a name and the value; NULL without a "=". */
const char *sp_cli_split(const char *arg, const char **name, apr_pool_t *pool);

/** Take a --var; @a options is an sp_cli_appearance_t. */
const char *sp_cli_take_var(void *options, const char *arg, apr_pool_t *pool);

/** Take the name of a format; @a format is an sp_format_t. */
const char *sp_cli_take_format(void *format, const char *arg, apr_pool_t *pool);

/** Make the appearance that the options describe, of what is loaded for it. */
apr_status_t sp_cli_make_appearance(sp_call_t *call, sp_loaded_t **into,
                                    sp_appearance_t **appearance,
                                    const sp_cli_appearance_t *options);

/** The one of @a tags that is meant, the first for NULL; NULL where it is not
 *  among them. */
const char *sp_cli_language(const char *tag, const char *const *tags,
                            int count);

#endif /* SP_CLI_APPEARANCE_OPTIONS_H */
