/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Themes: a folder of files over the default theme. Faults are in
 * test_theme_faults.c. */
#include "rows.h"
#include "pages_helper.h"

#include "base/builtin.h"
#include "theme/folder.h"

#include "template/template.h"

static sp_theme_source_t source_of(files_t *t)
{
    sp_loaded_t *loaded = pages_loaded(t);
    sp_theme_source_t source = {sp_loaded_default_theme(loaded), NULL, 0};

    source.label_count =
        sp_catalog_labels(sp_loaded_standard(loaded), t->pool, &source.labels);
    return source;
}

/* Load the test's folder as a theme; it must be right. */
static const sp_theme_t *load(files_t *t)
{
    sp_theme_source_t source = source_of(t);
    sp_theme_t *theme = NULL;

    if (sp_theme_load(&theme, t->folder, 0, &source, t->pool, &t->err) !=
        APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    return theme;
}

/* What a page renders to without any value. */
static const char *bare(files_t *t, const sp_theme_t *theme, int page)
{
    static const sp_facts_t none;
    const sp_theme_template_t *f = sp_theme_page(theme, page);
    sp_plan_t *plan = NULL;
    char *out;

    assert_int_equal(sp_render(&plan, f->tpl, sp_value_object(t->pool),
                               SP_ESCAPE_NONE, f->partial, f->baton, t->pool,
                               &t->err),
                     APR_SUCCESS);
    out = apr_palloc(t->pool, sp_plan_size(plan, &none) + 1);
    *sp_plan_write(plan, &none, out) = '\0';
    return out;
}

static void one_file_is_a_theme_and_the_rest_is_the_default(void **state)
{
    static const int others[] = {SP_FORMAT_HTML,     SP_FORMAT_JSON,
                                 SP_FORMAT_XML,      SP_FORMAT_MARKDOWN,
                                 SP_THEME_REFERENCE, SP_THEME_REFERENCE_JSON,
                                 SP_THEME_GALLERY};
    files_t *t = *state;
    const sp_theme_t *base = sp_loaded_default_theme(pages_loaded(t));
    const sp_theme_t *theme;
    size_t i;

    files_put(t, "plain.txt", "just {{^status}}this{{/status}}\n");
    theme = load(t);
    assert_string_equal(bare(t, theme, SP_FORMAT_TEXT), "just this\n");
    for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        ROW("%d", others[i]);
        assert_string_equal(bare(t, theme, others[i]),
                            bare(t, base, others[i]));
    }
}

/* A folder may exchange a part of the default theme and nothing else. */
static void a_part_alone_is_a_theme(void **state)
{
    files_t *t = *state;
    const char *html;

    files_put(t, "tokens.css", ":root{--bg:#123456}");
    html = bare(t, load(t), SP_FORMAT_HTML);
    pages_holds(html, ":root{--bg:#123456}");
    pages_holds(html, "<!doctype html>");
}

static void each_page_may_be_the_only_one(void **state)
{
    static const char *const names[SP_THEME_PAGES] = {
        "page.html", "problem.json",   "problem.xml",    "plain.txt",
        "note.md",   "reference.html", "reference.json", "gallery.html",
    };
    files_t *t = *state;
    int page;

    for (page = 0; page < SP_THEME_PAGES; page++) {
        ROW("%s", names[page]);
        sp_format_t format = sp_theme_page_format(page);
        const char *own = format == SP_FORMAT_JSON  ? "\"own\""
                          : format == SP_FORMAT_XML ? "<own/>"
                                                    : "own";
        const char *path = files_put(t, names[page], own);
        assert_string_equal(bare(t, load(t), page), own);
        files_remove(path, t->pool);
    }
}

static void each_error_page_is_written_in_a_format(void **state)
{
    int page;

    for (page = 0; page < SP_FORMAT_COUNT; page++) {
        ROW("%s", sp_format_info((sp_format_t)page)->name);
        assert_int_equal(sp_theme_page_format(page), page);
    }
    assert_int_equal(sp_theme_page_format(SP_THEME_REFERENCE), SP_FORMAT_HTML);
    assert_int_equal(sp_theme_page_format(SP_THEME_REFERENCE_JSON),
                     SP_FORMAT_JSON);
    assert_int_equal(sp_theme_page_format(SP_THEME_GALLERY), SP_FORMAT_HTML);
}

static void
a_partial_comes_from_the_own_folder_then_from_the_default(void **state)
{
    files_t *t = *state;
    const sp_theme_t *theme;

    files_put(t, "page.html", "{{> mine}}|{{> style.css}}");
    files_put(t, "mine.html", "own partial");
    theme = load(t);
    pages_holds(bare(t, theme, SP_FORMAT_HTML), "own partial|");
    pages_holds(bare(t, theme, SP_FORMAT_HTML), "color-scheme");
    files_put(t, "style.css", "own style");
    assert_string_equal(bare(t, load(t), SP_FORMAT_HTML),
                        "own partial|own style");
}

/* The default's own templates take a theme's partials, too. */
static void
a_partial_of_the_own_folder_changes_the_pages_of_the_default(void **state)
{
    files_t *t = *state;

    files_put(t, "plain.txt", "x");
    files_put(t, "facts.html", "<!-- own facts -->");
    pages_holds(bare(t, load(t), SP_FORMAT_HTML), "<!-- own facts -->");
}

static void a_partial_without_an_ending_takes_that_of_the_page(void **state)
{
    files_t *t = *state;
    const sp_theme_t *theme;

    files_put(t, "page.html", "{{> x}}");
    files_put(t, "problem.json", "{{> x}}");
    files_put(t, "problem.xml", "{{> x}}");
    files_put(t, "plain.txt", "{{> x}}");
    files_put(t, "note.md", "{{> x}}{{> x.html}}");
    files_put(t, "reference.json", "{{> x}}");
    files_put(t, "x.html", "html");
    files_put(t, "x.json", "\"json\"");
    files_put(t, "x.xml", "<xml/>");
    files_put(t, "x.txt", "txt");
    files_put(t, "x.md", "md");
    theme = load(t);
    assert_string_equal(bare(t, theme, SP_FORMAT_HTML), "html");
    assert_string_equal(bare(t, theme, SP_FORMAT_JSON), "\"json\"");
    assert_string_equal(bare(t, theme, SP_FORMAT_XML), "<xml/>");
    assert_string_equal(bare(t, theme, SP_FORMAT_TEXT), "txt");
    assert_string_equal(bare(t, theme, SP_FORMAT_MARKDOWN), "mdhtml");
    assert_string_equal(bare(t, theme, SP_THEME_REFERENCE_JSON), "\"json\"");
}

static void a_partial_may_stand_in_a_folder_below(void **state)
{
    files_t *t = *state;

    files_put(t, "page.html", "{{> parts/head}}");
    files_put(t, "parts/head.html", "below");
    assert_string_equal(bare(t, load(t), SP_FORMAT_HTML), "below");
}

static void a_page_may_inherit_from_the_default_layout(void **state)
{
    files_t *t = *state;
    const char *html;

    files_put(t, "page.html",
              "{{<layout}}{{$main}}<p>mine</p>{{/main}}{{/layout}}");
    html = bare(t, load(t), SP_FORMAT_HTML);
    pages_holds(html, "<!doctype html>");
    pages_holds(html, "<p>mine</p>");
}

/* What is read is read while it is loaded and never after. */
static void files_that_change_later_change_nothing(void **state)
{
    files_t *t = *state;
    const sp_theme_t *theme;
    const char *page, *part;

    page = files_put(t, "page.html", "{{> part}}");
    part = files_put(t, "part.html", "first");
    theme = load(t);
    files_put(t, "part.html", "second");
    files_put(t, "late.html", "late");
    assert_string_equal(bare(t, theme, SP_FORMAT_HTML), "first");
    files_remove(page, t->pool);
    files_remove(part, t->pool);
    assert_string_equal(bare(t, theme, SP_FORMAT_HTML), "first");
    assert_null(
        sp_theme_page(theme, SP_FORMAT_HTML)
            ->partial(sp_theme_page(theme, SP_FORMAT_HTML)->baton, "late"));
}

static void each_file_that_was_read_is_named_once(void **state)
{
    files_t *t = *state;
    const char *const *files;
    const char *all = "";
    int count, i;

    files_put(t, "theme.json", "{}");
    files_put(t, "page.html", "{{> part}}{{> part}}{{> style.css}}");
    files_put(t, "part.html", "x");
    files_put(t, "unused.html", "{{never read");
    count = sp_theme_files(load(t), &files);
    for (i = 0; i < count; i++) {
        all = apr_pstrcat(t->pool, all, files[i] + strlen(t->folder), NULL);
    }
    assert_string_equal(all, "/theme.json/page.html/part.html");
}

/* As a folder would: pages for codes are told by their names. */
static void a_built_in_theme_lists_its_own_files(void **state)
{
    files_t *t = *state;
    sp_theme_source_t source = source_of(t);
    const apr_array_header_t *names;
    sp_theme_t *theme = NULL;
    int i;

    sp_theme_load(&theme, "card", 1, &source, t->pool, &t->err);
    names = sp_folder_names(theme);
    assert_true(names->nelts > 1);
    for (i = 0; i < names->nelts; i++) {
        const char *name = APR_ARRAY_IDX(names, i, const char *);

        ROW("%s", name);
        assert_non_null(sp_builtin_find(
            apr_pstrcat(t->pool, "templates/card/", name, NULL)));
    }
    /* of "car" there is nothing */
    sp_theme_load(&theme, "car", 1, &source, t->pool, &t->err);
    assert_int_equal(sp_folder_names(theme)->nelts, 0);
}

static void built_in_themes_read_no_file(void **state)
{
    files_t *t = *state;
    const char *const *files;
    const sp_theme_t *base = sp_loaded_default_theme(pages_loaded(t));

    assert_int_equal(sp_theme_files(base, &files), 0);
    assert_string_equal(sp_theme_name(base), "default");
}

static void list_var(void *baton, const char *name, const char *value)
{
    char **all = baton;

    strcat(*all, name);
    strcat(*all, "=");
    strcat(*all, value);
    strcat(*all, ";");
}

static void declared_variables_have_their_defaults(void **state)
{
    files_t *t = *state;
    const sp_theme_t *theme;
    char *all = apr_pcalloc(t->pool, 1000);

    files_put(t, "theme.json",
              "{\"name\":\"Acme\",\"description\":\"Ours\",\"vars\":"
              "{\"tagline\":\"We \\u00e9rr\",\"empty\":\"\","
              "\"a-b_c\":\"x\",\"gr\\u00f6\\u00dfe2\":\"y\"}}");
    files_put(t, "page.html", "{{vars.tagline}}{{vars.empty}}");
    theme = load(t);
    assert_string_equal(sp_theme_var(theme, "tagline"), "We \xC3\xA9rr");
    assert_string_equal(sp_theme_var(theme, "empty"), "");
    assert_null(sp_theme_var(theme, "motto"));
    assert_null(sp_theme_var(theme, "name")); /* a standard one */
    assert_string_equal(sp_theme_name(theme), t->folder);
    sp_theme_each_var(theme, list_var, &all);
    pages_holds(all, "tagline=We \xC3\xA9rr;");
    pages_holds(all, "empty=;");
    pages_holds(all, "a-b_c=x;");
    pages_holds(all, "gr\xC3\xB6\xC3\x9F"
                     "e2=y;");
}

static void what_the_base_declares_the_theme_has(void **state)
{
    files_t *t = *state;
    sp_theme_source_t source = source_of(t);
    sp_theme_t *base = NULL, *theme = NULL;
    char *all = apr_pcalloc(t->pool, 1000);

    files_put(t, "base/theme.json", "{\"vars\":{\"a\":\"1\",\"b\":\"2\"}}");
    files_put(t, "base/plain.txt", "x");
    assert_int_equal(sp_theme_load(&base, files_path(t, "base"), 0, &source,
                                   t->pool, &t->err),
                     APR_SUCCESS);
    source.base = base;
    files_put(t, "own/theme.json", "{\"vars\":{\"b\":\"3\",\"c\":\"4\"}}");
    files_put(t, "own/plain.txt", "{{vars.a}}{{vars.b}}{{vars.c}}");
    assert_int_equal(sp_theme_load(&theme, files_path(t, "own"), 0, &source,
                                   t->pool, &t->err),
                     APR_SUCCESS);
    assert_string_equal(sp_theme_var(theme, "a"), "1");
    assert_string_equal(sp_theme_var(theme, "b"), "3");
    assert_string_equal(sp_theme_var(theme, "c"), "4");
    assert_string_equal(sp_theme_var(base, "b"), "2");
    sp_theme_each_var(theme, list_var, &all);
    assert_non_null(strstr(all, "b=2;"));
    pages_holds(strstr(all, "b=2;"), "b=3;"); /* the strongest last */
}

static void a_theme_needs_no_manifest(void **state)
{
    files_t *t = *state;

    files_put(t, "plain.txt", "x");
    assert_null(sp_theme_var(load(t), "tagline"));
}

/* StatusPagesTemplate: one file, one format. */
static const sp_theme_t *load_file(files_t *t, const char *name,
                                   sp_format_t format)
{
    sp_theme_source_t source = source_of(t);
    sp_theme_t *theme = NULL;

    if (sp_theme_load_file(&theme, files_path(t, name), format, &source,
                           t->pool, &t->err) != APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    return theme;
}

static void a_single_file_finds_its_partials_beside_it(void **state)
{
    files_t *t = *state;
    const sp_theme_t *theme;

    files_put(t, "own/404.html", "{{> part}}|{{> style.css}}|{{> links}}");
    files_put(t, "own/part.html", "beside");
    files_put(t, "own/style.css", "own style");
    files_put(t, "part.html", "not this");
    theme = load_file(t, "own/404.html", SP_FORMAT_HTML);
    assert_string_equal(bare(t, theme, SP_FORMAT_HTML), "beside|own style|");
}

static void a_single_file_of_any_name_serves_any_format(void **state)
{
    files_t *t = *state;
    const sp_theme_t *theme;

    files_put(t, "some.tmpl", "{{> part}}");
    files_put(t, "part.md", "markdown");
    files_put(t, "part.json", "\"json\"");
    theme = load_file(t, "some.tmpl", SP_FORMAT_MARKDOWN);
    assert_string_equal(bare(t, theme, SP_FORMAT_MARKDOWN), "markdown");
    theme = load_file(t, "some.tmpl", SP_FORMAT_JSON);
    assert_string_equal(bare(t, theme, SP_FORMAT_JSON), "\"json\"");
}

/* "reference.html" of another format is a name as any other. */
static void a_single_file_is_a_page_of_its_format(void **state)
{
    files_t *t = *state;

    files_put(t, "reference.html", "{{status}}");
    assert_string_equal(
        bare(t, load_file(t, "reference.html", SP_FORMAT_TEXT), SP_FORMAT_TEXT),
        "");
    files_put(t, "gallery.html", "{{#themes}}{{name}}{{/themes}}");
    load_file(t, "gallery.html", SP_FORMAT_HTML);
}

static void a_single_file_may_lie_where_the_command_runs(void **state)
{
    files_t *t = *state;
    sp_theme_source_t source = source_of(t);
    const char *const *files;
    sp_theme_t *theme = NULL;

    assert_int_equal(sp_theme_load_file(&theme, "LICENSE", SP_FORMAT_TEXT,
                                        &source, t->pool, &t->err),
                     APR_SUCCESS);
    assert_int_equal(sp_theme_files(theme, &files), 1);
    assert_string_equal(files[0], "./LICENSE");
}

static void what_nobody_has_is_lacking(void **state)
{
    files_t *t = *state;
    sp_theme_source_t source = source_of(t);
    sp_theme_t *theme = NULL;

    source.base = NULL;
    files_put(t, "page.html", "{{status}}");
    assert_int_not_equal(
        sp_theme_load(&theme, t->folder, 0, &source, t->pool, &t->err),
        APR_SUCCESS);
    assert_string_equal(files_fault(t),
                        "DIR: the default theme lacks problem.json");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(one_file_is_a_theme_and_the_rest_is_the_default),
        FILES_TEST(a_part_alone_is_a_theme),
        FILES_TEST(each_page_may_be_the_only_one),
        FILES_TEST(each_error_page_is_written_in_a_format),
        FILES_TEST(a_partial_comes_from_the_own_folder_then_from_the_default),
        FILES_TEST(
            a_partial_of_the_own_folder_changes_the_pages_of_the_default),
        FILES_TEST(a_partial_without_an_ending_takes_that_of_the_page),
        FILES_TEST(a_partial_may_stand_in_a_folder_below),
        FILES_TEST(a_page_may_inherit_from_the_default_layout),
        FILES_TEST(files_that_change_later_change_nothing),
        FILES_TEST(each_file_that_was_read_is_named_once),
        FILES_TEST(a_built_in_theme_lists_its_own_files),
        FILES_TEST(built_in_themes_read_no_file),
        FILES_TEST(declared_variables_have_their_defaults),
        FILES_TEST(what_the_base_declares_the_theme_has),
        FILES_TEST(a_theme_needs_no_manifest),
        FILES_TEST(a_single_file_finds_its_partials_beside_it),
        FILES_TEST(a_single_file_of_any_name_serves_any_format),
        FILES_TEST(a_single_file_is_a_page_of_its_format),
        FILES_TEST(a_single_file_may_lie_where_the_command_runs),
        FILES_TEST(what_nobody_has_is_lacking),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
