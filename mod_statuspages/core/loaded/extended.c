/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where a catalogue's "extends" leads; see loaded.h. */
#include "loaded/loaded.h"

#include <apr_file_info.h>
#include <apr_lib.h>
#include <apr_strings.h>

const sp_catalog_t *sp_loaded_extended(void *from, const char *name,
                                       sp_error_t *err)
{
    const sp_loaded_from_t *f = from;
    const char *base = apr_filepath_name_get(f->file);
    const sp_catalog_t *found = NULL;
    char *path;
    apr_status_t rv = apr_filepath_merge(
        &path, apr_pstrmemdup(f->pool, f->file, (apr_size_t)(base - f->file)),
        name, APR_FILEPATH_TRUENAME, f->pool);

    sp_loaded_catalog(f->loaded, &found, name, rv == APR_SUCCESS ? path : name,
                      err);
    return found;
}
