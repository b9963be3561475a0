/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A well-behaved client (libcurl): every call uses a connection of its own.
 * What libcurl would refuse to send goes through wire.h. */
#ifndef CLIENT_H
#define CLIENT_H

#include "response.h"
#include "server.h"

typedef struct request_t {
    const char *method;  /* NULL: GET */
    const char *path;    /* sent as it is */
    const char *headers; /* "Accept: text/html\nX-Other: 1"; none else than
                            Host is sent by itself */
    const char *body;    /* or NULL */
    const char *user;    /* "name:password", or NULL */
    const char *proxy;   /* 1: ask this server to fetch this URL; or NULL */
    int digest;          /* 1: answer a Digest challenge, not Basic */
    int http;            /* 10, 11, 20; 0 means what the server speaks */
    int port;            /* another's, who speaks HTTP/1.1 without TLS;
                            0: the server's own */
    int ungzip;          /* 1: take gzip, and undo it */
    const char *decode;  /* or "br", "gzip, br": take these, and undo them */
} request_t;

/**
 * Send it and read the answer; never NULL, fault is set where it failed, or
 * where the answer came over another version of HTTP than was asked for.
 */
response_t *client_send(server_t *s, const request_t *request);

/** Whether libcurl can undo brotli. */
int client_knows_brotli(void);

/** GET @a path with these headers ("" or NULL: none). */
response_t *client_get(server_t *s, const char *path, const char *headers);

/** GET @a path asking for JSON problem details. */
response_t *client_json(server_t *s, const char *path);

#endif /* CLIENT_H */
