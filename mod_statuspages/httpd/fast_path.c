/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See fast_path.h. Status line, Date, Server and the rules of keep-alive stay
 * httpd's own (ap_basic_http_header, ap_set_keepalive). */
#include "httpd/fast_path.h"

#include "httpd/headers.h"

#include <apr_strings.h>
#include <http_core.h>
#include <http_protocol.h>
#include <mod_core.h>

/* The filters between us and the connection in a chain that nobody has
 * changed, in their order. */
#define PLAIN 4
static const ap_filter_rec_t *plain[PLAIN];

/* Words in the environment by which httpd bends the protocol; those of
 * keep-alive are ap_set_keepalive()'s own affair. */
static const char *const bending[] = {"force-no-vary", "downgrade-1.0",
                                      "force-response-1.0"};

void sp_fast_path_find_filters(void)
{
    plain[0] = ap_byterange_filter_handle;
    plain[1] = ap_content_length_filter_handle;
    plain[2] = ap_http_header_filter_handle;
    plain[3] = ap_http_outerror_filter_handle;
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
    for (i = 0; i < sizeof(bending) / sizeof(bending[0]); i++) {
        if (apr_table_get(r->subprocess_env, bending[i]) != NULL) {
            return 1;
        }
    }
    return 0;
}

int sp_fast_path_suits(const ap_filter_t *f)
{
    const request_rec *r = f->r;

    return f->c->master == NULL && !r->no_cache &&
           apr_is_empty_table(r->headers_out) &&
           apr_is_empty_table(r->err_headers_out) &&
           apr_is_empty_table(r->trailers_out) && has_plain_chain(f) &&
           !is_bent(r);
}

/* One piece of what is written at once. */
static struct iovec piece(const char *text, apr_size_t len)
{
    struct iovec v;

    v.iov_base = (void *)(apr_uintptr_t)text; /* it is only read */
    v.iov_len = len;
    return v;
}

/* All lines of ours in one go. */
static void write_lines(apr_bucket_brigade *bb, const sp_choice_t *choice,
                        int gzip, const char *length)
{
    static const char encoding[] = "Content-Encoding: gzip" CRLF;
    static const char length_name[] = "Content-Length: ";
    static const char type_name[] = CRLF "Content-Type: ";
    const sp_page_t *page = choice->page;
    const struct iovec v[] = {
        piece(page->lines[choice->encoding], page->lines_len[choice->encoding]),
        piece(encoding, gzip ? sizeof(encoding) - 1 : 0),
        piece(page->guard_lines,
              choice->settings.headers ? page->guard_lines_len : 0),
        piece(length_name, sizeof(length_name) - 1),
        piece(length, strlen(length)),
        piece(type_name, sizeof(type_name) - 1),
        piece(choice->type, strlen(choice->type)),
        piece(CRLF CRLF, 4),
    };

    apr_brigade_writev(bb, NULL, NULL, v, sizeof(v) / sizeof(v[0]));
}

/* What ap_set_keepalive() has added to the table: Connection, Keep-Alive. */
static void write_since(apr_bucket_brigade *bb, const apr_table_t *table,
                        int first)
{
    const apr_array_header_t *rows = apr_table_elts(table);
    int i;

    for (i = first; i < rows->nelts; i++) {
        const apr_table_entry_t *e = &APR_ARRAY_IDX(rows, i, apr_table_entry_t);
        apr_brigade_putstrs(bb, NULL, NULL, e->key, ": ", e->val, CRLF, NULL);
    }
}

/* ap_set_keepalive() wants to see the length; the others are for the log,
 * nothing is sent from the table any more. */
static int fill_table(request_rec *r, const sp_choice_t *choice, int gzip,
                      const char *length)
{
    sp_header_t headers[SP_HEADER_COUNT];
    int count = sp_page_headers(choice->page, choice->encoding, 0, headers);
    apr_table_t *table = r->headers_out;
    int i;

    apr_table_addn(table, "Content-Length", length);
    apr_table_addn(table, "Content-Type", choice->type);
    for (i = 0; i < count; i++) {
        apr_table_addn(table, headers[i].name, headers[i].value);
    }
    if (gzip) {
        apr_table_addn(table, "Content-Encoding", "gzip");
    }
    return apr_table_elts(table)->nelts;
}

static apr_bucket_brigade *make_head(request_rec *r, const sp_choice_t *choice,
                                     int gzip)
{
    apr_bucket_brigade *bb =
        apr_brigade_create(r->pool, r->connection->bucket_alloc);
    const char *length = apr_off_t_toa(r->pool, r->clength);
    int own = fill_table(r, choice, gzip, length);

    ap_set_keepalive(r);
    ap_basic_http_header(r, bb);
    write_since(bb, r->headers_out, own);
    write_lines(bb, choice, gzip, length);
    return bb;
}

apr_status_t sp_fast_path_send(ap_filter_t *f, const sp_choice_t *choice,
                               const sp_answer_t *answer)
{
    request_rec *r = f->r;
    apr_bucket_brigade *bb;

    r->status_line =
        sp_headers_status_line(r->pool, r->status, choice->appearance);
    ap_set_content_type(r, choice->type);
    r->clength = (apr_off_t)answer->len;
    bb = make_head(r, choice, answer->gzip);
    if (r->header_only) {
        APR_BRIGADE_INSERT_TAIL(bb, apr_bucket_eos_create(f->c->bucket_alloc));
    }
    else {
        sp_answer_append(bb, r, answer);
        r->sent_bodyct = 1;
        r->bytes_sent = r->clength;
    }
    return ap_pass_brigade(f->c->output_filters, bb);
}
