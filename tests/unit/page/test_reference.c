/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The reference: each code of the catalogue once, in order, with an address
 * of its own. Looked at as JSON and through a small theme, so that the
 * default's own page may appearance as it likes. */
#include "rows.h"
#include "pages_helper.h"

#include "page/page.h"

static const char *make(files_t *t, const sp_appearance_t *appearance,
                        const sp_reference_t *asked)
{
    sp_page_t *page = NULL;

    if (sp_reference_make(&page, appearance, asked, t->pool, &t->err) !=
        APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    assert_int_equal(page->plan->facts, 0); /* the same for everyone */
    assert_string_equal(page->content_language, asked->language);
    assert_true(page->indexed); /* search engines may have it */
    assert_false(page->no_store);
    return pages_fill(page, NULL, t->pool);
}

/* The default appearance with a reference.html of the test's own. */
static sp_appearance_t *look_with(files_t *t, const char *html)
{
    sp_loaded_t *loaded = pages_loaded(t);
    const sp_theme_t *theme = NULL;

    files_put(t, "reference.html", html);
    if (sp_loaded_theme(loaded, &theme, t->folder, t->folder, &t->err) !=
        APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    return sp_appearance_create(t->pool, theme, sp_loaded_standard(loaded));
}

static json_t *table_of(files_t *t, const sp_appearance_t *appearance,
                        const char *language)
{
    sp_reference_t asked = {
        .base = "/status", .code = 0, .json = 1, .language = language};

    return json_object_get(pages_json(make(t, appearance, &asked), t->pool),
                           "codes");
}

static void the_table_has_each_code_once_in_order(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    json_t *codes = table_of(t, appearance, "en");
    int code;
    size_t row = 0;

    for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
        ROW("code %d", code);
        const sp_entry_t *e = sp_catalog_entry(appearance->catalog, code, "en");
        json_t *r = json_array_get(codes, row);
        if (e == NULL) {
            continue;
        }
        assert_int_equal(json_integer_value(json_object_get(r, "status")),
                         code);
        assert_string_equal(pages_member(r, "message"), e->message);
        assert_string_equal(pages_member(r, "description"), e->description);
        assert_string_equal(pages_member(r, "retry"), sp_retry_name(e->retry));
        assert_string_equal(pages_member(r, "language"), "en");
        assert_string_equal(pages_member(r, "url"),
                            apr_psprintf(t->pool, "/status/%d", code));
        row++;
    }
    assert_int_equal(json_array_size(codes), row);
    assert_true(row > 60);
}

static void the_table_speaks_each_language_and_keeps_the_code(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    json_t *english = table_of(t, appearance, "en");
    int i;

    for (i = 0; i < appearance->language_count; i++) {
        ROW("%s", appearance->languages[i]);
        json_t *codes = table_of(t, appearance, appearance->languages[i]);
        size_t row;
        assert_int_equal(json_array_size(codes), json_array_size(english));
        for (row = 0; row < json_array_size(codes); row++) {
            ROW("row %d", (int)row);
            assert_string_equal(
                pages_member(json_array_get(codes, row), "code"),
                pages_member(json_array_get(english, row), "code"));
        }
    }
}

static void one_code_is_a_table_of_one_row(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_reference_t asked = {
        .base = "/status", .code = 404, .json = 1, .language = "de"};
    json_t *root = pages_json(make(t, appearance, &asked), t->pool);
    json_t *codes = json_object_get(root, "codes");

    assert_int_equal(json_array_size(codes), 1);
    assert_string_equal(pages_member(json_array_get(codes, 0), "code"),
                        "Not Found");
    assert_string_equal(pages_member(json_array_get(codes, 0), "message"),
                        "Nicht gefunden");
    assert_string_equal(pages_member(root, "language"), "de");
    assert_string_equal(pages_member(root, "catalog"), "standard");
}

static void a_code_that_nobody_knows_is_an_empty_table(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_reference_t asked = {
        .base = "/status", .code = 455, .json = 1, .language = "en"};
    json_t *root = pages_json(make(t, appearance, &asked), t->pool);

    assert_false(sp_reference_has(appearance, 455, 1));
    assert_true(json_is_array(json_object_get(root, "codes")));
    assert_int_equal(json_array_size(json_object_get(root, "codes")), 0);
}

static void codes_of_the_administrator_are_in_the_table(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_message_t again = {NULL, 404, NULL, "Vanished", NULL, NULL};
    sp_message_t m = {&again, 455, "de", "Kein Tee", "Leider.", NULL};
    size_t before = json_array_size(table_of(t, appearance, "de"));
    sp_reference_t asked = {
        .base = "/status", .code = 455, .json = 1, .language = "de"};
    json_t *row;

    appearance->messages = &m;
    assert_true(sp_reference_has(appearance, 455, 1));
    assert_true(sp_reference_has(appearance, 404, 1));
    assert_false(sp_reference_has(appearance, 456, 1));
    assert_int_equal(json_array_size(table_of(t, appearance, "de")),
                     before + 1);
    row = json_array_get(
        json_object_get(pages_json(make(t, appearance, &asked), t->pool),
                        "codes"),
        0);
    assert_string_equal(pages_member(row, "message"), "Kein Tee");
    assert_string_equal(pages_member(row, "description"), "Leider.");
}

static void classes_hold_their_codes_under_their_names(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = look_with(
        t, "{{#classes}}{{class}}={{class_name}}:{{#codes}} {{anchor}}"
           "{{/codes}}\n{{/classes}}");
    sp_reference_t asked = {
        .base = "/status", .code = 0, .json = 0, .language = "en"};
    const char *text = make(t, appearance, &asked);
    int code;

    assert_int_equal(strncmp(text, "1xx=Information: 100 101", 24), 0);
    pages_holds(text, "\n2xx=Success: 200");
    pages_holds(text, "\n3xx=Redirection: 300");
    pages_holds(text, "\n4xx=Client errors: 400");
    pages_holds(text, "\n5xx=Server errors: 500");
    for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
        ROW("code %d", code);
        const char *anchor = apr_psprintf(t->pool, " %d", code);
        const char *found = strstr(text, anchor);
        assert_int_equal(found != NULL, sp_reference_has(appearance, code, 1));
        if (found != NULL) {
            pages_lacks(found + 4, anchor); /* once */
        }
    }
}

static void one_code_is_in_one_class(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance =
        look_with(t, "{{#single}}one:{{/single}}{{^single}}all:{{/single}}"
                     "{{#classes}}[{{class}}{{#codes}} {{status}}{{/codes}}]"
                     "{{/classes}}");
    sp_reference_t asked = {
        .base = "/status", .code = 503, .json = 0, .language = "en"};

    assert_string_equal(make(t, appearance, &asked), "one:[5xx 503]");
    asked.code = 0;
    pages_holds(make(t, appearance, &asked), "all:[1xx 100");
}

static void the_last_code_of_a_class_is_in_it(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance =
        look_with(t, "{{#classes}}[{{class}}{{#codes}} {{status}}{{/codes}}]"
                     "{{/classes}}");
    sp_message_t m = {NULL, 499, NULL, "Gone away", NULL, NULL};
    sp_reference_t asked = {.base = "/status", .code = 499, .language = "en"};

    appearance->messages = &m;
    assert_string_equal(make(t, appearance, &asked), "[4xx 499]");
}

static void a_title_in_another_language_says_which(void **state)
{
    static const char titled[] =
        "{\"name\":\"own\",\"language\":\"ar\",\"title\":\"رموز\","
        "\"codes\":{\"404\":{\"message\":\"ضائع\"}}}";
    files_t *t = *state;
    sp_appearance_t *appearance = look_with(
        t, "{{#title_mixed}}{{title_language}} {{title_dir}} {{/title_mixed}}"
           "{{title}}");
    const char *path = files_put(t, "own.json", titled);
    sp_reference_t asked = {.base = "/status", .language = "en"};

    assert_int_equal(sp_loaded_catalog(pages_loaded(t), &appearance->catalog,
                                       path, path, &t->err),
                     APR_SUCCESS);
    assert_string_equal(make(t, appearance, &asked), "ar rtl رموز");
    asked.language = "ar";
    assert_string_equal(make(t, appearance, &asked), "رموز");
}

static void
the_page_knows_its_labels_and_whether_all_were_asked_for(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance =
        look_with(t, "{{labels.home}}{{#all}} all{{/all}}");
    sp_reference_t asked = {.base = "/status", .language = "de"};
    sp_page_t *page = NULL;

    assert_string_equal(make(t, appearance, &asked), "Startseite");
    asked.all = 1;
    assert_int_equal(
        sp_reference_make(&page, appearance, &asked, t->pool, &t->err),
        APR_SUCCESS);
    assert_string_equal(pages_fill(page, NULL, t->pool), "Startseite all");
    assert_false(page->indexed); /* it stands elsewhere already */
}

/* Beside is-4xx of an error page, for rules of a style sheet. */
static void the_page_is_of_a_class_of_its_own(void **state)
{
    files_t *t = *state;
    sp_reference_t asked = {.base = "/status", .language = "en"};

    assert_string_equal(
        make(t, look_with(t, "<html class=\"is-{{class}}\">"), &asked),
        "<html class=\"is-reference\">");
}

static void only_the_last_row_is_the_last(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance =
        look_with(t, "{{#codes}}{{#last}}{{status}};{{/last}}{{/codes}}");
    sp_reference_t asked = {
        .base = "/status", .code = 0, .json = 0, .language = "en"};
    const char *text = make(t, appearance, &asked);

    assert_int_equal(strlen(text), 4);
    assert_true(atoi(text) >= 500);
    asked.code = 404;
    assert_string_equal(make(t, appearance, &asked), "404;");
}

static void languages_are_listed_with_their_own_names(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance =
        look_with(t, "{{#languages}}{{#current}}*{{/current}}{{tag}}={{name}};"
                     "{{/languages}}");
    static const char *const two[] = {"en", "de"};
    sp_reference_t asked = {
        .base = "/status", .code = 0, .json = 0, .language = "DE"};

    appearance->languages = two;
    appearance->language_count = 2;
    assert_string_equal(make(t, appearance, &asked), "en=English;*de=Deutsch;");
    appearance->language_count = 1; /* nothing to choose from */
    asked.language = "en";
    assert_string_equal(make(t, appearance, &asked), "");
}

/* Words of two languages on one page, row by row. */
static void a_row_says_where_its_language_differs(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    sp_appearance_t *appearance = look_with(
        t, "{{#codes}}{{#mixed}}{{status}}={{text_language}};{{/mixed}}"
           "{{/codes}}");
    sp_reference_t asked = {
        .base = "/status", .code = 0, .json = 0, .language = "de"};
    const char *text;

    assert_int_equal(sp_loaded_catalog(loaded, &appearance->catalog,
                                       "cloud-api", "cloud-api", &t->err),
                     APR_SUCCESS);
    sp_appearance_all_languages(appearance, t->pool);
    text = make(t, appearance, &asked);
    pages_holds(text, "404=en;");
    pages_lacks(text, "418="); /* from the standard catalogue, in German */
}

static void a_hostile_base_and_catalogue_stay_in_their_place(void **state)
{
    static const char base[] = "/\"><script>\\\n\x01\xFF";
    files_t *t = *state;
    sp_appearance_t *appearance = look_with(
        t, "<a href=\"{{base}}\">{{#codes}}<a href=\"{{url}}\">{{/codes}}");
    sp_message_t m = {NULL, 404, NULL, "\"</script>\x02", "\\\"\r\n\xC3", NULL};
    sp_reference_t asked = {
        .base = base, .code = 404, .json = 0, .language = "en"};
    const char *text;

    appearance->messages = &m;
    text = make(t, appearance, &asked);
    pages_lacks(text, "<script>");
    pages_lacks(text, "\x01");
    pages_holds(text, "href=\"/&quot;&gt;&lt;script&gt;");
    asked.json = 1;
    pages_json(make(t, appearance, &asked), t->pool);
    asked.code = 0;
    pages_json(make(t, appearance, &asked), t->pool);
}

static void the_policy_fits_the_format(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = look_with(t, "<style>a{}</style>");
    sp_reference_t asked = {
        .base = "/status", .code = 0, .json = 0, .language = "en"};
    sp_page_t *page = NULL;

    assert_int_equal(
        sp_reference_make(&page, appearance, &asked, t->pool, &t->err),
        APR_SUCCESS);
    pages_holds(page->csp, "style-src 'sha256-");
    asked.json = 1;
    assert_int_equal(
        sp_reference_make(&page, appearance, &asked, t->pool, &t->err),
        APR_SUCCESS);
    pages_lacks(page->csp, "style-src");
}

/* What every theme gets without a reference.html of its own. */
static void the_default_reference_renders(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_reference_t asked = {
        .base = "/status", .code = 0, .json = 0, .language = "en"};
    int i;

    for (i = 0; i < appearance->language_count; i++) {
        ROW("%s", appearance->languages[i]);
        asked.language = appearance->languages[i];
        pages_lacks(make(t, appearance, &asked), "{{");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(the_table_has_each_code_once_in_order),
        FILES_TEST(the_table_speaks_each_language_and_keeps_the_code),
        FILES_TEST(one_code_is_a_table_of_one_row),
        FILES_TEST(a_code_that_nobody_knows_is_an_empty_table),
        FILES_TEST(codes_of_the_administrator_are_in_the_table),
        FILES_TEST(classes_hold_their_codes_under_their_names),
        FILES_TEST(one_code_is_in_one_class),
        FILES_TEST(the_last_code_of_a_class_is_in_it),
        FILES_TEST(the_page_knows_its_labels_and_whether_all_were_asked_for),
        FILES_TEST(a_title_in_another_language_says_which),
        FILES_TEST(the_page_is_of_a_class_of_its_own),
        FILES_TEST(only_the_last_row_is_the_last),
        FILES_TEST(languages_are_listed_with_their_own_names),
        FILES_TEST(a_row_says_where_its_language_differs),
        FILES_TEST(a_hostile_base_and_catalogue_stay_in_their_place),
        FILES_TEST(the_policy_fits_the_format),
        FILES_TEST(the_default_reference_renders),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
