/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which row of a table a test failed in. A loop over a table opens with
 *
 *     ROW("%s", cases[i].text);
 *
 * and where an assertion in this turn of the loop fails, "in the row" and this
 * text stand before cmocka's message; loops in loops tell all their rows. */
#ifndef ROWS_H
#define ROWS_H

#include <stddef.h>

/** What this turn is about, as for printf(); at the top of the loop's body. */
#define ROW(...) ROW_AT(__LINE__, __VA_ARGS__)

#define ROW_AT(line, ...) ROW_NAMED(line, __VA_ARGS__)
#define ROW_NAMED(line, ...)                                                   \
    __attribute__((cleanup(rows_leave), unused)) size_t row_##line =           \
        rows_enter(__VA_ARGS__)

/** What ROW is made of: adds to the text; returns where it ended before. */
size_t rows_enter(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/** The turn has come to its end without a failure: takes the text back. */
void rows_leave(const size_t *end);

/**
 * Run those tests alone whose names suit this: a pattern with * and ?, or a
 * part of the name. Without this call the variable SP_TESTS tells.
 */
void rows_choose(const char *pattern);

/**
 * A test that is additional: its cases are not part of the project, which has
 * its own for all that they show. Where @a path is not there, it is not run,
 * and this is said; it does not count as skipped. Before the tests are run.
 */
void rows_additional(const char *test, const char *path);

/** Skip this test and say what it needs and where to get that. */
void rows_skip(const char *needs, const char *where) __attribute__((noreturn));

#endif /* ROWS_H */
