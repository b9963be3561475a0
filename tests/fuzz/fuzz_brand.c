/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Brand values. Input: which variable, its value, then the bytes of a logo.
 * Oracles: a URL is read as a browser does, and leads nowhere but to http,
 * https, mailto or the same host; a colour can't end a declaration; a logo is
 * a data: URI of its own bytes. */
#include "bytes.h"

#include <ctype.h>
#include <strings.h>

#include <apr_strings.h>

#include "folder.h"

#include "brand/brand.h"

/* What a browser makes of an address before it looks for a scheme. */
static char *as_browser(apr_pool_t *pool, const char *value)
{
    char *out = apr_palloc(pool, strlen(value) + 1), *to = out;

    while (*value != '\0' && (unsigned char)*value <= ' ') {
        value++;
    }
    for (; *value != '\0'; value++) {
        if (strchr("\t\n\r", *value) == NULL) {
            *to++ = *value == '\\' ? '/' : *value;
        }
    }
    *to = '\0';
    return out;
}

static void check_url(apr_pool_t *pool, const char *value)
{
    const char *url = as_browser(pool, value);
    size_t n = 0;

    FUZZ_HOLDS(*url != '\0' && strcmp(url, value) == 0, "%s", value);
    FUZZ_HOLDS(strncmp(url, "//", 2) != 0, "%s", value);
    if (isalpha((unsigned char)*url)) {
        while (isalnum((unsigned char)url[n]) || strchr("+-.", url[n])) {
            if (url[n++] == '\0') {
                return;
            }
        }
        FUZZ_HOLDS(url[n] != ':' || (n == 4 && !strncasecmp(url, "http", 4)) ||
                       (n == 5 && !strncasecmp(url, "https", 5)) ||
                       (n == 6 && !strncasecmp(url, "mailto", 6)),
                   "%s", value);
    }
}

static void check_colour(const char *value)
{
    size_t n = strlen(value), i;

    FUZZ_HOLDS(strpbrk(value, ";{}\"'<>&\\:!@*") == NULL, "%s", value);
    FUZZ_HOLDS(strcasestr(value, "url") == NULL, "%s", value);
    FUZZ_HOLDS(strstr(value, "//") == NULL || strchr(value, '('), "%s", value);
    for (i = 0; i < n; i++) {
        FUZZ_HOLDS(value[i] >= ' ' && value[i] < 0x7f, "%s", value);
    }
    if (strchr(value, '(') != NULL) {
        FUZZ_HOLDS(strchr(value, '(') == strrchr(value, '('), "%s", value);
        FUZZ_HOLDS(strchr(value, ')') == value + n - 1, "%s", value);
    }
}

/* As many bytes as the base64 holds; -1 where it is none. */
static long decoded(const char *text)
{
    size_t n = strlen(text), end = n;

    while (end > 0 && n - end < 2 && text[end - 1] == '=') {
        end--;
    }
    for (n = 0; n < end; n++) {
        if (!isalnum((unsigned char)text[n]) && text[n] != '+' &&
            text[n] != '/') {
            return -1;
        }
    }
    return (long)(end * 3 / 4);
}

static void check_logo(apr_pool_t *pool, const char *bytes, size_t len)
{
    const char *path = folder_write(pool, "logo", bytes, len);
    const char *uri = NULL;
    sp_error_t err = {0};
    apr_status_t rv = sp_logo_load(&uri, path, pool, &err);

    FUZZ_HOLDS((rv == APR_SUCCESS) == (err.msg == NULL));
    if (rv == APR_SUCCESS) {
        const char *comma = strchr(uri, ',');
        FUZZ_HOLDS(strncmp(uri, "data:image/", 11) == 0, "%s", uri);
        FUZZ_HOLDS(comma != NULL && decoded(comma + 1) == (long)len, "%s", uri);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"name",   "home",   "support", "status",
                                        "accent", "footer", "other",   "acent"};
    fuzz_bytes_t b = fuzz_begin(data, size);
    const char *name = names[fuzz_number(&b, 8)];
    const char *value = fuzz_text(&b);
    const char *wrong = sp_brand_check(b.pool, name, value);
    sp_brand_kind_t kind = sp_brand_kind(name);
    size_t len;

    fuzz_accepted += wrong == NULL;
    if (sp_brand_is_url(value)) {
        check_url(b.pool, value);
    }
    if (wrong == NULL && *value != '\0' && kind == SP_BRAND_COLOUR) {
        check_colour(value);
    }
    FUZZ_HOLDS(wrong != NULL || *value == '\0' || kind != SP_BRAND_URL ||
               sp_brand_is_url(value));
    if (fuzz_more(&b)) {
        value = fuzz_bytes(&b, &len);
        check_logo(b.pool, value, len);
    }
    return fuzz_end(&b);
}
