/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Accept-Encoding -> gzip or not; see negotiate.h. Refuses to know other
 * codings: pages go out as gzip or as they are. */
#include "negotiate/negotiate.h"
#include "negotiate/accept.h"

#include <stddef.h>

/* x-gzip is the same coding under its old name. */
enum { GZIP, X_GZIP, IDENTITY, ANY, CODINGS };

static const sp_accept_name_t codings[CODINGS] = {
    SP_ACCEPT_NAME("gzip"), SP_ACCEPT_NAME("x-gzip"),
    SP_ACCEPT_NAME("identity"), SP_ACCEPT_NAME("*")};

int sp_negotiate_gzip(const char *accept_encoding)
{
    int q[CODINGS] = {-1, -1, -1, -1}; /* -1: not named */
    sp_accept_t element;
    int gzip, identity;
    int i;

    while (accept_encoding && sp_accept_next(&accept_encoding, &element)) {
        i = sp_accept_find(&element, codings, CODINGS);
        /* of several the best counts, but a refusal is one */
        if (i >= 0 && (element.q == 0 || (q[i] != 0 && q[i] < element.q))) {
            q[i] = element.q;
        }
    }
    gzip = q[GZIP] >= 0 ? q[GZIP] : q[X_GZIP] >= 0 ? q[X_GZIP] : q[ANY];
    /* An identity that nobody speaks of is allowed, but not preferred. */
    identity = q[IDENTITY] >= 0 ? q[IDENTITY] : q[ANY];
    return gzip > 0 && gzip >= identity;
}
