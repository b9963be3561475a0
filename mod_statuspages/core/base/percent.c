/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Percent-encoding; see percent.h. */
#include "base/percent.h"

#include <string.h>

__extension__ static const unsigned char alnum[256] = {
    ['0' ... '9'] = 1, ['A' ... 'Z'] = 1, ['a' ... 'z'] = 1};

static int is_plain(char c, const char *signs)
{
    return alnum[(unsigned char)c] || (c != '\0' && strchr(signs, c) != NULL);
}

const char *sp_percent_encode(apr_pool_t *pool, const char *text,
                              apr_size_t len, const char *signs)
{
    static const char hex[] = "0123456789ABCDEF";
    apr_size_t i, more = 0;
    char *out, *o;

    for (i = 0; i < len; i++) {
        more += !is_plain(text[i], signs);
    }
    if (more == 0 && text[len] == '\0') {
        return text;
    }
    o = out = apr_palloc(pool, len + 2 * more + 1);
    for (i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (is_plain(text[i], signs)) {
            *o++ = text[i];
        }
        else {
            *o++ = '%';
            *o++ = hex[c >> 4];
            *o++ = hex[c & 15];
        }
    }
    *o = '\0';
    return out;
}
