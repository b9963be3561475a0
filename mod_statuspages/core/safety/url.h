/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* How far an address in an attribute has come: whether what follows could
 * still choose its scheme or its host. Private to the room. */
#ifndef SP_CONTEXT_URL_H
#define SP_CONTEXT_URL_H

#include "safety/parts.h"

/** What an address is for. */
typedef enum sp_url_use_t {
    SP_URL_LINK,     /* a reader may go there */
    SP_URL_PICTURE,  /* a browser would load it: data: alone */
    SP_URL_PICTURES, /* the same in srcset: one, and its size */
    SP_URL_FRAGMENT, /* something in this page: #id */
    SP_URL_ANY       /* XML: nothing loads it */
} sp_url_use_t;

typedef struct sp_url_t {
    char use;
    char state;
    char len; /* of what was read of the scheme */
    char scheme[12];
} sp_url_t;

void sp_url_begin(sp_url_t *url, sp_url_use_t use);

/** One more character of the template. NULL, or why it can't stand there. */
const sp_refusal_t *sp_url_text(sp_url_t *url, char ch);

/** A value. NULL, or why it can't stand there. */
const sp_refusal_t *sp_url_value(sp_url_t *url, sp_kind_t kind);

/** Whether the same may follow at both. */
int sp_url_equal(const sp_url_t *a, const sp_url_t *b);

/** Where an address is that is at @a a or at @a b: nothing is trusted in the
 *  result that is not in both. */
sp_url_t sp_url_join(const sp_url_t *a, const sp_url_t *b);

#endif /* SP_CONTEXT_URL_H */
