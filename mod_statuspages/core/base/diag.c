/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Faults as data; see diag.h. */
#include "base/diag.h"

#include <apr_strings.h>
#include <stdarg.h>

apr_status_t sp_error_set(sp_error_t *err, apr_pool_t *pool, const char *file,
                          int line, int col, const char *fmt, ...)
{
    va_list args;

    if (err == NULL || err->msg != NULL) {
        return APR_EGENERAL;
    }
    err->file = file;
    err->line = line;
    err->col = col;
    va_start(args, fmt);
    err->msg = apr_pvsprintf(pool, fmt, args);
    va_end(args);
    return APR_EGENERAL;
}

apr_status_t sp_error_hint(sp_error_t *err, apr_pool_t *pool, const char *fmt,
                           ...)
{
    va_list args;

    if (err == NULL || err->msg == NULL || err->hint != NULL) {
        return APR_EGENERAL;
    }
    va_start(args, fmt);
    err->hint = apr_pvsprintf(pool, fmt, args);
    va_end(args);
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
