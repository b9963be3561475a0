/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pictures and fonts that are files of a theme: what they must be, and where a
 * template may use them. */
#include "rows.h"
#include "pages_helper.h"

#include "brand/brand.h"

/* 60 bytes, of which 12 are compressed: 48 are the header. */
#define FONT                                                                   \
    "wOF2\0\1\0\0\0\0\0\x3c\0\1\0\0\0\0\0\x64\0\0\0\x0c"                       \
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"                         \
    "twelve bytes"
#define FONT_LEN 60
#define PNG "\x89PNG\r\n\x1a\n"

static void put(files_t *t, const char *name, const char *bytes, size_t len)
{
    FILE *file = fopen(files_put(t, name, ""), "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static const char *load(files_t *t, const sp_theme_t **theme)
{
    memset(&t->err, 0, sizeof(t->err));
    return sp_loaded_theme(pages_loaded(t), theme, "acme",
                           files_path(t, "acme"), &t->err) == APR_SUCCESS
               ? "good"
               : files_fault(t);
}

static void the_bytes_must_be_what_the_name_says(void **state)
{
    static const struct {
        const char *name, *bytes;
        size_t len;
        const char *start; /* of the URI, or of the fault */
    } rows[] = {
        {"a.png", PNG, 8, "data:image/png;base64,iVBORw0KGgo="},
        {"a.jpg", "\xff\xd8\xff\xe0", 4, "data:image/jpeg;base64,"},
        {"a.jpeg", "\xff\xd8\xff\xe0", 4, "data:image/jpeg;base64,"},
        {"a.gif", "GIF89a", 6, "data:image/gif;base64,"},
        {"a.webp", "RIFF\4\0\0\0WEBP", 12, "data:image/webp;base64,"},
        {"a.avif",
         "\0\0\0\x1c"
         "ftypavif",
         12, "data:image/avif;base64,"},
        {"a.avif",
         "\0\0\0\x1c"
         "ftypavis",
         12, "data:image/avif;base64,"},
        {"a.avif",
         "\0\0\0\x1c"
         "ftypheic",
         12, "a.avif: is no image/avif by its bytes, but nothing "},
        {"a.avif",
         "\0\0\0\x1c"
         "ftypavi",
         11, "a.avif: is no image/avif by its bytes, but nothing "},
        {"a.svg", "<svg/>", 6, "data:image/svg+xml;base64,"},
        {"a.woff2", FONT, FONT_LEN, "data:font/woff2;base64,d09GMg"},
        {"a.b.png", PNG, 8, "data:image/png;base64,"},
        {"a.jpg", PNG, 8,
         "a.jpg: is no image/jpeg by its bytes, but image/png; give it the "
         "ending of what it is"},
        {"a.png", "<html>", 6,
         "a.png: is no image/png by its bytes, but nothing that is known here; "
         "save it anew as PNG, JPEG, GIF, WebP, AVIF, SVG or WOFF2"},
        {"a.png", "", 0, "a.png: is no image/png by its bytes, but nothing "},
        {"a.woff2", "wOFF\0\1\0\0", 8, "a.woff2: is no font/woff2 by its "},
        {"a.png", FONT, FONT_LEN,
         "a.png: is no image/png by its bytes, but "
         "font/woff2; "},
        {"a.woff2", FONT, FONT_LEN - 1, "a.woff2: is no font/woff2 "},
        {"a.woff2", FONT "x", FONT_LEN + 1, "a.woff2: is no font/woff2 "},
        {"a.woff2", FONT, 48, "a.woff2: is no font/woff2 "},
        {"a.ico", "\0\0\1\0", 4, "a.ico: is no "},
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *uri = NULL;
        int good = strncmp(rows[i].start, "data:", 5) == 0;

        if (strcmp(rows[i].name, "a.ico") == 0) {
            assert_false(sp_media_is_named(rows[i].name));
            continue;
        }
        ROW("%d %s", (int)i, rows[i].name);
        memset(&t->err, 0, sizeof(t->err));
        assert_int_equal(
            sp_media_embed(&uri, rows[i].name,
                           apr_pstrmemdup(t->pool, rows[i].bytes, rows[i].len),
                           rows[i].len, t->pool, &t->err),
            good ? APR_SUCCESS : APR_EGENERAL);
        if (!good) {
            uri = sp_error_text(&t->err, t->pool);
        }
        assert_int_equal(strncmp(uri, rows[i].start, strlen(rows[i].start)), 0);
    }
}

/* One field after another holds a value that no font has, or an odd one. */
static void a_fonts_header_must_be_one(void **state)
{
    static const struct {
        int at;
        char byte;
        int good;
    } rows[] = {
        {0, 'W', 0},   /* the signature */
        {3, 'F', 0},   /* WOFF, the older format */
        {11, 61, 0},   /* the length of the whole */
        {11, 59, 0},   /* and one byte less */
        {8, 1, 0},     /* and 16 MB more */
        {12, 1, 1},    /* 257 tables */
        {13, 0, 0},    /* none */
        {14, 1, 0},    /* what is reserved must be 0 */
        {15, 1, 0},    /* all of it */
        {20, 1, 0},    /* more is compressed than there is */
        {23, 0, 0},    /* nothing is compressed */
        {23, 1, 1},    /* and the rest is something else */
        {23, 13, 0},   /* one byte more than there is */
        {4, 0x7f, 1},  /* the flavour may be anything */
        {16, 0x7f, 1}, /* so may the size of what comes out */
    };
    files_t *t = *state;
    const char *uri;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char *bytes = apr_pmemdup(t->pool, FONT, FONT_LEN);

        ROW("byte %d is %d", rows[i].at, rows[i].byte);
        bytes[rows[i].at] = rows[i].byte;
        memset(&t->err, 0, sizeof(t->err));
        assert_int_equal(
            sp_media_embed(&uri, "a.woff2", bytes, FONT_LEN, t->pool, &t->err),
            rows[i].good ? APR_SUCCESS : APR_EGENERAL);
    }
    /* 256 tables have a low byte of 0 */
    memset(&t->err, 0, sizeof(t->err));
    assert_int_equal(
        sp_media_embed(&uri, "a.woff2",
                       "wOF2\0\1\0\0\0\0\0\x3c\1\0\0\0\0\0\0\x64\0\0\0\x0c"
                       "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                       "\0\0twelve bytes",
                       FONT_LEN, t->pool, &t->err),
        APR_SUCCESS);
}

static void a_file_may_have_64_kilobytes(void **state)
{
    files_t *t = *state;
    char *bytes = apr_pcalloc(t->pool, SP_MEDIA_MAX + 2);
    const char *uri;

    memcpy(bytes, PNG, 8);
    assert_int_equal(
        sp_media_embed(&uri, "a.png", bytes, SP_MEDIA_MAX, t->pool, &t->err),
        APR_SUCCESS);
    assert_int_not_equal(sp_media_embed(&uri, "a.png", bytes, SP_MEDIA_MAX + 1,
                                        t->pool, &t->err),
                         APR_SUCCESS);
    assert_string_equal(sp_error_text(&t->err, t->pool),
                        "a.png: is 65537 bytes; it is part of every page that "
                        "shows it and may have 65536 at most; make it smaller, "
                        "or draw it as SVG");
}

static void templates_name_them_where_a_browser_loads_them(void **state)
{
    static const char *const rows[][2] = {
        {"<img src=\"{{file.hero.png}}\">", "good"},
        {"<img src=\"{{file.img/deep.png}}\">", "good"},
        {"<style>a{background:url(\"{{file.hero.png}}\")}</style>", "good"},
        {"<style>a{background:url({{file.hero.png}})}</style>", "good"},
        {"<style>@font-face{src:url('{{file.brand.woff2}}')}</style>", "good"},
        {"{{#file.hero.png}}x{{/file.hero.png}}", "good"},
        {"<img src=\"{{file.brand.woff2}}\">",
         "1:11: 'file.brand.woff2' stands in "},
        {"<img src=\"x/{{file.hero.png}}\">", "1:"},
        {"<a href=\"{{file.hero.png}}\">x</a>",
         "1:10: 'file.hero.png' is the picture itself, "},
        {"<style>a{b:{{file.hero.png}}}</style>",
         "1:12: 'file.hero.png' stands in the address of a picture; "},
        {"<style>{{file.brand.woff2}}</style>", "1:8: 'file.brand.woff2' "},
        {"<style>a{src:url(data:font/woff2;base64,)}</style>", "1:"},
        {"{{#file}}x{{/file}}", "1:1: 'file' is a section in which "},
        {"<img src=\"{{file.hreo.png}}\">",
         "1:11: unknown name 'file.hreo.png'; did you mean 'file.hero.png'?"},
        {"<img src=\"{{file.nothing.webp}}\">",
         "1:11: unknown name 'file.nothing.webp'; put a file of that name "
         "into the theme's folder: PNG, JPEG, GIF, WebP, AVIF, SVG or WOFF2, "
         "of 64 KB at most"},
        {"<img src=\"{{file.x/../../out.png}}\">", "1:"},
        {"<img src=\"{{file./etc/x.png}}\">", "1:11: unknown name "},
        {"<img src=\"{{file.a\\b.png}}\">", "1:11: unknown name "},
        {"<img src=\"{{file.page.html}}\">", "1:11: unknown name "},
        {"{{{file.hero.png}}}", "1:1: 'file.hero.png' is written raw, "},
    };
    files_t *t = *state;
    size_t i;

    put(t, "out.png", PNG, 8);
    put(t, "acme/hero.png", PNG, 8);
    put(t, "acme/a\\b.png", PNG, 8); /* as for partials */
    put(t, "acme/img/deep.png", PNG, 8);
    put(t, "acme/brand.woff2", FONT, FONT_LEN);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const sp_theme_t *theme;
        const char *want =
            strcmp(rows[i][1], "good") == 0
                ? "good"
                : apr_pstrcat(t->pool, "DIR/acme/page.html:", rows[i][1], NULL);

        ROW("%s", rows[i][0]);
        t->loaded = NULL;
        files_put(t, "acme/page.html", rows[i][0]);
        pages_holds(load(t, &theme), want);
    }
}

static void a_bad_file_is_a_fault_of_the_theme(void **state)
{
    files_t *t = *state;
    const sp_theme_t *theme;

    files_put(t, "acme/page.html", "<img src=\"{{file.hero.png}}\">");
    files_put(t, "acme/hero.png", "GIF89a");
    assert_string_equal(load(t, &theme),
                        "DIR/acme/hero.png: is no image/png by its bytes, but "
                        "image/gif; give it the ending of what it is");
}

static void a_page_shows_them_and_its_policy_says_so(void **state)
{
    files_t *t = *state;
    const sp_catalog_t *standard = sp_loaded_standard(pages_loaded(t));
    const sp_theme_t *theme = NULL;
    sp_appearance_t *appearance;
    sp_page_t *page;

    put(t, "acme/hero.png", PNG, 8);
    put(t, "acme/brand.woff2", FONT, FONT_LEN);
    files_put(t, "acme/page.html",
              "<style>@font-face{src:url({{file.brand.woff2}})}</style>"
              "<img src=\"{{file.hero.png}}\">");
    files_put(t, "acme/page.404.html",
              "<style>a{}</style><p>data:font/woff2 {{file.hero.png}}</p>");
    assert_string_equal(load(t, &theme), "good");
    appearance = sp_appearance_create(t->pool, theme, standard);
    page = pages_make(t, appearance, 500, SP_FORMAT_HTML, "en");
    pages_holds(page->csp, "; img-src data:; font-src data:");
    pages_holds(pages_text(t, appearance, 500, SP_FORMAT_HTML, "en"),
                "url(data:font/woff2;base64,d09GMgABAAAAAAA8");
    pages_holds(pages_text(t, appearance, 500, SP_FORMAT_HTML, "en"),
                "<img src=\"data:image/png;base64,iVBORw0KGgo=\">");
    page = pages_make(t, appearance, 404, SP_FORMAT_HTML, "en");
    pages_lacks(page->csp, "font-src");
}

/* A single file of StatusPagesTemplate has those that lie beside it. */
static void a_single_template_has_files_beside_it(void **state)
{
    files_t *t = *state;
    sp_replacement_t r = {NULL, SP_FORMAT_HTML, NULL, NULL, 0};
    sp_appearance_t *appearance = pages_appearance(t);

    put(t, "own/hero.png", PNG, 8);
    assert_int_equal(
        sp_loaded_template(
            pages_loaded(t), &r.theme, NULL,
            files_put(t, "own/404.html", "<img src=\"{{file.hero.png}}\">"),
            SP_FORMAT_HTML, &t->err),
        APR_SUCCESS);
    appearance->replacements = &r;
    assert_string_equal(pages_text(t, appearance, 404, SP_FORMAT_HTML, "en"),
                        "<img src=\"data:image/png;base64,iVBORw0KGgo=\">");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(the_bytes_must_be_what_the_name_says),
        FILES_TEST(a_fonts_header_must_be_one),
        FILES_TEST(a_file_may_have_64_kilobytes),
        FILES_TEST(templates_name_them_where_a_browser_loads_them),
        FILES_TEST(a_bad_file_is_a_fault_of_the_theme),
        FILES_TEST(a_page_shows_them_and_its_policy_says_so),
        FILES_TEST(a_single_template_has_files_beside_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
