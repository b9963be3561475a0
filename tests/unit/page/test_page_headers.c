/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the headers of a page say: a policy that fits its style exactly, what
 * it varies by, and whether it may be stored. */
#include "rows.h"
#include "pages_helper.h"

static const char *shell(const char *command, apr_pool_t *pool)
{
    FILE *f = popen(command, "r");
    char line[200] = "";

    assert_non_null(f);
    assert_non_null(fgets(line, sizeof(line), f));
    pclose(f);
    line[strcspn(line, "\n")] = '\0';
    return apr_pstrdup(pool, line);
}

/* The hash that another program makes of the page's own style. */
static void the_policy_allows_the_style_of_the_page_and_no_other(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_var_t accent = pages_var(NULL, "accent", "teal");
    sp_page_t *page;
    const char *html, *style, *path, *hash;

    if (system("openssl version >/dev/null 2>&1") != 0) {
        rows_skip("openssl", "Debian: openssl");
    }
    appearance->vars = &accent;
    page = pages_make(t, appearance, 404, SP_FORMAT_HTML, "en");
    html = pages_fill(page, NULL, t->pool);
    style = strstr(html, "<style>");
    assert_non_null(style);
    style += strlen("<style>");
    assert_null(strstr(style, "<style"));
    path = files_put_bytes(t, "style.css", style,
                           (apr_size_t)(strstr(style, "</style") - style));
    hash = shell(apr_pstrcat(t->pool, "openssl dgst -sha256 -binary ", path,
                             " | openssl base64 -A", NULL),
                 t->pool);
    assert_int_equal(strlen(hash), 44);
    pages_holds(page->csp, apr_pstrcat(t->pool, "; style-src 'sha256-", hash,
                                       "'; img-src data:", NULL));
    assert_int_equal(strncmp(page->csp, "default-src 'none';", 19), 0);
    pages_lacks(page->csp, "unsafe");
}

/* Else no browser would use it. */
static void no_live_fact_is_in_the_style_of_the_default_theme(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    int code;

    for (code = 400; code < 600; code += 50) {
        ROW("code %d", code);
        pages_holds(pages_make(t, appearance, code, SP_FORMAT_HTML, "en")->csp,
                    "style-src 'sha256-");
    }
}

static void other_formats_have_the_policy_of_data(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    int format;

    for (format = SP_FORMAT_JSON; format < SP_FORMAT_COUNT; format++) {
        ROW("%s", sp_format_info((sp_format_t)format)->name);
        sp_page_t *page =
            pages_make(t, appearance, 404, (sp_format_t)format, "en");
        pages_holds(page->csp, "default-src 'none'");
        pages_lacks(page->csp, "style-src");
    }
}

static void check_vary(const char *vary, const char *wanted)
{
    assert_int_equal(vary == NULL, wanted == NULL);
    if (vary != NULL) {
        assert_string_equal(vary, wanted);
    }
}

static void a_page_varies_by_what_was_negotiated(void **state)
{
    static const struct {
        sp_format_t first;
        int formats;
        int languages;
        const char *vary;
    } rows[] = {
        {SP_FORMAT_HTML, 5, 3, "Accept,Sec-Fetch-Dest,Accept-Language"},
        {SP_FORMAT_HTML, 5, 1, "Accept,Sec-Fetch-Dest"},
        {SP_FORMAT_HTML, 1, 3, "Accept-Language"},
        {SP_FORMAT_HTML, 1, 1, NULL},
        {SP_FORMAT_TEXT, 1, 1, NULL},
        /* the label is the client's own: problem+json or json */
        {SP_FORMAT_JSON, 1, 1, "Accept"},
        {SP_FORMAT_XML, 1, 3, "Accept,Accept-Language"},
    };
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%d, %d, %d", rows[i].first, rows[i].formats, rows[i].languages);
        sp_page_t *page;
        appearance->formats[0] = rows[i].first;
        appearance->format_count = rows[i].formats;
        appearance->language_count = rows[i].languages;
        page = pages_make(t, appearance, 404, rows[i].first, "en");
        check_vary(page->vary[0], rows[i].vary);
        check_vary(page->vary[1], rows[i].vary
                                      ? apr_pstrcat(t->pool, rows[i].vary,
                                                    ",Accept-Encoding", NULL)
                                      : "Accept-Encoding");
    }
}

/* A page without a live fact may be stored, unless its code forbids it. */
static void a_page_with_a_live_fact_must_not_be_stored(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_replacement_t r;
    int code;

    assert_true(pages_make(t, appearance, 404, SP_FORMAT_HTML, "en")->no_store);
    memset(&r, 0, sizeof(r));
    r.format = SP_FORMAT_TEXT;
    assert_int_equal(sp_loaded_template(pages_loaded(t), &r.theme, NULL,
                                        files_put(t, "x.txt", "{{status}}"),
                                        SP_FORMAT_TEXT, &t->err),
                     APR_SUCCESS);
    appearance->replacements = &r;
    for (code = 400; code < 600; code++) {
        ROW("code %d", code);
        assert_int_equal(
            pages_make(t, appearance, code, SP_FORMAT_TEXT, "en")->no_store,
            code == 428 || code == 429 || code == 431 || code == 511);
    }
}

static void the_header_lines_say_what_the_page_says(void **state)
{
    files_t *t = *state;
    sp_appearance_t *appearance = pages_appearance(t);
    sp_page_t *page = pages_make(t, appearance, 404, SP_FORMAT_HTML, "de");

    assert_string_equal(page->lines[0],
                        "Content-Language: de\r\nCache-Control: no-store\r\n"
                        "Vary: Accept,Sec-Fetch-Dest,Accept-Language\r\n");
    assert_string_equal(page->lines[1],
                        "Content-Language: de\r\nCache-Control: no-store\r\n"
                        "Vary: Accept,Sec-Fetch-Dest,Accept-Language,"
                        "Accept-Encoding\r\n");
    assert_int_equal(page->lines_len[0], strlen(page->lines[0]));
    assert_int_equal(page->lines_len[1], strlen(page->lines[1]));
    assert_string_equal(
        page->guard_lines,
        apr_pstrcat(t->pool,
                    "X-Content-Type-Options: nosniff\r\n"
                    "X-Robots-Tag: noindex\r\nContent-Security-Policy: ",
                    page->csp, "\r\n", NULL));
    assert_int_equal(page->guard_lines_len, strlen(page->guard_lines));
    appearance->format_count = 1;
    appearance->language_count = 1;
    page = pages_make(t, appearance, 404, SP_FORMAT_HTML, "en");
    assert_string_equal(page->lines[0],
                        "Content-Language: en\r\nCache-Control: no-store\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(the_policy_allows_the_style_of_the_page_and_no_other),
        FILES_TEST(no_live_fact_is_in_the_style_of_the_default_theme),
        FILES_TEST(other_formats_have_the_policy_of_data),
        FILES_TEST(a_page_varies_by_what_was_negotiated),
        FILES_TEST(a_page_with_a_live_fact_must_not_be_stored),
        FILES_TEST(the_header_lines_say_what_the_page_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
