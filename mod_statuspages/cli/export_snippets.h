/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What an export holds beside the pages: the index, and configuration for
 * servers that answer in httpd's place. Knows what those servers take;
 * refuses to know options and how pages are made. */
#ifndef SP_CLI_EXPORT_SNIPPETS_H
#define SP_CLI_EXPORT_SNIPPETS_H

#include "cli/cli.h"
#include "page/page.h"

/** One export. */
typedef struct sp_export_t {
    sp_call_t *call;
    apr_pool_t *pool; /* the call's */
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

/** The first code that is exported. */
#define SP_EXPORT_FIRST 400

/** The folder of the pages of problems, in that of their language: a name may
 *  be any word, "index" for one. */
#define SP_EXPORT_PROBLEMS "problems"

/** The name of a code's pages, or of a problem's, without extension. */
const char *sp_export_stem(const sp_export_t *x, int code);

/** What stands before the names of a language's pages: "" or "fr/". */
const char *sp_export_folder(const sp_export_t *x, int language);

/** DIR/snippets/haproxy/CODE.http: a page as HAProxy's errorfile wants it,
 *  status line and headers before it; for the codes that HAProxy knows. */
apr_status_t sp_export_errorfile(sp_export_t *x, int code,
                                 const sp_page_t *page, const char *bytes,
                                 apr_size_t len);

/** The buffer that HAProxy needs for the files written, or 0 where its usual
 *  one will do. */
int sp_export_buffer(const sp_export_t *x);

/** DIR/index.html: links to all pages; and, where @a snippets is set,
 *  nginx.conf, haproxy.cfg, s3.txt and cloudfront.json below DIR/snippets. */
apr_status_t sp_export_texts(sp_export_t *x, int snippets);

#endif /* SP_CLI_EXPORT_SNIPPETS_H */
