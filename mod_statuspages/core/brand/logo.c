/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Embedding a logo; see brand.h. */
#include "brand/brand.h"

#include "base/file.h"

#include <apr_base64.h>
#include <apr_strings.h>
#include <string.h>

/* How a kind of picture starts. */
static const struct {
    const char *type;
    apr_size_t offset;
    apr_size_t len;
    const char *bytes;
} kinds[] = {
    {"image/png", 0, 8, "\x89PNG\r\n\x1a\n"},
    {"image/jpeg", 0, 3, "\xff\xd8\xff"},
    {"image/gif", 0, 4, "GIF8"},
    {"image/webp", 8, 4, "WEBP"},
    {"image/x-icon", 0, 4, "\0\0\1\0"},
};

/* An SVG may open with a byte order mark, white space, an XML declaration or
 * a comment. */
static int is_svg(const char *text)
{
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
    }
    text += strspn(text, " \t\r\n");
    return text[0] == '<' && strstr(text, "<svg") != NULL;
}

const char *sp_picture_type(const char *bytes, apr_size_t len)
{
    size_t i;

    for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (len >= kinds[i].offset + kinds[i].len &&
            memcmp(bytes + kinds[i].offset, kinds[i].bytes, kinds[i].len) ==
                0 &&
            (kinds[i].offset == 0 || memcmp(bytes, "RIFF", 4) == 0)) {
            return kinds[i].type;
        }
    }
    return is_svg(bytes) ? "image/svg+xml" : NULL;
}

apr_status_t sp_logo_load(const char **uri, const char *path, apr_pool_t *pool,
                          sp_error_t *err)
{
    const char *bytes, *type;
    char *encoded;
    apr_size_t len;
    apr_status_t rv = sp_file_read(path, &bytes, &len, pool, err);

    if (rv != APR_SUCCESS) {
        return rv;
    }
    if (len > SP_LOGO_MAX) {
        sp_error_set(err, pool, path, 0, 0,
                     "is %" APR_SIZE_T_FMT " bytes; a logo is part of every "
                     "page and may have %d at most",
                     len, SP_LOGO_MAX);
        sp_error_hint(err, pool, "make it smaller, or draw it as SVG");
        return APR_EGENERAL;
    }
    type = sp_picture_type(bytes, len);
    if (type == NULL) {
        return sp_error_set(err, pool, path, 0, 0,
                            "is no picture of a known kind: use PNG, JPEG, "
                            "GIF, WebP, ICO or SVG");
    }
    encoded = apr_palloc(pool, (apr_size_t)apr_base64_encode_len((int)len));
    apr_base64_encode(encoded, bytes, (int)len);
    *uri = apr_pstrcat(pool, "data:", type, ";base64,", encoded, NULL);
    return APR_SUCCESS;
}
