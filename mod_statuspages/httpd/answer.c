/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See answer.h. */
#include "httpd/answer.h"

#include "httpd/facts.h"
#include "httpd/foreign.h"
#include "httpd/headers.h"
#include "httpd/pages.h"
#include "httpd/plain_http.h"
#include "httpd/reload.h"
#include "negotiate/negotiate.h"

#include <apr_strings.h>
#include <http_core.h>
#include <http_log.h>
#include <http_protocol.h>

APLOG_USE_MODULE(statuspages);

static const char *asked(const request_rec *r, const char *header)
{
    return apr_table_get(r->headers_in, header);
}

/* Whether the page may go out compressed, here and to this client. */
static void choose_encoding(sp_choice_t *choice, const request_rec *r)
{
    choice->encoding =
        choice->page->gzip != NULL && choice->settings.compress_least > 0;
    choice->gzip = choice->encoding &&
                   sp_negotiate_gzip(asked(r, "Accept-Encoding")) &&
                   (apr_is_empty_table(r->subprocess_env) ||
                    apr_table_get(r->subprocess_env, "no-gzip") == NULL);
}

/* The page by what the client asks for; NULL with a fault in @a err. */
static const sp_page_t *negotiate(sp_choice_t *choice, request_rec *r,
                                  const sp_pages_appearance_t *place,
                                  sp_error_t *err)
{
    const sp_appearance_t *a = place->appearance;
    sp_format_choice_t format =
        sp_negotiate_format(asked(r, "Accept"), asked(r, "Sec-Fetch-Dest"),
                            a->formats, a->format_count);
    int code = sp_plain_http(r) ? SP_CODE_PLAIN_HTTP
                                : sp_problem_of(r, &choice->settings,
                                                &choice->said, a->catalog);
    int language = sp_negotiate_language(asked(r, "Accept-Language"),
                                         a->languages, a->language_count);

    choice->appearance = a;
    choice->type = format.type;
    return sp_pages_find(place, code, format.format, language, r->pool, err);
}

apr_status_t sp_answer_choose(sp_choice_t *choice, request_rec *r)
{
    sp_pages_appearance_t place = sp_pages_appearance(sp_config_of(r), r->pool);
    sp_error_t err = {0};

    if (place.appearance == NULL) {
        return APR_EGENERAL;
    }
    if (sp_config_reload()) {
        place.appearance = sp_reload_appearance(place.appearance, r);
        place.kept = 0;
    }
    choice->page = negotiate(choice, r, &place, &err);
    if (choice->page == NULL) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r,
                      "SP0005: no page for %d, httpd's own answers: %s",
                      r->status, sp_error_text(&err, r->pool));
        return APR_EGENERAL;
    }
    choose_encoding(choice, r);
    return APR_SUCCESS;
}

static void fill(sp_answer_t *answer, request_rec *r, const sp_choice_t *choice)
{
    const sp_page_t *page = choice->page;
    sp_facts_t facts;

    sp_facts_find(&facts, r, choice->appearance, page, &choice->settings);
    answer->gzip =
        choice->gzip &&
        sp_plan_is_long(page->plan, &facts, choice->settings.compress_least);
    answer->body =
        answer->gzip ? sp_gzip_fill(page->gzip, page->plan, &facts,
                                    &answer->len, r->pool)
                     : sp_plan_fill(page->plan, &facts, &answer->len, r->pool);
}

void sp_answer_make(sp_answer_t *answer, request_rec *r,
                    const sp_choice_t *choice, apr_table_t *own)
{
    const sp_headers_t headers = {r->headers_out, r->err_headers_out, own};

    /* before the page is filled, because it may show it */
    if (choice->settings.retry_after >= 0) {
        sp_headers_retry_after(&headers, choice->settings.retry_after, r->pool);
    }
    fill(answer, r, choice);
}

static void tell(sp_answer_t *answer, int id, const char *name,
                 const char *value)
{
    answer->headers[answer->header_count++] =
        (sp_header_t){(sp_header_id_t)id, name, value};
}

void sp_answer_describe(sp_answer_t *answer, request_rec *r,
                        const sp_choice_t *choice, apr_table_t *own)
{
    const sp_headers_t headers = {r->headers_out, r->err_headers_out, own};

    sp_foreign_strip(r, choice->page->no_store, choice->settings.headers,
                     choice->settings.keep);
    r->status_line =
        sp_headers_status_line(r->pool, r->status, choice->appearance);
    answer->page_headers = answer->header_count =
        sp_page_headers(choice->page, choice->encoding,
                        choice->settings.headers, answer->headers);
    if (answer->gzip) {
        tell(answer, SP_HEADER_ENCODING, "Content-Encoding", "gzip");
    }
    r->clength = (apr_off_t)answer->len;
    tell(answer, SP_HEADER_LENGTH, "Content-Length",
         apr_off_t_toa(r->pool, r->clength));
    sp_headers_set(&headers, answer->headers, answer->header_count);
    ap_set_content_type(r, choice->type);
}

/* Over HTTP/1 the request's pool lives until all of it is written, so the body
 * need not be guarded; over HTTP/2 buckets travel on between threads. */
void sp_answer_append(apr_bucket_brigade *bb, request_rec *r,
                      const sp_answer_t *answer)
{
    apr_bucket_alloc_t *alloc = r->connection->bucket_alloc;

    APR_BRIGADE_INSERT_TAIL(
        bb,
        r->connection->master
            ? apr_bucket_pool_create(answer->body, answer->len, r->pool, alloc)
            : apr_bucket_immortal_create(answer->body, answer->len, alloc));
    APR_BRIGADE_INSERT_TAIL(bb, apr_bucket_eos_create(alloc));
}
