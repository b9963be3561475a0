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

/** Run a line of the shell, in which the program is "$SP_RUN" and the test's
 *  folder $DIR; in the outputs that is called "DIR". */
static inline command_t command_shell(files_t *t, const char *line)
{
    command_t c;
    int status;

    setenv("DIR", t->folder, 1);
    setenv("SP_RUN", command_path(), 1);
    status =
        system(apr_psprintf(t->pool, "{ %s ; } >%s/.out 2>%s/.err </dev/null",
                            line, t->folder, t->folder));
    c.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    c.out = files_shown(t, command_output(t, ".out"));
    c.err = files_shown(t, command_output(t, ".err"));
    return c;
}

/** Run "statuspages ARGUMENTS". They are a shell's words, so quote as one does
 *  there and redirect what is wanted. */
static inline command_t command_run(files_t *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static inline command_t command_run(files_t *t, const char *format, ...)
{
    va_list args;
    const char *words;

    va_start(args, format);
    words = apr_pvsprintf(t->pool, format, args);
    va_end(args);
    return command_shell(t, apr_pstrcat(t->pool, "\"$SP_RUN\" ", words, NULL));
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

/** A call that fails, and what the fault says. */
typedef struct command_row_t {
    const char *words;
    const char *says;
} command_row_t;

/** Each row must end "statuspages COMMAND WORDS" with @a code, write nothing
 *  else, and tell the way on where the call was wrong. */
static inline void command_rows(files_t *t, const char *command,
                                const command_row_t *rows, size_t count,
                                int code)
{
    const char *way_on =
        apr_psprintf(t->pool, "\nTry \"statuspages %s --help\".\n", command);
    size_t i;

    for (i = 0; i < count; i++) {
        command_t c = command_run(t, "%s %s", command, rows[i].words);

        if (c.code != code || c.out[0] != '\0' ||
            strstr(c.err, rows[i].says) == NULL ||
            (code == 2) != (strstr(c.err, way_on) != NULL)) {
            fail_msg("%s %s: %d\n%s\n%s", command, rows[i].words, c.code, c.out,
                     c.err);
        }
    }
}

#endif /* SP_COMMAND_H */
