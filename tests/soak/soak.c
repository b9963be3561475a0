/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A mixed load on three servers for as long as is asked for: one that is
 * restarted and loses children, one that is left alone so that a leak has
 * time to show, one with StatusPagesReload. See tests/README.md, "Soak".
 *
 *   build/soak/soak [SECONDS [PAUSE-MS]] */
#include "soak.h"
#include "text.h"

#include <apr_general.h>
#include <curl/curl.h>
#include <stddef.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define CLIENTS 16
#define TOLD 20  /* mistakes that are told in full */
#define WARM 300 /* s at most before memory is judged */
#define SAMPLE_EVERY 2
#define TELL_EVERY 60

volatile int soak_over;
long soak_pause = 20;
long mistakes;

static pthread_mutex_t telling = PTHREAD_MUTEX_INITIALIZER;
static client_t clients[CLIENTS];
static pthread_t threads[CLIENTS];
static int client_count;
static long started;

void mistake(const char *site, const char *what, const ask_t *ask,
             const response_t *r)
{
    pthread_mutex_lock(&telling);
    mistakes++;
    if (mistakes <= TOLD) {
        fprintf(stderr, "MISTAKE at %ld s, %s: %s\n",
                (text_now() - started) / 1000, site, what);
        if (ask != NULL) {
            fprintf(stderr, "  asked (%s, HTTP %d, after%s): %s\n",
                    ask->kind->name, ask->http, ask->before, ask->text);
        }
        if (r != NULL) {
            response_dump(r);
        }
    }
    pthread_mutex_unlock(&telling);
}

static void start_clients(void)
{
    int i, k;

    for (i = 0; i < SITES; i++) {
        for (k = 0; k < sites[i].clients; k++) {
            client_t *c = &clients[client_count];

            c->site = &sites[i];
            c->number = client_count;
            c->seed = (unsigned)(time(NULL) + client_count);
            c->of_kind = calloc((size_t)kinds_count(), sizeof(long));
            apr_pool_create(&c->pool, NULL);
            pthread_create(&threads[client_count++], NULL, client_run, c);
        }
    }
}

static long sum(size_t member)
{
    long all = 0;
    int i;

    for (i = 0; i < client_count; i++) {
        all +=
            *(const long *)(const void *)((const char *)&clients[i] + member);
    }
    return all;
}

#define SUM(member) sum(offsetof(client_t, member))

static long right_answers(int kind)
{
    long n = 0;
    int i;

    for (i = 0; i < client_count; i++) {
        n += clients[i].of_kind[kind];
    }
    return n;
}

static void tell_kinds(void)
{
    long all = 0;
    int i;

    printf("right answers:");
    for (i = 0; i < kinds_count(); i++) {
        long n = right_answers(i);

        all += n;
        printf(" %s %ld,", kinds[i].name, n);
        if (n == 0) {
            mistake("soak", "a kind was never answered", NULL, NULL);
        }
    }
    printf(" all %ld\n", all);
    printf("of these HTTP/2 %ld, HTTP/1.0 %ld, pipelined %ld, gzip %ld; "
           "beside them hung up %ld\n",
           SUM(h2), SUM(http10), SUM(pipelined), SUM(gzip), SUM(hangups));
}

static void tell_storm(void)
{
    int i;

    for (i = 0; i < SITES; i++) {
        printf("%s: %d edits, %d gracefuls, %d kills (%ld lines of httpd's own "
               "teardown)\n",
               sites[i].name, sites[i].edit_count, sites[i].graceful_count,
               sites[i].kill_count, sites[i].teardowns);
    }
    printf("cut by a kill: %ld, kept connections closed by a restart: %ld\n",
           SUM(cut), SUM(idle));
}

static void run(int seconds)
{
    int second, i;

    for (second = 0; second < seconds; second++) {
        long next = started + (second + 1) * 1000L;

        storm(second);
        if (second % SAMPLE_EVERY == 0) {
            gauge_sample();
        }
        for (i = 0; i < SITES; i++) {
            judge_log(&sites[i]);
        }
        if (second % TELL_EVERY == TELL_EVERY - 1) {
            printf("%d s: %ld asked, %ld mistakes\n", second + 1, SUM(asked),
                   mistakes);
            fflush(stdout);
        }
        if (text_now() < next) {
            text_sleep(next - text_now());
        }
    }
}

int main(int argc, char **argv)
{
    int seconds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 120;
    int warm = seconds / 3 < WARM ? seconds / 3 : WARM;
    int i;

    soak_pause = argc > 2 ? strtol(argv[2], NULL, 10) : soak_pause;
    if (seconds < 30 || nice(5) == -1) {
        fprintf(stderr, "soak: at least 30 seconds\n");
        return 2;
    }
    curl_global_init(CURL_GLOBAL_ALL);
    xmlInitParser();
    setup_sites();
    started = text_now();
    start_clients();
    run(seconds);
    soak_over = 1;
    for (i = 0; i < client_count; i++) {
        pthread_join(threads[i], NULL);
    }
    tell_kinds();
    tell_storm();
    gauge_judge(warm / SAMPLE_EVERY);
    setup_stop();
    printf("soak: %d s, %ld mistakes\n[  %s  ] 1 test(s).\n", seconds, mistakes,
           mistakes ? "FAILED" : "PASSED");
    return server_finish(mistakes != 0);
}
