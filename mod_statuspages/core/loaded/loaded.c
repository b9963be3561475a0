/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Loads each thing once; see loaded.h. */
#include "loaded/loaded.h"

#include "brand/brand.h"
#include "base/builtin.h"
#include "base/file.h"
#include "base/spelling.h"

#include <apr_file_info.h>
#include <apr_hash.h>
#include <apr_strings.h>
#include <apr_tables.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct sp_loaded_t {
    apr_pool_t *pool;
    apr_hash_t *themes;   /* name or path -> sp_theme_t */
    apr_hash_t *catalogs; /* name or path -> sp_catalog_t */
    const sp_theme_t *base;
    const sp_catalog_t *standard;
    sp_theme_source_t source;
};

/* Built-in themes are "templates/NAME/...", catalogues are
 * "conf/catalogs/NAME.json" or "conf/catalogs/NAME/TAG.json". */
#define THEMES "templates/"
#define CATALOGS "conf/catalogs/"

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

/* A name as it may stand in the path of a built-in file. */
static int is_plain_name(const char *name)
{
    return name[0] != '\0' && strpbrk(name, "/\\.") == NULL;
}

static int has_builtin(apr_pool_t *pool, const char *prefix, const char *name)
{
    int count, i;
    const sp_builtin_t *all = sp_builtin_all(&count);
    const char *start = apr_pstrcat(pool, prefix, name, NULL);
    size_t n = strlen(start);

    for (i = 0; is_plain_name(name) && i < count; i++) {
        if (strncmp(all[i].path, start, n) == 0 &&
            (all[i].path[n] == '/' || all[i].path[n] == '.')) {
            return 1;
        }
    }
    return 0;
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

static apr_status_t unknown(apr_pool_t *pool, sp_error_t *err, const char *what,
                            const char *name, const apr_array_header_t *names,
                            const char *files)
{
    const char *best = sp_spelling_nearest(
        name, (const char *const *)names->elts, names->nelts);

    sp_error_set(err, pool, NULL, 0, 0,
                 "unknown %s \"%s\": it is neither built in (%s) nor %s", what,
                 name, joined(pool, names), files);
    if (best != NULL) {
        sp_error_hint(err, pool, "did you mean \"%s\"?", best);
    }
    return APR_EGENERAL;
}

apr_status_t sp_loaded_theme(sp_loaded_t *loaded, const sp_theme_t **theme,
                             const char *name, const char *path,
                             sp_error_t *err)
{
    int builtin = has_builtin(loaded->pool, THEMES, name);
    const char *key = builtin ? name : path;
    sp_theme_t *made = NULL;
    apr_status_t rv;

    *theme = apr_hash_get(loaded->themes, key, APR_HASH_KEY_STRING);
    if (*theme != NULL) {
        return APR_SUCCESS;
    }
    if (builtin) {
        rv = sp_theme_load_builtin(&made, name, &loaded->source, loaded->pool,
                                   err);
    }
    else if (sp_file_is_folder(path, loaded->pool)) {
        rv = sp_theme_load_folder(&made, path, &loaded->source, loaded->pool,
                                  err);
    }
    else {
        return unknown(loaded->pool, err, "theme", name,
                       sp_loaded_theme_names(loaded->pool), "a folder");
    }
    if (rv == APR_SUCCESS) {
        *theme = made;
        apr_hash_set(loaded->themes, apr_pstrdup(loaded->pool, key),
                     APR_HASH_KEY_STRING, made);
    }
    return rv;
}

apr_status_t sp_loaded_template(sp_loaded_t *loaded, const sp_theme_t **theme,
                                const char *path, sp_format_t format,
                                sp_error_t *err)
{
    const char *key = apr_pstrcat(loaded->pool, sp_format_info(format)->name,
                                  ":", path, NULL);
    sp_theme_t *made = NULL;
    apr_status_t rv;

    *theme = apr_hash_get(loaded->themes, key, APR_HASH_KEY_STRING);
    if (*theme != NULL) {
        return APR_SUCCESS;
    }
    rv = sp_theme_load_file(&made, path, format, &loaded->source, loaded->pool,
                            err);
    if (rv == APR_SUCCESS) {
        *theme = made;
        apr_hash_set(loaded->themes, key, APR_HASH_KEY_STRING, made);
    }
    return rv;
}

/* What another catalogue extends: a built-in one, or one loaded before. */
static const sp_catalog_t *find_extended(void *baton, const char *name,
                                         sp_error_t *err)
{
    const sp_catalog_t *found = NULL;

    sp_loaded_catalog(baton, &found, name, name, err);
    return found;
}

static apr_status_t parse_builtin(sp_loaded_t *loaded, const char *name,
                                  sp_catalog_t **made, sp_error_t *err)
{
    const char *first =
        apr_pstrcat(loaded->pool, CATALOGS, name, "/en.json", NULL);
    const char *prefix = apr_pstrcat(loaded->pool, CATALOGS, name, NULL);
    size_t n = strlen(prefix);
    const sp_builtin_t *b = sp_builtin_find(first);
    apr_status_t rv = APR_SUCCESS;
    int count, i;
    const sp_builtin_t *all = sp_builtin_all(&count);

    /* English first: it is what everything falls back to. */
    if (b != NULL) {
        rv = sp_catalog_parse(made, b->path, b->text, b->len, find_extended,
                              loaded, loaded->pool, err);
    }
    for (i = 0; i < count && rv == APR_SUCCESS; i++) {
        if (strncmp(all[i].path, prefix, n) != 0 || &all[i] == b ||
            (all[i].path[n] != '/' && all[i].path[n] != '.')) {
            continue;
        }
        rv = sp_catalog_parse(made, all[i].path, all[i].text, all[i].len,
                              find_extended, loaded, loaded->pool, err);
    }
    return rv;
}

static apr_status_t parse_file(sp_loaded_t *loaded, const char *path,
                               sp_catalog_t **made, sp_error_t *err)
{
    const char *kept = apr_pstrdup(loaded->pool, path);
    const char *text;
    apr_size_t len;
    apr_status_t rv = sp_file_read(kept, &text, &len, loaded->pool, err);

    if (rv == APR_SUCCESS) {
        rv = sp_catalog_parse(made, kept, text, len, find_extended, loaded,
                              loaded->pool, err);
    }
    return rv;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The .json files of a folder, sorted, so that "first language" does not
 * depend on the file system. */
static apr_status_t list_json(const char *folder, apr_array_header_t **files,
                              apr_pool_t *pool, sp_error_t *err)
{
    apr_dir_t *dir;
    apr_finfo_t info;
    apr_status_t rv = apr_dir_open(&dir, folder, pool);

    *files = apr_array_make(pool, 16, sizeof(const char *));
    if (rv != APR_SUCCESS) {
        return sp_error_set(err, pool, folder, 0, 0, "cannot be read");
    }
    while (apr_dir_read(&info, APR_FINFO_NAME, dir) == APR_SUCCESS) {
        size_t n = strlen(info.name);
        /* editors keep their own files in hidden ones */
        if (n > 5 && info.name[0] != '.' &&
            strcmp(info.name + n - 5, ".json") == 0) {
            APR_ARRAY_PUSH(*files, const char *) =
                apr_pstrcat(pool, folder, "/", info.name, NULL);
        }
    }
    apr_dir_close(dir);
    if ((*files)->nelts == 0) {
        sp_error_set(err, pool, folder, 0, 0, "holds no catalogue");
        sp_error_hint(err, pool, "it needs a file LANGUAGE.json, as en.json");
        return APR_EGENERAL;
    }
    qsort((*files)->elts, (size_t)(*files)->nelts, sizeof(const char *),
          by_name);
    return APR_SUCCESS;
}

static apr_status_t parse_folder(sp_loaded_t *loaded, const char *folder,
                                 sp_catalog_t **made, sp_error_t *err)
{
    apr_array_header_t *files;
    apr_status_t rv = list_json(folder, &files, loaded->pool, err);
    const char *first = apr_pstrcat(loaded->pool, folder, "/en.json", NULL);
    int i, pass;

    /* In two passes: English first, where there is one. */
    for (pass = 0; pass < 2; pass++) {
        for (i = 0; rv == APR_SUCCESS && i < files->nelts; i++) {
            const char *file = APR_ARRAY_IDX(files, i, const char *);
            if ((strcmp(file, first) == 0) == (pass == 0)) {
                rv = parse_file(loaded, file, made, err);
            }
        }
    }
    return rv;
}

apr_status_t sp_loaded_catalog(sp_loaded_t *loaded,
                               const sp_catalog_t **catalog, const char *name,
                               const char *path, sp_error_t *err)
{
    int builtin = has_builtin(loaded->pool, CATALOGS, name);
    const char *key = builtin ? name : path;
    sp_catalog_t *made = NULL;
    apr_finfo_t info;
    apr_status_t rv;

    *catalog = apr_hash_get(loaded->catalogs, key, APR_HASH_KEY_STRING);
    if (*catalog != NULL) {
        return APR_SUCCESS;
    }
    if (builtin) {
        rv = parse_builtin(loaded, name, &made, err);
    }
    else if (sp_file_is_folder(path, loaded->pool)) {
        rv = parse_folder(loaded, path, &made, err);
    }
    else if (apr_stat(&info, path, APR_FINFO_TYPE, loaded->pool) ==
             APR_SUCCESS) {
        rv = parse_file(loaded, path, &made, err);
    }
    else {
        return unknown(loaded->pool, err, "catalogue", name,
                       sp_loaded_catalog_names(loaded->pool),
                       "a file or folder");
    }
    if (rv == APR_SUCCESS) {
        *catalog = made;
        apr_hash_set(loaded->catalogs, apr_pstrdup(loaded->pool, key),
                     APR_HASH_KEY_STRING, made);
    }
    return rv;
}

apr_status_t sp_loaded_create(sp_loaded_t **loaded, apr_pool_t *pool,
                              sp_error_t *err)
{
    sp_loaded_t *l = apr_pcalloc(pool, sizeof(*l));
    const sp_theme_t *base = NULL;
    apr_status_t rv;

    *loaded = l;
    l->pool = pool;
    l->themes = apr_hash_make(pool);
    l->catalogs = apr_hash_make(pool);
    rv = sp_loaded_catalog(l, &l->standard, "standard", "standard", err);
    if (rv == APR_SUCCESS) {
        l->source.label_count =
            sp_catalog_labels(l->standard, pool, &l->source.labels);
        rv = sp_loaded_theme(l, &base, "default", "default", err);
        l->base = base;
        l->source.base = base;
    }
    return rv;
}

const sp_theme_t *sp_loaded_default_theme(const sp_loaded_t *loaded)
{
    return loaded->base;
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
    for (hi = apr_hash_first(scratch, loaded->themes); hi != NULL;
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

    for (hi = apr_hash_first(scratch, loaded->catalogs); hi != NULL;
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
