/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Kinds of errors for test_wire.c: what is sent, and which answers come. They
 * need its configuration. */
#ifndef WIRE_CASES_H
#define WIRE_CASES_H

#include "backend.h"

/** A kind of error. In its request @T is a token, @H the headers with it. */
typedef struct wire_case_t {
    const char *name;
    const char *method; /* of the request, or of the last one of several */
    int status[4];      /* of the answers, in order; 0 ends them */
    const char *request;
    int quiet; /* no page of ours, or one that can't hold the token */
} wire_case_t;

/** What the backend behind /up/ says. */
extern const reply_t wire_replies[];

/** Those that keep the connection. */
extern const wire_case_t wire_keeping[];
extern const int wire_keeping_count;

/** Those that close it. */
extern const wire_case_t wire_closing[];
extern const int wire_closing_count;

/** On a connection that is not fresh mod_proxy_http closes without a word, so
 * that the client asks again: a backend may have gone since. */
#define WIRE_NO_REUSE "502 of a silent backend"

#endif /* WIRE_CASES_H */
