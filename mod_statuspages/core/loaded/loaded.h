/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What one reading of the configuration has loaded: every theme, template and
 * catalogue once, by its name or path. Lives in the configuration's pool. Knows
 * where files are; refuses to know what they say. */
#ifndef SP_LOADED_H
#define SP_LOADED_H

#include "catalog/catalog.h"
#include "theme/theme.h"

#include <apr_tables.h>

typedef struct sp_loaded_t sp_loaded_t;

/**
 * Make one; loads the catalogue "standard" and the theme "default". What is
 * built in is not checked, here and below: tests have done that. Who collects
 * faults in err->all has it checked like anybody's files.
 */
apr_status_t sp_loaded_create(sp_loaded_t **loaded, apr_pool_t *pool,
                              sp_error_t *err);

/**
 * A theme by its built-in @a name, else from the folder @a path (which may be
 * the same string). Both are looked at once; later calls give the same theme.
 */
apr_status_t sp_loaded_theme(sp_loaded_t *loaded, const sp_theme_t **theme,
                             const char *name, const char *path,
                             sp_error_t *err);

/** A single template file as a format. What its folder lacks comes from the
 *  pages of @a base, a theme that was loaded, whose variables it may use; NULL:
 *  of the default theme. */
apr_status_t sp_loaded_template(sp_loaded_t *loaded, const sp_theme_t **theme,
                                const sp_theme_t *base, const char *path,
                                sp_format_t format, sp_error_t *err);

/**
 * What a directive names in place of a format's page: a theme by its built-in
 * @a name or its folder @a path, then *@a whole is set, else a single file.
 */
apr_status_t sp_loaded_replacement(sp_loaded_t *loaded,
                                   const sp_theme_t **theme, int *whole,
                                   const char *name, const char *path,
                                   sp_format_t format, sp_error_t *err);

/** A catalogue by its built-in @a name, else from the file or folder
 *  @a path. */
apr_status_t sp_loaded_catalog(sp_loaded_t *loaded,
                               const sp_catalog_t **catalog, const char *name,
                               const char *path, sp_error_t *err);

/** A catalogue's file, whose "extends" is to be found. */
typedef struct sp_loaded_from_t {
    sp_loaded_t *loaded;
    const char *file; /* "": of no folder */
    apr_pool_t *pool; /* for the path */
} sp_loaded_from_t;

/** The catalogue that one extends (sp_catalog_fn, for a sp_loaded_from_t): a
 *  built-in name, or a path from the folder of its own file: the folder that
 *  httpd works in differs between its check and its start. */
const sp_catalog_t *sp_loaded_extended(void *from, const char *name,
                                       sp_error_t *err);

/** What everything falls back to. */
const sp_theme_t *sp_loaded_default_theme(const sp_loaded_t *loaded);
const sp_catalog_t *sp_loaded_standard(const sp_loaded_t *loaded);

/** The names (const char *) of what is built in, sorted, each once. */
apr_array_header_t *sp_loaded_theme_names(apr_pool_t *pool);
apr_array_header_t *sp_loaded_catalog_names(apr_pool_t *pool);

/** Load all that is built in. */
apr_status_t sp_loaded_everything(sp_loaded_t *loaded, sp_error_t *err);

/**
 * What is built in and was loaded before, or NULL. They only read, so that
 * threads may call them where nobody loads any more.
 */
const sp_theme_t *sp_loaded_find_theme(const sp_loaded_t *loaded,
                                       const char *name);
const sp_catalog_t *sp_loaded_find_catalog(const sp_loaded_t *loaded,
                                           const char *name);

/** Whether a variable is standard or declared by a theme that was loaded. */
int sp_loaded_knows_var(const sp_loaded_t *loaded, const char *name,
                        apr_pool_t *scratch);

/** A catalogue that was loaded and has a problem of that name, or NULL. */
const sp_catalog_t *sp_loaded_with_problem(const sp_loaded_t *loaded,
                                           const char *name,
                                           apr_pool_t *scratch);

/** Whether any catalogue that was loaded has texts in a language. */
int sp_loaded_speaks(const sp_loaded_t *loaded, const char *language,
                     apr_pool_t *scratch);

#endif /* SP_LOADED_H */
