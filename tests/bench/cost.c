/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Runs a program to its end and writes what it took to a file: milliseconds
 * of wall clock, and of processor (user + system, children that it waited for
 * included). Its exit code is the program's own. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double spent(const struct timeval *t)
{
    return (double)t->tv_sec * 1e3 + (double)t->tv_usec / 1e3;
}

static int tell(const char *file, double wall, const struct rusage *usage)
{
    FILE *out = fopen(file, "w");

    if (out == NULL) {
        fprintf(stderr, "cost: %s: %s\n", file, strerror(errno));
        return 2;
    }
    fprintf(out, "%.2f %.2f\n", wall,
            spent(&usage->ru_utime) + spent(&usage->ru_stime));
    return fclose(out) == 0 ? 0 : 2;
}

int main(int argc, char **argv)
{
    struct rusage usage;
    double start = now();
    int status = 0;
    pid_t pid;

    if (argc < 3) {
        fputs("usage: cost FILE PROGRAM [ARGUMENT]...\n", stderr);
        return 2;
    }
    pid = fork();
    if (pid == 0) {
        execvp(argv[2], argv + 2);
        fprintf(stderr, "cost: %s: %s\n", argv[2], strerror(errno));
        _exit(127);
    }
    if (pid < 0 || wait4(pid, &status, 0, &usage) != pid) {
        fprintf(stderr, "cost: %s\n", strerror(errno));
        return 2;
    }
    if (tell(argv[1], now() - start, &usage) != 0) {
        return 2;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
