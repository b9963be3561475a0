/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which backend a request was for, as its kind and as its address. Knows how
 * modules name their handlers and what mod_proxy leaves in the request;
 * refuses to know who may see which. */
#ifndef SP_HTTPD_BACKEND_H
#define SP_HTTPD_BACKEND_H

#include <httpd.h>

/** The kind as one plain word ("http", "fcgi", "cgi"), which tells nothing of
 *  where it is; NULL where httpd itself answered. */
const char *sp_backend_kind(request_rec *r);

/** Scheme, host and port, without user and password; NULL where no proxied
 *  server was asked. */
const char *sp_backend_address(request_rec *r);

#endif /* SP_HTTPD_BACKEND_H */
