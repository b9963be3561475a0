/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Many at once, of everything that threads of a child share: pages that are
 * kept, those that are read anew, reloads and graceful restarts in between.
 * Each client gets what it asked for; ThreadSanitizer ("make tsan") says what
 * nobody sees. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CLIENTS 6
#define LOAD_MS 4000
#define EVERY_MS 1000 /* a graceful restart, or an edit */

static const struct {
    const char *path;
    int status;
} paths[] = {
    {"/missing", 404},        {"/t?die=503", 503},
    {"/t?status=410", 410},   {"/t?status=502&body=theirs", 502},
    {"/shop/t?die=403", 403}, {"/shop/missing", 404},
    {"/one/x", 404},          {"/t?die=429", 429},
    {"/status/503", 200},     {"/status", 200},
};

static const struct {
    const char *accept;
    const char *type;
} formats[] = {
    {"text/html", "text/html"},
    {"application/problem+json", "application/"},
    {"application/problem+xml", "application/problem+xml"},
    {"text/markdown", "text/markdown"},
    {"text/plain", "text/plain"},
};

static const char *const languages[] = {"en", "de", "ja", "ar", "pt-BR"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* One request; returns what is wrong with its answer, or NULL. */
static const char *ask(server_t *s, unsigned i)
{
    unsigned path = i % COUNT(paths), format = i / 3 % COUNT(formats);
    request_t q = {.path = paths[path].path, .ungzip = i % 2 == 0};
    const response_t *r;
    const char *type;

    q.headers = apr_psprintf(s->pool, "Accept: %s\nAccept-Language: %s",
                             formats[format].accept,
                             languages[i / 7 % COUNT(languages)]);
    r = client_send(s, &q);
    type = response_header(r, "Content-Type");
    if (r->fault != NULL) {
        return r->fault;
    }
    if (r->status != paths[path].status || r->length == 0 || type == NULL) {
        return apr_psprintf(s->pool, "status %d, %ld bytes", r->status,
                            (long)r->length);
    }
    if (r->status != 200 && (strncmp(type, formats[format].type,
                                     strlen(formats[format].type)) != 0 ||
                             strstr(r->body, "theirs") != NULL)) {
        return apr_psprintf(s->pool, "%s:\n%s", type, r->body);
    }
    return NULL;
}

/* A process that asks until its time is over; its exit code is its word. */
static pid_t client(server_t *s, unsigned number)
{
    long until = text_now() + LOAD_MS;
    pid_t pid = fork();
    unsigned i;

    if (pid != 0) {
        assert_true(pid > 0);
        return pid;
    }
    for (i = number * 11; text_now() < until; i++) {
        const char *wrong = ask(s, i);

        if (wrong != NULL) {
            fprintf(stderr, "request %u: %s\n", i, wrong);
            _exit(1);
        }
    }
    _exit(0);
}

/* As a careful editor does: a file that is written on is empty for a while,
 * which httpd would tell. */
static void edit(server_t *s, int turn)
{
    server_file(
        s, "conf/aside.txt",
        apr_psprintf(s->pool, "turn %d {{status}} {{message}}\n", turn));
    server_folder(s, "conf/mine");
    assert_int_equal(rename(server_path(s, "conf/aside.txt"),
                            server_path(s, "conf/mine/plain.txt")),
                     0);
}

/* Clients at work, and a restart or an edit each second. */
static void load(server_t *s, int edits)
{
    pid_t clients[CLIENTS];
    int i, status, wrong = 0;

    for (i = 0; i < CLIENTS; i++) {
        clients[i] = client(s, (unsigned)i);
    }
    for (i = 1; i < LOAD_MS / EVERY_MS; i++) {
        text_sleep(EVERY_MS);
        if (edits) {
            edit(s, i);
        }
        else {
            assert_int_equal(server_graceful(s).exit, 0);
        }
    }
    for (i = 0; i < CLIENTS; i++) {
        wrong += waitpid(clients[i], &status, 0) != clients[i] || status != 0;
    }
    assert_int_equal(wrong, 0);
}

static server_t *start(const char *name, const char *more)
{
    server_t *s = server_new(name);

    server_modules(s, "env headers setenvif");
    edit(s, 0);
    server_file(s, "conf/one.txt", "single {{status}}\n");
    server_conf(s, "StatusPages On\nStatusPagesUpstream All\n"
                   "StatusPagesTheme conf/mine\n"
                   "<Location /shop>\nStatusPagesTheme terminal\n"
                   "StatusPagesVar name Shop\n</Location>\n"
                   "<Location /shop/t>\nSetHandler sp-test\n</Location>\n"
                   "<Location /one/>\nStatusPagesTemplate text conf/one.txt\n"
                   "</Location>\n"
                   "<Location /status>\nSetHandler statuspages\n</Location>\n");
    server_conf(s, more);
    server_start(s);
    return s;
}

static void threads_share_pages_across_restarts(void **state)
{
    server_t *s = start("threads", "");

    load(s, 0);
    assert_int_equal(server_stop(s), 0);
}

static void threads_share_a_cache_that_is_full(void **state)
{
    server_t *s = start("full", "StatusPagesCacheSize 60000\n");

    load(s, 0);
    assert_int_equal(server_stop(s), 0);
}

static void threads_read_templates_anew(void **state)
{
    server_t *s = start("anew", "StatusPagesReload On\n");

    load(s, 1);
    assert_int_equal(server_stop(s), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_share_pages_across_restarts),
        cmocka_unit_test(threads_share_a_cache_that_is_full),
        cmocka_unit_test(threads_read_templates_anew),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, NULL, NULL));
}
