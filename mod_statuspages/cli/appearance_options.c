/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See appearance_options.h. */
#include "cli/appearance_options.h"

#include "brand/brand.h"

#include <apr_strings.h>
#include <string.h>
#include <strings.h>

const char *sp_cli_split(const char *arg, const char **name, apr_pool_t *pool)
{
    const char *eq = strchr(arg, '=');

    if (eq == NULL || eq == arg) {
        return NULL;
    }
    *name = apr_pstrndup(pool, arg, (apr_size_t)(eq - arg));
    return eq + 1;
}

const char *sp_cli_take_var(void *options, const char *arg, apr_pool_t *pool)
{
    sp_cli_appearance_t *appearance = options;
    sp_var_t *var = apr_pcalloc(pool, sizeof(*var));
    const char *fault;

    var->value = sp_cli_split(arg, &var->name, pool);
    var->fact = -1;
    if (var->value == NULL) {
        return apr_psprintf(pool, "--var wants NAME=VALUE, not \"%s\"", arg);
    }
    fault = sp_brand_check(pool, var->name, var->value);
    if (fault != NULL) {
        return apr_pstrcat(pool, "--var: ", fault, NULL);
    }
    var->next = appearance->vars;
    appearance->vars = var;
    return NULL;
}

const char *sp_cli_take_format(void *format, const char *arg, apr_pool_t *pool)
{
    return sp_format_find(arg, format)
               ? NULL
               : apr_psprintf(pool, "unknown format \"%s\"; the formats are %s",
                              arg, sp_format_names());
}

/* A variable that the theme does not have would go nowhere. */
static apr_status_t check_vars(sp_call_t *call, const sp_var_t *v,
                               const sp_loaded_t *loaded)
{
    const char *best;

    while (v != NULL && sp_loaded_knows_var(loaded, v->name, call->pool)) {
        v = v->next;
    }
    if (v == NULL) {
        return APR_SUCCESS;
    }
    sp_error_set(&call->err, call->pool, NULL, 0, 0,
                 "unknown variable \"%s\": it is neither a standard one nor "
                 "declared by the theme",
                 v->name);
    best = sp_brand_nearest(v->name);
    if (best != NULL) {
        sp_error_hint(&call->err, call->pool, "did you mean \"%s\"?", best);
    }
    return APR_EGENERAL;
}

apr_status_t sp_cli_make_appearance(sp_call_t *call, sp_loaded_t **into,
                                    sp_appearance_t **appearance,
                                    const sp_cli_appearance_t *options)
{
    sp_error_t *err = &call->err;
    sp_loaded_t *loaded;
    const sp_theme_t *theme;
    const sp_catalog_t *catalog;

    if (sp_loaded_create(&loaded, call->pool, err) != APR_SUCCESS ||
        sp_loaded_theme(loaded, &theme, options->theme, options->theme, err) !=
            APR_SUCCESS ||
        check_vars(call, options->vars, loaded) != APR_SUCCESS ||
        sp_loaded_catalog(loaded, &catalog, options->catalog, options->catalog,
                          err) != APR_SUCCESS) {
        return APR_EGENERAL;
    }
    *into = loaded;
    *appearance = sp_appearance_create(call->pool, theme, catalog);
    (*appearance)->vars = options->vars;
    return options->logo ? sp_logo_load(&(*appearance)->logo, options->logo,
                                        call->pool, err)
                         : APR_SUCCESS;
}

const char *sp_cli_language(const char *tag, const char *const *tags, int count)
{
    int i;

    for (i = 0; i < count; i++) {
        if (tag == NULL || strcasecmp(tag, tags[i]) == 0) {
            return tags[i];
        }
    }
    return NULL;
}
