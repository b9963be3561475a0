/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What was added by hand to a catalogue that an import has made before. */
#ifndef SP_CLI_IMPORT_KEEP_H
#define SP_CLI_IMPORT_KEEP_H

#include "cli/cli.h"
#include "import/import.h"

/**
 * Put into the new catalogue *@a json what the one at @a path has besides: its
 * other members (title, labels), and those of a code or problem that both have
 * (retry, url), where the document has no place for them. Says what is gone
 * with the document's rows. What it extends stays, too, unless that was
 * @a given. A fault where @a path can't be read.
 */
apr_status_t sp_import_keep(sp_call_t *call, const char **json,
                            const sp_import_t *import,
                            const sp_import_about_t *about, int given,
                            const char *path);

#endif /* SP_CLI_IMPORT_KEEP_H */
