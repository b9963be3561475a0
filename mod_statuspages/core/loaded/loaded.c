/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Loads each thing once; see loaded.h. Themes and catalogues stand on a shelf
 * each, and are found alike: by a name that is built in, else by a path. */
#include "loaded/loaded.h"

#include "brand/brand.h"
#include "base/builtin.h"
#include "base/file.h"
#include "base/spelling.h"
#include "loaded/catalog_files.h"

#include <apr_file_info.h>
#include <apr_hash.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <apr_tables.h>
#include <string.h>
#include <strings.h>

/* What is loaded of one kind. */
typedef struct shelf_t {
    const char *what;          /* "theme", "catalogue" */
    const char *elsewhere;     /* where it may be, if it is not built in */
    apr_array_header_t *names; /* const char *, of what is built in */
    apr_hash_t *known;         /* name or path -> what was made */
} shelf_t;

struct sp_loaded_t {
    apr_pool_t *pool;
    shelf_t themes;   /* sp_theme_t */
    shelf_t catalogs; /* sp_catalog_t */
    const sp_catalog_t *standard;
    sp_theme_source_t source;
};

/* Built-in themes are "templates/NAME/...". */
#define THEMES "templates/"

static apr_array_header_t *list_names(apr_pool_t *pool, const char *prefix)
{
    apr_array_header_t *names = apr_array_make(pool, 16, sizeof(char *));
    const char *last = "";
    int count, i;
    const sp_builtin_t *all = sp_builtin_all(&count);
    size_t n = strlen(prefix);

    for (i = 0; i < count; i++) {
        const char *name = all[i].path + n;
        size_t len;
        if (strncmp(all[i].path, prefix, n) != 0) {
            continue;
        }
        len = strcspn(name, "/.");
        if (strlen(last) != len || strncmp(last, name, len) != 0) {
            last = apr_pstrndup(pool, name, len);
            APR_ARRAY_PUSH(names, const char *) = last;
        }
    }
    return names;
}

apr_array_header_t *sp_loaded_theme_names(apr_pool_t *pool)
{
    return list_names(pool, THEMES);
}

apr_array_header_t *sp_loaded_catalog_names(apr_pool_t *pool)
{
    return list_names(pool, CATALOGS);
}

static int is_builtin(const shelf_t *shelf, const char *name)
{
    return sp_spelling_is_among(name, (const char *const *)shelf->names->elts,
                                shelf->names->nelts);
}

static const void *known(const shelf_t *shelf, const char *key)
{
    return apr_hash_get(shelf->known, key, APR_HASH_KEY_STRING);
}

/* What was made is kept if nothing is wrong with it. */
static const void *keep(const sp_loaded_t *loaded, const shelf_t *shelf,
                        const char *key, const void *made, apr_status_t rv)
{
    if (rv != APR_SUCCESS) {
        return NULL;
    }
    apr_hash_set(shelf->known, apr_pstrdup(loaded->pool, key),
                 APR_HASH_KEY_STRING, made);
    return made;
}

static const char *joined(apr_pool_t *pool, const apr_array_header_t *names)
{
    const char *text = "";
    int i;

    for (i = 0; i < names->nelts; i++) {
        text = apr_pstrcat(pool, text, i ? ", " : "",
                           APR_ARRAY_IDX(names, i, const char *), NULL);
    }
    return text;
}

static apr_status_t unknown(const sp_loaded_t *loaded, const shelf_t *shelf,
                            const char *name, sp_error_t *err)
{
    const char *best = sp_spelling_nearest(
        name, (const char *const *)shelf->names->elts, shelf->names->nelts);

    sp_error_set(err, loaded->pool, NULL, 0, 0,
                 "unknown %s \"%s\": it is neither built in (%s) nor %s",
                 shelf->what, name, joined(loaded->pool, shelf->names),
                 shelf->elsewhere);
    if (best != NULL) {
        sp_error_hint(err, loaded->pool, "did you mean \"%s\"?", best);
    }
    return APR_EGENERAL;
}

/* What is not built in must be there. */
static apr_status_t look_for(const sp_loaded_t *loaded, const shelf_t *shelf,
                             const char *name, const char *path,
                             apr_filetype_e *type, sp_error_t *err)
{
    apr_finfo_t info;
    apr_status_t rv = apr_stat(&info, path, APR_FINFO_TYPE, loaded->pool);

    *type = info.filetype;
    if (rv == APR_SUCCESS) {
        return APR_SUCCESS;
    }
    return APR_STATUS_IS_ENOENT(rv) || APR_STATUS_IS_ENOTDIR(rv)
               ? unknown(loaded, shelf, name, err)
               : sp_file_fault(rv, path, loaded->pool, err);
}

apr_status_t sp_loaded_theme(sp_loaded_t *loaded, const sp_theme_t **theme,
                             const char *name, const char *path,
                             sp_error_t *err)
{
    const shelf_t *shelf = &loaded->themes;
    int builtin = is_builtin(shelf, name);
    const char *key = builtin ? name : path;
    sp_theme_t *made = NULL;
    apr_filetype_e type;
    apr_status_t rv;

    *theme = known(shelf, key);
    if (*theme != NULL) {
        return APR_SUCCESS;
    }
    if (!builtin) {
        rv = look_for(loaded, shelf, name, path, &type, err);
        if (rv != APR_SUCCESS || type != APR_DIR) {
            return rv != APR_SUCCESS ? rv : unknown(loaded, shelf, name, err);
        }
    }
    rv = sp_theme_load(&made, key, builtin, &loaded->source, loaded->pool, err);
    *theme = keep(loaded, shelf, key, made, rv);
    return rv;
}

apr_status_t sp_loaded_template(sp_loaded_t *loaded, const sp_theme_t **theme,
                                const sp_theme_t *base, const char *path,
                                sp_format_t format, sp_error_t *err)
{
    const char *key =
        apr_pstrcat(loaded->pool, sp_format_info(format)->name, ":",
                    base ? sp_theme_name(base) : "", ":", path, NULL);
    sp_theme_source_t source = loaded->source;
    sp_theme_t *made = NULL;
    apr_status_t rv;

    *theme = known(&loaded->themes, key);
    if (*theme != NULL) {
        return APR_SUCCESS;
    }
    source.base = base ? base : loaded->source.base;
    rv = sp_theme_load_file(&made, path, format, &source, loaded->pool, err);
    *theme = keep(loaded, &loaded->themes, key, made, rv);
    return rv;
}

apr_status_t sp_loaded_replacement(sp_loaded_t *loaded,
                                   const sp_theme_t **theme, int *whole,
                                   const char *name, const char *path,
                                   sp_format_t format, sp_error_t *err)
{
    const shelf_t *shelf = &loaded->themes;
    const char *near;
    apr_status_t rv;

    *whole = is_builtin(shelf, name) || sp_file_is_folder(path, loaded->pool);
    if (*whole) {
        return sp_loaded_theme(loaded, theme, name, path, err);
    }
    rv = sp_loaded_template(loaded, theme, NULL, path, format, err);
    near = sp_spelling_nearest(name, (const char *const *)shelf->names->elts,
                               shelf->names->nelts);
    if (rv != APR_SUCCESS && near != NULL && err->line == 0) {
        sp_error_hint(err, loaded->pool, "did you mean the theme \"%s\"?",
                      near);
    }
    return rv;
}

static apr_status_t parse(sp_loaded_t *loaded, const char *file, int builtin,
                          sp_catalog_t **made, sp_error_t *err)
{
    const sp_builtin_t *b = builtin ? sp_builtin_find(file) : NULL;
    const char *text = b != NULL ? b->text : NULL;
    apr_size_t len = b != NULL ? b->len : 0;
    sp_loaded_from_t from = {loaded, file, loaded->pool};
    apr_status_t rv = APR_SUCCESS;

    if (b == NULL) {
        rv = sp_file_read(file, &text, &len, loaded->pool, err);
    }
    else if (err->all == NULL &&
             sp_catalog_trust(made, file, text, len, sp_loaded_extended, &from,
                              loaded->pool)) {
        return APR_SUCCESS;
    }
    return rv == APR_SUCCESS
               ? sp_catalog_parse(made, file, text, len, sp_loaded_extended,
                                  &from, loaded->pool, err)
               : rv;
}

static apr_status_t parse_all(sp_loaded_t *loaded, const char *path,
                              int builtin, sp_catalog_t **made, sp_error_t *err)
{
    apr_array_header_t *files;
    apr_status_t rv =
        sp_catalog_files(&files, path, builtin, loaded->pool, err);
    int i;

    for (i = 0; rv == APR_SUCCESS && i < files->nelts; i++) {
        rv = parse(loaded, APR_ARRAY_IDX(files, i, const char *), builtin, made,
                   err);
    }
    return rv;
}

apr_status_t sp_loaded_catalog(sp_loaded_t *loaded,
                               const sp_catalog_t **catalog, const char *name,
                               const char *path, sp_error_t *err)
{
    const shelf_t *shelf = &loaded->catalogs;
    int builtin = is_builtin(shelf, name);
    const char *key = builtin ? name : path;
    sp_catalog_t *made = NULL;
    apr_filetype_e type;
    apr_status_t rv;

    *catalog = known(shelf, key);
    if (*catalog != NULL) {
        return APR_SUCCESS;
    }
    rv =
        builtin ? APR_SUCCESS : look_for(loaded, shelf, name, path, &type, err);
    if (rv == APR_SUCCESS) {
        rv = parse_all(loaded, key, builtin, &made, err);
    }
    *catalog = keep(loaded, shelf, key, made, rv);
    return rv;
}

apr_status_t sp_loaded_create(sp_loaded_t **loaded, apr_pool_t *pool,
                              sp_error_t *err)
{
    sp_loaded_t *l = apr_pcalloc(pool, sizeof(*l));
    apr_status_t rv;

    *loaded = l;
    l->pool = pool;
    l->themes = (shelf_t){"theme", "a folder", sp_loaded_theme_names(pool),
                          apr_hash_make(pool)};
    l->catalogs = (shelf_t){"catalogue", "a file or folder",
                            sp_loaded_catalog_names(pool), apr_hash_make(pool)};
    rv = sp_loaded_catalog(l, &l->standard, "standard", "standard", err);
    if (rv == APR_SUCCESS) {
        l->source.label_count =
            sp_catalog_labels(l->standard, pool, &l->source.labels);
        rv = sp_loaded_theme(l, &l->source.base, "default", "default", err);
    }
    return rv;
}

apr_status_t sp_loaded_everything(sp_loaded_t *loaded, sp_error_t *err)
{
    const apr_array_header_t *themes = loaded->themes.names;
    const apr_array_header_t *catalogs = loaded->catalogs.names;
    const sp_theme_t *theme;
    const sp_catalog_t *catalog;
    apr_status_t rv = APR_SUCCESS;
    int i;

    for (i = 0; rv == APR_SUCCESS && i < themes->nelts; i++) {
        const char *name = APR_ARRAY_IDX(themes, i, const char *);
        rv = sp_loaded_theme(loaded, &theme, name, name, err);
    }
    for (i = 0; rv == APR_SUCCESS && i < catalogs->nelts; i++) {
        const char *name = APR_ARRAY_IDX(catalogs, i, const char *);
        rv = sp_loaded_catalog(loaded, &catalog, name, name, err);
    }
    return rv;
}

const sp_theme_t *sp_loaded_find_theme(const sp_loaded_t *loaded,
                                       const char *name)
{
    return known(&loaded->themes, name);
}

const sp_catalog_t *sp_loaded_find_catalog(const sp_loaded_t *loaded,
                                           const char *name)
{
    return known(&loaded->catalogs, name);
}

const sp_theme_t *sp_loaded_default_theme(const sp_loaded_t *loaded)
{
    return loaded->source.base;
}

const sp_catalog_t *sp_loaded_standard(const sp_loaded_t *loaded)
{
    return loaded->standard;
}

int sp_loaded_knows_var(const sp_loaded_t *loaded, const char *name,
                        apr_pool_t *scratch)
{
    apr_hash_index_t *hi;

    if (sp_brand_has(name)) {
        return 1;
    }
    for (hi = apr_hash_first(scratch, loaded->themes.known); hi != NULL;
         hi = apr_hash_next(hi)) {
        if (sp_theme_var(apr_hash_this_val(hi), name) != NULL) {
            return 1;
        }
    }
    return 0;
}

int sp_loaded_speaks(const sp_loaded_t *loaded, const char *language,
                     apr_pool_t *scratch)
{
    apr_hash_index_t *hi;

    for (hi = apr_hash_first(scratch, loaded->catalogs.known); hi != NULL;
         hi = apr_hash_next(hi)) {
        const char *const *tags;
        int count = sp_catalog_languages(apr_hash_this_val(hi), scratch, &tags);
        while (count-- > 0) {
            if (strcasecmp(tags[count], language) == 0) {
                return 1;
            }
        }
    }
    return 0;
}

const sp_catalog_t *sp_loaded_with_problem(const sp_loaded_t *loaded,
                                           const char *name,
                                           apr_pool_t *scratch)
{
    apr_hash_index_t *hi = apr_hash_first(scratch, loaded->catalogs.known);

    while (hi != NULL && !sp_catalog_problem(apr_hash_this_val(hi), name)) {
        hi = apr_hash_next(hi);
    }
    return hi != NULL ? apr_hash_this_val(hi) : NULL;
}
