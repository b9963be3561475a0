/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "SetHandler statuspages": the reference below the place where it is set,
 * one code at /NNN, the gallery at /gallery. Only reads. */
#include "reference_handler.h"

#include "gallery_handler.h"
#include "negotiate.h"
#include "reference.h"

#include <apr_strings.h>
#include <http_core.h>
#include <http_log.h>
#include <http_protocol.h>
#include <http_request.h>
#include <util_md5.h>

APLOG_USE_MODULE(statuspages);

#define HANDLER "statuspages"
#define GALLERY "/gallery"

/* What an address asks for. */
typedef enum wish_t { TABLE, ONE, SHOW_GALLERY, NOTHING } wish_t;

static int ends_with(const char *s, apr_size_t len, const char *end)
{
    apr_size_t n = strlen(end);

    return len >= n && strncmp(s + len - n, end, n) == 0;
}

/* Whether httpd's section says where the reference is, and this is not it:
 * below <Location "/status">, "/status/other" is nothing of ours. */
static int is_elsewhere(const request_rec *r, const char *base)
{
    const core_dir_config *core = ap_get_core_module_config(r->per_dir_config);
    apr_size_t n = core->d ? strlen(core->d) : 0;

    while (n > 1 && core->d[n - 1] == '/') {
        n--;
    }
    return n > 1 && strncmp(base, core->d, n) == 0 && base[n] == '/';
}

/* Split the path: the reference's own, and what is asked of it. */
static wish_t parse_path(request_rec *r, const char **base, int *code)
{
    const char *path = r->uri ? r->uri : "/";
    apr_size_t len = strlen(path);

    *code = 0;
    while (len > 0 && path[len - 1] == '/') {
        len--;
    }
    if (ends_with(path, len, GALLERY) || ends_with(path, len, GALLERY "/raw")) {
        len -= ends_with(path, len, "/raw") ? 4 : 0;
        *base = apr_pstrndup(r->pool, path, len - strlen(GALLERY));
        return SHOW_GALLERY;
    }
    if (len > 4 && path[len - 4] == '/') {
        *code = sp_code_parse(apr_pstrndup(r->pool, path + len - 3, 3));
    }
    *base = apr_pstrndup(r->pool, path, *code ? len - 4 : len);
    if (is_elsewhere(r, *base)) {
        return NOTHING;
    }
    return *code ? ONE : TABLE;
}

/* A path as it may stand in the page's own links. */
static const char *safe_base(request_rec *r, const char *base)
{
    while (base[0] == '/' && base[1] == '/') {
        base++; /* "//host" would lead away */
    }
    return ap_os_escape_path(r->pool, base, 1);
}

/* The language that ?lang= names, else the one that the header prefers. */
static const char *choose_language(request_rec *r, const sp_look_t *look)
{
    const char *args = r->args ? r->args : "";
    const char *word = strncmp(args, "lang=", 5) == 0 ? args + 5 : NULL;
    int i;

    for (i = 0; word != NULL && i < look->language_count; i++) {
        apr_size_t n = strlen(look->languages[i]);
        if (strncasecmp(word, look->languages[i], n) == 0 &&
            (word[n] == '\0' || word[n] == '&')) {
            return look->languages[i];
        }
    }
    i = sp_negotiate_language(apr_table_get(r->headers_in, "Accept-Language"),
                              look->languages, look->language_count);
    return look->languages[i];
}

static int wants_json(request_rec *r)
{
    static const sp_format_t offered[] = {SP_FORMAT_HTML, SP_FORMAT_JSON};
    sp_form_choice_t form = sp_negotiate_form(
        apr_table_get(r->headers_in, "Accept"),
        apr_table_get(r->headers_in, "Sec-Fetch-Dest"), offered, 2);

    return form.format == SP_FORMAT_JSON;
}

int sp_reference_send(request_rec *r, const sp_page_t *page, const char *type)
{
    static const sp_facts_t none = {{NULL}};
    apr_size_t len = sp_plan_size(page->plan, &none);
    char *body = apr_palloc(r->pool, len + 1);
    int status;

    sp_plan_write(page->plan, &none, body);
    ap_set_content_type(r, type);
    apr_table_setn(r->headers_out, "Content-Language", page->content_language);
    apr_table_setn(r->headers_out, "Content-Security-Policy", page->csp);
    apr_table_setn(r->headers_out, "X-Content-Type-Options", "nosniff");
    apr_table_setn(
        r->headers_out, "ETag",
        apr_pstrcat(
            r->pool, "\"",
            ap_md5_binary(r->pool, (const unsigned char *)body, (int)len), "\"",
            NULL));
    status = ap_meets_conditions(r);
    if (status != OK) {
        return status;
    }
    ap_set_content_length(r, (apr_off_t)len);
    ap_rwrite(body, (int)len, r);
    return OK;
}

static int send_reference(request_rec *r, const sp_look_t *look,
                          const char *base, int code)
{
    sp_reference_t wish = {safe_base(r, base), code, wants_json(r),
                           choose_language(r, look)};
    sp_error_t err = {0};
    sp_page_t *page;

    if (code != 0 && !sp_reference_has(look, code)) {
        return HTTP_NOT_FOUND;
    }
    if (sp_reference_make(&page, look, &wish, r->pool, &err) != APR_SUCCESS) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r, "SP0007: no reference: %s",
                      sp_error_text(&err, r->pool));
        return HTTP_INTERNAL_SERVER_ERROR;
    }
    apr_table_mergen(r->headers_out, "Vary",
                     "Accept, Sec-Fetch-Dest, Accept-Language");
    apr_table_setn(r->headers_out, "Cache-Control",
                   "public, max-age=300, must-revalidate");
    return sp_reference_send(
        r, page, wish.json ? "application/json" : "text/html; charset=utf-8");
}

int sp_reference_handler(request_rec *r)
{
    const sp_look_t *look;
    const char *base;
    int code;
    wish_t wish;

    if (r->handler == NULL || strcmp(r->handler, HANDLER) != 0) {
        return DECLINED;
    }
    r->allowed = (AP_METHOD_BIT << M_GET) | (AP_METHOD_BIT << M_OPTIONS);
    if (r->method_number != M_GET) {
        return DECLINED; /* httpd answers 405, or OPTIONS */
    }
    look = sp_config_look(sp_config_of(r), r->pool);
    if (look == NULL) {
        return HTTP_INTERNAL_SERVER_ERROR;
    }
    wish = parse_path(r, &base, &code);
    if (wish == NOTHING) {
        return HTTP_NOT_FOUND;
    }
    if (wish == SHOW_GALLERY) {
        return sp_gallery_send(r, look, safe_base(r, base),
                               choose_language(r, look));
    }
    return send_reference(r, look, base, code);
}
