/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A FastCGI responder, as little as mod_proxy_fcgi needs: one request a
 * connection, parameters and body read to their ends, the canned answer as
 * stdout records, and the end-of-request record. */
#include "backend_private.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
    FCGI_BEGIN = 1,
    FCGI_END = 3,
    FCGI_PARAMS = 4,
    FCGI_STDIN = 5,
    FCGI_STDOUT = 6
};
#define HEADER 8
#define LARGEST 32768

typedef struct record_t {
    unsigned char header[HEADER];
    char content[65536 + 256]; /* with padding */
    size_t length;             /* without */
} record_t;

static int receive(int fd, void *to, size_t length)
{
    return length == 0 || recv(fd, to, length, MSG_WAITALL) == (ssize_t)length;
}

static int read_record(int fd, record_t *rec)
{
    if (!receive(fd, rec->header, HEADER)) {
        return 0;
    }
    rec->length = ((size_t)rec->header[4] << 8) + rec->header[5];
    return receive(fd, rec->content, rec->length + rec->header[6]);
}

/* A name's or value's length: one byte, or four with the high bit set. */
static const unsigned char *read_length(const unsigned char *at,
                                        const unsigned char *end, size_t *n)
{
    if (at < end && *at < 128) {
        *n = *at;
        return at + 1;
    }
    if (end - at < 4) {
        *n = 0;
        return end;
    }
    *n = ((size_t)(at[0] & 127) << 24) + ((size_t)at[1] << 16) +
         ((size_t)at[2] << 8) + at[3];
    return at + 4;
}

/* The value of a parameter; its length goes to @a length. */
static const char *find_param(const char *params, size_t size, const char *name,
                              size_t *length)
{
    const unsigned char *at = (const unsigned char *)params;
    const unsigned char *end = at + size;

    while (at < end) {
        size_t n, v;

        at = read_length(at, end, &n);
        at = read_length(at, end, &v);
        if ((size_t)(end - at) < n + v) {
            break;
        }
        if (n == strlen(name) && memcmp(at, name, n) == 0) {
            *length = v;
            return (const char *)at + n;
        }
        at += n + v;
    }
    *length = 0;
    return "";
}

static int send_record(int fd, int type, const char *content, size_t length)
{
    char header[HEADER] = {1, 0, 0, 1, 0, 0, 0, 0};

    header[1] = (char)type;
    header[4] = (char)(length >> 8);
    header[5] = (char)(length & 255);
    return backend_send(fd, header, HEADER) &&
           backend_send(fd, content, length);
}

static int send_stdout(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        size_t n = length < LARGEST ? length : LARGEST;

        if (!send_record(fd, FCGI_STDOUT, bytes, n)) {
            return 0;
        }
        bytes += n;
        length -= n;
    }
    return 1;
}

static int send_reply(backend_t *b, int fd, const reply_t *r)
{
    static const char done[8] = {0};
    size_t length = r->length || !r->body ? r->length : strlen(r->body);
    int i, ok;

    if (r->framing == BACKEND_LATE) {
        backend_wait(b, fd, r->wait_ms);
    }
    ok = send_stdout(fd, r->head, strlen(r->head)) &&
         (!*r->head || send_stdout(fd, "\r\n", 2)) &&
         send_stdout(fd, r->body, length);
    for (i = 0; ok && !b->stopping && (r->repeat < 0 || i < r->repeat); i++) {
        text_sleep(r->wait_ms);
        ok = send_stdout(fd, r->body, length);
    }
    if (r->framing == BACKEND_CLOSE) {
        return ok;
    }
    return ok && send_record(fd, FCGI_STDOUT, "", 0) &&
           send_record(fd, FCGI_END, done, sizeof(done));
}

static const reply_t nothing = {
    "", "Status: 404 Not Found\r\n", "no such reply", 0, BACKEND_RAW, 0, 0, 0};

/* A request, as far as an answer needs it. */
typedef struct fcgi_request_t {
    record_t rec;
    char params[65536];
    size_t size;
    const reply_t *reply; /* chosen when the parameters are known */
    int whole;            /* the body has come to its end */
} fcgi_request_t;

static void choose(backend_t *b, fcgi_request_t *q)
{
    size_t n;
    const char *uri = find_param(q->params, q->size, "REQUEST_URI", &n);
    const char *query = memchr(uri, '?', n);

    q->reply = backend_choose(b, uri, query ? (size_t)(query - uri) : n);
    if (q->reply == NULL) {
        q->reply = &nothing;
    }
}

/* Take one more record; returns 0 where there is none. */
static int take_record(backend_t *b, int fd, fcgi_request_t *q)
{
    if (!read_record(fd, &q->rec)) {
        return 0;
    }
    if (q->rec.header[1] == FCGI_PARAMS && q->rec.length == 0) {
        choose(b, q);
    }
    else if (q->rec.header[1] == FCGI_PARAMS &&
             q->size + q->rec.length <= sizeof(q->params)) {
        memcpy(q->params + q->size, q->rec.content, q->rec.length);
        q->size += q->rec.length;
    }
    q->whole = q->rec.header[1] == FCGI_STDIN && q->rec.length == 0;
    return 1;
}

int fcgi_serve(backend_t *b, int fd)
{
    fcgi_request_t *q = calloc(1, sizeof(*q));
    int ok = 1;

    while (!q->whole && take_record(b, fd, q) &&
           (q->reply == NULL || q->reply->framing != BACKEND_EARLY)) {
    }
    if (q->reply != NULL && (q->whole || q->reply->framing == BACKEND_EARLY)) {
        ok = send_reply(b, fd, q->reply);
    }
    free(q);
    return ok;
}
