/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Judging the error log; see errorlog.h. */
#include "errorlog.h"
#include "text.h"

#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

typedef struct expectation_t {
    const char *regex;
    int wanted; /* 1: must be seen at least once */
    int seen;
} expectation_t;

/* [time] [module:level] …; a line of another shape is a program's stderr */
#define LOUD "^\\[[^]]*\\] \\[[a-z0-9_]*:(emerg|alert|crit|error|warn)\\]"
#define QUIET "^\\[[^]]*\\] \\[[a-z0-9_]*:(notice|info|debug|trace[1-8])\\]"
#define NEVER                                                                  \
    "exit signal|AddressSanitizer|LeakSanitizer|runtime error:|"               \
    "Assertion|double free|glibc detected"

/* What we say is whole: a system's error behind it, "[(2)No such file]", would
 * be about something else. */
#define WITH_ERRNO "^\\[[^]]*\\] \\[statuspages:.*\\[\\([0-9]+\\)[^]]*\\]$"

errorlog_t *errorlog_new(apr_pool_t *pool, const char *path)
{
    errorlog_t *log = apr_pcalloc(pool, sizeof(*log));

    log->pool = pool;
    log->path = path;
    log->expected = apr_array_make(pool, 8, sizeof(expectation_t));
    return log;
}

static void declare(errorlog_t *log, const char *regex, int wanted)
{
    expectation_t *e = apr_array_push(log->expected);

    e->regex = apr_pstrdup(log->pool, regex);
    e->wanted = wanted;
    e->seen = 0;
}

void errorlog_expect(errorlog_t *log, const char *regex)
{
    declare(log, regex, 1);
}

void errorlog_allow(errorlog_t *log, const char *regex)
{
    declare(log, regex, 0);
}

void errorlog_allow_aborts(errorlog_t *log)
{
    log->aborts = 1;
    errorlog_allow(log,
                   "^\\[crit\\] Memory allocation failed, aborting process");
}

/* Mark every expectation that this line meets; returns whether any did. */
static int foreseen(errorlog_t *log, const char *line)
{
    expectation_t *all = (expectation_t *)log->expected->elts;
    int i, any = 0;

    for (i = 0; i < log->expected->nelts; i++) {
        if (text_matches(line, all[i].regex)) {
            all[i].seen = 1;
            any = 1;
        }
    }
    return any;
}

static int surprising(errorlog_t *log, const char *line)
{
    if (log->aborts && text_matches(line, "exit signal Abort")) {
        return 0;
    }
    if (text_matches(line, NEVER) || text_matches(line, WITH_ERRNO)) {
        return 1;
    }
    if (foreseen(log, line) || *line == '\0') {
        return 0;
    }
    return text_matches(line, LOUD) || !text_matches(line, QUIET);
}

/* Judge the whole lines beyond what was read; returns the surprises. */
static int judge_new_lines(errorlog_t *log)
{
    apr_pool_t *pool;
    char *text, *line, *end;
    int surprises = 0;

    apr_pool_create(&pool, log->pool);
    text = text_read(pool, log->path, NULL);
    line = text + (log->read < (long)strlen(text) ? log->read : 0);
    while (log->read < (long)strlen(text) &&
           (end = strchr(line, '\n')) != NULL) {
        *end = '\0';
        if (surprising(log, line)) {
            fprintf(stderr, "unexpected in %s:\n    %s\n", log->path, line);
            surprises++;
        }
        *end = '\n';
        line = end + 1;
        log->read = (long)(line - text);
    }
    apr_pool_destroy(pool);
    return surprises;
}

static const char *missing(const errorlog_t *log)
{
    const expectation_t *all = (const expectation_t *)log->expected->elts;
    int i;

    for (i = 0; i < log->expected->nelts; i++) {
        if (all[i].wanted && !all[i].seen) {
            return all[i].regex;
        }
    }
    return NULL;
}

/* What was not seen is reported once; later checks start afresh. */
static int give_up_waiting(errorlog_t *log)
{
    expectation_t *all = (expectation_t *)log->expected->elts;
    int i, count = 0;

    for (i = 0; i < log->expected->nelts; i++) {
        if (all[i].wanted && !all[i].seen) {
            fprintf(stderr, "missing in %s:\n    %s\n", log->path,
                    all[i].regex);
            count++;
        }
        all[i].wanted = 0;
    }
    return count;
}

int errorlog_check(errorlog_t *log)
{
    long until = text_now() + text_patience(2000);
    int surprises = judge_new_lines(log);

    while (missing(log) != NULL && text_now() < until) {
        text_sleep(20);
        surprises += judge_new_lines(log);
    }
    return surprises + give_up_waiting(log);
}

int errorlog_count(errorlog_t *log, const char *regex)
{
    apr_pool_t *pool;
    char *line, *rest;
    int n = 0;

    apr_pool_create(&pool, log->pool);
    rest = text_read(pool, log->path, NULL);
    while ((line = strsep(&rest, "\n")) != NULL) {
        n += text_matches(line, regex);
    }
    apr_pool_destroy(pool);
    return n;
}

const char *errorlog_wait(errorlog_t *log, const char *regex, long ms)
{
    long until = text_now() + text_patience(ms);
    const char *found = NULL;

    do {
        char *rest = text_read(log->pool, log->path, NULL), *line;

        while ((line = strsep(&rest, "\n")) != NULL) {
            if (text_matches(line, regex)) {
                found = line;
            }
        }
        if (found == NULL) {
            text_sleep(20);
        }
    } while (found == NULL && text_now() < until);
    return found;
}
