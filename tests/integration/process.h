/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Other programs, run to their end or kept running in a session of their
 * own. Ends only what it started, by number. */
#ifndef PROCESS_H
#define PROCESS_H

#include <apr_pools.h>
#include <sys/types.h>

/** What a program left behind. */
typedef struct result_t {
    int exit;         /* its exit code; 128 + n where signal n ended it */
    const char *text; /* what it wrote to stdout and stderr */
} result_t;

/**
 * Run a program and wait for it. @a argv ends with NULL; @a env holds
 * "NAME=value" strings to add, ends with NULL, and may itself be NULL.
 */
result_t process_run(apr_pool_t *pool, const char *const *argv,
                     const char *const *env);

/**
 * Start a program as the leader of a session and process group of its own,
 * its stdout and stderr appended to the file @a output. It ends with this
 * program, even where that is killed.
 */
pid_t process_spawn(const char *const *argv, const char *const *env,
                    const char *output);

/** Whether a program started by process_spawn() still runs. */
int process_alive(pid_t pid);

/**
 * Whether a child of it has more than one thread, as a child of httpd's
 * threaded MPMs has until its workers are done. Where the system does not
 * tell (it is Linux's /proc that does), the answer is yes.
 */
int process_has_threads_below(pid_t pid);

/**
 * Ask a spawned program to end; after @a ms kill its whole group. Returns 1
 * where it went by itself.
 */
int process_end(pid_t pid, long ms);

#endif /* PROCESS_H */
