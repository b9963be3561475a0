/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reads the options of a call and tells what is wrong; see cli.h. */
#include "cli/cli.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int sp_cli_fault(sp_call_t *call)
{
    fflush(stdout);
    fprintf(stderr, "statuspages: %s\n", sp_error_text(&call->err, call->pool));
    memset(&call->err, 0, sizeof(call->err));
    return SP_EXIT_FAULT;
}

int sp_cli_usage(const sp_call_t *call, const char *fmt, ...)
{
    va_list args;

    fflush(stdout);
    fprintf(stderr, "statuspages %s: ", call->command);
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fprintf(stderr, "\nTry \"statuspages %s --help\".\n", call->command);
    return SP_EXIT_USAGE;
}

const sp_builtin_t *sp_cli_text(const char *name, apr_pool_t *pool)
{
    return sp_builtin_find(
        apr_pstrcat(pool, "mod_statuspages/cli/texts/", name, NULL));
}

int sp_cli_is_name(const char *name, const char *marks)
{
    size_t n = 0;

    while (name[n] != '\0' &&
           (apr_isalnum(name[n]) || strchr(marks, name[n]))) {
        n++;
    }
    return n > 0 && n <= SP_CLI_NAME_MAX && name[n] == '\0';
}

static void print_options(const sp_option_t *options)
{
    const sp_option_t *o;
    int longest = 0;

    for (o = options; o->name != NULL; o++) {
        int n = (int)strlen(o->name);
        longest = n > longest ? n : longest;
    }
    for (o = options; o->name != NULL; o++) {
        printf("  --%-*s  %s\n", longest, o->name, o->help);
    }
    printf("  --%-*s  this text\n", longest, "help");
}

int sp_cli_help(const sp_call_t *call, const sp_option_t *options)
{
    static const char mark[] = "{{options}}\n";
    const char *name =
        apr_pstrcat(call->pool, "help/", call->command, ".txt", NULL);
    const char *text = sp_cli_text(name, call->pool)->text;
    const char *found = strstr(text, mark);

    if (found != NULL) {
        fwrite(text, 1, (size_t)(found - text), stdout);
        print_options(options);
        text = found + strlen(mark);
    }
    fputs(text, stdout);
    return SP_EXIT_OK;
}

/* The option that a word names, and where its name ends. */
static const sp_option_t *find(const sp_option_t *options, const char *word,
                               const char **end)
{
    const size_t n = strcspn(word, "=");

    while (options->name != NULL &&
           (strncmp(options->name, word, n) != 0 || options->name[n] != '\0')) {
        options++;
    }
    *end = word + n;
    return options->name != NULL ? options : NULL;
}

/* Take the option call->argv[*i], and move *i on to its value. Gives an exit
 * code where the call has ended, else SP_GO_ON. */
static int take_option(sp_call_t *call, const sp_option_t *options,
                       const char *unknown, int *i)
{
    const char *word = call->argv[*i], *value = NULL, *fault = NULL;
    const sp_option_t *option = NULL;

    if (strcmp(word, "-o") == 0) { /* as people expect it */
        word = "--output";
    }
    if (strcmp(word, "--help") == 0) {
        return sp_cli_help(call, options);
    }
    if (word[1] == '-') {
        option = find(options, word + 2, &value);
    }
    if (option != NULL && option->flag == NULL) {
        value = *value == '=' ? value + 1 : call->argv[++*i];
    }
    if (option == NULL || value == NULL || (option->flag && *value == '=')) {
        return sp_cli_usage(call, unknown, word);
    }
    if (option->take != NULL) {
        fault = option->take(option->into, value, call->pool);
    }
    else if (option->flag != NULL) {
        *option->flag = 1;
    }
    else {
        *option->text = value;
    }
    return fault ? sp_cli_usage(call, "%s", fault) : SP_GO_ON;
}

int sp_cli_options(sp_call_t *call, const sp_option_t *options,
                   const char *unknown)
{
    const char **words =
        apr_palloc(call->pool, (apr_size_t)(call->argc + 1) * sizeof(*words));
    int i, code = SP_GO_ON, more = 1;

    call->words = words;
    for (i = 0; i < call->argc && code == SP_GO_ON; i++) {
        if (more && strcmp(call->argv[i], "--") == 0) {
            more = 0;
        }
        else if (more && call->argv[i][0] == '-') {
            code = take_option(call, options, unknown, &i);
        }
        else {
            words[call->word_count++] = call->argv[i];
        }
    }
    return code;
}
