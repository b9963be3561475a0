/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Percent-encoding: every byte, and nothing copied that need not be. */
#include "base/percent.h"
#include "rows.h"
#include "files_helper.h"

#include <ctype.h>

static void what_is_no_plain_sign_is_encoded(void **state)
{
    static const struct {
        const char *text;
        size_t len;
        const char *encoded;
    } rows[] = {
        {"", 0, ""},
        {"aZ09-._~", 8, "aZ09-._~"},
        {"a b", 3, "a%20b"},
        {"a&cc=x", 6, "a%26cc%3Dx"},
        {"100%\r\n", 6, "100%25%0D%0A"},
        {"\xC3\xA4", 2, "%C3%A4"},
        {"cut here", 3, "cut"},
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ROW("%s", rows[i].text);
        assert_string_equal(sp_percent_encode(t->pool, rows[i].text,
                                              rows[i].len,
                                              SP_PERCENT_UNRESERVED),
                            rows[i].encoded);
    }
}

static void every_byte_is_itself_or_two_digits(void **state)
{
    files_t *t = *state;
    int c;

    for (c = 1; c < 256; c++) {
        ROW("byte %d", c);
        const char text[] = {(char)c, '\0'};
        const char *out = sp_percent_encode(t->pool, text, 1, "~");

        if (c < 128 && (isalnum(c) || c == '~')) {
            assert_ptr_equal(out, text);
        }
        else {
            char expected[4];

            snprintf(expected, sizeof(expected), "%%%02X", (unsigned)c);
            assert_string_equal(out, expected);
        }
    }
}

/* Pools give room in eighths: of eight lengths one has no byte to spare. */
static void what_is_allocated_next_does_not_lengthen_it(void **state)
{
    static const char text[] = "a b cdefghi";
    files_t *t = *state;
    size_t len;

    for (len = 3; len < sizeof(text); len++) {
        ROW("%d bytes", (int)len);
        const char *out = sp_percent_encode(t->pool, text, len, "");
        apr_pstrdup(t->pool, "next");
        assert_int_equal(strlen(out), len + (len > 3 ? 4 : 2));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(what_is_no_plain_sign_is_encoded),
        FILES_TEST(every_byte_is_itself_or_two_digits),
        FILES_TEST(what_is_allocated_next_does_not_lengthen_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
