/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What an export holds beside the pages: the index, and configuration for
 * servers that answer in httpd's place. */
#ifndef SP_CLI_EXPORT_SNIPPETS_H
#define SP_CLI_EXPORT_SNIPPETS_H

#include "appearance/appearance.h"
#include "page/page.h"

/** One export. */
typedef struct sp_export_t {
    apr_pool_t *pool;
    sp_appearance_t *appearance;
    const char *folder;
    const char **languages; /* the first one's pages are in the folder */
    int language_count;
    sp_format_t formats[SP_FORMAT_COUNT];
    int format_count;
    int files;
    apr_size_t largest; /* of HAProxy's files */
    const char *csp;    /* of all HTML pages, or "" where they differ */
} sp_export_t;

/** Write a whole file; a fault says why not. */
apr_status_t sp_export_write(const char *path, const char *bytes,
                             apr_size_t len, apr_pool_t *pool, sp_error_t *err);

/** DIR/index.html: links to all pages. */
apr_status_t sp_export_index(const sp_export_t *x, sp_error_t *err);

/** DIR/snippets/haproxy/CODE.http: a page as HAProxy's errorfile wants it,
 *  status line and headers before it; for the codes that HAProxy knows. */
apr_status_t sp_export_errorfile(sp_export_t *x, int code,
                                 const sp_page_t *page, const char *bytes,
                                 apr_size_t len, sp_error_t *err);

/** The buffer that HAProxy needs for the files written, or 0 where its usual
 *  one will do. */
int sp_export_buffer(const sp_export_t *x);

/** nginx.conf, haproxy.cfg, s3.txt and cloudfront.json below DIR/snippets. */
apr_status_t sp_export_snippets(const sp_export_t *x, sp_error_t *err);

#endif /* SP_CLI_EXPORT_SNIPPETS_H */
