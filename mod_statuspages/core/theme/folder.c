/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Files of a theme's folder: read and compiled when a template asks for them,
 * kept by name; see folder.h. Refuses to know which of them are pages. */
#include "theme/folder.h"

#include "base/builtin.h"
#include "base/file.h"
#include "base/text.h"

#include <apr_file_info.h>
#include <apr_hash.h>
#include <apr_strings.h>
#include <apr_tables.h>
#include <stdlib.h>
#include <string.h>

const char sp_folder_missing[] = "";

int sp_folder_name_is_safe(const char *name)
{
    return name[0] != '/' && strstr(name, "..") == NULL &&
           strchr(name, '\\') == NULL;
}

const char *sp_folder_read(sp_theme_t *theme, const char *file,
                           const char **path, apr_size_t *len)
{
    sp_error_t err = {0};
    const char *text = NULL;
    apr_status_t rv;

    *path = apr_pstrcat(theme->pool, theme->root, "/", file, NULL);
    if (theme->builtin) {
        const sp_builtin_t *b = sp_builtin_find(*path);
        *len = b ? b->len : 0;
        *path = b ? *path : NULL;
        return b ? b->text : NULL;
    }
    rv = sp_file_read(*path, &text, len, theme->pool, &err);
    if (rv != APR_SUCCESS) {
        if (APR_STATUS_IS_ENOENT(rv)) {
            *path = NULL;
        }
        else {
            sp_error_add(theme->err, theme->pool, &err);
        }
        return NULL;
    }
    APR_ARRAY_PUSH(theme->files, const char *) = *path;
    return text;
}

const sp_template_t *sp_folder_template(sp_theme_t *theme, const char *file)
{
    const void *known =
        apr_hash_get(theme->templates, file, APR_HASH_KEY_STRING);
    sp_template_t *tpl = NULL;
    const char *path, *text;
    apr_size_t len;

    if (known != NULL) {
        theme->used |= known != sp_folder_missing;
        return known == sp_folder_missing ? NULL : known;
    }
    if (!sp_folder_name_is_safe(file)) {
        return NULL;
    }
    text = sp_folder_read(theme, file, &path, &len);
    if (text != NULL && sp_pages_has(theme, file) && sp_text_is_blank(text)) {
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
                 APR_HASH_KEY_STRING,
                 tpl ? (const void *)tpl : sp_folder_missing);
    return tpl;
}

/* A template of a theme that is shut, or of its base. */
static const sp_template_t *known_template(const sp_theme_t *theme,
                                           const char *file)
{
    const void *known =
        apr_hash_get(theme->templates, file, APR_HASH_KEY_STRING);

    if (known != NULL && known != sp_folder_missing) {
        return known;
    }
    return theme->base != NULL ? known_template(theme->base, file) : NULL;
}

const sp_template_t *sp_folder_find(sp_theme_t *theme, const char *file)
{
    const sp_template_t *own =
        theme->err ? sp_folder_template(theme, file) : NULL;

    return own ? own : known_template(theme, file);
}

const sp_template_t *sp_folder_partial(void *baton, const char *name)
{
    const sp_folder_scope_t *scope = baton;
    char file[128];

    if (strchr(name, '.') != NULL) {
        return sp_folder_find(scope->theme, name);
    }
    if (strlen(name) > sizeof(file) - 8) {
        return NULL;
    }
    apr_snprintf(file, sizeof(file), "%s.%s", name,
                 sp_format_info(scope->format)->extension);
    return sp_folder_find(scope->theme, file);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list_builtin(sp_theme_t *theme, apr_array_header_t *names)
{
    size_t prefix = strlen(theme->root);
    int count, i;
    const sp_builtin_t *all = sp_builtin_all(&count);

    for (i = 0; i < count; i++) {
        const char *path = all[i].path;
        if (strncmp(path, theme->root, prefix) == 0 && path[prefix] == '/') {
            APR_ARRAY_PUSH(names, const char *) = path + prefix + 1;
        }
    }
}

static void list_files(sp_theme_t *theme, apr_array_header_t *names)
{
    apr_finfo_t info;
    apr_dir_t *dir;
    apr_status_t rv = apr_dir_open(&dir, theme->root, theme->pool);

    if (rv != APR_SUCCESS) {
        sp_file_fault(rv, theme->root, theme->pool, theme->err);
        return;
    }
    while (apr_dir_read(&info, APR_FINFO_NAME, dir) == APR_SUCCESS) {
        APR_ARRAY_PUSH(names, const char *) =
            apr_pstrdup(theme->pool, info.name);
    }
    apr_dir_close(dir);
}

apr_array_header_t *sp_folder_names(sp_theme_t *theme)
{
    apr_array_header_t *names =
        apr_array_make(theme->pool, 16, sizeof(const char *));

    (theme->builtin ? list_builtin : list_files)(theme, names);
    qsort(names->elts, (size_t)names->nelts, sizeof(const char *), by_name);
    return names;
}
