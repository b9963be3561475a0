/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The command table, and what can be checked only when the whole
 * configuration is read. The setters are in setters_*.c. */
#include "httpd/directives.h"

#include "httpd/reference_place.h"
#include "httpd/setters.h"

#include <apr_strings.h>
#include <http_core.h>
#include <http_log.h>

APLOG_USE_MODULE(statuspages);

/* In the words that httpd has for a setter's fault. */
static int refuse(server_rec *s, const char *file, int line, const char *fault)
{
    ap_log_error(APLOG_MARK, APLOG_CRIT, 0, s,
                 "SP0002: Syntax error on line %d of %s: %s", line,
                 file ? file : "the command line", fault);
    return HTTP_INTERNAL_SERVER_ERROR;
}

static int check_vars(apr_pool_t *pool, server_rec *s,
                      const sp_section_t *section)
{
    const sp_var_t *v;

    for (v = section->vars; v != NULL; v = v->next) {
        const char *fault = sp_setter_unknown_var(pool, v->name);
        if (fault != NULL) {
            return refuse(s, v->file, v->line, fault);
        }
    }
    return OK;
}

/* Which catalogue will be in force is not known here; one that was loaded
 * must speak the language. */
static int check_languages(apr_pool_t *pool, server_rec *s,
                           const sp_section_t *section)
{
    int i;

    for (i = 0; i < section->language_count; i++) {
        const char *fault =
            sp_setter_unknown_language(pool, section->languages[i]);
        if (fault != NULL) {
            return refuse(s, section->languages_file, section->languages_line,
                          fault);
        }
    }
    return OK;
}

/* Last: the checks want to know what the administrator has named. */
static int load_for_gallery(apr_pool_t *pool, server_rec *s,
                            sp_loaded_t *loaded)
{
    sp_error_t err = {0};

    if (sp_config_has_gallery() &&
        sp_loaded_everything(loaded, &err) != APR_SUCCESS) {
        ap_log_error(APLOG_MARK, APLOG_CRIT, 0, s, "SP0001: %s",
                     sp_error_text(&err, pool));
        return HTTP_INTERNAL_SERVER_ERROR;
    }
    return OK;
}

int sp_directives_check(apr_pool_t *pool, server_rec *s)
{
    const apr_array_header_t *sections = sp_config_sections();
    const char *fault = NULL;
    sp_loaded_t *loaded = sp_config_loaded(&fault);
    int rv = OK;
    int i;

    if (loaded == NULL) {
        ap_log_error(APLOG_MARK, APLOG_CRIT, 0, s, "SP0001: %s", fault);
        return HTTP_INTERNAL_SERVER_ERROR;
    }
    for (i = 0; i < sections->nelts && rv == OK; i++) {
        const sp_section_t *section =
            APR_ARRAY_IDX(sections, i, sp_section_t *);
        rv = check_vars(pool, s, section);
        if (rv == OK) {
            rv = check_languages(pool, s, section);
        }
    }
    if (rv == OK) {
        sp_reference_place_check(pool, s);
    }
    return rv == OK ? load_for_gallery(pool, s, loaded) : rv;
}

/* Everywhere; and everywhere but in .htaccess, for what reads a file. What is
 * RSRC_CONF | OR_ALL comes to its setter even from .htaccess, to be refused
 * there in words that help. */
#define ANYWHERE (RSRC_CONF | OR_FILEINFO)
#define NO_HTACCESS (RSRC_CONF | ACCESS_CONF)

const command_rec sp_directives[] = {
    AP_INIT_FLAG("StatusPages", sp_set_on, NULL, ANYWHERE,
                 "On or Off: whether error pages are made here"),
    AP_INIT_TAKE_ARGV("StatusPagesCodes", sp_set_codes, NULL, ANYWHERE,
                      "the codes that get a page: 4xx 5xx !404 503 500-511"),
    AP_INIT_TAKE1("StatusPagesTheme", sp_set_theme, NULL, NO_HTACCESS,
                  "a built-in theme or a folder"),
    AP_INIT_TAKE_ARGV("StatusPagesTemplate", sp_set_template, NULL, NO_HTACCESS,
                      "a format, a template file, and codes"),
    AP_INIT_TAKE1("StatusPagesCatalog", sp_set_catalog, NULL, NO_HTACCESS,
                  "a built-in catalogue, a file or a folder"),
    AP_INIT_TAKE_ARGV("StatusPagesMessage", sp_set_message, NULL, ANYWHERE,
                      "a code, a message, a description, lang=TAG"),
    AP_INIT_TAKE_ARGV("StatusPagesFormats", sp_set_formats, NULL, ANYWHERE,
                      "the formats offered, the default one first"),
    AP_INIT_TAKE_ARGV("StatusPagesLanguages", sp_set_languages, NULL, ANYWHERE,
                      "the languages offered, the default one first"),
    AP_INIT_TAKE2("StatusPagesVar", sp_set_var, NULL, ANYWHERE,
                  "a variable of the brand, and its value"),
    AP_INIT_TAKE1("StatusPagesLogo", sp_set_logo, NULL, NO_HTACCESS,
                  "a picture that is embedded in the page, or none"),
    AP_INIT_TAKE1("StatusPagesReference", sp_set_reference, NULL, ANYWHERE,
                  "the address of the status code reference, or none"),
    AP_INIT_FLAG("StatusPagesGallery", sp_set_gallery, NULL, RSRC_CONF | OR_ALL,
                 "On or Off: whether the reference has a gallery"),
    AP_INIT_TAKE_ARGV("StatusPagesUpstream", sp_set_upstream, NULL, ANYWHERE,
                      "Keep, Empty, Html or All, and codes"),
    AP_INIT_TAKE12("StatusPagesDrain", sp_set_drain, NULL, RSRC_CONF,
                   "bytes and seconds spent on swallowing a replaced body"),
    AP_INIT_TAKE1("StatusPagesDetails", sp_set_details, NULL, NO_HTACCESS,
                  "On, Off or expr=...: who sees technical details"),
    AP_INIT_TAKE2("StatusPagesRetryAfter", sp_set_retry_after, NULL, ANYWHERE,
                  "a code, and the seconds of Retry-After where it has none"),
    AP_INIT_FLAG("StatusPagesHeaders", sp_set_headers, NULL, ANYWHERE,
                 "On or Off: the protective headers"),
    AP_INIT_TAKE_ARGV("StatusPagesKeepHeaders", sp_set_keep_headers, NULL,
                      ANYWHERE,
                      "headers of an application that stay on every page"),
    AP_INIT_TAKE12("StatusPagesCompress", sp_set_compress, NULL, RSRC_CONF,
                   "On or Off, and the least bytes of a compressed page"),
    AP_INIT_FLAG("StatusPagesReload", sp_set_reload, NULL, RSRC_CONF,
                 "On: read templates again for each error (development)"),
    AP_INIT_TAKE1("StatusPagesCacheSize", sp_set_cache_size, NULL, RSRC_CONF,
                  "the bytes that each child may keep of made pages"),
    {NULL, {NULL}, NULL, 0, RAW_ARGS, NULL},
};
