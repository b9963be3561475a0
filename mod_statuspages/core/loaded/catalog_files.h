/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which files a catalogue is made of, and in which order they are read. Knows
 * names alone. Private to the room. */
#ifndef SP_CATALOG_FILES_H
#define SP_CATALOG_FILES_H

#include "base/diag.h"

#include <apr_tables.h>

/** Built-in catalogues are "conf/catalogs/NAME.json" or
 *  "conf/catalogs/NAME/TAG.json". */
#define CATALOGS "conf/catalogs/"

/** The files (const char *) of a catalogue that is built in by the name
 *  @a path, or that is that file or folder. */
apr_status_t sp_catalog_files(apr_array_header_t **files, const char *path,
                              int builtin, apr_pool_t *pool, sp_error_t *err);

#endif /* SP_CATALOG_FILES_H */
