/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Files and strings for the harness: whole files in and out, @NAMES@ filled
 * in, regular expressions, and the clock. Knows nothing of servers. Every
 * function that can't do its work ends the test program with a sentence. */
#ifndef TEXT_H
#define TEXT_H

#include <apr_pools.h>
#include <apr_tables.h>

/** Say what went wrong on stderr and end the program. */
void text_die(const char *fmt, ...)
    __attribute__((noreturn, format(printf, 1, 2)));

/** The whole of a file, NUL-terminated; "" where there is none. */
char *text_read(apr_pool_t *pool, const char *path, apr_size_t *length);

/** Make or replace a file, with these permissions whatever the umask. */
void text_write(const char *path, const char *text, int mode);

/** @a text with each @NAME@ replaced that @a vars holds. */
char *text_fill(apr_pool_t *pool, const char *text, const apr_table_t *vars);

/** Whether a POSIX extended expression is found in @a text. */
int text_matches(const char *text, const char *regex);

/** The first group of an expression in @a text, or NULL. */
char *text_capture(apr_pool_t *pool, const char *text, const char *regex);

/** How often @a needle stands in @a text. */
int text_count(const char *text, const char *needle);

/** Milliseconds of a clock that only goes forward. */
long text_now(void);

/** Sleep so many milliseconds. */
void text_sleep(long ms);

/** @a ms, stretched where a sanitizer makes everything slower. */
long text_patience(long ms);

#endif /* TEXT_H */
