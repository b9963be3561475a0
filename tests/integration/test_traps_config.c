/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The pitfalls that depend on what else is configured: doubled headers (7),
 * whose configuration (10), cached pages (11), upstream policies (12). The
 * others stand in test_traps.c. So does a script
 * under mod_cgi (4), which httpd does not have beside mod_cgid. */
#include "rows.h"
#include "checks.h"

#include "backend.h"

#include <string.h>

static const reply_t replies[] = {
    {"/policy",
     "HTTP/1.1 500 Oops\r\nContent-Type: text/html\r\n"
     "Content-Security-Policy: default-src 'self'\r\n",
     "old", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/storable",
     "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n"
     "Cache-Control: max-age=600\r\n"
     "Expires: Fri, 01 Jan 2100 00:00:00 GMT\r\n"
     "Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n",
     "old", 0, BACKEND_LENGTH, 0, 0, 0},
    {NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0}};

static backend_t *backend;

static const char first_host[] =
    "<VirtualHost 127.0.0.1:@PORT@>\n"
    "ServerName first.example\n"
    "StatusPagesVar name FirstHost\n"
    "ProxyPass /back/policy-kept http://127.0.0.1:@BACKEND@/policy\n"
    "ProxyPass /back/ http://127.0.0.1:@BACKEND@/\n"
    "CacheRoot @ROOT@/cache\n"
    "CacheEnable disk /back/\n"
    "CacheDefaultExpire 600\n"
    "<Location /set/>\n"
    "Header set X-Robots-Tag all\n"
    "Header set X-Content-Type-Options mine\n"
    "Header set Content-Security-Policy mine\n"
    "Header set Cache-Control mine\n"
    "</Location>\n"
    "<Location /always/>\n"
    "Header always set X-Robots-Tag all\n"
    "Header always set X-Content-Type-Options mine\n"
    "Header always set Content-Security-Policy mine\n"
    "Header always set Cache-Control mine\n"
    "</Location>\n"
    "<LocationMatch ^/(set|always)/t>\n"
    "SetHandler sp-test\n"
    "</LocationMatch>\n"
    "<Location /back/policy-kept>\n"
    "Header always set Content-Security-Policy mine\n"
    "</Location>\n"
    "</VirtualHost>\n";

static const char second_host[] = "<VirtualHost 127.0.0.1:@PORT@>\n"
                                  "ServerName second.example\n"
                                  "StatusPagesVar name SecondHost\n"
                                  "<Directory @ROOT@/htdocs>\n"
                                  "StatusPagesVar name TheDirectory\n"
                                  "AllowOverride All\n"
                                  "</Directory>\n"
                                  "<Location /place>\n"
                                  "StatusPagesVar name TheLocation\n"
                                  "</Location>\n"
                                  "</VirtualHost>\n";

static int start(void **state)
{
    server_t *s = server_new("traps-config");

    backend = backend_start(s->pool, replies);
    server_modules(s, "alias proxy proxy_http headers cache cache_disk dir "
                      "cgi");
    server_var_int(s, "BACKEND", backend_port(backend));
    server_folder(s, "cache");
    server_file(s, "htdocs/broken/.htaccess", "NoSuchDirective On\n");
    server_file(s, "htdocs/broken/index.html", "never seen\n");
    server_script(s, "cgi-bin/large",
                  "#!/bin/sh\n"
                  "printf 'Status: 502 Oops\\nContent-Type: text/html\\n\\n'\n"
                  "head -c 300000 /dev/zero\n");
    server_conf(s, "StatusPages On\nStatusPagesUpstream All\n"
                   "ScriptAlias /cgi/ @ROOT@/cgi-bin/\n"
                   "StatusPagesDrain 1000000 5\n"
                   "LimitRequestLine 400\n");
    server_conf(s, first_host);
    server_conf(s, second_host);
    server_start(s);
    *state = s;
    return 0;
}

static int stop(void **state)
{
    int rv = server_stop(*state);

    backend_stop(backend);
    return rv;
}

static void trap_04_a_script_can_get_rid_of_its_large_body(void **state)
{
    wire_t *w = wire_open(*state);
    response_t *r;
    long from = text_now();

    wire_send(w,
              "GET /cgi/large HTTP/1.1\r\nHost: first.example\r\n\r\n"
              "GET /t?ok HTTP/1.1\r\nHost: first.example\r\n\r\n",
              0);
    assert_page(wire_read(w, "GET"), 502);
    r = wire_read(w, "GET");
    assert_status(r, 200);
    assert_true(text_now() - from < text_patience(1500));
    wire_close(w);
}

static const char *const ours[] = {"X-Robots-Tag", "X-Content-Type-Options",
                                   "Content-Security-Policy", "Cache-Control",
                                   NULL};

/* Each of our headers is there once, as the administrator wants it. */
static void administrator_wins(server_t *s, const char *path, int code)
{
    response_t *r = client_get(s, path, NULL);
    int i;

    assert_status(r, code);
    assert_non_null(response_header(r, "Content-Language"));
    for (i = 0; ours[i] != NULL; i++) {
        ROW("%s", ours[i]);
        assert_header(r, ours[i], i == 0 ? "all" : "mine");
    }
    assert_none_doubled(r);
}

static void trap_07_always_headers_win_over_ours(void **state)
{
    administrator_wins(*state, "/always/t?die=404", 404);
    administrator_wins(*state, "/always/t?status=404&body=x", 404);
}

static void trap_07_set_headers_win_where_httpd_applies_them(void **state)
{
    administrator_wins(*state, "/set/t?status=404&body=x", 404);
    /* httpd itself applies plain "Header set" to no error of its own */
    assert_page(client_get(*state, "/set/t?die=404", NULL), 404);
}

static void trap_07_an_application_s_headers_are_not_doubled(void **state)
{
    assert_page(client_get(*state,
                           "/t?status=404&body=x&header=X-Robots-Tag:noindex"
                           "&err=X-Content-Type-Options:nosniff",
                           NULL),
                404);
    assert_page(client_get(*state,
                           "/t?status=404&body=x&err=X-Robots-Tag:noindex"
                           "&header=X-Content-Type-Options:nosniff",
                           NULL),
                404);
}

static void trap_10_an_early_error_wears_the_first_host_s_page(void **state)
{
    char request[700];
    response_t *r;

    memset(request, 'x', sizeof(request));
    memcpy(request, "GET /", 5);
    strcpy(request + 600, " HTTP/1.1\r\nHost: second.example\r\n\r\n");
    r = wire_exchange(*state, request, 0);
    assert_page(r, 414);
    assert_body(r, "FirstHost");
    r = wire_exchange(
        *state, "GET / HTTP/1.1\r\nHost: second.example\r\nbad\r\n\r\n", 0);
    assert_page(r, 400);
    assert_body(r, "FirstHost");
}

static response_t *second(server_t *s, const char *path)
{
    return client_get(s, path, "Host: second.example");
}

static void trap_10_an_error_on_the_way_wears_the_host_s_page(void **state)
{
    server_t *s = *state;
    response_t *r;

    errorlog_expect(s->log, "Invalid command 'NoSuchDirective'");
    r = second(s, "/broken/index.html");
    assert_page(r, 500);
    assert_true(strstr(r->body, "SecondHost") != NULL ||
                strstr(r->body, "TheDirectory") != NULL);
    assert_no_body(r, "FirstHost");
}

static void trap_10_other_errors_wear_that_of_their_place(void **state)
{
    response_t *r = second(*state, "/nothing");

    assert_page(r, 404);
    assert_body(r, "TheDirectory");
    r = second(*state, "/place/nothing");
    assert_page(r, 404);
    assert_body(r, "TheLocation");
}

static void trap_11_a_cache_does_not_keep_a_page_with_an_id(void **state)
{
    server_t *s = *state;
    int before = backend_hits(backend);
    response_t *one = client_json(s, "/back/storable");
    response_t *two = client_json(s, "/back/storable");
    json_t *a = assert_problem(one, 404);
    json_t *b = assert_problem(two, 404);

    assert_string_not_equal(
        json_string_value(json_object_get(a, "request_id")),
        json_string_value(json_object_get(b, "request_id")));
    assert_header(one, "Cache-Control", "no-store");
    assert_no_header(one, "Age");
    assert_no_header(two, "Age");
    assert_int_equal(backend_hits(backend), before + 2);
}

static void trap_12_a_backend_s_policy_does_not_break_the_page(void **state)
{
    response_t *r = client_get(*state, "/back/policy", NULL);

    assert_page(r, 500);
    assert_header_like(r, "Content-Security-Policy",
                       "^default-src 'none'; style-src 'sha256-");
}

static void trap_12_the_administrator_s_policy_survives(void **state)
{
    response_t *r = client_get(*state, "/back/policy-kept", NULL);

    assert_page(r, 500);
    assert_header(r, "Content-Security-Policy", "mine");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(trap_04_a_script_can_get_rid_of_its_large_body),
        TEST(trap_07_always_headers_win_over_ours),
        TEST(trap_07_set_headers_win_where_httpd_applies_them),
        TEST(trap_07_an_application_s_headers_are_not_doubled),
        TEST(trap_10_an_early_error_wears_the_first_host_s_page),
        TEST(trap_10_an_error_on_the_way_wears_the_host_s_page),
        TEST(trap_10_other_errors_wear_that_of_their_place),
        TEST(trap_11_a_cache_does_not_keep_a_page_with_an_id),
        TEST(trap_12_a_backend_s_policy_does_not_break_the_page),
        TEST(trap_12_the_administrator_s_policy_survives),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
