/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See export_snippets.h. */
#include "cli/export_snippets.h"

#include "page/page.h"

#include <apr_strings.h>
#include <apr_tables.h>
#include <string.h>

/* Codes that HAProxy takes an errorfile for. */
static const int haproxy_codes[] = {400, 401, 403, 404, 405, 407, 408, 410, 413,
                                    425, 429, 500, 501, 502, 503, 504, 0};

/* Codes that CloudFront takes a custom error response for. */
static const int cloudfront_codes[] = {400, 403, 404, 405, 414, 416,
                                       500, 501, 502, 503, 504, 0};

/* HAProxy's tune.bufsize, if nothing is said: it refuses larger files. */
#define HAPROXY_BUFFER 16384

static int is_one_of(const int *codes, int code)
{
    while (*codes != 0 && *codes != code) {
        codes++;
    }
    return *codes != 0;
}

/* A text that grows by pieces. */
typedef struct text_t {
    apr_pool_t *pool;
    apr_array_header_t *pieces;
} text_t;

static text_t text_start(apr_pool_t *pool)
{
    text_t t = {pool, apr_array_make(pool, 64, sizeof(const char *))};

    return t;
}

static void add(text_t *t, const char *piece)
{
    APR_ARRAY_PUSH(t->pieces, const char *) = piece;
}

static apr_status_t text_write(const text_t *t, const sp_export_t *x,
                               const char *file, sp_error_t *err)
{
    const char *all = apr_array_pstrcat(t->pool, t->pieces, 0);

    return sp_export_write(apr_pstrcat(x->pool, x->folder, "/", file, NULL),
                           all, strlen(all), x->pool, err);
}

static void add_index_row(text_t *t, const sp_export_t *x, int code)
{
    sp_entry_t entry =
        sp_appearance_entry(x->appearance, code, x->languages[0]);
    int l, f;

    add(t, apr_psprintf(t->pool, "<tr><th scope=\"row\">%d %s</th><td>", code,
                        sp_escape_dup(t->pool, SP_ESCAPE_HTML, entry.message)));
    for (l = 0; l < x->language_count; l++) {
        for (f = 0; f < x->format_count; f++) {
            const char *extension = sp_format_info(x->formats[f])->extension;
            add(t, apr_psprintf(t->pool, " <a href=\"%s%s%d.%s\">%s %s</a>",
                                l ? x->languages[l] : "", l ? "/" : "", code,
                                extension, x->languages[l], extension));
        }
    }
    add(t, "</td></tr>\n");
}

apr_status_t sp_export_index(const sp_export_t *x, sp_error_t *err)
{
    text_t t = text_start(x->pool);
    int code;

    add(&t, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta "
            "charset=\"utf-8\">\n<title>Error pages</title>\n<meta "
            "name=\"viewport\" content=\"width=device-width, "
            "initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n"
            "<style>\n:root { color-scheme: light dark; }\nbody { font: "
            "1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: "
            "60rem; padding: 0 1rem; }\nth { text-align: start; font-weight: "
            "500; padding-inline-end: 1.5rem; vertical-align: top; }\na { "
            "white-space: nowrap; margin-inline-end: .5rem; }\n</style>\n"
            "</head>\n<body>\n<h1>Error pages</h1>\n<table>\n<thead><tr><th "
            "scope=\"col\">Code</th><th scope=\"col\">Pages</th></tr></thead>"
            "\n<tbody>\n");
    for (code = 400; code <= SP_CODE_MAX; code++) {
        if (sp_reference_has(x->appearance, code)) {
            add_index_row(&t, x, code);
        }
    }
    add(&t, "</tbody>\n</table>\n</body>\n</html>\n");
    return text_write(&t, x, "index.html", err);
}

apr_status_t sp_export_errorfile(sp_export_t *x, int code,
                                 const sp_page_t *page, const char *bytes,
                                 apr_size_t len, sp_error_t *err)
{
    const char *head, *path;
    char *all;
    apr_size_t n;

    if (!is_one_of(haproxy_codes, code)) {
        return APR_SUCCESS;
    }
    head = apr_psprintf(x->pool,
                        "HTTP/1.1 %d %s\r\nCache-Control: no-store\r\n"
                        "Content-Type: text/html; charset=utf-8\r\n"
                        "Content-Language: %s\r\n"
                        "Content-Security-Policy: %s\r\n"
                        "X-Content-Type-Options: nosniff\r\n"
                        "Content-Length: %" APR_SIZE_T_FMT "\r\n"
                        "Connection: close\r\n\r\n",
                        code, sp_catalog_code(x->appearance->catalog, code),
                        page->content_language, page->csp, len);
    n = strlen(head);
    all = apr_palloc(x->pool, n + len);
    memcpy(all, head, n);
    memcpy(all + n, bytes, len);
    if (n + len > x->largest) {
        x->largest = n + len;
    }
    path =
        apr_psprintf(x->pool, "%s/snippets/haproxy/%d.http", x->folder, code);
    return sp_export_write(path, all, n + len, x->pool, err);
}

int sp_export_buffer(const sp_export_t *x)
{
    int size = HAPROXY_BUFFER;

    while ((apr_size_t)size < x->largest) {
        size *= 2;
    }
    return size > HAPROXY_BUFFER ? size : 0;
}

static apr_status_t write_nginx(const sp_export_t *x, sp_error_t *err)
{
    text_t t = text_start(x->pool);
    int code;

    add(&t, "# nginx: put the pages where \"root\" says, this into a server "
            "block. With\n# proxy_pass, proxy_intercept_errors on; has them "
            "answer for the backend, too.\n");
    for (code = 400; code <= 511; code++) {
        if (sp_reference_has(x->appearance, code) && code != 444 &&
            code != 499) {
            add(&t, apr_psprintf(t.pool, "error_page %d /errors/%d.html;\n",
                                 code, code));
        }
    }
    add(&t, "location ^~ /errors/ {\n    internal;\n    root /srv;  # so that "
            "/srv/errors/404.html is the page\n    add_header Cache-Control "
            "no-store always;\n    add_header X-Content-Type-Options nosniff "
            "always;\n");
    if (x->csp != NULL && *x->csp != '\0') {
        add(&t, apr_psprintf(t.pool,
                             "    add_header Content-Security-Policy \"%s\" "
                             "always;\n",
                             x->csp));
    }
    add(&t, "}\n");
    return text_write(&t, x, "snippets/nginx.conf", err);
}

static apr_status_t write_haproxy(const sp_export_t *x, sp_error_t *err)
{
    text_t t = text_start(x->pool);
    int i;

    add(&t, "# HAProxy: into \"defaults\", a frontend or a backend.\n");
    if (sp_export_buffer(x) > 0) {
        add(&t, apr_psprintf(t.pool,
                             "# HAProxy refuses files past its buffer of %d "
                             "bytes. For these, write in \"global\":\n"
                             "#     tune.bufsize %d\n",
                             HAPROXY_BUFFER, sp_export_buffer(x)));
    }
    for (i = 0; haproxy_codes[i] != 0; i++) {
        if (sp_reference_has(x->appearance, haproxy_codes[i])) {
            add(&t,
                apr_psprintf(t.pool,
                             "    errorfile %d /etc/haproxy/errors/%d.http\n",
                             haproxy_codes[i], haproxy_codes[i]));
        }
    }
    return text_write(&t, x, "snippets/haproxy.cfg", err);
}

static apr_status_t write_cloudfront(const sp_export_t *x, sp_error_t *err)
{
    text_t t = text_start(x->pool);
    int i, count = 0;

    add(&t, "{\n  \"CustomErrorResponses\": {\n    \"Items\": [\n");
    for (i = 0; cloudfront_codes[i] != 0; i++) {
        int code = cloudfront_codes[i];
        if (sp_reference_has(x->appearance, code)) {
            add(&t, apr_psprintf(t.pool,
                                 "%s      { \"ErrorCode\": %d, "
                                 "\"ResponsePagePath\": \"/errors/%d.html\", "
                                 "\"ResponseCode\": \"%d\", "
                                 "\"ErrorCachingMinTTL\": 10 }",
                                 count++ ? ",\n" : "", code, code, code));
        }
    }
    add(&t, apr_psprintf(t.pool, "\n    ],\n    \"Quantity\": %d\n  }\n}\n",
                         count));
    return text_write(&t, x, "snippets/cloudfront.json", err);
}

static apr_status_t write_s3(const sp_export_t *x, sp_error_t *err)
{
    text_t t = text_start(x->pool);

    add(&t, "# S3: the pages go into the bucket, below errors/. BUCKET is its "
            "name; run this\n# in the folder of the pages.\n"
            "aws s3 sync . s3://BUCKET/errors/ --exclude \"snippets/*\" "
            "--cache-control no-store\n\n"
            "# A bucket that is a web site by itself has one page for all "
            "errors:\n"
            "aws s3 website s3://BUCKET/ --index-document index.html "
            "--error-document errors/404.html\n\n"
            "# CloudFront before it: cloudfront.json is the part "
            "\"CustomErrorResponses\" of the\n# distribution's "
            "configuration (aws cloudfront get-distribution-config).\n");
    return text_write(&t, x, "snippets/s3.txt", err);
}

apr_status_t sp_export_snippets(const sp_export_t *x, sp_error_t *err)
{
    apr_status_t rv = write_nginx(x, err);

    if (rv == APR_SUCCESS) {
        rv = write_haproxy(x, err);
    }
    if (rv == APR_SUCCESS) {
        rv = write_s3(x, err);
    }
    return rv == APR_SUCCESS ? write_cloudfront(x, err) : rv;
}
