/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What stands in the bodies: the same facts in every format, details only for
 * who may see them, and sound documents whatever bytes the request carried. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <string.h>
#include <time.h>

static const char *const accepts[] = {"text/html", "application/json",
                                      "application/xml", "text/plain",
                                      "text/markdown"};
#define FORMATS (sizeof(accepts) / sizeof(accepts[0]))

static int start(void **state)
{
    server_t *s = server_new("bodies");

    server_modules(s, "setenvif unique_id http2 alias");
    server_file(s, "conf/leaky.html",
                "<!doctype html>\n<html lang=\"en\"><title>{{status}}</title>"
                "<p>[{{detail.query}}][{{detail.user_agent}}]"
                "{{#detail.client}}somebody{{/detail.client}}\n");
    server_conf(s, "StatusPages On\n"
                   "HttpProtocolOptions Unsafe\n"
                   "<Location /seen>\nStatusPagesDetails On\n</Location>\n"
                   "<Location /hidden>\nStatusPagesDetails Off\n</Location>\n"
                   "<Location /asked>\n"
                   "StatusPagesDetails \"expr=%{HTTP:X-Staff} == 'yes'\"\n"
                   "</Location>\n"
                   "<LocationMatch /leaky>\n"
                   "StatusPagesTemplate html conf/leaky.html 404\n"
                   "</LocationMatch>\n"
                   "<Location /seen/t>\nSetHandler sp-test\n</Location>\n");
    server_start(s);
    *state = s;
    return 0;
}

static const char *accepting(server_t *s, size_t format, const char *more)
{
    return apr_pstrcat(s->pool, "Accept: ", accepts[format], "\n", more, NULL);
}

static const char *const shown_always[] = {"503", "Service Unavailable",
                                           "under maintenance", "/t", "9"};

static void every_format_tells_the_same_facts(void **state)
{
    server_t *s = *state;
    size_t i, k;

    for (i = 0; i < FORMATS; i++) {
        ROW("%s", accepts[i]);
        response_t *r = client_get(s, "/t?retry", accepting(s, i, ""));

        assert_page(r, 503);
        for (k = 0; k < sizeof(shown_always) / sizeof(shown_always[0]); k++) {
            ROW("%s", shown_always[k]);
            assert_body(r, shown_always[k]);
        }
    }
}

static const char *const technical[] = {"details=sought", "agent/7",
                                        "far.example/from", "127.0.0.1"};

static void assert_shown(const response_t *r, const char *text, int wanted)
{
    ROW("%s", text);
    if (wanted) {
        assert_body(r, text);
    }
    else {
        assert_no_body(r, text);
    }
}

static void assert_technical(server_t *s, const char *path, const char *staff,
                             int wanted)
{
    size_t i, k;

    for (i = 0; i < FORMATS; i++) {
        ROW("%s", accepts[i]);
        response_t *r = client_get(
            s, apr_pstrcat(s->pool, path, "?details=sought", NULL),
            accepting(s, i,
                      apr_pstrcat(s->pool,
                                  "User-Agent: agent/7\n"
                                  "Referer: http://far.example/from\n",
                                  staff, NULL)));

        assert_page(r, 404);
        for (k = 0; k < sizeof(technical) / sizeof(technical[0]); k++) {
            assert_shown(r, technical[k], wanted);
        }
        assert_shown(r, r->http == 20 ? "HTTP/2" : "HTTP/1.1", wanted);
    }
}

static void details_are_shown_where_allowed(void **state)
{
    assert_technical(*state, "/seen/x", "", 1);
    assert_technical(*state, "/asked/x", "X-Staff: yes", 1);
}

static void the_time_is_that_of_the_request(void **state)
{
    json_t *problem = assert_problem(client_json(*state, "/seen/x"), 404);
    const char *text = json_string_value(
        json_object_get(json_object_get(problem, "details"), "time"));
    struct tm told;

    assert_non_null(text);
    assert_int_equal(strlen(text), 20);
    memset(&told, 0, sizeof(told));
    assert_string_equal(strptime(text, "%Y-%m-%dT%H:%M:%SZ", &told), "");
    assert_in_range(time(NULL) - timegm(&told), 0, 60);
}

static void the_host_is_that_of_the_request(void **state)
{
    json_t *problem = assert_problem(
        client_get(*state, "/seen/x",
                   "Accept: application/json\nHost: shop.example"),
        404);

    assert_member(json_object_get(problem, "details"), "host", "shop.example");
}

static void details_are_hidden_else(void **state)
{
    assert_technical(*state, "/x", "", 0);
    assert_technical(*state, "/hidden/x", "", 0);
    assert_technical(*state, "/asked/x", "X-Staff: no", 0);
}

/* A template need not stand within {{#details}} to be obedient. */
static void a_template_that_forgets_to_ask_tells_nothing(void **state)
{
    server_t *s = *state;
    response_t *r = client_get(s, "/leaky?a=1", "Accept: text/html");

    assert_page(r, 404);
    assert_body(r, "[][]");
    assert_no_body(r, "somebody");
    r = client_get(s, "/seen/leaky?a=1", "Accept: text/html\nUser-Agent: me");
    assert_body(r, "[a=1][me]somebody");
}

static void what_httpd_noted_is_no_secret_told(void **state)
{
    server_t *s = *state;
    size_t i;

    errorlog_expect(s->log, "secret <path> /etc/x");
    for (i = 0; i < FORMATS; i++) {
        ROW("%s", accepts[i]);
        response_t *r = client_get(s, "/t?notes", accepting(s, i, ""));

        assert_page(r, 403);
        assert_no_body(r, "secret");
        r = client_get(s, "/seen/t?notes", accepting(s, i, ""));
        assert_page(r, 403);
        assert_body(r, "secret");
        assert_no_body(r, "secret <path>\xff");
    }
}

static void a_status_line_from_elsewhere_is_not_believed(void **state)
{
    response_t *r = client_get(*state, "/t?reason", NULL);

    assert_kept(r, 404, "reason"); /* not empty, so the handler's own */
    r = client_get(*state, "/seen/t?status=404", NULL);
    assert_page(r, 404);
    assert_no_body(r, "<script>");
}

static void the_request_id_is_that_of_the_logs(void **state)
{
    server_t *s = *state;
    json_t *object = assert_problem(client_json(s, "/with-id"), 404);
    const char *id = json_string_value(json_object_get(object, "request_id"));

    assert_int_equal(strlen(id), 27); /* mod_unique_id's, not httpd's own */
}

static void a_client_s_own_request_id_is_not_believed(void **state)
{
    response_t *r = client_get(*state, "/x",
                               "Accept: application/json\n"
                               "X-Request-Id: forged-by-the-client");

    assert_page(r, 404);
    assert_no_body(r, "forged");
}

static void json_names_what_the_issue_asks_for(void **state)
{
    json_t *object =
        assert_problem(client_json(*state, "/some/path?query"), 404);

    assert_member(object, "type", "about:blank");
    assert_member(object, "title", "Not Found");
    assert_member(object, "code", "Not Found");
    assert_member(object, "instance", "/some/path");
    assert_member(object, "retry", "modify");
    assert_member(object, "language", "en");
    assert_null(json_object_get(object, "details"));
    assert_null(json_object_get(object, "retry_after"));
}

static int is_type(const response_t *r, const char *type)
{
    return strncmp(response_header(r, "Content-Type"), type, strlen(type)) == 0;
}

/* By its own label, for an error in the request line is always HTML. */
static void assert_sound(const response_t *r)
{
    json_error_t error;
    json_t *object;

    assert_page(r, r->status);
    assert_int_equal(strlen(r->body), r->length); /* no NUL in it */
    if (is_type(r, "text/html")) {
        assert_no_body(r, "<script>");
    }
    if (is_type(r, "application/json")) {
        object = json_loadb(r->body, r->length, 0, &error);
        if (object == NULL) {
            response_dump(r);
        }
        assert_non_null(object);
        json_decref(object);
    }
    if (is_type(r, "application/xml")) {
        assert_xml(r);
    }
}

/* Each byte of 16 in the path, the query and two headers. */
static void send_bytes(server_t *s, int first, size_t format)
{
    char bytes[80] = "", coded[80] = "";
    const char *request;
    response_t *r;
    int i, n = 0;

    for (i = first; i < first + 16; i++) {
        apr_snprintf(coded + strlen(coded), 8, "%%%02X", i);
        if (i != 0 && i != '\n' && i != '\r') {
            bytes[n++] = (char)i;
        }
    }
    request = apr_psprintf(
        s->pool,
        "GET /seen/x?%s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        "Accept: %s\r\nUser-Agent: a%sb\r\nReferer: <script>%s\"'\r\n\r\n",
        coded, accepts[format], bytes, bytes);
    r = wire_exchange(s, request, 0);
    assert_true(r->status == 404 || r->status == 400);
    assert_sound(r);
    r = client_get(
        s, apr_pstrcat(s->pool, "/seen/a", coded, "?<script>'\"&", NULL),
        accepting(s, format, "User-Agent: <script>\"&\\"));
    assert_true(r->status == 404 || r->status == 400);
    assert_sound(r);
}

static void no_byte_breaks_a_format(void **state)
{
    size_t format;
    int first;

    for (format = 0; format < FORMATS; format++) {
        for (first = 0; first < 256; first += 16) {
            send_bytes(*state, first, format);
        }
    }
}

/* Bytes in the request line itself, as no client would send them. */
static void no_request_line_breaks_a_format(void **state)
{
    static const char *const lines[] = {
        "GET /seen/\x80\xff\xc3\x28 HTTP/1.1",
        "GET /seen/<script>alert(1)</script> HTTP/1.1",
        "GET /seen/]]>\"'&amp;{{uri}} HTTP/1.1",
        "GET /seen/\xed\xa0\x80\xf4\x90\x80\x80\xef\xbf\xbf HTTP/1.1",
        "GET /seen/\x01\x02\x1b\x7f HTTP/1.1",
        "<script> /seen/x HTTP/1.1",
        "G\xffT /seen/x HTTP/1.1",
    };
    server_t *s = *state;
    size_t i, format;

    errorlog_allow(s->log, "AH00135: Invalid method in request");
    errorlog_allow(s->log, "AH0[0-9]*: Invalid URI in request");
    for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        ROW("%s", lines[i]);
        for (format = 0; format < FORMATS; format++) {
            ROW("%s", accepts[format]);
            response_t *r = wire_exchange(
                s,
                apr_pstrcat(s->pool, lines[i],
                            "\r\nHost: a\r\nConnection: close\r\nAccept: ",
                            accepts[format], "\r\n\r\n", NULL),
                0);

            assert_sound(r);
        }
    }
}

static void what_a_client_sends_is_no_template(void **state)
{
    response_t *r = client_get(*state, "/seen/x?{{request_id}}",
                               "User-Agent: {{{status}}}\n"
                               "Accept: text/plain");

    assert_page(r, 404);
    assert_body(r, "{{{status}}}");
    assert_body(r, "{{request_id}}");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(every_format_tells_the_same_facts),
        TEST(details_are_shown_where_allowed),
        TEST(the_time_is_that_of_the_request),
        TEST(the_host_is_that_of_the_request),
        TEST(details_are_hidden_else),
        TEST(a_template_that_forgets_to_ask_tells_nothing),
        TEST(what_httpd_noted_is_no_secret_told),
        TEST(a_status_line_from_elsewhere_is_not_believed),
        TEST(the_request_id_is_that_of_the_logs),
        TEST(a_client_s_own_request_id_is_not_believed),
        TEST(json_names_what_the_issue_asks_for),
        TEST(no_byte_breaks_a_format),
        TEST(no_request_line_breaks_a_format),
        TEST(what_a_client_sends_is_no_template),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
