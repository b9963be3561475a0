/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A shared cache in front of a server under test, on a port of 127.0.0.1, its
 * files below the server's folder: nginx, Varnish, or a second httpd with
 * mod_cache. Each takes what it is allowed to take, collapses requests for one
 * address, and gives what is stale where the server fails. */
#ifndef FRONT_H
#define FRONT_H

#include "server.h"

typedef struct front_t {
    const char *name; /* "nginx", "varnish", "httpd" */
    int port;
    pid_t pid;        /* of nginx or Varnish */
    server_t *server; /* the second httpd */
} front_t;

/** Where its program is, or NULL; httpd is there always. */
const char *front_program(const char *name);

/** Which package of Debian's has it. */
const char *front_package(const char *name);

/** Start it before @a s, which runs, and wait until it answers. */
front_t *front_start(server_t *s, const char *name);

/** Returns 0 where it ended in good order. */
int front_stop(front_t *front);

#endif /* FRONT_H */
