/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See reload.h. Everything here is made for one request and thrown away. */
#include "reload.h"

#include <apr_strings.h>
#include <http_log.h>

APLOG_USE_MODULE(statuspages);

/* The single files of StatusPagesTemplate, read again. */
static apr_status_t reload_files(sp_look_t *look, sp_library_t *library,
                                 apr_pool_t *pool, sp_error_t *err)
{
    const sp_replacement_t **link = &look->replacements;
    apr_status_t rv = APR_SUCCESS;

    while (*link != NULL && rv == APR_SUCCESS) {
        sp_replacement_t *copy = apr_pmemdup(pool, *link, sizeof(*copy));
        rv = sp_library_template(library, &copy->theme,
                                 sp_theme_name(copy->theme), copy->format, err);
        *link = copy;
        link = &copy->next;
    }
    return rv;
}

static apr_status_t reload(sp_look_t *look, sp_library_t *library,
                           apr_pool_t *pool, sp_error_t *err)
{
    const char *name = sp_theme_name(look->theme);
    apr_status_t rv = sp_library_theme(library, &look->theme, name, name, err);

    return rv == APR_SUCCESS ? reload_files(look, library, pool, err) : rv;
}

/* A look that says what is wrong, whatever the code. */
static sp_look_t *diagnosis(const sp_look_t *look, request_rec *r,
                            const sp_theme_t *base, const sp_error_t *err)
{
    sp_look_t *copy = apr_pmemdup(r->pool, look, sizeof(*copy));
    sp_message_t *m = apr_pcalloc(r->pool, sizeof(*m));

    m->code = r->status;
    m->message = "The theme has a fault";
    m->description = apr_pstrcat(
        r->pool, sp_error_text(err, r->pool),
        "\n\nMend it and load this page again. It is shown because "
        "StatusPagesReload is On; without it httpd would not start.",
        NULL);
    copy->theme = base;
    copy->replacements = NULL;
    copy->messages = m;
    return copy;
}

const sp_look_t *sp_reload_look(const sp_look_t *look, request_rec *r)
{
    sp_look_t *copy = apr_pmemdup(r->pool, look, sizeof(*copy));
    sp_library_t *library;
    sp_error_t err = {0};

    if (sp_library_create(&library, r->pool, &err) != APR_SUCCESS) {
        return look;
    }
    if (reload(copy, library, r->pool, &err) == APR_SUCCESS) {
        return copy;
    }
    ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r,
                  "SP0009: the theme has a fault, the page tells it; the last "
                  "good one is that of the start: %s",
                  sp_error_text(&err, r->pool));
    return diagnosis(look, r, sp_library_default_theme(library), &err);
}
