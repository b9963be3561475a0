/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The gallery: what there is to choose from, what is chosen, and the answer
 * that is shown, escaped. Looked at through a small theme of the test's own,
 * so that the default's page may appearance as it likes. */
#include "rows.h"
#include "pages_helper.h"

#include "page/page.h"

static sp_gallery_t asked_of(apr_pool_t *pool)
{
    sp_gallery_t asked = {.base = "/status",
                          .theme = "default",
                          .catalog = "standard",
                          .language = "de",
                          .format = SP_FORMAT_XML,
                          .code = 404,
                          .reader = "en",
                          .headers = apr_table_make(pool, 4),
                          .body = "<body>"};

    return asked;
}

static sp_page_t *make_page(files_t *t, const sp_appearance_t *appearance,
                            const sp_gallery_t *asked)
{
    sp_page_t *page = NULL;

    if (sp_gallery_make(&page, appearance, asked, t->pool, &t->err) !=
        APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    return page;
}

/* The gallery through a gallery.html of the test's own. */
static const char *say(files_t *t, const char *html, const sp_gallery_t *asked)
{
    sp_loaded_t *loaded = pages_loaded(t);
    const sp_theme_t *theme = NULL;
    sp_appearance_t *appearance;

    files_put(t, "gallery.html", html);
    if (sp_loaded_theme(loaded, &theme, t->folder, t->folder, &t->err) !=
        APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    appearance =
        sp_appearance_create(t->pool, theme, sp_loaded_standard(loaded));
    return pages_fill(make_page(t, appearance, asked), NULL, t->pool);
}

static void formats_are_listed_and_one_is_chosen(void **state)
{
    files_t *t = *state;
    sp_gallery_t asked = asked_of(t->pool);

    assert_string_equal(say(t,
                            "{{#formats}}{{#current}}*{{/current}}{{value}}"
                            "={{name}} {{/formats}}",
                            &asked),
                        "html=html json=json *xml=xml text=text "
                        "markdown=markdown ");
}

static void languages_are_listed_by_their_own_names(void **state)
{
    files_t *t = *state;
    sp_gallery_t asked = asked_of(t->pool);
    const char *text = say(t,
                           "{{#languages}}{{#current}}*{{/current}}{{value}}="
                           "{{name}};{{/languages}}",
                           &asked);

    assert_int_equal(strncmp(text, "en=English;", 11), 0);
    pages_holds(text, ";*de=Deutsch;");
    pages_lacks(strchr(text, '*') + 1, "*"); /* one is chosen */
}

static void themes_and_catalogues_are_those_that_are_built_in(void **state)
{
    files_t *t = *state;
    sp_gallery_t asked = asked_of(t->pool);
    const char *text = say(t,
                           "{{#themes}}{{#current}}*{{/current}}{{value}};"
                           "{{/themes}}|{{#catalogs}}{{#current}}*{{/current}}"
                           "{{value}};{{/catalogs}}",
                           &asked);
    const apr_array_header_t *names = sp_loaded_catalog_names(t->pool);
    int i;

    pages_holds(text, "*default;");
    pages_holds(text, "*standard;");
    for (i = 0; i < names->nelts; i++) {
        ROW("%s", APR_ARRAY_IDX(names, i, const char *));
        pages_holds(strchr(text, '|'),
                    apr_pstrcat(t->pool, APR_ARRAY_IDX(names, i, const char *),
                                ";", NULL));
    }
}

static void codes_from_300_are_listed_in_the_readers_language(void **state)
{
    files_t *t = *state;
    sp_gallery_t asked = asked_of(t->pool);
    const sp_appearance_t *appearance = pages_appearance(t);
    const char *text;
    int code;

    asked.reader = "de";
    text = say(t,
               "{{#codes}}{{#current}}*{{/current}}{{value}}={{name}};"
               "{{/codes}}",
               &asked);
    pages_holds(text, ";*404=404 Nicht gefunden;");
    for (code = 100; code < 600; code++) {
        ROW("code %d", code);
        const char *row = apr_psprintf(t->pool, "%d=%d ", code, code);
        assert_int_equal(sp_gallery_has(appearance, code),
                         strstr(text, row) != NULL);
        (code >= 300 && code != 304 && sp_reference_has(appearance, code, 1)
             ? pages_holds
             : pages_lacks)(text, row);
    }
}

static void the_answer_is_shown_and_escaped(void **state)
{
    files_t *t = *state;
    sp_gallery_t asked = asked_of(t->pool);
    apr_table_t *rows = apr_table_make(t->pool, 4);

    asked.headers = rows;
    asked.body = "<script>\"&\x01</script>";
    apr_table_addn(rows, "Content-Type", "text/html");
    apr_table_addn(rows, "Vary", "<b>");
    apr_table_addn(rows, "Vary", "Accept");
    assert_string_equal(
        say(t, "{{#headers}}{{name}}: {{value}}\n{{/headers}}{{body}}", &asked),
        "Content-Type: text/html\nVary: &lt;b&gt;\nVary: Accept\n"
        "&lt;script&gt;&quot;&amp;\xEF\xBF\xBD&lt;/script&gt;");
}

static void a_format_that_browsers_show_is_shown(void **state)
{
    files_t *t = *state;
    sp_gallery_t asked = asked_of(t->pool);
    static const char text[] = "{{#shown}}frame{{/shown}}{{^shown}}text"
                               "{{/shown}}";

    assert_string_equal(say(t, text, &asked), "text");
    asked.format = SP_FORMAT_HTML;
    assert_string_equal(say(t, text, &asked), "frame");
}

static void the_query_names_what_is_chosen(void **state)
{
    files_t *t = *state;
    sp_gallery_t asked = asked_of(t->pool);

    assert_string_equal(
        say(t, "{{class}} {{base}}?{{query}} {{status}}", &asked),
        "gallery /status?code=404&amp;format=xml&amp;lang=de&amp;theme="
        "default&amp;catalog=standard 404");
}

/* Each code leads to itself, all else as it is chosen. */
static void each_code_has_its_query(void **state)
{
    files_t *t = *state;
    sp_gallery_t asked = asked_of(t->pool);
    const char *text;

    asked.theme = "/srv/a b&c=<d>";
    text = say(t, "{{#codes}}{{query}};{{/codes}}", &asked);
    pages_holds(text, "code=404&amp;format=xml&amp;lang=de&amp;theme=");
    pages_holds(text, ";code=503&amp;format=xml&amp;");
    pages_lacks(text, "&amp;c=");
    pages_lacks(text, "<d>");
    pages_lacks(text, " ");
}

/* A folder of the administrator's own is a choice, too. */
static void the_theme_in_force_is_listed_before_the_built_in_ones(void **state)
{
    files_t *t = *state;
    sp_gallery_t asked = asked_of(t->pool);
    const char *text =
        say(t, "{{#themes}}{{value}}={{name}};{{/themes}}", &asked);
    const char *own = apr_pstrcat(t->pool, t->folder, "=",
                                  strrchr(t->folder, '/') + 1, ";", NULL);

    assert_int_equal(strncmp(text, own, strlen(own)), 0);
    pages_holds(text, ";default=default;");
}

static void a_folder_is_listed_by_the_last_part_of_its_path(void **state)
{
    static const char *const rows[][2] = {
        {"acme", "acme"}, {"x/acme", "acme"}, {"x/a", "a"}, {"x/a/", NULL}};
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    sp_gallery_t asked = asked_of(t->pool);
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *file =
            apr_pstrcat(t->pool, rows[i][0], "/gallery.html", NULL);
        const char *path = files_path(t, rows[i][0]);
        const sp_theme_t *theme = NULL;
        sp_appearance_t *appearance;
        const char *text;

        ROW("%s", rows[i][0]);
        files_put(t, file, "{{#themes}}{{value}}={{name}};{{/themes}}");
        assert_int_equal(sp_loaded_theme(loaded, &theme, path, path, &t->err),
                         APR_SUCCESS);
        appearance =
            sp_appearance_create(t->pool, theme, sp_loaded_standard(loaded));
        text = pages_fill(make_page(t, appearance, &asked), NULL, t->pool);
        pages_holds(text,
                    apr_pstrcat(t->pool, path, "=",
                                rows[i][1] ? rows[i][1] : path, ";", NULL));
    }
}

static void its_own_words_are_the_readers(void **state)
{
    files_t *t = *state;
    sp_gallery_t asked = asked_of(t->pool);
    sp_page_t *page;

    asked.reader = "de";
    assert_string_equal(say(t, "{{language}} {{labels.language}}", &asked),
                        "de Sprache");
    page = make_page(t, pages_appearance(t), &asked);
    assert_string_equal(page->content_language, "de");
    assert_int_equal(page->plan->facts, 0);
    assert_true(page->no_store); /* it is another one after each choice */
    assert_false(page->indexed);
    pages_holds(page->csp, "form-action 'self'");
    pages_holds(page->csp, "frame-src 'self'");
}

static void the_brand_is_that_of_the_page(void **state)
{
    files_t *t = *state;
    sp_gallery_t asked = asked_of(t->pool);
    sp_var_t var = pages_var(NULL, "name", "Example Shop");
    sp_appearance_t *a;
    const sp_theme_t *theme = NULL;

    files_put(t, "gallery.html", "{{vars.name}}, {{catalog}}");
    assert_int_equal(
        sp_loaded_theme(pages_loaded(t), &theme, t->folder, t->folder, &t->err),
        APR_SUCCESS);
    a = sp_appearance_create(t->pool, theme,
                             sp_loaded_standard(pages_loaded(t)));
    a->vars = &var;
    assert_string_equal(pages_fill(make_page(t, a, &asked), NULL, t->pool),
                        "Example Shop, standard");
}

/* What every theme gets without a gallery.html of its own. */
static void the_default_gallery_renders(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_gallery_t asked = asked_of(t->pool);
    int format;

    asked.base = "/\"><script>";
    asked.body = "</pre></textarea><script>";
    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        ROW("%s", sp_format_info((sp_format_t)format)->name);
        asked.format = (sp_format_t)format;
        pages_lacks(pages_fill(make_page(t, appearance, &asked), NULL, t->pool),
                    "<script>");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(formats_are_listed_and_one_is_chosen),
        FILES_TEST(languages_are_listed_by_their_own_names),
        FILES_TEST(themes_and_catalogues_are_those_that_are_built_in),
        FILES_TEST(codes_from_300_are_listed_in_the_readers_language),
        FILES_TEST(the_answer_is_shown_and_escaped),
        FILES_TEST(a_format_that_browsers_show_is_shown),
        FILES_TEST(the_brand_is_that_of_the_page),
        FILES_TEST(the_query_names_what_is_chosen),
        FILES_TEST(each_code_has_its_query),
        FILES_TEST(the_theme_in_force_is_listed_before_the_built_in_ones),
        FILES_TEST(a_folder_is_listed_by_the_last_part_of_its_path),
        FILES_TEST(its_own_words_are_the_readers),
        FILES_TEST(the_default_gallery_renders),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
