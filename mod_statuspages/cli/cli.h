/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* One call of "statuspages": its words and options, and how it ends. Each
 * command is a function that takes the call and gives the exit code. Knows
 * options and exit codes; refuses to know what the commands do with them. */
#ifndef SP_CLI_H
#define SP_CLI_H

#include "base/builtin.h"
#include "base/diag.h"

#define SP_EXIT_OK 0
#define SP_EXIT_FAULT 1 /* in what the command was given */
#define SP_EXIT_USAGE 2 /* it was called wrongly */

/** No exit code: the command may go on. */
#define SP_GO_ON (-1)

typedef struct sp_call_t {
    const char *command;
    int argc; /* the words behind the command's name; NULL behind them */
    const char *const *argv;
    apr_pool_t *pool;
    sp_error_t err; /* what the command has met */
    /* What sp_cli_options() has found to be no option: */
    int word_count;
    const char *const *words;
} sp_call_t;

/** An option: what it is called, what --help says, and what it fills: just
 *  one of "text", "flag" and "take". */
typedef struct sp_option_t {
    const char *name; /* NULL behind the last one */
    const char *help;
    const char **text; /* becomes its value */
    int *flag;         /* becomes 1: it has no value */
    /** Gets @a into and its value; gives what is wrong with that, or NULL. */
    const char *(*take)(void *into, const char *value, apr_pool_t *pool);
    void *into;
} sp_option_t;

/**
 * Read the options of a call, which may be mixed with other words; "--help" is
 * one of all. @a unknown is said of an unknown one, or one without its value,
 * which is %s in it. Gives an exit code where the call has ended, else
 * SP_GO_ON.
 */
int sp_cli_options(sp_call_t *call, const sp_option_t *options,
                   const char *unknown);

/** Print texts/help/COMMAND.txt, with the options where it has {{options}};
 *  gives SP_EXIT_OK. */
int sp_cli_help(const sp_call_t *call, const sp_option_t *options);

/** Print call->err as "statuspages: file:line:col: message", and forget it;
 *  gives SP_EXIT_FAULT. */
int sp_cli_fault(sp_call_t *call);

/** Print what is wrong with the call; gives SP_EXIT_USAGE. */
int sp_cli_usage(const sp_call_t *call, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/** The embedded file of texts/; there must be one of that name. */
const sp_builtin_t *sp_cli_text(const char *name, apr_pool_t *pool);

/** Whether a theme or a catalogue may be called that: letters, digits and
 *  @a marks, at most SP_CLI_NAME_MAX. */
int sp_cli_is_name(const char *name, const char *marks);
#define SP_CLI_NAME_MAX 64

/* The commands, each in a file of its name; they give an exit code. */
int sp_cli_render(sp_call_t *call);
int sp_cli_check(sp_call_t *call);
int sp_cli_import(sp_call_t *call);
int sp_cli_export(sp_call_t *call);
int sp_cli_new_theme(sp_call_t *call);
int sp_cli_codes(sp_call_t *call);

#endif /* SP_CLI_H */
