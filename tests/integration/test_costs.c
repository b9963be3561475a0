/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What an error costs more than httpd's own: no file, no lock, nothing of
 * malloc(), and of its pool what its page is long and little beside. Counted by
 * preload_counts.c, which stands before libc and APR in the server, for a page
 * that its child has made; beside it the same request with StatusPages Off. */
#include "rows.h"
#include "checks.h"

#include "counts.h"
#include "wire.h"

#include <apr_strings.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define ROUNDS 100
/* httpd's own housekeeping, between the rounds */
#define SLACK (ROUNDS / 5)

/* for its facts, the lines of its header and buckets */
#define BESIDE_THE_PAGE 6144

static counts_t *counts;

/* One child, so that a page is made once. */
static const char conf[] =
    "StartServers 1\nMinSpareServers 1\nMaxSpareServers 1\n"
    "MaxRequestWorkers 1\nKeepAliveTimeout 60\nMaxKeepAliveRequests 0\n"
    "StatusPages On\nStatusPagesVar name \"Example Shop\"\n"
    "SetEnvIf Request_URI ^/named/ SOMETHING=said\n"
    "<Location /header>\nHeader always set X-One 1\n</Location>\n"
    "<Location /waits>\nStatusPagesRetryAfter 404 9\n</Location>\n"
    "<Location /details>\nStatusPagesDetails On\n</Location>\n"
    "<Location /upstream>\nSetHandler sp-test\nStatusPagesUpstream Html\n"
    "</Location>\n"
    "<Location /off>\nStatusPages Off\n</Location>\n"
    "<Location /off/upstream>\nSetHandler sp-test\n</Location>\n"
    "<Directory @ROOT@/htdocs/htaccess>\nAllowOverride FileInfo\n"
    "</Directory>\n";

static int start(void **state)
{
    server_t *s = server_new("costs");
    const char *path = server_path(s, "run/counts");
    int fd = open(path, O_RDWR | O_CREAT, 0666);

    assert_true(fd >= 0 && ftruncate(fd, sizeof(*counts)) == 0);
    counts =
        mmap(NULL, sizeof(*counts), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    assert_true(counts != MAP_FAILED);
    server_modules(s, "headers setenvif");
    server_mpm(s, "prefork");
    server_file(s, "htdocs/htaccess/.htaccess", "StatusPagesVar name x\n");
    errorlog_allow(s->log, "AH00161"); /* one worker is all there is */
    server_conf(s, conf);
    setenv("SP_COUNTS", path, 1);
    if (getenv("SP_ASAN") == NULL) {
        setenv("LD_PRELOAD", SP_BUILD "/integration/preload_counts.so", 1);
    }
    server_start(s);
    unsetenv("LD_PRELOAD");
    *state = s;
    return 0;
}

static response_t *ask(wire_t *w, const char *path, const char *headers)
{
    const char *bytes = apr_psprintf(
        w->server->pool, "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n", path,
        headers);

    wire_send(w, bytes, 0);
    return wire_read(w, "GET");
}

/* Under a sanitizer its own library stands before libc, and has the place. */
static void skip_where_nothing_is_counted(void)
{
    if (getenv("SP_ASAN") != NULL) {
        rows_skip("a module without sanitizers", "make test runs it");
    }
}

/* What ROUNDS of a request cost, and the last response. */
static counts_t cost(server_t *s, const char *path, const char *headers,
                     response_t **last)
{
    wire_t *w = wire_open(s);
    counts_t before, after;
    int i;

    for (i = 0; i < 3; i++) {
        *last = ask(w, path, headers);
    }
    before = *counts;
    for (i = 0; i < ROUNDS; i++) {
        *last = ask(w, path, headers);
    }
    after = *counts;
    wire_close(w);
    after.files -= before.files;
    after.locks -= before.locks;
    after.bytes -= before.bytes;
    after.heap -= before.heap;
    return after;
}

static unsigned long more(unsigned long with, unsigned long without)
{
    return with > without ? with - without : 0;
}

static const struct {
    const char *path;
    const char *headers;
} cases[] = {
    {"/x", "Accept: text/html\r\n"},
    {"/x", "Accept: text/html\r\nAccept-Encoding: gzip\r\n"},
    {"/x", "Accept: application/json\r\nAccept-Language: de\r\n"},
    {"/x", "Accept: application/xml\r\n"},
    {"/x", "Accept: text/plain\r\n"},
    {"/x", "Accept: text/markdown\r\n"},
    {"/header/x", "Accept: text/html\r\n"},
    {"/details/x", "Accept: text/html\r\n"},
    {"/details/x", "Accept: text/html\r\nAccept-Encoding: gzip\r\n"},
    {"/upstream/x?status=404&type=text/html&body=old", "Accept: text/html\r\n"},
};

static void an_error_opens_nothing_locks_nothing_takes_its_page(void **state)
{
    server_t *s = *state;
    size_t i;

    skip_where_nothing_is_counted();
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *off = apr_pstrcat(s->pool, "/off", cases[i].path, NULL);
        response_t *theirs, *ours;
        counts_t with, without;

        ROW("%s %s", cases[i].path, cases[i].headers);
        without = cost(s, off, cases[i].headers, &theirs);
        with = cost(s, cases[i].path, cases[i].headers, &ours);
        assert_int_equal(ours->status, 404);
        assert_header(ours, "X-Robots-Tag", "noindex");
        assert_no_header(theirs, "X-Robots-Tag");
        assert_in_range(more(with.files, without.files), 0, SLACK);
        assert_in_range(more(with.locks, without.locks), 0, SLACK);
        assert_in_range(more(with.heap, without.heap), 0, SLACK * 1024);
        assert_in_range(more(with.bytes, without.bytes) / ROUNDS, 0,
                        ours->length + BESIDE_THE_PAGE);
    }
}

/* A header of somebody else's beside ours costs what it is, and HTTP_HEADER's
 * second table is spared. */
static void a_header_beside_ours_costs_little(void **state)
{
    const char *html = "Accept: text/html\r\n";
    response_t *last;
    unsigned long alone, named, beside;

    skip_where_nothing_is_counted();
    alone = cost(*state, "/x", html, &last).bytes / ROUNDS;
    named = cost(*state, "/named/x", html, &last).bytes / ROUNDS;
    beside = cost(*state, "/waits/x", html, &last).bytes / ROUNDS;
    assert_header(last, "Retry-After", "9");
    assert_in_range(more(beside, alone), 0, 1200);
    assert_in_range(more(named, alone), 0, 350);
}

/* That what is counted is counted: a place whose file httpd reads each time,
 * and the server's own start. */
static void the_counters_count(void **state)
{
    response_t *last;
    counts_t with, without;

    skip_where_nothing_is_counted();
    without = cost(*state, "/off/x", "", &last);
    with = cost(*state, "/htaccess/x", "", &last);
    assert_int_equal(last->status, 404);
    assert_header(last, "X-Robots-Tag", "noindex");
    assert_true(with.files >= without.files + ROUNDS);
    assert_true(with.bytes > without.bytes && without.bytes > ROUNDS);
    assert_true(counts->locks > 0 && counts->heap > 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(the_counters_count),
        TEST(a_header_beside_ours_costs_little),
        TEST(an_error_opens_nothing_locks_nothing_takes_its_page),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
