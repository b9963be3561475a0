/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Loading a theme: its manifest, its pages and their checks; see theme.h.
 * Refuses to know how files are found (folder.c) and named (pages.c). */
#include "theme/theme.h"

#include "theme/check.h"
#include "theme/folder.h"

#include <apr_hash.h>
#include <apr_strings.h>
#include <apr_tables.h>
#include <string.h>

static sp_theme_t *create(const char *name, const char *root, int builtin,
                          const sp_theme_source_t *source, apr_pool_t *pool)
{
    sp_theme_t *theme = apr_pcalloc(pool, sizeof(*theme));
    int i;

    theme->name = apr_pstrdup(pool, name);
    theme->root = root;
    theme->builtin = builtin;
    theme->base = source->base;
    theme->templates = apr_hash_make(pool);
    theme->media = apr_hash_make(pool);
    theme->media_names = apr_array_make(pool, 2, sizeof(const char *));
    theme->manifest = sp_manifest_none(pool);
    theme->files = apr_array_make(pool, 8, sizeof(const char *));
    theme->code_pages = apr_array_make(pool, 2, sizeof(sp_code_page_t));
    theme->pool = pool;
    for (i = 0; i < SP_FORMAT_COUNT; i++) {
        theme->scopes[i].theme = theme;
        theme->scopes[i].format = (sp_format_t)i;
    }
    for (i = 0; i < SP_THEME_PAGES; i++) {
        theme->pages[i].partial = sp_folder_partial;
        theme->pages[i].baton = &theme->scopes[sp_theme_page_format(i)];
    }
    return theme;
}

/* The page's file, for faults; NULL where all of the page is built in: what no
 * administrator wrote is parsed by a unit test, not at each start. */
static const char *file_to_parse(const sp_theme_t *theme, const char *file)
{
    const void *own = apr_hash_get(theme->templates, file, APR_HASH_KEY_STRING);

    if (theme->builtin || !theme->used) {
        return NULL;
    }
    return apr_pstrcat(theme->pool,
                       (own == sp_folder_missing ? theme->base : theme)->root,
                       "/", file, NULL);
}

/* Check the template @a t out of @a file as a page of the kind @a id. */
static apr_status_t check_page(sp_theme_t *theme, int id,
                               const sp_theme_template_t *t, const char *file,
                               const sp_theme_source_t *source, sp_error_t *err)
{
    if (t->tpl == NULL) {
        return sp_error_set(err, theme->pool, theme->root, 0, 0,
                            "the default theme lacks %s", file);
    }
    return sp_theme_check(theme, id, t, source, theme->pool, err) == APR_SUCCESS
               ? sp_theme_parse(t, id, file_to_parse(theme, file), theme->pool,
                                err)
               : APR_EGENERAL;
}

static int may_go_on(const sp_error_t *err)
{
    return err->msg == NULL || sp_error_goes_on(err);
}

/* Find, compile and check the pages for one code or class. */
static void fill_code_pages(sp_theme_t *theme, const sp_theme_source_t *source,
                            sp_error_t *err)
{
    const apr_array_header_t *names = sp_folder_names(theme);
    int i;

    for (i = 0; i < names->nelts && may_go_on(err); i++) {
        const char *file = APR_ARRAY_IDX(names, i, const char *);
        sp_code_page_t *p, page;

        if (!sp_pages_code(file, &page)) {
            continue;
        }
        page.file = file;
        page.page = theme->pages[page.format];
        page.page.tpl = sp_folder_template(theme, file);
        if (page.page.tpl == NULL) {
            continue; /* that is told, or the file has gone meanwhile */
        }
        p = apr_array_push(theme->code_pages);
        *p = page;
        check_page(theme, (int)page.format, &p->page, file, source, err);
    }
}

/* Find, compile and check all pages; then the theme is shut. */
static void fill_pages(sp_theme_t *theme, const sp_theme_source_t *source,
                       sp_error_t *err)
{
    int i;

    for (i = 0; i < SP_THEME_PAGES && may_go_on(err); i++) {
        theme->used = 0;
        theme->pages[i].tpl = sp_folder_find(theme, sp_pages_file(i));
        check_page(theme, i, &theme->pages[i], sp_pages_file(i), source, err);
    }
    fill_code_pages(theme, source, err);
    if (err->msg == NULL && theme->own == 0) {
        sp_error_set(err, theme->pool, theme->root, 0, 0,
                     "holds no template of a theme");
        sp_error_hint(err, theme->pool,
                      "it needs at least one of page.html, problem.json, "
                      "problem.xml, plain.txt and note.md, or a part of the "
                      "default theme such as links.html or style.css");
    }
}

/* Compile all that a built-in theme has, used by itself or not: themes that
 * are loaded later may take partials from it when it is shut. */
static void compile_all(sp_theme_t *theme)
{
    const apr_array_header_t *names = sp_folder_names(theme);
    int i;

    for (i = 0; i < names->nelts; i++) {
        const char *file = APR_ARRAY_IDX(names, i, const char *);
        if (strcmp(file, "theme.json") != 0) {
            sp_folder_template(theme, file);
        }
    }
}

static apr_status_t load(sp_theme_t *theme, const sp_theme_source_t *source,
                         sp_error_t *err)
{
    const char *path, *text;
    apr_size_t len;

    theme->err = err;
    if (theme->builtin) {
        compile_all(theme);
    }
    text = sp_folder_read(theme, "theme.json", &path, &len);
    if (text != NULL) {
        sp_manifest_read(&theme->manifest, path, text, len, theme->pool, err);
    }
    if (may_go_on(err)) {
        fill_pages(theme, source, err);
    }
    theme->err = NULL;
    return err->msg ? APR_EGENERAL : APR_SUCCESS;
}

apr_status_t sp_theme_load(sp_theme_t **theme, const char *name, int builtin,
                           const sp_theme_source_t *source, apr_pool_t *pool,
                           sp_error_t *err)
{
    const char *root =
        apr_pstrcat(pool, builtin ? "templates/" : "", name, NULL);

    *theme = create(name, root, builtin, source, pool);
    return load(*theme, source, err);
}

apr_status_t sp_theme_load_file(sp_theme_t **theme, const char *file,
                                sp_format_t format,
                                const sp_theme_source_t *source,
                                apr_pool_t *pool, sp_error_t *err)
{
    const char *slash = strrchr(file, '/');
    const char *folder =
        slash ? apr_pstrndup(pool, file, (apr_size_t)(slash - file)) : ".";
    const char *name = slash ? slash + 1 : file;
    int id = sp_pages_named(name, format);
    sp_theme_t *t = create(file, folder, 0, source, pool);
    apr_status_t rv;

    *theme = t;
    t->err = err;
    t->only = name;
    t->pages[id].tpl = t->pages[format].tpl = sp_folder_template(t, name);
    if (t->pages[id].tpl == NULL) {
        rv = err->msg
                 ? APR_EGENERAL
                 : sp_error_set(err, pool, file, 0, 0, "there is no such file");
    }
    else {
        rv = check_page(t, id, &t->pages[id], name, source, err);
    }
    t->err = NULL;
    return rv;
}

const char *sp_theme_name(const sp_theme_t *theme)
{
    return theme->name;
}

const sp_theme_template_t *sp_theme_page(const sp_theme_t *theme, int page)
{
    return &theme->pages[page];
}

const sp_theme_template_t *sp_theme_page_for(const sp_theme_t *theme,
                                             sp_format_t format, int code)
{
    const sp_theme_template_t *found = &theme->pages[format];
    int i;

    for (i = 0; i < theme->code_pages->nelts; i++) {
        const sp_code_page_t *p =
            &APR_ARRAY_IDX(theme->code_pages, i, sp_code_page_t);

        if (p->format != format || code < p->from || code > p->to) {
            continue;
        }
        if (p->from == p->to) {
            return &p->page;
        }
        found = &p->page;
    }
    return found;
}

const char *sp_theme_var(const sp_theme_t *theme, const char *name)
{
    const char *value =
        apr_hash_get(theme->manifest.vars, name, APR_HASH_KEY_STRING);

    return value == NULL && theme->base != NULL
               ? sp_theme_var(theme->base, name)
               : value;
}

void sp_theme_each_var(const sp_theme_t *theme,
                       void (*each)(void *baton, const char *name,
                                    const char *value),
                       void *baton)
{
    int i;

    if (theme->base != NULL) {
        sp_theme_each_var(theme->base, each, baton);
    }
    for (i = 0; i < theme->manifest.names->nelts; i++) {
        const char *name =
            APR_ARRAY_IDX(theme->manifest.names, i, const char *);
        each(baton, name,
             apr_hash_get(theme->manifest.vars, name, APR_HASH_KEY_STRING));
    }
}

const char *sp_theme_word(const sp_theme_t *theme, const char *name,
                          const char *language)
{
    const char *text = sp_words_find(&theme->manifest.words, name, language);

    return text == NULL && theme->base != NULL
               ? sp_theme_word(theme->base, name, language)
               : text;
}

int sp_theme_words(const sp_theme_t *theme, apr_pool_t *pool,
                   const char *const **names)
{
    apr_array_header_t *all = apr_array_copy(pool, theme->manifest.words.names);

    for (theme = theme->base; theme != NULL; theme = theme->base) {
        apr_array_cat(all, theme->manifest.words.names);
    }
    *names = (const char *const *)all->elts;
    return all->nelts;
}

int sp_theme_gaps(const sp_theme_t *theme, const char *const **gaps)
{
    const apr_array_header_t *all = theme->manifest.words.gaps;

    *gaps = (const char *const *)all->elts;
    return all->nelts;
}

int sp_theme_files(const sp_theme_t *theme, const char *const **files)
{
    *files = (const char *const *)theme->files->elts;
    return theme->files->nelts;
}
