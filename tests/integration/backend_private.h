/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What backend.c and fcgi.c share, and tests need not see. */
#ifndef BACKEND_PRIVATE_H
#define BACKEND_PRIVATE_H

#include "backend.h"

#include <pthread.h>

#define BACKEND_THREADS 512
#define BACKEND_REPLIES 640

struct backend_t {
    const reply_t *replies;
    int (*serve)(backend_t *b, int fd);
    int fd;
    int port;
    volatile int stopping;
    pthread_t acceptor;
    pthread_mutex_t lock; /* guards what follows, up to request */
    int used[BACKEND_REPLIES];
    int hits;
    int cut;
    char request[16384];
    char ended[BACKEND_THREADS]; /* guarded, too */
    int threads;
    pthread_t thread[BACKEND_THREADS];
    int fds[BACKEND_THREADS];
};

/** Send all bytes; returns 0 where the other side has gone. */
int backend_send(int fd, const char *bytes, size_t length);

/** Sleep so long, or until the other side closes or the test ends. */
void backend_wait(backend_t *b, int fd, int ms);

/** Count a hit and find its reply; NULL where there is none. */
const reply_t *backend_choose(backend_t *b, const char *path, size_t length);

/** Serve one FastCGI request; returns 0 where the answer was cut off. */
int fcgi_serve(backend_t *b, int fd);

#endif /* BACKEND_PRIVATE_H */
