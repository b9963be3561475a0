/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See answer.h. */
#include "httpd/answer.h"

#include "httpd/facts.h"
#include "gzip/gzip.h"
#include "httpd/pages.h"
#include "httpd/reload.h"
#include "httpd/client_prefs.h"

#include <apr_strings.h>
#include <http_core.h>
#include <http_log.h>
#include <http_protocol.h>

APLOG_USE_MODULE(statuspages);

const char *const sp_answer_headers[] = {
    "X-Content-Type-Options",
    "X-Robots-Tag",
    "Content-Security-Policy",
    "Cache-Control",
    "Retry-After",
    "Content-Language",
    NULL,
};

/* What described the body that is gone. */
static const char *const stripped[] = {
    "Content-Length",
    "Content-Encoding",
    "Content-MD5",
    "Content-Digest",
    "Repr-Digest",
    "Digest",
    "ETag",
    "Last-Modified",
    "Accept-Ranges",
    "Content-Language",
    "Content-Location",
    "Content-Disposition",
    "Content-Type",
    "Trailer",
    "Transfer-Encoding",
    "SourceMap",
    "Status-Pages",
    NULL,
};

/* A backend's policy was made for its own page and would break ours. */
static const char *const policies[] = {
    "Content-Security-Policy",
    "Content-Security-Policy-Report-Only",
};

static void strip_table(apr_table_t *table, int status)
{
    int i;

    if (apr_is_empty_table(table)) {
        return; /* as a rule, where httpd itself has failed the request */
    }
    for (i = 0; stripped[i] != NULL; i++) {
        apr_table_unset(table, stripped[i]);
    }
    for (i = 0; SP_CURE(12) && i < 2; i++) {
        apr_table_unset(table, policies[i]);
    }
    if (status != HTTP_RANGE_NOT_SATISFIABLE) {
        apr_table_unset(table, "Content-Range");
    }
}

static void strip(request_rec *r)
{
    strip_table(r->headers_out, r->status);
    strip_table(r->err_headers_out, r->status);
    if (!apr_is_empty_table(r->trailers_out)) {
        apr_table_clear(r->trailers_out);
    }
    r->content_encoding = NULL;
    r->content_languages = NULL;
    r->chunked = 0;
}

/* One of ours, unless something has set it already. */
static void add_header(const sp_headers_t *h, const char *name,
                       const char *value)
{
    if (apr_table_get(h->out, name) == NULL &&
        apr_table_get(h->err, name) == NULL) {
        apr_table_setn(h->own, name, value);
    }
}

/* What the handler said about storing was about its own body. */
static void forbid_storing(const sp_headers_t *h)
{
    apr_table_unset(h->out, "Cache-Control");
    apr_table_unset(h->err, "Cache-Control");
    apr_table_unset(h->out, "Expires");
    apr_table_unset(h->err, "Expires");
    apr_table_setn(h->own, "Cache-Control", "no-store");
}

void sp_answer_headers_set(const sp_headers_t *h, const sp_dir_t *dir,
                           const sp_page_t *page, int vary)
{
    apr_table_setn(h->own, "Content-Language", page->content_language);
    if (SP_CURE(11) && page->no_store) {
        forbid_storing(h);
    }
    if (sp_config_headers(dir)) {
        add_header(h, "X-Content-Type-Options", SP_PAGE_SNIFF);
        add_header(h, "X-Robots-Tag", SP_PAGE_ROBOTS);
        add_header(h, "Content-Security-Policy", page->csp);
    }
    if (page->vary[vary] != NULL) {
        apr_table_mergen(h->out, "Vary", page->vary[vary]);
    }
}

/* Codes that httpd doesn't know would go out as "500"; a backend's own phrase
 * is as hostile as its body. */
const char *sp_answer_status_line(apr_pool_t *pool, int status,
                                  const sp_appearance_t *appearance)
{
    const char *phrase, *s;

    /* Of a code that it doesn't know, httpd gives the line of 500. */
    if (status == 500 || strncmp(ap_get_status_line(status), "500", 3) != 0 ||
        !SP_CURE(8)) {
        return NULL; /* and one that it is given it takes apart */
    }
    phrase = sp_catalog_code(appearance->catalog, status);
    if (phrase == NULL) {
        phrase = sp_appearance_entry(appearance, status, "en").message;
    }
    for (s = phrase; *s != '\0'; s++) {
        if (*s < ' ' || *s > '~') {
            phrase = ""; /* no place for words in other letters */
            break;
        }
    }
    return apr_psprintf(pool, "%d %s", status, phrase);
}

static void add_retry_after(request_rec *r, const sp_headers_t *h,
                            const sp_dir_t *dir)
{
    int seconds = sp_config_retry_after(dir, r->status);

    if (seconds >= 0) {
        add_header(h, "Retry-After", apr_itoa(r->pool, seconds));
    }
}

void sp_answer_fill(sp_answer_t *answer, request_rec *r,
                    const sp_choice_t *choice)
{
    const sp_plan_t *plan = choice->page->plan;
    const sp_gzip_t *gzip = choice->page->gzip;
    sp_facts_t facts;

    sp_facts_find(&facts, r, choice->appearance, choice->page);
    answer->gzip = choice->gzip_least > 0 &&
                   sp_plan_is_long(plan, &facts, choice->gzip_least);
    if (answer->gzip) {
        answer->lead = sp_gzip_lead(gzip, &answer->lead_len);
        answer->rest =
            sp_gzip_rest(gzip, plan, &facts, &answer->rest_len, r->pool);
    }
    else {
        answer->lead = sp_plan_lead(plan, &answer->lead_len);
        answer->rest = sp_plan_rest(plan, &facts, &answer->rest_len, r->pool);
    }
}

/* Whether the page may go out compressed, here and to this client. */
static void choose_encoding(sp_choice_t *choice, const request_rec *r,
                            int wanted)
{
    apr_size_t least =
        choice->page->gzip != NULL ? sp_config_compress(sp_config_of(r)) : 0;

    choice->vary = least > 0;
    choice->gzip_least =
        wanted && least > 0 &&
                (apr_is_empty_table(r->subprocess_env) ||
                 apr_table_get(r->subprocess_env, "no-gzip") == NULL)
            ? least
            : 0;
}

apr_status_t sp_answer_choose(sp_choice_t *choice, request_rec *r)
{
    sp_pages_appearance_t place = sp_pages_appearance(sp_config_of(r), r->pool);
    sp_error_t err = {0};
    sp_client_prefs_t wishes;

    if (place.appearance == NULL) {
        return APR_EGENERAL;
    }
    if (sp_config_reload()) {
        place.appearance = sp_reload_appearance(place.appearance, r);
        place.kept = 0;
    }
    wishes = sp_client_prefs(r, &place);
    choice->appearance = place.appearance;
    choice->type = wishes.form.type;
    choice->page = sp_pages_find(&place, r->status, wishes.form.format,
                                 wishes.language, r->pool, &err);
    if (choice->page == NULL) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r,
                      "SP0005: no page for %d, httpd's own answers: %s",
                      r->status, sp_error_text(&err, r->pool));
        return APR_EGENERAL;
    }
    choose_encoding(choice, r, wishes.gzip);
    return APR_SUCCESS;
}

void sp_answer_make(sp_answer_t *answer, request_rec *r,
                    const sp_choice_t *choice, apr_table_t *own)
{
    const sp_headers_t headers = {r->headers_out, r->err_headers_out, own};

    add_retry_after(r, &headers, sp_config_of(r)); /* a fact, so it is first */
    sp_answer_fill(answer, r, choice);
}

void sp_answer_describe(const sp_answer_t *answer, request_rec *r,
                        const sp_choice_t *choice, apr_table_t *own)
{
    const sp_headers_t headers = {r->headers_out, r->err_headers_out, own};

    strip(r);
    r->status_line =
        sp_answer_status_line(r->pool, r->status, choice->appearance);
    sp_answer_headers_set(&headers, sp_config_of(r), choice->page,
                          choice->vary);
    if (answer->gzip) {
        apr_table_setn(r->headers_out, "Content-Encoding", "gzip");
    }
    ap_set_content_type(r, choice->type);
    ap_set_content_length(r, (apr_off_t)SP_ANSWER_LEN(answer));
}

/* Over HTTP/1 the request's pool lives until all of it is written, so the body
 * need not be guarded; over HTTP/2 buckets travel on between threads. A page
 * that is not kept lies in that pool from its beginning. */
static void append(apr_bucket_brigade *bb, request_rec *r, const char *text,
                   apr_size_t len)
{
    apr_bucket_alloc_t *alloc = r->connection->bucket_alloc;

    APR_BRIGADE_INSERT_TAIL(
        bb, r->connection->master
                ? apr_bucket_pool_create(text, len, r->pool, alloc)
                : apr_bucket_immortal_create(text, len, alloc));
}

void sp_answer_append(apr_bucket_brigade *bb, request_rec *r,
                      const sp_answer_t *answer)
{
    apr_bucket_alloc_t *alloc = r->connection->bucket_alloc;

    if (answer->lead_len > 0) {
        append(bb, r, answer->lead, answer->lead_len);
    }
    append(bb, r, answer->rest, answer->rest_len);
    APR_BRIGADE_INSERT_TAIL(bb, apr_bucket_eos_create(alloc));
}
