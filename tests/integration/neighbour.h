/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What tests with other people's modules have in common: a module may be
 * missing on this machine, and an error that a neighbour causes must give a
 * whole page of ours in each form. */
#ifndef NEIGHBOUR_H
#define NEIGHBOUR_H

#include "checks.h"

/**
 * A server with mod_statuspages and this module. Skips the test where the
 * module is not there, and names Debian's package.
 * Under sanitizers the test is skipped: they would tell of other people's code.
 */
server_t *neighbour_server(const char *name, const char *module,
                           const char *package);

/**
 * Ask for @a path in each of the five forms: each answer is a page for @a
 * code in that form, well-formed, with one header of a name and none of these
 * texts in it. @a secrets ends with NULL, and may itself be NULL.
 */
void neighbour_pages(server_t *s, const char *path, int code,
                     const char *const *secrets);

/** GET @a path on an open connection; reads one answer. */
response_t *neighbour_ask(wire_t *w, const char *path, const char *headers);

/**
 * What comes next on a connection after @a r: it is in step, or closed where
 * @a r has said so.
 */
void neighbour_goes_on(wire_t *w, const response_t *r);

/** How a backend fails, and what becomes of it under StatusPagesUpstream. */
typedef struct failure_t {
    const char *path; /* behind /POLICY/MODULE; NULL ends a table */
    int status;       /* with our page under Html, and without us */
    char keep;        /* under Keep: 'P' our page, 'K' the backend's body
                         whole, 'B' broken off as httpd does it, '-' not asked
                         because httpd keeps its client waiting */
    const char *log;  /* the lines that httpd writes, with us as without;
                         NULL: none. Rows without come first, because a line
                         that was expected once is tolerated from there on */
    int may_close;    /* httpd may close the connection behind the answer and
                         has not said so: with us as without */
} failure_t;

/**
 * Three places that differ in their settings alone: /html/, /keep/, /off/.
 * @a places holds @P@ for that name.
 */
void neighbour_places(server_t *s, const char *places);

/** Ask for each failure of a module in all three places at once. */
void neighbour_failures(server_t *s, const char *module,
                        const failure_t *failures);

#endif /* NEIGHBOUR_H */
