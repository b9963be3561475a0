/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Header by header: what described the old body goes, what is for the client
 * stays, what protects the page comes, and nothing is there twice. That the
 * administrator's headers win is trap 7, in test_traps_config.c. */
#include "rows.h"
#include "checks.h"

#include <apr_base64.h>
#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

static int start(void **state)
{
    server_t *s = server_new("headers");

    server_modules(s, "http2 headers expires alias");
    server_file(s, "conf/still.html", "<!doctype html><p>{{status}} as ever\n");
    server_conf(s, "StatusPages On\n"
                   "StatusPagesUpstream All\n"
                   "StatusPagesRetryAfter 503 30\n"
                   "StatusPagesRetryAfter 429 60\n"
                   "RedirectMatch 404 ^/gone\n"
                   "<Location /bare>\nStatusPagesHeaders Off\n</Location>\n"
                   "<Location /still>\n"
                   "StatusPagesTemplate html conf/still.html\n</Location>\n"
                   "<Location /still/t>\nSetHandler sp-test\n</Location>\n"
                   "<Location /unset>\nHeader always unset X-Robots-Tag\n"
                   "Header always unset Content-Security-Policy\n"
                   "</Location>\n"
                   "<Location /expiring>\nExpiresActive On\n"
                   "ExpiresDefault \"access plus 1 day\"\n"
                   "SetHandler sp-test\n</Location>\n");
    server_start(s);
    *state = s;
    return 0;
}

static const char *const of_the_old_body[] = {
    "Content-Encoding",
    "Content-MD5",
    "Content-Digest",
    "Repr-Digest",
    "Digest",
    "ETag",
    "Last-Modified",
    "Accept-Ranges",
    "Content-Range",
    "Content-Location",
    "Trailer",
    "Content-Disposition",
    "Transfer-Encoding",
    "X-Trailer",
    "SourceMap",
    "Content-Security-Policy-Report-Only"};

static void check_described(server_t *s, const char *path, int http,
                            int storable)
{
    request_t q = {0};
    response_t *r;
    size_t i;

    q.path = path;
    q.http = http;
    r = client_send(s, &q);
    assert_page(r, 404);
    for (i = 0; i < sizeof(of_the_old_body) / sizeof(of_the_old_body[0]); i++) {
        ROW("%s", of_the_old_body[i]);
        assert_no_header(r, of_the_old_body[i]);
    }
    assert_int_equal(response_header_count(r, "X-Custom"), storable);
    assert_header(r, "Access-Control-Allow-Origin", "https://app.example");
    assert_int_equal(response_header_count(r, "Set-Cookie"), 2);
    assert_header(r, "Content-Language", "en");
    assert_header_like(r, "Content-Security-Policy", "^default-src 'none';");
}

static void what_described_the_old_body_is_gone(void **state)
{
    static const char *const handlers[] = {"t?described", "t?described-err"};
    server_t *s = *state;
    int i;

    for (i = 0; i < 2; i++) {
        ROW("%s", handlers[i]);
        const char *still = apr_pstrcat(s->pool, "/still/", handlers[i], NULL);

        check_described(s, still + strlen("/still"), 11, 0);
        check_described(s, still + strlen("/still"), 20, 0);
        check_described(s, still, 11, 1);
        check_described(s, still, 20, 1);
    }
    check_described(s, "/t?described-die", 11, 0);
    check_described(s, "/still/t?described-die", 11, 1);
}

static void every_page_is_protected(void **state)
{
    static const char *const paths[] = {"/gone", "/t?die=500",
                                        "/t?status=502&body=x"};
    size_t i;

    for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ROW("%s", paths[i]);
        response_t *r = client_get(*state, paths[i], NULL);

        assert_header(r, "X-Content-Type-Options", "nosniff");
        assert_header(r, "X-Robots-Tag", "noindex");
        assert_header(r, "Cache-Control", "no-store");
        assert_header(r, "Content-Language", "en");
        assert_header_like(r, "Content-Security-Policy",
                           "^default-src 'none'; style-src 'sha256-[^']+'; "
                           "img-src data:");
        assert_none_doubled(r);
    }
}

static void data_needs_no_styles(void **state)
{
    static const char *const accepts[] = {"application/json", "text/xml",
                                          "text/plain", "text/markdown"};
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(accepts) / sizeof(accepts[0]); i++) {
        ROW("%s", accepts[i]);
        response_t *r = client_get(
            s, "/gone", apr_pstrcat(s->pool, "Accept: ", accepts[i], NULL));

        assert_header_like(r, "Content-Security-Policy", "^default-src 'none'");
        assert_null(
            strstr(response_header(r, "Content-Security-Policy"), "style-src"));
    }
}

/* By sha256sum, not by code of ours. */
static const char *sha256_base64(server_t *s, const char *text)
{
    const char *argv[] = {"sha256sum", NULL, NULL};
    unsigned char digest[32];
    char *out;
    const char *hex;
    int i;

    server_file(s, "run/style", text);
    argv[1] = server_path(s, "run/style");
    hex = process_run(s->pool, argv, NULL).text;
    for (i = 0; i < 32; i++) {
        char two[3] = {hex[2 * i], hex[2 * i + 1], '\0'};

        digest[i] = (unsigned char)strtol(two, NULL, 16);
    }
    out = apr_palloc(s->pool, (apr_size_t)apr_base64_encode_len(32));
    apr_base64_encode_binary(out, digest, 32);
    return out;
}

static void the_policy_admits_the_page_s_own_style(void **state)
{
    server_t *s = *state;
    response_t *r = client_get(s, "/gone", NULL);
    const char *from = strstr(r->body, "<style>");
    const char *to = strstr(r->body, "</style>");
    const char *style, *source;

    assert_non_null(from);
    assert_non_null(to);
    style = apr_pstrndup(s->pool, from + 7, (apr_size_t)(to - from - 7));
    source = apr_psprintf(s->pool, "'sha256-%s'", sha256_base64(s, style));
    assert_non_null(
        strstr(response_header(r, "Content-Security-Policy"), source));
    assert_null(strstr(to + 8, "<style"));
    assert_no_body(r, " style=");
    assert_no_body(r, "<script");
}

static void protection_can_be_switched_off(void **state)
{
    response_t *r = client_get(*state, "/bare/x", NULL);

    assert_status(r, 404);
    assert_no_header(r, "X-Robots-Tag");
    assert_no_header(r, "X-Content-Type-Options");
    assert_no_header(r, "Content-Security-Policy");
    assert_header(r, "Content-Language", "en");
    assert_body(r, "Not Found");
}

static void the_administrator_may_take_a_header_away(void **state)
{
    response_t *r = client_get(*state, "/unset/x", NULL);

    assert_status(r, 404);
    assert_no_header(r, "X-Robots-Tag");
    assert_no_header(r, "Content-Security-Policy");
    assert_header(r, "X-Content-Type-Options", "nosniff");
}

static void a_page_without_live_facts_may_be_stored(void **state)
{
    response_t *r = client_get(*state, "/still/x", NULL);

    assert_page(r, 404);
    assert_body(r, "404 as ever");
    assert_no_header(r, "Cache-Control");
}

static void some_codes_are_never_stored(void **state)
{
    static const int codes[] = {428, 429, 431, 511};
    server_t *s = *state;
    size_t i;

    for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        ROW("%d", codes[i]);
        response_t *r =
            client_get(s,
                       apr_psprintf(s->pool,
                                    "/still/t?status=%d"
                                    "&header=Cache-Control:max-age=99",
                                    codes[i]),
                       NULL);

        assert_page(r, codes[i]);
        assert_header(r, "Cache-Control", "no-store");
    }
}

static void mod_expires_does_not_contradict(void **state)
{
    response_t *r = client_get(*state, "/expiring?status=404&body=x", NULL);

    assert_page(r, 404);
    assert_header(r, "Cache-Control", "no-store");
}

static void what_was_said_about_storing_the_old_body_is_gone(void **state)
{
    response_t *r = client_get(*state,
                               "/t?status=404&body=x"
                               "&err=Cache-Control:max-age=99"
                               "&header=Expires:"
                               "Fri,+01+Jan+2100+00:00:00+GMT",
                               NULL);

    assert_page(r, 404);
    assert_header(r, "Cache-Control", "no-store");
    assert_no_header(r, "Expires");
}

static void retry_after_is_added_where_absent(void **state)
{
    response_t *r = client_json(*state, "/t?die=503");
    json_t *object = assert_problem(r, 503);

    assert_header(r, "Retry-After", "30");
    assert_int_equal(json_integer_value(json_object_get(object, "retry_after")),
                     30);
    r = client_json(*state, "/t?status=429&body=x");
    assert_problem(r, 429);
    assert_header(r, "Retry-After", "60");
    assert_no_header(client_get(*state, "/gone", NULL), "Retry-After");
}

static void retry_after_of_the_application_stays(void **state)
{
    response_t *r = client_json(*state, "/t?retry");
    json_t *object = assert_problem(r, 503);

    assert_header(r, "Retry-After", "9");
    assert_int_equal(json_integer_value(json_object_get(object, "retry_after")),
                     9);
    r = client_json(*state, "/t?status=503&body=x&header=Retry-After:"
                            "Fri,+01+Jan+2100+00:00:00+GMT");
    object = assert_problem(r, 503);
    assert_header(r, "Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT");
    assert_true(json_integer_value(json_object_get(object, "retry_after")) >
                1000000);
}

static void a_retry_after_that_is_nonsense_is_no_fact(void **state)
{
    response_t *r = client_json(*state, "/t?status=503&body=x"
                                        "&header=Retry-After:\"soon\"}");
    json_t *object = assert_problem(r, 503);

    assert_null(json_object_get(object, "retry_after"));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(what_described_the_old_body_is_gone),
        TEST(every_page_is_protected),
        TEST(data_needs_no_styles),
        TEST(the_policy_admits_the_page_s_own_style),
        TEST(protection_can_be_switched_off),
        TEST(the_administrator_may_take_a_header_away),
        TEST(a_page_without_live_facts_may_be_stored),
        TEST(some_codes_are_never_stored),
        TEST(what_was_said_about_storing_the_old_body_is_gone),
        TEST(mod_expires_does_not_contradict),
        TEST(retry_after_is_added_where_absent),
        TEST(retry_after_of_the_application_stays),
        TEST(a_retry_after_that_is_nonsense_is_no_fact),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
