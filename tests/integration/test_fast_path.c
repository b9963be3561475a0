/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Our way out against that of httpd's filters: the same request to a virtual
 * host that has nothing to add, to one that has a Header directive, and to one
 * whose ETag is httpd's own affair, so that it goes through all filters. But
 * for those headers, the date and the order of the lines all is the same. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int start(void **state)
{
    server_t *s = server_new("fast_path");

    server_modules(s, "headers setenvif alias");
    /* one id for all requests, so that pages can be compared */
    server_conf(s, "StatusPages On\nStatusPagesRetryAfter 503 30\n"
                   "SetEnvIf Request_URI . UNIQUE_ID=the-same-id\n"
                   "SetEnvIf X-Bend downgrade downgrade-1.0\n"
                   "SetEnvIf X-Bend respond force-response-1.0\n"
                   "SetEnvIf X-Bend vary force-no-vary\n"
                   "SetEnvIf X-Bend close nokeepalive\n"
                   "SetEnvIf X-Bend plain no-gzip\n"
                   "LogFormat \"%>s %B %{Content-Type}o %{Content-Length}o "
                   "%{Content-Language}o\" both\n"
                   "RedirectMatch 404 ^/404\nRedirectMatch 400 ^/400\n"
                   "RedirectMatch 418 ^/418\nRedirectMatch 503 ^/503\n"
                   "<VirtualHost 127.0.0.1:@PORT@>\n"
                   "ServerName short.example\n"
                   "CustomLog logs/short both\n"
                   "</VirtualHost>\n"
                   "<VirtualHost 127.0.0.1:@PORT@>\n"
                   "ServerName beside.example\n"
                   "CustomLog logs/beside both\n"
                   "Header always set X-Extra 1\n"
                   "</VirtualHost>\n"
                   "<VirtualHost 127.0.0.1:@PORT@>\n"
                   "ServerName usual.example\n"
                   "CustomLog logs/usual both\n"
                   "Header always set X-Extra 1\n"
                   "Header always set ETag '\"1\"'\n"
                   "</VirtualHost>\n");
    server_start(s);
    *state = s;
    return 0;
}

typedef struct asked_t {
    const char *method;
    const char *version; /* "1.1" */
    const char *code;
    const char *headers; /* each line with its end */
} asked_t;

static response_t *ask(server_t *s, const asked_t *q, const char *host)
{
    int post = strcmp(q->method, "POST") == 0;
    wire_t *w = wire_open(s);
    response_t *r;

    wire_send(w,
              apr_psprintf(
                  s->pool, "%s /%s HTTP/%s\r\nHost: %s.example\r\n%s%s\r\n%s",
                  q->method, q->code, q->version, host, q->headers,
                  post ? "Content-Length: 3\r\n" : "", post ? "a=b" : ""),
              0);
    r = wire_read(w, q->method);
    wire_close(w);
    return r;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int is_extra(const char *name)
{
    return strcasecmp(name, "Date") == 0 || strcasecmp(name, "X-Extra") == 0 ||
           strcasecmp(name, "ETag") == 0;
}

/* The header lines but those, as they came or in order. */
static const char *lines(server_t *s, const response_t *r, int sorted)
{
    const apr_array_header_t *rows = apr_table_elts(r->headers);
    const char **all = apr_palloc(s->pool, 64 * sizeof(*all));
    const char *text = "";
    size_t n = 0;
    int i;

    for (i = 0; i < rows->nelts && n < 64; i++) {
        const apr_table_entry_t *e = &APR_ARRAY_IDX(rows, i, apr_table_entry_t);

        if (!is_extra(e->key)) {
            all[n++] = apr_psprintf(s->pool, "%s: %s\n", e->key, e->val);
        }
    }
    if (sorted) {
        qsort(all, n, sizeof(*all), by_name);
    }
    for (i = 0; i < (int)n; i++) {
        text = apr_pstrcat(s->pool, text, all[i], NULL);
    }
    return text;
}

/* Returns 1 where both ways give the same. */
static int is_like_usual(server_t *s, const asked_t *q, const char *host)
{
    response_t *a = ask(s, q, host);
    response_t *b = ask(s, q, "usual");

    if (a->fault == NULL && b->fault == NULL && a->status == atoi(q->code) &&
        a->status == b->status && a->http == b->http &&
        strcmp(a->reason, b->reason) == 0 &&
        response_header(b, "ETag") != NULL &&
        (response_header(a, "X-Extra") != NULL) == (*host == 'b') &&
        strcmp(lines(s, a, 1), lines(s, b, 1)) == 0 && a->length == b->length &&
        memcmp(a->body, b->body, a->length) == 0) {
        return 1;
    }
    print_error("%s /%s HTTP/%s\n%s-- our way (%s):\n%d %s\n%s"
                "-- the usual one (%s):\n%d %s\n%s",
                q->method, q->code, q->version, q->headers,
                a->fault ? a->fault : "whole", a->status, a->reason,
                lines(s, a, 1), b->fault ? b->fault : "whole", b->status,
                b->reason, lines(s, b, 1));
    return 0;
}

static int is_the_same(server_t *s, const asked_t *q)
{
    return is_like_usual(s, q, "short") & is_like_usual(s, q, "beside");
}

static const char *const methods[] = {"GET", "HEAD", "POST", NULL};
static const char *const versions[] = {"1.1", "1.0", NULL};
static const char *const codes[] = {"404", "400", "418", "503", NULL};
static const char *const accepts[] = {
    "Accept: text/html\r\n",     "Accept: application/json\r\n",
    "Accept: text/xml\r\n",      "Accept: text/plain\r\n",
    "Accept: text/markdown\r\n", NULL};
static const char *const more[] = {
    "",
    "Connection: close\r\n",
    "Connection: keep-alive\r\n",
    "Accept-Encoding: gzip\r\n",
    "Accept-Encoding: gzip\r\nConnection: keep-alive\r\n",
    NULL};

/* Every code with every format, and what else may be asked. */
static int faults_of(server_t *s, const char *method, const char *version)
{
    int faults = 0, i, k, m;

    for (i = 0; codes[i] != NULL; i++) {
        for (k = 0; accepts[k] != NULL; k++) {
            for (m = 0; more[m] != NULL; m++) {
                asked_t q = {method, version, codes[i], NULL};

                q.headers = apr_pstrcat(s->pool, accepts[k], more[m], NULL);
                faults += !is_the_same(s, &q);
            }
        }
    }
    return faults;
}

static void both_ways_give_the_same_answer(void **state)
{
    int faults = 0, i, k;

    for (i = 0; methods[i] != NULL; i++) {
        for (k = 0; versions[k] != NULL; k++) {
            faults += faults_of(*state, methods[i], versions[k]);
        }
    }
    assert_int_equal(faults, 0);
}

/* Words of the environment by which httpd bends the protocol. */
static void they_bend_in_the_same_way(void **state)
{
    static const char *const bends[] = {"downgrade", "respond", "vary",
                                        "close",     "plain",   NULL};
    server_t *s = *state;
    int faults = 0, i, k;

    for (i = 0; bends[i] != NULL; i++) {
        for (k = 0; methods[k] != NULL; k++) {
            asked_t q = {methods[k], "1.1", "404", NULL};

            q.headers = apr_pstrcat(
                s->pool, "Accept-Encoding: gzip\r\nX-Bend: ", bends[i], "\r\n",
                NULL);
            faults += !is_the_same(s, &q);
        }
    }
    assert_int_equal(faults, 0);
}

/* Else the two before would compare a thing with itself. */
static void there_are_two_ways(void **state)
{
    static const asked_t q = {"GET", "1.1", "404", ""};
    server_t *s = *state;

    assert_string_not_equal(lines(s, ask(s, &q, "short"), 0),
                            lines(s, ask(s, &q, "usual"), 0));
    assert_string_equal(lines(s, ask(s, &q, "short"), 0),
                        lines(s, ask(s, &q, "beside"), 0));
}

static void both_leave_the_connection_in_step(void **state)
{
    static const char *const hosts[] = {"short", "beside", "usual"};
    server_t *s = *state;
    int i, k;

    for (i = 0; i < 3; i++) {
        ROW("%s", hosts[i]);
        wire_t *w = wire_open(s);

        for (k = 0; methods[k] != NULL; k++) {
            ROW("%s", methods[k]);
            wire_send(w,
                      apr_psprintf(s->pool,
                                   "%s /404 HTTP/1.1\r\nHost: %s.example\r\n"
                                   "Content-Length: 3\r\n\r\na=b",
                                   methods[k], hosts[i]),
                      0);
            assert_status(wire_read(w, methods[k]), 404);
        }
        assert_in_step(w);
        wire_close(w);
    }
}

/* What the log has to tell since it was so long, when it has so many lines. */
static const char *logged(server_t *s, const char *file, apr_size_t since,
                          int lines)
{
    long until = text_now() + text_patience(2000);
    apr_size_t length;
    const char *text;

    do {
        text_sleep(20);
        text = text_read(s->pool, server_path(s, file), &length);
    } while (text_count(text + since, "\n") < lines && text_now() < until);
    return text + since;
}

/* Both are logged alike: code, bytes sent, headers. */
static void the_log_tells_the_same(void **state)
{
    static const char *const hosts[] = {"short", "beside"};
    static const asked_t four[] = {
        {"GET", "1.1", "404", ""},
        {"HEAD", "1.1", "404", ""},
        {"GET", "1.1", "503", "Accept-Encoding: gzip\r\n"},
        {"GET", "1.1", "404", "Accept: application/json\r\n"}};
    server_t *s = *state;
    apr_size_t a, b, k;
    int i;

    for (k = 0; k < 2; k++) {
        const char *log = apr_pstrcat(s->pool, "logs/", hosts[k], NULL);

        ROW("%s", hosts[k]);
        text_sleep(200); /* for the lines of what was before */
        text_read(s->pool, server_path(s, log), &a);
        text_read(s->pool, server_path(s, "logs/usual"), &b);
        for (i = 0; i < 4; i++) {
            assert_true(is_like_usual(s, &four[i], hosts[k]));
            /* another thread writes the next line, and may be quicker */
            assert_string_equal(logged(s, log, a, i + 1),
                                logged(s, "logs/usual", b, i + 1));
        }
        assert_true(text_matches(logged(s, log, a, 4),
                                 "^404 [0-9]+ text/html[^\n]* en\n404 0 "));
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(both_ways_give_the_same_answer),
        TEST(they_bend_in_the_same_way),
        TEST(there_are_two_ways),
        TEST(both_leave_the_connection_in_step),
        TEST(the_log_tells_the_same),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
