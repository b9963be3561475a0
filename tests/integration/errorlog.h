/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The error log as part of a test's outcome: what a test does not declare
 * must not be there, what it declares must. Crashes and sanitizer reports are
 * never allowed. */
#ifndef ERRORLOG_H
#define ERRORLOG_H

#include <apr_pools.h>
#include <apr_tables.h>

typedef struct errorlog_t {
    apr_pool_t *pool;
    const char *path;
    long read;                    /* bytes already judged */
    int aborts;                   /* errorlog_allow_aborts() */
    apr_array_header_t *expected; /* of expectation_t, see errorlog.c */
} errorlog_t;

/** A log that need not exist yet. @a path is kept as a pointer. */
errorlog_t *errorlog_new(apr_pool_t *pool, const char *path);

/**
 * Declare that a line matching this expression will be written from now on.
 * errorlog_check() fails where it is not; more of the kind are tolerated as
 * long as the log lives, because lines may arrive after the response.
 */
void errorlog_expect(errorlog_t *log, const char *regex);

/** Tolerate such lines without asking for one. */
void errorlog_allow(errorlog_t *log, const char *regex);

/** Tolerate children that httpd itself ends because a pool of it found no
 * memory: by abort(), after a line that says so. No other crash is. */
void errorlog_allow_aborts(errorlog_t *log);

/**
 * Judge what was written since the last call: waits a while for what was
 * declared, prints every surprise. Returns how many there were.
 */
int errorlog_check(errorlog_t *log);

/**
 * Wait until a line of any level matches, up to @a ms. Returns the last such
 * line of the whole log, or NULL.
 */
const char *errorlog_wait(errorlog_t *log, const char *regex, long ms);

/** How many lines of the whole log match. */
int errorlog_count(errorlog_t *log, const char *regex);

#endif /* ERRORLOG_H */
