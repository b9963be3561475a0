/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A theme: a folder of templates, one for each page, with partials and
 * theme.json. What its folder lacks comes from the default theme. Files are
 * read while it is loaded and never after. Knows its files and what they may
 * hold; refuses to know catalogues, configuration and requests. */
#ifndef SP_THEME_H
#define SP_THEME_H

#include "format/format.h"
#include "template/template.h"

typedef struct sp_theme_t sp_theme_t;

/** A template and where its partials come from. */
typedef struct sp_theme_template_t {
    const sp_template_t *tpl;
    sp_partial_fn partial;
    void *baton;
} sp_theme_template_t;

/** The pages that a theme has templates for: an error page in each of the
 *  five formats, by sp_format_t, and those that a reader asks for. */
typedef enum sp_theme_page_t {
    SP_THEME_REFERENCE = SP_FORMAT_COUNT, /* reference.html */
    SP_THEME_REFERENCE_JSON,              /* reference.json */
    SP_THEME_GALLERY,                     /* gallery.html */
    SP_THEME_PAGES
} sp_theme_page_t;

/** The format that a page's template is written in. */
sp_format_t sp_theme_page_format(int page);

/** What loading needs beside the files. */
typedef struct sp_theme_source_t {
    const sp_theme_t *base;    /* the default theme; NULL while loading it */
    const char *const *labels; /* names that {{labels.*}} may use */
    int label_count;
} sp_theme_source_t;

/** Load a theme from the folder @a name, or the built-in one of that name. */
apr_status_t sp_theme_load(sp_theme_t **theme, const char *name, int builtin,
                           const sp_theme_source_t *source, apr_pool_t *pool,
                           sp_error_t *err);

/**
 * Load a single file as one format; its partials come from its own folder, then
 * from the default theme.
 */
apr_status_t sp_theme_load_file(sp_theme_t **theme, const char *file,
                                sp_format_t format,
                                const sp_theme_source_t *source,
                                apr_pool_t *pool, sp_error_t *err);

/** Its built-in name, or the path that it was loaded from. */
const char *sp_theme_name(const sp_theme_t *theme);

/** The template of a page, an sp_format_t or sp_theme_page_t; never without. */
const sp_theme_template_t *sp_theme_page(const sp_theme_t *theme, int page);

/** The error page of a code in a format: the file of that code (page.503.html),
 *  else of its class (page.5xx.html), else the page; never without. */
const sp_theme_template_t *sp_theme_page_for(const sp_theme_t *theme,
                                             sp_format_t format, int code);

/** Whether a file's name is that of a page for one code or class. */
int sp_theme_names_code(const char *file);

/** Whether it was probably meant as one: "page.50x.html". */
int sp_theme_nearly_names_code(const char *file);

/** A variable that the theme declares, to its default value, or NULL. */
const char *sp_theme_var(const sp_theme_t *theme, const char *name);

/** Call @a each for every declared variable, the base's first. */
void sp_theme_each_var(const sp_theme_t *theme,
                       void (*each)(void *baton, const char *name,
                                    const char *value),
                       void *baton);

/** The names of the theme's own words, and of its base's: each is one that
 *  sp_theme_word() finds. In @a pool. */
int sp_theme_words(const sp_theme_t *theme, apr_pool_t *pool,
                   const char *const **names);

/** A word of the theme's own, or its base's, in a language: in a shorter tag of
 *  it, in English or as it stands first, where it has no such text. */
const char *sp_theme_word(const sp_theme_t *theme, const char *name,
                          const char *language);

/** Call @a each for every picture and font that the templates name, as data:
 *  URI; the base's first. */
void sp_theme_each_file(const sp_theme_t *theme,
                        void (*each)(void *baton, const char *name,
                                     const char *uri),
                        void *baton);

/** What is no fault and seldom meant: a word that lacks a language of the
 *  others, as "theme.json:3:5: ...". */
int sp_theme_gaps(const sp_theme_t *theme, const char *const **gaps);

/** The files of the file system that it was read from, for reloading. */
int sp_theme_files(const sp_theme_t *theme, const char *const **files);

#endif /* SP_THEME_H */
