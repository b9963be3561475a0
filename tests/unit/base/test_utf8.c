/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* UTF-8: every code point there and back, and what is no character. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rows.h"
#include "base/utf8.h"

static int encode(unsigned char *out, apr_uint32_t cp)
{
    if (cp < 0x80) {
        out[0] = (unsigned char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (unsigned char)(0xC0 | cp >> 6);
        out[1] = (unsigned char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (unsigned char)(0xE0 | cp >> 12);
        out[1] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (unsigned char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (unsigned char)(0xF0 | cp >> 18);
    out[1] = (unsigned char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (unsigned char)(0x80 | (cp & 0x3F));
    return 4;
}

static void every_code_point_is_decoded(void **state)
{
    unsigned char bytes[4];
    apr_uint32_t cp;
    apr_uint32_t got;

    for (cp = 0; cp <= 0x10FFFF; cp++) {
        int len = encode(bytes, cp);
        int used = sp_utf8_decode(bytes, bytes + len, &got);

        if (cp >= 0xD800 && cp <= 0xDFFF) {
            assert_true(got == SP_UTF8_INVALID && used == 1);
        }
        else if (got != cp || used != len) {
            fail_msg("U+%04X became U+%04X of %d bytes", cp, got, used);
        }
    }
}

static void what_is_past_the_end_is_not_read(void **state)
{
    unsigned char bytes[4];
    apr_uint32_t cp;
    int len = encode(bytes, 0x1F600);
    int cut;

    for (cut = 1; cut < len; cut++) {
        ROW("cut %d", cut);
        assert_int_equal(sp_utf8_decode(bytes, bytes + cut, &cp), cut);
        assert_int_equal(cp, SP_UTF8_INVALID);
    }
}

/* How many bytes each invalid stretch takes: the Unicode standard's
 * "maximal subparts" (chapter 3, tables 3-8 to 3-11). */
static void invalid_bytes_are_taken_in_maximal_subparts(void **state)
{
    static const struct {
        const char *bytes;
        const char *lengths; /* of one step after the other; "A" is 1 */
    } cases[] = {
        {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", "111111111"},
        {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", "111111111"},
        {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", "111111111"},
        {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "21321"},
        {"\xF8\x88\x80\x80\x80", "11111"},
        {"\xFE\xFF", "11"},
        {"\xC1\xBF", "11"},
        {"\xE2\x82", "2"},
        {"\xE2\x82\xAC\x80", "31"},
        {"\xF5\x80\x80\x80", "1111"},
        {"\xF0\x8F\xBF\xBF", "1111"},
        {"\xE0\x9F\xBF", "111"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].bytes);
        const unsigned char *p = (const unsigned char *)cases[i].bytes;
        const unsigned char *end = p + strlen(cases[i].bytes);
        const char *step = cases[i].lengths;
        apr_uint32_t cp;

        for (; p < end; p += *step - '0', step++) {
            int ascii = *p < 0x80;

            assert_int_equal(sp_utf8_decode(p, end, &cp), *step - '0');
            if (!ascii && strncmp((const char *)p, "\xE2\x82\xAC", 3) != 0) {
                assert_int_equal(cp, SP_UTF8_INVALID);
            }
        }
        assert_int_equal(*step, '\0');
    }
}

static void a_text_is_cut_between_characters(void **state)
{
    static const struct {
        const char *text;
        apr_size_t most;
        apr_size_t fits;
    } cases[] = {
        {"", 0, 0},
        {"", 4, 0},
        {"abcd", 4, 4},
        {"abcde", 4, 4},
        {"abcde", 0, 0},
        {"ab\xC3\xA4", 4, 4},
        {"abc\xC3\xA4", 4, 3},
        {"ab\xE2\x82\xAC", 4, 2},
        {"abc\xE2\x82\xAC", 4, 3},
        {"a\xF0\x9F\x92\xA5", 4, 1},
        {"\xF0\x9F\x92\xA5x", 4, 4},
        {"a\xF0\x9F\x92\xA5", 1, 1},
        {"\xC3\xA4", 1, 0},
        {"abc\x80\x80\x80\x80", 5, 5}, /* none goes on */
        {"\x80\x80\x80\x80\x80\x80", 5, 5},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%d", (int)i);
        assert_int_equal(sp_utf8_fit(cases[i].text, cases[i].most),
                         cases[i].fits);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_is_decoded),
        cmocka_unit_test(what_is_past_the_end_is_not_read),
        cmocka_unit_test(invalid_bytes_are_taken_in_maximal_subparts),
        cmocka_unit_test(a_text_is_cut_between_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
