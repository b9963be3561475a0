/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A response as data, however it was fetched. Header names are looked up
 * case aside; duplicates stay apart and in order. */
#ifndef RESPONSE_H
#define RESPONSE_H

#include <apr_pools.h>
#include <apr_tables.h>

typedef struct response_t {
    int status;         /* 0 where none came */
    int http;           /* 9, 10, 11, 20: of the status line */
    const char *reason; /* "" over HTTP/2 */
    apr_table_t *headers;
    const char *body; /* NUL-terminated, decoded from chunks */
    apr_size_t length;
    long first_byte_ms; /* from the last byte sent to the first received */
    long total_ms;      /* … to the last one received */
    const char *fault;  /* why it is not a whole response, or NULL */
} response_t;

/** A response that holds nothing yet. */
response_t *response_new(apr_pool_t *pool);

/** Read "HTTP/1.1 404 Not Found"; returns 0 where it is none. */
int response_status_line(response_t *r, apr_pool_t *pool, const char *line);

/** Add "Name: value"; returns 0 where it is none. */
int response_header_line(response_t *r, apr_pool_t *pool, const char *line);

/** The first value of a header, or NULL. */
const char *response_header(const response_t *r, const char *name);

/** How many header lines of that name there are. */
int response_header_count(const response_t *r, const char *name);

/** The values of all lines of that name, joined by ", "; or NULL. */
const char *response_header_all(const response_t *r, apr_pool_t *pool,
                                const char *name);

/**
 * The body as it was before gzip, NUL-terminated, its length in @a length;
 * the body itself where it is not compressed, NULL where gzip is broken.
 */
const char *response_text(const response_t *r, apr_pool_t *pool,
                          apr_size_t *length);

/** Whether it announces that the connection will be closed. */
int response_closes(const response_t *r);

/** Print it to stderr, for a failed test. */
void response_dump(const response_t *r);

#endif /* RESPONSE_H */
