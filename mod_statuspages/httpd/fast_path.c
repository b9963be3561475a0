/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See fast_path.h. Status line, Date, Server and the rules of keep-alive stay
 * httpd's own (ap_basic_http_header, ap_set_keepalive). */
#include "httpd/fast_path.h"

#include <apr_strings.h>
#include <http_core.h>
#include <http_protocol.h>
#include <mod_core.h>

static ap_filter_rec_t *out_filter;

/* The filters between us and the connection in a chain that nobody has
 * changed, in their order. */
#define PLAIN 4
static const ap_filter_rec_t *plain[PLAIN];

/* Words in the environment by which httpd bends the protocol; those of
 * keep-alive are ap_set_keepalive()'s own affair. */
static const char *const bending[] = {"force-no-vary", "downgrade-1.0",
                                      "force-response-1.0"};

/* Headers of others that HTTP_HEADER does more about than write them; and
 * those that ap_basic_http_header() writes, and takes away then. */
typedef struct name_t {
    const char *text;
    apr_size_t len;
    int basic;
} name_t;
#define NAME(text, basic)                                                      \
    {                                                                          \
        text, sizeof(text) - 1, basic                                          \
    }
static const name_t special[] = {
    NAME("Vary", 0), NAME("Content-Type", 0), NAME("Content-Language", 0),
    NAME("ETag", 0), NAME("Connection", 0),   NAME("Keep-Alive", 0),
    NAME("Date", 1), NAME("Server", 1),       NAME("Transfer-Encoding", 0)};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What is written at once: a piece, or what stands for nothing. */
#define FOREIGN_MAX 16
#define PIECES (4 * FOREIGN_MAX + 6)
typedef struct pieces_t {
    struct iovec v[PIECES];
    int count;
} pieces_t;

static void add_piece(pieces_t *p, const char *text, apr_size_t len)
{
    struct iovec *v = &p->v[p->count++];

    v->iov_base = (void *)(apr_uintptr_t)text; /* it is only read */
    v->iov_len = len;
}

static void add_line(pieces_t *p, const char *name, apr_size_t len,
                     const char *value)
{
    add_piece(p, name, len);
    add_piece(p, ": ", 2);
    add_piece(p, value, strlen(value));
    add_piece(p, CRLF, 2);
}

static int has_plain_chain(const ap_filter_t *f)
{
    const ap_filter_t *next = f->next;
    int i;

    for (i = 0; i < PLAIN; i++) {
        if (next == NULL || next->frec != plain[i]) {
            return 0;
        }
        next = next->next;
    }
    return next == f->c->output_filters;
}

static int is_bent(const request_rec *r)
{
    size_t i;

    if (apr_is_empty_table(r->subprocess_env)) {
        return 0;
    }
    for (i = 0; i < COUNT(bending); i++) {
        if (apr_table_get(r->subprocess_env, bending[i]) != NULL) {
            return 1;
        }
    }
    return 0;
}

/* Body and EOS as they were passed on. */
static int is_untouched(const apr_bucket_brigade *bb, const sp_answer_t *answer)
{
    const apr_bucket *body = APR_BRIGADE_FIRST(bb);

    return APR_BUCKET_IS_IMMORTAL(body) && body->data == answer->body &&
           body->start == 0 && body->length == answer->len &&
           APR_BUCKET_IS_EOS(APR_BUCKET_NEXT(body)) &&
           APR_BUCKET_NEXT(body) == APR_BRIGADE_LAST(bb);
}

static const name_t *find_special(const char *name, apr_size_t len)
{
    size_t i;

    for (i = 0; i < COUNT(special); i++) {
        if (len == special[i].len && strcasecmp(name, special[i].text) == 0) {
            return &special[i];
        }
    }
    return NULL;
}

/* Where it is invalid HTTP_HEADER says so, and fails the request. */
static int is_valid(const apr_table_entry_t *row)
{
    return *row->key != '\0' && *ap_scan_http_token(row->key) == '\0' &&
           *ap_scan_http_field_content(row->val) == '\0';
}

/* The line of a row that is not ours; 0 where it is not for us to write. */
static int add_foreign(pieces_t *p, const apr_table_entry_t *row)
{
    apr_size_t len = strlen(row->key);
    const name_t *name = find_special(row->key, len);

    if (name != NULL ? !name->basic : !is_valid(row)) {
        return 0;
    }
    if (name == NULL) {
        add_line(p, row->key, len, row->val);
    }
    return 1;
}

/* The lines of all rows that are not ours; 0 where one is not for us to
 * write, or ours are not all there, in their order: the very values. */
static int add_rows(pieces_t *p, const request_rec *r,
                    const sp_answer_t *answer)
{
    const apr_array_header_t *rows = apr_table_elts(r->headers_out);
    int own = 0;
    int i;

    if (rows->nelts > answer->header_count + FOREIGN_MAX) {
        return 0;
    }
    for (i = 0; i < rows->nelts; i++) {
        const apr_table_entry_t *row =
            &APR_ARRAY_IDX(rows, i, apr_table_entry_t);

        if (own < answer->header_count &&
            row->val == answer->headers[own].value) {
            if (own++ >= answer->page_headers) {
                add_line(p, row->key, strlen(row->key), row->val);
            }
        }
        else if (!add_foreign(p, row)) {
            return 0;
        }
    }
    return own == answer->header_count;
}

/* All lines but those that httpd writes itself; 0 where it is to do all. */
static int gather(pieces_t *p, request_rec *r, const sp_fast_path_t *way)
{
    const sp_choice_t *choice = way->choice;
    const sp_page_t *page = choice->page;

    /* as HTTP_HEADER would: always first */
    if (!apr_is_empty_table(r->err_headers_out)) {
        r->headers_out =
            apr_table_overlay(r->pool, r->err_headers_out, r->headers_out);
        apr_table_clear(r->err_headers_out);
    }
    p->count = 0;
    if (!add_rows(p, r, way->answer)) {
        return 0;
    }
    add_piece(p, page->lines[choice->encoding],
              page->lines_len[choice->encoding]);
    if (choice->settings.headers) {
        add_piece(p, page->guard_lines, page->guard_lines_len);
    }
    return 1;
}

static int suits(const ap_filter_t *f, const apr_bucket_brigade *bb,
                 const sp_fast_path_t *way)
{
    const request_rec *r = f->r;

    return has_plain_chain(f) && is_untouched(bb, way->answer) &&
           !r->no_cache && r->content_type == way->choice->type &&
           r->content_encoding == NULL && r->content_languages == NULL &&
           !r->chunked && apr_is_empty_table(r->trailers_out) && !is_bent(r);
}

/* What ap_set_keepalive() adds: Connection, Keep-Alive. */
static void add_keepalive(pieces_t *p, request_rec *r)
{
    int i = apr_table_elts(r->headers_out)->nelts;
    const apr_array_header_t *rows;

    ap_set_keepalive(r);
    rows = apr_table_elts(r->headers_out);
    for (; i < rows->nelts; i++) {
        const apr_table_entry_t *e = &APR_ARRAY_IDX(rows, i, apr_table_entry_t);
        add_line(p, e->key, strlen(e->key), e->val);
    }
}

static apr_status_t write_out(ap_filter_t *f, const sp_fast_path_t *way,
                              pieces_t *p, apr_bucket_brigade *bb)
{
    request_rec *r = f->r;
    apr_bucket_brigade *head = apr_brigade_create(r->pool, f->c->bucket_alloc);

    ap_basic_http_header(r, head);
    add_keepalive(p, r);
    apr_table_addn(r->headers_out, "Content-Type", r->content_type);
    add_line(p, "Content-Type", 12, r->content_type);
    add_piece(p, CRLF, 2);
    apr_brigade_writev(head, NULL, NULL, p->v, (apr_size_t)p->count);
    if (r->header_only) {
        apr_bucket_delete(APR_BRIGADE_FIRST(bb));
    }
    else {
        r->sent_bodyct = 1;
        r->bytes_sent = r->clength;
    }
    APR_BRIGADE_CONCAT(head, bb);
    return ap_pass_brigade(f->c->output_filters, head);
}

static apr_status_t filter_out(ap_filter_t *f, apr_bucket_brigade *bb)
{
    const sp_fast_path_t *way = f->ctx;
    pieces_t p;

    if (suits(f, bb, way) && gather(&p, f->r, way)) {
        return write_out(f, way, &p, bb);
    }
    ap_remove_output_filter(f);
    return ap_pass_brigade(f->next, bb);
}

apr_status_t sp_fast_path_pass(ap_filter_t *f, sp_fast_path_t *way, int alone)
{
    request_rec *r = f->r;
    apr_bucket_brigade *bb = apr_brigade_create(r->pool, f->c->bucket_alloc);

    if (alone && f->c->master == NULL) { /* HTTP/2 has no such lines */
        ap_add_output_filter_handle(out_filter, way, r, f->c);
    }
    sp_answer_append(bb, r, way->answer);
    return ap_pass_brigade(f->next, bb);
}

void sp_fast_path_register(void)
{
    out_filter = ap_register_output_filter("STATUSPAGES_OUT", filter_out, NULL,
                                           AP_FTYPE_PROTOCOL - 1);
}

void sp_fast_path_find_filters(void)
{
    plain[0] = ap_byterange_filter_handle;
    plain[1] = ap_content_length_filter_handle;
    plain[2] = ap_http_header_filter_handle;
    plain[3] = ap_http_outerror_filter_handle;
}
