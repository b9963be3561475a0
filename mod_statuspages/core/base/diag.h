/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What went wrong, where, and what to do about it. Core functions return an
 * apr_status_t and fill one of these; the caller decides how to show it.
 * Knows nothing of logs, requests or terminals. */
#ifndef SP_DIAG_H
#define SP_DIAG_H

#include <apr_errno.h>
#include <apr_pools.h>
#include <apr_tables.h>

/** A fault: the first one, unless somebody wants them all. All zero means "no
 *  fault yet". */
typedef struct sp_error_t {
    const char *file; /* as the user named it, or NULL */
    int line;         /* from 1, or 0 where there is none */
    int col;          /* from 1 in bytes, or 0 where there is none */
    const char *msg;  /* one sentence, no full stop; NULL = no fault */
    const char *hint; /* the remedy, or NULL */
    int warning;      /* in a list: no fault, but hardly meant */
    int dropped; /* the last one was not kept, and its hint is not either */
    apr_array_header_t *all; /* NULL, or where every one goes as it is met: an
                                sp_error_t for each */
} sp_error_t;

/** More faults than anybody reads: what follows is not kept. */
#define SP_ERROR_MANY 500

/** Whether who has met a fault should look for more of them. */
int sp_error_goes_on(const sp_error_t *err);

/** Tell what is no fault, where all is wanted; else nothing is done. */
void sp_error_warn(sp_error_t *err, apr_pool_t *pool, const char *file,
                   int line, int col, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));

/** Record a fault that was met elsewhere. */
apr_status_t sp_error_add(sp_error_t *err, apr_pool_t *pool,
                          const sp_error_t *other);

/**
 * Record a fault in @a err, unless it already holds one: the first wins,
 * and the others are kept in err->all alone.
 * The text is allocated from @a pool, which must outlive @a err; @a file is
 * kept as a pointer. @a err may be NULL. Always returns APR_EGENERAL, so that
 * callers can write "return sp_error_set(...)".
 */
apr_status_t sp_error_set(sp_error_t *err, apr_pool_t *pool, const char *file,
                          int line, int col, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));

/**
 * Add the remedy to a fault that has none yet; does nothing without a fault.
 * Always returns APR_EGENERAL, too.
 */
apr_status_t sp_error_hint(sp_error_t *err, apr_pool_t *pool, const char *fmt,
                           ...) __attribute__((format(printf, 3, 4)));

/**
 * The fault as one line: "404.html:12:7: unclosed section 'links' (hint)".
 * Never NULL.
 */
const char *sp_error_text(const sp_error_t *err, apr_pool_t *pool);

#endif /* SP_DIAG_H */
