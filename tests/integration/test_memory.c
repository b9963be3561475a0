/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* One allocation after the other fails in a real httpd, for mod_statuspages and
 * for what works on its behalf. What comes is a page of ours, whole; or httpd's
 * own; or a refusal in words when it reads its configuration; or the end of the
 * child that httpd itself has for a pool without memory ("[crit] Memory
 * allocation failed", abort()). The next request is answered rightly. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../faults/alloc.h"

#define OUT_OF_MEMORY "^\\[crit\\] Memory allocation failed, aborting process"

/* No request needs so many at the time; a broken loop is no endless one. */
#define MOST 200

static alloc_plan_t *plan;

/* A server whose processes all count by one plan. */
static server_t *counting_server(const char *name)
{
    server_t *s = server_new(name);

    server_mpm(s, "event"); /* one child with threads */
    const char *path = server_path(s, "run/plan");
    int fd = open(path, O_RDWR | O_CREAT, 0666);

    fchmod(fd, 0666); /* httpd's children have another user */
    if (fd < 0 || ftruncate(fd, sizeof(*plan)) != 0) {
        text_die("%s can't be made", path);
    }
    plan = mmap(NULL, sizeof(*plan), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (plan == MAP_FAILED) {
        text_die("%s can't be mapped", path);
    }
    plan->ours = 1;
    server_preload(s, SP_BUILD "/faults/alloc.so", path);
    errorlog_allow_aborts(s->log);
    return s;
}

static void memory_fails(long nth)
{
    plan->nth = nth;
    plan->count = plan->fired = 0;
    plan->on = 1;
}

static void own_files(server_t *s)
{
    server_file(s, "conf/mine/page.html",
                "<!DOCTYPE html><html lang=\"{{language}}\"><head><title>"
                "{{status}}</title></head><body><h1>{{message}}</h1>"
                "</body></html>\n");
    server_file(
        s, "conf/mine/problem.json",
        "{\"status\": {{status}}{{#uri}}, \"at\": \"{{uri}}\"{{/uri}}}");
    server_file(s, "conf/acme.json",
                "{\"name\": \"acme\", \"language\": \"en\", \"codes\": "
                "{\"404\": {\"message\": \"Nowhere\"}}}");
    server_file(s, "conf/logo.png", "\x89PNG\r\n\x1a\nxxxxxxxx");
}

static const char directives[] = "StatusPages On\n"
                                 "StatusPagesTheme conf/mine\n"
                                 "StatusPagesCatalog conf/acme.json\n"
                                 "StatusPagesLogo conf/logo.png\n"
                                 "StatusPagesVar name \"Shop\"\n";

/* What "httpd -t" came to, in how many turns. */
typedef struct tally_t {
    long total, turns, refused, ended;
} tally_t;

static void check_once(server_t *s, long nth, tally_t *tally)
{
    result_t t;

    memory_fails(nth);
    t = server_check(s);
    plan->on = 0;
    tally->turns++;
    if (t.exit == 1 &&
        text_matches(t.text, "Syntax error on line [0-9]+|SP0001: ") &&
        text_matches(t.text, "memory is short|Cannot allocate memory")) {
        tally->refused++;
    }
    else if (t.exit == 128 + SIGABRT &&
             strstr(t.text, "[crit] Memory allocation failed")) {
        tally->ended++;
    }
    else if (t.exit != 0 || strstr(t.text, "Syntax OK") == NULL ||
             strstr(t.text, "SP0001") != NULL) {
        fail_msg("exit code %d: %s", t.exit, t.text);
    }
}

/* The first ones and the last ones, and some between: what is built in takes
 * some 40,000, and tests/unit/loaded/test_loaded_memory.c tries every one of a
 * theme and of a catalogue. */
static long next(long nth, long total, long ends, long step)
{
    if (nth < ends || nth > total - ends) {
        return nth + 1;
    }
    return nth + step < total - ends ? nth + step : total - ends + 1;
}

static tally_t check_all(server_t *s, long ends, long between)
{
    tally_t tally = {0};
    long nth = 1, step;

    memory_fails(0);
    assert_int_equal(server_check(s).exit, 0);
    tally.total = plan->count;
    step = tally.total / between + 1;
    while (nth <= tally.total) {
        ROW("allocation %ld of %ld", nth, tally.total);
        check_once(s, nth, &tally);
        nth = next(nth, tally.total, ends, step);
    }
    print_message("%ld allocations, %ld tried: %ld refused, %ld ended\n",
                  tally.total, tally.turns, tally.refused, tally.ended);
    return tally;
}

static void the_configuration_is_read_or_refused(void **state)
{
    server_t *s = counting_server("memory-t");
    tally_t tally;

    own_files(s);
    server_conf(s, directives);
    tally = check_all(s, 20, 10);
    assert_true(tally.total > 150);
    assert_true(tally.refused > 0);
    plan->pools = 1;
    tally = check_all(s, 2, 14);
    assert_int_equal(tally.refused, 0);
    assert_int_equal(tally.ended, tally.turns);
}

/* All that is built in is read last, for the gallery. */
static void what_the_gallery_needs_is_read_or_refused(void **state)
{
    server_t *s = counting_server("memory-gallery");
    tally_t tally;

    server_conf(s, "StatusPages On\nStatusPagesGallery On\n");
    tally = check_all(s, 3, 12);
    assert_true(tally.refused > 5);
}

/* httpd's own page for a code, or a page of ours, whole to its last byte. */
static void is_a_page(const response_t *r, int code, int json)
{
    char title[20];

    if (checks_is_ours(r)) {
        if (!response_header(r, "Content-Encoding")) {
            assert_page(r, code); /* the client has undone gzip */
        }
        if (json) {
            assert_problem(r, code);
        }
        else {
            assert_true(text_matches(r->body, "^<!(doctype|DOCTYPE) html>"));
            assert_true(text_matches(r->body, "</html>\n?$"));
        }
    }
    else {
        snprintf(title, sizeof(title), "<title>%d", code);
        assert_kept(r, code, title);
    }
}

typedef struct ask_t {
    const char *name;
    const char *path; /* with %d for a code */
    const char *headers;
    int json;
} ask_t;

static response_t *ask(server_t *s, const ask_t *row, int code)
{
    request_t request = {.path = apr_psprintf(s->pool, row->path, code),
                         .headers = row->headers,
                         .ungzip = row->headers == NULL};

    return client_send(s, &request);
}

/* Each turn asks for a page that no child has made before. */
static const int codes[] = {400, 401, 402, 403, 404, 405, 406, 409,
                            410, 412, 415, 416, 417, 418, 421, 422,
                            423, 424, 425, 426, 428, 429, 431, 451,
                            502, 504, 505, 506, 507, 508, 510, 511};
#define CODES ((long)(sizeof(codes) / sizeof(*codes)))

/* Whether one line more than before is in the log, sooner or later. */
static int has_said_so(server_t *s, int before)
{
    long until = text_now() + text_patience(10000);

    while (errorlog_count(s->log, OUT_OF_MEMORY) <= before) {
        if (text_now() > until) {
            return 0;
        }
        text_sleep(20);
    }
    return 1;
}

/* One turn; gives whether an allocation has failed. */
static int turn(server_t *s, const ask_t *row, long nth, long *ended)
{
    const int code = codes[nth % CODES];
    int before = errorlog_count(s->log, OUT_OF_MEMORY);
    response_t *r;

    memory_fails(nth);
    r = ask(s, row, code);
    plan->on = 0;
    if (r->status == 0 || r->fault != NULL) {
        assert_true(has_said_so(s, before));
        ++*ended;
    }
    else {
        is_a_page(r, code, row->json);
    }
    r = ask(s, row, code);
    assert_true(checks_is_ours(r));
    is_a_page(r, code, row->json);
    is_a_page(ask(s, row, code), code, row->json); /* what may be kept now */
    return plan->fired != 0;
}

static void each_row(server_t *s, const ask_t *rows, size_t count)
{
    long nth, ended;
    size_t i;

    for (i = 0; i < count; i++) {
        ROW("%s", rows[i].name);
        is_a_page(ask(s, &rows[i], 404), 404, rows[i].json); /* a warm child */
        ended = 0;
        for (nth = 1; nth < MOST; nth++) {
            ROW("allocation %ld", nth);
            if (!turn(s, &rows[i], nth, &ended)) {
                break;
            }
        }
        print_message("%s: %ld allocations, %ld ended the child\n",
                      rows[i].name, nth - 1, ended);
        assert_true(nth < MOST);
        assert_true(nth > 1);
    }
    assert_int_equal(server_stop(s), 0);
    assert_int_equal(errorlog_count(s->log, "exit signal Abort"),
                     errorlog_count(s->log, OUT_OF_MEMORY));
}

static server_t *described(const char *name)
{
    server_t *s = counting_server(name);

    server_conf(s, "StatusPages On\nStatusPagesUpstream All\n"
                   "<LocationMatch ^/(de|fr|it)/t>\n"
                   "SetHandler sp-test\n</LocationMatch>\n"
                   "<Location /de/>\nStatusPagesLanguages de\n</Location>\n"
                   "<Location /fr/>\nStatusPagesLanguages fr\n"
                   "StatusPagesDetails On\n</Location>\n"
                   "<Location /it/>\nStatusPagesLanguages it\n</Location>\n"
                   "MaxMemFree 1"); /* pools are made anew each time */
    return s;
}

/* One child, so that what is kept is known. */
static const char one_child[] =
    "ServerLimit 1\nThreadsPerChild 4\nMaxRequestWorkers 4\n"
    "MinSpareThreads 1\nMaxSpareThreads 4";

static void pages_are_made_and_kept_whole(void **state)
{
    static const ask_t rows[] = {
        {"gzip", "/t?die=%d", NULL, 0},
        {"JSON with details", "/fr/t?die=%d", "Accept: application/json", 1},
        {"instead of a handler's", "/it/t?status=%d&body=x",
         "Accept: text/html", 0},
    };
    server_t *s = described("memory");

    server_conf(s, one_child);
    server_start(s);
    each_row(s, rows, sizeof(rows) / sizeof(rows[0]));
}

static void pages_past_the_bound_are_whole(void **state)
{
    static const ask_t row = {"past the bound", "/de/t?die=%d",
                              "Accept: text/html", 0};
    server_t *s = described("memory-0");

    server_conf(s, one_child);
    server_conf(s, "StatusPagesCacheSize 0");
    server_start(s);
    each_row(s, &row, 1);
}

/* Every connection has a child of its own: all that it keeps is new. */
static void the_first_page_of_a_child_is_whole(void **state)
{
    static const ask_t row = {"first", "/t?die=%d", NULL, 0};
    server_t *s = described("memory-1");

    server_mpm(s, "prefork");
    server_conf(s, "MaxConnectionsPerChild 1\nStartServers 8\n"
                   "MinSpareServers 8\nMaxSpareServers 12\n"
                   "MaxRequestWorkers 16");
    server_start(s);
    each_row(s, &row, 1);
}

/* All that is built in is read for each page then; some of it is tried. */
static void reload_makes_a_page_of_what_was_read_before(void **state)
{
    static const ask_t row = {"reload", "/t?die=%d", "Accept: text/html", 0};
    server_t *s = described("memory-reload");
    long nth = 1, total, lines;

    own_files(s);
    errorlog_allow(s->log, "SP0009: .*memory is");
    server_conf(s, one_child);
    server_conf(s, "StatusPagesTheme conf/mine\nStatusPagesReload On");
    server_start(s);
    memory_fails(0);
    is_a_page(ask(s, &row, 404), 404, 0);
    total = plan->count;
    plan->on = 0;
    for (; nth < total; nth += total / 10) {
        ROW("allocation %ld of %ld", nth, total);
        long ended = 0;
        response_t *r;

        lines = errorlog_count(s->log, "SP0009");
        assert_true(turn(s, &row, nth, &ended));
        assert_int_equal(errorlog_count(s->log, "SP0009"), lines + !ended);
        if (ended == 0) {
            memory_fails(nth);
            r = ask(s, &row, 404);
            plan->on = 0;
            assert_page(r, 404);
        }
    }
    assert_int_equal(server_stop(s), 0);
}

/* The reference, or an error: never an empty page. */
static void the_reference_is_whole_or_fails(void **state)
{
    server_t *s = described("memory-reference");
    long nth, failed = 0, before;

    errorlog_allow(s->log, "SP0007: no reference: .*memory is short|SP0005");
    server_conf(s, one_child);
    server_conf(s, "<Location /status>\nSetHandler statuspages\n</Location>");
    server_start(s);
    assert_kept(client_get(s, "/status", NULL), 200, "</html>");
    for (nth = 1; nth < MOST; nth++) {
        ROW("allocation %ld", nth);
        before = errorlog_count(s->log, OUT_OF_MEMORY);
        memory_fails(nth);
        response_t *r = client_get(s, "/status", NULL);
        plan->on = 0;
        if (r->status == 0 || r->fault != NULL) {
            assert_true(has_said_so(s, before));
        }
        else if (r->status == 200) {
            assert_kept(r, 200, "</html>");
        }
        else {
            is_a_page(r, 500, 0);
            failed++;
        }
        if (!plan->fired) {
            break;
        }
    }
    assert_true(nth > 1);
    print_message("%ld allocations, %ld failed\n", nth - 1, failed);
    assert_int_equal(server_stop(s), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_configuration_is_read_or_refused),
        cmocka_unit_test(what_the_gallery_needs_is_read_or_refused),
        cmocka_unit_test(the_reference_is_whole_or_fails),
        cmocka_unit_test(pages_are_made_and_kept_whole),
        cmocka_unit_test(pages_past_the_bound_are_whole),
        cmocka_unit_test(the_first_page_of_a_child_is_whole),
        cmocka_unit_test(reload_makes_a_page_of_what_was_read_before),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, NULL, NULL));
}
