/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* How an ErrorDocument takes the place of a body that a handler has sent.
 * Knows httpd's rules for such documents; whether the body has to go is
 * judge's word. */
#ifndef SP_HTTPD_ERROR_DOCUMENT_H
#define SP_HTTPD_ERROR_DOCUMENT_H

#include "httpd/sp_private.h"

/** Whether r is the target of an ErrorDocument. */
int sp_error_document_inside(const request_rec *r);

/** Whether the administrator's own text answers where httpd fails a request.
 *  A path or URL there means that the document itself has failed. */
int sp_error_document_is_text(request_rec *r);

/** Whether an ErrorDocument can answer instead of the handler at work. */
int sp_error_document_can_take(request_rec *r);

/** Let it answer as soon as the handler is done: what that still sends has to
 *  be swallowed. */
void sp_error_document_take(request_rec *r);

void sp_error_document_register(void);

#endif /* SP_HTTPD_ERROR_DOCUMENT_H */
