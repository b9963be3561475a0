/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The folder that a private httpd lives in, and its configuration file. */
#ifndef SERVERROOT_H
#define SERVERROOT_H

#include "server.h"

/**
 * A fresh folder with the usual ones in it, under the build folder; under
 * the temporary folder where httpd's user could not get there or a socket's
 * name would be too long.
 */
const char *serverroot_make(apr_pool_t *pool, const char *name);

/** Remove it with all that is in it. */
void serverroot_remove(const char *root);

/** Write conf/httpd.conf from the server's modules and directives. */
void serverroot_write_conf(server_t *s);

/** A port of 127.0.0.1 that nobody listens on at this moment. */
int serverroot_free_port(void);

#endif /* SERVERROOT_H */
