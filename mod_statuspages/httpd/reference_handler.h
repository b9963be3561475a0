/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The handler "statuspages": the reference and, below it, the gallery. */
#ifndef SP_HTTPD_REFERENCE_HANDLER_H
#define SP_HTTPD_REFERENCE_HANDLER_H

#include "httpd/config.h"

/** httpd's handler hook: answers where "SetHandler statuspages" is in force,
 *  else DECLINED. */
int sp_reference_handler(request_rec *r);

#endif /* SP_HTTPD_REFERENCE_HANDLER_H */
