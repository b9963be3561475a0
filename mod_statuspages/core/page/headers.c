/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which headers an answer has, and their lines; see page.h. */
#include "page/make.h"

#include <apr_strings.h>
#include <string.h>

static const char *const names[SP_HEADER_COUNT] = {
    [SP_HEADER_LANGUAGE] = "Content-Language",
    [SP_HEADER_STORING] = "Cache-Control",
    [SP_HEADER_VARY] = "Vary",
    [SP_HEADER_SNIFF] = "X-Content-Type-Options",
    [SP_HEADER_ROBOTS] = "X-Robots-Tag",
    [SP_HEADER_POLICY] = "Content-Security-Policy",
};

int sp_page_headers(const sp_page_t *page, int encoding, int guards,
                    sp_header_t headers[SP_HEADER_COUNT])
{
    const char *const values[SP_HEADER_COUNT] = {
        [SP_HEADER_LANGUAGE] = page->content_language,
        [SP_HEADER_STORING] = page->no_store ? "no-store" : NULL,
        [SP_HEADER_VARY] = page->vary[encoding ? 1 : 0],
        [SP_HEADER_SNIFF] = guards ? "nosniff" : NULL,
        [SP_HEADER_ROBOTS] = guards && !page->indexed ? "noindex" : NULL,
        [SP_HEADER_POLICY] = guards ? page->csp : NULL,
    };
    int count = 0;
    int id;

    for (id = 0; id < SP_HEADER_COUNT; id++) {
        if (values[id] != NULL) {
            headers[count++] =
                (sp_header_t){(sp_header_id_t)id, names[id], values[id]};
        }
    }
    return count;
}

/* The lines of those from one on. */
static const char *lines_from(const sp_header_t *headers, int first, int count,
                              apr_pool_t *pool)
{
    const char *lines = "";

    for (; first < count; first++) {
        lines = apr_pstrcat(pool, lines, headers[first].name, ": ",
                            headers[first].value, "\r\n", NULL);
    }
    return lines;
}

void sp_page_write_lines(sp_page_t *page, apr_pool_t *pool)
{
    sp_header_t headers[SP_HEADER_COUNT];
    int encoding, plain, all;

    for (encoding = 0; encoding < 2; encoding++) {
        plain = sp_page_headers(page, encoding, 0, headers);
        page->lines[encoding] = lines_from(headers, 0, plain, pool);
        page->lines_len[encoding] = strlen(page->lines[encoding]);
    }
    all = sp_page_headers(page, 1, 1, headers);
    page->guard_lines = lines_from(headers, plain, all, pool);
    page->guard_lines_len = strlen(page->guard_lines);
}
