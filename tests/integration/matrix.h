/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What "make matrix" asks of every server and every client: an MPM (SP_MPM)
 * and a protocol (SP_PROTO). For the harness alone: a test says in the words
 * of server.h what it can't do without. See tests/README.md. */
#ifndef MATRIX_H
#define MATRIX_H

#include "server.h"

/** The MPM of a server that names none: SP_MPM, or event. */
const char *matrix_mpm(void);

/** Give a new server what the protocol asked for takes: modules, TLS. */
void matrix_apply(server_t *s);

/** The directives for that, whatever a test's own are. */
const char *matrix_conf(const server_t *s);

/** Before it starts: the lines that its log will hold for that. */
void matrix_expect(server_t *s);

#endif /* MATRIX_H */
