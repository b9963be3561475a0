/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Embedding pictures and fonts; see brand.h. What a file is, its bytes say; its
 * name must say the same, because a template goes by the name. */
#include "brand/brand.h"

#include <apr_base64.h>
#include <apr_strings.h>
#include <string.h>
#include <strings.h>

typedef struct kind_t {
    const char *endings; /* with a space behind each */
    const char *type;
} kind_t;

static const kind_t kinds[] = {
    {".png ", "image/png"},     {".jpg .jpeg ", "image/jpeg"},
    {".gif ", "image/gif"},     {".webp ", "image/webp"},
    {".avif ", "image/avif"},   {".svg ", "image/svg+xml"},
    {".woff2 ", SP_MEDIA_FONT},
};

/* The kind that a name says. */
static const kind_t *named(const char *name)
{
    const char *dot = strrchr(name, '.');
    size_t i;

    for (i = 0; dot != NULL && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        const char *at = strstr(kinds[i].endings, dot);
        if (at != NULL && at[strlen(dot)] == ' ') {
            return &kinds[i];
        }
    }
    return NULL;
}

int sp_media_is_named(const char *name)
{
    return named(name) != NULL;
}

int sp_media_is_font(const char *name)
{
    const kind_t *kind = named(name);

    return kind != NULL && strcmp(kind->type, SP_MEDIA_FONT) == 0;
}

static apr_uint32_t number(const char *bytes, int width)
{
    apr_uint32_t n = 0;

    while (width-- > 0) {
        n = n << 8 | (unsigned char)*bytes++;
    }
    return n;
}

/* WOFF2's header: 48 bytes with the length of the whole, the number of tables,
 * a zero, and how many bytes behind the header are compressed. */
static int is_woff2(const char *bytes, apr_size_t len)
{
    return len > 48 && memcmp(bytes, "wOF2", 4) == 0 &&
           number(bytes + 8, 4) == len && number(bytes + 12, 2) > 0 &&
           number(bytes + 14, 2) == 0 && number(bytes + 20, 4) > 0 &&
           number(bytes + 20, 4) <= len - 48;
}

/* AVIF is a box of the type "ftyp" whose brand is one of these. */
static int is_avif(const char *bytes, apr_size_t len)
{
    return len >= 12 && (memcmp(bytes + 4, "ftypavif", 8) == 0 ||
                         memcmp(bytes + 4, "ftypavis", 8) == 0);
}

static const char *type_of(const char *bytes, apr_size_t len)
{
    return is_woff2(bytes, len)  ? SP_MEDIA_FONT
           : is_avif(bytes, len) ? "image/avif"
                                 : sp_picture_type(bytes, len);
}

static apr_status_t mislabelled(const kind_t *kind, const char *type,
                                const char *path, apr_pool_t *pool,
                                sp_error_t *err)
{
    sp_error_set(err, pool, path, 0, 0, "is no %s by its bytes, but %s",
                 kind->type,
                 type != NULL ? type : "nothing that is known here");
    return sp_error_hint(
        err, pool,
        type != NULL ? "give it the ending of what it is"
                     : "save it anew as PNG, JPEG, GIF, WebP, AVIF, SVG "
                       "or WOFF2");
}

apr_status_t sp_media_embed(const char **uri, const char *path,
                            const char *bytes, apr_size_t len, apr_pool_t *pool,
                            sp_error_t *err)
{
    const kind_t *kind = named(path);
    const char *type = type_of(bytes, len);
    char *encoded;

    if (len > SP_MEDIA_MAX) {
        sp_error_set(err, pool, path, 0, 0,
                     "is %" APR_SIZE_T_FMT " bytes; it is part of every page "
                     "that shows it and may have %d at most",
                     len, SP_MEDIA_MAX);
        return sp_error_hint(err, pool, "%s",
                             sp_media_is_font(path)
                                 ? "leave out the letters that you don't need"
                                 : "make it smaller, or draw it as SVG");
    }
    if (type == NULL || strcmp(kind->type, type) != 0) {
        return mislabelled(kind, type, path, pool, err);
    }
    encoded = apr_palloc(pool, (apr_size_t)apr_base64_encode_len((int)len));
    apr_base64_encode(encoded, bytes, (int)len);
    *uri = apr_pstrcat(pool, "data:", type, ";base64,", encoded, NULL);
    return APR_SUCCESS;
}
