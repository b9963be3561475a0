/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where a key stands in a JSON text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "rows.h"
#include "base/json_place.h"

static void a_key_is_found_where_it_is_one(void **state)
{
    static const struct {
        const char *text;
        const char *path[3];
        int depth, line, col;
    } cases[] = {
        {"{\"a\":1}", {"a"}, 1, 1, 2},
        {" { \"b\" : 1 ,\r\n\t\"a\" : 2 }", {"a"}, 1, 2, 2},
        {"{\"x\":{\"a\":1},\n\"a\":2}", {"a"}, 1, 2, 1},
        {"{\"x\":[{\"a\":1},[2]],\n\"a\":2}", {"a"}, 1, 2, 1},
        {"{\"x\":\"\\\"a\\\":\",\n\"a\":2}", {"a"}, 1, 2, 1},
        {"{\"x\":\"}\\\\\",\n\"a\":2}", {"a"}, 1, 2, 1},
        {"{\"x\":\"a\",\n\"a\":2}", {"a"}, 1, 2, 1},
        {"{\"ab\":1,\n\"a\":2}", {"a"}, 1, 2, 1},
        {"{\"a\":{\"b\":{\n  \"c\":1}}}", {"a", "b", "c"}, 3, 2, 3},
        /* a key that is not there: the last that is */
        {"{\"a\":{\n\"b\":{}}}", {"a", "b", "c"}, 3, 2, 1},
        {"{\"a\":[\n\"b\"]}", {"a", "b"}, 2, 1, 2},
        {"{\"a\":1}", {"b"}, 1, 0, 0},
        {"{\"a\":1}", {"a"}, 0, 0, 0},
        {"{\"\":1}", {""}, 1, 1, 2},
        {"{}", {"a"}, 1, 0, 0},
        {"[\"a\"]", {"a"}, 1, 0, 0},
        {"", {"a"}, 1, 0, 0},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%d", (int)i);
        int line = -1, col = -1;

        ROW("%s", cases[i].text);
        sp_json_place(cases[i].text, strlen(cases[i].text), cases[i].path,
                      cases[i].depth, &line, &col);
        assert_int_equal(line, cases[i].line);
        assert_int_equal(col, cases[i].col);
    }
}

/* With no page behind the end. */
static void a_text_that_ends_anywhere_is_not_read_past(void **state)
{
    static const char text[] =
        "{\"x\\\"\":[{\"y\":\"z\\\\\"}],\"a\":{\"b\":1}}";
    static const char *const path[] = {"a", "b"};
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *end = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    size_t n;
    int line, col;

    assert_ptr_not_equal(end, MAP_FAILED);
    assert_int_equal(mprotect(end += page, page, PROT_NONE), 0);
    for (n = 0; n < sizeof(text); n++) {
        ROW("%d bytes", (int)n);
        memcpy(end - n, text, n);
        sp_json_place(end - n, n, path, 2, &line, &col);
        assert_in_range(col, 0, 30);
    }
    munmap(end - page, 2 * page);
    assert_int_equal(col, 27);
}

static void an_offset_is_a_line_and_a_column(void **state)
{
    static const char text[] = "ab\n\nc";
    static const int places[][2] = {{1, 1}, {1, 2}, {1, 3}, {2, 1},
                                    {3, 1}, {3, 2}, {3, 2}};
    int i, line, col;

    for (i = 0; i < 7; i++) {
        ROW("byte %d", i);
        sp_text_place(text, 5, (apr_size_t)i, &line, &col);
        assert_int_equal(line, places[i][0]);
        assert_int_equal(col, places[i][1]);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_is_found_where_it_is_one),
        cmocka_unit_test(a_text_that_ends_anywhere_is_not_read_past),
        cmocka_unit_test(an_offset_is_a_line_and_a_column),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
