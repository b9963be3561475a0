/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A theme while it is loaded, which its folder and its pages share: "open" is
 * one that still reads the files that its templates ask for; afterwards it is
 * shut and what was found is all there is. Private to the room. */
#ifndef SP_THEME_FOLDER_H
#define SP_THEME_FOLDER_H

#include "theme/manifest.h"
#include "theme/theme.h"

/* Partials of one format: {{> facts}} is facts.html in a page.html. */
typedef struct sp_folder_scope_t {
    sp_theme_t *theme;
    sp_format_t format;
} sp_folder_scope_t;

struct sp_theme_t {
    const char *name;
    const char *root; /* "templates/NAME" or a folder */
    int builtin;
    const char *only;       /* the file that is all of it, or NULL */
    const sp_theme_t *base; /* the default theme, or NULL in itself */
    apr_hash_t *templates;  /* file name -> sp_template_t, or &missing */
    int own;                /* how many of them are there */
    int used;               /* whether the page at hand holds any of them */
    apr_hash_t *media;      /* file name -> data: URI */
    apr_array_header_t *media_names; /* const char *, its keys */
    sp_manifest_t manifest;
    apr_array_header_t *files;
    sp_folder_scope_t scopes[SP_FORMAT_COUNT];
    sp_theme_template_t pages[SP_THEME_PAGES];
    apr_array_header_t *code_pages; /* sp_code_page_t, by file name */
    apr_pool_t *pool;
    sp_error_t *err; /* where faults go while open; NULL: shut, and shared */
};

/** A page for one code or for a class. */
typedef struct sp_code_page_t {
    sp_format_t format;
    int from, to; /* the codes that it is for */
    const char *file;
    sp_theme_template_t page;
} sp_code_page_t;

/** What a file's name says of such a page; 0 where it is none. */
int sp_pages_code(const char *file, sp_code_page_t *page);

/** The names of the files in the folder of the open theme, sorted. */
apr_array_header_t *sp_folder_names(sp_theme_t *theme);

/** Whether a file's name stays within the folder. */
int sp_folder_name_is_safe(const char *name);

/** Whether the open theme, the baton, or its base has a picture or a font of
 *  that name. One that is there and no good is a fault in theme->err. */
int sp_folder_has_media(void *baton, const char *name);

/** The one that a mistyped name probably meant, or NULL. */
const char *sp_folder_near_media(void *baton, const char *name);

/** Marks a file that was looked for and is not there. */
extern const char sp_folder_missing[];

/** The text of a file of the open theme, or NULL: then *@a path is NULL where
 *  there is none, and another fault goes to theme->err. */
const char *sp_folder_read(sp_theme_t *theme, const char *file,
                           const char **path, apr_size_t *len);

/** A template of the open theme's own folder, or NULL. */
const sp_template_t *sp_folder_template(sp_theme_t *theme, const char *file);

/** The same, or its base's; the theme may be shut. */
const sp_template_t *sp_folder_find(sp_theme_t *theme, const char *file);

/** A template's sp_partial_fn; the baton is an sp_folder_scope_t. */
const sp_template_t *sp_folder_partial(void *baton, const char *name);

/** The file of a page. */
const char *sp_pages_file(int page);

/** Whether a file is a page, and no part of one. */
int sp_pages_has(const sp_theme_t *theme, const char *file);

/** The page that a single file of a format is: the reference's and the
 *  gallery's templates are known by their names. */
int sp_pages_named(const char *name, sp_format_t format);

#endif /* SP_THEME_FOLDER_H */
