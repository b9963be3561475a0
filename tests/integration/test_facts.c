/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Live facts that not every request has: the id of an earlier pass, seconds
 * that a backend wrote, and which backend it was. */
#include "rows.h"
#include "checks.h"

#include "backend.h"

#include <apr_date.h>
#include <apr_strings.h>
#include <string.h>

/* As if mod_proxy had been asked for what follows. */
#define PROXIED "/t?die=502&filename=proxy:"

static int start(void **state)
{
    server_t *s = server_new("facts");

    server_modules(s, "alias setenvif proxy proxy_http proxy_fcgi "
                      "proxy_balancer slotmem_shm lbmethod_byrequests rewrite "
                      "cgid");
    server_var_int(s, "DEAD", backend_dead_port());
    server_script(s, "cgi-bin/empty",
                  "#!/bin/sh\nprintf 'Status: 404 Nope\\nContent-Type: "
                  "text/html\\n\\n'\n");
    server_file(s, "conf/facts.txt",
                "{{status}} id={{request_id}} retry={{retry_after}} "
                "[{{upstream}}|{{detail.upstream}}] at {{time}}\n");
    server_conf(s, "StatusPages On\nStatusPagesFormats text json\n"
                   "StatusPagesTemplate text conf/facts.txt\n"
                   "StatusPagesUpstream All\n"
                   "SetEnvIf Request_URI ^/first UNIQUE_ID=id-of-the-first\n"
                   "<Directory @ROOT@/htdocs>\nRewriteEngine On\n"
                   "RewriteRule ^first/ /second [L]\n</Directory>\n"
                   "ScriptAlias /cgi/ @ROOT@/cgi-bin/\n"
                   "ProxyPass /http/ http://127.0.0.1:@DEAD@/\n"
                   "ProxyPass /fcgi/ fcgi://127.0.0.1:@DEAD@/\n"
                   "RedirectMatch 404 ^/$\n"
                   "<Proxy balancer://group>\n</Proxy>\n"
                   "ProxyPass /balancer/ balancer://group/\n"
                   "<If \"%{QUERY_STRING} =~ /details/\">\n"
                   "StatusPagesDetails On\n</If>\n");
    server_start(s);
    *state = s;
    return 0;
}

static void an_id_is_that_of_the_first_pass(void **state)
{
    assert_body(client_get(*state, "/first/x", NULL), "id=id-of-the-first ");
    assert_no_body(client_get(*state, "/other/x", NULL), "id-of-the-first");
}

static void only_seconds_are_told(void **state)
{
    static const struct {
        const char *sent;
        const char *shown;
    } cases[] = {
        {"0", "0"},
        {"120", "120"},
        {"31536000", "31536000"},
        {"99999999999", "99999999999"},
        {"100000000000", ""},
        {"123456789012345678901", ""},
        {"99999999999999999999999999999999", ""},
        {"-5", ""},
        {"5s", ""},
        {"%2B5", ""},
        {"", ""},
        {"Fri,+01+Jan+1990+00:00:00+GMT", "0"},
    };
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].sent);
        const char *path = apr_pstrcat(
            s->pool, "/t?status=503&body=x&header=Retry-After:", cases[i].sent,
            NULL);
        response_t *r = client_get(s, path, NULL);

        assert_page(r, 503);
        assert_body(
            r, apr_pstrcat(s->pool, " retry=", cases[i].shown, " [", NULL));
    }
}

/* The minute that has not begun before a date; a date that is over is now. */
static void a_date_is_told_to_the_minute(void **state)
{
    static const struct {
        const char *sent;
        const char *shown;
    } cases[] = {
        {"90", "Please try again in about 2 minutes."},
        {"0", "You can try again now."},
        {"Fri,+01+Jan+1990+00:00:00+GMT", "You can try again now."},
        {"Thu,+05+Feb+2099+07:09:00+GMT",
         "Please try again after 2099-02-05 07:09 UTC."},
        {"Thu,+05+Feb+2099+07:09:01+GMT",
         "Please try again after 2099-02-05 07:10 UTC."},
        {"Thu,+31+Dec+2099+23:59:59+GMT",
         "Please try again after 2100-01-01 00:00 UTC."},
        {"soon", ""},
    };
    server_t *s = server_new("dates");
    size_t i;

    server_file(s, "conf/facts.txt", "[{{come_back}}]");
    server_conf(s, "StatusPages On\nStatusPagesFormats text\n"
                   "StatusPagesUpstream All\n"
                   "StatusPagesTemplate text conf/facts.txt\n");
    server_start(s);
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].sent);
        assert_string_equal(
            client_get(s,
                       apr_pstrcat(s->pool,
                                   "/t?status=503&body=x&header=Retry-After:",
                                   cases[i].sent, NULL),
                       NULL)
                ->body,
            apr_psprintf(s->pool, "[%s]", cases[i].shown));
    }
    server_stop(s);
}

/* The kind is for everybody, the address for who may see details, user name
 * and password for nobody. */
static void a_backend_is_a_kind_and_an_address(void **state)
{
    static const struct {
        const char *path;
        const char *kind;
        const char *address;
    } cases[] = {
        {"/http/x", "http", "http://127.0.0.1:@DEAD@"},
        {"/fcgi/x", "fcgi", "fcgi://127.0.0.1:@DEAD@"},
        {"/balancer/x", "balancer", "balancer://group"},
        {"/cgi/empty", "cgi", ""},
        {"/cgi/missing", "cgi", ""},
        {"/missing", "", ""},
        {PROXIED "foo://10.0.0.7/x", "proxy", "foo://10.0.0.7"},
        {PROXIED "https://user:secret@10.0.0.7:8443/x@y", "https",
         "https://10.0.0.7:8443"},
        {PROXIED "ajp://user:p@ss@10.0.0.7", "ajp", "ajp://10.0.0.7"},
        {PROXIED "ftp://user@[2001:db8::7]/a", "ftp", "ftp://[2001:db8::7]"},
        {PROXIED "http://10.0.0.7%23@x", "http", "http://10.0.0.7"},
        {PROXIED "https:", "proxy", ""},
        {PROXIED "10.0.0.7:443", "proxy", ""}, /* CONNECT */
    };
    server_t *s = *state;
    size_t i;

    errorlog_allow(s->log, "proxy|AH0|AH1");
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].path);
        const char *address = text_fill(s->pool, cases[i].address, s->vars);
        response_t *r = client_get(s, cases[i].path, NULL);

        assert_body(r, apr_psprintf(s->pool, "[%s|]", cases[i].kind));
        r = client_get(
            s,
            apr_pstrcat(s->pool, cases[i].path,
                        strchr(cases[i].path, '?') ? "&details" : "?details",
                        NULL),
            NULL);
        assert_body(r,
                    apr_psprintf(s->pool, "[%s|%s]", cases[i].kind, address));
    }
}

static void the_default_page_tells_the_address_in_details(void **state)
{
    server_t *s = *state;
    const char *address = apr_pstrcat(
        s->pool, "http://127.0.0.1:", apr_table_get(s->vars, "DEAD"), NULL);
    json_t *problem;

    errorlog_allow(s->log, "proxy|AH0|AH1");
    assert_no_body(client_json(s, "/http/x"), address);
    problem = assert_problem(client_json(s, "/http/x?details"), 503);
    assert_member(json_object_get(problem, "details"), "upstream", address);
}

/* To the second that Date tells; of two that are not of one second, one at
 * least has no 00 there. */
static void the_time_is_that_of_the_request(void **state)
{
    server_t *s = *state;
    int i;

    for (i = 0; i < 2; i++) {
        response_t *r = client_get(s, "/x", NULL);
        const char *date = response_header(r, "Date");
        apr_time_exp_t t;

        ROW("%s", date);
        assert_int_equal(apr_time_exp_gmt(&t, apr_date_parse_http(date)), 0);
        assert_body(r,
                    apr_psprintf(s->pool, " at %04d-%02d-%02dT%02d:%02d:%02dZ",
                                 t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
                                 t.tm_hour, t.tm_min, t.tm_sec));
        text_sleep(1100);
    }
}

/* What is found next lies right behind it in memory. */
static void an_address_of_any_length_is_told_whole(void **state)
{
    server_t *s = *state;
    int i;

    for (i = 0; i <= 16; i++) {
        const char *path =
            apr_psprintf(s->pool, "/%.*s", i, "xxxxxxxxxxxxxxxx");

        ROW("%s", path);
        assert_member(
            assert_problem(
                client_json(s, apr_pstrcat(s->pool, path, "?q", NULL)), 404),
            "instance", path);
    }
}

/* Whether the module of that handler is there or not: what is not there is
 * served as a file, and that is missing. */
static const char *const programs[][2] = {
    {"cgi-script", "cgi"},      {"application/x-httpd-cgi", "cgi"},
    {"fcgid-script", "fcgi"},   {"fastcgi-script", "fcgi"},
    {"wsgi-script", "wsgi"},    {"uwsgi-handler", "uwsgi"},
    {"jakarta-servlet", "ajp"}, {"application/x-httpd-php", "php"},
    {"perl-script", "perl"},    {"modperl", "perl"},
    {"lua-script", "lua"},      {"proxy-server", "proxy"},
    {"server-status-of-x", ""}, {"cgi-scripts", ""},
};
#define PROGRAMS (sizeof(programs) / sizeof(programs[0]))

static void a_program_is_told_by_its_handler(void **state)
{
    server_t *s = server_new("programs");
    size_t i;

    server_file(s, "conf/facts.txt", "[{{upstream}}]");
    server_conf(s, "StatusPages On\nStatusPagesFormats text\n"
                   "StatusPagesTemplate text conf/facts.txt\n");
    for (i = 0; i < PROGRAMS; i++) {
        server_conf(s, apr_psprintf(s->pool,
                                    "<Location /p%d>\nSetHandler %s\n"
                                    "</Location>\n",
                                    (int)i, programs[i][0]));
    }
    server_start(s);
    for (i = 0; i < PROGRAMS; i++) {
        ROW("%s", programs[i][0]);
        assert_string_equal(
            client_get(s, apr_psprintf(s->pool, "/p%d/none", (int)i), NULL)
                ->body,
            apr_psprintf(s->pool, "[%s]", programs[i][1]));
    }
    server_stop(s);
}

/* A file that is not there would be logged, and fail the test. */
static void what_no_page_shows_is_not_evaluated(void **state)
{
    server_t *s = server_new("unshown");

    server_file(s, "conf/facts.txt", "{{status}} {{vars.home}}");
    server_conf(s, "StatusPages On\nStatusPagesFormats text\n"
                   "StatusPagesTemplate text conf/facts.txt\n"
                   "StatusPagesVar name \"%{file:/no/such}\"\n"
                   "StatusPagesVar home \"/%{REQUEST_METHOD}\"\n");
    server_start(s);
    assert_string_equal(client_get(s, "/none", NULL)->body, "404 /GET");
    server_stop(s);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(an_id_is_that_of_the_first_pass),
        TEST(only_seconds_are_told),
        TEST(the_time_is_that_of_the_request),
        TEST(an_address_of_any_length_is_told_whole),
        TEST(a_date_is_told_to_the_minute),
        TEST(what_no_page_shows_is_not_evaluated),
        TEST(a_program_is_told_by_its_handler),
        TEST(a_backend_is_a_kind_and_an_address),
        TEST(the_default_page_tells_the_address_in_details),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
