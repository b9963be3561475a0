/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A theme: a folder of templates, one a form, with partials and theme.json.
 * What its folder lacks comes from the default theme. Files are read while it
 * is loaded and never after. */
#ifndef SP_THEME_H
#define SP_THEME_H

#include "format.h"
#include "template.h"

typedef struct sp_theme_t sp_theme_t;

/** A template and where its partials come from. */
typedef struct sp_form_t {
    const sp_template_t *tpl;
    sp_partial_fn partial;
    void *baton;
} sp_form_t;

/** A theme's templates: the five forms of an error page, by sp_format_t, and
 *  the pages that a reader asks for. */
typedef enum sp_form_id_t {
    SP_FORM_REFERENCE = SP_FORMAT_COUNT, /* reference.html */
    SP_FORM_REFERENCE_JSON,              /* reference.json */
    SP_FORM_GALLERY,                     /* gallery.html */
    SP_FORM_COUNT
} sp_form_id_t;

/** The format that a form's template is written in. */
sp_format_t sp_form_format(int form);

/** What loading needs beside the files. */
typedef struct sp_theme_source_t {
    const sp_theme_t *base;    /* the default theme; NULL while loading it */
    const char *const *labels; /* names that {{labels.*}} may use */
    int label_count;
} sp_theme_source_t;

/** Load a built-in theme: the files below templates/NAME/. */
apr_status_t sp_theme_load_builtin(sp_theme_t **theme, const char *name,
                                   const sp_theme_source_t *source,
                                   apr_pool_t *pool, sp_error_t *err);

/** Load a theme from a folder of the file system. */
apr_status_t sp_theme_load_folder(sp_theme_t **theme, const char *folder,
                                  const sp_theme_source_t *source,
                                  apr_pool_t *pool, sp_error_t *err);

/**
 * Load a single file as one form; its partials come from its own folder, then
 * from the default theme.
 */
apr_status_t sp_theme_load_file(sp_theme_t **theme, const char *file,
                                sp_format_t format,
                                const sp_theme_source_t *source,
                                apr_pool_t *pool, sp_error_t *err);

const char *sp_theme_name(const sp_theme_t *theme);
const char *sp_theme_description(const sp_theme_t *theme);

/** The template of a form, an sp_format_t or sp_form_id_t; never without. */
const sp_form_t *sp_theme_form(const sp_theme_t *theme, int form);

/** A variable that the theme declares, to its default value, or NULL. */
const char *sp_theme_var(const sp_theme_t *theme, const char *name);

/** Call @a each for every declared variable, the base's first. */
void sp_theme_each_var(const sp_theme_t *theme,
                       void (*each)(void *baton, const char *name,
                                    const char *value),
                       void *baton);

/** The files of the file system that it was read from, for reloading. */
int sp_theme_files(const sp_theme_t *theme, const char *const **files);

#endif /* SP_THEME_H */
