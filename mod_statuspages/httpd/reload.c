/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See reload.h. Everything here is made for one request and thrown away. */
#include "httpd/reload.h"

#include <apr_strings.h>
#include <http_log.h>

APLOG_USE_MODULE(statuspages);

/* The files and themes of StatusPagesTemplate, read again. */
static apr_status_t reload_files(sp_appearance_t *appearance,
                                 sp_loaded_t *loaded, apr_pool_t *pool,
                                 sp_error_t *err)
{
    const sp_replacement_t **link = &appearance->replacements;
    apr_status_t rv = APR_SUCCESS;

    while (*link != NULL && rv == APR_SUCCESS) {
        sp_replacement_t *copy = apr_pmemdup(pool, *link, sizeof(*copy));
        const char *name = sp_theme_name(copy->theme);
        rv = copy->whole
                 ? sp_loaded_theme(loaded, &copy->theme, name, name, err)
                 : sp_loaded_template(loaded, &copy->theme, NULL, name,
                                      copy->format, err);
        *link = copy;
        link = &copy->next;
    }
    return rv;
}

static apr_status_t reload(sp_appearance_t *appearance, sp_loaded_t *loaded,
                           apr_pool_t *pool, sp_error_t *err)
{
    const char *name = sp_theme_name(appearance->theme);
    apr_status_t rv =
        sp_loaded_theme(loaded, &appearance->theme, name, name, err);

    return rv == APR_SUCCESS ? reload_files(appearance, loaded, pool, err) : rv;
}

/* An appearance that says what is wrong, whatever the code. */
static sp_appearance_t *diagnosis(const sp_appearance_t *appearance,
                                  request_rec *r, const sp_theme_t *base,
                                  const sp_error_t *err)
{
    sp_appearance_t *copy = apr_pmemdup(r->pool, appearance, sizeof(*copy));
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

const sp_appearance_t *sp_reload_appearance(const sp_appearance_t *appearance,
                                            request_rec *r)
{
    sp_appearance_t *copy = apr_pmemdup(r->pool, appearance, sizeof(*copy));
    sp_loaded_t *loaded;
    sp_error_t err = {0};

    if (sp_loaded_create(&loaded, r->pool, &err) != APR_SUCCESS) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r,
                      "SP0009: nothing could be read again, the page is made "
                      "of what was read at the start: %s",
                      sp_error_text(&err, r->pool));
        return appearance;
    }
    if (reload(copy, loaded, r->pool, &err) == APR_SUCCESS) {
        return copy;
    }
    ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r,
                  "SP0009: the theme has a fault, the page tells it; the last "
                  "good one is that of the start: %s",
                  sp_error_text(&err, r->pool));
    return diagnosis(appearance, r, sp_loaded_default_theme(loaded), &err);
}
