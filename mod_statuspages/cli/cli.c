/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reads the options of a call and tells what is wrong; see cli.h. */
#include "cli/cli.h"

#include <apr_getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* apr_getopt takes numbers below for single letters. */
#define FIRST_OPTION 256

static const char help_name[] = "help";

int sp_cli_fault(const sp_error_t *err, apr_pool_t *pool)
{
    fflush(stdout);
    fprintf(stderr, "statuspages: %s\n", sp_error_text(err, pool));
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

void sp_cli_print_options(const sp_option_t *options)
{
    size_t longest = strlen(help_name);
    const sp_option_t *o;

    for (o = options; o->name != NULL; o++) {
        longest = strlen(o->name) > longest ? strlen(o->name) : longest;
    }
    for (o = options; o->name != NULL; o++) {
        printf("  --%-*s  %s\n", (int)longest, o->name, o->help);
    }
    printf("  --%-*s  this text\n", (int)longest, help_name);
}

static void quiet(void *baton, const char *fmt, ...)
{
    /* The commands say what is wrong in their own words. */
}

static apr_getopt_t *start(const sp_call_t *call)
{
    const char **words =
        apr_palloc(call->pool, (apr_size_t)(call->argc + 2) * sizeof(*words));
    apr_getopt_t *opt;

    words[0] = "statuspages";
    memcpy(words + 1, call->argv, (apr_size_t)call->argc * sizeof(*words));
    words[call->argc + 1] = NULL;
    apr_getopt_init(&opt, call->pool, call->argc + 1, words);
    opt->interleave = 1;
    opt->errfn = quiet;
    return opt;
}

/* The options as APR wants them; "help" is behind the last one. */
static const apr_getopt_option_t *table(const sp_option_t *options, int *count,
                                        apr_pool_t *pool)
{
    apr_getopt_option_t *rows;
    int i, n = 0;

    while (options[n].name != NULL) {
        n++;
    }
    rows = apr_pcalloc(pool, (apr_size_t)(n + 2) * sizeof(*rows));
    for (i = 0; i <= n; i++) {
        rows[i].name = i < n ? options[i].name : help_name;
        rows[i].optch = FIRST_OPTION + i;
        rows[i].has_arg = i < n && options[i].flag == NULL;
    }
    *count = n;
    return rows;
}

static const char *take(const sp_option_t *option, const char *value,
                        apr_pool_t *pool)
{
    if (option->take != NULL) {
        return option->take(option->into, value, pool);
    }
    if (option->flag != NULL) {
        *option->flag = 1;
    }
    else {
        *option->text = value;
    }
    return NULL;
}

int sp_cli_options(sp_call_t *call, const sp_option_t *options,
                   void (*help)(const sp_option_t *options))
{
    apr_getopt_t *opt = start(call);
    int count, which;
    const apr_getopt_option_t *rows = table(options, &count, call->pool);
    const char *value, *fault;
    apr_status_t rv;

    while ((rv = apr_getopt_long(opt, rows, &which, &value)) == APR_SUCCESS) {
        if (which == FIRST_OPTION + count) {
            help(options);
            return SP_EXIT_OK;
        }
        fault = take(&options[which - FIRST_OPTION], value, call->pool);
        if (fault != NULL) {
            return sp_cli_usage(call, "%s", fault);
        }
    }
    call->unknown = rv == APR_EOF ? NULL : opt->argv[opt->ind - 1];
    call->words = opt->argv + opt->ind;
    call->word_count = opt->argc - opt->ind;
    return SP_GO_ON;
}
