/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* One HTTP/1.1 connection to 127.0.0.1 that asks and reads, one response
 * after another. Knows lengths and chunks; knows no redirects, no pipelines
 * and no second try. */
#ifndef BENCH_HTTP_H
#define BENCH_HTTP_H

#include <stddef.h>

/** A connection and the bytes of its latest response. */
typedef struct http_t {
    int fd;
    char *data;
    size_t length;
    size_t room;
} http_t;

/** One response. It points into its connection, until the next one. */
typedef struct reply_t {
    int status;
    char type[128];    /* Content-Type, or "" */
    char encoding[32]; /* Content-Encoding, or "" */
    const char *body;
    size_t length; /* of the body, as it was sent, chunks taken apart */
    size_t wire;   /* of head and body */
} reply_t;

/** Connect; tries again until @a seconds have gone by. 0, or -1. */
int http_open(http_t *http, int port, int seconds);

/** Send a request and read its response. NULL, or what went wrong. */
const char *http_ask(http_t *http, const char *request, size_t length,
                     reply_t *reply);

/** Close it, and free what it holds. */
void http_close(http_t *http);

#endif /* BENCH_HTTP_H */
