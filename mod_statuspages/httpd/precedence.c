/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See precedence.h. */
#include "httpd/precedence.h"

#include "httpd/headers.h"

static ap_filter_rec_t *last_filter;  /* ours, behind mod_headers */
static ap_filter_rec_t *fixup_filter; /* mod_headers' for errors, or NULL */
static ap_filter_rec_t *fixup_out;    /* and for all else */

int sp_precedence_has_filter(const request_rec *r,
                             const ap_filter_rec_t *wanted)
{
    const ap_filter_t *f;

    for (f = r->output_filters; f != NULL && wanted != NULL; f = f->next) {
        if (f->frec == wanted) {
            return 1;
        }
    }
    return 0;
}

apr_table_t *sp_precedence_table(const request_rec *r, int via_die)
{
    return via_die && sp_precedence_has_filter(r, fixup_filter)
               ? r->err_headers_out
               : r->headers_out;
}

/* Runs where a handler's body was replaced, behind mod_headers and before
 * mod_cache, which stores what both tables hold. There plain "Header" has
 * changed headers_out, and "Header always" the other table; both held ours.
 * What one of them has taken away is gone; of two that differ, the one that
 * "always" has changed wins. */
static apr_status_t filter_last(ap_filter_t *f, apr_bucket_brigade *bb)
{
    request_rec *r = f->r;
    const apr_table_t *before = f->ctx;
    int i;

    for (i = 0; sp_headers_ours[i] != NULL; i++) {
        const char *name = sp_headers_ours[i];
        const char *ours = apr_table_get(before, name);
        const char *out = apr_table_get(r->headers_out, name);
        const char *err = apr_table_get(r->err_headers_out, name);
        if (ours == NULL) {
            continue;
        }
        /* what is as it was in one table goes: the other one has a say */
        if (err == NULL ? out != NULL && strcmp(out, ours) == 0
                        : strcmp(err, ours) != 0) {
            apr_table_unset(r->headers_out, name);
        }
        else {
            apr_table_unset(r->err_headers_out, name);
        }
    }
    ap_remove_output_filter(f);
    return ap_pass_brigade(f->next, bb);
}

/* Which of ours a header is, as a bit; 0 for others. */
static int bit_of(const char *name)
{
    int i;

    for (i = 0; sp_headers_ours[i] != NULL; i++) {
        if (((*name ^ *sp_headers_ours[i]) & ~0x20) == 0 &&
            strcasecmp(name, sp_headers_ours[i]) == 0) {
            return 1 << i;
        }
    }
    return 0;
}

/* Whether one of ours stands there twice; @a seen: in another table. */
static int is_twice(const apr_table_t *table, int *seen)
{
    const apr_array_header_t *rows = apr_table_elts(table);
    int i;

    for (i = 0; i < rows->nelts; i++) {
        int bit = bit_of(APR_ARRAY_IDX(rows, i, apr_table_entry_t).key);

        if (*seen & bit) {
            return 1;
        }
        *seen |= bit;
    }
    return 0;
}

/* As a rule there is nothing to settle. */
static int is_settled(const request_rec *r)
{
    int seen = 0;

    return !sp_precedence_has_filter(r, fixup_filter) &&
           !sp_precedence_has_filter(r, fixup_out) &&
           !is_twice(r->headers_out, &seen) &&
           !is_twice(r->err_headers_out, &seen);
}

void sp_precedence_offer(request_rec *r)
{
    apr_table_t *ours;
    int i;

    if (is_settled(r)) {
        return;
    }
    ours = apr_table_make(r->pool, 8);
    for (i = 0; sp_headers_ours[i] != NULL; i++) {
        const char *name = sp_headers_ours[i];
        const char *value = apr_table_getm(r->pool, r->headers_out, name);
        if (value == NULL) { /* its application's */
            value = apr_table_getm(r->pool, r->err_headers_out, name);
        }
        if (value != NULL) {
            apr_table_setn(ours, name, value);
            apr_table_setn(r->headers_out, name, value);
            apr_table_setn(r->err_headers_out, name, value);
        }
    }
    ap_add_output_filter_handle(last_filter, ours, r, r->connection);
}

void sp_precedence_register(void)
{
    /* mod_headers' are of that type, too; added while a body is on its way,
     * this one comes behind them. mod_cache's is of the next. */
    last_filter = ap_register_output_filter("STATUSPAGES_HEADERS", filter_last,
                                            NULL, AP_FTYPE_CONTENT_SET);
}

void sp_precedence_find_filters(void)
{
    fixup_filter = ap_get_output_filter_handle("FIXUP_HEADERS_ERR");
    fixup_out = ap_get_output_filter_handle("FIXUP_HEADERS_OUT");
}
