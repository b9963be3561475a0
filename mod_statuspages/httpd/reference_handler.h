/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The handler "statuspages": the reference and, below it, the gallery. */
#ifndef SP_REFERENCE_HANDLER_H
#define SP_REFERENCE_HANDLER_H

#include "config.h"
#include "page.h"

int sp_reference_handler(request_rec *r);

/** Send a page without live facts, with an ETag; answers conditions. */
int sp_reference_send(request_rec *r, const sp_page_t *page, const char *type);

#endif /* SP_REFERENCE_HANDLER_H */
