/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A backend that answers with bytes that a test wrote down: over HTTP for
 * mod_proxy_http, over FastCGI for mod_proxy_fcgi. One thread a connection,
 * one response a connection; no more of either protocol than that takes. */
#ifndef BACKEND_H
#define BACKEND_H

#include <apr_pools.h>
#include <stddef.h>

typedef enum backend_framing_t {
    BACKEND_LENGTH,  /* Content-Length is added */
    BACKEND_CHUNKED, /* Transfer-Encoding: chunked is added */
    BACKEND_CLOSE,   /* neither: the end of the connection ends it; FastCGI:
                        without the record that tells the end */
    BACKEND_RAW,     /* head and body are sent as they are */
    BACKEND_LATE,    /* the same, wait_ms late; then the other side closes */
    BACKEND_EARLY    /* FastCGI: answers before it has read the body */
} backend_framing_t;

/** The answer to one path. A list of them ends with a path of NULL. */
typedef struct reply_t {
    const char *path; /* without the query */
    const char *head; /* "HTTP/1.1 404 Not Found\r\nContent-Type: …\r\n";
                         FastCGI: "Status: 404 Not Found\r\n…" */
    const char *body;
    size_t length; /* 0: strlen(body) */
    backend_framing_t framing;
    int repeat;  /* send the body so often more; -1: until it fails */
    int wait_ms; /* before each repetition */
    int times;   /* after so many hits the next entry of that path answers;
                    0: for ever */
} reply_t;

typedef struct backend_t backend_t;

/** Start an HTTP backend; @a replies must live as long. */
backend_t *backend_start(apr_pool_t *pool, const reply_t *replies);

/** The same for FastCGI: the path is that of REQUEST_URI. */
backend_t *backend_start_fcgi(apr_pool_t *pool, const reply_t *replies);

int backend_port(const backend_t *b);

/** How many requests were answered. */
int backend_hits(backend_t *b);

/** How many answers the other side did not let it finish. */
int backend_cut(backend_t *b);

/** The head of the last request (HTTP), e.g. to see what came through. */
const char *backend_last_request(backend_t *b, apr_pool_t *pool);

/** Stop it and wait for its threads. */
void backend_stop(backend_t *b);

/** A port on which nobody listens, and nobody else will until the end. */
int backend_dead_port(void);

#endif /* BACKEND_H */
