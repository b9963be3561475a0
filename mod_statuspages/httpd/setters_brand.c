/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Whose page it is: variables and logo; see setters.h. */
#include "httpd/setters.h"

#include "base/utf8.h"
#include "brand/brand.h"
#include "httpd/expressions.h"

#include <apr_strings.h>
#include <http_config.h>
#include <http_log.h>

APLOG_USE_MODULE(statuspages);

/* What an expression's value surely begins with: a scheme in it that can't
 * be is a fault now, and would be an empty value at each request. */
static const char *beginning(apr_pool_t *pool, const sp_var_t *var)
{
    apr_size_t n = (apr_size_t)(strstr(var->value, "%{") - var->value);

    return n == 0 ? ""
                  : apr_pstrcat(pool, apr_pstrndup(pool, var->value, n), "x",
                                NULL);
}

static const char *parse_value(cmd_parms *cmd, sp_var_t *var)
{
    const char *fault = NULL;
    ap_expr_info_t *expr;

    if (strstr(var->value, "%{") == NULL) {
        return sp_setter_sentence(
            cmd, sp_brand_check(cmd->pool, var->name, var->value));
    }
    if (sp_brand_kind(var->name) == SP_BRAND_COLOUR) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesVar: '%s' stands in the style sheet "
                            "and can't be an expression; write a colour like "
                            "#0a7c5a, per vhost or <Location>",
                            var->name);
    }
    fault = sp_brand_check(cmd->pool, var->name, beginning(cmd->pool, var));
    if (fault != NULL) {
        return sp_setter_sentence(cmd, fault);
    }
    expr = sp_expression_parse(cmd, var->value, &fault);
    if (expr == NULL) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesVar: \"%.*s\" can't be an "
                            "expression: %s",
                            (int)sp_utf8_fit(var->value, 200), var->value,
                            fault);
    }
    var->expression = expr;
    return NULL;
}

const char *sp_set_var(cmd_parms *cmd, void *dir, const char *name,
                       const char *value)
{
    sp_section_t *section = sp_config_section(cmd, dir);
    sp_var_t *var = apr_pcalloc(cmd->pool, sizeof(*var));
    const char *fault = sp_setter_text(cmd, "a value", value);

    if (fault != NULL) {
        return fault;
    }
    var->name = name; /* httpd has put both in cmd->pool for us */
    var->value = strcasecmp(value, "none") == 0 ? "" /* takes one away */
                                                : value;
    var->fact = -1;
    var->file = cmd->directive->filename;
    var->line = cmd->directive->line_num;
    fault = parse_value(cmd, var);
    if (fault == NULL && sp_config_in_htaccess(cmd)) {
        fault = sp_setter_unknown_var(cmd->pool, name);
    }
    if (fault != NULL) {
        return fault;
    }
    var->next = section->vars;
    section->vars = var;
    sp_config_sets_appearance(cmd, section);
    return NULL;
}

const char *sp_set_logo(cmd_parms *cmd, void *dir, const char *arg)
{
    sp_section_t *section = sp_config_section(cmd, dir);
    sp_error_t err = {0};

    if (strcasecmp(arg, "none") == 0) {
        section->logo = "";
    }
    else if (sp_logo_load(&section->logo, sp_setter_path(cmd, arg), cmd->pool,
                          &err) != APR_SUCCESS) {
        return sp_setter_fault(cmd, &err);
    }
    sp_config_sets_appearance(cmd, section);
    return NULL;
}
