/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A theme's folder and its pages; see theme.h. A theme is "open" while it is
 * loaded: then a file that a template asks for is read and compiled. Afterwards
 * it is shut and what was found is all there is. */
#include "theme/theme.h"

#include "base/builtin.h"
#include "base/file.h"
#include "base/text.h"
#include "theme/check.h"
#include "theme/manifest.h"

#include <apr_hash.h>
#include <apr_strings.h>
#include <apr_tables.h>
#include <string.h>

/* Partials of one format: {{> facts}} is facts.html in a page.html. */
typedef struct scope_t {
    sp_theme_t *theme;
    sp_format_t format;
} scope_t;

struct sp_theme_t {
    const char *name;
    const char *root; /* "templates/NAME" or a folder */
    int builtin;
    const char *only;       /* the file that is all of it, or NULL */
    const sp_theme_t *base; /* the default theme, or NULL in itself */
    apr_hash_t *templates;  /* file name -> sp_template_t, or &missing */
    int own;                /* how many of them are there */
    int used;               /* whether the page at hand holds any of them */
    sp_manifest_t manifest;
    apr_array_header_t *files;
    scope_t scopes[SP_FORMAT_COUNT];
    sp_theme_template_t pages[SP_THEME_PAGES];
    apr_pool_t *pool;
    sp_error_t *err; /* where faults go while open; NULL: shut, and shared */
};

/* The pages beside the five error pages, whose files format.c knows. */
static const struct {
    const char *file;
    sp_format_t format;
} more_pages[SP_THEME_PAGES - SP_FORMAT_COUNT] = {
    {"reference.html", SP_FORMAT_HTML},
    {"reference.json", SP_FORMAT_JSON},
    {"gallery.html", SP_FORMAT_HTML},
};

sp_format_t sp_theme_page_format(int page)
{
    return page < SP_FORMAT_COUNT ? (sp_format_t)page
                                  : more_pages[page - SP_FORMAT_COUNT].format;
}

static const char *page_file(int page)
{
    return page < SP_FORMAT_COUNT ? sp_format_info((sp_format_t)page)->file
                                  : more_pages[page - SP_FORMAT_COUNT].file;
}

/* Marks a file that was looked for and is not there. */
static const char missing[] = "";

static int name_is_safe(const char *name)
{
    return name[0] != '/' && strstr(name, "..") == NULL &&
           strchr(name, '\\') == NULL;
}

/* The text of a file of the theme, or NULL; a fault other than "not there"
 * goes to theme->err. */
static const char *read_file(sp_theme_t *theme, const char *file,
                             const char **path, apr_size_t *len)
{
    sp_error_t err = {0};
    const char *text = NULL;
    apr_status_t rv;

    *path = apr_pstrcat(theme->pool, theme->root, "/", file, NULL);
    if (theme->builtin) {
        const sp_builtin_t *b = sp_builtin_find(*path);
        *len = b ? b->len : 0;
        return b ? b->text : NULL;
    }
    rv = sp_file_read(*path, &text, len, theme->pool, &err);
    if (rv != APR_SUCCESS) {
        if (!APR_STATUS_IS_ENOENT(rv)) {
            sp_error_add(theme->err, theme->pool, &err);
        }
        return NULL;
    }
    APR_ARRAY_PUSH(theme->files, const char *) = *path;
    return text;
}

static int is_page(const sp_theme_t *theme, const char *file)
{
    int i;

    if (theme->only != NULL) {
        return strcmp(file, theme->only) == 0;
    }
    for (i = 0; i < SP_THEME_PAGES; i++) {
        if (strcmp(file, page_file(i)) == 0) {
            return 1;
        }
    }
    return 0;
}

/* A template of the open theme's own folder, or NULL. */
static const sp_template_t *own_template(sp_theme_t *theme, const char *file)
{
    const void *known =
        apr_hash_get(theme->templates, file, APR_HASH_KEY_STRING);
    sp_template_t *tpl = NULL;
    const char *path, *text;
    apr_size_t len;

    if (known != NULL) {
        theme->used |= known != missing;
        return known == missing ? NULL : known;
    }
    if (!name_is_safe(file)) {
        return NULL;
    }
    text = read_file(theme, file, &path, &len);
    if (text != NULL && is_page(theme, file) && sp_text_is_blank(text)) {
        /* as an editor leaves a file while it writes it */
        sp_error_set(theme->err, theme->pool, path, 0, 0,
                     "is empty, and would be an empty page");
        sp_error_hint(theme->err, theme->pool,
                      "write the page, or take the file away for the default "
                      "theme's");
        return NULL;
    }
    if (text != NULL && sp_template_compile(&tpl, path, text, len, theme->pool,
                                            theme->err) != APR_SUCCESS) {
        tpl = NULL;
    }
    theme->own += tpl != NULL;
    theme->used |= tpl != NULL;
    apr_hash_set(theme->templates, apr_pstrdup(theme->pool, file),
                 APR_HASH_KEY_STRING, tpl ? (const void *)tpl : missing);
    return tpl;
}

/* A template of a theme that is shut, or of its base. */
static const sp_template_t *known_template(const sp_theme_t *theme,
                                           const char *file)
{
    const void *known =
        apr_hash_get(theme->templates, file, APR_HASH_KEY_STRING);

    if (known != NULL && known != missing) {
        return known;
    }
    return theme->base != NULL ? known_template(theme->base, file) : NULL;
}

static const sp_template_t *find_template(sp_theme_t *theme, const char *file)
{
    const sp_template_t *own = theme->err ? own_template(theme, file) : NULL;

    return own ? own : known_template(theme, file);
}

static const sp_template_t *find_partial(void *baton, const char *name)
{
    const scope_t *scope = baton;
    char file[128];

    if (strchr(name, '.') != NULL) {
        return find_template(scope->theme, name);
    }
    if (strlen(name) > sizeof(file) - 8) {
        return NULL;
    }
    apr_snprintf(file, sizeof(file), "%s.%s", name,
                 sp_format_info(scope->format)->extension);
    return find_template(scope->theme, file);
}

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
    theme->manifest = sp_manifest_none(pool);
    theme->files = apr_array_make(pool, 8, sizeof(const char *));
    theme->pool = pool;
    for (i = 0; i < SP_FORMAT_COUNT; i++) {
        theme->scopes[i].theme = theme;
        theme->scopes[i].format = (sp_format_t)i;
    }
    for (i = 0; i < SP_THEME_PAGES; i++) {
        theme->pages[i].partial = find_partial;
        theme->pages[i].baton = &theme->scopes[sp_theme_page_format(i)];
    }
    return theme;
}

/* The page's file, for faults; NULL where all of the page is built in: what no
 * administrator wrote is parsed by a unit test, not at each start. */
static const char *file_to_parse(const sp_theme_t *theme, int id)
{
    const char *file = theme->only != NULL ? theme->only : page_file(id);
    const void *own = apr_hash_get(theme->templates, file, APR_HASH_KEY_STRING);

    if (theme->builtin || !theme->used) {
        return NULL;
    }
    return apr_pstrcat(theme->pool,
                       (own == missing ? theme->base : theme)->root, "/", file,
                       NULL);
}

static apr_status_t check_page(sp_theme_t *theme, int id,
                               const sp_theme_source_t *source, sp_error_t *err)
{
    if (theme->pages[id].tpl == NULL) {
        return sp_error_set(err, theme->pool, theme->root, 0, 0,
                            "the default theme lacks %s", page_file(id));
    }
    return sp_theme_check(theme, id, source, theme->pool, err) == APR_SUCCESS
               ? sp_theme_parse(theme, id, file_to_parse(theme, id),
                                theme->pool, err)
               : APR_EGENERAL;
}

/* Find, compile and check all pages; then the theme is shut. */
static apr_status_t fill_pages(sp_theme_t *theme,
                               const sp_theme_source_t *source, sp_error_t *err)
{
    int i;

    for (i = 0; i < SP_THEME_PAGES && (err->msg == NULL || err->all); i++) {
        theme->used = 0;
        theme->pages[i].tpl = find_template(theme, page_file(i));
        check_page(theme, i, source, err);
    }
    if (err->msg == NULL && theme->own == 0) {
        sp_error_set(err, theme->pool, theme->root, 0, 0,
                     "holds no template of a theme");
        sp_error_hint(err, theme->pool,
                      "it needs at least one of page.html, problem.json, "
                      "problem.xml, plain.txt and note.md, or a part of the "
                      "default theme such as links.html or style.css");
    }
    return err->msg ? APR_EGENERAL : APR_SUCCESS;
}

/* Compile all that a built-in theme has, used by itself or not: themes that
 * are loaded later may take partials from it when it is shut. */
static void compile_all(sp_theme_t *theme)
{
    size_t prefix = strlen(theme->root);
    int count, i;
    const sp_builtin_t *all = sp_builtin_all(&count);

    for (i = 0; i < count; i++) {
        const char *path = all[i].path;
        if (strncmp(path, theme->root, prefix) == 0 && path[prefix] == '/' &&
            strcmp(path + prefix + 1, "theme.json") != 0) {
            own_template(theme, path + prefix + 1);
        }
    }
}

static apr_status_t load(sp_theme_t *theme, const sp_theme_source_t *source,
                         sp_error_t *err)
{
    apr_status_t rv = APR_SUCCESS;
    const char *path, *text;
    apr_size_t len;

    theme->err = err;
    if (theme->builtin) {
        compile_all(theme);
    }
    text = read_file(theme, "theme.json", &path, &len);
    if (text != NULL) {
        rv = sp_manifest_read(&theme->manifest, path, text, len, theme->pool,
                              err);
    }
    if ((rv == APR_SUCCESS && err->msg == NULL) || sp_error_goes_on(err)) {
        rv = fill_pages(theme, source, err);
    }
    theme->err = NULL;
    return err->msg ? APR_EGENERAL : rv;
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

/* The reference's and the gallery's templates are known by their names. */
static int page_named(const char *name, sp_format_t format)
{
    int i;

    for (i = SP_FORMAT_COUNT; i < SP_THEME_PAGES; i++) {
        if (strcmp(name, page_file(i)) == 0 &&
            sp_theme_page_format(i) == format) {
            return i;
        }
    }
    return (int)format;
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
    int id = page_named(name, format);
    sp_theme_t *t = create(file, folder, 0, source, pool);
    apr_status_t rv;

    *theme = t;
    t->err = err;
    t->only = name;
    t->pages[id].tpl = t->pages[format].tpl = own_template(t, name);
    if (t->pages[id].tpl == NULL) {
        rv = err->msg
                 ? APR_EGENERAL
                 : sp_error_set(err, pool, file, 0, 0, "there is no such file");
    }
    else {
        rv = check_page(t, id, source, err);
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

int sp_theme_files(const sp_theme_t *theme, const char *const **files)
{
    *files = (const char *const *)theme->files->elts;
    return theme->files->nelts;
}
