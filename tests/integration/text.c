/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Files, strings and the clock; see text.h. */
#include "text.h"

#include <apr_strings.h>
#include <errno.h>
#include <regex.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

void text_die(const char *fmt, ...)
{
    va_list args;

    fputs("harness: ", stderr);
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fputc('\n', stderr);
    exit(2);
}

char *text_read(apr_pool_t *pool, const char *path, apr_size_t *length)
{
    FILE *file = fopen(path, "rb");
    size_t room = 4096, n = 0, got;
    char *all, *grown, *copy;

    if (file == NULL) {
        if (length != NULL) {
            *length = 0;
        }
        return apr_pstrdup(pool, "");
    }
    all = malloc(room);
    while (all != NULL && (got = fread(all + n, 1, room - n, file)) > 0) {
        n += got;
        if (n == room) {
            room *= 2;
            grown = realloc(all, room);
            if (grown == NULL) {
                free(all);
            }
            all = grown;
        }
    }
    fclose(file);
    if (all == NULL) {
        text_die("no memory to read %s", path);
    }
    copy = apr_pstrmemdup(pool, all, n);
    free(all);
    if (length != NULL) {
        *length = n;
    }
    return copy;
}

void text_write(const char *path, const char *text, int mode)
{
    FILE *file = fopen(path, "wb");

    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0 ||
        chmod(path, (mode_t)mode) != 0) {
        text_die("can't write %s: %s", path, strerror(errno));
    }
}

/* The length of the @NAME@ that starts at @a at, or 0. */
static size_t name_length(const char *at)
{
    size_t n = strspn(at + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    return n > 0 && at[n + 1] == '@' ? n + 2 : 0;
}

char *text_fill(apr_pool_t *pool, const char *text, const apr_table_t *vars)
{
    const char *at;
    char *out = apr_pstrdup(pool, "");

    while ((at = strchr(text, '@')) != NULL) {
        size_t n = name_length(at);
        const char *value = NULL;

        if (n > 0) {
            value = apr_table_get(vars, apr_pstrmemdup(pool, at + 1, n - 2));
        }
        if (value == NULL) {
            n = 1;
            value = "@";
        }
        out = apr_pstrcat(pool, out,
                          apr_pstrmemdup(pool, text, (apr_size_t)(at - text)),
                          value, NULL);
        text = at + n;
    }
    return apr_pstrcat(pool, out, text, NULL);
}

static int search(const char *text, const char *regex, regmatch_t *found,
                  size_t count)
{
    regex_t re;
    int rv;

    if (regcomp(&re, regex, REG_EXTENDED | REG_NEWLINE) != 0) {
        text_die("not an expression: %s", regex);
    }
    rv = regexec(&re, text, count, found, 0);
    regfree(&re);
    return rv == 0;
}

int text_matches(const char *text, const char *regex)
{
    regmatch_t found[1];

    return search(text, regex, found, 1);
}

char *text_capture(apr_pool_t *pool, const char *text, const char *regex)
{
    regmatch_t found[2];

    if (!search(text, regex, found, 2) || found[1].rm_so < 0) {
        return NULL;
    }
    return apr_pstrmemdup(pool, text + found[1].rm_so,
                          (apr_size_t)(found[1].rm_eo - found[1].rm_so));
}

int text_count(const char *text, const char *needle)
{
    int n = 0;

    while ((text = strstr(text, needle)) != NULL) {
        n++;
        text += strlen(needle);
    }
    return n;
}

long text_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000L + now.tv_nsec / 1000000L;
}

void text_sleep(long ms)
{
    struct timespec wait = {ms / 1000, (ms % 1000) * 1000000L};

    nanosleep(&wait, NULL);
}

long text_patience(long ms)
{
    return getenv("SP_ASAN") != NULL || getenv("SP_TSAN") != NULL ? ms * 4 : ms;
}
