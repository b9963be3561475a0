/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where a text stops to be JSON or XML: what test_sample and the bad templates
 * show of it is a line of a template, here it is the byte. */
#include "rows.h"
#include "pages_helper.h"

#include "sample/parse.h"

static void a_fault_of_xml_is_behind_what_was_right(void **state)
{
    static const struct {
        const char *text;
        apr_size_t offset;
    } cases[] = {
        {"\x01<a/>", 0}, {"x<a/>", 1},       {"<a></b>", 6},
        {"<a/>x", 4},    {"<a>&no;</a>", 6}, {"<a>\x01", 3},
        {"<a b=c>", 5},  {"<1/>", 1},        {"<a><b></a>", 9},
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        sp_flaw_t flaw = {NULL, 99};

        ROW("%s", cases[i].text);
        assert_false(
            sp_parse_xml(cases[i].text, strlen(cases[i].text), &flaw, t->pool));
        assert_non_null(flaw.words);
        assert_int_equal(flaw.offset, cases[i].offset);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(a_fault_of_xml_is_behind_what_was_right),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
