/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "SetHandler statuspages": the reference below the place where it is set,
 * one code at /NNN, one problem at /NAME, the gallery at /gallery. Only reads.
 */
#include "httpd/reference_handler.h"

#include "httpd/gallery_handler.h"
#include "negotiate/negotiate.h"
#include "httpd/pages.h"
#include "httpd/precedence.h"
#include "page/page.h"
#include "httpd/reference_path.h"
#include "httpd/sheet.h"

#include <apr_strings.h>
#include <http_core.h>
#include <http_log.h>
#include <http_protocol.h>
#include <http_request.h>
#include <mod_core.h>
#include <util_md5.h>

APLOG_USE_MODULE(statuspages);

#define HANDLER "statuspages"

static const char *reader_language(request_rec *r,
                                   const sp_appearance_t *appearance)
{
    return appearance->languages[sp_negotiate_language(
        apr_table_get(r->headers_in, "Accept-Language"), appearance->languages,
        appearance->language_count)];
}

/* An address that is typed, or fetched by a script, names no types: it gets
 * the page. What a browser wants it for makes no difference here. */
static int wants_json(request_rec *r)
{
    static const sp_format_t offered[] = {SP_FORMAT_HTML, SP_FORMAT_JSON};
    const char *accept = apr_table_get(r->headers_in, "Accept");

    return sp_negotiate_format(accept, NULL, offered, 2).format ==
           SP_FORMAT_JSON;
}

/* Our tag as the client knows it, with the name that compression has put
 * behind it on its way; NULL where it does not. Its sum is like no other, so
 * the list need not be taken apart. */
static const char *known_tag(request_rec *r, const char *tag)
{
    static const char *const codings[] = {"\"", "-gzip\"", "-br\"", "-zstd\""};
    const char *known = apr_table_get(r->headers_in, "If-None-Match");
    apr_size_t i;

    if (known != NULL && strcmp(known, "*") == 0) {
        return tag;
    }
    for (i = 0; known != NULL && i < sizeof(codings) / sizeof(*codings); i++) {
        const char *word =
            apr_pstrcat(r->pool, apr_pstrndup(r->pool, tag, strlen(tag) - 1),
                        codings[i], NULL);
        if (strstr(known, word) != NULL) {
            return word;
        }
    }
    return NULL;
}

/* Say how the page may be stored. OK, or what to answer instead of it. An
 * answer that is shared by others must not be told from who asks. */
static int meet_conditions(request_rec *r, const sp_sheet_t *sheet)
{
    const char *sum = ap_md5_binary(r->pool, (const unsigned char *)sheet->body,
                                    (int)sheet->len);
    const char *tag = apr_pstrcat(r->pool, "\"", sum, "\"", NULL);
    const char *known = known_tag(r, tag);

    if (!ap_is_HTTP_SUCCESS(r->status)) {
        return OK; /* somebody's ErrorDocument */
    }
    apr_table_setn(r->headers_out, "ETag", known ? known : tag);
    apr_table_setn(r->headers_out, "Cache-Control",
                   sheet->shared ? "max-age=300" : "private, no-cache");
    if (ap_condition_if_match(r, r->headers_out) == AP_CONDITION_NOMATCH) {
        return HTTP_PRECONDITION_FAILED;
    }
    return known ? HTTP_NOT_MODIFIED : OK;
}

/* Whether the page could be made. */
static int make_sheet(sp_sheet_t *sheet, request_rec *r,
                      const sp_appearance_t *appearance,
                      const sp_reference_t *asked)
{
    apr_pool_t *scratch = sp_sheet_scratch(r);
    sp_error_t err = {0};
    sp_page_t *page;
    int good = sp_reference_make(&page, appearance, asked, scratch, &err) ==
               APR_SUCCESS;

    if (good) {
        sp_sheet_fill(sheet, r, appearance, page);
    }
    else {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r, "SP0007: no reference: %s",
                      sp_error_text(&err, r->pool));
    }
    apr_pool_destroy(scratch);
    return good;
}

static int send_reference(request_rec *r, const sp_appearance_t *appearance,
                          const sp_reference_path_t *path)
{
    const char *named = sp_reference_choice(r, "lang", appearance->languages,
                                            appearance->language_count);
    const char *language = named ? named : reader_language(r, appearance);
    sp_reference_t asked = {
        .base = path->base,
        .code = path->problem
                    ? sp_catalog_problem(appearance->catalog, path->problem)
                    : path->code,
        .json = wants_json(r),
        .language = language,
        .all = sp_reference_wants(r, "all")};
    sp_sheet_t sheet;
    int status;

    if (path->asked == SP_ASKED_CODE &&
        !sp_reference_has(appearance, asked.code, asked.all)) {
        return HTTP_NOT_FOUND;
    }
    if (!make_sheet(&sheet, r, appearance, &asked)) {
        return HTTP_INTERNAL_SERVER_ERROR;
    }
    sheet.type = asked.json ? "application/json" : "text/html; charset=utf-8";
    apr_table_mergen(r->headers_out, "Vary",
                     named == NULL && appearance->language_count > 1
                         ? "Accept, Accept-Language"
                         : "Accept");
    status = meet_conditions(r, &sheet);
    if (status == HTTP_NOT_MODIFIED) {
        r->status = status; /* past ap_die(), which knows of no Header set */
        sp_precedence_offer(r);
        return OK;
    }
    return status == OK ? sp_sheet_send(r, &sheet) : status;
}

static int answer_get(request_rec *r)
{
    const sp_dir_t *dir = sp_config_of(r);
    const sp_appearance_t *appearance =
        sp_pages_appearance(dir, r->pool).appearance;
    const sp_reference_path_t path = sp_reference_path(r);

    if (path.asked >= SP_ASKED_GALLERY &&
        !sp_config_settings(dir, HTTP_OK).gallery) {
        return HTTP_NOT_FOUND;
    }
    if (appearance == NULL) {
        return HTTP_INTERNAL_SERVER_ERROR;
    }
    switch (path.asked) {
    case SP_ASKED_TABLE:
    case SP_ASKED_CODE:
        return send_reference(r, appearance, &path);
    case SP_ASKED_GALLERY:
        return sp_gallery_send(r, appearance, path.base,
                               reader_language(r, appearance), 0);
    case SP_ASKED_RAW:
        return sp_gallery_send(r, appearance, path.base,
                               reader_language(r, appearance), 1);
    default:
        return HTTP_NOT_FOUND;
    }
}

int sp_reference_handler(request_rec *r)
{
    /* asked for every file that is served: most handlers begin otherwise */
    if (r->handler == NULL || *r->handler != *HANDLER ||
        strcmp(r->handler, HANDLER) != 0) {
        return DECLINED;
    }
    ap_allow_standard_methods(r, REPLACE_ALLOW, M_GET, M_OPTIONS, -1);
    if (r->method_number == M_OPTIONS) {
        return ap_send_http_options(r);
    }
    return r->method_number == M_GET ? answer_get(r) : HTTP_METHOD_NOT_ALLOWED;
}
