/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What templates see of all that is known ahead: words, advice, paragraphs,
 * and variables, of which the strongest speaks. */
#include "rows.h"
#include "pages_helper.h"

#include "page/values.h"

/* What a template can say of everything that is known ahead. */
static const char *say(files_t *t, const sp_appearance_t *source,
                       const char *text, int code, const char *language)
{
    sp_appearance_t *appearance = apr_pmemdup(t->pool, source, sizeof(*source));
    sp_replacement_t *r = apr_pcalloc(t->pool, sizeof(*r));
    const char *name = apr_psprintf(t->pool, "say-%d.txt", t->names++);

    r->format = SP_FORMAT_TEXT;
    assert_int_equal(sp_loaded_template(pages_loaded(t), &r->theme, NULL,
                                        files_put(t, name, text),
                                        SP_FORMAT_TEXT, &t->err),
                     APR_SUCCESS);
    appearance->replacements = r;
    return pages_text(t, appearance, code, SP_FORMAT_TEXT, language);
}

static void templates_see_what_is_known_ahead(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);

    assert_string_equal(say(t, appearance, "{{status}} {{class}}", 404, "en"),
                        "404 4xx");
    assert_string_equal(say(t, appearance, "{{status}} {{class}}", 499, "en"),
                        "499 4xx");
    assert_string_equal(say(t, appearance,
                            "{{message}}|{{code}}|{{language}}|{{dir}}", 404,
                            "de"),
                        "Nicht gefunden|Not Found|de|ltr");
    assert_string_equal(say(t, appearance, "{{theme}} {{catalog}}", 404, "en"),
                        "default standard");
    assert_string_equal(say(t, appearance, "{{labels.request_id}}", 404, "en"),
                        "Request ID");
    assert_string_equal(say(t, appearance, "{{^logo}}none{{/logo}}", 404, "en"),
                        "none");
    assert_string_equal(say(t, appearance,
                            "{{#mixed}}mixed{{/mixed}}{{text_language}}", 404,
                            "de"),
                        "de");
    assert_string_equal(say(t, pages_english_appearance(t),
                            "{{#mixed}}mixed {{/mixed}}{{text_language}}", 404,
                            "de"),
                        "mixed en");
}

static void the_retry_advice_is_a_word_and_three_booleans(void **state)
{
    static const char text[] = "{{#retry}}{{retry}}:{{/retry}}"
                               "{{#retry.modify}}M{{/retry.modify}}"
                               "{{#retry.later}}L{{/retry.later}}"
                               "{{#retry.after}}A{{/retry.after}}"
                               "{{^retry}}none{{/retry}}";
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    int code;

    for (code = 400; code < 600; code++) {
        ROW("code %d", code);
        static const char *const wanted[] = {
            [SP_RETRY_NONE] = "none",
            [SP_RETRY_MODIFY] = "modify:M",
            [SP_RETRY_LATER] = "later:L",
            [SP_RETRY_AFTER] = "after:A",
        };
        sp_retry_t retry = sp_appearance_entry(appearance, code, "en").retry;
        if (code % 29 == 0 || code == 429) {
            assert_string_equal(say(t, appearance, text, code, "en"),
                                wanted[retry]);
        }
    }
}

static void paragraphs_are_split_at_empty_lines(void **state)
{
    static const struct {
        const char *description;
        const char *shown;
    } rows[] = {
        {"One.", "[One.]"},
        {"One.\n\nTwo.", "[One.][Two.]"},
        {"One\nline.\n\nTwo.", "[One\nline.][Two.]"},
        {"\n\nOne.\n\n\n\nTwo.\n\n", "[One.][Two.]"},
        {"", ""},
        {"\n\n\n", ""},
        {"One.\n", "[One.\n]"},
    };
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_message_t m = {NULL, 404, NULL, "x", NULL, NULL};
    size_t i;

    appearance->messages = &m;
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].description);
        m.description = rows[i].description;
        assert_string_equal(say(t, appearance,
                                "{{#paragraphs}}[{{.}}]{{/paragraphs}}", 404,
                                "en"),
                            rows[i].shown);
    }
}

/* Where support has a query of its own, nothing may be put behind it. */
static void a_mail_to_support_is_about_the_site_and_the_code(void **state)
{
    static const struct {
        const char *support, *name, *subject;
    } rows[] = {
        {"mailto:help@example.com", "Example Shop", "Example%20Shop%20404"},
        {"MAILTO:help@example.com", "A&B", "A%26B%20404"},
        {"mailto:help@example.com", "", "404"},
        {"mailto:help@example.com", NULL, "404"},
        {"mailto:help@example.com?subject=x", "Example Shop", "none"},
        {"mailto:help@example.com#x", "Example Shop", "none"},
        {"https://example.com/help", "Example Shop", "none"},
        {"/help", "Example Shop", "none"},
        {NULL, "Example Shop", "none"},
    };
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        sp_var_t name = pages_var(NULL, "name", rows[i].name);
        sp_var_t support =
            pages_var(rows[i].name ? &name : NULL, "support", rows[i].support);

        ROW("%s, %s", rows[i].support, rows[i].name);
        appearance->vars = rows[i].support != NULL ? &support : &name;
        assert_string_equal(say(t, appearance,
                                "{{support_subject}}{{^support_subject}}none"
                                "{{/support_subject}}",
                                404, "en"),
                            rows[i].subject);
    }
}

static void a_variable_is_the_strongest_that_is_set(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_var_t outer = pages_var(NULL, "name", "outer");
    sp_var_t home = pages_var(&outer, "home", "/");
    sp_var_t inner = pages_var(&home, "name", "inner");
    sp_var_t none = pages_var(&inner, "name", "");
    static const char text[] = "{{vars.name}}{{^vars.name}}-{{/vars.name}} "
                               "{{vars.home}}";

    appearance->vars = &home;
    assert_string_equal(say(t, appearance, text, 404, "en"), "outer /");
    appearance->vars = &inner;
    assert_string_equal(say(t, appearance, text, 404, "en"), "inner /");
    appearance->vars = &none; /* set to nothing, to be rid of it */
    assert_string_equal(say(t, appearance, text, 404, "en"), "- /");
}

static void a_live_variable_is_filled_at_the_request(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_var_t name = pages_var(NULL, "name", "%{HTTP_HOST}");
    sp_facts_t facts = {{NULL}};
    sp_page_t *page;

    name.fact = SP_FACT_COUNT + 3;
    appearance->vars = &name;
    page = pages_make(t, appearance, 404, SP_FORMAT_HTML, "en");
    assert_true(SP_PLAN_READS(page->plan, SP_FACT_COUNT + 3));
    facts.value[SP_FACT_COUNT + 3] = "<b>shop";
    pages_holds(pages_fill(page, &facts, t->pool),
                "<span>&lt;b&gt;shop</span>");
    pages_lacks(pages_fill(page, NULL, t->pool), "class=\"brand\"");
}

/* A theme's own variable: its default, and what the administrator says. */
static void a_declared_variable_has_its_default_until_it_is_set(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    sp_var_t own = pages_var(NULL, "tagline", "Hello");
    const sp_theme_t *theme = NULL;
    sp_appearance_t *appearance;

    files_put(t, "acme/theme.json", "{\"vars\":{\"tagline\":\"Default\"}}");
    files_put(t, "acme/plain.txt", "{{vars.tagline}}");
    assert_int_equal(
        sp_loaded_theme(loaded, &theme, "acme", files_path(t, "acme"), &t->err),
        APR_SUCCESS);
    appearance =
        sp_appearance_create(t->pool, theme, sp_loaded_standard(loaded));
    assert_string_equal(pages_text(t, appearance, 404, SP_FORMAT_TEXT, "en"),
                        "Default");
    appearance->vars = &own;
    assert_string_equal(pages_text(t, appearance, 404, SP_FORMAT_TEXT, "en"),
                        "Hello");
}

/* A member by its dotted name. */
static int has(const sp_value_t *value, const char *name, apr_pool_t *pool)
{
    char *state;
    char *words = apr_pstrdup(pool, name);
    char *word;

    for (word = apr_strtok(words, ".", &state); word != NULL && value != NULL;
         word = apr_strtok(NULL, ".", &state)) {
        value = sp_value_get(value, word);
    }
    return value != NULL;
}

/* The values that one filler sets. */
static sp_value_t *filled_by(files_t *t, sp_filler_t filler)
{
    sp_value_t *object = sp_value_object(t->pool);
    sp_appearance_t *appearance = pages_appearance(t);
    sp_entry_t entry = sp_appearance_entry(appearance, 404, "en");

    switch (filler) {
    case SP_FILLER_FACTS:
        sp_values_facts(object, t->pool);
        break;
    case SP_FILLER_ENTRY:
        sp_values_entry(object, appearance, 404, &entry, t->pool);
        break;
    case SP_FILLER_LANGUAGE:
        sp_values_language(object, "en", "en", t->pool);
        break;
    case SP_FILLER_LABELS:
        sp_values_labels(object, appearance, "en", t->pool);
        break;
    case SP_FILLER_WORDS:
        sp_values_words(object, appearance, "en", t->pool);
        break;
    case SP_FILLER_FILES:
        sp_values_files(object, appearance->theme, t->pool);
        break;
    default:
        sp_values_brand(object, appearance, t->pool);
    }
    return object;
}

/* The vocabulary's table is what the checks of a template go by: a name that
 * nobody fills would be nothing, silently. */
static void each_name_is_filled_where_the_table_says(void **state)
{
    files_t *t = *state;
    int count, i, filler;
    const sp_name_t *table = sp_vocabulary_table(&count);

    for (filler = SP_FILLER_FACTS; filler <= SP_FILLER_BRAND; filler++) {
        const sp_value_t *object = filled_by(t, (sp_filler_t)filler);

        for (i = 0; i < count; i++) {
            ROW("%s, filler %d", table[i].name, filler);
            assert_int_equal(has(object, table[i].name, t->pool),
                             (int)table[i].filler == filler);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(templates_see_what_is_known_ahead),
        FILES_TEST(the_retry_advice_is_a_word_and_three_booleans),
        FILES_TEST(each_name_is_filled_where_the_table_says),
        FILES_TEST(paragraphs_are_split_at_empty_lines),
        FILES_TEST(a_mail_to_support_is_about_the_site_and_the_code),
        FILES_TEST(a_variable_is_the_strongest_that_is_set),
        FILES_TEST(a_live_variable_is_filled_at_the_request),
        FILES_TEST(a_declared_variable_has_its_default_until_it_is_set),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
