/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The program "statuspages": finds the command and hands over. */
#include "cli/cli.h"

#include <apr_general.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int (*run)(sp_call_t *call);
    const char *purpose;
} commands[] = {
    {"render", sp_cli_render, "write the page of a code, as a server would"},
    {"check", sp_cli_check, "find faults in themes, templates and catalogues"},
    {"codes", sp_cli_codes, "list the codes of a catalogue"},
    {"export", sp_cli_export, "write every page as a file, with snippets"},
    {"new-theme", sp_cli_new_theme, "start a theme of your own"},
    {"import", sp_cli_import, "turn a documentation page into a catalogue"},
};
#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

static int help(void)
{
    size_t i;

    printf("statuspages %s: error pages for Apache httpd, from the command "
           "line\n\nUsage: statuspages COMMAND [OPTIONS]\n\nCommands:\n",
           SP_VERSION);
    for (i = 0; i < COMMANDS; i++) {
        printf("  %-9s %s\n", commands[i].name, commands[i].purpose);
    }
    printf("\n\"statuspages COMMAND --help\" tells the options of a command.\n"
           "Exit code: 0 done, 1 a fault was found, 2 wrong usage.\n");
    return SP_EXIT_OK;
}

static int run(int argc, const char *const *argv, apr_pool_t *pool)
{
    const char *name = argc > 1 ? argv[1] : "--help";
    sp_call_t call = {0};
    size_t i;

    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
        strcmp(name, "help") == 0) {
        return help();
    }
    if (strcmp(name, "--version") == 0) {
        printf("statuspages %s\n", SP_VERSION);
        return SP_EXIT_OK;
    }
    for (i = 0; i < COMMANDS; i++) {
        if (strcmp(name, commands[i].name) == 0) {
            call.command = name;
            call.argc = argc - 2;
            call.argv = argv + 2;
            call.pool = pool;
            return commands[i].run(&call);
        }
    }
    fprintf(stderr,
            "statuspages: there is no command \"%s\"\nTry \"statuspages "
            "--help\".\n",
            name);
    return SP_EXIT_USAGE;
}

int main(int argc, const char *const *argv, const char *const *env)
{
    apr_pool_t *pool;
    int code;

    apr_app_initialize(&argc, &argv, &env);
    apr_pool_create(&pool, NULL);
    code = run(argc, argv, pool);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "statuspages: the output could not be written\n");
        code = SP_EXIT_FAULT;
    }
    apr_pool_destroy(pool);
    apr_terminate();
    return code;
}
