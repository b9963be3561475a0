/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Escaping: known answers for each format, then noise: the output is valid in
 * its format whatever comes in. Markdown is in test_escape_markdown.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "rows.h"
#include "escape_helper.h"

#define CHECK(kind, cases)                                                     \
    check_cases(kind, cases, sizeof(cases) / sizeof(case_t))

static void html_and_xml_have_no_markup_left(void **state)
{
    static const case_t cases[] = {
        {"", ""},
        {"plain words, and more of them", "plain words, and more of them"},
        {"<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"},
        {"a<b", "a&lt;b"},
        {"abc<", "abc&lt;"},
        {"abcd<", "abcd&lt;"},
        {"<abcd", "&lt;abcd"},
        {"&amp;", "&amp;amp;"},
        {"]]>", "]]&gt;"},
        {"a\tb\nc", "a\tb\nc"},
        {"a\r\nb\rc\r", "a\nb\nc\n"},
        {"\r\r\n", "\n\n"},
        {"\x01\x08\x0B\x0C\x0E\x1F\x7F", FFFD FFFD FFFD FFFD FFFD FFFD FFFD},
        {"\x1B[31mred", FFFD "[31mred"},
        {"\xC2\x80\xC2\x85\xC2\x9B\xC2\x9F\xC2\xA0",
         FFFD FFFD FFFD FFFD "\xC2\xA0"},
        {"gr\xC3\xBC\xC3\x9F", "gr\xC3\xBC\xC3\x9F"},
        {"\xE2\x80\xA8\xE2\x80\xA9", "\xE2\x80\xA8\xE2\x80\xA9"},
        {"\xE2\x80\x8E\xE2\x80\x8F", "\xE2\x80\x8E\xE2\x80\x8F"},
        {"\xEF\xBF\xBE\xEF\xBF\xBF", FFFD FFFD},
        {"\xEF\xB7\x90\xEF\xB7\xAF\xEF\xB7\xB0", FFFD FFFD "\xEF\xB7\xB0"},
        {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
        {"\xF4\x8F\xBF\xBE", FFFD},
        {"\xC0\x80\xED\xA0\x80\xFF", FFFD FFFD FFFD FFFD FFFD FFFD},
        {"\xE2\x82", FFFD},
        {"\xE2\x82<", FFFD "&lt;"},
        {"\xF0\x9F\x98", FFFD},
    };

    CHECK(SP_ESCAPE_HTML, cases);
    CHECK(SP_ESCAPE_XML, cases);
}

static void text_order_can_not_be_forged(void **state)
{
    static const case_t eyes[] = {
        {"\xE2\x80\xA9\xE2\x80\xAA\xE2\x80\xAE\xE2\x80\xAF",
         "\xE2\x80\xA9" FFFD FFFD "\xE2\x80\xAF"},
        {"\xE2\x81\xA5\xE2\x81\xA6\xE2\x81\xA9\xE2\x81\xAA",
         "\xE2\x81\xA5" FFFD FFFD "\xE2\x81\xAA"},
    };
    static const case_t xml[] = {
        {"\xE2\x80\xAE|\xE2\x81\xA6", "&#x202E;|&#x2066;"}};
    static const case_t json[] = {
        {"\xE2\x80\xAE|\xE2\x81\xA6", "\\u202e|\\u2066"}};

    CHECK(SP_ESCAPE_HTML, eyes);
    CHECK(SP_ESCAPE_TEXT, eyes);
    CHECK(SP_ESCAPE_MARKDOWN, eyes);
    CHECK(SP_ESCAPE_XML, xml);
    CHECK(SP_ESCAPE_JSON, json);
}

static void json_strings_are_closed_by_nothing_in_them(void **state)
{
    static const case_t cases[] = {
        {"", ""},
        {"a\"b\\c/d", "a\\\"b\\\\c/d"},
        {"\b\f\n\r\t", "\\b\\f\\n\\r\\t"},
        {"\x01\x07\x0B\x0E\x1F\x7F",
         "\\u0001\\u0007\\u000b\\u000e\\u001f\\u007f"},
        {"</script><!-- & '", "</script><!-- & '"},
        {"\xE2\x80\xA8\xE2\x80\xA9", "\\u2028\\u2029"},
        {"\xC2\x80\xC2\x9F\xC2\xA0", "\\u0080\\u009f\xC2\xA0"},
        {"\xE6\x97\xA5\xE6\x9C\xAC", "\xE6\x97\xA5\xE6\x9C\xAC"},
        {"\xEF\xBF\xBE\xF0\x9F\x98\x80", "\xEF\xBF\xBE\xF0\x9F\x98\x80"},
        {"\xFF\xC0\xAF", FFFD FFFD FFFD},
        {"\xE2\x82\"", FFFD "\\\""},
    };

    CHECK(SP_ESCAPE_JSON, cases);
}

static void plain_text_commands_no_terminal(void **state)
{
    static const case_t cases[] = {
        {"<b> & \"q\" \\ `x`", "<b> & \"q\" \\ `x`"},
        {"a\tb\nc\r\nd\re", "a\tb\nc\nd\ne"},
        {"\x1B]0;title\x07", FFFD "]0;title" FFFD},
        {"\xC2\x9B"
         "31m",
         FFFD "31m"},
        {"\x08\x7F", FFFD FFFD},
        {"\x9B", FFFD},
    };

    CHECK(SP_ESCAPE_TEXT, cases);
}

static void no_escaping_is_no_change(void **state)
{
    static const case_t cases[] = {
        {"<&>\"'\\\r\n\x1B\xFF\xC0", "<&>\"'\\\r\n\x1B\xFF\xC0"}};

    CHECK(SP_ESCAPE_NONE, cases);
}

static void a_nul_inside_is_a_control_character(void **state)
{
    static const char *const expected[SP_ESCAPE_COUNT] = {NULL,
                                                          "a" FFFD "b",
                                                          "a" FFFD "b",
                                                          "a\\u0000"
                                                          "b",
                                                          "a" FFFD "b",
                                                          "a" FFFD "b",
                                                          "a" FFFD "b"};
    int kind;

    for (kind = SP_ESCAPE_HTML; kind < SP_ESCAPE_COUNT; kind++) {
        ROW("%s", expected[kind]);
        char *out = escaped((sp_escape_t)kind, "a\0b", 3, NULL);

        assert_string_equal(out, expected[kind]);
        free(out);
    }
}

static void nothing_is_read_or_written_of_no_bytes(void **state)
{
    int kind;

    for (kind = 0; kind < SP_ESCAPE_COUNT; kind++) {
        ROW("kind %d", kind);
        assert_int_equal(sp_escape_size((sp_escape_t)kind, NULL, 0), 0);
        assert_null(sp_escape_write((sp_escape_t)kind, NULL, NULL, 0));
    }
}

/* Each of all two-byte inputs, at all places of the fast path's four. */
static void every_pair_of_bytes_gives_valid_output(void **state)
{
    char in[8] = "xxxxxx";
    int pair;
    int kind;

    for (pair = 0; pair < 0x10000; pair++) {
        ROW("pair %d", pair);
        size_t at = (size_t)pair % 5;

        memset(in, 'x', 6);
        in[at] = (char)(pair >> 8);
        in[at + 1] = (char)(pair & 0xFF);
        for (kind = SP_ESCAPE_HTML; kind < SP_ESCAPE_COUNT; kind++) {
            size_t len;
            char *out = escaped((sp_escape_t)kind, in, 6, &len);

            check_characters((sp_escape_t)kind, out, len, is_unfit_for_eyes);
            free(out);
        }
    }
}

static int is_unfit_for_xml(apr_uint32_t cp)
{
    return (cp < 0x20 && cp != '\t' && cp != '\n') || cp == 0xFFFE ||
           cp == 0xFFFF || cp == '<' || cp == '>' || cp == '"' || cp == '\'';
}

static int is_unfit_for_json(apr_uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp <= 0x9F) || cp == 0x2028 ||
           cp == 0x2029;
}

/* Every "&" must begin one of our own references. */
static void check_references(const char *text)
{
    static const char *const known[] = {"&amp;",  "&lt;",  "&gt;",
                                        "&quot;", "&#39;", "&#x20"};
    size_t i;

    for (text = strchr(text, '&'); text; text = strchr(text + 1, '&')) {
        ROW("%s", text);
        for (i = 0; i < 6 && strncmp(text, known[i], strlen(known[i])); i++) {
        }
        assert_true(i < 6);
    }
}

static void noise_stays_valid_in_every_format(void **state)
{
    char in[120];
    int round;

    for (round = 0; round < 20000; round++) {
        ROW("round %d", round);
        size_t len = make_hostile(in, sizeof(in));
        size_t n;
        char *html = escaped(SP_ESCAPE_HTML, in, len, &n);
        char *xml;
        char *text;

        check_characters(SP_ESCAPE_HTML, html, n, is_unfit_for_eyes);
        check_characters(SP_ESCAPE_HTML, html, n, is_unfit_for_xml);
        check_references(html);
        xml = escaped(SP_ESCAPE_XML, in, len, &n);
        check_characters(SP_ESCAPE_XML, xml, n, is_unfit_for_xml);
        check_references(xml);
        text = escaped(SP_ESCAPE_TEXT, in, len, &n);
        check_characters(SP_ESCAPE_TEXT, text, n, is_unfit_for_eyes);
        free(text);
        free(xml);
        free(html);
    }
}

/* What a JSON reader must see: the input, valid UTF-8 kept, every invalid
 * stretch as U+FFFD. Simple on purpose, and without format.c's tables. */
static size_t make_expected(char *out, const char *in, size_t len)
{
    const unsigned char *p = (const unsigned char *)in;
    const unsigned char *end = p + len;
    apr_uint32_t cp;
    size_t n = 0;

    while (p < end) {
        int used = sp_utf8_decode(p, end, &cp);

        if (cp == SP_UTF8_INVALID) {
            memcpy(out + n, FFFD, 3);
            n += 3;
        }
        else {
            memcpy(out + n, p, (size_t)used);
            n += (size_t)used;
        }
        p += used;
    }
    return n;
}

static void json_is_read_back_as_it_was(void **state)
{
    char in[120];
    char expected[3 * sizeof(in)];
    int round;

    for (round = 0; round < 20000; round++) {
        ROW("round %d", round);
        size_t len = make_hostile(in, sizeof(in));
        size_t want = make_expected(expected, in, len);
        size_t n;
        char *out = escaped(SP_ESCAPE_JSON, in, len, &n);
        char *document = malloc(n + 3);
        json_t *value;

        check_characters(SP_ESCAPE_JSON, out, n, is_unfit_for_json);
        document[0] = '"';
        memcpy(document + 1, out, n);
        document[n + 1] = '"';
        value =
            json_loadb(document, n + 2, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
        assert_non_null(value);
        assert_int_equal(json_string_length(value), want);
        assert_memory_equal(json_string_value(value), expected, want);
        json_decref(value);
        free(document);
        free(out);
    }
}

/* Text is copied in blocks: a byte means the same wherever in one it stands,
 * as what it is alone between what its neighbours are. */
static void a_byte_is_escaped_alike_at_every_place(void **state)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789/ABC";
    enum { LEN = sizeof(plain) - 1 };
    sp_escape_t kind;
    int byte, at;

    (void)state;
    for (kind = SP_ESCAPE_NONE; kind < SP_ESCAPE_MARKDOWN; kind++) {
        for (byte = 0; byte < 256; byte++) {
            const char one = (char)byte;
            size_t len, all;
            char *alone = escaped(kind, &one, 1, &len);
            for (at = 0; at < LEN; at++) {
                char in[LEN];
                char *out;
                memcpy(in, plain, LEN);
                in[at] = one;
                out = escaped(kind, in, LEN, &all);
                assert_int_equal(all, len + LEN - 1);
                assert_memory_equal(out, plain, at);
                assert_memory_equal(out + at, alone, len);
                assert_memory_equal(out + at + len, plain + at + 1,
                                    LEN - 1 - at);
                free(out);
            }
            free(alone);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_and_xml_have_no_markup_left),
        cmocka_unit_test(text_order_can_not_be_forged),
        cmocka_unit_test(json_strings_are_closed_by_nothing_in_them),
        cmocka_unit_test(plain_text_commands_no_terminal),
        cmocka_unit_test(no_escaping_is_no_change),
        cmocka_unit_test(a_nul_inside_is_a_control_character),
        cmocka_unit_test(nothing_is_read_or_written_of_no_bytes),
        cmocka_unit_test(every_pair_of_bytes_gives_valid_output),
        cmocka_unit_test(noise_stays_valid_in_every_format),
        cmocka_unit_test(json_is_read_back_as_it_was),
        cmocka_unit_test(a_byte_is_escaped_alike_at_every_place),
    };
    int failed;

    apr_initialize();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    apr_terminate();
    return failed;
}
