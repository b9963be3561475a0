/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Part of every test program: stands between it and cmocka (the linker's
 * --wrap) to leave out the tests that were not asked for, and to tell the row
 * that a failed one was at. See rows.h. */
#include "rows.h"

#include <fnmatch.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Exit code of a program that has no test to run. */
#define NO_TEST 77

int __real__cmocka_run_group_tests(const char *name,
                                   const struct CMUnitTest *tests, size_t count,
                                   CMFixtureFunction setup,
                                   CMFixtureFunction teardown);
int __wrap__cmocka_run_group_tests(const char *name,
                                   const struct CMUnitTest *tests, size_t count,
                                   CMFixtureFunction setup,
                                   CMFixtureFunction teardown);

#define MOST_LEFT_OUT 8

static struct {
    const char *test;
    const char *path;
} left_out[MOST_LEFT_OUT];
static int left_out_count;

static char row[1024];
static const char *wanted;

/* The tests as they were registered, in the order in which they run. */
static const struct CMUnitTest **chosen;
static size_t next;

size_t rows_enter(const char *fmt, ...)
{
    size_t end = strlen(row);
    va_list args;

    if (end > 0) {
        snprintf(row + end, sizeof(row) - end, " / ");
    }
    va_start(args, fmt);
    vsnprintf(row + strlen(row), sizeof(row) - strlen(row), fmt, args);
    va_end(args);
    return end;
}

void rows_leave(const size_t *end)
{
    row[*end] = '\0';
}

/* A failed assertion jumps out of the loop, so its row is still there. */
static void tell_row(void)
{
    if (row[0] != '\0') {
        print_error("in the row: %s\n", row);
        row[0] = '\0';
    }
}

static int before(void **state)
{
    CMFixtureFunction setup = chosen[next++]->setup_func;

    return setup != NULL ? setup(state) : 0;
}

/* Runs wherever before() succeeded, hence for the same test. */
static int after(void **state)
{
    CMFixtureFunction teardown = chosen[next - 1]->teardown_func;

    tell_row();
    return teardown != NULL ? teardown(state) : 0;
}

void rows_choose(const char *pattern)
{
    wanted = pattern;
}

void rows_additional(const char *test, const char *path)
{
    if (access(path, R_OK) != 0 && left_out_count < MOST_LEFT_OUT) {
        left_out[left_out_count].test = test;
        left_out[left_out_count++].path = path;
    }
}

void rows_skip(const char *needs, const char *where)
{
    print_message("skipped: %s: it needs %s (%s)\n", chosen[next - 1]->name,
                  needs, where);
    _skip(__FILE__, __LINE__);
    abort(); /* _skip() does not return, but is not declared so */
}

static int is_left_out(const char *name)
{
    int i;

    for (i = 0; i < left_out_count; i++) {
        if (strcmp(left_out[i].test, name) == 0) {
            print_message("not run: %s: additional, and %s is not there\n",
                          name, left_out[i].path);
            return 1;
        }
    }
    return 0;
}

static int suits(const char *name)
{
    const char *pattern = wanted != NULL ? wanted : getenv("SP_TESTS");

    return pattern == NULL || *pattern == '\0' ||
           strstr(name, pattern) != NULL || fnmatch(pattern, name, 0) == 0;
}

int __wrap__cmocka_run_group_tests(const char *name,
                                   const struct CMUnitTest *tests, size_t count,
                                   CMFixtureFunction setup,
                                   CMFixtureFunction teardown)
{
    struct CMUnitTest *ours = calloc(count + 1, sizeof(*ours));
    size_t i, n = 0;
    int failed;

    chosen = calloc(count + 1, sizeof(*chosen));
    next = 0;
    for (i = 0; ours != NULL && chosen != NULL && i < count; i++) {
        if (tests[i].test_func != NULL && suits(tests[i].name) &&
            !is_left_out(tests[i].name)) {
            chosen[n] = &tests[i];
            ours[n] = tests[i];
            ours[n].setup_func = before;
            ours[n++].teardown_func = after;
        }
    }
    failed =
        n == 0 ? NO_TEST
               : __real__cmocka_run_group_tests(name, ours, n, setup, teardown);
    free(chosen);
    free(ours);
    return failed;
}
