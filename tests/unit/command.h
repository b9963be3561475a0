/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Runs the command "statuspages" as a user does, through a shell, and gives
 * back its exit code and what it wrote. Stands on files_helper.h: the outputs
 * go through files of the test's folder. */
#ifndef SP_COMMAND_H
#define SP_COMMAND_H

#include "files_helper.h"

#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

/** What one run left. */
typedef struct command_t {
    int code; /* the exit code, or -1 where a signal ended it */
    const char *out;
    const char *err;
} command_t;

/** The program: what SP_COMMAND says, else that of the default build. */
static inline const char *command_path(void)
{
    const char *path = getenv("SP_COMMAND");

    return path != NULL ? path : "build/statuspages";
}

static inline const char *command_output(files_t *t, const char *name)
{
    const char *text;
    apr_size_t len;

    assert_int_equal(
        sp_file_read(files_path(t, name), &text, &len, t->pool, &t->err),
        APR_SUCCESS);
    assert_int_equal(strlen(text), len);
    return text;
}

/**
 * Run "statuspages ARGUMENTS". They are a shell's words, so quote as one does
 * there and redirect what is wanted. $DIR is the test's folder; in the outputs
 * it is called "DIR".
 */
static inline command_t command_run(files_t *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static inline command_t command_run(files_t *t, const char *format, ...)
{
    command_t c;
    va_list args;
    const char *line;
    int status;

    va_start(args, format);
    line = apr_pvsprintf(t->pool, format, args);
    va_end(args);
    setenv("DIR", t->folder, 1);
    setenv("SP_RUN", command_path(), 1);
    status = system(apr_psprintf(t->pool,
                                 "{ \"$SP_RUN\" %s ; } >%s/.out 2>%s/.err "
                                 "</dev/null",
                                 line, t->folder, t->folder));
    c.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    c.out = files_shown(t, command_output(t, ".out"));
    c.err = files_shown(t, command_output(t, ".err"));
    return c;
}

/** The run must have ended with @a code, and said something on the output
 *  that fits: faults on the error output, all else on the standard one. */
static inline void command_ends(const command_t *c, int code)
{
    if (c->code != code || (code == 0) != (c->err[0] == '\0')) {
        fail_msg("exit code %d, output:\n%s\nerrors:\n%s", c->code, c->out,
                 c->err);
    }
}

#endif /* SP_COMMAND_H */
