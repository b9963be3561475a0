/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See appearance_options.h. */
#include "cli/appearance_options.h"

#include "brand/brand.h"

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

int sp_cli_add_var(sp_cli_appearance_t *wish, const char *command,
                   const char *arg, apr_pool_t *pool)
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
static apr_status_t check_vars(const sp_cli_appearance_t *wish,
                               const sp_loaded_t *loaded, apr_pool_t *pool,
                               sp_error_t *err)
{
    const sp_var_t *v;

    for (v = wish->vars; v != NULL; v = v->next) {
        if (!sp_loaded_knows_var(loaded, v->name, pool)) {
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

apr_status_t sp_cli_make_appearance(sp_appearance_t **appearance,
                                    const sp_cli_appearance_t *wish,
                                    apr_pool_t *pool, sp_error_t *err)
{
    sp_loaded_t *loaded;
    const sp_theme_t *theme;
    const sp_catalog_t *catalog;
    apr_status_t rv = sp_loaded_create(&loaded, pool, err);

    if (rv == APR_SUCCESS) {
        rv = sp_loaded_theme(loaded, &theme, wish->theme, wish->theme, err);
    }
    if (rv == APR_SUCCESS) {
        rv = check_vars(wish, loaded, pool, err);
    }
    if (rv == APR_SUCCESS) {
        rv = sp_loaded_catalog(loaded, &catalog, wish->catalog, wish->catalog,
                               err);
    }
    if (rv != APR_SUCCESS) {
        return rv;
    }
    *appearance = sp_appearance_create(pool, theme, catalog);
    (*appearance)->vars = wish->vars;
    return wish->logo
               ? sp_logo_load(&(*appearance)->logo, wish->logo, pool, err)
               : APR_SUCCESS;
}

const char *sp_cli_language(const sp_appearance_t *appearance, const char *tag)
{
    int i;

    if (tag == NULL) {
        return appearance->languages[0];
    }
    for (i = 0; i < appearance->language_count; i++) {
        if (strcasecmp(tag, appearance->languages[i]) == 0) {
            return appearance->languages[i];
        }
    }
    return NULL;
}
