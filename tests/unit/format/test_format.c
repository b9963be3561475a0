/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The table of formats, against a table of the test's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "rows.h"
#include "format/format.h"

static const struct {
    sp_format_t format;
    sp_format_info_t info;
} expected[] = {
    {SP_FORMAT_HTML,
     {"html", "page.html", "html", "text/html; charset=utf-8", SP_ESCAPE_HTML}},
    {SP_FORMAT_JSON,
     {"json", "problem.json", "json", "application/problem+json",
      SP_ESCAPE_JSON}},
    {SP_FORMAT_XML,
     {"xml", "problem.xml", "xml", "application/problem+xml; charset=utf-8",
      SP_ESCAPE_XML}},
    {SP_FORMAT_TEXT,
     {"text", "plain.txt", "txt", "text/plain; charset=utf-8", SP_ESCAPE_TEXT}},
    {SP_FORMAT_MARKDOWN,
     {"markdown", "note.md", "md", "text/markdown; charset=utf-8",
      SP_ESCAPE_MARKDOWN}},
};

static void every_format_has_its_row(void **state)
{
    int i;

    assert_int_equal(sizeof(expected) / sizeof(expected[0]), SP_FORMAT_COUNT);
    for (i = 0; i < SP_FORMAT_COUNT; i++) {
        ROW("%s", expected[i].info.name);
        const sp_format_info_t *info = sp_format_info(expected[i].format);

        assert_string_equal(info->name, expected[i].info.name);
        assert_string_equal(info->file, expected[i].info.file);
        assert_string_equal(info->extension, expected[i].info.extension);
        assert_string_equal(info->type, expected[i].info.type);
        assert_int_equal(info->escape, expected[i].info.escape);
    }
}

static void a_file_name_ends_in_its_extension(void **state)
{
    int i;

    for (i = 0; i < SP_FORMAT_COUNT; i++) {
        ROW("%s", sp_format_info((sp_format_t)i)->name);
        const sp_format_info_t *info = sp_format_info((sp_format_t)i);
        const char *dot = strrchr(info->file, '.');

        assert_non_null(dot);
        assert_string_equal(dot + 1, info->extension);
    }
}

static void names_are_found_case_aside(void **state)
{
    static const struct {
        const char *name;
        sp_format_t format;
    } cases[] = {
        {"html", SP_FORMAT_HTML},         {"HTML", SP_FORMAT_HTML},
        {"Json", SP_FORMAT_JSON},         {"xml", SP_FORMAT_XML},
        {"text", SP_FORMAT_TEXT},         {"markdown", SP_FORMAT_MARKDOWN},
        {"MarkDown", SP_FORMAT_MARKDOWN},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].name);
        sp_format_t format = SP_FORMAT_COUNT;

        assert_int_equal(sp_format_find(cases[i].name, &format), 1);
        assert_int_equal(format, cases[i].format);
    }
}

static void other_names_are_not_found(void **state)
{
    static const char *const names[] = {"",   "htm",   "html ", " html", "txt",
                                        "md", "jsonx", "plain", "html,"};
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        ROW("%s", names[i]);
        sp_format_t format = SP_FORMAT_XML;

        assert_int_equal(sp_format_find(names[i], &format), 0);
        assert_int_equal(format, SP_FORMAT_XML);
    }
}

static void the_list_of_names_has_them_all_in_order(void **state)
{
    char list[128] = "";
    int i;

    for (i = 0; i < SP_FORMAT_COUNT; i++) {
        size_t used = strlen(list);

        snprintf(list + used, sizeof(list) - used, "%s%s", i ? ", " : "",
                 sp_format_info((sp_format_t)i)->name);
    }
    assert_string_equal(sp_format_names(), list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_has_its_row),
        cmocka_unit_test(a_file_name_ends_in_its_extension),
        cmocka_unit_test(names_are_found_case_aside),
        cmocka_unit_test(other_names_are_not_found),
        cmocka_unit_test(the_list_of_names_has_them_all_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
