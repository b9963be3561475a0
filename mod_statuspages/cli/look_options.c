/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See look_options.h. */
#include "look_options.h"

#include "brand.h"
#include "logo.h"

#include <apr_strings.h>
#include <string.h>
#include <strings.h>

/* Split "name=value"; NULL where there is no "=". */
const char *sp_cli_split(const char *arg, const char **name, apr_pool_t *pool)
{
    const char *eq = strchr(arg, '=');

    if (eq == NULL || eq == arg) {
        return NULL;
    }
    *name = apr_pstrndup(pool, arg, (apr_size_t)(eq - arg));
    return eq + 1;
}

int sp_cli_add_var(sp_cli_look_t *wish, const char *command, const char *arg,
                   apr_pool_t *pool)
{
    sp_var_t *var = apr_pcalloc(pool, sizeof(*var));
    const char *fault;

    var->value = sp_cli_split(arg, &var->name, pool);
    var->fact = -1;
    if (var->value == NULL) {
        return sp_cli_usage(command, "--var wants NAME=VALUE, not \"%s\"", arg);
    }
    fault = sp_brand_check(pool, var->name, var->value);
    if (fault != NULL) {
        return sp_cli_usage(command, "--var: %s", fault);
    }
    var->next = wish->vars;
    wish->vars = var;
    return SP_EXIT_OK;
}

/* A variable that the theme does not have would go nowhere. */
static apr_status_t check_vars(const sp_cli_look_t *wish,
                               const sp_library_t *library, apr_pool_t *pool,
                               sp_error_t *err)
{
    const sp_var_t *v;

    for (v = wish->vars; v != NULL; v = v->next) {
        if (!sp_library_knows_var(library, v->name, pool)) {
            const char *best = sp_brand_nearest(v->name);
            sp_error_set(err, pool, NULL, 0, 0,
                         "unknown variable \"%s\": it is neither a standard "
                         "one nor declared by the theme",
                         v->name);
            if (best != NULL) {
                sp_error_hint(err, pool, "did you mean \"%s\"?", best);
            }
            return APR_EGENERAL;
        }
    }
    return APR_SUCCESS;
}

apr_status_t sp_cli_make_look(sp_look_t **look, const sp_cli_look_t *wish,
                              apr_pool_t *pool, sp_error_t *err)
{
    sp_library_t *library;
    const sp_theme_t *theme;
    const sp_catalog_t *catalog;
    apr_status_t rv = sp_library_create(&library, pool, err);

    if (rv == APR_SUCCESS) {
        rv = sp_library_theme(library, &theme, wish->theme, wish->theme, err);
    }
    if (rv == APR_SUCCESS) {
        rv = check_vars(wish, library, pool, err);
    }
    if (rv == APR_SUCCESS) {
        rv = sp_library_catalog(library, &catalog, wish->catalog, wish->catalog,
                                err);
    }
    if (rv != APR_SUCCESS) {
        return rv;
    }
    *look = sp_look_create(pool, theme, catalog);
    (*look)->vars = wish->vars;
    return wish->logo ? sp_logo_load(&(*look)->logo, wish->logo, pool, err)
                      : APR_SUCCESS;
}

const char *sp_cli_language(const sp_look_t *look, const char *tag)
{
    int i;

    if (tag == NULL) {
        return look->languages[0];
    }
    for (i = 0; i < look->language_count; i++) {
        if (strcasecmp(tag, look->languages[i]) == 0) {
            return look->languages[i];
        }
    }
    return NULL;
}
