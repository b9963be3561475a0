/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A theme's own words: in the reader's language, in every format, and what a
 * theme.json can't say with them. */
#include "rows.h"
#include "pages_helper.h"

#define MANIFEST                                                               \
    "{\"words\": {\n"                                                          \
    " \"motto\": {\"de\": \"Bald <zur\\u00fcck>\", \"en\": \"Soon back\",\n"   \
    "  \"pt\": \"J\\u00e1 voltamos\", \"pt-BR\": \"J\\u00e1 j\\u00e1\"},\n"    \
    " \"hours\": {\"fr\": \"\\u00c0 toute heure\"}}}\n"

static const sp_theme_t *load(files_t *t, const char *folder)
{
    const sp_theme_t *theme = NULL;

    if (sp_loaded_theme(pages_loaded(t), &theme, folder, files_path(t, folder),
                        &t->err) != APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    return theme;
}

static sp_appearance_t *acme(files_t *t)
{
    files_put(t, "acme/theme.json", MANIFEST);
    files_put(t, "acme/page.html", "<p>{{words.motto}}|{{words.hours}}</p>");
    files_put(t, "acme/problem.json", "{\"motto\": \"{{words.motto}}\"}");
    files_put(t, "acme/problem.xml", "<motto>{{words.motto}}</motto>");
    files_put(t, "acme/plain.txt", "{{words.motto}}");
    files_put(t, "acme/note.md", "{{words.motto}}");
    files_put(t, "acme/reference.html", "<p>{{words.motto}}</p>");
    return sp_appearance_create(t->pool, load(t, "acme"),
                                sp_loaded_standard(pages_loaded(t)));
}

static void a_word_is_in_the_readers_language_or_the_nearest(void **state)
{
    static const char *const rows[][2] = {
        {"de", "Bald <zur\xC3\xBC"
               "ck>"},
        {"de-AT", "Bald <zur\xC3\xBC"
                  "ck>"},
        {"en", "Soon back"},
        {"pt", "J\xC3\xA1 voltamos"},
        {"pt-BR", "J\xC3\xA1 j\xC3\xA1"},
        {"PT-br", "J\xC3\xA1 j\xC3\xA1"},
        {"pt-PT", "J\xC3\xA1 voltamos"},
        {"ja", "Soon back"}, /* English, which does not stand first */
    };
    files_t *t = *state;
    const sp_theme_t *theme = acme(t)->theme;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i][0]);
        assert_string_equal(sp_theme_word(theme, "motto", rows[i][0]),
                            rows[i][1]);
    }
    /* no English: the first */
    assert_string_equal(sp_theme_word(theme, "hours", "ja"),
                        "\xC3\x80 toute heure");
    assert_null(sp_theme_word(theme, "none", "en"));
}

static void a_word_is_escaped_for_its_format(void **state)
{
    static const struct {
        sp_format_t format;
        const char *text;
    } rows[] = {
        {SP_FORMAT_HTML, "<p>Bald &lt;zur\xC3\xBC"
                         "ck&gt;|\xC3\x80 toute heure</p>"},
        {SP_FORMAT_JSON, "{\"motto\": \"Bald <zur\xC3\xBC"
                         "ck>\"}"},
        {SP_FORMAT_XML, "<motto>Bald &lt;zur\xC3\xBC"
                        "ck&gt;</motto>"},
        {SP_FORMAT_TEXT, "Bald <zur\xC3\xBC"
                         "ck>"},
        {SP_FORMAT_MARKDOWN, "Bald &lt;zur\xC3\xBC"
                             "ck&gt;"},
    };
    files_t *t = *state;
    const sp_appearance_t *appearance = acme(t);
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", sp_format_info(rows[i].format)->name);
        assert_string_equal(
            pages_text(t, appearance, 404, rows[i].format, "de"), rows[i].text);
    }
}

static void the_reference_has_them_too(void **state)
{
    files_t *t = *state;
    sp_reference_t asked = {.language = "pt-BR", .base = "/status"};
    sp_page_t *page = NULL;

    assert_int_equal(
        sp_reference_make(&page, acme(t), &asked, t->pool, &t->err),
        APR_SUCCESS);
    pages_holds(page->plan->steps[0].text, "<p>J\xC3\xA1 j\xC3\xA1</p>");
}

/* A theme whose base has words: those, and its own before them. */
static void a_theme_takes_the_words_of_its_base(void **state)
{
    files_t *t = *state;
    const sp_catalog_t *standard = sp_loaded_standard(pages_loaded(t));
    const char *const *names;
    sp_theme_source_t source = {NULL, NULL, 0};
    sp_theme_t *theme = NULL;

    files_put(t, "base/theme.json",
              "{\"words\":{\"a\":{\"en\":\"base's a\"},"
              "\"b\":{\"en\":\"base's b\"}}}");
    files_put(t, "base/plain.txt", "x");
    files_put(t, "own/theme.json", "{\"words\":{\"b\":{\"en\":\"own b\"}}}");
    files_put(t, "own/plain.txt", "{{words.a}}{{words.b}}");
    source.base = load(t, "base");
    source.label_count = sp_catalog_labels(standard, t->pool, &source.labels);
    assert_int_equal(sp_theme_load(&theme, files_path(t, "own"), 0, &source,
                                   t->pool, &t->err),
                     APR_SUCCESS);
    assert_string_equal(sp_theme_word(theme, "a", "en"), "base's a");
    assert_string_equal(sp_theme_word(theme, "b", "en"), "own b");
    assert_int_equal(sp_theme_words(theme, t->pool, &names), 3);
}

static void a_language_that_the_others_have_is_missed(void **state)
{
    files_t *t = *state;
    const char *const *gaps;

    assert_int_equal(sp_theme_gaps(acme(t)->theme, &gaps), 2);
    pages_holds(gaps[0], "/theme.json:2:2: words.motto has no text in fr, as "
                         "others have");
    pages_holds(gaps[1], "/theme.json:4:2: words.hours has no text in de, en, "
                         "pt, pt-br, as others have");
}

static void a_shorter_tag_is_no_gap(void **state)
{
    files_t *t = *state;
    const char *const *gaps;

    files_put(t, "acme/theme.json",
              "{\"words\":{\"a\":{\"pt-BR\":\"x\",\"pt\":\"x\"},"
              "\"b\":{\"pt\":\"y\"}}}");
    files_put(t, "acme/plain.txt", "{{words.a}}{{words.b}}");
    assert_int_equal(sp_theme_gaps(load(t, "acme"), &gaps), 0);
}

static void what_no_word_can_be_is_refused_with_its_place(void **state)
{
    static const char *const rows[][2] = {
        {"\"motto\"", "1:2: \"words\" must be an object of words, as "
                      "{\"motto\": {\"en\": \"...\", \"de\": \"...\"}}"},
        {"{\n\"motto\": \"Soon\"}",
         "2:1: a word must be an object of languages and its texts; write "
         "{\"en\": \"...\", \"de\": \"...\"}"},
        {"{\n\"motto\": {}}",
         "2:1: a word must be an object of languages and its texts; write "
         "{\"en\": \"...\", \"de\": \"...\"}"},
        {"{\n\"the motto\": {\"en\": \"x\"}}",
         "2:1: a word's name is made of small letters, digits and _, and "
         "begins with a letter; {{words.NAME}} shows it"},
        {"{\"a.b\": {\"en\": \"x\"}}",
         "1:12: a word's name is made of small letters, digits and _, and "
         "begins with a letter; {{words.NAME}} shows it"},
        {"{\"a\": {\n\"english!\": \"x\"}}",
         "2:1: this is no language tag; write one as de or pt-BR"},
        {"{\"a\": {\"de\": \"x\",\n \"DE\": \"y\"}}",
         "2:2: the word has a text in this language already; write one of "
         "them"},
        {"{\"a\": {\n\"de\": 5}}",
         "2:1: a text must be a string; write it in quotes"},
        {"{\"a\": {\n\"de\": \" \"}}",
         "2:1: the text is empty; leave the language out, and its readers get "
         "English"},
        {"{\"a\": {\n\"de\": \"\\u001b[1m\"}}",
         "2:1: the text holds a control character; write words and line ends "
         "alone"},
    };
    files_t *t = *state;
    size_t i;

    files_put(t, "acme/plain.txt", "x");
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const sp_theme_t *theme;
        ROW("%s", rows[i][0]);
        files_put(t, "acme/theme.json",
                  apr_pstrcat(t->pool, "{\"words\": ", rows[i][0], "}", NULL));
        assert_int_not_equal(sp_loaded_theme(pages_loaded(t), &theme, "acme",
                                             files_path(t, "acme"), &t->err),
                             APR_SUCCESS);
        assert_string_equal(
            files_fault(t),
            apr_pstrcat(t->pool, "DIR/acme/theme.json:", rows[i][1], NULL));
    }
}

static void a_word_may_stand_where_a_label_may(void **state)
{
    static const char *const rows[][2] = {
        {"{{words.moto}}",
         "1:1: unknown name 'words.moto'; did you mean 'words.motto'?"},
        {"<style>a{content:\"{{words.motto}}\"}</style>",
         "1:19: 'words.motto' stands in a style sheet, "},
        {"<a href=\"{{words.motto}}\">x</a>",
         "1:10: 'words.motto' stands at the start of an address, "},
        {"{{#words}}x{{/words}}",
         "1:1: 'words' is a section in which short names "},
    };
    files_t *t = *state;
    size_t i;

    files_put(t, "acme/theme.json", MANIFEST);
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const sp_theme_t *theme;
        ROW("%s", rows[i][0]);
        files_put(t, "acme/page.html", rows[i][0]);
        assert_int_not_equal(sp_loaded_theme(pages_loaded(t), &theme, "acme",
                                             files_path(t, "acme"), &t->err),
                             APR_SUCCESS);
        pages_holds(files_fault(t), apr_pstrcat(t->pool, "DIR/acme/page.html:",
                                                rows[i][1], NULL));
    }
    files_put(t, "acme/page.html",
              "<title>{{words.motto}}</title><p title=\"{{words.hours}}\">");
    files_put(t, "acme/plain.txt", "{{{words.motto}}}"); /* no client's */
    load(t, "acme");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(a_word_is_in_the_readers_language_or_the_nearest),
        FILES_TEST(a_word_is_escaped_for_its_format),
        FILES_TEST(the_reference_has_them_too),
        FILES_TEST(a_theme_takes_the_words_of_its_base),
        FILES_TEST(a_language_that_the_others_have_is_missed),
        FILES_TEST(a_shorter_tag_is_no_gap),
        FILES_TEST(what_no_word_can_be_is_refused_with_its_place),
        FILES_TEST(a_word_may_stand_where_a_label_may),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
