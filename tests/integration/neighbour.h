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

#endif /* NEIGHBOUR_H */
