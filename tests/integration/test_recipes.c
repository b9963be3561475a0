/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* templates/README.md: each recipe's files and configuration are taken out of
 * it, checked by the command and served by httpd, and the answers hold what
 * the recipe promises. A recipe without a promise here fails, and so does a
 * promise of which the recipe is gone. Pictures and fonts, which a document
 * can't hold, are put beside. */
#include "rows.h"
#include "checks.h"
#include "markdown.h"

#include <apr_file_info.h>
#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

#define DOCUMENT "templates/README.md"
#define GERMAN "Accept-Language: de"
#define TEXT "Accept: text/plain\nAccept-Language: de"
#define SHOP "Referer: https://shop.example.com/cart?x=1"
#define OTHER "Referer: https://evil.example/https://shop.example.com/"
#define DEFAULT_LOOK "font-size: clamp(6.5rem, 34vw, 9rem);\n"

/* What an answer shows and does not show; NULL where nothing is asked. */
typedef struct promise_t {
    const char *recipe;
    const char *path;
    const char *ask;
    const char *shown;
    const char *hidden;
} promise_t;

static const promise_t promises[] = {
    {"Other colours", "/t?die=404", "", "--paper: #0d2028", "--accent: ;"},
    {"Other colours", "/t?die=404", "", "  --accent: teal;\n}\n@media", NULL},
    {"Other colours", "/t?die=404", "", "class=\"line\"", NULL},
    {"Rules of your own", "/t?die=404", "", DEFAULT_LOOK, "class=\"line\""},
    {"Rules of your own", "/t?die=404", "", "Georgia, serif", NULL},
    {"A small theme, complete", "/t?die=404", "",
     "<p class=\"motto\">Back on the water soon</p>", DEFAULT_LOOK},
    {"A small theme, complete", "/t?die=404", "", "<svg class=\"boat\"", NULL},
    {"A drawing for each class or code", "/t?die=404", "",
     "<svg class=\"art art-4xx art-404\"", NULL},
    {"A drawing for each class or code", "/t?die=503", "",
     "<svg class=\"art art-5xx art-503\"", NULL},
    {"A drawing for each class or code", "/t?die=503", "",
     ".art-503 .closed { display: inline; }", NULL},
    {"A colour for each status", "/t?die=503", "",
     "--for-503: #8a5a00;\n  --accent: var(--for-503, var(--for-5xx, teal));",
     NULL},
    {"A colour for each status", "/t?die=404", "",
     "--accent: var(--for-404, var(--for-4xx, teal));", NULL},
    {"A page of its own for 503", "/t?die=503", "",
     "<p class=\"text\">We are at work here.</p>", NULL},
    {"A page of its own for 503", "/t?die=503", "", "class=\"line\"", NULL},
    {"A page of its own for 503", "/t?die=503", GERMAN,
     "Wir arbeiten hier gerade.", NULL},
    {"A page of its own for 503", "/t?die=500", "",
     "<h1>500 Internal Server Error</h1>", "<main>"},
    {"A page of its own for 503", "/t?die=404", "", "<main>", "at work"},
    {"Another theme for one code", "/t?die=503", "", "#20303b 0 2rem", NULL},
    {"Another theme for one code", "/t?die=404", "", "<svg class=\"part\"",
     "#20303b 0 2rem"},
    {"Words in several languages", "/t?die=404", "",
     "<p>Back on the water soon</p>", NULL},
    {"Words in several languages", "/t?die=404", GERMAN,
     "<p>Bald wieder auf dem Wasser</p>", NULL},
    {"Words in several languages", "/t?die=404", "Accept-Language: pt-BR",
     "<p>J\xC3\xA1 voltamos</p>", NULL},
    {"Words in several languages", "/t?die=404", "Accept-Language: ja",
     "<p>Back on the water soon</p>", NULL},
    {"Words in several languages", "/t?die=404", TEXT,
     "\nBald wieder auf dem Wasser\n", "<"},
    {"A picture", "/t?die=404", "",
     "<img class=\"hero\" src=\"data:image/webp;base64,UklGR", NULL},
    {"A picture for light, one for dark", "/t?die=404", "",
     "<source srcset=\"data:image/svg+xml;base64,PHN2ZyBpZD0ibmln", NULL},
    {"A picture for light, one for dark", "/t?die=404", "",
     "<img src=\"data:image/svg+xml;base64,PHN2ZyBpZD0iZGF5", NULL},
    {"A font", "/t?die=404", "", "url(\"data:font/woff2;base64,d09GMg", NULL},
    {"A logo that may be missing", "/t?die=404", "",
     "<img class=\"logo\" src=\"data:image/svg+xml;base64,", NULL},
    {"A logo that may be missing", "/bare/t?die=404", "",
     "<p class=\"brand\">Example Shop</p>", "<img"},
    {"The links of the brand", "/t?die=404", "",
     "<a class=\"go\" href=\"mailto:help@example.com\">Contact support</a>",
     ">Service status<"},
    {"The links of the brand", "/t/x?die=404", GERMAN,
     "<a class=\"go\" href=\"/search?q=/t/x\">Suchen</a>", NULL},
    {"A link to the reference", "/t?die=404", "",
     "<p><a href=\"/status/404\">About this status code: 404</a></p>", NULL},
    {"A link back", "/t?die=404", "", "<a class=\"go\" href=\"/\">Go back</a>",
     NULL},
    {"A link back", "/t?die=404", SHOP,
     "<a class=\"go\" href=\"https://shop.example.com/cart?x=1\">Go back</a>",
     NULL},
    {"A link back", "/t?die=404", OTHER,
     "<a class=\"go\" href=\"/\">Go back</a>", "evil.example"},
    {"When to come back", "/t?die=503", "",
     "<p class=\"advice\">Please try again in about 2 minutes.</p>", NULL},
    {"When to come back", "/t?die=503", GERMAN, "etwa 2", "later"},
    {"When to come back", "/t?die=404", "", "<main>", "class=\"advice\""},
    {"A page that tries again by itself", "/t?die=503", "", "about 2 minutes",
     NULL},
    {"A switch without a script", "/t?die=404", GERMAN,
     "<input class=\"night\" type=\"checkbox\"> Dunkle Seite</label>",
     "<script"},
    {"A switch without a script", "/t?die=404", "",
     ":root:has(.night:checked) {\n  color-scheme: dark;", NULL},
};

#define PROMISES (sizeof(promises) / sizeof(promises[0]))

/* What must be in a header of an answer; NULL where there must be none. */
static const struct {
    const char *recipe, *path, *name, *regex;
} headers[] = {
    {"A font", "/t?die=404", "Content-Security-Policy", "; font-src data:$"},
    {"A picture", "/t?die=404", "Content-Security-Policy", "img-src data:$"},
    {"When to come back", "/t?die=503", "Retry-After", "^120$"},
    {"A page that tries again by itself", "/t?die=503", "Refresh", "^120$"},
    {"A page that tries again by itself", "/t?die=404", "Refresh", NULL},
    {"A page that tries again by itself", "/", "Refresh", NULL},
};

#define HEADERS (sizeof(headers) / sizeof(headers[0]))

/* For who works in another folder, too. */
static const char *command(apr_pool_t *pool)
{
    const char *path = getenv("SP_COMMAND");
    char *whole = NULL;

    assert_int_equal(
        apr_filepath_merge(&whole, NULL,
                           path != NULL ? path : SP_BUILD "/statuspages", 0,
                           pool),
        APR_SUCCESS);
    return whole;
}

static server_t *recipe_server(void)
{
    server_t *s = server_new("recipes");

    server_modules(s, "headers");
    server_file(s, "htdocs/index.html", "<p>home\n");
    server_file(s, "conf/logo.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    server_conf(s, "<Location \"/t\">\nSetHandler sp-test\n</Location>\n"
                   "<Location \"/bare\">\nSetHandler sp-test\n"
                   "StatusPagesLogo none\n</Location>\n");
    return s;
}

/* A picture or font that the file shows lies beside it. */
static void add_media(server_t *s, const char *file)
{
    static const char *const pictures[][2] = {
        {"hero.webp", "RIFF____WEBPVP8 "},
        {"day.svg", "<svg id=\"day\" xmlns=\"http://www.w3.org/2000/svg\"/>"},
        {"night.svg",
         "<svg id=\"night\" xmlns=\"http://www.w3.org/2000/svg\"/>"},
    };
    size_t i;

    for (i = 0; i < sizeof(pictures) / sizeof(pictures[0]); i++) {
        if (strstr(file, apr_pstrcat(s->pool, "{{file.", pictures[i][0], "}}",
                                     NULL)) != NULL) {
            server_file(
                s, apr_pstrcat(s->pool, "conf/mytheme/", pictures[i][0], NULL),
                pictures[i][1]);
        }
    }
    if (strstr(file, "{{file.brand.woff2}}") != NULL) {
        server_font(s, "conf/mytheme/brand.woff2");
    }
}

/* "check" finds nothing to say about the folder, not even a warning. */
static void check_theme(server_t *s)
{
    const char *const argv[] = {command(s->pool), "check",
                                server_path(s, "conf/mytheme"), NULL};
    result_t r = process_run(s->pool, argv, NULL);

    if (r.exit != 0 || strstr(r.text, "warning") != NULL) {
        print_error("%s", r.text);
    }
    assert_int_equal(r.exit, 0);
    assert_null(strstr(r.text, "warning"));
}

/* Its files, and its configuration where it has one of its own. */
static void put_recipe(server_t *s, const apr_array_header_t *blocks,
                       const char *recipe)
{
    const char *conf = "StatusPages On\nStatusPagesTheme conf/mytheme\n";
    int i, files = 0;

    for (i = 0; i < blocks->nelts; i++) {
        const block_t *b = &APR_ARRAY_IDX(blocks, i, block_t);

        if (strcmp(b->heading, recipe) != 0) {
            continue;
        }
        if (strcmp(b->kind, "apache") == 0) {
            conf = b->text;
        }
        else if (b->file == NULL) {
            print_error("%s:%d: which file is this?\n", DOCUMENT, b->line);
            fail();
        }
        else {
            files++;
            server_file(s, apr_pstrcat(s->pool, "conf/", b->file, NULL),
                        b->text);
            add_media(s, b->text);
        }
    }
    server_conf(s, conf);
    if (files > 0) {
        check_theme(s);
    }
}

/* Returns how many promises it keeps. */
static int keep_promises(server_t *s, const char *recipe)
{
    size_t i;
    int kept = 0;

    for (i = 0; i < PROMISES; i++) {
        const promise_t *p = &promises[i];

        if (strcmp(p->recipe, recipe) == 0) {
            ROW("%s: %s %s", recipe, p->path, p->ask);
            response_t *r = client_get(s, p->path, p->ask);

            assert_page(r, atoi(strstr(p->path, "die=") + 4));
            assert_body(r, p->shown);
            if (p->hidden != NULL) {
                assert_no_body(r, p->hidden);
            }
            kept++;
        }
    }
    for (i = 0; i < HEADERS; i++) {
        if (strcmp(headers[i].recipe, recipe) == 0) {
            ROW("%s: %s %s", recipe, headers[i].path, headers[i].name);
            response_t *r = client_get(s, headers[i].path, NULL);

            if (headers[i].regex != NULL) {
                assert_header_like(r, headers[i].name, headers[i].regex);
            }
            else {
                assert_no_header(r, headers[i].name);
            }
            kept++;
        }
    }
    return kept;
}

/* The headings below "## Recipes". */
static apr_array_header_t *recipes(apr_pool_t *pool)
{
    apr_array_header_t *names = apr_array_make(pool, 20, sizeof(char *));
    char *rest = strstr(markdown_read(pool, DOCUMENT), "\n## Recipes\n");
    char *line;

    assert_non_null(rest);
    rest += strlen("\n## Recipes\n");
    while ((line = strsep(&rest, "\n")) != NULL &&
           strncmp(line, "## ", 3) != 0) {
        if (strncmp(line, "### ", 4) == 0) {
            APR_ARRAY_PUSH(names, const char *) = line + 4;
        }
    }
    return names;
}

static void every_recipe_does_what_it_says(void **state)
{
    server_t *s = recipe_server();
    const apr_array_header_t *blocks = markdown_blocks(s->pool, DOCUMENT);
    const apr_array_header_t *names = recipes(s->pool);
    size_t kept = 0;
    int i;

    (void)state;
    for (i = 0; i < names->nelts; i++) {
        const char *name = APR_ARRAY_IDX(names, i, const char *);
        ROW("%s", name);
        int now;

        s = recipe_server();
        put_recipe(s, blocks, name);
        server_start(s);
        now = keep_promises(s, name);
        assert_int_equal(server_stop(s), 0);
        assert_true(now > 0); /* nobody says what this recipe promises */
        kept += (size_t)now;
    }
    assert_int_equal(kept, PROMISES + HEADERS); /* no recipe is gone */
}

/* "How you work", line by line, in a folder where nothing is yet. */
static void the_way_of_work_can_be_gone(void **state)
{
    server_t *s = recipe_server();
    const apr_array_header_t *blocks = markdown_blocks(s->pool, DOCUMENT);
    int i, seen = 0;

    (void)state;
    for (i = 0; i < blocks->nelts; i++) {
        const block_t *b = &APR_ARRAY_IDX(blocks, i, block_t);

        if (strcmp(b->heading, "How you work") == 0 &&
            strcmp(b->kind, "sh") == 0) {
            const char *line = apr_psprintf(
                s->pool, "statuspages() { \"%s\" \"$@\"; }; cd \"%s\"\n%s",
                command(s->pool), s->root, b->text);
            const char *const argv[] = {"/bin/sh", "-ec", line, NULL};
            result_t r = process_run(s->pool, argv, NULL);

            if (r.exit != 0) {
                print_error("%s", r.text);
            }
            assert_int_equal(r.exit, 0);
            assert_non_null(strstr(r.text, "1 checked, no fault"));
            seen++;
        }
        else if (strcmp(b->heading, "How you work") == 0) {
            server_conf(s, b->text);
            seen++;
        }
    }
    assert_int_equal(seen, 2);
    assert_non_null(strstr(text_read(s->pool, server_path(s, "404.html"), NULL),
                           "Example Shop"));
    assert_non_null(strstr(text_read(s->pool, server_path(s, "503.html"), NULL),
                           "lang=\"de\""));

    server_start(s);
    assert_body(client_get(s, "/t?die=404", ""), "<svg class=\"scene\"");
    assert_body(client_get(s, "/status/gallery", ""), "mytheme");
    server_file(s, "conf/mytheme/page.html", "{{status}} {{message}} again\n");
    assert_body(client_get(s, "/t?die=404", ""), "404 Not Found again");
    assert_body(client_get(s, "/status/gallery/raw?code=404&format=html", ""),
                "404 Not Found again");
    assert_int_equal(server_stop(s), 0);
}

/* Code points, not bytes: it is read in a terminal, too. */
static void no_line_of_it_is_too_long_to_read(void **state)
{
    server_t *s = *state != NULL ? *state : recipe_server();
    char *rest = markdown_read(s->pool, DOCUMENT), *line;

    while ((line = strsep(&rest, "\n")) != NULL) {
        ROW("%s", line);
        int width = 0;

        for (; *line != '\0'; line++) {
            width += (*line & 0xC0) != 0x80;
        }
        assert_in_range(width, 0, 100);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_recipe_does_what_it_says),
        cmocka_unit_test(the_way_of_work_can_be_gone),
        cmocka_unit_test(no_line_of_it_is_too_long_to_read),
    };

    checks_options(argc, argv);
    return server_finish(cmocka_run_group_tests(tests, NULL, NULL));
}
