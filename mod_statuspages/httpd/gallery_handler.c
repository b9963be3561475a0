/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See gallery_handler.h. The query chooses; each of its values is looked up
 * among what there is, so nothing of it reaches the page. */
#include "gallery_handler.h"

#include "answer.h"
#include "gallery.h"
#include "reference_handler.h"

#include <apr_strings.h>
#include <http_core.h>
#include <http_log.h>
#include <http_protocol.h>

APLOG_USE_MODULE(statuspages);

/* The value of a query's name, or NULL. No decoding: names of themes,
 * languages and formats need none. */
static const char *query_value(request_rec *r, const char *name)
{
    const char *s = r->args;
    apr_size_t n = strlen(name);

    while (s != NULL && *s != '\0') {
        const char *end = s + strcspn(s, "&");
        if (strncmp(s, name, n) == 0 && s[n] == '=') {
            return apr_pstrndup(r->pool, s + n + 1,
                                (apr_size_t)(end - s) - n - 1);
        }
        s = *end ? end + 1 : end;
    }
    return NULL;
}

/* The entry of a list that the query names, else the fallback. */
static const char *one_of(const char *word, const char *const *list, int count,
                          const char *fallback)
{
    int i;

    for (i = 0; word != NULL && i < count; i++) {
        if (strcasecmp(word, list[i]) == 0) {
            return list[i];
        }
    }
    return fallback;
}

static const char *chosen_name(request_rec *r, const char *key,
                               const apr_array_header_t *names,
                               const char *fallback)
{
    return one_of(query_value(r, key), (const char *const *)names->elts,
                  names->nelts, fallback);
}

static void read_query(sp_gallery_t *wish, request_rec *r,
                       const sp_look_t *look)
{
    const char *format = query_value(r, "format");
    const char *code = query_value(r, "code");

    wish->theme = chosen_name(r, "theme", sp_library_theme_names(r->pool),
                              sp_theme_name(look->theme));
    wish->catalog = chosen_name(r, "catalog", sp_library_catalog_names(r->pool),
                                sp_catalog_name(look->catalog));
    wish->language = one_of(query_value(r, "lang"), look->languages,
                            look->language_count, wish->reader);
    wish->format = look->formats[0];
    if (format != NULL) {
        sp_format_find(format, &wish->format);
    }
    wish->code = code ? sp_code_parse(code) : 404;
    if (wish->code < 300) {
        wish->code = 404;
    }
}

/* The look with the chosen theme and catalogue in place of its own. A theme
 * that nothing of the configuration uses is loaded for this request. */
static apr_status_t shown_look(const sp_look_t **shown, request_rec *r,
                               const sp_look_t *look, const sp_gallery_t *wish,
                               sp_error_t *err)
{
    sp_look_t *copy = apr_pmemdup(r->pool, look, sizeof(*look));
    sp_library_t *library;
    apr_status_t rv = APR_SUCCESS;

    *shown = copy;
    if (strcmp(wish->theme, sp_theme_name(look->theme)) == 0 &&
        strcmp(wish->catalog, sp_catalog_name(look->catalog)) == 0) {
        return APR_SUCCESS;
    }
    rv = sp_library_create(&library, r->pool, err);
    if (rv == APR_SUCCESS &&
        strcmp(wish->theme, sp_theme_name(look->theme)) != 0) {
        rv = sp_library_theme(library, &copy->theme, wish->theme, wish->theme,
                              err);
    }
    if (rv == APR_SUCCESS &&
        strcmp(wish->catalog, sp_catalog_name(look->catalog)) != 0) {
        rv = sp_library_catalog(library, &copy->catalog, wish->catalog,
                                wish->catalog, err);
    }
    return rv;
}

/* Send the answer itself, to be framed by the gallery. */
static int send_raw(request_rec *r, const sp_gallery_t *wish,
                    const sp_answer_t *answer)
{
    const char *csp = apr_table_get(wish->headers, "Content-Security-Policy");

    ap_set_content_type(r, sp_format_info(wish->format)->type);
    apr_table_setn(r->headers_out, "Cache-Control", "no-store");
    apr_table_setn(r->headers_out, "X-Robots-Tag", "noindex");
    apr_table_setn(r->headers_out, "X-Content-Type-Options", "nosniff");
    if (csp != NULL) {
        apr_table_setn(r->headers_out, "Content-Security-Policy", csp);
    }
    ap_set_content_length(r, (apr_off_t)answer->len);
    ap_rwrite(answer->body, (int)answer->len, r);
    return OK;
}

static int make_answer(sp_gallery_t *wish, sp_answer_t *answer, request_rec *r,
                       const sp_look_t *look, sp_error_t *err)
{
    apr_table_t *table = apr_table_make(r->pool, 12);
    const sp_headers_t headers = {table, table, table};
    const sp_look_t *shown;
    sp_page_t *page;

    if (shown_look(&shown, r, look, wish, err) != APR_SUCCESS ||
        sp_page_make(&page, shown, wish->code, wish->format, wish->language,
                     r->pool, err) != APR_SUCCESS) {
        return 0;
    }
    sp_answer_fill(answer, r, shown, page);
    apr_table_setn(table, "Status",
                   sp_answer_status_line(r->pool, wish->code, shown));
    apr_table_setn(table, "Content-Type", sp_format_info(wish->format)->type);
    apr_table_setn(table, "Content-Length",
                   apr_psprintf(r->pool, "%" APR_SIZE_T_FMT, answer->len));
    sp_answer_headers_set(&headers, wish->code, sp_config_of(r), page);
    wish->headers = table;
    wish->body = answer->body;
    return 1;
}

int sp_gallery_send(request_rec *r, const sp_look_t *look, const char *base,
                    const char *reader)
{
    sp_gallery_t wish = {0};
    sp_answer_t answer;
    sp_error_t err = {0};
    sp_page_t *page;
    apr_size_t n = strlen(r->uri);

    wish.base = base;
    wish.reader = reader;
    read_query(&wish, r, look);
    if (!make_answer(&wish, &answer, r, look, &err)) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r, "SP0008: no gallery: %s",
                      sp_error_text(&err, r->pool));
        return HTTP_INTERNAL_SERVER_ERROR;
    }
    if (n > 4 && strcmp(r->uri + n - 4, "/raw") == 0) {
        return send_raw(r, &wish, &answer);
    }
    if (sp_gallery_make(&page, look, &wish, r->pool, &err) != APR_SUCCESS) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r, "SP0008: no gallery: %s",
                      sp_error_text(&err, r->pool));
        return HTTP_INTERNAL_SERVER_ERROR;
    }
    apr_table_setn(r->headers_out, "Cache-Control", "no-store");
    apr_table_setn(r->headers_out, "X-Robots-Tag", "noindex");
    return sp_reference_send(r, page, "text/html; charset=utf-8");
}
