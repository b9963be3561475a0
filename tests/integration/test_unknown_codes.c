/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Every code goes out with its own number and message, whether httpd knows it
 * or not, whoever made it, over every version of HTTP. */
#include "rows.h"
#include "checks.h"

#include "backend.h"

#include <apr_strings.h>
#include <string.h>

static const reply_t replies[] = {
    {"/418", "HTTP/1.1 418 I'm a teapot\r\n", "", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/499", "HTTP/1.1 499\r\n", "", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/520", "HTTP/1.1 520 <b>Hostile</b>\r\n", "", 0, BACKEND_LENGTH, 0, 0, 0},
    {"/599", "HTTP/1.1 599 Network Connect Timeout\r\n", "", 0, BACKEND_LENGTH,
     0, 0, 0},
    {NULL, NULL, NULL, 0, BACKEND_LENGTH, 0, 0, 0}};

static backend_t *backend;

static int start(void **state)
{
    server_t *s = server_new("codes");

    backend = backend_start(s->pool, replies);
    server_modules(s, "http2 proxy proxy_http");
    server_var_int(s, "BACKEND", backend_port(backend));
    server_conf(s, "StatusPages On\n"
                   "StatusPagesUpstream All\n"
                   "<Location /words/>\n"
                   "SetHandler sp-test\n"
                   "StatusPagesMessage 541 \"Plain, and ~ so!\"\n"
                   "StatusPagesMessage 542 \"with\ttab\"\n"
                   "StatusPagesMessage 543 \"na\xc3\xafve\"\n"
                   "</Location>\n"
                   "<Location /api/>\nSetHandler sp-test\n"
                   "StatusPagesCatalog cloud-api\n</Location>\n"
                   "ProxyPass /back/ http://127.0.0.1:@BACKEND@/\n");
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

static response_t *ask(server_t *s, const char *path, int http)
{
    request_t q = {0};

    q.path = path;
    q.http = http;
    q.headers = "Accept: application/json";
    return client_send(s, &q);
}

static void check_code(server_t *s, const char *how, int code, int http)
{
    response_t *r = ask(s, apr_psprintf(s->pool, "/t?%s=%d", how, code), http);

    assert_problem(r, code);
    /* the reason phrase is HTTP's; ours for what HTTP does not know */
    if (http == 11 && *r->reason == '\0') {
        print_error("%d has no reason phrase\n", code);
    }
    assert_true(http == 20 || *r->reason != '\0');
    assert_true(code == 500 || strcmp(r->reason, "Internal Server Error") != 0);
}

static void every_code_has_its_page(void **state)
{
    int code;

    for (code = 400; code < 600; code++) {
        ROW("code %d", code);
        check_code(*state, "status", code, 11);
        check_code(*state, "die", code, 11);
    }
}

static void every_code_has_its_page_over_http_2(void **state)
{
    int code;

    for (code = 400; code < 600; code += 3) {
        ROW("code %d", code);
        check_code(*state, "status", code, 20);
        check_code(*state, "die", code, 20);
    }
}

static const struct {
    int code;
    const char *message;
} known[] = {
    {418, "I'm a teapot"}, {425, "Too Early"}, {429, NULL}, {499, NULL},
    {511, NULL},           {520, NULL},        {599, NULL}};

static void the_message_is_the_code_s_own(void **state)
{
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        ROW("%d", known[i].code);
        response_t *r =
            ask(s, apr_psprintf(s->pool, "/t?status=%d", known[i].code), 11);
        json_t *object = assert_problem(r, known[i].code);
        const char *title = json_string_value(json_object_get(object, "title"));

        if (known[i].message != NULL) {
            assert_string_equal(title, known[i].message);
        }
        assert_string_not_equal(title, "Internal Server Error");
    }
}

static void backends_make_codes_too(void **state)
{
    static const int codes[] = {418, 499, 520, 599};
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        ROW("%d", codes[i]);
        const char *path = apr_psprintf(s->pool, "/back/%d", codes[i]);
        response_t *r = ask(s, path, 11);

        assert_problem(r, codes[i]);
        assert_null(strstr(r->reason, "<b>"));
        assert_problem(ask(s, path, 20), codes[i]);
    }
}

/* No control character, and no letter that a status line has no place for. */
static void a_phrase_that_is_not_plain_is_left_out(void **state)
{
    static const struct {
        const char *path;
        const char *reason;
    } rows[] = {{"/words/t?status=541", "Plain, and ~ so!"},
                {"/words/t?die=541", "Plain, and ~ so!"},
                {"/words/t?status=542", ""},
                {"/words/t?die=542", ""},
                {"/words/t?status=543", ""},
                {"/words/t?die=543", ""}};
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].path);
        response_t *r = ask(*state, rows[i].path, 11);

        assert_string_equal(r->reason, rows[i].reason);
        assert_true(r->status >= 541 && r->status <= 543);
    }
}

static void http_1_0_takes_them_as_well(void **state)
{
    assert_problem(ask(*state, "/t?die=425", 10), 425);
    assert_problem(ask(*state, "/t?teapot", 10), 418);
}

/* httpd gives its line for codes that it doesn't know, too. */
static void that_of_500_is_http_s_own(void **state)
{
    static const char *const paths[] = {"/api/t?status=500&body=x",
                                        "/api/t?die=500"};
    size_t i;

    for (i = 0; i < 2; i++) {
        ROW("%s", paths[i]);
        assert_reason(client_get(*state, paths[i], NULL),
                      "Internal Server Error");
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(every_code_has_its_page),
        TEST(every_code_has_its_page_over_http_2),
        TEST(the_message_is_the_code_s_own),
        TEST(backends_make_codes_too),
        TEST(a_phrase_that_is_not_plain_is_left_out),
        TEST(http_1_0_takes_them_as_well),
        TEST(that_of_500_is_http_s_own),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
