/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pages: every code in every format renders and is well formed, in every
 * language, and own templates stand where they were put.
 * That all formats tell the same is in test_page_facts.c, what
 * templates see in test_page_values.c, the headers in test_page_headers.c. */
#include "rows.h"
#include "pages_helper.h"

/* Languages of different scripts; those that are not built in are skipped. */
static const char *const sample[] = {"en", "de", "ja", "ar"};
#define SAMPLE (sizeof(sample) / sizeof(sample[0]))

static int offers(const sp_appearance_t *appearance, const char *language)
{
    int i;

    for (i = 0; i < appearance->language_count; i++) {
        if (strcmp(appearance->languages[i], language) == 0) {
            return 1;
        }
    }
    return 0;
}

/* Whether each tag of XML, or of such HTML, is closed in order and each "&"
 * starts a reference. Enough to see a text that left its place. */
static const char *xml_fault(const char *text, apr_pool_t *pool)
{
    apr_array_header_t *open = apr_array_make(pool, 8, sizeof(char *));
    const char *p;

    for (p = text; *p != '\0'; p++) {
        size_t n;
        if (*p == '&' && p[1 + strspn(p + 1, "#abcdefghijklmnopqrstuvwxyz"
                                             "0123456789ABCDEF")] != ';') {
            return p;
        }
        if (*p != '<') {
            continue;
        }
        n = strcspn(p, ">");
        if (p[n] == '\0' || memchr(p + 1, '<', n - 1) != NULL) {
            return p;
        }
        if (p[1] == '/') {
            const char **top = apr_array_pop(open);
            if (top == NULL || strlen(*top) != n - 2 ||
                strncmp(*top, p + 2, n - 2) != 0) {
                return p;
            }
        }
        else if (p[1] != '?' && p[1] != '!' && p[n - 1] != '/') {
            APR_ARRAY_PUSH(open, const char *) =
                apr_pstrndup(pool, p + 1, strcspn(p + 1, " \n>"));
        }
        p += n;
    }
    return open->nelts == 0 ? NULL : "a tag is left open";
}

static void check_format(const char *text, sp_format_t format, apr_pool_t *pool)
{
    const char *fault;

    assert_string_not_equal(text, "");
    assert_null(strstr(text, "{{"));
    if (format == SP_FORMAT_JSON) {
        pages_json(text, pool);
    }
    else if (format == SP_FORMAT_XML) {
        fault = xml_fault(text, pool);
        if (fault != NULL) {
            fail_msg("not well formed at %.40s in\n%s", fault, text);
        }
    }
}

/* Without facts and with all of them. */
static void check_page(const sp_page_t *page, sp_format_t format,
                       apr_pool_t *pool)
{
    sp_facts_t facts = {{NULL}};
    int i;

    check_format(pages_fill(page, NULL, pool), format, pool);
    for (i = 0; i < SP_FACT_COUNT; i++) {
        facts.value[i] = "1<2&\"'\\";
    }
    facts.value[SP_FACT_RETRY_AFTER] = "120";
    check_format(pages_fill(page, &facts, pool), format, pool);
}

static void every_code_renders_in_every_format(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    size_t k;
    int code, format;

    for (k = 0; k < SAMPLE; k++) {
        ROW("%s", sample[k]);
        for (code = 400; offers(appearance, sample[k]) && code < 600; code++) {
            ROW("code %d", code);
            for (format = 0; format < SP_FORMAT_COUNT; format++) {
                ROW("%s", sp_format_info((sp_format_t)format)->name);
                sp_page_t *page = NULL;
                apr_pool_t *pool;
                apr_pool_create(&pool, t->pool);
                if (sp_page_make(&page, appearance, code, (sp_format_t)format,
                                 sample[k], pool, &t->err) != APR_SUCCESS) {
                    fail_msg("%d %d %s: %s", code, format, sample[k],
                             sp_error_text(&t->err, t->pool));
                }
                check_page(page, (sp_format_t)format, pool);
                apr_pool_destroy(pool);
            }
        }
    }
}

static void every_language_renders_in_every_format(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    int i, format;

    for (i = 0; i < appearance->language_count; i++) {
        ROW("%s", appearance->languages[i]);
        for (format = 0; format < SP_FORMAT_COUNT; format++) {
            ROW("%s", sp_format_info((sp_format_t)format)->name);
            sp_page_t *page =
                pages_make(t, appearance, 429, (sp_format_t)format,
                           appearance->languages[i]);
            check_page(page, (sp_format_t)format, t->pool);
            assert_string_equal(page->content_language,
                                appearance->languages[i]);
        }
    }
}

/* libxml2 is the judge of a few; without its command there is none. */
static void xmllint_finds_no_fault_in_the_xml(void **state)
{
    static const char hostile[] = "]]>\x01\xFF\xEF\xBF\xBE<!--&#0;";
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_facts_t facts = {{NULL}};
    const char *path;
    int i;

    if (system("xmllint --version >/dev/null 2>&1") != 0) {
        rows_skip("xmllint", "Debian: libxml2-utils, or \"make deps\"");
    }
    for (i = 0; i < SP_FACT_COUNT; i++) {
        facts.value[i] = hostile;
    }
    facts.value[SP_FACT_RETRY_AFTER] = "1";
    path = files_put(
        t, "page.xml",
        pages_fill(pages_make(t, appearance, 429, SP_FORMAT_XML, "de"), &facts,
                   t->pool));
    assert_int_equal(
        system(apr_pstrcat(t->pool, "xmllint --noout ", path, NULL)), 0);
}

static void a_page_whose_words_differ_in_language_says_so(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_english_appearance(t);
    sp_page_t *page = pages_make(t, appearance, 404, SP_FORMAT_HTML, "de");
    const char *html = pages_fill(page, NULL, t->pool);

    assert_string_equal(page->content_language, "de, en");
    pages_holds(html, "<html lang=\"de\" dir=\"ltr\"");
    pages_holds(html, " lang=\"en\" dir=\"ltr\">NotFound<");
    assert_string_equal(
        pages_make(t, appearance, 404, SP_FORMAT_TEXT, "de")->content_language,
        "de, en");
    assert_string_equal(pages_make(t, appearance, 404, SP_FORMAT_MARKDOWN, "de")
                            ->content_language,
                        "de, en");
}

/* They have no words of their own. */
static void data_is_in_the_language_of_its_text(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_english_appearance(t);
    sp_page_t *page = pages_make(t, appearance, 404, SP_FORMAT_JSON, "de");

    assert_string_equal(page->content_language, "en");
    assert_string_equal(
        pages_member(pages_json(pages_fill(page, NULL, t->pool), t->pool),
                     "language"),
        "en");
    page = pages_make(t, appearance, 404, SP_FORMAT_XML, "de");
    assert_string_equal(page->content_language, "en");
    pages_holds(pages_fill(page, NULL, t->pool), "xml:lang=\"en\"");
}

static void
a_code_from_the_extended_catalogue_is_in_the_readers_language(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_english_appearance(t);
    sp_page_t *page = pages_make(t, appearance, 418, SP_FORMAT_HTML, "de");

    assert_string_equal(page->content_language, "de");
    pages_lacks(pages_fill(page, NULL, t->pool), "<p class=\"text\" lang=");
}

static void a_language_from_right_to_left_says_so(void **state)
{
    static const char *const tags[] = {"ar", "fa", "he"};
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    size_t i;

    for (i = 0; i < 3; i++) {
        ROW("%s", tags[i]);
        if (offers(appearance, tags[i])) {
            pages_holds(pages_text(t, appearance, 404, SP_FORMAT_HTML, tags[i]),
                        apr_psprintf(t->pool, "<html lang=\"%s\" dir=\"rtl\"",
                                     tags[i]));
        }
    }
}

/* Text without markup has no other way to keep "/shop/42" in one piece. */
static void values_in_text_from_right_to_left_are_isolated(void **state)
{
    static const sp_format_t formats[] = {SP_FORMAT_TEXT, SP_FORMAT_MARKDOWN};
    static const char *const tags[] = {"ar", "fa", "he", "en"};
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_facts_t facts = {{[SP_FACT_URI] = "/shop/42"}};
    size_t i, f;

    for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        for (f = 0; f < 2; f++) {
            ROW("%s %d", tags[i], (int)f);
            const char *text =
                pages_fill(pages_make(t, appearance, 404, formats[f], tags[i]),
                           &facts, t->pool);
            (i < 3 ? pages_holds
                   : pages_lacks)(text, "\xE2\x81\xA8/shop/42\xE2\x81\xA9\n");
            pages_lacks(text, "\xEF\xBF\xBD");
        }
    }
}

/* The appearance's own template for a format, and for some codes. */
static void an_own_template_replaces_one_format_for_its_codes(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    sp_appearance_t *appearance = sp_appearance_create(
        t->pool, sp_loaded_default_theme(loaded), sp_loaded_standard(loaded));
    sp_codes_t only = {{0}};
    sp_replacement_t all = {NULL, SP_FORMAT_TEXT, NULL, NULL, 0};
    sp_replacement_t some = {&all, SP_FORMAT_TEXT, &only, NULL, 0};

    sp_codes_add(&only, "404", t->pool);
    sp_loaded_template(loaded, &some.theme, NULL,
                       files_put(t, "a.txt", "some {{status}}"), SP_FORMAT_TEXT,
                       &t->err);
    sp_loaded_template(loaded, &all.theme, NULL,
                       files_put(t, "b.txt", "all {{status}}"), SP_FORMAT_TEXT,
                       &t->err);
    appearance->replacements = &some;
    assert_string_equal(pages_text(t, appearance, 404, SP_FORMAT_TEXT, "en"),
                        "some 404");
    assert_string_equal(pages_text(t, appearance, 403, SP_FORMAT_TEXT, "en"),
                        "all 403");
    pages_holds(pages_text(t, appearance, 404, SP_FORMAT_HTML, "en"),
                "<!doctype");
    pages_lacks(pages_text(t, appearance, 404, SP_FORMAT_MARKDOWN, "en"),
                "some");
}

/* What brand.h lets through as a relative path must stay one. */
static void a_link_can_not_become_a_script_by_a_reference(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_var_t home = pages_var(NULL, "home", "&#106;avascript:alert(1)");
    int format;

    appearance->vars = &home;
    pages_holds(pages_text(t, appearance, 404, SP_FORMAT_HTML, "en"),
                "href=\"&amp;#106;avascript:");
    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        ROW("%s", sp_format_info((sp_format_t)format)->name);
        if (format != SP_FORMAT_TEXT) {
            pages_lacks(
                pages_text(t, appearance, 404, (sp_format_t)format, "en"),
                "](&#106;");
            pages_lacks(
                pages_text(t, appearance, 404, (sp_format_t)format, "en"),
                "\"&#106;");
        }
    }
}

static void a_logo_is_shown_in_html(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);

    appearance->logo = "data:image/png;base64,AAAA";
    pages_holds(pages_text(t, appearance, 404, SP_FORMAT_HTML, "en"),
                "src=\"data:image/png;base64,AAAA\"");
    pages_holds(pages_make(t, appearance, 404, SP_FORMAT_HTML, "en")->csp,
                "img-src data:");
}

static void the_reference_is_the_type_where_there_is_one(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    static const char url[] = "https://api.example.com/status/404";
    int format;

    assert_string_equal(
        pages_member(
            pages_json(pages_text(t, appearance, 404, SP_FORMAT_JSON, "en"),
                       t->pool),
            "type"),
        "about:blank");
    pages_holds(pages_text(t, appearance, 404, SP_FORMAT_XML, "en"),
                "<type>about:blank</type>");
    appearance->reference = "https://api.example.com/status/";
    assert_string_equal(
        pages_member(
            pages_json(pages_text(t, appearance, 404, SP_FORMAT_JSON, "en"),
                       t->pool),
            "type"),
        url);
    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        ROW("%s", sp_format_info((sp_format_t)format)->name);
        sp_escape_t kind = sp_format_info((sp_format_t)format)->escape;
        pages_holds(pages_text(t, appearance, 404, (sp_format_t)format, "en"),
                    pages_escaped(t->pool, kind, url));
    }
}

/* The default appearance with a catalogue that documents 404 elsewhere. */
static sp_appearance_t *with_documentation(files_t *t, const char *url)
{
    sp_loaded_t *loaded = pages_loaded(t);
    sp_appearance_t *appearance = pages_appearance(t);
    const char *path;

    files_put(t, "own.json",
              apr_psprintf(t->pool,
                           "{\"name\":\"own\",\"language\":\"en\",\"codes\":{"
                           "\"404\":{\"message\":\"Lost\",\"url\":\"%s\"}}}",
                           url));
    path = apr_pstrcat(t->pool, t->folder, "/own.json", NULL);
    if (sp_loaded_catalog(loaded, &appearance->catalog, path, path, &t->err) !=
        APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    return appearance;
}

static void documentation_of_its_own_is_linked(void **state)
{
    static const char url[] = "https://docs.example.com/e?a=1&b=2";
    static const char *const around[SP_FORMAT_COUNT] = {
        [SP_FORMAT_HTML] = "<a class=\"go\" href=\"%s\">Dokumentation</a>",
        [SP_FORMAT_JSON] = "\n  \"documentation\": \"%s\",\n",
        [SP_FORMAT_XML] = "\n  <documentation>%s</documentation>\n",
        [SP_FORMAT_TEXT] = "\nDokumentation: %s\n",
        [SP_FORMAT_MARKDOWN] = "\n- [Dokumentation](%s)\n",
    };
    files_t *t = *state;
    sp_appearance_t *appearance = with_documentation(t, url);
    int f;

    for (f = 0; f < SP_FORMAT_COUNT; f++) {
        ROW("%s", sp_format_info((sp_format_t)f)->name);
        sp_escape_t kind = sp_format_info((sp_format_t)f)->escape;
        const char *page = pages_text(t, appearance, 404, (sp_format_t)f, "de");

        pages_holds(page, apr_psprintf(t->pool, around[f],
                                       pages_escaped(t->pool, kind, url)));
        page = pages_text(t, appearance, 403, (sp_format_t)f, "de");
        pages_lacks(page, "okumentation");
        pages_lacks(page, "documentation");
    }
}

static void a_fault_while_rendering_makes_no_page(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    sp_appearance_t *appearance = pages_appearance(t);
    sp_replacement_t r = {NULL, SP_FORMAT_TEXT, NULL, NULL, 0};
    sp_page_t *page = NULL;
    char *big = apr_palloc(t->pool, 1024 * 1024 + 1);

    /* sixteen texts of a megabyte do not fit into a plan */
    memset(big, 'x', 1024 * 1024);
    big[1024 * 1024] = '\0';
    files_put(t, "big.txt", big);
    assert_int_equal(
        sp_loaded_template(
            loaded, &r.theme, NULL,
            files_put(t, "all.txt",
                      "{{>big}}{{>big}}{{>big}}{{>big}}{{>big}}{{>big}}"
                      "{{>big}}{{>big}}{{>big}}{{>big}}{{>big}}{{>big}}"
                      "{{>big}}{{>big}}{{>big}}{{>big}}{{>big}}{{>big}}"),
            SP_FORMAT_TEXT, &t->err),
        APR_SUCCESS);
    appearance->replacements = &r;
    assert_int_not_equal(sp_page_make(&page, appearance, 404, SP_FORMAT_TEXT,
                                      "en", t->pool, &t->err),
                         APR_SUCCESS);
    assert_null(page);
    assert_non_null(t->err.msg);
}

static void plain_http_on_a_tls_port_is_told_as_that(void **state)
{
    files_t *t = *state;
    const char *text = pages_text(t, pages_english_appearance(t),
                                  SP_CODE_PLAIN_HTTP, SP_FORMAT_TEXT, "en");

    pages_holds(text, "HTTP Request Sent to HTTPS Port");
    pages_holds(text, "400");
    pages_lacks(text, "497");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(every_code_renders_in_every_format),
        FILES_TEST(every_language_renders_in_every_format),
        FILES_TEST(xmllint_finds_no_fault_in_the_xml),
        FILES_TEST(a_page_whose_words_differ_in_language_says_so),
        FILES_TEST(data_is_in_the_language_of_its_text),
        FILES_TEST(
            a_code_from_the_extended_catalogue_is_in_the_readers_language),
        FILES_TEST(a_language_from_right_to_left_says_so),
        FILES_TEST(values_in_text_from_right_to_left_are_isolated),
        FILES_TEST(an_own_template_replaces_one_format_for_its_codes),
        FILES_TEST(a_link_can_not_become_a_script_by_a_reference),
        FILES_TEST(a_logo_is_shown_in_html),
        FILES_TEST(documentation_of_its_own_is_linked),
        FILES_TEST(the_reference_is_the_type_where_there_is_one),
        FILES_TEST(a_fault_while_rendering_makes_no_page),
        FILES_TEST(plain_http_on_a_tls_port_is_told_as_that),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
