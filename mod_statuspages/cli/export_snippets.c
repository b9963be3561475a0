/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Fills the Mustache templates of texts/export/; see export_snippets.h. */
#include "cli/export_snippets.h"

#include "cli/files.h"
#include "template/template.h"

#include <apr_strings.h>
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

/* nginx has meanings of its own for 444 and 499. */
static int nginx_takes(int code)
{
    return code <= 511 && code != 444 && code != 499;
}

const char *sp_export_folder(const sp_export_t *x, int language)
{
    return language == 0
               ? ""
               : apr_pstrcat(x->pool, x->languages[language], "/", NULL);
}

const char *sp_export_stem(const sp_export_t *x, int code)
{
    return code < SP_PROBLEM_MIN
               ? apr_itoa(x->pool, code)
               : apr_pstrcat(x->pool, SP_EXPORT_PROBLEMS "/",
                             sp_catalog_code(x->appearance->catalog, code),
                             NULL);
}

apr_status_t sp_export_errorfile(sp_export_t *x, int code,
                                 const sp_page_t *page, const char *bytes,
                                 apr_size_t len)
{
    const char *head;
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
    return sp_files_write(
        x->call, x->folder,
        apr_psprintf(x->pool, "snippets/haproxy/%d.http", code), 1, all,
        n + len);
}

int sp_export_buffer(const sp_export_t *x)
{
    int size = HAPROXY_BUFFER;

    while ((apr_size_t)size < x->largest) {
        size *= 2;
    }
    return size > HAPROXY_BUFFER ? size : 0;
}

static void set_text(apr_pool_t *pool, sp_value_t *object, const char *name,
                     const char *text)
{
    sp_value_set(object, name, sp_value_string(pool, text));
}

/* The pages of each code, as links of the index. */
static sp_value_t *pages_value(const sp_export_t *x)
{
    sp_value_t *pages = sp_value_list(x->pool);
    int l, f;

    for (l = 0; l < x->language_count; l++) {
        for (f = 0; f < x->format_count; f++) {
            sp_value_t *page = sp_value_object(x->pool);

            set_text(x->pool, page, "folder", sp_export_folder(x, l));
            set_text(x->pool, page, "language", x->languages[l]);
            set_text(x->pool, page, "extension",
                     sp_format_info(x->formats[f])->extension);
            sp_value_append(pages, page);
        }
    }
    return pages;
}

/* A code, and who takes it; @a more: CloudFront has taken one before it. */
static sp_value_t *code_value(const sp_export_t *x, int code, int more)
{
    apr_pool_t *pool = x->pool;
    sp_value_t *value = sp_value_object(pool);
    const int haproxy = is_one_of(haproxy_codes, code);
    const int cloudfront = is_one_of(cloudfront_codes, code);

    set_text(pool, value, "code", apr_itoa(pool, code));
    set_text(pool, value, "message",
             sp_appearance_entry(x->appearance, code, x->languages[0]).message);
    sp_value_set(value, "nginx", sp_value_bool(pool, nginx_takes(code)));
    sp_value_set(value, "haproxy", sp_value_bool(pool, haproxy));
    sp_value_set(value, "cloudfront", sp_value_bool(pool, cloudfront));
    sp_value_set(value, "more", sp_value_bool(pool, more));
    return value;
}

/* The problems, which are in the index alone: no server that answers in
 * httpd's place tells one from its status. */
static sp_value_t *problems_value(const sp_export_t *x)
{
    const sp_catalog_t *catalog = x->appearance->catalog;
    sp_value_t *problems = sp_value_list(x->pool);
    int i;

    for (i = 0; i < sp_catalog_problems(catalog); i++) {
        const int number = SP_PROBLEM_MIN + i;
        sp_value_t *value = sp_value_object(x->pool);

        set_text(x->pool, value, "status",
                 apr_itoa(x->pool, sp_catalog_status(catalog, number)));
        set_text(x->pool, value, "name", sp_catalog_code(catalog, number));
        set_text(x->pool, value, "stem", sp_export_stem(x, number));
        set_text(x->pool, value, "message",
                 sp_appearance_entry(x->appearance, number, x->languages[0])
                     .message);
        sp_value_append(problems, value);
    }
    return problems;
}

/* What the templates are filled with. */
static sp_value_t *export_value(const sp_export_t *x)
{
    apr_pool_t *pool = x->pool;
    sp_value_t *root = sp_value_object(pool);
    sp_value_t *codes = sp_value_list(pool);
    int code, buffer = sp_export_buffer(x), cloudfront = 0;

    for (code = SP_EXPORT_FIRST; code <= SP_CODE_MAX; code++) {
        if (sp_reference_has(x->appearance, code, 1)) {
            sp_value_append(codes, code_value(x, code, cloudfront > 0));
            cloudfront += is_one_of(cloudfront_codes, code);
        }
    }
    sp_value_set(root, "codes", codes);
    sp_value_set(root, "problems", problems_value(x));
    sp_value_set(root, "pages", pages_value(x));
    set_text(pool, root, "csp", x->csp);
    set_text(pool, root, "quantity", apr_itoa(pool, cloudfront));
    set_text(pool, root, "usual_buffer", apr_itoa(pool, HAPROXY_BUFFER));
    set_text(pool, root, "buffer", buffer ? apr_itoa(pool, buffer) : NULL);
    return root;
}

static apr_status_t write_text(sp_export_t *x, const char *name,
                               sp_escape_t escape, const sp_value_t *root)
{
    static const sp_facts_t none;
    const sp_builtin_t *text =
        sp_cli_text(apr_pstrcat(x->pool, "export/", name, NULL), x->pool);
    sp_template_t *tpl;
    sp_plan_t *plan;
    const char *bytes;
    apr_size_t len;
    apr_status_t rv = sp_template_compile(&tpl, text->path, text->text,
                                          text->len, x->pool, &x->call->err);

    if (rv == APR_SUCCESS) {
        rv = sp_render(&plan, tpl, root, escape, NULL, NULL, x->pool,
                       &x->call->err);
    }
    if (rv != APR_SUCCESS) {
        return rv;
    }
    bytes = sp_files_fill(plan, &none, &len, x->pool);
    return sp_files_write(x->call, x->folder, name, 1, bytes, len);
}

apr_status_t sp_export_texts(sp_export_t *x, int snippets)
{
    static const char *const files[] = {
        "snippets/nginx.conf", "snippets/haproxy.cfg", "snippets/s3.txt",
        "snippets/cloudfront.json", NULL};
    const sp_value_t *root = export_value(x);
    apr_status_t rv = write_text(x, "index.html", SP_ESCAPE_HTML, root);
    int i;

    for (i = 0; snippets && files[i] != NULL && rv == APR_SUCCESS; i++) {
        rv = write_text(x, files[i], SP_ESCAPE_NONE, root);
    }
    return rv;
}
