/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pictures and fonts that are files of a theme: read when a template names
 * them, kept as data: URIs; see folder.h. Refuses to know what such a file
 * holds (brand/media.c) and where a template may use it. */
#include "theme/folder.h"

#include "base/spelling.h"
#include "brand/brand.h"

#include <apr_strings.h>

/* A file of the open theme's own folder, or NULL; a fault in it goes to
 * theme->err, and then it is there. */
static const char *own_media(sp_theme_t *theme, const char *name)
{
    const char *uri = apr_hash_get(theme->media, name, APR_HASH_KEY_STRING);
    const char *path, *bytes;
    apr_size_t len;

    if (uri != NULL || !sp_media_is_named(name) ||
        !sp_folder_name_is_safe(name)) {
        return uri;
    }
    bytes = sp_folder_read(theme, name, &path, &len);
    if (bytes == NULL) {
        return path != NULL ? "" : NULL;
    }
    if (sp_media_embed(&uri, path, bytes, len, theme->pool, theme->err) !=
        APR_SUCCESS) {
        return "";
    }
    name = apr_pstrdup(theme->pool, name);
    apr_hash_set(theme->media, name, APR_HASH_KEY_STRING, uri);
    APR_ARRAY_PUSH(theme->media_names, const char *) = name;
    return uri;
}

int sp_folder_has_media(void *baton, const char *name)
{
    sp_theme_t *theme = baton;
    const sp_theme_t *base = theme->base;

    if (theme->err != NULL && own_media(theme, name) != NULL) {
        return 1;
    }
    while (base != NULL &&
           apr_hash_get(base->media, name, APR_HASH_KEY_STRING) == NULL) {
        base = base->base;
    }
    return base != NULL;
}

const char *sp_folder_near_media(void *baton, const char *name)
{
    sp_theme_t *theme = baton;
    const apr_array_header_t *all = sp_folder_names(theme);
    apr_array_header_t *media =
        apr_array_make(theme->pool, 4, sizeof(const char *));
    int i;

    for (i = 0; i < all->nelts; i++) {
        const char *file = APR_ARRAY_IDX(all, i, const char *);
        if (sp_media_is_named(file)) {
            APR_ARRAY_PUSH(media, const char *) = file;
        }
    }
    return sp_spelling_nearest(name, (const char *const *)media->elts,
                               media->nelts);
}

void sp_theme_each_file(const sp_theme_t *theme,
                        void (*each)(void *baton, const char *name,
                                     const char *uri),
                        void *baton)
{
    int i;

    if (theme->base != NULL) {
        sp_theme_each_file(theme->base, each, baton);
    }
    for (i = 0; i < theme->media_names->nelts; i++) {
        const char *name = APR_ARRAY_IDX(theme->media_names, i, const char *);
        each(baton, name,
             apr_hash_get(theme->media, name, APR_HASH_KEY_STRING));
    }
}
