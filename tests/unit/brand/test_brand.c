/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Brand variables: a link can't be a script, a colour can't close a style
 * sheet, and who mistypes is told how to write it. */
#include "rows.h"
#include "files_helper.h"

#include "brand/brand.h"

/* Compare a table of words with what a function says of them. */
static void expect(int (*is)(const char *), const char *const *words,
                   int wanted)
{
    for (; *words != NULL; words++) {
        ROW("%s", *words);
        if (is(*words) != wanted) {
            fail_msg("\"%s\" should be %s", *words,
                     wanted ? "taken" : "refused");
        }
    }
}

/* What an accent is checked as; an empty one means that none is set. */
static int is_colour(const char *value)
{
    apr_pool_t *pool;
    int yes;

    apr_pool_create(&pool, NULL);
    yes = *value != '\0' && sp_brand_check(pool, "accent", value) == NULL;
    apr_pool_destroy(pool);
    return yes;
}

static void addresses_are_taken(void **state)
{
    static const char *const good[] = {
        "http://example.com",
        "https://example.com/a?b=c#d",
        "HTTPS://EXAMPLE.COM/",
        "mailto:help@example.com",
        "MailTo:help@example.com?subject=Error%20404",
        "/",
        "/help",
        "help.html",
        "/@acme",
        "?to=help@example.com",
        "@acme",
        "http", /* without a colon it is a path */
        "../up",
        "?page=1",
        "#top",
        "/time/12:30",
        "/?at=12:30",
        "#12:30",
        /* of the page's own scheme: the administrator's own choice */
        /* a path, as long as it is escaped: the "&" is one of HTML's, and
         * then this names no scheme; see test_page.c */
        "&#106;avascript:alert(1)",
        /* an address whose host is "javascript"; a browser asks for it */
        "/\xC3\xA9t\xC3\xA9",
        NULL,
    };

    expect(sp_brand_is_url, good, 1);
}

static void scripts_and_other_schemes_are_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "javascript:alert(1)",
        "http:javascript:alert(1)",
        "//cdn.example.com/", /* from an expression it could be anybody's */
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https:///evil.example",
        "http://",
        "mailto:",
        "help@example.com", /* a file of that name */
        "help@example.com?subject=x",
        "x@example.com",
        "JaVaScRiPt:alert(1)",
        "javascript://example.com/%0Aalert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:image/png;base64,AAAA",
        "blob:https://example.com/1",
        "file:///etc/passwd",
        "ftp://example.com/",
        "tel:112",
        "view-source:https://example.com/",
        ":",
        ":javascript:alert(1)",
        "httpx://example.com",
        "xhttp://example.com",
        NULL,
    };

    expect(sp_brand_is_url, bad, 0);
}

/* Browsers drop tabs and line ends anywhere and controls and spaces at the
 * ends, and only then look for the scheme. */
static void blanks_and_controls_hide_no_scheme(void **state)
{
    static const char *const bad[] = {
        " javascript:alert(1)",
        "\tjavascript:alert(1)",
        "\njavascript:alert(1)",
        "\r\njavascript:alert(1)",
        "\x01javascript:alert(1)",
        "\x1Fjavascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "java\rscript:alert(1)",
        "javascript\t:alert(1)",
        "j\na\nv\na\nscript:",
        "\x7Fjavascript:alert(1)",
        " https://example.com",
        "https://example.com ",
        "/a\x7F",
        "https://example.com/a b",
        "/a\nb",
        NULL,
    };

    expect(sp_brand_is_url, bad, 0);
}

static void colours_are_taken(void **state)
{
    static const char *const good[] = {
        "#0a7",
        "#0A7f",
        "#0a7c5a",
        "#0a7c5aff",
        "teal",
        "TEAL",
        "RebeccaPurple",
        "aliceblue",
        "yellowgreen",
        "rgb(10, 124, 90)",
        "hsl(.5turn 50% 50%)",
        "oklab(0.6 -0.1 0.1)",
        "lch(50% 40 200deg)",
        "rgb(10 124 90 / 50%)",
        "RGBA(10,124,90,.5)",
        "hsl(163deg 85% 26%)",
        "hsla(163,85%,26%,1)",
        "hwb(163 4% 51%)",
        "oklch(0.52 0.11 165)",
        NULL,
    };

    expect(is_colour, good, 1);
}

static void what_could_leave_the_style_is_no_colour(void **state)
{
    static const char *const bad[] = {
        "rgb(deg)",
        "rgb(/)",
        "",
        " ",
        "#",
        "#12",
        "#12345",
        "#1234567",
        "#123456789",
        "#ggg",
        "#fff;",
        "#fff}",
        "# fff",
        "0a7c5a",
        "teal;",
        "teal}body{display:none",
        "red blue",
        " red",
        "red ",
        "light blue",
        "tea",
        "teall",
        "blanchedalmondblanchedalmondblanchedalmond",
        "rgb(1,2,3",
        "rgb()",
        "rgb(1,2,3))",
        "rgb(1,2,3);",
        "rgb(1,2,3)}</style>",
        "rgb(url(https://example.com))",
        "rgb(var(--x))",
        "rgb(1,2,3)/**/",
        "rgb(1,2,3)\n",
        "url(https://example.com)",
        "expression(alert(1))",
        "var(--accent)",
        "</style><script>alert(1)</script>",
        "r\xC3\xA9"
        "d",
        NULL,
    };

    expect(is_colour, bad, 0);
}

/* Each name of the table, between any two others. */
static void the_first_and_last_colours_are_names_like_others(void **state)
{
    assert_true(is_colour("AliceBlue"));
    assert_true(is_colour("lightgoldenrodyellow"));
    assert_false(is_colour("aliceblue antiquewhite"));
    assert_false(is_colour("blueblueviolet"));
}

static void each_variable_has_its_kind(void **state)
{
    static const struct {
        const char *name;
        sp_brand_kind_t kind;
    } rows[] = {
        {"name", SP_BRAND_TEXT},     {"home", SP_BRAND_URL},
        {"support", SP_BRAND_URL},   {"status", SP_BRAND_URL},
        {"accent", SP_BRAND_COLOUR}, {"footer", SP_BRAND_TEXT},
        {"tagline", SP_BRAND_TEXT},  {"Home", SP_BRAND_TEXT},
        {"", SP_BRAND_TEXT},
    };
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].name);
        assert_int_equal(sp_brand_kind(rows[i].name), rows[i].kind);
    }
}

static void a_mistyped_name_finds_its_neighbour(void **state)
{
    assert_string_equal(sp_brand_nearest("suport"), "support");
    assert_string_equal(sp_brand_nearest("acent"), "accent");
    assert_string_equal(sp_brand_nearest("Footer"), "footer");
    assert_null(sp_brand_nearest("tagline"));
    assert_null(sp_brand_nearest(""));
}

static void a_value_that_does_not_suit_gets_a_whole_sentence(void **state)
{
    files_t *t = *state;

    assert_string_equal(
        sp_brand_check(t->pool, "home", "javascript:alert(1)"),
        "\"javascript:alert(1)\" is no address for 'home': write one that "
        "starts with http://, https://, mailto: or /");
    assert_string_equal(sp_brand_check(t->pool, "accent", "tealish"),
                        "\"tealish\" is no colour for 'accent': write one "
                        "like #0a7c5a, teal or rgb(10, 124, 90)");
    assert_string_equal(
        sp_brand_check(t->pool, "support", "help@example.com"),
        "\"help@example.com\" is a mail address and would be a link to a file: "
        "write mailto:help@example.com for 'support'");
    assert_non_null(sp_brand_check(t->pool, "status", "data:,x"));
    assert_non_null(sp_brand_check(t->pool, "support", "a b"));
}

static void a_value_that_suits_gets_none(void **state)
{
    files_t *t = *state;

    assert_null(sp_brand_check(t->pool, "home", "/"));
    assert_null(sp_brand_check(t->pool, "accent", "teal"));
    assert_null(sp_brand_check(t->pool, "name", "javascript: a love story"));
    assert_null(sp_brand_check(t->pool, "tagline", "<b>any text</b>"));
    assert_null(sp_brand_check(t->pool, "home", ""));
    assert_null(sp_brand_check(t->pool, "accent", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(addresses_are_taken),
        FILES_TEST(scripts_and_other_schemes_are_refused),
        FILES_TEST(blanks_and_controls_hide_no_scheme),
        FILES_TEST(colours_are_taken),
        FILES_TEST(what_could_leave_the_style_is_no_colour),
        FILES_TEST(the_first_and_last_colours_are_names_like_others),
        FILES_TEST(each_variable_has_its_kind),
        FILES_TEST(a_mistyped_name_finds_its_neighbour),
        FILES_TEST(a_value_that_does_not_suit_gets_a_whole_sentence),
        FILES_TEST(a_value_that_suits_gets_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
