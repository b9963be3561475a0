/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A theme tied to one code, pages for codes as files of a theme, and what a
 * theme's own files change in the response. */
#include "rows.h"
#include "checks.h"

#include <apr_strings.h>
#include <string.h>

static int start(void **state)
{
    server_t *s = server_new("own-pages");

    server_file(s, "conf/acme/theme.json",
                "{\"words\": {\"motto\": {\"en\": \"Soon back\", "
                "\"de\": \"Bald zur\\u00fcck\"}}}\n");
    server_file(s, "conf/acme/page.html",
                "<!doctype html>\n<title>{{status}} {{message}}</title>\n"
                "<p>acme: {{words.motto}}\n");
    server_file(s, "conf/acme/page.5xx.html",
                "<!doctype html>\n<title>{{status}} {{message}}</title>\n"
                "<p>acme of 5xx\n");
    server_file(s, "conf/brand/page.html",
                "{{<layout}}{{$style}}{{> tokens.css}}\n@font-face { "
                "font-family: Brand; src: url({{file.brand.woff2}}) }\n"
                "{{/style}}{{$art}}<img src=\"{{file.hero.svg}}\" alt=\"\">"
                "{{/art}}{{/layout}}\n");
    server_file(s, "conf/brand/hero.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    server_font(s, "conf/brand/brand.woff2");
    server_file(s, "conf/blue/tokens.css", ":root { --paper: #abcdef }\n");
    server_file(s, "conf/lost.html",
                "{{<layout}}{{$style}}{{> tokens.css}}\n{{> mine.css}}\n"
                "{{/style}}{{/layout}}\n");
    server_file(s, "conf/mine.css", "h1 { color: teal }\n");
    server_conf(s, "StatusPages On\nStatusPagesFormats html text json\n"
                   "StatusPagesTemplate html maintenance 503\n"
                   "<Location /crane>\nSetHandler sp-test\n"
                   "StatusPagesTheme maintenance\n</Location>\n"
                   "<Location /acme>\nSetHandler sp-test\n"
                   "StatusPagesTemplate html conf/acme 404 5xx\n</Location>\n"
                   "<Location /blue>\nSetHandler sp-test\n"
                   "StatusPagesTheme conf/blue\n"
                   "StatusPagesTemplate html conf/lost.html 404\n</Location>\n"
                   "<Location /brand>\nSetHandler sp-test\n"
                   "StatusPagesTheme conf/brand\n</Location>\n");
    server_start(s);
    *state = s;
    return 0;
}

static int stop(void **state)
{
    return server_stop(*state);
}

static const char *policy(response_t *r)
{
    return response_header(r, "Content-Security-Policy");
}

/* The style's hash tells the theme. */
static void a_theme_by_its_name_has_one_code(void **state)
{
    const char *crane = policy(client_get(*state, "/crane?die=503", NULL));
    response_t *r = client_get(*state, "/t?die=503", NULL);

    assert_page(r, 503);
    assert_string_equal(policy(r), crane);
    r = client_get(*state, "/t?die=502", NULL);
    assert_page(r, 502);
    assert_string_not_equal(policy(r), crane);
    r = client_get(*state, "/t?die=503", "Accept: application/json");
    assert_problem(r, 503);
}

static void a_themes_folder_has_its_codes_with_its_words(void **state)
{
    response_t *r = client_get(*state, "/acme?die=404", "Accept-Language: de");

    assert_page(r, 404);
    assert_body(r, "<p>acme: Bald zur\xC3\xBC"
                   "ck\n");
    r = client_get(*state, "/acme?die=500", NULL);
    assert_page(r, 500);
    assert_body(r, "<p>acme of 5xx\n");
    assert_no_body(client_get(*state, "/acme?die=403", NULL), "<p>acme");
}

static void a_page_with_a_font_alone_may_have_fonts(void **state)
{
    response_t *r = client_get(*state, "/brand?die=404", NULL);

    assert_page(r, 404);
    assert_body(r, "url(data:font/woff2;base64,d09GMg");
    assert_body(r, "<img src=\"data:image/svg+xml;base64,PHN2Zy");
    assert_header_like(r, "Content-Security-Policy",
                       "^default-src 'none'; style-src( 'sha256-[^']*')+; "
                       "img-src data:; font-src data:$");
    r = client_get(*state, "/brand?die=404", "Accept: application/json");
    assert_header(r, "Content-Security-Policy", "default-src 'none'");
    r = client_get(*state, "/t?die=404", NULL);
    assert_null(strstr(policy(r), "font-src"));
}

/* What stands in the only style sheet of a page. */
static char *style_of(server_t *s, const char *page)
{
    const char *from = strstr(page, "<style>");
    const char *to = from != NULL ? strstr(from, "</style>") : NULL;

    assert_non_null(to);
    return apr_pstrmemdup(s->pool, from, (apr_size_t)(to - from));
}

/* The theme around it has no part in it, as conf/README.md says; with that
 * theme named, the command shows the file as a page of that theme. */
static void a_file_has_the_parts_that_render_shows(void **state)
{
    server_t *s = *state;
    const char *argv[] = {SP_BUILD "/statuspages",
                          "render",
                          "404",
                          "--template",
                          server_path(s, "conf/lost.html"),
                          NULL,
                          server_path(s, "conf/blue"),
                          NULL};
    response_t *r = client_get(s, "/blue?die=404", "Accept: text/html");
    char *style = style_of(s, r->body);

    assert_page(r, 404);
    assert_non_null(strstr(style, "h1 { color: teal }"));
    assert_null(strstr(style, "#abcdef"));
    assert_string_equal(style,
                        style_of(s, process_run(s->pool, argv, NULL).text));
    argv[5] = "--theme";
    assert_non_null(strstr(process_run(s->pool, argv, NULL).text, "#abcdef"));
    r = client_get(s, "/blue?die=403", "Accept: text/html");
    assert_non_null(strstr(style_of(s, r->body), "#abcdef"));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_theme_by_its_name_has_one_code),
        TEST(a_themes_folder_has_its_codes_with_its_words),
        TEST(a_page_with_a_font_alone_may_have_fonts),
        TEST(a_file_has_the_parts_that_render_shows),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, start, stop));
}
