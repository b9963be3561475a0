/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What comes behind an error on one connection. After each kind of error that
 * keeps it, the answer to the next request must be, byte by byte, the answer
 * that a fresh connection gets; after each that does not, there is nothing.
 * Each request carries a token of its own in path, query and headers; no other
 * one's may stand in a response. Every form, plain and as gzip. */
#include "rows.h"
#include "checks.h"

#include "wire_cases.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))
#define GONE_ON "Connection: close\r\n"

static backend_t *backend;

/* The id of a request is its token: nothing but Date changes by itself. */
static const char conf[] =
    "StatusPages On\nStatusPagesUpstream All\nStatusPagesDrain 65536 2\n"
    "SetEnvIf X-Token (.+) UNIQUE_ID=$1\n"
    "LimitRequestBody 100\n"
    "MaxKeepAliveRequests 0\n"
    "<Directory />\nAllowOverride None\n</Directory>\n"
    "<Location /live>\nStatusPagesVar name \"%{req:X-Token}\"\n</Location>\n"
    "<Location /seen>\nStatusPagesDetails On\n</Location>\n"
    "<Location /off>\nStatusPages Off\n</Location>\n"
    "<Location /private>\nAuthType Basic\nAuthName wire\n"
    "AuthUserFile conf/users\nRequire valid-user\n</Location>\n"
    "<Location /doc>\nErrorDocument 404 /document.html\n</Location>\n"
    "<Location /text>\nErrorDocument 404 \"said in short\"\n</Location>\n"
    "<LocationMatch ^/h/>\nSetHandler sp-test\n</LocationMatch>\n"
    "RedirectMatch 403 ^/no/\n"
    "RedirectMatch 410 ^/gone/\n"
    "AliasMatch ^/file/ @ROOT@/htdocs/file.txt\n"
    "ScriptAliasMatch ^/cgi/ @ROOT@/cgi-bin/fail\n"
    "ProxyPassMatch ^/up/([a-z0-9]+)/ http://127.0.0.1:@UP@/$1 timeout=1 "
    "retry=0\n";

static int start(void **state)
{
    server_t *s = server_new("wire");

    server_mpm(s, "event"); /* many connections at once in few children */

    backend = backend_start(s->pool, wire_replies);
    server_modules(s, "alias cgid proxy proxy_http setenvif authn_core "
                      "authn_file authz_user auth_basic");
    server_var_int(s, "UP", backend_port(backend));
    server_file(s, "conf/users", "");
    server_file(s, "htdocs/file.txt", "a file\n");
    server_file(s, "htdocs/document.html", "the document\n");
    server_script(s, "cgi-bin/fail",
                  "#!/bin/sh\n"
                  "printf 'Status: 404 Lost\\nContent-Type: text/html\\n\\n'\n"
                  "head -c 20000 /dev/zero 2>/dev/null\n");
    server_conf(s, conf);
    server_start(s);
    errorlog_allow(s->log, "AH01106|AH01102|AH00898|AH01110|AH10397|AH02608");
    errorlog_allow(s->log, "AH00135: Invalid method");
    *state = s;
    return 0;
}

static int stop(void **state)
{
    int rv = server_stop(*state);

    backend_stop(backend);
    return rv;
}

/* Form k: five types, and each of them as gzip. */
static const char *const accepts[] = {"text/html", "application/json",
                                      "application/xml", "text/plain",
                                      "text/markdown"};
#define FORMS ((int)(2 * COUNT(accepts)))

static int tokens;

static const char *new_token(server_t *s)
{
    return apr_psprintf(s->pool, "tok%06dkot", ++tokens);
}

static const char *replace(apr_pool_t *pool, const char *text, const char *mark,
                           const char *with)
{
    const char *at, *out = "";

    while ((at = strstr(text, mark)) != NULL) {
        out = apr_pstrcat(pool, out,
                          apr_pstrmemdup(pool, text, (apr_size_t)(at - text)),
                          with, NULL);
        text = at + strlen(mark);
    }
    return apr_pstrcat(pool, out, text, NULL);
}

static const char *compose(server_t *s, const char *request, const char *token,
                           int form)
{
    const char *headers = apr_psprintf(
        s->pool,
        "Host: @T.example\r\nAccept: %s\r\n%sX-Token: @T\r\n"
        "User-Agent: @T\r\nReferer: http://@T/\r\nCookie: a=@T\r\n",
        accepts[form / 2], form % 2 ? "Accept-Encoding: gzip\r\n" : "");

    return replace(s->pool, replace(s->pool, request, "@H", headers), "@T",
                   token);
}

/* No token of another request; its own where there is a page to hold it. */
static void assert_own_words(const char *text, const char *token, int wanted)
{
    const char *at = text;
    int own = 0;

    while ((at = strstr(at, "tok")) != NULL) {
        if (strncmp(at, token, strlen(token)) != 0 && at[3] >= '0' &&
            at[3] <= '9') {
            print_error("a word of another request: %.40s\n", at);
            fail();
        }
        own |= strncmp(at, token, strlen(token)) == 0;
        at += 3;
    }
    if (wanted && !own) {
        print_error("its own token %s is not in: %s\n", token, text);
        fail();
    }
}

static void assert_answer(server_t *s, const response_t *r, int status,
                          const wire_case_t *c, const char *token)
{
    const apr_array_header_t *rows = apr_table_elts(r->headers);
    apr_size_t length = 0;
    const char *text = response_text(r, s->pool, &length);
    int i;

    assert_status(r, status);
    assert_non_null(text);
    assert_int_equal(strlen(text), length);
    for (i = 0; i < rows->nelts; i++) {
        assert_own_words(APR_ARRAY_IDX(rows, i, apr_table_entry_t).val, token,
                         0);
    }
    assert_own_words(text, token, !c->quiet && status >= 400);
}

static void read_answers(server_t *s, wire_t *w, const wire_case_t *c,
                         const char *token)
{
    int i;

    for (i = 0; i < 4 && c->status[i] != 0; i++) {
        ROW("answer %d", i);
        assert_answer(s, wire_read(w, c->method), c->status[i], c, token);
    }
}

typedef struct bytes_t {
    const char *at;
    size_t length;
} bytes_t;

#define MARKER_TOKEN "tok000000kot"

/* The answer to one more request: whatever comes up to the end of the
 * connection, but for the date. */
static bytes_t marker_answer(server_t *s, wire_t *w, int form)
{
    static const char marker[] =
        "GET /live/@T?q=@T HTTP/1.1\r\n@H" GONE_ON "\r\n";
    bytes_t all;
    char *date;

    wire_send(w, compose(s, marker, MARKER_TOKEN, form), 0);
    assert_true(wire_is_closed(w, text_patience(20000)));
    all.at = apr_pmemdup(s->pool, w->data ? w->data : "", w->length);
    all.length = w->length;
    date = memmem(all.at, all.length, "\r\nDate: ", 8);
    assert_non_null(date);
    memset(date + 8, '-', 29);
    return all;
}

/* As a fresh connection gets it, once for each form. */
static bytes_t expected(server_t *s, int form)
{
    static bytes_t known[FORMS];

    if (known[form].at == NULL) {
        wire_t *w = wire_open(s);

        known[form] = marker_answer(s, w, form);
        assert_memory_equal(known[form].at, "HTTP/1.1 404 ", 13);
        assert_true((memmem(known[form].at, known[form].length,
                            "\r\nContent-Encoding: gzip\r\n", 26) != NULL) ==
                    (form == 1));
        wire_close(w);
    }
    return known[form];
}

static void assert_marker(server_t *s, wire_t *w, int form)
{
    bytes_t want = expected(s, form), got;

    if (w->length != 0) {
        print_error("already there: %.200s\n", w->data);
        fail();
    }
    got = marker_answer(s, w, form);
    if (got.length != want.length ||
        memcmp(got.at, want.at, want.length) != 0) {
        print_error("got %lu bytes:\n%.2000s\n--- not %lu:\n%.2000s\n",
                    (unsigned long)got.length, got.at,
                    (unsigned long)want.length, want.at);
        fail();
    }
}

static void after_an_error_comes_the_right_answer(void **state)
{
    server_t *s = *state;
    size_t i;
    int form;

    for (i = 0; i < (size_t)wire_keeping_count; i++) {
        ROW("%s", wire_keeping[i].name);
        for (form = 0; form < FORMS; form++) {
            ROW("%s%s", accepts[form / 2], form % 2 ? ", gzip" : "");
            const char *token = new_token(s);
            wire_t *w = wire_open(s);

            wire_send(w, compose(s, wire_keeping[i].request, token, form), 0);
            read_answers(s, w, &wire_keeping[i], token);
            assert_marker(s, w, form);
            wire_close(w);
        }
    }
}

/* All kinds one after another on as few connections as httpd allows. */
static void after_many_errors_comes_the_right_answer(void **state)
{
    server_t *s = *state;
    int form;
    size_t i;

    for (form = 0; form < FORMS; form++) {
        ROW("%s%s", accepts[form / 2], form % 2 ? ", gzip" : "");
        wire_t *w = wire_open(s);

        for (i = 0; i < (size_t)wire_keeping_count; i++) {
            ROW("%s", wire_keeping[i].name);
            const char *token = new_token(s);

            if (strcmp(wire_keeping[i].name, WIRE_NO_REUSE) == 0) {
                continue;
            }
            wire_send(w, compose(s, wire_keeping[i].request, token, form), 0);
            read_answers(s, w, &wire_keeping[i], token);
        }
        assert_marker(s, w, form);
        wire_close(w);
    }
}

static void after_what_closes_comes_nothing(void **state)
{
    server_t *s = *state;
    size_t i;
    int form;

    for (i = 0; i < (size_t)wire_closing_count; i++) {
        ROW("%s", wire_closing[i].name);
        for (form = 0; form < FORMS; form++) {
            ROW("%s%s", accepts[form / 2], form % 2 ? ", gzip" : "");
            const char *token = new_token(s);
            const char *request =
                compose(s, wire_closing[i].request, token, form);
            wire_t *w = wire_open(s);

            /* another request stands behind it, and is not answered */
            request =
                apr_pstrcat(s->pool, request,
                            "GET /t?ok HTTP/1.1\r\nHost: a\r\n\r\n", NULL);
            wire_send(w, request, 0);
            read_answers(s, w, &wire_closing[i], token);
            assert_true(wire_is_closed(w, text_patience(20000)));
            assert_int_equal(w->length, 0);
            wire_close(w);
        }
    }
}

#define AT_ONCE 16
#define ROUNDS 40

typedef struct line_t {
    wire_t *wire;
    const wire_case_t *asked;
    const char *token;
    const char *request;
    size_t half;
} line_t;

static const wire_case_t *choose(unsigned *seed)
{
    const wire_case_t *c;

    do {
        c = &wire_keeping[(size_t)rand_r(seed) % (size_t)wire_keeping_count];
    } while (strcmp(c->name, WIRE_NO_REUSE) == 0);
    return c;
}

static void send_halves(line_t *lines)
{
    int i;

    for (i = 0; i < AT_ONCE; i++) {
        wire_send(lines[i].wire, lines[i].request, lines[i].half);
    }
    for (i = AT_ONCE - 1; i >= 0; i--) {
        wire_send(lines[i].wire, lines[i].request + lines[i].half, 0);
    }
}

/* Halves of requests of many connections, mixed; answers read in an order of
 * their own. */
static void connections_do_not_mix(void **state)
{
    server_t *s = *state;
    line_t lines[AT_ONCE];
    unsigned seed = 11;
    int i, round;

    for (i = 0; i < AT_ONCE; i++) {
        lines[i].wire = wire_open(s);
    }
    for (round = 0; round < ROUNDS; round++) {
        for (i = 0; i < AT_ONCE; i++) {
            line_t *l = &lines[i];

            l->asked = choose(&seed);
            l->token = new_token(s);
            l->request =
                compose(s, l->asked->request, l->token, rand_r(&seed) % FORMS);
            l->half = (size_t)rand_r(&seed) % (strlen(l->request) - 1) + 1;
        }
        send_halves(lines);
        for (i = 0; i < AT_ONCE; i++) {
            const line_t *l = &lines[(i * 7 + round) % AT_ONCE];
            ROW("round %d, connection %d: %s", round, i, l->asked->name);

            read_answers(s, l->wire, l->asked, l->token);
        }
    }
    for (i = 0; i < AT_ONCE; i++) {
        assert_marker(s, lines[i].wire, i % FORMS);
        wire_close(lines[i].wire);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(after_an_error_comes_the_right_answer),
        TEST(after_many_errors_comes_the_right_answer),
        TEST(after_what_closes_comes_nothing),
        TEST(connections_do_not_mix),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
