/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Plain HTTP on a port that speaks TLS: how it is recognised, and where the
 * reader should have gone. Knows what mod_ssl leaves of such a request; that
 * is neither its path nor a header of it. */
#ifndef SP_HTTPD_PLAIN_HTTP_H
#define SP_HTTPD_PLAIN_HTTP_H

#include "httpd/sp_private.h"

/** Whether mod_ssl has refused this request for that. */
int sp_plain_http(const request_rec *r);

/** "https://shop.example/", or NULL where there is no telling: several hosts
 *  share the port, or the server's name is none that a URL could have. */
const char *sp_plain_http_address(request_rec *r);

#endif /* SP_HTTPD_PLAIN_HTTP_H */
