/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* httpd with a module that was built for a sanitizer: SP_ASAN=1 or SP_TSAN=1
 * say which. Knows what such an httpd needs in its environment, and whose a
 * race is; all other reports come to the error log, whose judge knows them. */
#ifndef SANITIZER_H
#define SANITIZER_H

#include "server.h"

/** What an httpd gets into its environment, as process_spawn() wants it; NULL
 *  where there is no sanitizer. */
const char *const *sanitizer_environment(server_t *s);

/** Print the races that ThreadSanitizer saw in code of ours, in a server that
 *  has ended; returns how many. */
int sanitizer_races(server_t *s);

#endif /* SANITIZER_H */
