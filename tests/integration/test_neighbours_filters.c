/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Beside modules whose filters change a body on its way: mod_deflate and
 * mod_brotli, by type and for everything, must not encode a page twice;
 * mod_substitute, mod_sed and mod_include come before us and see what we
 * replace; mod_ext_filter may be told to come behind us. */
#include "neighbour.h"
#include "rows.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* One place for each way to compress; "off" is without gzip of our own. */
static const char places[] =
    "<Location /bare/>\n</Location>\n"
    "<Location /deflate/>\nSetOutputFilter DEFLATE\n</Location>\n"
    "<Location /brotli/>\nSetOutputFilter BROTLI_COMPRESS\n</Location>\n"
    "<Location /both/>\nSetOutputFilter BROTLI_COMPRESS;DEFLATE\n</Location>\n"
    "<Location /types/>\n"
    "AddOutputFilterByType BROTLI_COMPRESS;DEFLATE text/html text/plain "
    "application/json application/xml\n</Location>\n"
    "<Location /inflate/>\nSetOutputFilter INFLATE;DEFLATE\n</Location>\n"
    "<LocationMatch /t$>\nSetHandler sp-test\n</LocationMatch>\n"
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName on.example\n</VirtualHost>\n"
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName off.example\n"
    "StatusPagesCompress Off\n</VirtualHost>\n";

/* The words that a substitution looks for stand in every page. */
static const char changes[] =
    "<Location /substitute/>\nSetOutputFilter SUBSTITUTE\n"
    "Substitute \"s|<body|<body class=x|n\"\nSubstitute \"s|color|colour|n\"\n"
    "</Location>\n"
    "<Location /sed/>\nSetOutputFilter Sed\nOutputSed \"s/color/colour/g\"\n"
    "</Location>\n"
    "<Location /includes/>\nSetOutputFilter INCLUDES\nOptions +Includes\n"
    "</Location>\n"
    "ExtFilterDefine before mode=output cmd=\"/bin/sed s/color/colour/g\"\n"
    "ExtFilterDefine behind mode=output ftype=21 "
    "cmd=\"/bin/sed s/color/colour/g\"\n"
    "<Location /before/>\nSetOutputFilter before\n</Location>\n"
    "<Location /behind/>\nSetOutputFilter behind\n</Location>\n";

static int start(void **state)
{
    server_t *s = server_new("filters");

    server_modules(s, "http2 filter deflate brotli substitute sed include "
                      "ext_filter setenvif");
    server_conf(s, "Protocols h2c http/1.1\nStatusPages On\n"
                   "StatusPagesUpstream All\n"
                   "SetEnvIf Request_URI . UNIQUE_ID=the-same-id\n");
    server_conf(s, places);
    server_conf(s, changes);
    server_start(s);
    *state = s;
    return 0;
}

/* By way of ap_die(), and in place of a handler's body. */
static const char *const errors[] = {
    "nothing", "t?die=404", "t?status=404&type=text/html&body=<body+color>",
    "t?empty404"};
static const char *const ways[] = {"/bare/", "/deflate/", "/brotli/",
                                   "/both/", "/types/",   "/inflate/"};
static const char *const hosts[] = {"on.example", "off.example"};
static const char *const types[] = {"text/html", "application/json",
                                    "application/xml", "text/plain"};
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* How often a word stands in a header as an element of its list. */
static int elements(server_t *s, const response_t *r, const char *header,
                    const char *word)
{
    const char *all = response_header_all(r, s->pool, header);
    char *last, *part;
    int n = 0;

    if (all == NULL) {
        return 0;
    }
    part = apr_strtok(apr_pstrdup(s->pool, all), ", ", &last);
    while (part != NULL) {
        n += strcasecmp(part, word) == 0;
        part = apr_strtok(NULL, ", ", &last);
    }
    return n;
}

/* What libcurl has undone once is the page: it was encoded once or never. */
static void check_encoded(server_t *s, const char *path, const char *headers,
                          const char *decode)
{
    request_t q = {0};
    response_t *plain, *r;

    q.path = path;
    q.headers = headers;
    plain = client_send(s, &q);
    assert_page(plain, 404);
    assert_no_header(plain, "Content-Encoding");
    q.decode = decode;
    r = client_send(s, &q);
    assert_status(r, 404);
    assert_string_equal(r->body, plain->body);
    assert_true(response_header_count(r, "Content-Encoding") <= 1);
    assert_none_doubled(r);
    assert_true(elements(s, r, "Vary", "Accept-Encoding") <= 1);
    assert_int_equal(elements(s, r, "Vary", "Accept"), 1);
    if (response_header(r, "Content-Encoding") != NULL) {
        assert_int_equal(elements(s, r, "Vary", "Accept-Encoding"), 1);
    }
    assert_no_header(r, "ETag");
}

static void each_error(server_t *s, const char *way, const char *headers,
                       const char *decode)
{
    size_t i;

    for (i = 0; i < COUNT(errors); i++) {
        ROW("%s%s, %s, for %s", way, errors[i], headers, decode);
        check_encoded(s, apr_pstrcat(s->pool, way, errors[i], NULL), headers,
                      decode);
    }
}

static void no_page_is_encoded_twice(void **state)
{
    static const char *const decodes[] = {"gzip", "br", "gzip, br"};
    server_t *s = *state;
    size_t h, t, w, d;

    if (!client_knows_brotli()) {
        rows_skip("libcurl with brotli", "Debian: libcurl4-openssl-dev");
    }
    for (h = 0; h < COUNT(hosts); h++) {
        for (t = 0; t < COUNT(types); t++) {
            const char *headers = apr_pstrcat(s->pool, "Host: ", hosts[h],
                                              "\nAccept: ", types[t], NULL);

            for (w = 0; w < COUNT(ways); w++) {
                for (d = 0; d < COUNT(decodes); d++) {
                    each_error(s, ways[w], headers, decodes[d]);
                }
            }
        }
    }
}

/* Who encodes: ours where it is gzip, else the neighbour, where it sees the
 * page. httpd asks no filter of a place about an error of its own. */
static void who_encodes_is_known(void **state)
{
    static const struct {
        const char *host, *path, *decode, *encoding;
    } cases[] = {
        {"on", "/deflate/t?empty404", "gzip", "gzip"},
        {"on", "/brotli/t?empty404", "gzip, br", "gzip"},
        {"on", "/brotli/t?empty404", "br", "br"},
        {"on", "/both/t?empty404", "br", "br"},
        {"on", "/brotli/nothing", "br", NULL},
        {"off", "/deflate/t?empty404", "gzip", "gzip"},
        {"off", "/both/t?empty404", "gzip, br", "br"},
        {"off", "/deflate/nothing", "gzip", NULL},
        {"off", "/bare/t?empty404", "gzip", NULL},
    };
    server_t *s = *state;
    size_t i;

    for (i = 0; i < COUNT(cases); i++) {
        ROW("%s %s for %s", cases[i].host, cases[i].path, cases[i].decode);
        request_t q = {0};
        response_t *r;

        q.path = cases[i].path;
        q.headers =
            apr_pstrcat(s->pool, "Accept: text/html\nHost: ", cases[i].host,
                        ".example", NULL);
        q.decode = cases[i].decode;
        r = client_send(s, &q);
        if (cases[i].encoding != NULL) {
            assert_header(r, "Content-Encoding", cases[i].encoding);
        }
        else {
            assert_no_header(r, "Content-Encoding");
        }
    }
}

static void head_and_get_tell_the_same(void **state)
{
    server_t *s = *state;
    size_t w, i;

    for (w = 0; w < COUNT(ways); w++) {
        for (i = 0; i < COUNT(errors); i++) {
            ROW("%s%s", ways[w], errors[i]);
            request_t q = {0};
            response_t *get, *head;

            q.path = apr_pstrcat(s->pool, ways[w], errors[i], NULL);
            q.headers = "Accept: text/html\nHost: on.example\n"
                        "Accept-Encoding: gzip";
            get = client_send(s, &q);
            q.method = "HEAD";
            head = client_send(s, &q);
            assert_header(get, "Content-Encoding", "gzip");
            assert_header(head, "Content-Encoding", "gzip");
            assert_header(head, "Content-Length",
                          response_header(get, "Content-Length"));
            assert_string_equal(response_header_all(head, s->pool, "Vary"),
                                response_header_all(get, s->pool, "Vary"));
        }
    }
}

/* They see the handler's body, which goes; the page's style keeps its hash. */
static void filters_before_us_change_no_page(void **state)
{
    static const char *const before[] = {"/substitute/", "/sed/", "/includes/",
                                         "/before/"};
    server_t *s = *state;
    size_t b, i;

    errorlog_allow(s->log, "ext_filter:(warn|error)");
    for (i = 0; i < COUNT(errors); i++) {
        response_t *bare =
            client_get(s, apr_pstrcat(s->pool, "/bare/", errors[i], NULL),
                       "Accept: text/html");

        for (b = 0; b < COUNT(before); b++) {
            ROW("%s%s", before[b], errors[i]);
            wire_t *w = wire_open(s);
            response_t *r = neighbour_ask(
                w, apr_pstrcat(s->pool, before[b], errors[i], NULL),
                "Accept: text/html\r\n");

            assert_page(r, 404);
            assert_no_body(r, "colour");
            assert_no_body(r, "class=x");
            assert_string_equal(
                response_header(r, "Content-Security-Policy"),
                response_header(bare, "Content-Security-Policy"));
            neighbour_goes_on(w, r);
            wire_close(w);
        }
    }
}

/* Behind us it sees the page of a handler's error, and may change it: the
 * length is then true, but a style that it has changed is no more the one
 * whose hash the policy names. conf/README.md tells the administrator. */
static void a_filter_behind_us_changes_what_handlers_errors_get(void **state)
{
    wire_t *w = wire_open(*state);
    response_t *r =
        neighbour_ask(w, "/behind/t?empty404", "Accept: text/html\r\n");

    assert_status(r, 404);
    assert_true(checks_is_ours(r));
    assert_body(r, "colour");
    assert_body(r, "</html>");
    assert_none_doubled(r);
    neighbour_goes_on(w, r);
    r = neighbour_ask(w, "/behind/nothing", "Accept: text/html\r\n");
    assert_page(r, 404);
    assert_no_body(r, "colour");
    wire_close(w);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(no_page_is_encoded_twice),
        TEST(who_encodes_is_known),
        TEST(head_and_get_tell_the_same),
        TEST(filters_before_us_change_no_page),
        TEST(a_filter_behind_us_changes_what_handlers_errors_get),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
