/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Running other programs; see process.h. */
#include "process.h"
#include "text.h"

#include <apr_strings.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/* Between fork and exec: becomes the program, or dies. */
static void become(const char *const *argv, const char *const *env, int out)
{
    int in = open("/dev/null", O_RDONLY);

    dup2(in, 0);
    dup2(out, 1);
    dup2(out, 2);
    for (; env != NULL && *env != NULL; env++) {
        putenv((char *)(apr_uintptr_t)*env);
    }
    execvp(argv[0], (char *const *)(apr_uintptr_t)argv);
    _exit(127);
}

static const char *drain(apr_pool_t *pool, int fd)
{
    char buf[4096];
    char *all = apr_pstrdup(pool, "");
    ssize_t n;

    while ((n = read(fd, buf, sizeof(buf))) > 0 || (n < 0 && errno == EINTR)) {
        if (n > 0) {
            all = apr_pstrcat(pool, all,
                              apr_pstrmemdup(pool, buf, (apr_size_t)n), NULL);
        }
    }
    return all;
}

result_t process_run(apr_pool_t *pool, const char *const *argv,
                     const char *const *env)
{
    result_t result = {-1, ""};
    int ends[2], status = 0;
    pid_t pid;

    if (pipe(ends) != 0 || (pid = fork()) < 0) {
        text_die("can't run %s: %s", argv[0], strerror(errno));
    }
    if (pid == 0) {
        close(ends[0]);
        become(argv, env, ends[1]);
    }
    close(ends[1]);
    result.text = drain(pool, ends[0]);
    close(ends[0]);
    waitpid(pid, &status, 0);
    result.exit =
        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result;
}

pid_t process_spawn(const char *const *argv, const char *const *env,
                    const char *output)
{
    int out = open(output, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    pid_t pid;

    if (out < 0 || (pid = fork()) < 0) {
        text_die("can't start %s: %s", argv[0], strerror(errno));
    }
    if (pid == 0) {
        setsid();
#ifdef __linux__
        prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
        become(argv, env, out);
    }
    close(out);
    return pid;
}

int process_alive(pid_t pid)
{
    siginfo_t info;

    memset(&info, 0, sizeof(info));
    /* WNOWAIT: leaves the zombie for process_end() */
    return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == 0;
}

/* How many threads a process has; 0 where there is no such process. */
static int threads_of(int pid)
{
    char path[64];
    struct dirent *entry;
    DIR *tasks;
    int n = 0;

    snprintf(path, sizeof(path), "/proc/%d/task", pid);
    tasks = opendir(path);
    while (tasks != NULL && (entry = readdir(tasks)) != NULL) {
        n += entry->d_name[0] != '.';
    }
    if (tasks != NULL) {
        closedir(tasks);
    }
    return n;
}

int process_has_threads_below(pid_t pid)
{
    char path[64];
    FILE *children;
    int child, found = 0;

    snprintf(path, sizeof(path), "/proc/%d/task/%d/children", (int)pid,
             (int)pid);
    children = fopen(path, "r");
    if (children == NULL) {
        return 1;
    }
    while (!found && fscanf(children, "%d", &child) == 1) {
        found = threads_of(child) > 1;
    }
    fclose(children);
    return found;
}

int process_end(pid_t pid, long ms)
{
    long until = text_now() + ms;
    int by_itself;

    kill(pid, SIGTERM);
    while (process_alive(pid) && text_now() < until) {
        text_sleep(10);
    }
    by_itself = !process_alive(pid);
    kill(-pid, SIGKILL); /* its group: whatever it left behind as well */
    waitpid(pid, NULL, 0);
    return by_itself;
}
