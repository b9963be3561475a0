/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* `statuspages render --template FILE`: any Mustache template with any JSON
 * data, to try a template out without a server. */
#ifndef SP_CLI_RENDER_DATA_H
#define SP_CLI_RENDER_DATA_H

#include "cli/cli.h"

/**
 * Render @a template_file with the JSON in @a data_file (NULL: no data) to
 * standard output, escaped as HTML. The partial NAME is the file NAME.mustache
 * in @a partials_dir (NULL: there are none); one that is missing renders as
 * nothing. Gives the exit code.
 */
int sp_cli_render_data(sp_call_t *call, const char *template_file,
                       const char *data_file, const char *partials_dir);

#endif /* SP_CLI_RENDER_DATA_H */
