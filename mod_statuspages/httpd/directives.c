/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The command table and its setters. A setter returns NULL or a whole
 * sentence that names the value and the legal ones; httpd adds file and line.
 * What a directive needs from files is loaded here, so "httpd -t" sees it. */
#include "directives.h"

#include "brand.h"
#include "config.h"
#include "logo.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <http_core.h>
#include <http_log.h>

APLOG_USE_MODULE(statuspages);

static const char *fault_text(cmd_parms *cmd, const sp_error_t *err)
{
    return apr_pstrcat(cmd->pool, cmd->cmd->name, ": ",
                       sp_error_text(err, cmd->pool), NULL);
}

static const char *sentence(cmd_parms *cmd, const char *text)
{
    return text ? apr_pstrcat(cmd->pool, cmd->cmd->name, ": ", text, NULL)
                : NULL;
}

static const char *path_of(cmd_parms *cmd, const char *arg)
{
    const char *path = ap_server_root_relative(cmd->pool, arg);

    return path ? path : arg;
}

static const char *set_on(cmd_parms *cmd, void *dir, int on)
{
    const char *fault = NULL;

    if (sp_config_library(&fault) == NULL) {
        return sentence(cmd, fault);
    }
    ((sp_dir_t *)dir)->on = on ? SP_ON : SP_OFF;
    return NULL;
}

static const char *set_codes(cmd_parms *cmd, void *dir, int argc,
                             char *const argv[])
{
    sp_section_t *section = sp_config_section(cmd, dir);
    sp_codes_t *codes = apr_pcalloc(cmd->pool, sizeof(*codes));
    int i;

    if (argc == 0) {
        return "StatusPagesCodes: name at least one code or class, as 4xx 5xx";
    }
    if (argv[0][0] == '!') { /* "all but": starts from the default */
        sp_codes_add(codes, "4xx", cmd->temp_pool);
        sp_codes_add(codes, "5xx", cmd->temp_pool);
    }
    for (i = 0; i < argc; i++) {
        const char *fault = sp_codes_add(codes, argv[i], cmd->pool);
        if (fault == NULL && argv[i][0] < '3' && argv[i][0] != '!') {
            fault = apr_psprintf(cmd->pool,
                                 "\"%s\" has no page: pages are for codes "
                                 "from 300 to 599",
                                 argv[i]);
        }
        if (fault != NULL) {
            return sentence(cmd, fault);
        }
    }
    section->codes = codes;
    return NULL;
}

static const char *set_theme(cmd_parms *cmd, void *dir, const char *arg)
{
    sp_section_t *section = sp_config_section(cmd, dir);
    sp_error_t err = {0};
    const char *fault = NULL;
    sp_library_t *library = sp_config_library(&fault);

    if (library == NULL) {
        return sentence(cmd, fault);
    }
    if (sp_library_theme(library, &section->theme, arg, path_of(cmd, arg),
                         &err)
        != APR_SUCCESS) {
        return fault_text(cmd, &err);
    }
    sp_config_sets_look(cmd, section);
    return NULL;
}

/* Codes from the third argument on; NULL where there are none. */
static const char *codes_from(cmd_parms *cmd, int argc, char *const argv[],
                              int first, const sp_codes_t **codes)
{
    sp_codes_t *set = NULL;
    int i;

    for (i = first; i < argc; i++) {
        const char *fault;
        if (set == NULL) {
            set = apr_pcalloc(cmd->pool, sizeof(*set));
        }
        fault = sp_codes_add(set, argv[i], cmd->pool);
        if (fault != NULL) {
            return sentence(cmd, fault);
        }
    }
    *codes = set;
    return NULL;
}

static const char *unknown_format(cmd_parms *cmd, const char *arg)
{
    return apr_psprintf(cmd->pool,
                        "%s: unknown format \"%s\"; the formats are %s",
                        cmd->cmd->name, arg, sp_format_names());
}

static const char *set_template(cmd_parms *cmd, void *dir, int argc,
                                char *const argv[])
{
    sp_section_t *section = sp_config_section(cmd, dir);
    sp_replacement_t *r = apr_pcalloc(cmd->pool, sizeof(*r));
    sp_error_t err = {0};
    const char *fault = NULL;
    sp_library_t *library = sp_config_library(&fault);

    if (library == NULL) {
        return sentence(cmd, fault);
    }
    if (argc < 2) {
        return "StatusPagesTemplate: takes a format, a file and, where it is "
               "for some codes only, those";
    }
    if (!sp_format_find(argv[0], &r->format)) {
        return unknown_format(cmd, argv[0]);
    }
    fault = codes_from(cmd, argc, argv, 2, &r->codes);
    if (fault != NULL) {
        return fault;
    }
    if (sp_library_template(library, &r->theme, path_of(cmd, argv[1]),
                            r->format, &err)
        != APR_SUCCESS) {
        return fault_text(cmd, &err);
    }
    r->next = section->replacements;
    section->replacements = r;
    sp_config_sets_look(cmd, section);
    return NULL;
}

static const char *set_catalog(cmd_parms *cmd, void *dir, const char *arg)
{
    sp_section_t *section = sp_config_section(cmd, dir);
    sp_error_t err = {0};
    const char *fault = NULL;
    sp_library_t *library = sp_config_library(&fault);

    if (library == NULL) {
        return sentence(cmd, fault);
    }
    if (sp_library_catalog(library, &section->catalog, arg, path_of(cmd, arg),
                           &err)
        != APR_SUCCESS) {
        return fault_text(cmd, &err);
    }
    sp_config_sets_look(cmd, section);
    return NULL;
}

static int is_language(const char *tag)
{
    size_t n = strspn(tag, "abcdefghijklmnopqrstuvwxyz"
                           "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    return n > 1 && n < 36 && tag[n] == '\0' && apr_isalpha(tag[0])
           && tag[n - 1] != '-';
}

/* A message is one line of text: control characters can't be meant. */
static int is_text(const char *s)
{
    for (; *s != '\0'; s++) {
        if ((unsigned char)*s < ' ' && *s != '\n' && *s != '\t') {
            return 0;
        }
    }
    return 1;
}

static const char *set_message(cmd_parms *cmd, void *dir, int argc,
                               char *const argv[])
{
    sp_section_t *section = sp_config_section(cmd, dir);
    sp_message_t *m = apr_pcalloc(cmd->pool, sizeof(*m));

    if (argc > 2 && strncasecmp(argv[argc - 1], "lang=", 5) == 0) {
        m->language = apr_pstrdup(cmd->pool, argv[--argc] + 5);
        if (!is_language(m->language)) {
            return apr_psprintf(cmd->pool,
                                "StatusPagesMessage: \"%s\" is no language "
                                "tag; write one as lang=de or lang=pt-BR",
                                m->language);
        }
    }
    if (argc < 2 || argc > 3) {
        return "StatusPagesMessage: takes a code, a message, a description "
               "where it is to change too, and lang=TAG where it is for one "
               "language (texts of several words in quotes)";
    }
    m->code = sp_code_parse(argv[0]);
    if (m->code == 0) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesMessage: \"%s\" is no status code; "
                            "write one from 100 to 599",
                            argv[0]);
    }
    if (argv[1][0] == '\0' || !is_text(argv[1])
        || (argc > 2 && !is_text(argv[2]))) {
        return "StatusPagesMessage: a message must be a text, not empty and "
               "without control characters";
    }
    m->message = apr_pstrdup(cmd->pool, argv[1]);
    m->description = argc > 2 ? apr_pstrdup(cmd->pool, argv[2]) : NULL;
    m->next = section->messages;
    section->messages = m;
    sp_config_sets_look(cmd, section);
    return NULL;
}

static const char *set_formats(cmd_parms *cmd, void *dir, int argc,
                               char *const argv[])
{
    sp_section_t *section = sp_config_section(cmd, dir);
    int i, k;

    if (argc == 0) {
        return apr_pstrcat(cmd->pool, "StatusPagesFormats: name at least one "
                                      "format of ",
                           sp_format_names(), NULL);
    }
    section->format_count = 0;
    for (i = 0; i < argc; i++) {
        sp_format_t format;
        if (!sp_format_find(argv[i], &format)) {
            return unknown_format(cmd, argv[i]);
        }
        for (k = 0; k < section->format_count; k++) {
            if (section->formats[k] == format) {
                return apr_psprintf(cmd->pool,
                                    "StatusPagesFormats: \"%s\" is named "
                                    "twice",
                                    argv[i]);
            }
        }
        section->formats[section->format_count++] = format;
    }
    sp_config_sets_look(cmd, section);
    return NULL;
}

static const char *set_languages(cmd_parms *cmd, void *dir, int argc,
                                 char *const argv[])
{
    sp_section_t *section = sp_config_section(cmd, dir);
    const char **tags;
    int i;

    if (argc == 0) {
        return "StatusPagesLanguages: name at least one language, as en de "
               "pt-BR";
    }
    tags = apr_palloc(cmd->pool, (apr_size_t)argc * sizeof(*tags));
    for (i = 0; i < argc; i++) {
        if (!is_language(argv[i])) {
            return apr_psprintf(cmd->pool,
                                "StatusPagesLanguages: \"%s\" is no language "
                                "tag; write one as de or pt-BR",
                                argv[i]);
        }
        tags[i] = apr_pstrdup(cmd->pool, argv[i]);
    }
    section->languages = tags;
    section->language_count = argc;
    sp_config_sets_look(cmd, section);
    return NULL;
}

/* .htaccess is read when everything else is known, so its variables are
 * checked at once; the others in sp_directives_check(). */
static const char *unknown_var(apr_pool_t *pool, const char *name,
                               const char *fault)
{
    sp_library_t *library = sp_config_library(&fault);
    const char *near = sp_brand_nearest(name);

    if (library == NULL || sp_library_knows_var(library, name, pool)) {
        return NULL;
    }
    return apr_psprintf(pool,
                        "StatusPagesVar: no theme knows a variable \"%s\"%s%s%s"
                        "; every theme knows name, home, support, status, "
                        "accent and footer, and others only where its "
                        "theme.json declares them",
                        name, near ? " (did you mean \"" : "",
                        near ? near : "", near ? "\"?)" : "");
}

static const char *parse_value(cmd_parms *cmd, sp_var_t *var)
{
    const char *fault = NULL;
    ap_expr_info_t *expr;

    if (strstr(var->value, "%{") == NULL) {
        return sentence(cmd, sp_brand_check(cmd->pool, var->name, var->value));
    }
    if (sp_brand_kind(var->name) == SP_BRAND_COLOUR) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesVar: '%s' stands in the style sheet "
                            "and can't be an expression; write a colour like "
                            "#0a7c5a, per vhost or <Location>",
                            var->name);
    }
    expr = ap_expr_parse_cmd(cmd, var->value, AP_EXPR_FLAG_STRING_RESULT,
                             &fault, NULL);
    if (expr == NULL) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesVar: \"%s\" is no valid expression: "
                            "%s",
                            var->value, fault);
    }
    var->expression = expr;
    return NULL;
}

static const char *set_var(cmd_parms *cmd, void *dir, const char *name,
                           const char *value)
{
    sp_section_t *section = sp_config_section(cmd, dir);
    sp_var_t *var = apr_pcalloc(cmd->pool, sizeof(*var));
    const char *fault = NULL;

    if (!is_text(value)) {
        return "StatusPagesVar: a value can't hold control characters";
    }
    var->name = apr_pstrdup(cmd->pool, name);
    var->value = apr_pstrdup(cmd->pool, value);
    var->fact = -1;
    fault = parse_value(cmd, var);
    if (fault == NULL && ap_check_cmd_context(cmd, NOT_IN_HTACCESS) != NULL) {
        fault = unknown_var(cmd->pool, name, NULL);
    }
    if (fault != NULL) {
        return fault;
    }
    var->next = section->vars;
    section->vars = var;
    sp_config_sets_look(cmd, section);
    return NULL;
}

static const char *set_logo(cmd_parms *cmd, void *dir, const char *arg)
{
    sp_section_t *section = sp_config_section(cmd, dir);
    sp_error_t err = {0};

    if (strcasecmp(arg, "none") == 0) {
        section->logo = "";
    }
    else if (sp_logo_load(&section->logo, path_of(cmd, arg), cmd->pool, &err)
             != APR_SUCCESS) {
        return fault_text(cmd, &err);
    }
    sp_config_sets_look(cmd, section);
    return NULL;
}

static const char *upstream_policy(cmd_parms *cmd, const char *word,
                                   unsigned char *policy)
{
    static const struct {
        const char *name;
        sp_upstream_t policy;
    } policies[] = {{"Keep", SP_UPSTREAM_KEEP},
                    {"Empty", SP_UPSTREAM_EMPTY},
                    {"Html", SP_UPSTREAM_HTML},
                    {"All", SP_UPSTREAM_ALL}};
    size_t i;

    for (i = 0; i < sizeof(policies) / sizeof(policies[0]); i++) {
        if (strcasecmp(word, policies[i].name) == 0) {
            *policy = (unsigned char)policies[i].policy;
            return NULL;
        }
    }
    return apr_psprintf(cmd->pool,
                        "StatusPagesUpstream: unknown policy \"%s\"; it is "
                        "Keep, Empty, Html or All",
                        word);
}

static const char *set_upstream(cmd_parms *cmd, void *dir, int argc,
                                char *const argv[])
{
    sp_section_t *section = sp_config_section(cmd, dir);
    unsigned char *policies = (unsigned char *)section->upstream;
    const sp_codes_t *codes = NULL;
    unsigned char policy = 0;
    const char *fault;
    int code;

    if (argc == 0) {
        return "StatusPagesUpstream: takes Keep, Empty, Html or All, and the "
               "codes where it is for some only";
    }
    fault = upstream_policy(cmd, argv[0], &policy);
    if (fault == NULL) {
        fault = codes_from(cmd, argc, argv, 1, &codes);
    }
    if (fault != NULL) {
        return fault;
    }
    if (policies == NULL) {
        policies = apr_pcalloc(cmd->pool, SP_CODE_COUNT);
    }
    for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
        if (codes == NULL || sp_codes_has(codes, code)) {
            policies[code - SP_CODE_MIN] = policy;
        }
    }
    section->upstream = policies;
    return NULL;
}

/* A whole number from 0 to most, or -1. */
static apr_int64_t number(const char *word, apr_int64_t most)
{
    char *end;
    apr_int64_t n;

    if (!apr_isdigit(word[0]) || strlen(word) > 12) {
        return -1;
    }
    n = apr_strtoi64(word, &end, 10);
    return *end == '\0' && n <= most ? n : -1;
}

static const char *set_drain(cmd_parms *cmd, void *dir, const char *bytes,
                             const char *seconds)
{
    sp_section_t *section = sp_config_section(cmd, dir);
    apr_int64_t n = number(bytes, 1 << 30);
    apr_int64_t t = seconds ? number(seconds, 3600) : 2;

    if (n < 0 || t < 0) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesDrain: \"%s\" is no %s; write bytes "
                            "up to 1073741824 and seconds up to 3600, as "
                            "65536 2",
                            n < 0 ? bytes : seconds,
                            n < 0 ? "number of bytes" : "number of seconds");
    }
    section->drain_bytes = n;
    section->drain_time = apr_time_from_sec(t);
    return NULL;
}

static const char *set_details(cmd_parms *cmd, void *dir, const char *arg)
{
    sp_section_t *section = sp_config_section(cmd, dir);
    const char *fault = NULL;

    section->details_expr = NULL;
    if (strcasecmp(arg, "on") == 0 || strcasecmp(arg, "off") == 0) {
        section->details = strcasecmp(arg, "on") == 0 ? SP_ON : SP_OFF;
        return NULL;
    }
    if (strncasecmp(arg, "expr=", 5) != 0) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesDetails: \"%s\" is neither On, Off "
                            "nor an expression as \"expr=-R '127.0.0.1'\"",
                            arg);
    }
    section->details_expr = ap_expr_parse_cmd(cmd, arg + 5, 0, &fault, NULL);
    if (section->details_expr == NULL) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesDetails: \"%s\" is no valid "
                            "expression: %s",
                            arg + 5, fault);
    }
    section->details = SP_ASK;
    return NULL;
}

static const char *set_retry_after(cmd_parms *cmd, void *dir, const char *code,
                                   const char *seconds)
{
    sp_section_t *section = sp_config_section(cmd, dir);
    int *table = (int *)section->retry_after;
    int c = sp_code_parse(code);
    apr_int64_t n = number(seconds, 31536000);

    if (c < 300) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesRetryAfter: \"%s\" is no status code "
                            "from 300 to 599",
                            code);
    }
    if (n < 0) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesRetryAfter: \"%s\" is no number of "
                            "seconds from 0 to 31536000, a year",
                            seconds);
    }
    if (table == NULL) {
        table = apr_pcalloc(cmd->pool, SP_CODE_COUNT * sizeof(*table));
    }
    table[c - SP_CODE_MIN] = (int)n + 1;
    section->retry_after = table;
    return NULL;
}

static const char *set_headers(cmd_parms *cmd, void *dir, int on)
{
    sp_config_section(cmd, dir)->headers = on ? SP_ON : SP_OFF;
    return NULL;
}

/* Which catalogue will be in force is not known here; one that was loaded
 * must speak the language. */
static const char *check_languages(apr_pool_t *pool, const sp_section_t *s,
                                   const sp_library_t *library)
{
    int i;

    for (i = 0; i < s->language_count; i++) {
        if (!sp_library_speaks(library, s->languages[i], pool)) {
            return apr_psprintf(pool,
                                "StatusPagesLanguages: no catalogue has texts "
                                "in \"%s\"; \"statuspages codes --languages\" "
                                "lists the languages there are",
                                s->languages[i]);
        }
    }
    return NULL;
}

static const char *check_section(apr_pool_t *pool, const sp_section_t *s,
                                 const sp_library_t *library)
{
    const char *fault = NULL;
    const sp_var_t *v;

    for (v = s->vars; v != NULL && fault == NULL; v = v->next) {
        fault = unknown_var(pool, v->name, NULL);
    }
    return fault ? fault : check_languages(pool, s, library);
}

int sp_directives_check(apr_pool_t *pool, server_rec *s)
{
    const apr_array_header_t *sections = sp_config_sections();
    const char *fault = NULL;
    const sp_library_t *library = sp_config_library(&fault);
    int i;

    if (library == NULL) {
        ap_log_error(APLOG_MARK, APLOG_CRIT, 0, s, "SP0001: %s", fault);
        return HTTP_INTERNAL_SERVER_ERROR;
    }
    for (i = 0; i < sections->nelts; i++) {
        const sp_section_t *section = APR_ARRAY_IDX(sections, i,
                                                    sp_section_t *);
        fault = check_section(pool, section, library);
        if (fault != NULL) {
            ap_log_error(APLOG_MARK, APLOG_CRIT, 0, s,
                         "SP0002: %s (in the section of %s, line %d on)",
                         fault, section->file, section->line);
            return HTTP_INTERNAL_SERVER_ERROR;
        }
    }
    return OK;
}

/* Everywhere; and everywhere but in .htaccess, for what reads a file. */
#define ANYWHERE (RSRC_CONF | OR_FILEINFO)
#define NO_HTACCESS (RSRC_CONF | ACCESS_CONF)

const command_rec sp_directives[] = {
    AP_INIT_FLAG("StatusPages", set_on, NULL, ANYWHERE,
                 "On or Off: whether error pages are made here"),
    AP_INIT_TAKE_ARGV("StatusPagesCodes", set_codes, NULL, ANYWHERE,
                      "the codes that get a page: 4xx 5xx !404 503 500-511"),
    AP_INIT_TAKE1("StatusPagesTheme", set_theme, NULL, NO_HTACCESS,
                  "a built-in theme or a folder"),
    AP_INIT_TAKE_ARGV("StatusPagesTemplate", set_template, NULL, NO_HTACCESS,
                      "a format, a template file, and codes"),
    AP_INIT_TAKE1("StatusPagesCatalog", set_catalog, NULL, NO_HTACCESS,
                  "a built-in catalogue, a file or a folder"),
    AP_INIT_TAKE_ARGV("StatusPagesMessage", set_message, NULL, ANYWHERE,
                      "a code, a message, a description, lang=TAG"),
    AP_INIT_TAKE_ARGV("StatusPagesFormats", set_formats, NULL, ANYWHERE,
                      "the formats offered, the default one first"),
    AP_INIT_TAKE_ARGV("StatusPagesLanguages", set_languages, NULL, ANYWHERE,
                      "the languages offered, the default one first"),
    AP_INIT_TAKE2("StatusPagesVar", set_var, NULL, ANYWHERE,
                  "a variable of the brand, and its value"),
    AP_INIT_TAKE1("StatusPagesLogo", set_logo, NULL, NO_HTACCESS,
                  "a picture that is embedded in the page, or none"),
    AP_INIT_TAKE_ARGV("StatusPagesUpstream", set_upstream, NULL, ANYWHERE,
                      "Keep, Empty, Html or All, and codes"),
    AP_INIT_TAKE12("StatusPagesDrain", set_drain, NULL, RSRC_CONF,
                   "bytes and seconds spent on swallowing a replaced body"),
    AP_INIT_TAKE1("StatusPagesDetails", set_details, NULL, NO_HTACCESS,
                  "On, Off or expr=...: who sees technical details"),
    AP_INIT_TAKE2("StatusPagesRetryAfter", set_retry_after, NULL, ANYWHERE,
                  "a code, and the seconds of Retry-After where it has none"),
    AP_INIT_FLAG("StatusPagesHeaders", set_headers, NULL, ANYWHERE,
                 "On or Off: the protective headers"),
    {NULL},
};
