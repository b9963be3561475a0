/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Problems by name: whoever says which one an error is (the application's
 * header, an expression, a code's own problem), the answer has its words in
 * every form and language; and what is no name of one makes no difference.
 * What httpd -t refuses is in test_config.c. */
#include "rows.h"
#include "checks.h"

#include "backend.h"
#include "hostile_words.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

#define QUOTA "Status-Pages: problem=QUOTA_EXCEEDED\r\n"
#define TOO_MANY "HTTP/1.1 429 Slow\r\n"
#define ROW_OF(path, head, body)                                               \
    {                                                                          \
        path, head, body, 0, BACKEND_LENGTH, 0, 0, 0                           \
    }
#define END                                                                    \
    {                                                                          \
        NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0                           \
    }

static const char acme_en[] =
    "{\"name\": \"acme\", \"language\": \"en\",\n"
    " \"codes\": {\"429\": {\"message\": \"SlowDown\",\n"
    "  \"description\": \"The plain words of 429.\"}},\n"
    " \"problems\": {\n"
    "  \"QUOTA_EXCEEDED\": {\"status\": 429, \"message\": \"Quota used up\",\n"
    "   \"description\": \"No requests are left.\", \"retry\": \"after\"},\n"
    "  \"RATE_LIMITED\": {\"status\": 429, \"message\": \"Too fast\",\n"
    "   \"description\": \"Slowly.\"},\n"
    "  \"MAINTENANCE\": {\"status\": 503, \"message\": \"Closed for work\",\n"
    "   \"description\": \"Until ten.\"},\n"
    "  \"TEA\": {\"status\": 418, \"message\": \"Only tea\",\n"
    "   \"description\": \"No coffee.\"}}}\n";
static const char acme_de[] =
    "{\"name\": \"acme\", \"language\": \"de\", \"problems\": {\n"
    "  \"QUOTA_EXCEEDED\": {\"message\": \"Kontingent leer\",\n"
    "   \"description\": \"Keine Anfragen mehr.\"}}}\n";
static const char acme_ar[] =
    "{\"name\": \"acme\", \"language\": \"ar\", \"problems\": {\n"
    "  \"QUOTA_EXCEEDED\": {\"message\": \"نفدت الحصة\",\n"
    "   \"description\": \"لا طلبات متبقية.\"}}}\n";

static const reply_t replies[] = {
    ROW_OF("/empty", TOO_MANY QUOTA, ""),
    ROW_OF("/typed", TOO_MANY "Content-Type: application/json\r\n" QUOTA, ""),
    ROW_OF("/html", TOO_MANY "Content-Type: text/html\r\n" QUOTA, "<p>old"),
    ROW_OF("/json", TOO_MANY "Content-Type: application/json\r\n" QUOTA,
           "{\"old\":1}"),
    ROW_OF("/keep", TOO_MANY "Status-Pages: keep, problem=QUOTA_EXCEEDED\r\n",
           ""),
    ROW_OF("/good", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" QUOTA,
           "<p>fine"),
    ROW_OF("/mismatch", "HTTP/1.1 503 Later\r\n" QUOTA, ""),
    ROW_OF("/unknown", TOO_MANY "Status-Pages: problem=QUOTA\r\n", ""),
    ROW_OF("/own", TOO_MANY "X-Error-Code: RATE_LIMITED\r\n", ""),
    ROW_OF("/none/own", TOO_MANY "X-Error-Code: RATE_LIMITED\r\n", ""),
    ROW_OF("/own-unknown", TOO_MANY "X-Error-Code: E1234\r\n", ""),
    ROW_OF("/both", TOO_MANY "X-Error-Code: RATE_LIMITED\r\n" QUOTA, ""),
    ROW_OF("/tea", "HTTP/1.1 418 Pot\r\nStatus-Pages: problem=TEA\r\n", ""),
    END};

static const reply_t scripts[] = {
    {"/fcgi/empty", "Status: 429 Slow\r\n" QUOTA "Content-Type: text/html\r\n",
     "", 0, BACKEND_RAW, 0, 0, 0},
    END};

static backend_t *backend, *fcgi, *hostile;

/* A reply for each hostile input that a header line can carry, and for names
 * that are long, cut, or nearly good. */
static reply_t *hostile_replies(apr_pool_t *pool, int *count)
{
    static const char *const more[] = {"",
                                       "\"",
                                       "\"QUOTA_EXCEEDED",
                                       "=QUOTA_EXCEEDED",
                                       "QUOTA_EXCEEDED\\",
                                       "%s%n%",
                                       "429",
                                       "10000",
                                       "QUOTA_EXCEEDED=",
                                       "\x80\xff\x80"};
    size_t known, i, n = 0;
    const hostile_t *table = hostile_table(&known);
    reply_t *all = apr_pcalloc(pool, (known + 20) * sizeof(*all));
    char *vast = apr_pcalloc(pool, 8001);

    memset(vast, 'Q', 8000);
    for (i = 0; i < known + 11; i++) {
        const char *word = i < known        ? table[i].word
                           : i < known + 10 ? more[i - known]
                                            : vast;

        if (strlen(word) > 8000 || strpbrk(word, "\r\n") != NULL) {
            continue;
        }
        all[n].path = apr_psprintf(pool, "/%d", (int)n);
        all[n].head = apr_pstrcat(pool, TOO_MANY "Status-Pages: problem=", word,
                                  "\r\n", NULL);
        all[n].body = "";
        n++;
    }
    *count = (int)n;
    return all;
}

static int hostile_count;

static void add_places(server_t *s)
{
    server_script(s, "cgi-bin/empty",
                  "#!/bin/sh\necho 'Status: 429 Slow'\n"
                  "echo 'Content-Type: text/html'\n"
                  "echo 'Status-Pages: problem=QUOTA_EXCEEDED'\necho\n");
    server_file(s, "conf/bare/page.html",
                "<!doctype html>\n<html lang=\"{{language}}\"><title>{{status}}"
                "</title><p>{{message}} [{{code}}]\n");
    server_conf(
        s, "LogLevel notice statuspages:info\n"
           "StatusPages On\nStatusPagesCatalog conf/acme\n"
           "StatusPagesReference /status\n"
           "<Location /status>\nSetHandler statuspages\n</Location>\n"
           "ProxyPass /app/ http://127.0.0.1:@BACKEND@/\n"
           "ProxyPass /over/ http://127.0.0.1:@BACKEND@/\n"
           "ProxyPass /own/ http://127.0.0.1:@BACKEND@/\n"
           "ProxyPass /hostile/ http://127.0.0.1:@HOSTILE@/\n"
           "ProxyPass /fcgi/ fcgi://127.0.0.1:@FCGI@/\n"
           "ScriptAlias /cgi/ @ROOT@/cgi-bin/\n"
           "<Location /over/>\nProxyErrorOverride On\n</Location>\n"
           "<Location /own/>\n"
           "StatusPagesProblem \"%{resp:X-Error-Code}\"\n</Location>\n"
           "<Location /own/none/>\nStatusPagesProblem none\n</Location>\n"
           "<Location /tied/>\nSetHandler sp-test\n"
           "StatusPagesProblem MAINTENANCE 503\n</Location>\n"
           "<Location /tied/not/>\nStatusPagesProblem None 503\n</Location>\n"
           "<Location /sent/>\nSetHandler sp-test\n"
           "StatusPagesProblem \"%{req:X-Name}\"\n</Location>\n"
           "<Location /bare/>\nSetHandler sp-test\nStatusPagesTheme conf/bare\n"
           "StatusPagesFormats html\nStatusPagesLanguages en\n"
           "StatusPagesProblem \"%{req:X-Name}\"\n</Location>\n"
           "<Location /worded/>\nSetHandler sp-test\n"
           "StatusPagesMessage RATE_LIMITED \"Own words\" \"Own text.\"\n"
           "</Location>\n"
           "SetEnvIf Request_URI ^/env/quota PROBLEM=QUOTA_EXCEEDED\n"
           "<Location /env/>\nSetHandler sp-test\n"
           "StatusPagesProblem \"%{env:PROBLEM}\"\n</Location>\n"
           "RewriteEngine On\n"
           "RewriteRule ^/rewritten - [E=PROBLEM:RATE_LIMITED,R=429]\n"
           "<Location /rewritten>\n"
           "StatusPagesProblem \"%{reqenv:PROBLEM}\"\n</Location>\n"
           "<Directory @ROOT@/htdocs>\nAllowOverride FileInfo\n</Directory>\n");
}

static int start(void **state)
{
    server_t *s = server_new("problems");

    backend = backend_start(s->pool, replies);
    fcgi = backend_start_fcgi(s->pool, scripts);
    hostile = backend_start(s->pool, hostile_replies(s->pool, &hostile_count));
    server_one_child(s);
    server_modules(s, "alias env setenvif rewrite proxy proxy_http proxy_fcgi "
                      "cgid mime http2");
    server_var_int(s, "BACKEND", backend_port(backend));
    server_var_int(s, "HOSTILE", backend_port(hostile));
    server_var_int(s, "FCGI", backend_port(fcgi));
    server_file(s, "conf/acme/en.json", acme_en);
    server_file(s, "conf/acme/de.json", acme_de);
    server_file(s, "conf/acme/ar.json", acme_ar);
    add_places(s);
    server_start(s);
    *state = s;
    return 0;
}

static int stop(void **state)
{
    int rv = server_stop(*state);

    backend_stop(backend);
    backend_stop(fcgi);
    backend_stop(hostile);
    return rv;
}

/* It has a problem's words, or the plain ones of its code. */
static void says(server_t *s, const char *path, const char *headers, int code,
                 const char *name, const char *message)
{
    response_t *r;
    json_t *problem;

    ROW("%s", path);
    r = client_get(s, path,
                   apr_pstrcat(s->pool, "Accept: application/json\n",
                               headers ? headers : "", NULL));
    problem = assert_problem(r, code);
    assert_member(problem, "code", name);
    assert_member(problem, "title", message);
    assert_no_header(r, "Status-Pages");
}

#define QUOTA_SAYS 429, "QUOTA_EXCEEDED", "Quota used up"
#define RATE_SAYS 429, "RATE_LIMITED", "Too fast"
#define PLAIN_SAYS 429, "SlowDown", "SlowDown"
#define CLOSED_SAYS 503, "MAINTENANCE", "Closed for work"
#define PLAIN_503_SAYS 503, "Service Unavailable", "Service Unavailable"

static void each_form_has_its_words_in_each_language(void **state)
{
    static const char *const forms[] = {"text/html", "application/json",
                                        "application/xml", "text/plain",
                                        "text/markdown"};
    static const struct {
        const char *tag, *message, *detail;
    } words[] = {{"en", "Quota used up", "No requests are left."},
                 {"de", "Kontingent leer", "Keine Anfragen mehr."},
                 {"ar", "نفدت الحصة", "لا طلبات متبقية."},
                 {"ja", "Quota used up", "No requests are left."}};
    server_t *s = *state;
    size_t f, w;

    for (f = 0; f < 5; f++) {
        for (w = 0; w < 4; w++) {
            ROW("%s in %s", forms[f], words[w].tag);
            response_t *r = client_get(
                s, "/app/empty",
                apr_pstrcat(s->pool, "Accept: ", forms[f],
                            "\nAccept-Language: ", words[w].tag, NULL));

            assert_page(r, 429);
            assert_body(r, words[w].message);
            assert_body(r, words[w].detail);
            assert_body(r, "QUOTA");
            assert_no_body(r, "SlowDown");
            assert_no_body(r, "plain words");
            assert_no_header(r, "Status-Pages");
            assert_none_doubled(r);
        }
    }
}

static void programs_get_type_code_and_status(void **state)
{
    server_t *s = *state;
    response_t *r = client_json(s, "/app/empty");
    json_t *problem = assert_problem(r, 429);

    assert_member(problem, "type", "/status/QUOTA_EXCEEDED");
    assert_member(problem, "code", "QUOTA_EXCEEDED");
    assert_member(problem, "title", "Quota used up");
    assert_member(problem, "detail", "No requests are left.");
    assert_member(problem, "retry", "after");
    r = client_get(s, "/app/empty", "Accept: application/xml");
    assert_page(r, 429);
    assert_xml(r);
    assert_body(r, "<type>/status/QUOTA_EXCEEDED</type>");
    assert_body(r, "<code>QUOTA_EXCEEDED</code>");
    assert_body(r, "<status>429</status>");
}

static void every_way_from_an_application_counts(void **state)
{
    server_t *s = *state;

    says(s, "/app/typed", NULL, QUOTA_SAYS);
    says(s, "/fcgi/empty", NULL, QUOTA_SAYS);
    says(s, "/cgi/empty", NULL, QUOTA_SAYS);
    says(s, "/over/html", NULL, QUOTA_SAYS);
    says(s, "/tied/x?status=429&header=Status-Pages:problem=QUOTA_EXCEEDED",
         NULL, QUOTA_SAYS);
    says(s, "/tied/x?status=429&err=Status-Pages:problem=QUOTA_EXCEEDED", NULL,
         QUOTA_SAYS);
    says(s, "/tied/x?die=429&err=Status-Pages:problem=QUOTA_EXCEEDED", NULL,
         QUOTA_SAYS);
    says(s, "/app/tea", NULL, 418, "TEA", "Only tea");
}

static void a_body_is_the_policys_affair(void **state)
{
    static const char *const paths[] = {"/app/html", "/app/json", "/app/keep",
                                        "/app/good"};
    server_t *s = *state;
    size_t i;

    for (i = 0; i < 4; i++) {
        ROW("%s", paths[i]);
        response_t *r = client_get(s, paths[i], NULL);

        assert_kept(r, i == 3 ? 200 : 429,
                    i == 2   ? ""
                    : i == 3 ? "fine"
                             : "old");
        assert_no_header(r, "Status-Pages");
    }
}

static void the_header_is_read_with_sense(void **state)
{
    static const struct {
        const char *value;
        int kept;
    } rows[] = {
        {"problem=QUOTA_EXCEEDED", 0},
        {"problem=%22QUOTA_EXCEEDED%22", 0},
        {"PROBLEM=QUOTA_EXCEEDED", 0},
        {"%20%20problem=QUOTA_EXCEEDED%20", 0},
        {"other,problem=QUOTA_EXCEEDED", 0},
        {"other=%22;%22;%20problem=QUOTA_EXCEEDED,problem=RATE_LIMITED", 0},
        {"problem=QUOTA_EXCEEDED,keep", 1},
        {"keep", 1},
        {"KEEP", 1},
    };
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *path = apr_pstrcat(
            s->pool, "/tied/x?status=429&header=Status-Pages:", rows[i].value,
            NULL);

        ROW("%s", rows[i].value);
        if (rows[i].kept) {
            response_t *r = client_get(s, path, NULL);

            assert_kept(r, 429, "");
            assert_no_header(r, "Status-Pages");
        }
        else {
            says(s, path, NULL, QUOTA_SAYS);
        }
    }
}

static void several_headers_are_read_as_one(void **state)
{
    server_t *s = *state;

    says(s,
         "/tied/x?status=429&header=Status-Pages:other"
         "&err=Status-Pages:problem=QUOTA_EXCEEDED",
         NULL, QUOTA_SAYS);
    assert_kept(client_get(s,
                           "/tied/x?status=429&body=mine"
                           "&header=Status-Pages:problem=QUOTA_EXCEEDED"
                           "&err=Status-Pages:keep",
                           NULL),
                429, "mine");
}

static void where_the_codes_differ_the_status_has_the_word(void **state)
{
    server_t *s = *state;

    errorlog_expect(s->log, "SP0010: the problem QUOTA_EXCEEDED has the status "
                            "429, but the response is a 503");
    says(s, "/app/mismatch", NULL, PLAIN_503_SAYS);
    assert_member(assert_problem(client_json(s, "/app/mismatch"), 503), "type",
                  "/status/503?all");
}

static void an_unknown_name_makes_no_difference(void **state)
{
    server_t *s = *state;

    says(s, "/app/unknown", NULL, PLAIN_SAYS);
    says(s, "/own/own-unknown", NULL, PLAIN_SAYS);
    assert_member(assert_problem(client_json(s, "/app/unknown"), 429), "type",
                  "/status/429");
    assert_int_equal(errorlog_count(s->log, "SP0011|E1234"), 0);
}

static void an_administrators_own_source_counts(void **state)
{
    server_t *s = *state;

    says(s, "/own/own", NULL, RATE_SAYS);
    says(s, "/own/both", NULL, QUOTA_SAYS); /* our header is the nearer word */
    says(s, "/app/own", NULL, PLAIN_SAYS);
    says(s, "/own/none/own", NULL, PLAIN_SAYS);
    says(s, "/env/quota?die=429", NULL, QUOTA_SAYS);
    says(s, "/env/other?die=429", NULL, PLAIN_SAYS);
    says(s, "/rewritten", NULL, RATE_SAYS);
    says(s, "/sent/x?die=429", "X-Name: RATE_LIMITED", RATE_SAYS);
    says(s, "/sent/x?status=429", "X-Name: RATE_LIMITED", RATE_SAYS);
}

static void a_code_may_have_its_problem(void **state)
{
    server_t *s = *state;

    says(s, "/tied/x?die=503", NULL, CLOSED_SAYS);
    says(s, "/tied/x?status=503", NULL, CLOSED_SAYS);
    says(s, "/tied/x?die=502", NULL, 502, "Bad Gateway", "Bad Gateway");
    says(s, "/tied/not/x?die=503", NULL, PLAIN_503_SAYS);
    says(s, "/sent/x?die=503", NULL, PLAIN_503_SAYS);
    /* who names one knows more of the error, also where we know it not */
    says(s, "/tied/x?die=503&err=Status-Pages:problem=FLOOD", NULL,
         PLAIN_503_SAYS);
}

static void a_message_may_be_for_a_problem(void **state)
{
    server_t *s = *state;

    says(s, "/worded/x?die=429&err=Status-Pages:problem=RATE_LIMITED", NULL,
         429, "RATE_LIMITED", "Own words");
    says(s, "/worded/x?die=429&err=Status-Pages:problem=QUOTA_EXCEEDED", NULL,
         QUOTA_SAYS);
    says(s, "/worded/x?die=429", NULL, PLAIN_SAYS);
}

static void htaccess_may_say_it_too(void **state)
{
    server_t *s = *state;

    server_file(s, "htdocs/place/.htaccess",
                "RewriteEngine On\nRewriteRule ^busy - "
                "[E=PROBLEM:RATE_LIMITED,R=429]\n"
                "RewriteRule ^closed - [R=503]\n"
                "StatusPagesProblem \"%{reqenv:PROBLEM}\"\n"
                "StatusPagesProblem MAINTENANCE 503\n");
    says(s, "/place/busy", NULL, RATE_SAYS);
    says(s, "/place/closed", NULL, CLOSED_SAYS);
    server_file(s, "htdocs/place/in/.htaccess",
                "StatusPagesProblem none\n"
                "RewriteEngine On\n"
                "RewriteRule ^closed - "
                "[R=503]\n");
    says(s, "/place/in/closed", NULL, PLAIN_503_SAYS);
}

static void htaccess_is_refused_what_can_not_be_meant(void **state)
{
    static const struct {
        const char *directive, *fault;
    } rows[] = {
        {"StatusPagesProblem \"%{env:PROBLEM}\"",
         "htaccess: StatusPagesProblem: .*may read the request alone"},
        {"StatusPagesProblem MAINTENENCE 503",
         "htaccess: StatusPagesProblem: the catalogue \"acme\" has no problem "
         "\"MAINTENENCE\" .did you mean \"MAINTENANCE\"..;"},
        {"StatusPagesProblem MAINTENANCE 404",
         "htaccess: StatusPagesProblem: the problem \"MAINTENANCE\" .* has the "
         "status 503"},
    };
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].directive);
        errorlog_expect(s->log, rows[i].fault);
        server_file(s, "htdocs/wrong/.htaccess",
                    apr_pstrcat(s->pool, rows[i].directive, "\n", NULL));
        assert_page(client_get(s, "/wrong/x", NULL), 500);
        assert_int_equal(errorlog_check(s->log), 0);
    }
}

static void hostile_names_are_nothing_worse(void **state)
{
    server_t *s = *state;
    int i;

    assert_true(hostile_count > 40);
    errorlog_allow(s->log, "AH01106|AH10003"); /* mod_proxy, of the header */
    for (i = 0; i < hostile_count; i++) {
        ROW("reply %d", i);
        response_t *r = client_json(s, apr_psprintf(s->pool, "/hostile/%d", i));

        if (r->status == 502) {
            continue; /* mod_proxy takes no such header */
        }
        assert_member(assert_problem(r, 429), "code",
                      strstr(r->body, "\"QUOTA_EXCEEDED\"") ? "QUOTA_EXCEEDED"
                                                            : "SlowDown");
        assert_no_header(r, "Status-Pages");
    }
}

/* Of the only child that serves and the one that runs CGI, in KB. */
static long memory(server_t *s)
{
    char *rest = text_read(s->pool,
                           apr_psprintf(s->pool, "/proc/%d/task/%d/children",
                                        (int)s->pid, (int)s->pid),
                           NULL);
    const char *child;
    long sum = 0;

    while ((child = apr_strtok(rest, " \n", &rest)) != NULL) {
        const char *status = text_read(
            s->pool, apr_psprintf(s->pool, "/proc/%s/status", child), NULL);
        const char *rss =
            text_capture(s->pool, status, "VmRSS:[[:space:]]*([0-9]+) kB");

        assert_non_null(rss);
        sum += atol(rss);
    }
    assert_true(sum > 0);
    return sum;
}

static void name_at_random(server_t *s, int turns)
{
    static unsigned next = 1;
    char name[80];
    int i, k;

    for (i = 0; i < turns; i++) {
        for (k = 0; k < 70; k++) {
            next = next * 1103515245u + 12345u;
            name[k] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-.0123"[next >> 16 & 31];
        }
        name[1 + i % 69] = '\0';
        ROW("%s", name);
        assert_page(client_get(s, "/sent/x?die=429",
                               apr_pstrcat(s->pool, "X-Name: ", name, NULL)),
                    429);
    }
}

static void random_names_leave_memory_flat(void **state)
{
    server_t *s = *state;
    long before, after;

    if (getenv("SP_ASAN") != NULL) {
        rows_skip("httpd's own memory", "a sanitizer keeps what was freed");
    }
    name_at_random(s, 300);
    before = memory(s);
    name_at_random(s, 3000);
    after = memory(s);
    if (after > before + 512) {
        fail_msg("%ld KB before, %ld KB after", before, after);
    }
}

static void its_pages_are_kept_and_go_out_as_others_do(void **state)
{
    server_t *s = *state;
    request_t q = {.path = "/app/empty", .headers = "Accept-Encoding: gzip"};
    response_t *get = client_send(s, &q), *head;
    apr_size_t length;

    assert_status(get, 429);
    assert_header(get, "Content-Encoding", "gzip");
    assert_non_null(
        strstr(response_text(get, s->pool, &length), "Quota used up"));
    q.method = "HEAD";
    head = client_send(s, &q);
    assert_head_page(head, 429);
    assert_no_header(head, "Status-Pages");
    assert_header(head, "Content-Language", "en");
    q.method = NULL;
    q.headers = "If-None-Match: *\nIf-Modified-Since: "
                "Mon, 01 Jan 2024 00:00:00 GMT\nRange: bytes=0-1";
    assert_page(client_send(s, &q), 429);
}

static void over_http_2_it_is_the_same(void **state)
{
    server_t *s = *state;
    request_t q = {.path = "/app/empty",
                   .headers = "Accept: application/json",
                   .http = 20};
    response_t *r;

    if (strcmp(s->mpm, "prefork") == 0) {
        skip(); /* mod_http2 does not work there */
    }
    r = client_send(s, &q);
    assert_member(assert_problem(r, 429), "code", "QUOTA_EXCEEDED");
    assert_no_header(r, "Status-Pages");
}

/* A page without a fact may be stored: then its Vary names what chose it. */
static void what_was_read_of_the_request_is_in_vary(void **state)
{
    server_t *s = *state;
    static const char *const paths[] = {"/bare/x?die=404",
                                        "/bare/x?status=404"};
    size_t i;

    for (i = 0; i < 2; i++) {
        ROW("%s", paths[i]);
        response_t *r = client_get(s, paths[i], "X-Name: a");

        assert_page(r, 404);
        assert_no_header(r, "Cache-Control");
        assert_header_like(r, "Vary", "X-Name");
        assert_none_doubled(r);
    }
}

static void a_restart_reads_them_anew(void **state)
{
    server_t *s = *state;
    result_t t;

    /* another order: numbers of before mean other problems now */
    server_file(
        s, "conf/acme/en.json",
        "{\"name\": \"acme\", \"language\": \"en\", \"problems\": {\n"
        "\"MAINTENANCE\": {\"status\": 503, \"message\": \"Back soon\", "
        "\"description\": \"d\"},\n"
        "\"NEW\": {\"status\": 429, \"message\": \"New words\", "
        "\"description\": \"d\"},\n"
        "\"RATE_LIMITED\": {\"status\": 429, \"message\": \"Too fast\",\n"
        "   \"description\": \"Slowly.\"},\n"
        "\"QUOTA_EXCEEDED\": {\"status\": 429, \"message\": \"All gone\", "
        "\"description\": \"d\"}}}");
    t = server_graceful(s);
    assert_int_equal(t.exit, 0);
    says(s, "/app/empty", NULL, 429, "QUOTA_EXCEEDED", "All gone");
    says(s, "/tied/x?die=503", NULL, 503, "MAINTENANCE", "Back soon");
    says(s, "/sent/x?die=429", "X-Name: NEW", 429, "NEW", "New words");
}

/* Each place may say its own, and a vhost what the server says not. */
static void places_say_it_for_themselves(void **state)
{
    server_t *s = server_new("problem-places");

    server_file(s, "conf/acme.json", acme_en);
    server_file(s, "htdocs/dir/x", "x");
    server_conf(s, "StatusPages On\nStatusPagesCatalog conf/acme.json\n"
                   "<Location /t>\nSetHandler sp-test\n</Location>\n"
                   "StatusPagesProblem RATE_LIMITED 429\n"
                   "<VirtualHost *:*>\nServerName first.example\n"
                   "<Directory @ROOT@/htdocs/dir>\nSetHandler sp-test\n"
                   "StatusPagesProblem QUOTA_EXCEEDED 429\n</Directory>\n"
                   "</VirtualHost>\n"
                   "<VirtualHost *:*>\nServerName other.example\n"
                   "StatusPagesProblem MAINTENANCE 503\n</VirtualHost>\n"
                   "<VirtualHost *:*>\nServerName none.example\n"
                   "StatusPagesProblem none\n</VirtualHost>\n");
    server_start(s);
    says(s, "/t?die=429", "Host: first.example", RATE_SAYS);
    says(s, "/dir/x?die=429", "Host: first.example", QUOTA_SAYS);
    says(s, "/t?die=503", "Host: first.example", PLAIN_503_SAYS);
    says(s, "/t?die=503", "Host: other.example", CLOSED_SAYS);
    says(s, "/t?die=429", "Host: other.example", RATE_SAYS);
    says(s, "/t?die=429", "Host: none.example", PLAIN_SAYS);
    assert_int_equal(server_stop(s), 0);
}

/* Of a request that broke off early almost nothing is known. */
static void early_errors_have_little_to_read(void **state)
{
    server_t *s = server_new("problem-early");
    char *line = apr_palloc(s->pool, 10001);
    static const char *const requests[] = {
        NULL, /* a line that is too long */
        "GET / HTTP/1.1\r\n\r\n", "\x01\x02\r\n\r\n", "GET\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nbroken\r\n\r\n"};
    size_t i;

    wire_or_skip(s);
    memset(line, 'a', 10000);
    line[10000] = '\0';
    server_file(s, "conf/acme.json", acme_en);
    server_conf(s, "StatusPages On\nStatusPagesCatalog conf/acme.json\n"
                   "StatusPagesProblem \"%{REQUEST_URI}%{HTTP_HOST}"
                   "%{req:X-Name}%{resp:X-Name}%{reqenv:N}%{QUERY_STRING}"
                   "%{REQUEST_METHOD}\"\n");
    server_start(s);
    for (i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
        ROW("request %d", (int)i);
        response_t *r = wire_exchange(
            s,
            i == 0 ? apr_pstrcat(s->pool, "GET /", line,
                                 " HTTP/1.1\r\nHost: a\r\n\r\n", NULL)
                   : requests[i],
            0);

        assert_page(r, i == 0 ? 414 : 400);
    }
    assert_int_equal(server_stop(s), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(each_form_has_its_words_in_each_language),
        TEST(programs_get_type_code_and_status),
        TEST(every_way_from_an_application_counts),
        TEST(a_body_is_the_policys_affair),
        TEST(the_header_is_read_with_sense),
        TEST(several_headers_are_read_as_one),
        TEST(where_the_codes_differ_the_status_has_the_word),
        TEST(an_unknown_name_makes_no_difference),
        TEST(an_administrators_own_source_counts),
        TEST(a_code_may_have_its_problem),
        TEST(a_message_may_be_for_a_problem),
        TEST(htaccess_may_say_it_too),
        TEST(htaccess_is_refused_what_can_not_be_meant),
        TEST(hostile_names_are_nothing_worse),
        TEST(random_names_leave_memory_flat),
        TEST(its_pages_are_kept_and_go_out_as_others_do),
        TEST(over_http_2_it_is_the_same),
        TEST(what_was_read_of_the_request_is_in_vary),
        TEST(a_restart_reads_them_anew),
        TEST(places_say_it_for_themselves),
        TEST(early_errors_have_little_to_read),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
