/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Raw connections; see wire.h. */
#include "wire.h"
#include "text.h"

#include <apr_strings.h>
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define LONGEST_WAIT 20000

void wire_or_skip(const server_t *s)
{
    server_only_http_1(s, "bytes of HTTP/1 on a connection");
    server_only_plain(s, "bytes on a connection");
}

wire_t *wire_open(server_t *s)
{
    wire_t *w = apr_pcalloc(s->pool, sizeof(*w));
    struct sockaddr_in addr;
    int on = 1;

    wire_or_skip(s);
    memset(&addr, 0, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_port = htons((unsigned short)s->port);
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    w->server = s;
    w->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (w->fd < 0 ||
        connect(w->fd, (struct sockaddr *)&addr, sizeof(addr)) != 0) {
        text_die("can't connect to %s: %s", s->name, strerror(errno));
    }
    setsockopt(w->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    return w;
}

void wire_send(wire_t *w, const char *bytes, size_t length)
{
    size_t left = length ? length : strlen(bytes);

    while (left > 0) {
        ssize_t n = send(w->fd, bytes, left, MSG_NOSIGNAL);

        if (n < 0) {
            break; /* it has closed: what it said before can be read */
        }
        bytes += n;
        left -= (size_t)n;
    }
    w->sent_at = text_now();
}

void wire_end(wire_t *w)
{
    shutdown(w->fd, SHUT_WR);
}

/* Receive some bytes; 0 where none came until then, or it has closed. */
static int receive(wire_t *w, long until)
{
    struct pollfd p = {w->fd, POLLIN, 0};
    long wait = until - text_now();
    char buf[16384];
    ssize_t n;
    char *grown;

    if (w->closed || poll(&p, 1, wait > 0 ? (int)wait : 0) <= 0) {
        return 0;
    }
    n = recv(w->fd, buf, sizeof(buf), 0);
    if (n <= 0) {
        w->closed = 1;
        return 0;
    }
    grown = realloc(w->data, w->length + (size_t)n + 1);
    if (grown == NULL) {
        text_die("no memory for a response");
    }
    memcpy(grown + w->length, buf, (size_t)n);
    w->data = grown;
    w->length += (size_t)n;
    w->data[w->length] = '\0';
    return 1;
}

static void take(wire_t *w, size_t n)
{
    w->length -= n;
    memmove(w->data, w->data + n, w->length + 1);
}

/* The next line without its end, or NULL where none comes in time. */
static char *read_line(wire_t *w, long until)
{
    char *end, *line;

    while (w->data == NULL ||
           (end = memchr(w->data, '\n', w->length)) == NULL) {
        if (!receive(w, until)) {
            return NULL;
        }
    }
    line =
        apr_pstrmemdup(w->server->pool, w->data, (apr_size_t)(end - w->data));
    take(w, (size_t)(end - w->data) + 1);
    line[strcspn(line, "\r")] = '\0';
    return line;
}

/* Append the next @a n bytes to the body. */
static int read_bytes(wire_t *w, response_t *r, size_t n, long until)
{
    char *body;

    while (w->length < n) {
        if (!receive(w, until)) {
            return 0;
        }
    }
    body = apr_palloc(w->server->pool, r->length + n + 1);
    memcpy(body, r->body, r->length);
    if (n > 0) {
        memcpy(body + r->length, w->data, n);
        take(w, n);
    }
    r->length += n;
    body[r->length] = '\0';
    r->body = body;
    return 1;
}

static const char *read_chunks(wire_t *w, response_t *r, long until)
{
    for (;;) {
        char *line = read_line(w, until), *end;
        unsigned long size = line ? strtoul(line, &end, 16) : 0;

        if (line == NULL || end == line) {
            return "a chunk's length is missing";
        }
        if (size == 0) {
            break;
        }
        if (!read_bytes(w, r, size, until) || read_line(w, until) == NULL) {
            return "a chunk is cut off";
        }
    }
    for (;;) { /* trailers */
        char *line = read_line(w, until);

        if (line == NULL) {
            return "the last chunk's end is missing";
        }
        if (*line == '\0') {
            return NULL;
        }
    }
}

static const char *read_body(wire_t *w, response_t *r, const char *method,
                             long until)
{
    const char *coding = response_header(r, "Transfer-Encoding");
    const char *length = response_header(r, "Content-Length");

    if (strcmp(method, "HEAD") == 0 || r->status == 204 || r->status == 304 ||
        r->status < 200) {
        return NULL;
    }
    if (coding != NULL && strcasecmp(coding, "chunked") == 0) {
        return length ? "both Content-Length and chunks"
                      : read_chunks(w, r, until);
    }
    if (length != NULL) {
        return read_bytes(w, r, strtoul(length, NULL, 10), until)
                   ? NULL
                   : "the body is cut off";
    }
    while (receive(w, until)) {
    }
    read_bytes(w, r, w->length, until);
    return w->closed ? NULL : "no length, but it does not close";
}

static const char *read_head(wire_t *w, response_t *r, long until)
{
    char *line = read_line(w, until);

    r->first_byte_ms = text_now() - w->sent_at;
    if (line == NULL) {
        return w->closed ? "closed without a response" : "no response";
    }
    if (!response_status_line(r, w->server->pool, line)) {
        return apr_pstrcat(w->server->pool, "no status line: ", line, NULL);
    }
    while ((line = read_line(w, until)) != NULL && *line != '\0') {
        if (!response_header_line(r, w->server->pool, line)) {
            return apr_pstrcat(w->server->pool, "no header: ", line, NULL);
        }
    }
    return line == NULL ? "the headers are cut off" : NULL;
}

response_t *wire_read(wire_t *w, const char *method)
{
    long until = text_now() + text_patience(LONGEST_WAIT);
    response_t *r = response_new(w->server->pool);

    r->fault = read_head(w, r, until);
    if (r->fault == NULL) {
        r->fault = read_body(w, r, method, until);
    }
    r->total_ms = text_now() - w->sent_at;
    return r;
}

const char *wire_rest(wire_t *w, long ms)
{
    long until = text_now() + ms;

    while (receive(w, until)) {
    }
    return w->data ? apr_pstrmemdup(w->server->pool, w->data, w->length) : "";
}

int wire_is_closed(wire_t *w, long ms)
{
    wire_rest(w, ms);
    return w->closed;
}

void wire_close(wire_t *w)
{
    close(w->fd);
    free(w->data);
    w->data = NULL;
    w->length = 0;
}

response_t *wire_exchange(server_t *s, const char *bytes, size_t length)
{
    wire_t *w = wire_open(s);
    response_t *r;

    wire_send(w, bytes, length);
    r = wire_read(w, "GET");
    wire_close(w);
    return r;
}
