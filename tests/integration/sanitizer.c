/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Sanitizers in httpd; see sanitizer.h. */
#include "sanitizer.h"
#include "text.h"

#include <apr_strings.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POOL SP_BUILD "/sanitize/pool.so"
#define RULER "=================="

/* Its library comes first in a process that was built without. */
static const char *library(apr_pool_t *pool, const char *name)
{
    const char *ask[] = {
        "gcc", apr_pstrcat(pool, "-print-file-name=", name, NULL), NULL};
    char *path = apr_pstrdup(pool, process_run(pool, ask, NULL).text);

    path[strcspn(path, "\n")] = '\0';
    return path;
}

/* A library of the test's comes before all others; it counts what pools would
 * ask for, so the pools are APR's own then. */
static const char *preload(server_t *s, const char *name)
{
    return apr_pstrcat(s->pool, "LD_PRELOAD=", s->preload ? s->preload : "",
                       s->preload && name ? " " : "",
                       name ? library(s->pool, name) : "",
                       s->preload || s->pools ? "" : " " POOL, NULL);
}

/* The test's own library and its plan, without a sanitizer or with. */
static const char *const *with_plan(server_t *s)
{
    int asan = getenv("SP_ASAN") != NULL;
    const char **env = apr_pcalloc(s->pool, 5 * sizeof(*env));

    env[0] = preload(s, asan ? "libasan.so" : NULL);
    env[1] = "ASAN_OPTIONS=detect_leaks=0:verify_asan_link_order=0";
    env[2] = "UBSAN_OPTIONS=print_stacktrace=1";
    env[3] =
        s->plan ? apr_pstrcat(s->pool, "SP_ALLOC_PLAN=", s->plan, NULL) : NULL;
    return env;
}

const char *const *sanitizer_environment(server_t *s)
{
    const char **env = apr_pcalloc(s->pool, 5 * sizeof(*env));

    if (s->preload != NULL) {
        return with_plan(s);
    }
    if (getenv("SP_TSAN") != NULL) {
        server_folder(s, "races");
        env[0] = preload(s, "libtsan.so");
        env[1] = apr_pstrcat(s->pool, "TSAN_OPTIONS=exitcode=0:log_path=",
                             server_path(s, "races/pid"), NULL);
        return env;
    }
    if (getenv("SP_ASAN") != NULL) {
        env[0] = preload(s, "libasan.so");
        env[1] = "ASAN_OPTIONS=detect_leaks=1";
        env[2] = "UBSAN_OPTIONS=print_stacktrace=1";
        env[3] = "LSAN_OPTIONS=print_suppressions=0:suppressions=" SP_SOURCE
                 "/tests/sanitize/leaks.supp";
        return env;
    }
    return NULL;
}

/* Whether code of ours made one of the two accesses: the first frame outside
 * of the sanitizer is of our module. What httpd is built of has no
 * instrumentation: of its own accesses only those are seen that a function of
 * libc makes, and where we had called it our frames stand below them, though
 * it is a bucket's memory, which APR hands from thread to thread by atomics. */
static int is_ours(const char *report)
{
    const char *line = report;
    int first = 0;

    while ((line = strchr(line, '\n')) != NULL) {
        size_t length = strcspn(++line, "\n");
        const char *tsan = strstr(line, "libtsan");
        const char *ours = strstr(line, "mod_statuspages.so");

        if (strncmp(line, "  Location", 10) == 0 ||
            strncmp(line, "  Thread", 8) == 0) {
            return 0;
        }
        if (strncmp(line, "    #", 5) != 0) {
            first = 1;
        }
        else if (first && (tsan == NULL || tsan > line + length)) {
            if (ours != NULL && ours < line + length) {
                return 1;
            }
            first = 0;
        }
    }
    return 0;
}

static void count_file(const char *text, int *ours, int *foreign)
{
    while ((text = strstr(text, "WARNING: ThreadSanitizer")) != NULL) {
        const char *end = strstr(text, RULER);
        size_t length = end ? (size_t)(end - text) : strlen(text);
        char *report = strndup(text, length);

        if (report == NULL || is_ours(report)) {
            fprintf(stderr, "%s\n", report ? report : text);
            ++*ours;
        }
        else {
            ++*foreign;
        }
        free(report);
        text += length;
    }
}

int sanitizer_races(server_t *s)
{
    const char *path = server_path(s, "races");
    DIR *folder = getenv("SP_TSAN") != NULL ? opendir(path) : NULL;
    int ours = 0, foreign = 0;
    struct dirent *entry;

    if (folder == NULL) {
        return 0;
    }
    while ((entry = readdir(folder)) != NULL) {
        count_file(
            text_read(s->pool,
                      apr_pstrcat(s->pool, path, "/", entry->d_name, NULL),
                      NULL),
            &ours, &foreign);
    }
    closedir(folder);
    printf("%s: races: %d of ours, %d between others\n", s->name, ours,
           foreign);
    return ours;
}
