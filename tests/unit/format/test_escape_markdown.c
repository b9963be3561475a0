/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Markdown: sentences stay readable, and nothing in them is markup. The
 * expectations were looked at in cmark-gfm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "rows.h"
#include "escape_helper.h"

#define CHECK(cases)                                                           \
    check_cases(SP_ESCAPE_MARKDOWN, cases, sizeof(cases) / sizeof(cases[0]))

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
        "A waww.x and a wwa.x are no address",
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
        {"_a b_", "\\_a b\\_"},
        {"a_b", "a_b"},
        {"&", "&amp;"},
        {"&;", "&;"},
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
        {"at the end ftp://", "at the end ftp\\://"},
        {"a:/", "a:/"},
        {"www.example.com WWW.x", "www\\.example.com WWW\\.x"},
        {"a@b.c", "a`@`b.c"},
        {"a@@b.c@", "a`@@`b.c`@`"},
        {"mailto:a@b.c", "mailto:a`@`b.c"},
        {"`@`\\@", "\\``@`\\`\\\\`@`"},
        {"ww.x", "ww.x"},
        {"www", "www"},
        {"a:/b", "a:/b"},
        {"a:b/c", "a:b/c"},
        {"a:/", "a:/"},
    };

    CHECK(cases);
}

/* Code would be a part of the address; a backslash is none. A parenthesis
 * would end it, or keep it from ending. */
static void an_address_stays_within_its_link(void **state)
{
    static const case_t cases[] = {
        {"mailto:a@b.c", "mailto:a\\@b.c"},
        {"mailto:a_@@b.c", "mailto:a\\_\\@\\@b.c"},
        {"https://a.b/?c&d", "https\\://a.b/?c&amp;d"},
        {"/a(", "/a\\("},
        {"/a)b(c)", "/a\\)b\\(c\\)"},
    };

    check_cases(SP_ESCAPE_MARKDOWN_ADDRESS, cases, 5);
}

/* Who is asked, where it is installed: cmark-gfm with all of GitHub's
 * extensions. Returns what it makes of the text, or NULL. */
static char *rendered(const char *markdown)
{
    static const char command[] =
        "cmark-gfm -e table -e strikethrough -e autolink -e tagfilter "
        "-e tasklist -e footnotes ";
    char path[] = "/tmp/sp_markdown_XXXXXX";
    char line[sizeof(command) + sizeof(path)];
    size_t room = 32 * strlen(markdown) + 64;
    char *html = calloc(room, 1);
    FILE *file = fdopen(mkstemp(path), "w");

    assert_non_null(file);
    fputs(markdown, file);
    fclose(file);
    snprintf(line, sizeof(line), "%s%s", command, path);
    file = popen(line, "r");
    assert_true(fread(html, 1, room - 1, file) < room - 1);
    assert_int_equal(pclose(file), 0);
    unlink(path);
    return html;
}

/* Every tag is a paragraph's, or that of the code which "@" stands in. */
static void check_tags(const char *html, const char *markdown)
{
    static const char *const harmless[] = {"<p>", "</p>", "<code>@", "</code>"};
    const char *tag;
    size_t i;

    for (tag = strchr(html, '<'); tag; tag = strchr(tag + 1, '<')) {
        for (i = 0; i < 4; i++) {
            if (strncmp(tag, harmless[i], strlen(harmless[i])) == 0) {
                break;
            }
        }
        if (i == 4) {
            fail_msg("\"%.60s\" out of:\n%s", tag, markdown);
        }
    }
}

/* What GitHub shows of a value is a paragraph and nothing more. Where
 * cmark-gfm is missing, the bytes are checked by the other tests alone. */
static void github_finds_no_markup_in_noise(void **state)
{
    static const char *const mails[] = {"/contact/attacker@evil.example",
                                        "mailto:a@b.c",
                                        "xmpp:a@b.c/d",
                                        "mailto\\:a@b.c",
                                        "<a@b.c>",
                                        "[x](mailto:a@b.c)",
                                        "a@@b.c",
                                        "a`@`b.c x@y.z`",
                                        "a&#64;b.c",
                                        "a\\@b.c"};
    char in[120];
    int round;

    if (system("cmark-gfm --version >/dev/null 2>&1") != 0) {
        return;
    }
    for (round = 0; round < 200; round++) {
        int mail = round < 10;
        size_t len = mail ? strlen(mails[round]) : make_hostile(in, sizeof(in));
        char *md =
            escaped(SP_ESCAPE_MARKDOWN, mail ? mails[round] : in, len, NULL);
        char *html = rendered(md);

        check_tags(html, md);
        free(html);
        free(md);
    }
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
        {". a", ". a"},
        {") a", ") a"},
        {"a\n 2. b", "a\n 2\\. b"},
        {"```\nx\n```", "\\`\\`\\`\nx\n\\`\\`\\`"},
        {"a\n\n- b\r\n# c\r1) d", "a\n\n\\- b\n\\# c\n1\\) d"},
        {"[a]: http://x", "\\[a\\]: http\\://x"},
    };

    CHECK(cases);
}

/* What stands behind a value in memory is not looked at. */
static void a_value_ends_where_it_is_said_to(void **state)
{
    char *number = escaped(SP_ESCAPE_MARKDOWN, "1. a", 1, NULL);
    char *item = escaped(SP_ESCAPE_MARKDOWN, "1.5", 2, NULL);

    assert_string_equal(number, "1");
    assert_string_equal(item, "1\\.");
    free(item);
    free(number);
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
        if (k < 3) {
            continue;
        }
        if (in[i] == '`') { /* code, which holds nothing but "@" */
            for (i++; i < len && in[i] == '@'; i++) {
                out[n++] = in[i];
            }
            assert_true(i < len && in[i] == '`');
            i++;
            continue;
        }
        i += in[i] == '\\';
        assert_true(i < len);
        out[n++] = in[i++];
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
        cmocka_unit_test(an_address_stays_within_its_link),
        cmocka_unit_test(github_finds_no_markup_in_noise),
        cmocka_unit_test(a_line_begins_no_block),
        cmocka_unit_test(a_value_ends_where_it_is_said_to),
        cmocka_unit_test(blanks_make_no_code_and_no_hard_break),
        cmocka_unit_test(noise_shows_the_same_as_plain_text),
        cmocka_unit_test(long_runs_are_linear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
