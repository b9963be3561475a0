/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What lies in a theme's folder. */
#ifndef SP_CLI_THEME_FOLDER_H
#define SP_CLI_THEME_FOLDER_H

#include "theme/theme.h"

/** Whether a folder holds a file that a theme may have, by its name: such a
 *  folder is a theme, one of other .json files a catalogue. */
int sp_theme_folder_is(const char *path, apr_pool_t *pool);

/** Whether a file is one that people put beside themes: a README, a picture. */
int sp_theme_folder_beside(const char *path);

/** Print which files of a folder theme nothing has taken, and give how many: a
 *  misspelt name is no fault, and gives the default theme's file without a
 *  word. */
int sp_theme_folder_unused(const sp_theme_t *theme, const char *path,
                           apr_pool_t *pool);

/** Print which words of a theme lack a language that others have, and give how
 *  many. */
int sp_theme_folder_gaps(const sp_theme_t *theme);

#endif /* SP_CLI_THEME_FOLDER_H */
