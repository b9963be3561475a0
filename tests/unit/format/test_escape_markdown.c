/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Markdown: sentences stay readable, and nothing in them is markup. The
 * expectations were looked at in cmark-gfm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rows.h"
#include "escape_helper.h"

typedef struct case_t {
    const char *in;
    const char *out;
} case_t;

#define CHECK(cases) check_cases(cases, sizeof(cases) / sizeof(cases[0]))

static void check_cases(const case_t *cases, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        ROW("%s", cases[i].in);
        char *out =
            escaped(SP_ESCAPE_MARKDOWN, cases[i].in, strlen(cases[i].in), NULL);

        assert_string_equal(out, cases[i].out);
        free(out);
    }
}

static void sentences_stay_as_they_are(void **state)
{
    static const char *const sentences[] = {
        "",
        " ",
        "Not Found",
        "The server can't find it. Try again - later (in 5 s); it's free!",
        "Costs 5 + 3 = 8, or 100% at R & D: no more.",
        "Retry-After, request_id, X-Request-Id",
        "It is HTTP/1.1, C# and 10:30.",
        "404 Not Found",
        "5.1 is a version",
        "/path/to/file.html?a=b",
        "First paragraph.\n\nSecond one.",
        "F\xC3\xBCr d\xC3\xA9j\xC3\xA0 vu: \xE6\x97\xA5\xE6\x9C\xAC",
        "double  space. Inside",
        "tab\tinside",
    };
    size_t i;

    for (i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++) {
        ROW("%s", sentences[i]);
        char *out = escaped(SP_ESCAPE_MARKDOWN, sentences[i],
                            strlen(sentences[i]), NULL);

        assert_string_equal(out, sentences[i]);
        free(out);
    }
}

static void markup_within_a_line_is_escaped(void **state)
{
    static const case_t cases[] = {
        {"a *b* _c_ `d` ~~e~~", "a \\*b\\* \\_c\\_ \\`d\\` \\~\\~e\\~\\~"},
        {"a\\", "a\\\\"},
        {"a\\*", "a\\\\\\*"},
        {"[x](y)", "\\[x\\](y)"},
        {"![x](y)", "!\\[x\\](y)"},
        {"a|b", "a\\|b"},
        {"{%x%} {{y}}", "\\{%x%\\} \\{\\{y\\}\\}"},
        {"$x$", "\\$x\\$"},
        {"<b>", "&lt;b&gt;"},
        {"a -> b", "a -&gt; b"},
        {"&lt; &#60; &x R&D &", "&amp;lt; &amp;#60; &amp;x R&amp;D &amp;"},
        {"a && b", "a && b"},
        {"__init__ a_b a__b _ _", "\\_\\_init\\_\\_ a_b a\\_\\_b \\_ \\_"},
        {"a #", "a \\#"},
        {"a # b C#", "a \\# b C#"},
    };

    CHECK(cases);
}

static void nothing_becomes_a_link_by_itself(void **state)
{
    static const case_t cases[] = {
        {"see http://a.b/c", "see http\\://a.b/c"},
        {"HTTPS://a.b", "HTTPS\\://a.b"},
        {"ftp://a", "ftp\\://a"},
        {"www.example.com WWW.x", "www\\.example.com WWW\\.x"},
        {"a@b.c", "a\\@b.c"},
        {"mailto:a@b.c", "mailto:a\\@b.c"},
        {"ww.x", "ww.x"},
        {"www", "www"},
        {"a:/b", "a:/b"},
        {"a:/", "a:/"},
    };

    CHECK(cases);
}

static void a_line_begins_no_block(void **state)
{
    static const case_t cases[] = {
        {"# a", "\\# a"},
        {"#", "\\#"},
        {"- a", "\\- a"},
        {"+ a", "\\+ a"},
        {"* a", "\\* a"},
        {"a\n---", "a\n\\---"},
        {"a\n===", "a\n\\==="},
        {"a\n:-:", "a\n\\:-:"},
        {"> a", "&gt; a"},
        {"1. a", "1\\. a"},
        {"12) a", "12\\) a"},
        {"1.", "1\\."},
        {"1.\n2)", "1\\.\n2\\)"},
        {"1.\ta", "1\\.\ta"},
        {"1.5", "1.5"},
        {"1", "1"},
        {"a 1. b", "a 1. b"},
        {"a\n 2. b", "a\n 2\\. b"},
        {"```\nx\n```", "\\`\\`\\`\nx\n\\`\\`\\`"},
        {"a\n\n- b\r\n# c\r1) d", "a\n\n\\- b\n\\# c\n1\\) d"},
        {"[a]: http://x", "\\[a\\]: http\\://x"},
    };

    CHECK(cases);
}

static void blanks_make_no_code_and_no_hard_break(void **state)
{
    static const case_t cases[] = {
        {"    code", " code"},
        {"\tcode", " code"},
        {"a\n\n     code", "a\n\n code"},
        {" - a", " \\- a"},
        {"    - a", " \\- a"},
        {"a  \nb", "a\nb"},
        {"a \t\nb", "a\nb"},
        {"a*  \nb", "a\\*\nb"},
        {"a  ", "a "},
        {"a ", "a "},
        {"    ", " "},
        {"a\n   \nb", "a\n\nb"},
        {"a\n   ", "a\n "},
        {"\n\n", "\n\n"},
    };

    CHECK(cases);
}

/* A reader of the escapes: what a Markdown renderer shows of them. */
static size_t unescape(char *out, const char *in, size_t len)
{
    static const struct {
        const char *reference;
        char c;
    } references[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}};
    size_t n = 0;
    size_t i = 0;
    size_t k;

    while (i < len) {
        for (k = 0; k < 3; k++) {
            size_t m = strlen(references[k].reference);

            if (i + m <= len && !memcmp(in + i, references[k].reference, m)) {
                out[n++] = references[k].c;
                i += m;
                break;
            }
        }
        if (k == 3) {
            i += in[i] == '\\';
            assert_true(i < len);
            out[n++] = in[i++];
        }
    }
    return n;
}

static size_t drop_blanks(char *text, size_t len)
{
    size_t n = 0;
    size_t i;

    for (i = 0; i < len; i++) {
        if (text[i] != ' ' && text[i] != '\t') {
            text[n++] = text[i];
        }
    }
    return n;
}

static void noise_shows_the_same_as_plain_text(void **state)
{
    char in[120];
    char shown[1000];
    int round;

    for (round = 0; round < 20000; round++) {
        ROW("round %d", round);
        size_t len = make_hostile(in, sizeof(in));
        size_t md_len;
        size_t text_len;
        char *md = escaped(SP_ESCAPE_MARKDOWN, in, len, &md_len);
        char *text = escaped(SP_ESCAPE_TEXT, in, len, &text_len);
        size_t n = drop_blanks(shown, unescape(shown, md, md_len));

        check_characters(SP_ESCAPE_MARKDOWN, md, md_len, is_unfit_for_eyes);
        assert_null(memchr(md, '<', md_len));
        assert_null(memchr(md, '>', md_len));
        text_len = drop_blanks(text, text_len);
        assert_int_equal(n, text_len);
        assert_memory_equal(shown, text, n);
        free(text);
        free(md);
    }
}

/* Long runs of anything must not cost more than their length. */
static void long_runs_are_linear(void **state)
{
    static const char runs[] = " \t\n\r\\_w.1#:&-";
    size_t len = 4 * 1000 * 1000;
    char *in = malloc(len);
    const char *c;

    for (c = runs; *c; c++) {
        memset(in, *c, len);
        assert_true(sp_escape_size(SP_ESCAPE_MARKDOWN, in, len) <= 6 * len);
    }
    free(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_stay_as_they_are),
        cmocka_unit_test(markup_within_a_line_is_escaped),
        cmocka_unit_test(nothing_becomes_a_link_by_itself),
        cmocka_unit_test(a_line_begins_no_block),
        cmocka_unit_test(blanks_make_no_code_and_no_hard_break),
        cmocka_unit_test(noise_shows_the_same_as_plain_text),
        cmocka_unit_test(long_runs_are_linear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
