/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A private httpd: a fresh ServerRoot, a free port, the modules and directives
 * that a test names. A test describes the server step by step, starts it, and
 * stops it; nothing outside its folder is touched. See tests/README.md. */
#ifndef SERVER_H
#define SERVER_H

#include "errorlog.h"
#include "process.h"

#include <apr_pools.h>
#include <apr_tables.h>

typedef struct server_t {
    apr_pool_t *pool;
    const char *name;
    const char *root; /* its ServerRoot, absolute */
    int port;         /* on 127.0.0.1; known once it was started */
    pid_t pid;        /* 0 where it does not run */
    errorlog_t *log;
    apr_table_t *vars; /* what @NAME@ stands for in its directives */
    const char *mpm;
    const char *proto; /* "http/1.1", "h2c" or "h2": what clients ask for */
    const char *modules;
    const char *conf;
    int pools;           /* 1: APR's own pools, under AddressSanitizer, too */
    const char *preload; /* server_preload() */
    const char *plan;
} server_t;

/**
 * A server that does not run yet, with empty htdocs/, conf/, logs/, run/ and
 * cgi-bin/ under its root. Loads mod_statuspages and mod_sp_test. Its MPM is
 * SP_MPM's, or event; it speaks SP_PROTO, or HTTP/1.1. See "The matrix" in
 * tests/README.md.
 */
server_t *server_new(const char *name);

/** The same without mod_statuspages, and HTTP/1.1 whatever SP_PROTO says: for
 * backends, and the harness itself. */
server_t *server_new_plain(const char *name);

/** Load more modules, after those before: "alias proxy proxy_http". */
void server_modules(server_t *s, const char *names);

/** Whether its file is where httpd's modules are: others' come in packages of
 * their own. "php" is whichever version of it there is. */
int server_has_module(server_t *s, const char *name);

/** Use this MPM, whatever SP_MPM says: "event", "prefork", "worker". */
void server_mpm(server_t *s, const char *name);

/** Measure the memory of APR's own pools: with sanitizers, each block of a pool
 *  is a malloc() of its own else (tests/sanitize/pool.c), kept for a while. */
void server_pools(server_t *s);

/** Whether its port speaks TLS. */
int server_has_tls(const server_t *s);

/**
 * The version of HTTP that a request gets which names none: 11, or 20. Under
 * prefork it is 11 whatever was asked for: mod_http2 does not work there.
 */
int server_http(const server_t *s);

/** Whether clients offer HTTP/2 and don't get it. */
int server_http_is_refused(const server_t *s);

/**
 * Skip this test where requests go over HTTP/2. @a why says what in the test
 * is of HTTP/1 alone: "reason phrases". First thing in a test.
 */
void server_only_http_1(const server_t *s, const char *why);

/** The same where its port speaks TLS: "nginx speaks to it without". */
void server_only_plain(const server_t *s, const char *why);

/** A key and a certificate in conf/, and the directives that name them. */
void server_certificate(server_t *s);

/** What @NAME@ stands for in directives; ROOT and PORT are there already. */
void server_var(server_t *s, const char *name, const char *value);
void server_var_int(server_t *s, const char *name, int value);

/** Let httpd load a library before all others, with the variable
 * SP_ALLOC_PLAN = @a plan (see tests/faults/alloc.h). */
void server_preload(server_t *s, const char *library, const char *plan);

/** Append directives to the configuration. */
void server_conf(server_t *s, const char *directives);

/** One child only, whose memory and pages can be looked at. */
void server_one_child(server_t *s);

/** Forget all directives so far, e.g. before a restart. */
void server_conf_clear(server_t *s);

/** Make a file under the root; folders on the way are made, too. */
void server_file(server_t *s, const char *path, const char *text);

/** A web font: WOFF2's header, true in its lengths, and nothing to see. */
void server_font(server_t *s, const char *path);

/** The same as server_file(), executable: a CGI script. */
void server_script(server_t *s, const char *path, const char *text);

/** Make a folder under the root that httpd's children may write to. */
void server_folder(server_t *s, const char *path);

/** The absolute path of a file under the root. */
const char *server_path(server_t *s, const char *path);

/** Start it and wait until it takes connections. Ends the program if it
 * does not start: a wrong harness configuration is no test result. */
void server_start(server_t *s);

/** Write the configuration and run "httpd -t" on it. */
result_t server_check(server_t *s);

/** Write the configuration and run "httpd -k graceful" on it; where that
 * succeeds, wait until the new generation has taken over. */
result_t server_graceful(server_t *s);

/** Stop it. Returns 0 where it went by itself, and its log held no more
 * surprises. */
int server_stop(server_t *s);

/* A test program has one server for a group of tests more often than not.
 * These make the group and test fixtures of cmocka short. */

/** As per-test teardown, for a *state that points to a server: judge the
 * error log so that a surprise belongs to the test that caused it. */
int server_teardown_test(void **state);

/** As group teardown: stop it. */
int server_teardown_group(void **state);

/**
 * As the last word of main(): return server_finish(cmocka_run_…()). Removes
 * the folders of all servers where nothing failed; says where they are else.
 */
int server_finish(int failed);

#endif /* SERVER_H */
