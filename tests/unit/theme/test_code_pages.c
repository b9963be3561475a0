/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pages of their own for a code or a class: files of a theme, told by name. */
#include "rows.h"
#include "pages_helper.h"

static sp_appearance_t *acme(files_t *t)
{
    const sp_theme_t *theme = NULL;

    if (sp_loaded_theme(pages_loaded(t), &theme, "acme", files_path(t, "acme"),
                        &t->err) != APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    return sp_appearance_create(t->pool, theme,
                                sp_loaded_standard(pages_loaded(t)));
}

static void the_most_exact_file_wins(void **state)
{
    static const struct {
        int code;
        const char *text;
    } rows[] = {
        {503, "exactly 503"}, {500, "class 500"}, {599, "class 599"},
        {404, "any 404"},     {302, "redirect"},  {301, "any 301"},
    };
    files_t *t = *state;
    const sp_appearance_t *appearance;
    size_t i;

    files_put(t, "acme/plain.txt", "any {{status}}");
    files_put(t, "acme/plain.5xx.txt", "class {{status}}");
    files_put(t, "acme/plain.503.txt", "exactly {{status}}");
    files_put(t, "acme/plain.302.txt", "redirect");
    appearance = acme(t);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%d", rows[i].code);
        assert_string_equal(
            pages_text(t, appearance, rows[i].code, SP_FORMAT_TEXT, "en"),
            rows[i].text);
    }
}

/* One such file is a theme already; all else is the default's. */
static void each_format_has_them_alone(void **state)
{
    static const struct {
        const char *file;
        const char *text;
        sp_format_t format;
    } rows[] = {
        {"page.503.html", "<p>own</p>", SP_FORMAT_HTML},
        {"problem.503.json", "{\"own\": {{status}}}", SP_FORMAT_JSON},
        {"problem.5xx.xml", "<own/>", SP_FORMAT_XML},
        {"plain.5xx.txt", "own", SP_FORMAT_TEXT},
        {"note.503.md", "own", SP_FORMAT_MARKDOWN},
    };
    files_t *t = *state;
    size_t i;
    int format;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *path = files_put(
            t, apr_pstrcat(t->pool, "acme/", rows[i].file, NULL), rows[i].text);
        const sp_appearance_t *appearance;

        ROW("%s", rows[i].file);
        t->loaded = NULL;
        appearance = acme(t);
        for (format = 0; format < SP_FORMAT_COUNT; format++) {
            const char *text =
                pages_text(t, appearance, 503, (sp_format_t)format, "en");
            assert_int_equal(strstr(text, "own") != NULL && strlen(text) < 20,
                             format == (int)rows[i].format);
        }
        files_remove(path, t->pool);
    }
}

/* Parts of the theme, its page among them, and its words. */
static void they_inherit_what_the_theme_has(void **state)
{
    files_t *t = *state;
    const char *html;

    files_put(t, "acme/theme.json",
              "{\"words\":{\"motto\":{\"en\":\"Soon back\"}}}");
    files_put(t, "acme/page.html", "<p>{{$art}}none{{/art}}{{> part}}</p>");
    files_put(t, "acme/part.html", "part");
    files_put(t, "acme/page.4xx.html",
              "{{<page}}{{$art}}{{words.motto}} {{/art}}{{/page}}");
    html = pages_text(t, acme(t), 404, SP_FORMAT_HTML, "de");
    assert_string_equal(html, "<p>Soon back part</p>");
}

static void they_are_checked_as_the_page_is(void **state)
{
    static const char *const rows[][3] = {
        {"page.503.html", "\n{{mesage}}",
         "2:1: unknown name 'mesage'; did you mean 'message'?"},
        {"page.5xx.html", "<a href={{uri}}>x</a>", "1:9: 'uri' stands in "},
        {"problem.404.json", "{\"status\": {{retry_after}}}", "1:"},
        {"problem.4xx.xml", "<a>{{status}}", "1:"},
        {"plain.404.txt", "{{#uri}}", "1:9: unclosed section 'uri', "},
        {"note.404.md", " \n", " is empty, and would be an empty page"},
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const sp_theme_t *theme;
        const char *path = files_put(
            t, apr_pstrcat(t->pool, "acme/", rows[i][0], NULL), rows[i][1]);

        ROW("%s", rows[i][0]);
        assert_int_not_equal(sp_loaded_theme(pages_loaded(t), &theme, "acme",
                                             files_path(t, "acme"), &t->err),
                             APR_SUCCESS);
        pages_holds(files_fault(t),
                    apr_pstrcat(t->pool, "DIR/acme/", rows[i][0], ":",
                                rows[i][2], NULL));
        files_remove(path, t->pool);
    }
}

/* Whatever the order in which the system lists a folder. */
static void faults_are_told_in_the_order_of_the_names(void **state)
{
    static const int made[] = {406, 403, 409, 401, 408, 404, 407, 405};
    files_t *t = *state;
    const sp_theme_t *theme;
    apr_array_header_t *all = apr_array_make(t->pool, 8, sizeof(sp_error_t));
    size_t i;

    for (i = 0; i < sizeof(made) / sizeof(made[0]); i++) {
        files_put(t, apr_psprintf(t->pool, "acme/plain.%d.txt", made[i]),
                  "{{mesage}}");
    }
    t->err = (sp_error_t){.all = all};
    assert_int_not_equal(sp_loaded_theme(pages_loaded(t), &theme, "acme",
                                         files_path(t, "acme"), &t->err),
                         APR_SUCCESS);
    assert_int_equal(all->nelts, sizeof(made) / sizeof(made[0]));
    for (i = 1; i < sizeof(made) / sizeof(made[0]); i++) {
        const sp_error_t *e = &APR_ARRAY_IDX(all, (int)i, sp_error_t);

        assert_true(strcmp(e[-1].file, e->file) < 0);
    }
}

static void names_are_codes_and_classes(void **state)
{
    static const struct {
        const char *file;
        int names, nearly;
    } rows[] = {
        {"page.503.html", 1, 0},
        {"page.5xx.html", 1, 0},
        {"problem.404.json", 1, 0},
        {"note.300.md", 1, 0},
        {"plain.3xx.txt", 1, 0},
        {"page.599.html", 1, 0},
        {"page.999.html", 0, 1},
        {"page.50x.html", 0, 1},
        {"page.5XX.html", 0, 1},
        {"page.200.html", 0, 1},
        {"page.600.html", 0, 1},
        {"page.6xx.html", 0, 1},
        {"page.2xx.html", 0, 1},
        {"page.5034.html", 0, 1},
        {"page.de.html", 0, 1},
        {"page.html", 0, 0},
        {"page.503.txt", 0, 0},
        {"503.html", 0, 0},
        {"reference.503.html", 0, 0},
        {"page..html", 0, 0},
        {"", 0, 0},
        {"mypage.503.html", 0, 0},
    };
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].file);
        assert_int_equal(sp_theme_names_code(rows[i].file), rows[i].names);
        assert_int_equal(sp_theme_nearly_names_code(rows[i].file),
                         rows[i].nearly);
    }
}

/* StatusPagesTemplate with a theme: all of it, its words and variables too. */
static void another_theme_may_have_one_code(void **state)
{
    files_t *t = *state;
    sp_codes_t only = {{0}};
    sp_replacement_t r = {NULL, SP_FORMAT_TEXT, &only, NULL, 0};
    sp_appearance_t *appearance = pages_appearance(t);

    files_put(t, "acme/theme.json",
              "{\"vars\":{\"tagline\":\"Ours\"},"
              "\"words\":{\"motto\":{\"en\":\"Soon\",\"de\":\"Bald\"}}}");
    files_put(t, "acme/plain.txt",
              "{{status}} {{vars.tagline}} {{words.motto}}");
    files_put(t, "acme/plain.503.txt", "closed");
    sp_codes_add(&only, "5xx", t->pool);
    assert_int_equal(sp_loaded_replacement(pages_loaded(t), &r.theme, &r.whole,
                                           "acme", files_path(t, "acme"),
                                           r.format, &t->err),
                     APR_SUCCESS);
    appearance->replacements = &r;
    assert_string_equal(pages_text(t, appearance, 502, SP_FORMAT_TEXT, "de"),
                        "502 Ours Bald");
    assert_string_equal(pages_text(t, appearance, 503, SP_FORMAT_TEXT, "de"),
                        "closed");
    pages_lacks(pages_text(t, appearance, 404, SP_FORMAT_TEXT, "de"), "Ours");
    pages_holds(pages_text(t, appearance, 502, SP_FORMAT_HTML, "de"),
                "<!doctype");
}

/* As StatusPagesTheme: what is built in wins, then a path. */
static void a_name_that_is_built_in_wins_over_a_file(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const char *file = files_put(t, "space", "a file");
    const sp_theme_t *theme = NULL;
    int whole = 0;

    assert_int_equal(sp_loaded_replacement(loaded, &theme, &whole, "space",
                                           file, SP_FORMAT_TEXT, &t->err),
                     APR_SUCCESS);
    assert_true(whole);
    assert_string_equal(sp_theme_name(theme), "space");
    assert_int_equal(sp_loaded_replacement(loaded, &theme, &whole, "./space",
                                           file, SP_FORMAT_TEXT, &t->err),
                     APR_SUCCESS);
    assert_false(whole);
    assert_string_equal(sp_theme_name(theme), file);
    assert_int_not_equal(sp_loaded_replacement(loaded, &theme, &whole,
                                               "maintenence",
                                               files_path(t, "maintenence"),
                                               SP_FORMAT_TEXT, &t->err),
                         APR_SUCCESS);
    assert_string_equal(files_fault(t),
                        "DIR/maintenence: there is no such file; did you mean "
                        "the theme \"maintenance\"?");
    /* who has such a file means it */
    assert_int_not_equal(
        sp_loaded_replacement(loaded, &theme, &whole, "maintenence",
                              files_put(t, "maintenence", "{{mesage}}"),
                              SP_FORMAT_TEXT, &t->err),
        APR_SUCCESS);
    assert_string_equal(files_fault(t),
                        "DIR/maintenence:1:1: unknown name 'mesage'; did you "
                        "mean 'message'?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(the_most_exact_file_wins),
        FILES_TEST(each_format_has_them_alone),
        FILES_TEST(they_inherit_what_the_theme_has),
        FILES_TEST(they_are_checked_as_the_page_is),
        FILES_TEST(faults_are_told_in_the_order_of_the_names),
        FILES_TEST(names_are_codes_and_classes),
        FILES_TEST(another_theme_may_have_one_code),
        FILES_TEST(a_name_that_is_built_in_wins_over_a_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
