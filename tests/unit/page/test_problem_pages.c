/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pages of problems: their words in every form and language, their status
 * where the code counts, and nothing of the plain words of that code. */
#include "rows.h"
#include "pages_helper.h"

static const char catalog_text[] =
    "{\"name\":\"acme\",\"language\":\"en\",\"codes\":{\"429\":{"
    "\"message\":\"SlowDown\",\"description\":\"Plain words.\"}},"
    "\"problems\":{\"QUOTA\":{\"status\":429,\"message\":\"Used up\","
    "\"description\":\"Until tomorrow.\",\"retry\":\"after\"},"
    "\"BUSY\":{\"status\":503,\"message\":\"Busy now\","
    "\"description\":\"Come later.\",\"retry\":\"later\"}}}";
static const char german_text[] =
    "{\"name\":\"acme\",\"language\":\"de\",\"problems\":{\"QUOTA\":{"
    "\"message\":\"Leer\",\"description\":\"Bis morgen.\"}}}";

static sp_appearance_t *appearance_of(files_t *t)
{
    const sp_catalog_t *catalog = NULL;
    sp_appearance_t *appearance = pages_appearance(t);

    files_put(t, "acme/en.json", catalog_text);
    files_put(t, "acme/de.json", german_text);
    if (sp_loaded_catalog(t->loaded, &catalog, "acme", files_path(t, "acme"),
                          &t->err) != APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    appearance->catalog = catalog;
    sp_appearance_all_languages(appearance, t->pool);
    return appearance;
}

static int number_of(const sp_appearance_t *appearance, const char *name)
{
    int number = sp_catalog_problem(appearance->catalog, name);

    assert_true(number >= SP_PROBLEM_MIN);
    return number;
}

static void every_form_has_its_words_and_its_status(void **state)
{
    static const struct {
        const char *tag, *message, *description;
    } rows[] = {{"en", "Used up", "Until tomorrow."},
                {"de", "Leer", "Bis morgen."},
                {"fr", "Used up", "Until tomorrow."}};
    files_t *t = *state;
    sp_appearance_t *appearance = appearance_of(t);
    int number = number_of(appearance, "QUOTA"), format;
    size_t i;

    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        for (i = 0; i < 3; i++) {
            const char *text = pages_text(t, appearance, number,
                                          (sp_format_t)format, rows[i].tag);

            ROW("%s in %s", sp_format_info((sp_format_t)format)->name,
                rows[i].tag);
            pages_holds(text, "429");
            pages_holds(text, rows[i].message);
            pages_holds(text, rows[i].description);
            pages_holds(text, "QUOTA");
            pages_lacks(text, "SlowDown");
            pages_lacks(text, "Plain words");
            pages_lacks(text, "10000");
        }
    }
}

static void programs_find_the_name_and_its_page(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = appearance_of(t);
    int number = number_of(appearance, "QUOTA");
    json_t *root;

    root = pages_json(pages_text(t, appearance, number, SP_FORMAT_JSON, "de"),
                      t->pool);
    assert_string_equal(pages_member(root, "type"), "about:blank");
    assert_string_equal(pages_member(root, "code"), "QUOTA");
    assert_string_equal(pages_member(root, "title"), "Leer");
    assert_string_equal(pages_member(root, "detail"), "Bis morgen.");
    assert_string_equal(pages_member(root, "retry"), "after");
    assert_int_equal(json_integer_value(json_object_get(root, "status")), 429);
    appearance->reference = "/status/";
    root = pages_json(pages_text(t, appearance, number, SP_FORMAT_JSON, "de"),
                      t->pool);
    assert_string_equal(pages_member(root, "type"), "/status/QUOTA");
    pages_holds(pages_text(t, appearance, number, SP_FORMAT_XML, "en"),
                "<type>/status/QUOTA</type>");
    pages_holds(pages_text(t, appearance, number, SP_FORMAT_HTML, "en"),
                "/status/QUOTA\"");
}

/* What hangs on the code hangs on the problem's: advice for people, a page
 * of its own, what may be stored. */
static void what_goes_by_code_goes_by_its_status(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = appearance_of(t);
    int quota = number_of(appearance, "QUOTA");
    int busy = number_of(appearance, "BUSY");
    const sp_theme_t *theme;

    pages_holds(pages_text(t, appearance, busy, SP_FORMAT_TEXT, "en"),
                "Please try again later.");
    files_put(t, "theme/page.html",
              "<!DOCTYPE html><html lang=\"{{language}}\"><head>"
              "<title>{{status}}</title></head><body>{{class}} "
              "{{message}} {{code}}</body></html>");
    files_put(t, "theme/page.503.html",
              "<!DOCTYPE html><html lang=\"{{language}}\"><head>"
              "<title>{{status}}</title></head><body>only 503 {{message}}"
              "</body></html>");
    assert_int_equal(sp_loaded_theme(t->loaded, &theme, "theme",
                                     files_path(t, "theme"), &t->err),
                     APR_SUCCESS);
    appearance->theme = theme;
    pages_holds(pages_text(t, appearance, busy, SP_FORMAT_HTML, "en"),
                "only 503 Busy now");
    pages_holds(pages_text(t, appearance, quota, SP_FORMAT_HTML, "en"),
                "4xx Used up QUOTA");
    /* 429 is never stored, 503 without a fact of the request may be */
    assert_true(
        pages_make(t, appearance, quota, SP_FORMAT_HTML, "en")->no_store);
    assert_false(
        pages_make(t, appearance, busy, SP_FORMAT_HTML, "en")->no_store);
}

static void a_message_for_it_beats_the_catalogue(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = appearance_of(t);
    const sp_message_t german = {.problem = "QUOTA",
                                 .language = "de",
                                 .message = "Ausgegeben",
                                 .description = "Nichts da."};
    const sp_message_t any = {
        .next = &german, .problem = "QUOTA", .message = "All gone"};
    const sp_message_t code = {
        .next = &any, .code = 429, .message = "Not for problems"};
    int number = number_of(appearance, "QUOTA");
    sp_entry_t e;

    appearance->messages = &code;
    e = sp_appearance_entry(appearance, number, "de");
    assert_string_equal(e.message, "Ausgegeben");
    assert_string_equal(e.description, "Nichts da.");
    e = sp_appearance_entry(appearance, number, "en");
    assert_string_equal(e.message, "All gone");
    assert_string_equal(e.description, "Until tomorrow.");
    assert_int_equal(e.status, 429);
    assert_string_equal(sp_appearance_code(appearance, number).message,
                        "QUOTA");
    e = sp_appearance_entry(appearance, number_of(appearance, "BUSY"), "en");
    assert_string_equal(e.message, "Busy now");
    e = sp_appearance_entry(appearance, 429, "en");
    assert_string_equal(e.message, "Not for problems");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(every_form_has_its_words_and_its_status),
        FILES_TEST(programs_find_the_name_and_its_page),
        FILES_TEST(what_goes_by_code_goes_by_its_status),
        FILES_TEST(a_message_for_it_beats_the_catalogue),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
