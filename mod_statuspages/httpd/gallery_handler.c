/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See gallery_handler.h. The query chooses; each of its values is looked up
 * among what there is, so nothing of it reaches the page. What is shown comes
 * from the very functions that answer errors, called for a request that
 * nobody has sent. */
#include "httpd/gallery_handler.h"

#include "httpd/answer.h"
#include "page/page.h"
#include "gzip/gzip.h"
#include "httpd/reference_path.h"
#include "httpd/reload.h"
#include "httpd/sheet.h"

#include <apr_strings.h>
#include <http_core.h>
#include <http_log.h>
#include <http_protocol.h>
#include <util_filter.h>
#include <util_time.h>

APLOG_USE_MODULE(statuspages);

/* The address that the shown answer is for. */
#define EXAMPLE "/example"

static const char *chosen_name(request_rec *r, const char *key,
                               const apr_array_header_t *names,
                               const char *fallback)
{
    const char *name = sp_reference_choice(
        r, key, (const char *const *)names->elts, names->nelts);

    return name ? name : fallback;
}

/* A code or problem that the gallery lists, else 404. */
static int chosen_code(request_rec *r, const sp_appearance_t *shown)
{
    const char *word = sp_reference_query(r, "code");
    int code = word ? sp_code_parse(word) : 0;

    if (word != NULL && code == 0) {
        code = sp_catalog_problem(shown->catalog, word);
    }
    return sp_gallery_has(shown, code) ? code : 404;
}

static void read_query(sp_gallery_t *asked, request_rec *r,
                       const sp_appearance_t *appearance)
{
    const char *format = sp_reference_query(r, "format");

    asked->theme = chosen_name(r, "theme", sp_loaded_theme_names(r->pool),
                               sp_theme_name(appearance->theme));
    asked->catalog = chosen_name(r, "catalog", sp_loaded_catalog_names(r->pool),
                                 sp_catalog_name(appearance->catalog));
    asked->language = sp_reference_choice(r, "lang", appearance->languages,
                                          appearance->language_count);
    if (asked->language == NULL) {
        asked->language = asked->reader;
    }
    asked->format = appearance->formats[0];
    if (format != NULL) {
        sp_format_find(format, &asked->format);
    }
}

/* The appearance with the chosen theme and catalogue in place of its own: all
 * that is built in was loaded with the configuration. */
static const sp_appearance_t *
shown_appearance(request_rec *r, const sp_appearance_t *appearance,
                 const sp_gallery_t *asked)
{
    const char *fault = NULL;
    const sp_loaded_t *loaded = sp_config_loaded(&fault);
    sp_appearance_t *copy =
        apr_pmemdup(r->pool, appearance, sizeof(*appearance));

    if (strcmp(asked->theme, sp_theme_name(appearance->theme)) != 0) {
        copy->theme = sp_loaded_find_theme(loaded, asked->theme);
        copy->replacements = NULL; /* they would hide it */
    }
    if (strcmp(asked->catalog, sp_catalog_name(appearance->catalog)) != 0) {
        copy->catalog = sp_loaded_find_catalog(loaded, asked->catalog);
    }
    return copy;
}

static int status_of(const sp_gallery_t *asked)
{
    return sp_catalog_status(asked->shown, asked->code);
}

/* A plain GET by the client that looks at the gallery, failed with a code. No
 * filter is behind it and nothing is sent for it. */
static request_rec *example_request(const request_rec *r, int code)
{
    request_rec *e = apr_pmemdup(r->pool, r, sizeof(*r));

    e->prev = e->next = e->main = NULL;
    e->method = "GET";
    e->header_only = 0;
    e->status = code;
    e->status_line = NULL;
    e->handler = NULL;
    e->content_type = NULL;
    e->uri = e->unparsed_uri = apr_pstrdup(r->pool, EXAMPLE);
    e->args = NULL;
    e->the_request =
        apr_pstrcat(r->pool, "GET " EXAMPLE " ", r->protocol, NULL);
    e->notes = apr_table_make(r->pool, 2);
    e->headers_out = apr_table_make(r->pool, 12);
    e->err_headers_out = apr_table_make(r->pool, 12);
    e->trailers_out = apr_table_make(r->pool, 2);
    e->output_filters = NULL;
    return e;
}

/* "Header always" has the last word on our pages: have it said. */
static void apply_header_directives(request_rec *e)
{
    ap_filter_rec_t *fixup = ap_get_output_filter_handle("FIXUP_HEADERS_ERR");
    apr_bucket_brigade *bb;

    if (fixup == NULL) {
        return;
    }
    bb = apr_brigade_create(e->pool, e->connection->bucket_alloc);
    ap_add_output_filter_handle(fixup, NULL, e, e->connection);
    ap_pass_brigade(e->output_filters, bb); /* nobody writes: it is empty */
    apr_brigade_destroy(bb);
}

/* All header lines in httpd's order, the status line first, without value. */
static const apr_table_t *header_lines(request_rec *e)
{
    apr_table_t *own = apr_table_make(e->pool, 4);
    char *date = apr_palloc(e->pool, APR_RFC822_DATE_LEN);
    const char *type = ap_make_content_type(e, e->content_type);

    ap_recent_rfc822_date(date, e->request_time);
    apr_table_addn(own,
                   apr_pstrcat(e->pool, "HTTP/1.1 ",
                               e->status_line ? e->status_line
                                              : ap_get_status_line(e->status),
                               NULL),
                   "");
    apr_table_addn(own, "Date", date);
    apr_table_addn(own, "Server", ap_get_server_banner());
    own = apr_table_overlay(
        e->pool, own,
        apr_table_overlay(e->pool, e->err_headers_out, e->headers_out));
    apr_table_addn(own, "Content-Type", type);
    return own;
}

/* The page that is shown; returns 0 where it can't be made. Vary is that of a
 * page which may go out compressed; plain is shown. */
static int choose_page(sp_choice_t *choice, request_rec *r,
                       const sp_appearance_t *shown, const sp_gallery_t *asked,
                       apr_pool_t *scratch, sp_error_t *err)
{
    sp_page_t *page = NULL;

    choice->appearance = shown;
    if (sp_page_make(&page, choice->appearance, asked->code, asked->format,
                     asked->language, scratch, err) != APR_SUCCESS) {
        return 0;
    }
    choice->page = page;
    choice->type = sp_format_info(asked->format)->type;
    choice->settings = sp_config_settings(sp_config_of(r), status_of(asked));
    choice->encoding = choice->settings.compress_least > 0 &&
                       sp_gzip_suits(page->plan, sp_config_compress_floor());
    return 1;
}

static int make_answer(sp_gallery_t *asked, sp_sheet_t *raw, request_rec *r,
                       const sp_appearance_t *shown, apr_pool_t *scratch,
                       sp_error_t *err)
{
    request_rec *e = example_request(r, status_of(asked));
    sp_choice_t choice = {0};
    sp_answer_t answer;

    if (!choose_page(&choice, r, shown, asked, scratch, err)) {
        return 0;
    }
    sp_answer_make(&answer, e, &choice, e->err_headers_out);
    sp_answer_describe(&answer, e, &choice, e->err_headers_out);
    apply_header_directives(e);
    asked->body = apr_pstrmemdup(scratch, answer.body, answer.len);
    raw->body = answer.body;
    raw->len = answer.len;
    raw->type = choice.type;
    asked->headers = header_lines(e);
    return 1;
}

/* The shown body under its own policy, so that the frame looks as a browser
 * would show it. */
static void describe_raw(request_rec *r, const sp_gallery_t *asked)
{
    static const char csp[] = "Content-Security-Policy";
    const char *policy = apr_table_get(asked->headers, csp);

    if (policy != NULL) {
        apr_table_set(r->headers_out, csp, policy);
    }
    apr_table_setn(r->headers_out, "X-Content-Type-Options", "nosniff");
    apr_table_setn(r->headers_out, "X-Robots-Tag", "noindex");
    apr_table_setn(r->headers_out, "Cache-Control", "no-store");
}

/* The gallery's page, or the shown body alone; whether it could be made. */
static int make_sheet(sp_sheet_t *sheet, request_rec *r,
                      const sp_appearance_t *appearance, sp_gallery_t *asked,
                      const sp_appearance_t *shown, int raw)
{
    apr_pool_t *scratch = sp_sheet_scratch(r);
    sp_error_t err = {0};
    sp_page_t *page = NULL;
    int good = make_answer(asked, sheet, r, shown, scratch, &err);

    if (good && raw) {
        describe_raw(r, asked);
    }
    else if (good && sp_gallery_make(&page, appearance, asked, scratch, &err) ==
                         APR_SUCCESS) {
        sp_sheet_fill(sheet, r, appearance, page);
        sheet->type = "text/html; charset=utf-8";
    }
    else {
        good = 0;
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r, "SP0008: no gallery: %s",
                      sp_error_text(&err, r->pool));
    }
    apr_pool_destroy(scratch);
    return good;
}

int sp_gallery_send(request_rec *r, const sp_appearance_t *appearance,
                    const char *base, const char *reader, int raw)
{
    const sp_appearance_t *shown;
    sp_gallery_t asked = {0};
    sp_sheet_t sheet = {0};

    if (sp_config_reload()) {
        appearance = sp_reload_appearance(appearance, r);
    }
    asked.base = base;
    asked.reader = reader;
    read_query(&asked, r, appearance);
    shown = shown_appearance(r, appearance, &asked);
    asked.shown = shown->catalog;
    asked.code = chosen_code(r, shown);
    return make_sheet(&sheet, r, appearance, &asked, shown, raw)
               ? sp_sheet_send(r, &sheet)
               : HTTP_INTERNAL_SERVER_ERROR;
}
