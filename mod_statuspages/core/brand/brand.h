/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The site's brand: the variables that every theme knows, its picture, and
 * what their values must be, so that a colour can't close a style sheet and a
 * link can't be a script. Refuses to know where a page shows them. */
#ifndef SP_BRAND_H
#define SP_BRAND_H

#include "base/diag.h"

typedef enum sp_brand_kind_t {
    SP_BRAND_TEXT,
    SP_BRAND_URL,   /* http, https, mailto or relative */
    SP_BRAND_COLOUR /* #rgb, #rrggbb, a CSS name, rgb() or hsl() */
} sp_brand_kind_t;

/** Whether every theme knows a variable. */
int sp_brand_has(const char *name);

/** The kind of a variable; those that only a theme knows are texts. */
sp_brand_kind_t sp_brand_kind(const char *name);

/** The variable that a mistyped name probably meant, or NULL. */
const char *sp_brand_nearest(const char *name);

/** Whether @a value is a URL of the allowed kinds. */
int sp_brand_is_url(const char *value);

/** NULL where @a value suits the variable, else a whole sentence. */
const char *sp_brand_check(apr_pool_t *pool, const char *name,
                           const char *value);

/** The largest logo: it is part of every page. */
#define SP_LOGO_MAX (64 * 1024)

/** Read a picture (PNG, JPEG, GIF, WebP, ICO or SVG) as a data: URI. */
apr_status_t sp_logo_load(const char **uri, const char *path, apr_pool_t *pool,
                          sp_error_t *err);

/** The MIME type of a picture (of those a logo may be) by its bytes, which a
 *  NUL follows, or NULL. */
const char *sp_picture_type(const char *bytes, apr_size_t len);

/** The largest picture or font of a theme. */
#define SP_MEDIA_MAX (64 * 1024)

/** The MIME type of a font. */
#define SP_MEDIA_FONT "font/woff2"

/** Whether a file's name ends as that of a picture or font that a page may
 *  hold; whether as that of a font. */
int sp_media_is_named(const char *name);
int sp_media_is_font(const char *name);

/**
 * Make a data: URI of the bytes of a picture (PNG, JPEG, GIF, WebP, AVIF, SVG)
 * or font (WOFF2), which a NUL follows. They must be what the name
 * says, which sp_media_is_named().
 */
apr_status_t sp_media_embed(const char **uri, const char *path,
                            const char *bytes, apr_size_t len, apr_pool_t *pool,
                            sp_error_t *err);

#endif /* SP_BRAND_H */
