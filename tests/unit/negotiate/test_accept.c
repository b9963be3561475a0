/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Weighted lists: what clients send, and what nobody should. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rows.h"
#include "negotiate/accept.h"

/* A list as "name=q name=q": what was read of it. */
static void describe(const char *header, char *out, size_t room)
{
    sp_accept_t element;
    size_t used = 0;

    out[0] = '\0';
    while (sp_accept_next(&header, &element) && used < room) {
        used += (size_t)snprintf(out + used, room - used, "%s%.*s=%d",
                                 used ? " " : "", (int)element.len,
                                 element.name, element.q);
    }
}

static void lists_are_read_leniently(void **state)
{
    static const struct {
        const char *header;
        const char *read;
    } cases[] = {
        {"", ""},
        {" \t ", ""},
        {",, ,", ""},
        {"a", "a=1000"},
        {"a,b", "a=1000 b=1000"},
        {" a ,\tb , ", "a=1000 b=1000"},
        {",,a,,b,,", "a=1000 b=1000"},
        {"a;q=0.5,b;q=0.25;x=y", "a=500 b=250"},
        {"a ; q = 0.5 , b", "a=500 b=1000"},
        {"a;Q=0.5", "a=500"},
        {"a;x=q;q=0.3", "a=300"},
        {"a;xq=0.3", "a=1000"},
        {"a;qs=0.3", "a=1000"},
        {"a;;q=0.3", "a=300"},
        {"a;q=0.3;q=0.9", "a=300"},
        {"a;q", "a=1000"},
        {"a;", "a=1000"},
        {"a;,b", "a=1000 b=1000"},
        {";q=0.5,b", "=500 b=1000"},
        {"a b c;q=0.5,d", "a=500 d=1000"},
        {"a x,b", "a=1000 b=1000"},
        {"text/html/x,a\"b", "text/html/x=1000 a\"b=1000"},
        {"a=b;q=0.1", "a=b=100"},
        {"a:b,c", "a:b=1000 c=1000"},
        {"\xC3\xA4,b", "\xC3\xA4=1000 b=1000"},
        {"\x01,b", "\x01=1000 b=1000"},
    };
    char read[256];
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].header);
        describe(cases[i].header, read, sizeof(read));
        assert_string_equal(read, cases[i].read);
    }
}

static void quoted_strings_hide_commas_and_semicolons(void **state)
{
    static const struct {
        const char *header;
        const char *read;
    } cases[] = {
        {"a;x=\"1,2\",b", "a=1000 b=1000"},
        {"a;x=\"1;q=0\";q=0.5,b", "a=500 b=1000"},
        {"a;x=\"\\\",c\",b", "a=1000 b=1000"},
        {"a;x=\"\\\\\",b", "a=1000 b=1000"},
        {"a;x= \"1,2\" ,b", "a=1000 b=1000"},
        {"a;x=\"1,2\"junk,b", "a=1000 b=1000"},
        {"a;q=\"0.5\",b", "a=1000 b=1000"},
        /* one that never ends hides nothing */
        {"a;x=\"1,b", "a=1000 b=1000"},
        {"a;x=\"1\\", "a=1000"},
        {"a;x=\"", "a=1000"},
        {"a;x=\"1\\\",b;q=0.5", "a=1000 b=500"},
    };
    char read[256];
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].header);
        describe(cases[i].header, read, sizeof(read));
        assert_string_equal(read, cases[i].read);
    }
}

static void weights_are_thousandths(void **state)
{
    static const struct {
        const char *weight;
        int q;
    } cases[] = {
        {"0", 0},          {"0.", 0},          {"0.0", 0},
        {"0.000", 0},      {"1", 1000},        {"1.", 1000},
        {"1.000", 1000},   {"0.5", 500},       {"0.25", 250},
        {"0.125", 125},    {"0.999", 999},     {".2", 200},
        {"00.5", 500},     {"0.3333333", 333}, {"0.0001", 1},
        {"0.00001", 1},    {"0.00000", 0},     {"2", 1000},
        {"1.5", 1000},     {"1000", 1000},     {"-1", 1000},
        {"abc", 1000},     {"", 1000},         {".", 1000},
        {"0.5x", 1000},    {"0,5", 0},         {"0x1", 1000},
        {"1e-3", 1000},    {"0.5.5", 1000},    {"99999999999999999", 1000},
        {"0.9 junk", 900},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].weight);
        char header[64];
        const char *cursor = header;
        sp_accept_t element;

        snprintf(header, sizeof(header), "a;q=%s", cases[i].weight);
        assert_int_equal(sp_accept_next(&cursor, &element), 1);
        assert_int_equal(element.q, cases[i].q);
    }
}

static void names_are_compared_case_aside(void **state)
{
    static const sp_accept_name_t names[] = {
        SP_ACCEPT_NAME("gzip-2*"), SP_ACCEPT_NAME("gzip-1"),
        SP_ACCEPT_NAME("xzip-1*"), SP_ACCEPT_NAME("gzip-1*")};
    sp_accept_t element = {"GZip-1*", 7, 0};

    assert_int_equal(sp_accept_find(&element, names, 4), 3);
    assert_int_equal(sp_accept_find(&element, names, 3), -1);
    assert_true(sp_accept_same("AZ@[az`{", "az@[az`{", 8));
    assert_false(sp_accept_same("@", "`", 1));
    assert_false(sp_accept_same("[", "{", 1));
    element.name = "GZip\r1*"; /* differs from '-' by what makes case */
    assert_int_equal(sp_accept_find(&element, names, 4), -1);
}

/* Where a header is cut must not matter to memory, only to the result: the
 * copy ends right behind its NUL. */
static void no_header_is_read_past_its_end(void **state)
{
    static const char header[] =
        "a/b;x=\"\\\"c,\";q=0.5, d ;;q = .123,\"e;f=\"";
    size_t cut;

    for (cut = 0; cut < sizeof(header); cut++) {
        ROW("%d bytes", (int)cut);
        char *copy = malloc(cut + 1);
        const char *cursor = copy;
        sp_accept_t element;
        size_t elements = 0;

        memcpy(copy, header, cut);
        copy[cut] = '\0';
        while (sp_accept_next(&cursor, &element)) {
            assert_true(element.name + element.len <= copy + cut);
            assert_true(element.q >= 0 && element.q <= SP_ACCEPT_Q_MAX);
            elements++;
        }
        assert_true(elements <= cut);
        assert_true(cursor <= copy + cut);
        free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_read_leniently),
        cmocka_unit_test(quoted_strings_hide_commas_and_semicolons),
        cmocka_unit_test(weights_are_thousandths),
        cmocka_unit_test(names_are_compared_case_aside),
        cmocka_unit_test(no_header_is_read_past_its_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
