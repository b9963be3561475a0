/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which headers an answer has, and their lines; see page.h. */
#include "page/make.h"

#include <apr_strings.h>
#include <string.h>

static const char *const names[SP_HEADER_COUNT] = {
    [SP_HEADER_LANGUAGE] = "Content-Language",
    [SP_HEADER_STORING] = "Cache-Control",
    [SP_HEADER_SNIFF] = "X-Content-Type-Options",
    [SP_HEADER_ROBOTS] = "X-Robots-Tag",
    [SP_HEADER_POLICY] = "Content-Security-Policy",
    [SP_HEADER_VARY] = "Vary",
};

int sp_page_headers(const sp_page_t *page, int encoding, int guards,
                    sp_header_t headers[SP_HEADER_COUNT])
{
    const char *const values[SP_HEADER_COUNT] = {
        [SP_HEADER_LANGUAGE] = page->content_language,
        [SP_HEADER_STORING] = page->no_store ? "no-store" : NULL,
        [SP_HEADER_SNIFF] = guards ? "nosniff" : NULL,
        [SP_HEADER_ROBOTS] = guards && !page->indexed ? "noindex" : NULL,
        [SP_HEADER_POLICY] = guards ? page->csp : NULL,
        [SP_HEADER_VARY] = page->vary[encoding ? 1 : 0],
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

/* The lines of those that protect the reader, or of the others. */
static const char *lines_of(const sp_page_t *page, int encoding, int guards,
                            apr_size_t *len, apr_pool_t *pool)
{
    sp_header_t headers[SP_HEADER_COUNT];
    int count = sp_page_headers(page, encoding, 1, headers);
    const char *lines = "";
    int i;

    for (i = 0; i < count; i++) {
        int guard = headers[i].id >= SP_HEADER_SNIFF &&
                    headers[i].id <= SP_HEADER_POLICY;
        if (guard == guards) {
            lines = apr_pstrcat(pool, lines, headers[i].name, ": ",
                                headers[i].value, "\r\n", NULL);
        }
    }
    *len = strlen(lines);
    return lines;
}

void sp_page_write_lines(sp_page_t *page, apr_pool_t *pool)
{
    int encoding;

    for (encoding = 0; encoding < 2; encoding++) {
        page->lines[encoding] =
            lines_of(page, encoding, 0, &page->lines_len[encoding], pool);
    }
    page->guard_lines = lines_of(page, 1, 1, &page->guard_lines_len, pool);
}
