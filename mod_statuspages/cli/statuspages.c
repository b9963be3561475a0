/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The program "statuspages": finds the command and hands over. */
#include "base/json.h"
#include "cli/cli.h"

#include <apr_general.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *name;
    int (*run)(sp_call_t *call);
} commands[] = {
    {"render", sp_cli_render}, {"check", sp_cli_check},
    {"codes", sp_cli_codes},   {"export", sp_cli_export},
    {"import", sp_cli_import}, {"new-theme", sp_cli_new_theme},
};

static int help(apr_pool_t *pool)
{
    printf("statuspages %s: error pages for Apache httpd, from the command "
           "line\n\n%s",
           SP_VERSION, sp_cli_text("help/statuspages.txt", pool)->text);
    return SP_EXIT_OK;
}

static int run(int argc, const char *const *argv, apr_pool_t *pool)
{
    const char *name = argc > 1 ? argv[1] : "--help";
    sp_call_t call = {
        .command = name, .argc = argc - 2, .argv = argv + 2, .pool = pool};
    size_t i;

    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
        strcmp(name, "help") == 0) {
        return help(pool);
    }
    if (strcmp(name, "--version") == 0) {
        printf("statuspages %s\n", SP_VERSION);
        return SP_EXIT_OK;
    }
    for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        if (strcmp(name, commands[i].name) == 0) {
            return commands[i].run(&call);
        }
    }
    fprintf(stderr,
            "statuspages: there is no command \"%s\"\nTry \"statuspages "
            "--help\".\n",
            name);
    return SP_EXIT_USAGE;
}

/* A pool without memory ends the program, as httpd's do. What stdio still holds
 * is dropped: it would be half of an answer. */
static int out_of_memory(int status)
{
    fputs("statuspages: " SP_MEMORY_SHORT "\n", stderr);
    _exit(SP_EXIT_FAULT);
}

int main(int argc, const char *const *argv, const char *const *env)
{
    apr_pool_t *pool;
    int code;

    if (apr_app_initialize(&argc, &argv, &env) != APR_SUCCESS ||
        apr_pool_create_ex(&pool, NULL, out_of_memory, NULL) != APR_SUCCESS) {
        return out_of_memory(APR_ENOMEM);
    }
    code = run(argc, argv, pool);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "statuspages: the output could not be written\n");
        code = SP_EXIT_FAULT;
    }
    apr_pool_destroy(pool);
    apr_terminate();
    return code;
}
