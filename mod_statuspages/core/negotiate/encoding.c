/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Accept-Encoding -> gzip or not; see negotiate.h. Other codings are nobody's
 * business here: pages are stitched from gzip blocks or sent as they are. */
#include "negotiate/negotiate.h"
#include "negotiate/accept.h"

#include <stddef.h>

/* The codings that matter, by what the client says of each; -1: nothing. */
typedef struct codings_t {
    int gzip;
    int x_gzip; /* the same coding under its old name */
    int identity;
    int any;
} codings_t;

static int *find_coding(codings_t *c, const sp_accept_t *coding)
{
    if (SP_ACCEPT_IS(coding, "gzip")) {
        return &c->gzip;
    }
    if (SP_ACCEPT_IS(coding, "x-gzip")) {
        return &c->x_gzip;
    }
    if (SP_ACCEPT_IS(coding, "identity")) {
        return &c->identity;
    }
    if (SP_ACCEPT_IS(coding, "*")) {
        return &c->any;
    }
    return NULL;
}

int sp_negotiate_gzip(const char *accept_encoding)
{
    codings_t c = {-1, -1, -1, -1};
    sp_accept_t coding;
    int gzip;
    int *q;

    while (accept_encoding && sp_accept_next(&accept_encoding, &coding)) {
        q = find_coding(&c, &coding);
        /* of several the best counts, but a refusal is one */
        if (q && (coding.q == 0 || (*q != 0 && *q < coding.q))) {
            *q = coding.q;
        }
    }
    gzip = c.gzip >= 0 ? c.gzip : c.x_gzip >= 0 ? c.x_gzip : c.any;
    /* An identity that nobody speaks of is allowed, but not preferred. */
    return gzip > 0 && gzip >= (c.identity >= 0 ? c.identity : c.any);
}
