/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Bytes on a connection: for requests that no client library would send, and
 * for reading exactly one response after another, so that a second answer to
 * one request is noticed. HTTP/1 without TLS only: where the run asks for
 * another protocol, the test that opens a connection is skipped. */
#ifndef WIRE_H
#define WIRE_H

#include "response.h"
#include "server.h"

typedef struct wire_t {
    server_t *server;
    int fd;
    char *data; /* what was received and not taken yet */
    size_t length;
    long sent_at; /* when the last byte was sent */
    int closed;   /* the other side has closed */
} wire_t;

/** Skip this test where the server's port takes no bytes of HTTP/1; for who has
 * something to declare before the connection is opened. */
void wire_or_skip(const server_t *s);

/** A new connection to the server. */
wire_t *wire_open(server_t *s);

/** Send these bytes; @a length may be 0 for a string. */
void wire_send(wire_t *w, const char *bytes, size_t length);

/** Say that nothing more is sent; answers are still read. */
void wire_end(wire_t *w);

/**
 * Read one response, no byte more, to a request with @a method: by
 * Content-Length, chunks, or to the end of the connection. Never NULL; fault
 * says what was wrong (nothing came, framing, too late).
 */
response_t *wire_read(wire_t *w, const char *method);

/**
 * What else arrives within @a ms, e.g. a response to no request; "" where
 * nothing does.
 */
const char *wire_rest(wire_t *w, long ms);

/** Whether the other side closes within @a ms. */
int wire_is_closed(wire_t *w, long ms);

void wire_close(wire_t *w);

/** A connection, these bytes, one response, done. */
response_t *wire_exchange(server_t *s, const char *bytes, size_t length);

#endif /* WIRE_H */
