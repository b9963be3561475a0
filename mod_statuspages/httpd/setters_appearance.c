/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* How a page looks and what it says; see setters.h. */
#include "httpd/setters.h"

#include "base/language.h"

#include <apr_strings.h>
#include <http_config.h>

const char *sp_set_theme(cmd_parms *cmd, void *dir, const char *arg)
{
    sp_section_t *section = sp_config_section(cmd, dir);
    sp_error_t err = {0};
    const char *fault = NULL;
    sp_loaded_t *loaded = sp_config_loaded(&fault);

    if (loaded == NULL) {
        return sp_setter_sentence(cmd, fault);
    }
    if (sp_loaded_theme(loaded, &section->theme, arg, sp_setter_path(cmd, arg),
                        &err) != APR_SUCCESS) {
        return sp_setter_fault(cmd, &err);
    }
    sp_config_sets_appearance(cmd, section);
    return NULL;
}

static const char *unknown_format(cmd_parms *cmd, const char *arg)
{
    return apr_psprintf(cmd->pool,
                        "%s: unknown format \"%s\"; the formats are %s",
                        cmd->cmd->name, arg, sp_format_names());
}

const char *sp_set_template(cmd_parms *cmd, void *dir, int argc,
                            char *const argv[])
{
    sp_section_t *section = sp_config_section(cmd, dir);
    sp_replacement_t *r = apr_pcalloc(cmd->pool, sizeof(*r));
    sp_error_t err = {0};
    const char *fault = NULL;
    sp_loaded_t *loaded = sp_config_loaded(&fault);

    if (loaded == NULL) {
        return sp_setter_sentence(cmd, fault);
    }
    if (argc < 2) {
        return "StatusPagesTemplate: takes a format, a file or a theme and, "
               "where it is for some codes only, those";
    }
    if (!sp_format_find(argv[0], &r->format)) {
        return unknown_format(cmd, argv[0]);
    }
    fault = sp_setter_codes(cmd, argc, argv, 2, &r->codes);
    if (fault != NULL) {
        return fault;
    }
    if (sp_loaded_replacement(loaded, &r->theme, &r->whole, argv[1],
                              sp_setter_path(cmd, argv[1]), r->format,
                              &err) != APR_SUCCESS) {
        return sp_setter_fault(cmd, &err);
    }
    r->next = section->replacements;
    section->replacements = r;
    sp_config_sets_appearance(cmd, section);
    return NULL;
}

const char *sp_set_catalog(cmd_parms *cmd, void *dir, const char *arg)
{
    sp_section_t *section = sp_config_section(cmd, dir);
    sp_error_t err = {0};
    const char *fault = NULL;
    sp_loaded_t *loaded = sp_config_loaded(&fault);

    if (loaded == NULL) {
        return sp_setter_sentence(cmd, fault);
    }
    if (sp_loaded_catalog(loaded, &section->catalog, arg,
                          sp_setter_path(cmd, arg), &err) != APR_SUCCESS) {
        return sp_setter_fault(cmd, &err);
    }
    sp_config_sets_appearance(cmd, section);
    return NULL;
}

/* What the message is about: a code, or a problem. */
static const char *message_subject(cmd_parms *cmd, sp_message_t *m,
                                   const char *arg)
{
    m->code = sp_code_parse(arg);
    if (m->code == 0 && !sp_problem_is_name(arg)) {
        return apr_psprintf(cmd->pool,
                            "StatusPagesMessage: \"%s\" is no status code; "
                            "write one from 100 to 599, or the name of a "
                            "problem",
                            arg);
    }
    m->problem = m->code == 0 ? apr_pstrdup(cmd->pool, arg) : NULL;
    return NULL;
}

const char *sp_set_message(cmd_parms *cmd, void *dir, int argc,
                           char *const argv[])
{
    sp_section_t *section = sp_config_section(cmd, dir);
    sp_message_t *m = apr_pcalloc(cmd->pool, sizeof(*m));
    const char *fault;

    if (argc > 2 && strncasecmp(argv[argc - 1], "lang=", 5) == 0) {
        m->language = apr_pstrdup(cmd->pool, argv[--argc] + 5);
        if (!sp_language_valid(m->language)) {
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
    fault = message_subject(cmd, m, argv[0]);
    if (fault != NULL) {
        return fault;
    }
    if (argv[1][0] == '\0') {
        return "StatusPagesMessage: a message can't be empty";
    }
    fault = sp_setter_text(cmd, "a message", argv[1]);
    if (fault == NULL && argc > 2) {
        fault = sp_setter_text(cmd, "a description", argv[2]);
    }
    if (fault != NULL) {
        return fault;
    }
    m->message = apr_pstrdup(cmd->pool, argv[1]);
    m->description = argc > 2 ? apr_pstrdup(cmd->pool, argv[2]) : NULL;
    m->next = section->messages;
    section->messages = m;
    sp_config_sets_appearance(cmd, section);
    return m->problem != NULL
               ? sp_setter_names_problem(cmd, section, m->problem, NULL)
               : NULL;
}

const char *sp_set_formats(cmd_parms *cmd, void *dir, int argc,
                           char *const argv[])
{
    sp_section_t *section = sp_config_section(cmd, dir);
    int i, k;

    if (argc == 0) {
        return apr_pstrcat(cmd->pool,
                           "StatusPagesFormats: name at least one "
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
    sp_config_sets_appearance(cmd, section);
    return NULL;
}

const char *sp_set_languages(cmd_parms *cmd, void *dir, int argc,
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
        if (!sp_language_valid(argv[i])) {
            return apr_psprintf(cmd->pool,
                                "StatusPagesLanguages: \"%s\" is no language "
                                "tag; write one as de or pt-BR",
                                argv[i]);
        }
        if (sp_config_in_htaccess(cmd)) {
            /* .htaccess is read when everything else is known */
            const char *fault = sp_setter_unknown_language(cmd->pool, argv[i]);
            if (fault != NULL) {
                return fault;
            }
        }
        tags[i] = apr_pstrdup(cmd->pool, argv[i]);
    }
    section->languages = tags;
    section->language_count = argc;
    section->languages_file = cmd->directive->filename;
    section->languages_line = cmd->directive->line_num;
    sp_config_sets_appearance(cmd, section);
    return NULL;
}
