/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The handler "statuspages": the reference and, below it, the gallery. */
#ifndef SP_REFERENCE_HANDLER_H
#define SP_REFERENCE_HANDLER_H

#include "config.h"
#include "page.h"

int sp_reference_handler(request_rec *r);

/** A page that a reader asks for. */
typedef struct sp_sheet_t {
    const char *type; /* its Content-Type */
    const char *body;
    apr_size_t len;
} sp_sheet_t;

/**
 * Fill a page that reads no fact but variables, and set the headers that
 * describe and protect it, but not how it may be stored.
 */
void sp_reference_fill(sp_sheet_t *sheet, request_rec *r, const sp_look_t *look,
                       const sp_page_t *page);

/** Send it. */
int sp_reference_send(request_rec *r, const sp_sheet_t *sheet);

#endif /* SP_REFERENCE_HANDLER_H */
