/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the client wishes: form, language and encoding, negotiated once for a
 * connection and remembered for its next request, which as a rule says the
 * same. */
#ifndef SP_WISHES_H
#define SP_WISHES_H

#include "negotiate/negotiate.h"
#include "httpd/pages.h"

typedef struct sp_client_prefs_t {
    sp_format_choice_t form;
    int language; /* an index of the appearance's list */
    int gzip;
} sp_client_prefs_t;

/** Negotiate over what an appearance offers. */
sp_client_prefs_t sp_client_prefs(request_rec *r,
                                  const sp_pages_appearance_t *appearance);

#endif /* SP_WISHES_H */
