/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which problem an error is, and names of problems in directives; see
 * setters.h. Whether a name is one of the catalogue in force is known at the
 * end of the configuration. */
#include "httpd/setters.h"

#include "base/utf8.h"
#include "httpd/expressions.h"

#include <apr_strings.h>
#include <http_config.h>
#include <http_log.h>

APLOG_USE_MODULE(statuspages);

/* The catalogue that @a named is looked up in. A section may get its own from
 * one around it or beside it, which is known at the request alone: there it may
 * be any that was loaded. */
static const sp_catalog_t *catalog_of(const sp_section_t *section,
                                      const sp_named_t *named,
                                      const sp_loaded_t *loaded,
                                      apr_pool_t *pool)
{
    const sp_catalog_t *catalog =
        section->catalog != NULL
            ? section->catalog
            : sp_config_catalog(
                  ap_get_module_config(named->server->lookup_defaults,
                                       &statuspages_module),
                  loaded);
    const sp_catalog_t *other = NULL;

    if (section->catalog == NULL && named->inside &&
        sp_catalog_problem(catalog, named->name) == 0) {
        other = sp_loaded_with_problem(loaded, named->name, pool);
    }
    return other != NULL ? other : catalog;
}

const char *sp_setter_unknown_problem(apr_pool_t *pool,
                                      const sp_section_t *section,
                                      const sp_named_t *named)
{
    const char *fault = NULL;
    const sp_loaded_t *loaded = sp_config_loaded(&fault);
    const sp_catalog_t *catalog;
    const char *near;
    int number, status, code;

    if (loaded == NULL) {
        return NULL;
    }
    catalog = catalog_of(section, named, loaded, pool);
    number = sp_catalog_problem(catalog, named->name);
    if (number == 0) {
        near = sp_catalog_nearest_problem(catalog, named->name, pool);
        return apr_psprintf(pool,
                            "%s: the catalogue \"%s\" has no problem \"%s\"%s%s"
                            "%s; \"statuspages codes\" lists those of a "
                            "catalogue",
                            named->directive, sp_catalog_name(catalog),
                            named->name, near ? " (did you mean \"" : "",
                            near ? near : "", near ? "\"?)" : "");
    }
    status = sp_catalog_status(catalog, number);
    for (code = SP_CODE_MIN; named->codes && code <= SP_CODE_MAX; code++) {
        if (code != status && sp_codes_has(named->codes, code)) {
            return apr_psprintf(pool,
                                "%s: the problem \"%s\" of the catalogue "
                                "\"%s\" has the status %d and is none of %d; "
                                "write %s %s %d",
                                named->directive, named->name,
                                sp_catalog_name(catalog), status, code,
                                named->directive, named->name, status);
        }
    }
    return NULL;
}

const char *sp_setter_names_problem(cmd_parms *cmd, sp_section_t *section,
                                    const char *name, const sp_codes_t *codes)
{
    sp_named_t *named = apr_pcalloc(cmd->pool, sizeof(*named));

    named->directive = cmd->cmd->name;
    named->name = name;
    named->codes = codes;
    named->server = cmd->server;
    named->inside = cmd->path != NULL;
    named->file = cmd->directive->filename;
    named->line = cmd->directive->line_num;
    named->next = section->named;
    section->named = named;
    return sp_config_in_htaccess(cmd)
               ? sp_setter_unknown_problem(cmd->pool, section, named)
               : NULL;
}

static const char *parse_expression(cmd_parms *cmd, sp_problem_rule_t *rule)
{
    const char *fault = NULL;

    rule->expression = sp_expression_parse(cmd, rule->text, &fault);
    return rule->expression != NULL
               ? NULL
               : apr_psprintf(cmd->pool,
                              "StatusPagesProblem: \"%.*s\" can't be an "
                              "expression: %s",
                              (int)sp_utf8_fit(rule->text, 200), rule->text,
                              fault);
}

/* A name: with the codes that it is tied to. */
static const char *parse_name(cmd_parms *cmd, sp_section_t *section,
                              const sp_problem_rule_t *rule)
{
    if (!sp_problem_is_name(rule->text)) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesProblem: \"%.*s\" is neither the name "
                            "of a problem nor an expression as "
                            "\"%%{resp:X-Error-Code}\", nor none",
                            (int)sp_utf8_fit(rule->text, 200), rule->text);
    }
    if (rule->codes == NULL) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesProblem: which errors are \"%s\"? "
                            "Name their code behind it, as "
                            "StatusPagesProblem %s 503",
                            rule->text, rule->text);
    }
    return sp_setter_names_problem(cmd, section, rule->text, rule->codes);
}

const char *sp_set_problem(cmd_parms *cmd, void *dir, int argc,
                           char *const argv[])
{
    sp_section_t *section = sp_config_section(cmd, dir);
    sp_problem_rule_t *rule = apr_pcalloc(cmd->pool, sizeof(*rule));
    const char *fault;

    if (argc == 0) {
        return "StatusPagesProblem: takes the name of a problem and a code, an "
               "expression as \"%{resp:X-Error-Code}\", or none";
    }
    rule->text = apr_pstrdup(cmd->pool, argv[0]);
    fault = sp_setter_codes(cmd, argc, argv, 1, &rule->codes);
    if (fault == NULL && strcasecmp(argv[0], "none") == 0) {
        rule->text = "";
    }
    else if (fault == NULL) {
        fault = strstr(argv[0], "%{") != NULL ? parse_expression(cmd, rule)
                                              : parse_name(cmd, section, rule);
    }
    if (fault != NULL) {
        return fault;
    }
    if (section->problems == NULL) {
        section->problems = apr_array_make(cmd->pool, 2, sizeof(rule));
    }
    APR_ARRAY_PUSH(section->problems, const sp_problem_rule_t *) = rule;
    return NULL;
}
