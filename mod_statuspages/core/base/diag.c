/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Faults as data; see diag.h. */
#include "base/diag.h"

#include <apr_strings.h>
#include <stdarg.h>
#include <string.h>

int sp_error_goes_on(const sp_error_t *err)
{
    return err != NULL && err->all != NULL;
}

static int is_same(const sp_error_t *a, const sp_error_t *b)
{
    return a->line == b->line && a->col == b->col &&
           strcmp(a->msg, b->msg) == 0 &&
           strcmp(a->file ? a->file : "", b->file ? b->file : "") == 0;
}

/* A part that many pages include is looked at with each of them. */
static int is_known(const apr_array_header_t *all, const sp_error_t *one)
{
    int i = 0;

    while (i < all->nelts &&
           !is_same(&APR_ARRAY_IDX(all, i, sp_error_t), one)) {
        i++;
    }
    return i < all->nelts;
}

static void keep(sp_error_t *err, const sp_error_t *one)
{
    err->dropped = err->all == NULL ? err->msg != NULL
                                    : err->all->nelts == SP_ERROR_MANY ||
                                          is_known(err->all, one);
    if (err->all != NULL && !err->dropped) {
        APR_ARRAY_PUSH(err->all, sp_error_t) = *one;
    }
    if (err->msg == NULL && !one->warning) {
        err->file = one->file;
        err->line = one->line;
        err->col = one->col;
        err->msg = one->msg;
    }
}

apr_status_t sp_error_set(sp_error_t *err, apr_pool_t *pool, const char *file,
                          int line, int col, const char *fmt, ...)
{
    sp_error_t one = {.file = file, .line = line, .col = col};
    va_list args;

    if (err == NULL || (err->msg != NULL && err->all == NULL)) {
        if (err != NULL) {
            err->dropped = 1;
        }
        return APR_EGENERAL;
    }
    va_start(args, fmt);
    one.msg = apr_pvsprintf(pool, fmt, args);
    va_end(args);
    keep(err, &one);
    return APR_EGENERAL;
}

void sp_error_warn(sp_error_t *err, apr_pool_t *pool, const char *file,
                   int line, int col, const char *fmt, ...)
{
    sp_error_t one = {.file = file, .line = line, .col = col, .warning = 1};
    va_list args;

    if (sp_error_goes_on(err)) {
        va_start(args, fmt);
        one.msg = apr_pvsprintf(pool, fmt, args);
        va_end(args);
        keep(err, &one);
    }
}

apr_status_t sp_error_add(sp_error_t *err, apr_pool_t *pool,
                          const sp_error_t *other)
{
    sp_error_set(err, pool, other->file, other->line, other->col, "%s",
                 other->msg);
    return other->hint != NULL ? sp_error_hint(err, pool, "%s", other->hint)
                               : APR_EGENERAL;
}

apr_status_t sp_error_hint(sp_error_t *err, apr_pool_t *pool, const char *fmt,
                           ...)
{
    sp_error_t *last;
    va_list args;
    const char *hint;

    if (err == NULL || err->msg == NULL || err->dropped) {
        return APR_EGENERAL;
    }
    last = err->all != NULL
               ? &APR_ARRAY_IDX(err->all, err->all->nelts - 1, sp_error_t)
               : err;
    if (last->hint == NULL) {
        va_start(args, fmt);
        hint = apr_pvsprintf(pool, fmt, args);
        va_end(args);
        if (last->msg == err->msg) {
            err->hint = hint; /* it is the first one, too */
        }
        last->hint = hint;
    }
    return APR_EGENERAL;
}

const char *sp_error_text(const sp_error_t *err, apr_pool_t *pool)
{
    const char *where = "";

    if (err == NULL || err->msg == NULL) {
        return "no fault";
    }
    if (err->file != NULL && err->line > 0 && err->col > 0) {
        where =
            apr_psprintf(pool, "%s:%d:%d: ", err->file, err->line, err->col);
    }
    else if (err->file != NULL && err->line > 0) {
        where = apr_psprintf(pool, "%s:%d: ", err->file, err->line);
    }
    else if (err->file != NULL) {
        where = apr_psprintf(pool, "%s: ", err->file);
    }
    return apr_pstrcat(pool, where, err->msg, err->hint ? "; " : "",
                       err->hint ? err->hint : "", NULL);
}
