/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What was in force when. A change takes time, so two states may hold while
 * it lasts. The last CHANGES are known: no request lasts longer than these. */
#include "soak.h"
#include "text.h"

#include <limits.h>

void history_begin(history_t *h, int bad)
{
    pthread_mutex_lock(&h->lock);
    h->change[h->count % CHANGES].begin = text_now();
    h->change[h->count % CHANGES].end = LONG_MAX;
    h->change[h->count % CHANGES].bad = bad;
    h->count++;
    pthread_mutex_unlock(&h->lock);
}

void history_end(history_t *h)
{
    pthread_mutex_lock(&h->lock);
    h->change[(h->count - 1) % CHANGES].end = text_now();
    pthread_mutex_unlock(&h->lock);
}

/* A state is in force from the moment its change begins to the one at which
 * the next change has ended; the first one is good. */
int history_states(history_t *h, long from, long to)
{
    int i, states = 0, bad = 0;
    long since = LONG_MIN;

    pthread_mutex_lock(&h->lock);
    i = h->count > CHANGES ? h->count - CHANGES : 0;
    for (; i <= h->count; i++) {
        long until = i < h->count ? h->change[i % CHANGES].end : LONG_MAX;

        if (since <= to && until >= from) {
            states |= bad ? 2 : 1;
        }
        if (i < h->count) {
            since = h->change[i % CHANGES].begin;
            bad = h->change[i % CHANGES].bad;
        }
    }
    pthread_mutex_unlock(&h->lock);
    return states;
}

int history_changed(history_t *h, long from, long to)
{
    int i, found = 0;

    pthread_mutex_lock(&h->lock);
    i = h->count > CHANGES ? h->count - CHANGES : 0;
    for (; i < h->count; i++) {
        found |= h->change[i % CHANGES].begin <= to &&
                 h->change[i % CHANGES].end >= from;
    }
    pthread_mutex_unlock(&h->lock);
    return found;
}
