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

/* Clients read what we write as UTF-8 and as XML 1.0, whatever a declaration
 * says. */
static void a_declaration_says_what_is_so(void **state)
{
    static const struct {
        const char *text;
        int right;
    } cases[] = {
        {"<a/>", 1},
        {"<?xml version=\"1.0\"?><a/>", 1},
        {"<?xml version='1.0' encoding='utf-8'?><a/>", 1},
        {"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><a/>",
         1},
        {"<?xml version=\"1.1\"?><a/>", 0},
        {"<?xml version=\"1.00\"?><a/>", 0},
        {"<?xml version='1.0' encoding='ISO-8859-1'?><a/>", 0},
        {"<?xml version='1.0' encoding='UTF-8x'?><a/>", 0},
        {"<?xml version='1.0'?><a version='2' encoding='x'/>", 1},
        {"<a version='2' encoding='x'/>", 1},
        {"<a b='?>' version='2'/>", 1},
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i].text);
        assert_int_equal(
            sp_parse_xml(cases[i].text, strlen(cases[i].text), NULL, t->pool),
            cases[i].right ? SP_PARSED_RIGHT : SP_PARSED_WRONG);
    }
}

static void a_fault_of_json_is_where_the_parser_stopped(void **state)
{
    static const struct {
        const char *text;
        apr_size_t offset;
    } cases[] = {{"", 0}, {"x", 0}, {"[1,]", 3}, {"{\"a\" 1}", 5}};
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        sp_flaw_t flaw = {NULL, 99};

        ROW("%s", cases[i].text);
        assert_int_equal(
            sp_parse_json(cases[i].text, strlen(cases[i].text), &flaw, t->pool),
            SP_PARSED_WRONG);
        assert_non_null(flaw.words);
        assert_int_equal(flaw.offset, cases[i].offset);
    }
    assert_int_equal(sp_parse_json("[1]", 3, NULL, t->pool), SP_PARSED_RIGHT);
    assert_int_equal(sp_parse_json("[1", 2, NULL, t->pool), SP_PARSED_WRONG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(a_fault_of_xml_is_behind_what_was_right),
        FILES_TEST(a_declaration_says_what_is_so),
        FILES_TEST(a_fault_of_json_is_where_the_parser_stopped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
