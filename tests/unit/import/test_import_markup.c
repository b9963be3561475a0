/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Markdown's marks are no words, and nothing else is a mark; advice is taken
 * out of words as the documented catalogues have it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <apr_general.h>
#include <apr_strings.h>

#include "rows.h"
#include "cloud_books.h"
#include "import/import.h"
#include "import/markdown.h"
#include "import/retry.h"
#include "import/target.h"

static sp_slice_t slice(const char *text)
{
    sp_slice_t s = {text, strlen(text)};

    return s;
}

static void marks_go_and_words_stay(void **state)
{
    static const struct {
        const char *text, *plain, *link;
    } cases[] = {
        {"nothing", "nothing", ""},
        {"**404** *Not* `Found`", "404 Not Found", ""},
        {"__a__ _b_ ~~c~~ ***d***", "a b c d", ""},
        {"snake_case a*b 2 * 3 * 4", "snake_case a*b 2 * 3 * 4", ""},
        {"`a*b*c` ``x`y``", "a*b*c x`y", ""},
        {"\\*star\\* \\\\ a\\b \\| \\<i>", "*star* \\ a\\b | <i>", ""},
        {"[404](#lost) and [x](y \"z\")", "404 and x", "#lost"},
        {"[**b** [c]](https://a.example/x(y))", "b [c]",
         "https://a.example/x(y)"},
        {"![a ship](s.png) sails", "a ship sails", ""},
        {"<https://a.example/q>", "https://a.example/q", "https://a.example/q"},
        {"a<br>b<br/>c <b>d</b>", "a\n\nb\n\nc d", ""},
        {"the <id> of <region-1>", "the <id> of <region-1>", ""},
        {"&amp; &lt;x&gt; &#8211; &#x41; &nope; & &#27;",
         "& <x> \xE2\x80\x93 A &nope; & &#27;", ""},
        {"[a](b", "[a](b", ""},
        {"[a][1] [B][] [b] [c][2] [a][0]", "a B b [c][2] [a][0]",
         "https://a.example/1"},
        {"a[^2] b[^3]", "a b[^3]", ""},
        {"a <!-- not seen --> b", "a  b", ""},
        {"&hearts;&le;&#10;&bull;", "\xE2\x99\xA5\xE2\x89\xA4\n\xE2\x80\xA2",
         ""},
        {"** a ** [x] *y", "** a ** [x] *y", ""},
    };
    apr_hash_t *labels = apr_hash_make(*state);
    size_t i;

    assert_true(sp_target_note(labels, slice("[1]: https://a.example/1 \"x\""),
                               *state));
    assert_true(sp_target_note(labels, slice("[B]: <#b>"), *state));
    assert_true(sp_target_note(labels, slice("[^2]: a footnote"), *state));
    assert_false(sp_target_note(labels, slice("[2] no label"), *state));
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        sp_slice_t link, plain;

        ROW("%s", cases[i].text);
        plain = sp_markdown_cell(slice(cases[i].text), &link, labels, *state);
        assert_string_equal(apr_pstrmemdup(*state, plain.p, plain.len),
                            cases[i].plain);
        assert_string_equal(apr_pstrmemdup(*state, link.p, link.len),
                            cases[i].link);
    }
}

static void advice_is_what_the_catalogues_have(void **state)
{
    int b, compared = 0;

    for (b = 0; b < BOOKS; b++) {
        json_t *codes = load_codes(*state, &books[b]), *entry;
        const char *code;

        json_object_foreach(codes, code, entry)
        {
            const char *retry = member(entry, "retry");
            const char *found = atoi(code) < 400
                                    ? NULL
                                    : sp_retry_words(slice(description(entry)));

            ROW("%s %s", books[b].name, code);
            assert_string_equal(found ? found : "silent",
                                retry ? retry : "silent");
            compared++;
        }
    }
    assert_true(compared > 150);
}

static void advice_is_understood_in_other_words(void **state)
{
    static const struct {
        const char *text, *retry; /* "": none */
    } cases[] = {
        {"Fire on board.", ""},
        {"Please try again later.", "later"},
        {"Wait, and retry after the time in Retry-After.", "after"},
        {"If the problem is temporary, the response has Retry-After.", ""},
        {"Correct the request and try again.", "modify"},
        {"Do not repeat this request.", "modify"},
        {"The client may repeat the request without modifications later.",
         "later"},
        {"The server tried again.", ""},
    };
    static const struct {
        const char *cell, *retry;
    } cells[] = {{"yes", "later"},
                 {"No", "modify"},
                 {"Nothing", ""},
                 {"after 60 seconds", "after"},
                 {"Retry-After", "after"},
                 {"Yes, with backoff", "later"},
                 {"maybe", ""},
                 {"", ""}};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *found = sp_retry_words(slice(cases[i].text));

        ROW("%s", cases[i].text);
        assert_string_equal(found ? found : "", cases[i].retry);
    }
    for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
        const char *found = sp_retry_cell(slice(cells[i].cell));

        ROW("%s", cells[i].cell);
        assert_string_equal(found ? found : "", cells[i].retry);
    }
}

/* What a Markdown table of GitHub's has beside words. */
static void a_cell_keeps_its_words(void **state)
{
    static const char text[] =
        "| Status | Message | Description |\n|---|---|---|\n"
        "| [404][nf] | Not Found | No `a\\|b`, see [a list][L].[^1] |\n"
        "| 410 | Gone | \xF0\x9F\x9A\xA2 Sold &mdash; [for good][x]. |\n\n"
        "[nf]: https://a.example/404\n[l]: <https://a.example/l> \"x\"\n"
        "[^1]: Since then.\n";
    const sp_import_t *r;
    sp_error_t err = {0};

    assert_int_equal(sp_import(&r, "t.md", text, strlen(text), *state, &err),
                     APR_SUCCESS);
    assert_int_equal(r->row_count, 2);
    assert_string_equal(r->rows[0].url, "https://a.example/404");
    assert_string_equal(r->rows[0].description, "No a|b, see a list.");
    assert_string_equal(r->rows[1].description,
                        "\xF0\x9F\x9A\xA2 Sold \xE2\x80\x94 [for good][x].");
}

static void an_emoji_is_no_message(void **state)
{
    static const char text[] =
        "Status | Code | What\n---|---|---\n"
        "429 | TIDE_LIMIT | \xE2\x9A\xA0\xEF\xB8\x8F Too fast. Slow down.\n"
        "400 | NO_BERTH | \xF0\x9F\x9A\xA2 No berth is free. Go away.\n";
    const sp_import_t *r;
    sp_error_t err = {0};

    assert_int_equal(sp_import(&r, "t.md", text, strlen(text), *state, &err),
                     APR_SUCCESS);
    assert_string_equal(r->rows[0].message, "TIDE_LIMIT");
    assert_string_equal(r->rows[0].description,
                        "\xE2\x9A\xA0\xEF\xB8\x8F Too fast. Slow down.");
    assert_string_equal(r->rows[1].message, "NO_BERTH");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(marks_go_and_words_stay, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_cell_keeps_its_words, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(an_emoji_is_no_message, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(advice_is_what_the_catalogues_have,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(advice_is_understood_in_other_words,
                                        setup, teardown),
    };
    int failed;

    apr_initialize();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    apr_terminate();
    return failed;
}
