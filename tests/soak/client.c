/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* One client of the soak: keeps connections, pipelines, speaks HTTP/2 now and
 * then, and hangs up in the middle. Every answer is judged; one that breaks
 * off is forgiven where a child was killed just then, and nowhere else. */
#include "client.h"
#include "rows.h"
#include "soak.h"
#include "text.h"
#include "wire.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define A_CONNECTION 12 /* requests on one, at most */
#define AFTER_KILL 3000 /* ms in which a broken answer is the kill's */
#define AFTER_GRACEFUL 3000
#define PIPELINE 3

static int chance(client_t *c, int of)
{
    return rand_r(&c->seed) % of;
}

static const kind_t *choose(client_t *c)
{
    static int all;
    int i, n;

    if (all == 0) {
        for (i = 0, n = 0; i < kinds_count(); i++) {
            n += kinds[i].weight;
        }
        all = n; /* the same whichever thread says so */
    }
    n = chance(c, all);
    for (i = 0; n >= kinds[i].weight; i++) {
        n -= kinds[i].weight;
    }
    return &kinds[i];
}

static void note(client_t *c, const ask_t *ask, const response_t *r)
{
    const char *wrong = judge(c, ask, r);

    if (wrong != NULL) {
        mistake(c->site->name, wrong, ask, r);
        return;
    }
    c->of_kind[ask->kind - kinds]++;
    c->gzip += response_header(r, "Content-Encoding") != NULL;
    c->http10 += ask->http == 10;
}

/* An answer that is not whole. A kept connection may be closed before the
 * answer begins: by a graceful restart, and by a kill. */
static void note_fault(client_t *c, const ask_t *ask, const response_t *r,
                       int kept)
{
    long now = text_now();

    if (kept && r->status == 0 && (ask->kind->is & GIVES_UP)) {
        c->of_kind[ask->kind - kinds]++;
    }
    else if (kept && r->status == 0 &&
             history_changed(&c->site->gracefuls,
                             ask->began - text_patience(AFTER_GRACEFUL), now)) {
        c->idle++;
    }
    else if (history_changed(&c->site->kills,
                             ask->began - text_patience(AFTER_KILL), now)) {
        c->cut++;
    }
    else {
        mistake(c->site->name, r->fault, ask, r);
    }
}

/* A connection of HTTP/2, with one request. */
static void one_by_h2(client_t *c, server_t *own)
{
    const kind_t *kind = choose(c);
    request_t q = {0};
    ask_t ask;
    response_t *r;

    if (kind->is & WIRE_ONLY) {
        return;
    }
    ask_compose(&ask, c, kind);
    ask.http = 20;
    q.method = kind->method;
    q.path = ask.path;
    q.headers = kind->more ? apr_pstrcat(c->pool, ask.headers, "\n",
                                         apr_pstrmemdup(c->pool, kind->more,
                                                        strlen(kind->more) - 2),
                                         NULL)
                           : ask.headers;
    q.http = 20;
    r = client_send(own, &q);
    if (r->fault != NULL) {
        note_fault(c, &ask, r, 1); /* GOAWAY may come with the first byte */
        return;
    }
    c->h2++;
    note(c, &ask, r);
}

/* Send a part or all of a request, read nothing or a little, and go. */
static void hang_up(client_t *c, server_t *own)
{
    struct linger at_once = {1, 0};
    wire_t *w = wire_open(own);
    char some[64];
    ask_t ask;

    ask_compose(&ask, c, choose(c));
    wire_send(w, ask.text, (size_t)chance(c, (int)strlen(ask.text)) + 1);
    if (chance(c, 2)) {
        wire_send(w, ask.text, 0);
        recv(w->fd, some, (size_t)chance(c, 60) + 1, MSG_DONTWAIT);
    }
    if (chance(c, 2)) { /* a reset instead of an end */
        setsockopt(w->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    }
    wire_close(w);
    c->hangups++;
}

/* Some requests at once, their answers in order. Returns 0 where the
 * connection is of no more use. */
static int some_by_wire(client_t *c, wire_t *w, const char **before)
{
    ask_t asks[PIPELINE];
    int count = chance(c, 8) == 0 ? PIPELINE : 1;
    int i, n = 0;

    for (i = 0; i < count; i++) {
        const kind_t *kind = choose(c);

        ask_compose(&asks[n], c, kind);
        asks[n++].before = *before;
        *before = apr_pstrcat(c->pool, *before, " ", kind->name, ",", NULL);
        wire_send(w, asks[i].text, 0);
        if ((kind->is & CLOSES) || asks[i].http == 10) {
            break;
        }
    }
    c->pipelined += n > 1 ? n : 0;
    for (i = 0; i < n; i++) {
        response_t *r = wire_read(w, asks[i].kind->method);

        if (r->fault != NULL) {
            note_fault(c, &asks[i], r, *asks[i].before != '\0');
            return 0;
        }
        note(c, &asks[i], r);
        if (response_closes(r) || asks[i].http == 10 ||
            (asks[i].kind->is & CLOSES)) {
            if (!wire_is_closed(w, text_patience(20000)) || w->length != 0) {
                mistake(c->site->name, "it did not close in good order",
                        &asks[i], r);
            }
            return 0; /* the others were not answered, which was said */
        }
    }
    if (w->length != 0) {
        mistake(c->site->name, "more came than was asked for", &asks[n - 1],
                NULL);
        return 0;
    }
    return 1;
}

static void many_by_wire(client_t *c, server_t *own)
{
    wire_t *w = wire_open(own);
    const char *before = "";
    int i;

    for (i = 0; i < A_CONNECTION && !soak_over; i++) {
        if (!some_by_wire(c, w, &before)) {
            break;
        }
        text_sleep(soak_pause);
    }
    wire_close(w);
}

void *client_run(void *baton)
{
    client_t *c = baton;
    server_t own = *c->site->server;

    while (!soak_over) {
        own.pool = c->pool; /* of this thread, for one connection */
        switch (chance(c, 12)) {
        case 0:
            hang_up(c, &own);
            break;
        case 1:
        case 2:
        case 3:
            one_by_h2(c, &own);
            break;
        default:
            many_by_wire(c, &own);
        }
        apr_pool_clear(c->pool);
        text_sleep(soak_pause);
    }
    return NULL;
}
