/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See http.h. Strict on purpose: a response that is cut short, followed by
 * other bytes, or that ends the connection is a fault, never a number in a
 * table. */
#include "http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE 120     /* seconds without a byte; valgrind is slow */
#define ROOM_MAX 4194304 /* no response here is longer */

static int try_connect(int port)
{
    struct timeval patience = {PATIENCE, 0};
    struct sockaddr_in addr;
    int on = 1;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    memset(&addr, 0, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_port = htons((unsigned short)port);
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&addr, sizeof(addr)) != 0) {
        close(fd);
        return -1;
    }
    if (fd >= 0) {
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    }
    return fd;
}

int http_open(http_t *http, int port, int seconds)
{
    const struct timespec pause = {0, 50000000};
    time_t until = time(NULL) + seconds;

    memset(http, 0, sizeof(*http));
    while ((http->fd = try_connect(port)) < 0 && time(NULL) < until) {
        nanosleep(&pause, NULL);
    }
    return http->fd < 0 ? -1 : 0;
}

void http_close(http_t *http)
{
    if (http->fd >= 0) {
        close(http->fd);
    }
    free(http->data);
    memset(http, 0, sizeof(*http));
    http->fd = -1;
}

/* Room for one more byte at least, and for a NUL. */
static int grow(http_t *http)
{
    size_t room = http->room ? http->room * 2 : 65536;
    char *data;

    if (http->length + 1 < http->room) {
        return 0;
    }
    data = room <= ROOM_MAX ? realloc(http->data, room) : NULL;
    if (data == NULL) {
        return -1;
    }
    http->data = data;
    http->room = room;
    return 0;
}

static const char *receive(http_t *http)
{
    ssize_t n;

    if (grow(http) != 0) {
        return "the response is too long";
    }
    do { /* a program that was stopped and goes on is interrupted here */
        n = recv(http->fd, http->data + http->length,
                 http->room - http->length - 1, 0);
    } while (n < 0 && errno == EINTR);
    if (n == 0) {
        return "the server closed the connection";
    }
    if (n < 0) {
        return "the server is silent";
    }
    http->length += (size_t)n;
    http->data[http->length] = '\0';
    return NULL;
}

static const char *send_all(http_t *http, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = send(http->fd, bytes, length, MSG_NOSIGNAL);
        if (n < 0) {
            return "the server takes no request";
        }
        bytes += n;
        length -= (size_t)n;
    }
    return NULL;
}

/* The value of a header line of a NUL-terminated head; 0 if there is none. */
static int header(const char *head, const char *name, char *value, size_t room)
{
    size_t len = strlen(name);
    const char *line = head;

    value[0] = '\0';
    while ((line = strstr(line, "\r\n")) != NULL) {
        line += 2;
        if (strncasecmp(line, name, len) == 0 && line[len] == ':') {
            const char *from = line + len + 1 + strspn(line + len + 1, " \t");
            snprintf(value, room, "%.*s", (int)strcspn(from, "\r\n"), from);
            return 1;
        }
    }
    return 0;
}

/* Read until there is an end of line at or after @a at; @a end is its
 * offset. */
static const char *find_line(http_t *http, size_t at, size_t *end)
{
    for (;;) {
        const char *found = strstr(http->data + at, "\r\n");
        const char *fault;
        if (found != NULL) {
            *end = (size_t)(found - http->data);
            return NULL;
        }
        fault = receive(http);
        if (fault != NULL) {
            return fault;
        }
    }
}

static const char *read_up_to(http_t *http, size_t length)
{
    const char *fault = NULL;

    while (fault == NULL && http->length < length) {
        fault = receive(http);
    }
    return fault;
}

/* Take the chunks from @a at on apart, in place. */
static const char *read_chunks(http_t *http, size_t at, reply_t *reply)
{
    size_t out = at;
    size_t body = at;

    for (;;) {
        size_t end = 0;
        size_t size;
        const char *fault = find_line(http, at, &end);
        if (fault == NULL) {
            size = strtoul(http->data + at, NULL, 16);
            at = end + 2;
            fault = size > ROOM_MAX ? "the response is too long"
                                    : read_up_to(http, at + size + 2);
        }
        if (fault != NULL) {
            return fault;
        }
        memmove(http->data + out, http->data + at, size);
        out += size;
        at += size + 2;
        if (size == 0) {
            break;
        }
    }
    reply->body = http->data + body;
    reply->length = out - body;
    return at == http->length ? NULL : "bytes follow the response";
}

static const char *read_length(http_t *http, size_t at, const char *digits,
                               reply_t *reply)
{
    size_t length = strtoul(digits, NULL, 10);
    const char *fault = length > ROOM_MAX ? "the response is too long"
                                          : read_up_to(http, at + length);

    reply->body = http->data + at;
    reply->length = length;
    if (fault == NULL && at + length != http->length) {
        fault = "bytes follow the response";
    }
    return fault;
}

/* Read until the head is complete, and end it with a NUL; body's offset. */
static const char *read_head(http_t *http, size_t *at)
{
    const char *fault = receive(http);
    char *end = NULL;

    while (fault == NULL && (end = strstr(http->data, "\r\n\r\n")) == NULL) {
        fault = receive(http);
    }
    if (fault == NULL) {
        *end = '\0';
        *at = (size_t)(end - http->data) + 4;
    }
    return fault;
}

const char *http_ask(http_t *http, const char *request, size_t length,
                     reply_t *reply)
{
    char value[64];
    size_t at = 0;
    const char *fault;

    memset(reply, 0, sizeof(*reply));
    http->length = 0;
    fault = send_all(http, request, length);
    if (fault == NULL) {
        fault = read_head(http, &at);
    }
    if (fault != NULL) {
        return fault;
    }
    if (sscanf(http->data, "HTTP/1.1 %3d", &reply->status) != 1) {
        return "the response is not HTTP/1.1";
    }
    header(http->data, "Content-Type", reply->type, sizeof(reply->type));
    header(http->data, "Content-Encoding", reply->encoding,
           sizeof(reply->encoding));
    if (header(http->data, "Content-Length", value, sizeof(value))) {
        fault = read_length(http, at, value, reply);
    }
    else if (header(http->data, "Transfer-Encoding", value, sizeof(value))) {
        fault = read_chunks(http, at, reply);
    }
    else {
        fault = "the response has no length";
    }
    reply->wire = http->length;
    return fault;
}
