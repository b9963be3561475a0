/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Threads that answer with canned bytes; see backend.h. How FastCGI wraps
 * them is the business of fcgi.c. */
#include "backend.h"
#include "backend_private.h"
#include "text.h"

#include <apr_strings.h>
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define LINGER 5000 /* ms for the other side to close */

/* A listening socket on a free port; without listen() it stays dead. */
static int bind_socket(int *port, int dead)
{
    struct sockaddr_in addr;
    socklen_t length = sizeof(addr);
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    memset(&addr, 0, sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || bind(fd, (struct sockaddr *)&addr, sizeof(addr)) != 0 ||
        getsockname(fd, (struct sockaddr *)&addr, &length) != 0 ||
        (!dead && listen(fd, 64) != 0)) {
        text_die("no socket for a backend: %s", strerror(errno));
    }
    *port = ntohs(addr.sin_port);
    return fd;
}

int backend_dead_port(void)
{
    int port;

    bind_socket(&port, 1);
    return port;
}

int backend_send(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = send(fd, bytes, length, MSG_NOSIGNAL);

        if (n <= 0) {
            return 0;
        }
        bytes += n;
        length -= (size_t)n;
    }
    return 1;
}

/* Read the request's head (and what came with it) into @a buf. */
static int read_head(int fd, char *buf, size_t room)
{
    size_t n = 0;

    while (n < room - 1) {
        ssize_t got = recv(fd, buf + n, room - 1 - n, 0);

        if (got <= 0) {
            return 0;
        }
        n += (size_t)got;
        buf[n] = '\0';
        if (strstr(buf, "\r\n\r\n") != NULL) {
            return 1;
        }
    }
    return 0;
}

const reply_t *backend_choose(backend_t *b, const char *path, size_t length)
{
    const reply_t *found = NULL;
    int i;

    pthread_mutex_lock(&b->lock);
    b->hits++;
    for (i = 0; b->replies[i].path != NULL && found == NULL; i++) {
        const reply_t *r = &b->replies[i];

        if (strlen(r->path) == length && memcmp(r->path, path, length) == 0 &&
            (r->times == 0 || b->used[i] < r->times)) {
            b->used[i]++;
            found = r;
        }
    }
    pthread_mutex_unlock(&b->lock);
    return found;
}

/* What the other side still sends is thrown away. */
void backend_wait(backend_t *b, int fd, int ms)
{
    long until = text_now() + ms;
    struct pollfd p = {0};
    char rest[4096];

    p.fd = fd;
    p.events = POLLIN;
    while (!b->stopping && text_now() < until) {
        if (poll(&p, 1, 20) > 0 &&
            recv(fd, rest, sizeof(rest), MSG_DONTWAIT) <= 0) {
            return;
        }
    }
}

static int send_part(int fd, const reply_t *r, size_t length)
{
    char line[32];

    if (r->framing != BACKEND_CHUNKED || length == 0) {
        return backend_send(fd, r->body, length);
    }
    snprintf(line, sizeof(line), "%lx\r\n", (unsigned long)length);
    return backend_send(fd, line, strlen(line)) &&
           backend_send(fd, r->body, length) && backend_send(fd, "\r\n", 2);
}

static int send_reply(backend_t *b, int fd, const reply_t *r, int head_only)
{
    size_t length = r->length || !r->body ? r->length : strlen(r->body);
    char line[64] = "Connection: close\r\n\r\n";
    int i, ok, as_it_is = r->framing >= BACKEND_RAW;

    if (r->framing == BACKEND_LATE) {
        backend_wait(b, fd, r->wait_ms);
    }
    if (r->framing == BACKEND_LENGTH) {
        snprintf(line, sizeof(line),
                 "Content-Length: %lu\r\nConnection: close\r\n\r\n",
                 (unsigned long)(length * (size_t)(r->repeat + 1)));
    }
    else if (r->framing == BACKEND_CHUNKED) {
        snprintf(line, sizeof(line),
                 "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
    }
    ok = backend_send(fd, r->head, strlen(r->head)) &&
         (as_it_is || backend_send(fd, line, strlen(line)));
    if (head_only) {
        return ok;
    }
    ok = ok && send_part(fd, r, length);
    for (i = 0; ok && !b->stopping && (r->repeat < 0 || i < r->repeat); i++) {
        text_sleep(r->wait_ms);
        ok = send_part(fd, r, length);
    }
    if (r->framing == BACKEND_LATE) {
        shutdown(fd, SHUT_WR);
        backend_wait(b, fd, LINGER);
    }
    return ok &&
           (r->framing != BACKEND_CHUNKED || backend_send(fd, "0\r\n\r\n", 5));
}

static const reply_t nothing = {
    "", "HTTP/1.1 404 Not Found\r\n", "no such reply", 0, BACKEND_LENGTH, 0, 0,
    0};

/* One request, one answer. Returns 0 where the answer was cut off. */
static int serve_http(backend_t *b, int fd)
{
    char buf[16384];
    const char *path;
    const reply_t *r;

    if (!read_head(fd, buf, sizeof(buf)) || (path = strchr(buf, ' ')) == NULL) {
        return 1;
    }
    pthread_mutex_lock(&b->lock);
    snprintf(b->request, sizeof(b->request), "%s", buf);
    pthread_mutex_unlock(&b->lock);
    r = backend_choose(b, path + 1, strcspn(path + 1, "? \r\n"));
    return send_reply(b, fd, r ? r : &nothing, strncmp(buf, "HEAD ", 5) == 0);
}

typedef struct connection_t {
    backend_t *backend;
    int fd;
    int place;
} connection_t;

static void *serve(void *baton)
{
    connection_t *c = baton;
    backend_t *b = c->backend;
    int ok = b->serve(b, c->fd);

    if (!ok && !b->stopping) {
        pthread_mutex_lock(&b->lock);
        b->cut++;
        pthread_mutex_unlock(&b->lock);
    }
    shutdown(c->fd, SHUT_WR);
    close(c->fd);
    pthread_mutex_lock(&b->lock);
    b->ended[c->place] = 1;
    pthread_mutex_unlock(&b->lock);
    free(c);
    return NULL;
}

/* Where a connection that has ended was, else a new place; -1: there is none
 * at this moment. */
static int find_place(backend_t *b)
{
    int i, place = -1;

    pthread_mutex_lock(&b->lock);
    for (i = 0; i < b->threads && place < 0; i++) {
        place = b->ended[i] ? i : -1;
    }
    pthread_mutex_unlock(&b->lock);
    if (place < 0) {
        return b->threads < BACKEND_THREADS ? b->threads++ : -1;
    }
    pthread_join(b->thread[place], NULL);
    close(b->fds[place]);
    b->ended[place] = 0;
    return place;
}

static int wait_for_place(backend_t *b)
{
    int place;

    while ((place = find_place(b)) < 0 && !b->stopping) {
        text_sleep(5);
    }
    return place;
}

static void *accept_all(void *baton)
{
    backend_t *b = baton;

    while (!b->stopping) {
        struct timeval limit = {30, 0};
        connection_t *c;
        int fd = accept(b->fd, NULL, NULL);
        int place = fd < 0 ? -1 : wait_for_place(b);

        if (place < 0) {
            break;
        }
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
        c = malloc(sizeof(*c));
        c->backend = b;
        c->fd = fd;
        c->place = place;
        b->fds[place] = dup(fd); /* for backend_stop() to shut down */
        pthread_create(&b->thread[place], NULL, serve, c);
    }
    return NULL;
}

static backend_t *start(apr_pool_t *pool, const reply_t *replies,
                        int (*with)(backend_t *, int))
{
    backend_t *b = apr_pcalloc(pool, sizeof(*b));
    int count = 0;

    while (replies[count].path != NULL) {
        count++;
    }
    if (count > BACKEND_REPLIES) {
        text_die("a backend knows at most %d replies", BACKEND_REPLIES);
    }
    b->replies = replies;
    b->serve = with;
    b->fd = bind_socket(&b->port, 0);
    pthread_mutex_init(&b->lock, NULL);
    pthread_create(&b->acceptor, NULL, accept_all, b);
    return b;
}

backend_t *backend_start(apr_pool_t *pool, const reply_t *replies)
{
    return start(pool, replies, serve_http);
}

backend_t *backend_start_fcgi(apr_pool_t *pool, const reply_t *replies)
{
    return start(pool, replies, fcgi_serve);
}

int backend_port(const backend_t *b)
{
    return b->port;
}

static int locked(backend_t *b, const int *counter)
{
    int n;

    pthread_mutex_lock(&b->lock);
    n = *counter;
    pthread_mutex_unlock(&b->lock);
    return n;
}

int backend_hits(backend_t *b)
{
    return locked(b, &b->hits);
}

int backend_cut(backend_t *b)
{
    return locked(b, &b->cut);
}

const char *backend_last_request(backend_t *b, apr_pool_t *pool)
{
    const char *copy;

    pthread_mutex_lock(&b->lock);
    copy = apr_pstrdup(pool, b->request);
    pthread_mutex_unlock(&b->lock);
    return copy;
}

void backend_stop(backend_t *b)
{
    int i;

    b->stopping = 1;
    shutdown(b->fd, SHUT_RDWR);
    pthread_join(b->acceptor, NULL);
    close(b->fd);
    for (i = 0; i < b->threads; i++) {
        shutdown(b->fds[i], SHUT_RDWR);
        pthread_join(b->thread[i], NULL);
        close(b->fds[i]);
    }
}
