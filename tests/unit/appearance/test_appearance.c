/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What an appearance says of a code: messages of the administrator's own, for
 * this language and then for any, the catalogue, and words that suit the class.
 */
#include "rows.h"
#include "pages_helper.h"

static sp_message_t own(const sp_message_t *next, int code,
                        const char *language, const char *message,
                        const char *description)
{
    sp_message_t m = {next, code, language, message, description, NULL};

    return m;
}

static void a_new_appearance_offers_every_format_and_language(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    int i;

    assert_int_equal(appearance->format_count, SP_FORMAT_COUNT);
    for (i = 0; i < SP_FORMAT_COUNT; i++) {
        ROW("format %d", i);
        assert_int_equal(appearance->formats[i], i);
    }
    assert_true(appearance->language_count >= 10);
    assert_string_equal(appearance->languages[0], "en");
    assert_null(appearance->messages);
    assert_null(appearance->replacements);
    assert_null(appearance->vars);
    assert_null(appearance->logo);
    assert_null(appearance->reference);
}

static void the_catalogue_speaks_where_the_administrator_is_silent(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_entry_t en = sp_appearance_entry(appearance, 404, "en");
    sp_entry_t de = sp_appearance_entry(appearance, 404, "de");

    assert_string_equal(en.message, "Not Found");
    assert_string_equal(en.language, "en");
    assert_string_not_equal(en.description, "");
    assert_string_equal(de.language, "de");
    assert_string_not_equal(de.message, en.message);
    assert_int_equal(de.retry, en.retry);
}

static void a_message_for_the_language_goes_before_one_for_any(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_message_t m[4];
    sp_entry_t e;

    m[3] = own(NULL, 404, "de", "too weak", "too weak");
    m[2] = own(&m[3], 404, "de", "Verschwunden", "Es war einmal.");
    m[1] = own(&m[2], 404, NULL, "Vanished", NULL);
    m[0] = own(&m[1], 403, NULL, "another code", NULL);
    appearance->messages = m;
    e = sp_appearance_entry(appearance, 404, "de");
    assert_string_equal(e.message, "Verschwunden");
    assert_string_equal(e.description, "Es war einmal.");
    assert_string_equal(e.language, "de");
    e = sp_appearance_entry(appearance, 404, "DE");
    assert_string_equal(e.message, "Verschwunden");
    e = sp_appearance_entry(appearance, 404, "en");
    assert_string_equal(e.message, "Vanished");
    assert_string_equal(e.language, "en");
    e = sp_appearance_entry(appearance, 404, "fr");
    assert_string_equal(e.message, "Vanished");
    e = sp_appearance_entry(appearance, 403, "de");
    assert_string_equal(e.message, "another code");
}

/* A program that looks for a code finds one word, whoever reads the page. */
static void a_program_gets_the_message_for_any_language(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_message_t m[4];

    m[3] = own(NULL, 410, "de", "Fort", NULL);
    m[2] = own(&m[3], 403, "en", "Members only", NULL);
    m[1] = own(&m[2], 404, NULL, "Vanished", NULL);
    m[0] = own(&m[1], 404, "en", "Not here", NULL);
    appearance->messages = m;
    assert_string_equal(sp_appearance_code(appearance, 404).message,
                        "Vanished");
    assert_string_equal(sp_appearance_code(appearance, 403).message,
                        "Members only");
    assert_string_equal(sp_appearance_code(appearance, 410).message, "Gone");
    assert_string_equal(sp_appearance_code(appearance, 404).language, "en");
    assert_string_equal(sp_appearance_code(appearance, 403).language, "en");
}

static void of_two_messages_for_any_language_the_first_wins(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_message_t m[2];

    m[1] = own(NULL, 404, NULL, "outer", "outer");
    m[0] = own(&m[1], 404, NULL, "inner", NULL);
    appearance->messages = m;
    assert_string_equal(sp_appearance_entry(appearance, 404, "en").message,
                        "inner");
    /* the description is not taken from the weaker one */
    assert_string_not_equal(
        sp_appearance_entry(appearance, 404, "en").description, "outer");
}

static void what_a_message_leaves_out_is_the_catalogues(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_entry_t before = sp_appearance_entry(appearance, 429, "en");
    sp_message_t m = own(NULL, 429, NULL, "Slow down", NULL);
    sp_entry_t e;

    appearance->messages = &m;
    e = sp_appearance_entry(appearance, 429, "en");
    assert_string_equal(e.message, "Slow down");
    assert_string_equal(e.description, before.description);
    assert_int_equal(e.retry, before.retry);
    m.description = "";
    e = sp_appearance_entry(appearance, 429, "en");
    assert_string_equal(e.description, "");
}

/* Over a catalogue that has English alone. */
static void
a_message_for_a_language_makes_the_text_of_that_language(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    sp_appearance_t *appearance = pages_appearance(t);
    sp_message_t m = own(NULL, 404, NULL, "Nicht da", "Weg.");

    assert_int_equal(sp_loaded_catalog(loaded, &appearance->catalog,
                                       "cloud-api", "cloud-api", &t->err),
                     APR_SUCCESS);
    assert_string_equal(sp_appearance_entry(appearance, 404, "de").language,
                        "en");
    appearance->messages = &m;
    assert_string_equal(sp_appearance_entry(appearance, 404, "de").language,
                        "en");
    m.language = "de";
    assert_string_equal(sp_appearance_entry(appearance, 404, "de").language,
                        "de");
}

static void a_message_for_another_language_does_not_speak(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_message_t m = own(NULL, 404, "fr", "Perdu", NULL);

    appearance->messages = &m;
    assert_string_equal(sp_appearance_entry(appearance, 404, "en").message,
                        "Not Found");
    assert_string_equal(sp_appearance_entry(appearance, 404, "fr").message,
                        "Perdu");
}

/* Codes that no table has: what is said must be true of any of the class. */
static void an_unknown_code_gets_the_words_of_its_class(void **state)
{
    static const struct {
        int code;
        const char *message;
        const char *start; /* of the description */
    } rows[] = {
        {455, "Client error", "The server could not accept this request."},
        {490, "Client error", "The server could not accept this request."},
        {555, "Server error", "The server could not complete this request."},
        {597, "Server error", "The server could not complete this request."},
        {350, "Redirection", ""},
        {299, "Success", ""},
        {199, "Information", ""},
    };
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%d", rows[i].code);
        sp_entry_t e = sp_appearance_entry(appearance, rows[i].code, "en");
        assert_null(sp_catalog_entry(appearance->catalog, rows[i].code, "en"));
        assert_string_equal(e.message, rows[i].message);
        assert_int_equal(
            strncmp(e.description, rows[i].start, strlen(rows[i].start)), 0);
        assert_int_equal(*e.description == '\0', *rows[i].start == '\0');
        assert_int_equal(e.retry, SP_RETRY_NONE);
        assert_string_equal(e.language, "en");
    }
}

static void an_unknown_code_speaks_each_language(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    int i;

    for (i = 1; i < appearance->language_count; i++) {
        ROW("%s", appearance->languages[i]);
        sp_entry_t e =
            sp_appearance_entry(appearance, 555, appearance->languages[i]);
        assert_string_equal(e.language, appearance->languages[i]);
        assert_string_not_equal(e.message, "Server error");
        assert_string_not_equal(e.description, "");
    }
}

static void an_own_message_gives_an_unknown_code_its_words(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_message_t m = own(NULL, 455, NULL, "Out of tea", "Sorry.");
    sp_entry_t e;

    appearance->messages = &m;
    e = sp_appearance_entry(appearance, 455, "en");
    assert_string_equal(e.message, "Out of tea");
    assert_string_equal(e.description, "Sorry.");
    assert_string_equal(sp_appearance_entry(appearance, 456, "en").message,
                        "Client error");
}

static void the_strongest_variable_is_the_first(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_var_t outer = pages_var(NULL, "name", "outer");
    sp_var_t other = pages_var(&outer, "home", "/");
    sp_var_t inner = pages_var(&other, "name", "inner");

    assert_null(sp_appearance_var(appearance, "name"));
    appearance->vars = &inner;
    assert_ptr_equal(sp_appearance_var(appearance, "name"), &inner);
    assert_ptr_equal(sp_appearance_var(appearance, "home"), &other);
    assert_null(sp_appearance_var(appearance, "Name"));
    assert_null(sp_appearance_var(appearance, "support"));
}

static void a_catalogue_set_later_brings_its_languages(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    sp_appearance_t *appearance = sp_appearance_create(
        t->pool, sp_loaded_default_theme(loaded), sp_loaded_standard(loaded));
    const char *path = files_put(t, "x.json",
                                 "{\"name\":\"x\",\"language\":\"tlh\","
                                 "\"codes\":{\"404\":{\"message\":\"m\"}}}");
    int before = appearance->language_count;

    assert_int_equal(
        sp_loaded_catalog(loaded, &appearance->catalog, path, path, &t->err),
        APR_SUCCESS);
    sp_appearance_all_languages(appearance, t->pool);
    assert_int_equal(appearance->language_count, before + 1);
    assert_string_equal(appearance->languages[0], "tlh");
}

static void a_code_without_words_has_no_place_in_a_reference(void **state)
{
    static const struct {
        const char *reference;
        int code;
        const char *url;
    } cases[] = {
        {NULL, 404, NULL},
        {"/status/", 404, "/status/404"},
        {"/status/", 418, "/status/418?all"}, /* only extended */
        {"/status/", 455, "/status/455"},     /* the administrator's own */
        {"/status/", 456, NULL},
        {"/", 404, "/404"},
        {"https://a.example/e#{code}", 404, "https://a.example/e#404"},
        {"https://a.example/e#{code}", 418, "https://a.example/e#418"},
        {"https://a.example/e#{code}", 456, NULL},
        {"/{code}/x/{code}?y", 404, "/404/x/404?y"},
    };
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    sp_appearance_t *appearance = pages_appearance(t);
    sp_message_t m = own(NULL, 455, "de", "Kein Tee", NULL);
    size_t i;

    assert_int_equal(sp_loaded_catalog(loaded, &appearance->catalog,
                                       "cloud-core", "cloud-core", &t->err),
                     APR_SUCCESS);
    appearance->messages = &m;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s %d", cases[i].reference, cases[i].code);
        const char *url;

        appearance->reference = cases[i].reference;
        url = sp_appearance_reference(appearance, cases[i].code, t->pool);
        if (cases[i].url == NULL) {
            assert_null(url);
        }
        else {
            assert_string_equal(url, cases[i].url);
        }
    }
}

static void a_title_is_the_catalogue_s_or_a_label(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    sp_appearance_t *appearance = pages_appearance(t);
    sp_title_t title = sp_appearance_title(appearance, "de");

    assert_string_equal(title.text, "HTTP-Statuscodes");
    assert_string_equal(title.language, "de");
    assert_int_equal(sp_loaded_catalog(loaded, &appearance->catalog,
                                       "cloud-core", "cloud-core", &t->err),
                     APR_SUCCESS);
    title = sp_appearance_title(appearance, "de");
    assert_string_equal(title.text, "Status codes of the core API");
    assert_string_equal(title.language, "en");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(a_new_appearance_offers_every_format_and_language),
        FILES_TEST(the_catalogue_speaks_where_the_administrator_is_silent),
        FILES_TEST(a_message_for_the_language_goes_before_one_for_any),
        FILES_TEST(a_program_gets_the_message_for_any_language),
        FILES_TEST(of_two_messages_for_any_language_the_first_wins),
        FILES_TEST(what_a_message_leaves_out_is_the_catalogues),
        FILES_TEST(a_message_for_a_language_makes_the_text_of_that_language),
        FILES_TEST(a_message_for_another_language_does_not_speak),
        FILES_TEST(an_unknown_code_gets_the_words_of_its_class),
        FILES_TEST(an_unknown_code_speaks_each_language),
        FILES_TEST(an_own_message_gives_an_unknown_code_its_words),
        FILES_TEST(the_strongest_variable_is_the_first),
        FILES_TEST(a_catalogue_set_later_brings_its_languages),
        FILES_TEST(a_code_without_words_has_no_place_in_a_reference),
        FILES_TEST(a_title_is_the_catalogue_s_or_a_label),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
