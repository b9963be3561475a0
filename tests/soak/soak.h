/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the parts of the soak share: sites under load, what is asked of them,
 * and what is done to them meanwhile. See tests/README.md, "Soak". */
#ifndef SOAK_H
#define SOAK_H

#include "response.h"
#include "server.h"

#include <pthread.h>

/* What an answer of a kind is, and what may be asked along with it. */
enum {
    PAGE = 1,       /* one of ours: structure, form, language, token */
    EARLY = 2,      /* form and language are the server's own choice */
    NO_TOKEN = 4,   /* nothing of the request is in it */
    CLOSES = 8,     /* httpd closes the connection behind it */
    WIRE_ONLY = 16, /* no client library would send it, or HTTP/2 differs */
    HTACCESS = 32,  /* 404, or 500 while .htaccess is broken */
    ENGLISH = 64,   /* in part or in all, whatever language was asked for */
    GIVES_UP = 128  /* on a kept connection mod_proxy closes without a word */
};

/** One kind of request. @T in its texts stands for the request's token. */
typedef struct kind_t {
    const char *name;
    const char *method;
    const char *path;
    const char *more; /* what follows the other header lines: lines, or the
                         empty one and a body; NULL: nothing */
    int status;
    int is;
    const char *holds; /* in the body, or NULL */
    int weight;        /* how often, beside the others */
} kind_t;

extern const kind_t kinds[];
int kinds_count(void);

/* A moment of each change of a file: what was in force when. */
#define CHANGES 32

typedef struct history_t {
    pthread_mutex_t lock;
    int count;
    struct {
        long begin, end; /* the change itself took from … to */
        int bad;
    } change[CHANGES];
} history_t;

/** One server under load. */
typedef struct site_t {
    const char *name;
    int stormy; /* graceful, kills */
    int reload; /* StatusPagesReload On */
    int clients;
    server_t *server;
    history_t htaccess;
    history_t kills;
    history_t gracefuls;
    int graceful_count, kill_count, edit_count;
    int pids_killed[4096];
    int pids_count;
    long log_read;
    long teardowns; /* lines that httpd's own bug at SIGTERM makes */
    int child;      /* of a calm site, from its first sample on */
} site_t;

#define SITES 3
extern site_t sites[SITES];

/** One client: a thread with connections to one site. */
typedef struct client_t {
    site_t *site;
    int number;
    apr_pool_t *pool;
    unsigned seed;
    long asked;
    long *of_kind; /* answers that were right, by kind */
    long h2, http10, gzip, pipelined, hangups;
    long cut;  /* answers that a kill has cut */
    long idle; /* kept connections that were closed before an answer */
} client_t;

/** One request as it was sent. */
typedef struct ask_t {
    const kind_t *kind;
    const char *token;
    int form; /* of forms[] */
    const char *language;
    int gzip;
    int http;
    const char *before;  /* what the same connection was asked before it */
    const char *text;    /* all bytes, for the wire */
    const char *path;    /* for libcurl */
    const char *headers; /* for libcurl */
    long began;
} ask_t;

extern volatile int soak_over;
extern long soak_pause;

/** What a client does until the end; @a baton is its client_t. */
void *client_run(void *baton);

/** Compose a request. */
void ask_compose(ask_t *ask, client_t *c, const kind_t *kind);

/** NULL where this is the right answer, else what is wrong with it. */
const char *judge(const client_t *c, const ask_t *ask, const response_t *r);

/** Tell one mistake, and count it. Any thread. */
void mistake(const char *site, const char *what, const ask_t *ask,
             const response_t *r);
extern long mistakes;

/** Note that a change has begun or ended. */
void history_begin(history_t *h, int bad);
void history_end(history_t *h);

/** Which states were in force at any time between: 1 = good, 2 = bad, 3. */
int history_states(history_t *h, long from, long to);

/** Whether a change fell between. */
int history_changed(history_t *h, long from, long to);

/** Configure and start all sites, and their backends. */
void setup_sites(void);
void setup_stop(void);
extern const char *const forms[]; /* media types */
#define FORMS 5

/** Edits, gracefuls and kills; once a second. */
void storm(int second);

/** Judge the new lines of a site's log. */
void judge_log(site_t *site);

/** Take a sample of memory and descriptors of each site. */
void gauge_sample(void);

/** Judge the samples from number @a warm on; prints them. */
void gauge_judge(int warm);

/** The ids of a process's children that have several threads. */
int gauge_children(int pid, int *children, int room);

#endif /* SOAK_H */
