/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What "statuspages import" tells the reader, on the standard error output:
 * the standard output may be the catalogue. */
#ifndef SP_CLI_IMPORT_REPORT_H
#define SP_CLI_IMPORT_REPORT_H

#include "import/import.h"

/** How many codes there are, and each line that is not in the catalogue. */
void sp_import_report(const sp_import_t *import, const char *file, int lenient);

/** What to do next; @a output is NULL for the standard output. */
void sp_import_report_next(const char *extends, const char *output,
                           apr_pool_t *pool);

#endif /* SP_CLI_IMPORT_REPORT_H */
