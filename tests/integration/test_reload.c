/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A designer's loop: StatusPagesReload shows an edit at the next request, and
 * a broken one tells itself. */
#include "rows.h"
#include "checks.h"

#include <apr_file_io.h>
#include <apr_strings.h>
#include <string.h>

static int start(void **state)
{
    server_t *s = server_new("reload");

    server_file(s, "conf/mine/plain.txt", "first {{status}}\n");
    server_file(s, "conf/one.txt", "single {{status}}\n");
    server_conf(s, "StatusPages On\nStatusPagesReload On\n"
                   "StatusPagesTheme conf/mine\nStatusPagesFormats text\n"
                   "<Location /status>\nSetHandler statuspages\n"
                   "StatusPagesGallery On\n</Location>\n"
                   "<Location /one/>\n"
                   "StatusPagesTemplate text conf/one.txt\n</Location>\n"
                   "<Location /theme/>\nStatusPagesTheme default\n"
                   "StatusPagesTemplate text conf/mine\n</Location>");
    server_start(s);
    *state = s;
    return 0;
}

static int stop(void **state)
{
    return server_stop(*state);
}

static void an_edit_shows_at_the_next_request(void **state)
{
    server_t *s = *state;

    assert_body(client_get(s, "/x", NULL), "first 404");
    server_file(s, "conf/mine/plain.txt", "second {{status}}\n");
    assert_body(client_get(s, "/x", NULL), "second 404");
    assert_body(client_get(s, "/one/x", NULL), "single 404");
    server_file(s, "conf/one.txt", "double {{status}}\n");
    assert_body(client_get(s, "/one/x", NULL), "double 404");
}

static void the_gallery_shows_it_too(void **state)
{
    server_t *s = *state;

    server_file(s, "conf/mine/plain.txt", "hung {{status}}\n");
    assert_body(client_get(s, "/status/gallery?format=text", NULL), "hung 404");
    server_file(s, "conf/mine/plain.txt", "hung anew {{status}}\n");
    assert_body(client_get(s, "/status/gallery?format=text", NULL),
                "hung anew 404");
    assert_body(client_get(s, "/status/gallery/raw?format=text", NULL),
                "hung anew 404");
}

/* A page of its own for a code is a file as any other. */
static void a_page_that_is_added_shows_and_goes(void **state)
{
    server_t *s = *state;
    const char *file =
        apr_pstrcat(s->pool, s->root, "/conf/mine/plain.404.txt", NULL);

    server_file(s, "conf/mine/plain.txt", "any {{status}}\n");
    assert_body(client_get(s, "/x", NULL), "any 404");
    assert_body(client_get(s, "/theme/x", NULL), "any 404");
    server_file(s, "conf/mine/plain.404.txt", "only {{status}}\n");
    assert_body(client_get(s, "/x", NULL), "only 404");
    assert_body(client_get(s, "/theme/x", NULL), "only 404");
    assert_int_equal(apr_file_remove(file, s->pool), APR_SUCCESS);
    assert_body(client_get(s, "/x", NULL), "any 404");
}

/* On one connection what one request has made lies where that of the one
 * before it lay: it must not be taken for the same. */
static void so_it_does_on_a_connection_that_is_kept(void **state)
{
    server_t *s = *state;
    wire_t *w = wire_open(s);
    int i;

    for (i = 0; i < 12; i++) {
        ROW("edit %d", i);
        const char *word = apr_psprintf(s->pool, "edit %d:", i);

        server_file(s, "conf/mine/plain.txt",
                    apr_pstrcat(s->pool, word, " {{status}}\n", NULL));
        wire_send(w, "GET /x HTTP/1.1\r\nHost: x\r\n\r\n", 0);
        assert_body(wire_read(w, "GET"), word);
    }
    wire_close(w);
}

/* What is read again is not kept, and only what is kept is compressed. That
 * would be seen here however its memory comes to lie. */
static void what_is_read_again_is_not_kept(void **state)
{
    server_t *s = *state;
    int i;

    server_file(s, "conf/mine/plain.txt",
                apr_psprintf(s->pool, "{{status}} %02000d\n", 0));
    for (i = 0; i < 3; i++) {
        ROW("%d", i);
        response_t *r = client_get(s, "/x", "Accept-Encoding: gzip");

        assert_status(r, 404);
        assert_body(r, "404 000");
        assert_no_header(r, "Content-Encoding");
        assert_null(strstr(response_header(r, "Vary"), "Accept-Encoding"));
    }
}

static void a_broken_edit_tells_itself(void **state)
{
    server_t *s = *state;
    response_t *r;

    errorlog_expect(s->log, "SP0009.*plain.txt:3:1");
    server_file(s, "conf/mine/plain.txt", "third\n{{#retry}}\n");
    r = client_get(s, "/x", NULL);
    assert_status(r, 404);
    assert_body(r, "The theme has a fault");
    assert_body(r, "plain.txt:3:1");
    server_file(s, "conf/mine/plain.txt", "fourth {{status}}\n");
    assert_body(client_get(s, "/x", NULL), "fourth 404");
}

/* The single file does not hide what is said of it. */
static void so_does_a_broken_single_file(void **state)
{
    server_t *s = *state;
    response_t *r;

    errorlog_expect(s->log, "SP0009.*one.txt:2:1");
    server_file(s, "conf/one.txt", "{{#retry}}\n");
    r = client_get(s, "/one/x", NULL);
    assert_status(r, 404);
    assert_body(r, "The theme has a fault");
    assert_body(r, "one.txt:2:1");
    server_file(s, "conf/one.txt", "triple {{status}}\n");
    assert_body(client_get(s, "/one/x", NULL), "triple 404");

    /* nor does it where the theme is the one at fault */
    errorlog_expect(s->log, "SP0009.*plain.txt:2:1");
    server_file(s, "conf/mine/plain.txt", "{{#retry}}\n");
    assert_body(client_get(s, "/one/x", NULL), "plain.txt:2:1");
    server_file(s, "conf/mine/plain.txt", "fifth {{status}}\n");
    assert_body(client_get(s, "/one/x", NULL), "triple 404");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(an_edit_shows_at_the_next_request),
        TEST(a_page_that_is_added_shows_and_goes),
        TEST(the_gallery_shows_it_too),
        TEST(so_it_does_on_a_connection_that_is_kept),
        TEST(what_is_read_again_is_not_kept),
        TEST(a_broken_edit_tells_itself),
        TEST(so_does_a_broken_single_file),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
