/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the client wishes: form, language and encoding, negotiated once for a
 * connection and remembered for its next request, which as a rule says the
 * same. */
#ifndef SP_WISHES_H
#define SP_WISHES_H

#include "negotiate.h"
#include "pages.h"

typedef struct sp_wishes_t {
    sp_form_choice_t form;
    int language; /* an index of the look's list */
    int gzip;
} sp_wishes_t;

/** Negotiate over what a look offers. */
sp_wishes_t sp_wishes_of(request_rec *r, const sp_pages_look_t *look);

#endif /* SP_WISHES_H */
