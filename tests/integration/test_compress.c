/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pages as gzip on the wire: to whom, from which size on, and with which
 * headers. How gzip is written is a matter of the unit tests. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int start(void **state)
{
    server_t *s = server_new("compress");

    server_modules(s, "http2 deflate env filter setenvif");
    /* one id for all requests, so that pages can be compared */
    server_file(s, "conf/tiny.txt", "{{status}}, no more\n");
    server_conf(s, "<Location /tiny/>\nStatusPagesFormats text\n"
                   "StatusPagesTemplate text conf/tiny.txt\n</Location>");
    server_conf(s, "StatusPages On\n"
                   "StatusPagesUpstream All\n"
                   "SetEnvIf Request_URI . UNIQUE_ID=the-same-id\n"
                   "<LocationMatch /t$>\nSetHandler sp-test\n"
                   "</LocationMatch>\n"
                   "<Location /no-gzip/>\nSetEnv no-gzip 1\n</Location>\n"
                   "<Location /deflate/>\nSetOutputFilter DEFLATE\n"
                   "</Location>\n"
                   "<VirtualHost 127.0.0.1:@PORT@>\n"
                   "ServerName first.example\n"
                   "</VirtualHost>\n"
                   "<VirtualHost 127.0.0.1:@PORT@>\n"
                   "ServerName large.example\n"
                   "StatusPagesCompress On 1000000\n"
                   "StatusPagesDetails expr=false\n" /* long for some */
                   "</VirtualHost>\n"
                   "<VirtualHost 127.0.0.1:@PORT@>\n"
                   "ServerName off.example\n"
                   "StatusPagesCompress Off\n"
                   "</VirtualHost>\n");
    server_start(s);
    *state = s;
    return 0;
}

/* By way of ap_die(), and in place of a handler's body. */
static const char *const errors[] = {"/nothing", "/t?die=404",
                                     "/t?status=404&body=x", "/t?empty404"};
#define ERRORS (sizeof(errors) / sizeof(errors[0]))

#define ACCEPT_GZIP "Accept: text/html\nAccept-Encoding: gzip"

static void is_gzip(const response_t *r)
{
    assert_status(r, 404);
    assert_header(r, "Content-Encoding", "gzip");
    assert_header_like(r, "Vary", "Accept-Encoding");
    assert_none_doubled(r);
}

static void is_plain(const response_t *r)
{
    assert_page(r, 404);
    assert_no_header(r, "Content-Encoding");
    assert_header_like(r, "Vary", "Accept-Encoding");
}

static void gzip_holds_the_same_page(void **state)
{
    int http;
    size_t i;

    for (i = 0; i < ERRORS; i++) {
        ROW("%s", errors[i]);
        for (http = 11; http <= 20; http += 9) {
            ROW("HTTP %d", http);
            request_t q = {0};
            response_t *plain, *gzip;

            q.path = errors[i];
            q.headers = "Accept: text/html";
            q.http = http;
            plain = client_send(*state, &q);
            is_plain(plain);
            q.ungzip = 1;
            gzip = client_send(*state, &q);
            is_gzip(gzip);
            assert_string_equal(gzip->body, plain->body);
            assert_true(atoi(response_header(gzip, "Content-Length")) <
                        (int)plain->length / 2);
        }
    }
}

/* All header lines but Date, in order. */
static const char *all_headers(server_t *s, const response_t *r)
{
    const apr_array_header_t *rows = apr_table_elts(r->headers);
    const char *text = "";
    int i;

    for (i = 0; i < rows->nelts; i++) {
        const apr_table_entry_t *e = &APR_ARRAY_IDX(rows, i, apr_table_entry_t);

        if (strcasecmp(e->key, "Date") != 0) {
            text = apr_pstrcat(s->pool, text, e->key, ": ", e->val, "\n", NULL);
        }
    }
    return text;
}

static void head_tells_of_gzip_what_get_does(void **state)
{
    server_t *s = *state;
    int http;
    size_t i;

    for (i = 0; i < ERRORS; i++) {
        ROW("%s", errors[i]);
        for (http = 11; http <= 20; http += 9) {
            ROW("HTTP %d", http);
            request_t q = {0};
            response_t *get, *head;

            q.path = errors[i];
            q.headers = ACCEPT_GZIP;
            q.http = http;
            get = client_send(s, &q);
            is_gzip(get);
            q.method = "HEAD";
            head = client_send(s, &q);
            assert_status(head, 404);
            assert_int_equal(head->length, 0);
            assert_string_equal(all_headers(s, head), all_headers(s, get));
        }
    }
}

static void the_client_s_preference_counts(void **state)
{
    static const struct {
        const char *accept;
        int gzip;
    } cases[] = {
        {"gzip", 1},
        {"GZIP", 1},
        {"x-gzip", 1},
        {"deflate, gzip;q=0.5, br", 1},
        {"gzip;q=0.8, identity;q=0.5", 1},
        {"*", 1},
        {"", 0},
        {"identity", 0},
        {"br, deflate", 0},
        {"gzip;q=0", 0},
        {"gzip;q=0.000, *", 0},
        {"identity, gzip;q=0.5", 0},
        {"identity;q=1, gzip;q=0.9", 0},
        {"*;q=0", 0},
        {"gzipped", 0},
    };
    server_t *s = *state;
    size_t i, k;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].accept);
        for (k = 0; k < ERRORS; k++) {
            ROW("%s", errors[k]);
            response_t *r = client_get(
                s, errors[k],
                apr_pstrcat(s->pool, "Accept: text/html\nAccept-Encoding: ",
                            cases[i].accept, NULL));
            int gzip = response_header(r, "Content-Encoding") != NULL;

            if (gzip != cases[i].gzip) {
                print_error("Accept-Encoding: %s\n", cases[i].accept);
            }
            assert_int_equal(gzip, cases[i].gzip);
            (gzip ? is_gzip : is_plain)(r);
        }
    }
}

static void the_environment_may_forbid_it(void **state)
{
    server_t *s = *state;
    size_t i;

    for (i = 0; i < ERRORS; i++) {
        is_plain(client_get(
            s, apr_pstrcat(s->pool, "/no-gzip", errors[i], NULL), ACCEPT_GZIP));
    }
}

/* It might have been compressed, had it been longer: caches must know. */
static void a_short_page_is_plain_and_varies_all_the_same(void **state)
{
    size_t i;

    for (i = 0; i < ERRORS; i++) {
        is_plain(
            client_get(*state, errors[i], "Host: large.example\n" ACCEPT_GZIP));
    }
    is_plain(client_get(*state, "/nothing",
                        "Accept: text/plain\nAccept-Encoding: gzip"));
}

static void off_means_that_nothing_varies_with_it(void **state)
{
    size_t i;

    for (i = 0; i < ERRORS; i++) {
        ROW("%s", errors[i]);
        response_t *r =
            client_get(*state, errors[i], "Host: off.example\n" ACCEPT_GZIP);

        assert_page(r, 404);
        assert_no_header(r, "Content-Encoding");
        assert_header_like(r, "Vary", "Accept-Language");
        assert_null(strstr(response_header(r, "Vary"), "Accept-Encoding"));
    }
}

/* Nor does a page that is never compressed. */
static void nor_does_a_tiny_page(void **state)
{
    response_t *r = client_get(*state, "/tiny/x", ACCEPT_GZIP);

    assert_page(r, 404);
    assert_body(r, "404, no more");
    assert_no_header(r, "Content-Encoding");
    assert_null(strstr(response_header(r, "Vary"), "Accept-Encoding"));
}

static void mod_deflate_leaves_it_alone(void **state)
{
    server_t *s = *state;
    size_t i;

    for (i = 0; i < ERRORS; i++) {
        ROW("%s", errors[i]);
        request_t q = {0};
        response_t *r;

        q.path = apr_pstrcat(s->pool, "/deflate", errors[i], NULL);
        q.headers = "Accept: text/html";
        q.ungzip = 1;
        r = client_send(s, &q);
        is_gzip(r);
        assert_body(r, "</html>");
        q.headers = "Accept: text/html\nHost: off.example";
        r = client_send(s, &q); /* what it does by itself */
        assert_status(r, 404);
        assert_true(response_header_count(r, "Content-Encoding") <= 1);
        assert_body(r, "</html>");
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(gzip_holds_the_same_page),
        TEST(head_tells_of_gzip_what_get_does),
        TEST(the_client_s_preference_counts),
        TEST(the_environment_may_forbid_it),
        TEST(a_short_page_is_plain_and_varies_all_the_same),
        TEST(off_means_that_nothing_varies_with_it),
        TEST(nor_does_a_tiny_page),
        TEST(mod_deflate_leaves_it_alone),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
