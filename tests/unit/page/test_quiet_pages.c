/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a browser does with a built-in page: it shows it, and nothing else.
 * Every theme, in a language of each direction, with all that a page can show,
 * is read for whatever would run or be fetched. */
#include "rows.h"
#include "pages_helper.h"

#include "html_structure.h"
#include "page/page.h"

static const sp_facts_t facts = {{
    [SP_FACT_REQUEST_ID] = "VJ6CoZb3yes",
    [SP_FACT_URI] = "/a/b",
    [SP_FACT_RETRY_AFTER] = "120",
    [SP_FACT_DETAILS] = "1",
    [SP_FACT_METHOD] = "GET",
    [SP_FACT_HOST] = "shop.example",
    [SP_FACT_DETAIL_QUERY] = "a=1",
    [SP_FACT_DETAIL_CLIENT] = "127.0.0.1",
}};

static int starts(const char *text, const char *with)
{
    return strncasecmp(text, with, strlen(with)) == 0;
}

/* Whether nothing is fetched for an address, in quotes or without. */
static int is_within_the_page(const char *address)
{
    address += strspn(address, "\"'");
    return starts(address, "data:") || *address == '#';
}

/* Why a page would run or fetch something; NULL where it does neither. */
static const char *noise(const char *page, apr_pool_t *pool)
{
    static const char *const none[] = {
        "<script",    "<iframe", "<frame",    "<object", "<embed",
        "<base",      "<video",  "<audio",    "<source", "@import",
        "http-equiv", "srcset",  "image-set", "ping=",   "background="};
    const char *s, *tag = "";
    size_t i;
    int unsafe = 0;

    structure_of(page, pool, &unsafe);
    if (unsafe) {
        return "a handler, a script or a scheme";
    }
    for (s = page; *s != '\0'; s++) {
        for (i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
            if (starts(s, none[i])) {
                return none[i];
            }
        }
        tag = *s == '<' ? s : tag;
        if ((starts(s, "url(") && !is_within_the_page(s + 4)) ||
            (starts(s, " src=") && !is_within_the_page(s + 5)) ||
            (starts(s, "href=") && !starts(tag, "<a ") &&
             !is_within_the_page(s + 5))) {
            return apr_pstrndup(pool, s, 60);
        }
    }
    return NULL;
}

/* A brand with everything that one can have. */
static const sp_appearance_t *branded(files_t *t, const char *name)
{
    static sp_var_t vars[6];
    const sp_theme_t *theme = NULL;
    sp_appearance_t *a;

    assert_int_equal(
        sp_loaded_theme(pages_loaded(t), &theme, name, name, &t->err),
        APR_SUCCESS);
    a = sp_appearance_create(t->pool, theme,
                             sp_loaded_standard(pages_loaded(t)));
    vars[0] = pages_var(NULL, "name", "Example Shop");
    vars[1] = pages_var(&vars[0], "home", "https://shop.example/");
    vars[2] = pages_var(&vars[1], "support", "mailto:help@shop.example");
    vars[3] = pages_var(&vars[2], "status_page", "https://status.example/");
    vars[4] = pages_var(&vars[3], "accent", "#0a7c5a");
    vars[5] = pages_var(&vars[4], "footer", "All rights reserved");
    a->vars = &vars[5];
    a->reference = "/status/";
    return a;
}

static void no_built_in_page_has_a_script_or_loads_anything(void **state)
{
    static const int codes[] = {401, 404, 429, 500, 503};
    static const char *const languages[] = {"en", "ar"};
    files_t *t = *state;
    apr_array_header_t *names = sp_loaded_theme_names(t->pool);
    size_t c, l;
    int i;

    assert_true(names->nelts >= 13);
    for (i = 0; i < names->nelts; i++) {
        const char *name = APR_ARRAY_IDX(names, i, const char *);
        const sp_appearance_t *a = branded(t, name);

        for (c = 0; c < 5; c++) {
            for (l = 0; l < 2; l++) {
                ROW("%s %d %s", name, codes[c], languages[l]);
                const char *page = pages_fill(
                    pages_make(t, a, codes[c], SP_FORMAT_HTML, languages[l]),
                    &facts, t->pool);
                const char *found = noise(page, t->pool);

                assert_non_null(strstr(page, "shop.example"));
                if (found != NULL) {
                    fail_msg("%s", found);
                }
            }
        }
    }
}

/* What is looked for is found. */
static void what_would_make_noise_is_heard(void **state)
{
    static const char *const loud[] = {
        "<p onclick=\"x()\">",
        "<script>x()</script>",
        "<a href=\"javascript:x()\">",
        "<link rel=\"icon\" href=\"/favicon.ico\">",
        "<link rel=\"stylesheet\" href=\"https://x.example/a.css\">",
        "<style>a { background: url(x.png) }</style>",
        "<style>@import \"x.css\";</style>",
        "<img alt=\"\" src=\"/x.png\">",
        "<svg><use href=\"x.svg#a\"/></svg>",
        "<meta http-equiv=\"refresh\" content=\"0\">",
    };
    static const char *const quiet[] = {
        "<a class=\"x\" href=\"/x\">x</a>",
        "<link rel=\"icon\" href=\"data:image/svg+xml;base64,x\">",
        "<svg><use href=\"#a\"/></svg>",
        "<style>a { fill: url(#b) }</style>",
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(loud) / sizeof(loud[0]); i++) {
        ROW("%s", loud[i]);
        assert_non_null(noise(loud[i], t->pool));
    }
    for (i = 0; i < sizeof(quiet) / sizeof(quiet[0]); i++) {
        ROW("%s", quiet[i]);
        assert_null(noise(quiet[i], t->pool));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(no_built_in_page_has_a_script_or_loads_anything),
        FILES_TEST(what_would_make_noise_is_heard),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
