/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See problem.h. */
#include "httpd/problem.h"

#include "httpd/expressions.h"

#include <apr_strings.h>
#include <http_log.h>
#include <string.h>

APLOG_USE_MODULE(statuspages);

#define HEADER "Status-Pages"
#define BETWEEN " \t,;"

/* The name of "problem=NAME" or "problem=\"NAME\""; the first counts. Returns
 * where it ends. */
static const char *read_name(sp_said_t *said, const char *at)
{
    int quoted = *at == '"';
    size_t len = strcspn(at + quoted, quoted ? "\"" : BETWEEN);

    if (said->problem[0] == '\0') {
        apr_cpystrn(said->problem, at + quoted,
                    len < sizeof(said->problem) ? len + 1
                                                : sizeof(said->problem));
    }
    at += (size_t)quoted + len;
    return quoted && *at == '"' ? at + 1 : at;
}

static int read_header(void *said_, const char *key, const char *value)
{
    static const char problem[] = "problem=";
    const size_t n = sizeof(problem) - 1;
    sp_said_t *said = said_;

    while (*(value += strspn(value, BETWEEN)) != '\0') {
        size_t len = strcspn(value, BETWEEN);

        if (strncasecmp(value, problem, n) == 0) {
            value = read_name(said, value + n);
            continue;
        }
        said->keep |= len == 4 && strncasecmp(value, "keep", 4) == 0;
        value += len;
    }
    return 1;
}

void sp_said_take(sp_said_t *said, request_rec *r)
{
    apr_table_t *const tables[] = {r->headers_out, r->err_headers_out};
    int i;

    for (i = 0; i < 2; i++) {
        if (apr_table_get(tables[i], HEADER) != NULL) {
            apr_table_do(read_header, said, tables[i], HEADER, NULL);
            apr_table_unset(tables[i], HEADER);
        }
    }
}

/* What the expression comes to, "" without one. */
static const char *evaluate(request_rec *r, const sp_problem_rule_t *rule)
{
    const char *fault = NULL, *vary = NULL, *name;
    int cut = 0;

    if (rule == NULL) {
        return "";
    }
    name = sp_expression_text(r, rule->expression, &cut, &vary, &fault);
    if (vary != NULL) { /* the page may be one that caches store */
        apr_table_mergen(r->headers_out, "Vary", vary);
    }
    if (name == NULL) {
        ap_log_rerror(APLOG_MARK, APLOG_ERR, 0, r,
                      "SP0012: StatusPagesProblem \"%s\" can't be evaluated: "
                      "%s",
                      rule->text, fault);
    }
    return name != NULL ? name : "";
}

/* Who says a name has the word, whether or not it is one of the catalogue: a
 * weaker one would know less of this error. */
static const char *name_of(request_rec *r, const sp_settings_t *settings,
                           const sp_said_t *said)
{
    const char *name = said->problem;

    if (*name == '\0') {
        name = evaluate(r, settings->problem_expression);
    }
    return *name == '\0' && settings->problem != NULL ? settings->problem
                                                      : name;
}

int sp_problem_of(request_rec *r, const sp_settings_t *settings,
                  const sp_said_t *said, const sp_catalog_t *catalog)
{
    const char *name = name_of(r, settings, said);
    int number = *name != '\0' ? sp_catalog_problem(catalog, name) : 0;

    if (number == 0) {
        if (*name != '\0') {
            ap_log_rerror(APLOG_MARK, APLOG_DEBUG, 0, r,
                          "SP0011: the catalogue %s has no problem \"%.*s\"",
                          sp_catalog_name(catalog), SP_PROBLEM_MAX_NAME, name);
        }
        return r->status;
    }
    if (sp_catalog_status(catalog, number) != r->status) {
        ap_log_rerror(APLOG_MARK, APLOG_WARNING, 0, r,
                      "SP0010: the problem %s has the status %d, but the "
                      "response is a %d: its page says nothing of the problem",
                      name, sp_catalog_status(catalog, number), r->status);
        return r->status;
    }
    return number;
}
