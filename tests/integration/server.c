/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Starting and stopping a private httpd; see server.h. What stands in its
 * folder and its configuration file is the business of serverroot.c. */
#include "server.h"
#include "matrix.h"
#include "sanitizer.h"
#include "serverroot.h"
#include "text.h"

#include <apr_general.h>
#include <apr_strings.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RESUMING "resuming normal operations"
#define PORT_TRIES 5
#define LONGEST_STOP 15000 /* ms; more than GracefulShutdownTimeout */

static apr_pool_t *pools; /* parent of every server's pool */
static apr_array_header_t *roots;
static int troubles;

static void prepare_apr(void)
{
    if (pools == NULL) {
        apr_initialize();
        apr_pool_create(&pools, NULL);
        roots = apr_array_make(pools, 8, sizeof(const char *));
        signal(SIGPIPE, SIG_IGN);
    }
}

server_t *server_new_plain(const char *name)
{
    server_t *s;
    apr_pool_t *pool;

    prepare_apr();
    apr_pool_create(&pool, pools);
    s = apr_pcalloc(pool, sizeof(*s));
    s->pool = pool;
    s->name = name;
    s->mpm = matrix_mpm();
    s->proto = "http/1.1";
    s->modules = "log_config unixd authz_core";
    s->conf = "";
    s->vars = apr_table_make(pool, 8);
    s->root = serverroot_make(pool, name);
    s->log = errorlog_new(pool, server_path(s, "logs/error_log"));
    server_var(s, "ROOT", s->root);
    APR_ARRAY_PUSH(roots, const char *) = apr_pstrdup(pools, s->root);
    return s;
}

server_t *server_new(const char *name)
{
    server_t *s = server_new_plain(name);

    server_modules(s, "statuspages sp_test");
    matrix_apply(s);
    return s;
}

void server_modules(server_t *s, const char *names)
{
    s->modules = apr_pstrcat(s->pool, s->modules, " ", names, NULL);
}

void server_mpm(server_t *s, const char *name)
{
    s->mpm = name;
}

void server_pools(server_t *s)
{
    s->pools = 1;
}

void server_var(server_t *s, const char *name, const char *value)
{
    apr_table_set(s->vars, name, value);
}

void server_var_int(server_t *s, const char *name, int value)
{
    server_var(s, name, apr_itoa(s->pool, value));
}

void server_preload(server_t *s, const char *library, const char *plan)
{
    s->preload = library;
    s->plan = plan;
}

void server_conf(server_t *s, const char *directives)
{
    s->conf = apr_pstrcat(s->pool, s->conf, directives, "\n", NULL);
}

void server_one_child(server_t *s)
{
    /* prefork says so when its only child is at work */
    errorlog_allow(s->log, "AH00161: server reached MaxRequestWorkers");
    server_conf(s, "<IfModule mpm_prefork_module>\n"
                   "StartServers 1\nMinSpareServers 1\nMaxSpareServers 1\n"
                   "MaxRequestWorkers 1\n"
                   "</IfModule>\n"
                   "<IfModule !mpm_prefork_module>\n"
                   "StartServers 1\nThreadsPerChild 4\n"
                   "MaxRequestWorkers 4\nMaxSpareThreads 4\n"
                   "</IfModule>\n");
}

void server_conf_clear(server_t *s)
{
    s->conf = "";
}

const char *server_path(server_t *s, const char *path)
{
    return apr_pstrcat(s->pool, s->root, "/", path, NULL);
}

/* The command line for this server; @a rest ends with NULL. */
static const char *const *httpd(server_t *s, const char *one, const char *two)
{
    const char **argv = apr_pcalloc(s->pool, 8 * sizeof(*argv));

    argv[0] = SP_HTTPD;
    argv[1] = "-d";
    argv[2] = s->root;
    argv[3] = "-f";
    argv[4] = server_path(s, "conf/httpd.conf");
    argv[5] = one;
    argv[6] = two;
    return argv;
}

/* mod_cgid's daemon hands its socket over to httpd's user some time after
 * httpd says that it runs; a script asked for before is a 503. */
static void wait_for_cgid(server_t *s)
{
    const char *path =
        server_path(s, apr_psprintf(s->pool, "run/cgid.%d", (int)s->pid));
    long until = text_now() + text_patience(10000);
    struct stat info;

    if (geteuid() != 0 || strstr(s->modules, "cgid") == NULL) {
        return;
    }
    while (stat(path, &info) != 0 || info.st_uid == 0) {
        if (text_now() > until) {
            text_die("%s: nobody can use %s", s->name, path);
        }
        text_sleep(5);
    }
}

/* 1 = it runs, 0 = its port was taken meanwhile, -1 = it does not start */
static int try_to_start(server_t *s, const char *output)
{
    s->port = serverroot_free_port();
    server_var_int(s, "PORT", s->port);
    matrix_expect(s);
    serverroot_write_conf(s);
    remove(output);
    s->pid = process_spawn(httpd(s, "-DFOREGROUND", NULL),
                           sanitizer_environment(s), output);
    while (process_alive(s->pid)) {
        if (errorlog_wait(s->log, RESUMING, 100) != NULL) {
            wait_for_cgid(s);
            return 1;
        }
    }
    process_end(s->pid, 0);
    s->pid = 0;
    return strstr(text_read(s->pool, output, NULL), "Address already in use")
               ? 0
               : -1;
}

void server_start(server_t *s)
{
    const char *output = server_path(s, "logs/output");
    int i, rv = 0;

    for (i = 0; i < PORT_TRIES && rv == 0; i++) {
        rv = try_to_start(s, output);
    }
    if (rv != 1) {
        text_die("%s does not start:\n%s%s", s->name,
                 text_read(s->pool, output, NULL),
                 text_read(s->pool, s->log->path, NULL));
    }
}

result_t server_check(server_t *s)
{
    result_t result;

    if (s->port == 0) {
        s->port = serverroot_free_port();
        server_var_int(s, "PORT", s->port);
    }
    serverroot_write_conf(s);
    result =
        process_run(s->pool, httpd(s, "-t", NULL), sanitizer_environment(s));
    if (strstr(result.text, "Sanitizer") != NULL) { /* refused or not */
        fprintf(stderr, "%s\n", result.text);
        troubles++;
    }
    return result;
}

result_t server_graceful(server_t *s)
{
    int before = errorlog_count(s->log, RESUMING);
    long until = text_now() + text_patience(10000);
    result_t result;

    serverroot_write_conf(s);
    result = process_run(s->pool, httpd(s, "-k", "graceful"),
                         sanitizer_environment(s));
    while (result.exit == 0 && errorlog_count(s->log, RESUMING) <= before) {
        if (text_now() > until || !process_alive(s->pid)) {
            text_die("%s did not come back:\n%s", s->name,
                     text_read(s->pool, s->log->path, NULL));
        }
        text_sleep(20);
    }
    return result;
}

/* Whether a request or a connection may still be in somebody's hands. The
 * threads of a threaded MPM end one by one; a child of prefork tells nothing
 * before httpd itself ends. */
static int at_work(server_t *s)
{
    return process_alive(s->pid) && (strcmp(s->mpm, "prefork") == 0 ||
                                     process_has_threads_below(s->pid));
}

/* A graceful stop first, SIGTERM when nobody is at work any more: httpd's
 * threaded MPMs do not survive SIGTERM while connections end. Their main
 * thread then closes the sockets of the workers (close_worker_sockets() in
 * server/mpm/event/event.c), who close them, too, and give their memory back:
 * it crashes (AH00051, AH00052), or the worker finds its socket gone (AH03092,
 * AH03093), or the listener waits for workers that have left until httpd loses
 * patience (AH00045). "make stress-teardown" shows that this does not happen
 * here; bare httpd 2.4.71 did one or the other in a third of all stops. */
static int stop(server_t *s)
{
    long until = text_now() + text_patience(LONGEST_STOP);

    kill(s->pid, SIGWINCH);
    while (at_work(s) && text_now() < until) {
        text_sleep(5);
    }
    return process_end(s->pid, until - text_now());
}

int server_stop(server_t *s)
{
    int bad = s->pid != 0 ? errorlog_check(s->log) : 0;

    if (s->pid != 0 && !stop(s)) {
        fprintf(stderr, "%s had to be killed\n", s->name);
        bad = 1;
    }
    s->pid = 0;
    bad += errorlog_check(s->log) + sanitizer_races(s);
    troubles += bad;
    return bad == 0 ? 0 : -1;
}

int server_teardown_test(void **state)
{
    server_t *s = *state;

    return errorlog_check(s->log) == 0 ? 0 : -1;
}

int server_teardown_group(void **state)
{
    return server_stop(*state);
}

int server_finish(int failed)
{
    int i;

    for (i = 0; roots != NULL && i < roots->nelts; i++) {
        const char *root = APR_ARRAY_IDX(roots, i, const char *);

        if (failed != 0 || troubles != 0) {
            fprintf(stderr, "kept: %s\n", root);
        }
        else {
            serverroot_remove(root);
        }
    }
    if (pools != NULL) { /* what tests keep with them is not leaked, then */
        apr_pool_destroy(pools);
        pools = NULL;
        roots = NULL;
    }
    return failed != 0 || troubles != 0;
}
