/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A template that is named by its file: its format, and what its page would
 * show if there were a value for it. Refuses to know options. */
#ifndef SP_CLI_TEMPLATE_FILE_H
#define SP_CLI_TEMPLATE_FILE_H

#include "appearance/appearance.h"

/** A template's format, by the end of its name; 0 where that tells none. */
int sp_template_file_format(const char *path, sp_format_t *format);

/** What a page mentions and has no value for: "vars.home, logo, time", by how
 *  it is written in the template; "" where nothing is missing. What nobody can
 *  set is left out. */
const char *sp_template_file_lacks(const sp_theme_template_t *page,
                                   const sp_appearance_t *appearance,
                                   const sp_facts_t *facts, apr_pool_t *pool);

#endif /* SP_CLI_TEMPLATE_FILE_H */
