/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where there is a gallery, and what it costs the server: nowhere until
 * StatusPagesGallery is On there, never by .htaccess, and nothing that grows.
 * What it shows is test_gallery.c's. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

#define GALLERY "<pre id=\"headers\""

static const char places[] =
    "StatusPages On\n"
    "<Location \"/status\">\nSetHandler statuspages\n</Location>\n"
    "<Location \"/open\">\nSetHandler statuspages\nStatusPagesGallery On\n"
    "</Location>\n"
    "<Location \"/open/closed\">\nSetHandler statuspages\n"
    "StatusPagesGallery Off\n</Location>\n"
    "<Directory \"@ROOT@/htdocs/folder\">\nSetHandler statuspages\n"
    "StatusPagesGallery On\n</Directory>\n"
    "<Directory \"@ROOT@/htdocs\">\nAllowOverride All\n</Directory>\n"
    "<Location \"/huge\">\nSetHandler statuspages\nStatusPagesGallery On\n"
    "StatusPagesTemplate html conf/huge.html 404\n"
    "StatusPagesMessage 404 Long @LONG@\n</Location>\n"
    "<Location \"/vast\">\nSetHandler statuspages\n"
    "StatusPagesTheme conf/vast\nStatusPagesVar footer @LONG@\n</Location>\n"
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName silent.example\n"
    "</VirtualHost>\n"
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName shown.example\n"
    "StatusPagesGallery On\n"
    "<Location \"/shut\">\nSetHandler statuspages\nStatusPagesGallery Off\n"
    "</Location>\n</VirtualHost>\n"
    "<VirtualHost 127.0.0.1:@PORT@>\nServerName off.example\n"
    "StatusPagesGallery Off\n</VirtualHost>\n";

static char *repeated(apr_pool_t *pool, const char *word, apr_size_t times)
{
    apr_size_t n = strlen(word);
    char *all = apr_palloc(pool, n * times + 1);
    apr_size_t i;

    for (i = 0; i < times; i++) {
        memcpy(all + i * n, word, n);
    }
    all[n * times] = '\0';
    return all;
}

static int start(void **state)
{
    server_t *s = server_new("gallery-scopes");

    server_pools(s);
    server_one_child(s);
    server_file(s, "htdocs/folder/page.txt", "a file\n");
    server_file(s, "htdocs/on/.htaccess", "StatusPagesGallery On\n");
    server_file(s, "htdocs/off/.htaccess", "StatusPagesGallery Off\n");
    server_file(s, "conf/huge.html",
                apr_pstrcat(s->pool, "<!doctype html>\n<p>{{status}}\n",
                            repeated(s->pool, "{{description}}\n", 5000),
                            NULL));
    server_file(s, "conf/vast/reference.html",
                apr_pstrcat(s->pool, "<!doctype html>\n<p>all codes\n",
                            repeated(s->pool, "{{vars.footer}}\n", 5000),
                            NULL));
    server_var(s, "LONG", repeated(s->pool, "4", 5000));
    server_conf(s, places);
    server_start(s);
    *state = s;
    return 0;
}

static response_t *ask(void **state, const char *host, const char *path)
{
    server_t *s = *state;

    return client_get(s, path, apr_psprintf(s->pool, "Host: %s", host));
}

static void a_server_that_asks_for_none_has_none(void **state)
{
    server_t *s = server_new("no-gallery");

    server_conf(s, "StatusPages On\n"
                   "<Location \"/status\">\nSetHandler statuspages\n"
                   "</Location>\n");
    server_start(s);
    assert_page(client_get(s, "/status/gallery", NULL), 404);
    assert_page(client_get(s, "/status/gallery/", NULL), 404);
    assert_page(client_get(s, "/status/gallery/raw", NULL), 404);
    assert_page(client_get(s, "/status/gallery?theme=plain", NULL), 404);
    assert_status(client_get(s, "/status", NULL), 200);
    assert_no_body(client_get(s, "/status", NULL), "/gallery");
    assert_no_body(client_get(s, "/status/404", NULL), "/gallery");
    assert_int_equal(server_stop(s), 0);
    (void)state;
}

static void it_is_where_it_is_on(void **state)
{
    static const struct {
        const char *host, *base;
        int on;
    } rows[] = {
        {"silent.example", "/status", 0},      {"silent.example", "/open", 1},
        {"silent.example", "/open/closed", 0}, {"silent.example", "/folder", 1},
        {"shown.example", "/status", 1},       {"shown.example", "/shut", 0},
        {"shown.example", "/open", 1},         {"off.example", "/status", 0},
        {"off.example", "/open", 1},
    };
    static const char *const below[] = {"/gallery", "/gallery/raw"};
    server_t *s = *state;
    size_t i, k;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s%s", rows[i].host, rows[i].base);
        for (k = 0; k < 2; k++) {
            ROW("%s", below[k]);
            response_t *r = ask(state, rows[i].host,
                                apr_pstrcat(s->pool, rows[i].base, below[k],
                                            "?code=404&format=json", NULL));

            if (!rows[i].on) {
                assert_page(r, 404);
                continue;
            }
            assert_status(r, 200);
            assert_body(r, k == 0 ? GALLERY : "\"status\": 404");
        }
        assert_status(ask(state, rows[i].host,
                          apr_pstrcat(s->pool, rows[i].base, "/404", NULL)),
                      200);
    }
}

static void htaccess_can_t_say_it(void **state)
{
    static const char *const folders[] = {"/on/x", "/off/x"};
    server_t *s = *state;
    size_t i;

    for (i = 0; i < 2; i++) {
        ROW("%s", folders[i]);
        errorlog_expect(s->log, "\\.htaccess: StatusPagesGallery: \\.htaccess "
                                "can't open or close the gallery; write it in "
                                "the server's own configuration");
        assert_page(client_get(s, folders[i], NULL), 500);
    }
}

static void a_page_that_can_t_be_made_is_told(void **state)
{
    static const char *const paths[] = {"/huge/gallery?code=404",
                                        "/huge/gallery/raw?code=404"};
    server_t *s = *state;
    size_t i;

    for (i = 0; i < 2; i++) {
        ROW("%s", paths[i]);
        errorlog_expect(s->log, "SP0008: no gallery: .*huge\\.html.*"
                                "the page becomes larger than 16 MB");
        assert_page(client_get(s, paths[i], NULL), 500);
    }
    assert_status(client_get(s, "/huge/gallery?code=410", NULL), 200);
}

static void nor_is_a_reference_silent(void **state)
{
    server_t *s = *state;

    errorlog_expect(s->log, "SP0007: no reference: .*vast/reference\\.html.*"
                            "the page becomes larger than 16 MB");
    assert_page(client_get(s, "/vast", NULL), 500);
}

/* Of the only child, in KB. */
static long memory(server_t *s)
{
    const char *children =
        text_read(s->pool,
                  apr_psprintf(s->pool, "/proc/%d/task/%d/children",
                               (int)s->pid, (int)s->pid),
                  NULL);
    const char *status = text_read(
        s->pool, apr_psprintf(s->pool, "/proc/%d/status", atoi(children)),
        NULL);
    const char *rss =
        text_capture(s->pool, status, "VmRSS:[[:space:]]*([0-9]+) kB");

    assert_non_null(rss);
    return atol(rss);
}

static void look_around(void **state, int turns)
{
    static const char *const themes[] = {"plain", "default", "transit"};
    static const char *const catalogs[] = {"cloud-api", "standard",
                                           "cloud-intl"};
    static const char *const tags[] = {"en", "ar", "ja", "de"};
    server_t *s = *state;
    int i;

    for (i = 0; i < turns; i++) {
        ROW("turn %d", i);
        assert_status(
            ask(state, "shown.example",
                apr_psprintf(s->pool,
                             "/status/gallery%s?code=%d&lang=%s&theme=%s"
                             "&catalog=%s",
                             i % 5 ? "" : "/raw", 400 + i % 10, tags[i % 4],
                             themes[i % 3], catalogs[i / 3 % 3])),
            200);
    }
}

static void a_flood_leaves_memory_flat(void **state)
{
    server_t *s = *state;
    long before, after;

    /* on a busy machine its few workers may be busy, too */
    errorlog_allow(s->log, "AH00484");
    look_around(state, 60);
    before = memory(*state);
    look_around(state, 400);
    after = memory(*state);
    if (after > before + 1024) {
        fail_msg("%ld KB before, %ld KB after", before, after);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_server_that_asks_for_none_has_none),
        TEST(it_is_where_it_is_on),
        TEST(htaccess_can_t_say_it),
        TEST(a_page_that_can_t_be_made_is_told),
        TEST(nor_is_a_reference_silent),
        TEST(a_flood_leaves_memory_flat),
    };

    checks_options(argc, argv);
    return server_finish(
        cmocka_run_group_tests(tests, start, server_teardown_group));
}
