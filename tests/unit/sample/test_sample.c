/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which pages are rendered and parsed before a template is taken. What is said
 * of a wrong one is in tests/cases/templates. */
#include "rows.h"
#include "pages_helper.h"

#include "sample/sample.h"

#include <errno.h>
#include <jansson.h>

/* What was said last of a template that was not taken, and of which line. */
static char said[512];
static int said_line;

/* Whether a template is taken; it must be one. */
static int is_taken(files_t *t, const char *text, sp_format_t format,
                    int reader)
{
    sp_sample_t sample = {"file", format, reader};
    sp_template_t *tpl;
    sp_error_t err = {0};
    apr_pool_t *pool;
    int taken;

    apr_pool_create(&pool, t->pool);
    assert_int_equal(
        sp_template_compile(&tpl, "file", text, strlen(text), pool, &err),
        APR_SUCCESS);
    taken =
        sp_sample_check(tpl, &sample, NULL, NULL, pool, &err) == APR_SUCCESS;
    assert_int_equal(taken, err.msg == NULL);
    apr_cpystrn(said, taken ? "" : err.msg, sizeof(said));
    said_line = err.line;
    apr_pool_destroy(pool);
    return taken;
}

/* They are not parsed when a server starts: this is where it is done. */
static void every_built_in_theme_can_be_parsed(void **state)
{
    files_t *t = *state;
    sp_loaded_t *loaded = pages_loaded(t);
    const apr_array_header_t *themes = sp_loaded_theme_names(t->pool);
    int i, page;

    assert_true(themes->nelts >= 13);
    for (i = 0; i < themes->nelts; i++) {
        const char *name = APR_ARRAY_IDX(themes, i, const char *);
        const sp_theme_t *theme;
        ROW("%s", name);
        assert_int_equal(sp_loaded_theme(loaded, &theme, name, name, &t->err),
                         APR_SUCCESS);
        for (page = 0; page < SP_THEME_PAGES; page++) {
            const sp_theme_template_t *p = sp_theme_page(theme, page);
            sp_sample_t sample = {name, sp_theme_page_format(page),
                                  page >= SP_FORMAT_COUNT};
            if (sp_sample_check(p->tpl, &sample, p->partial, p->baton, t->pool,
                                &t->err) != APR_SUCCESS) {
                fail_msg("%s", sp_error_text(&t->err, t->pool));
            }
        }
    }
}

/* What comes and goes: the facts, and some of what is known ahead. */
static const char *name_of(int i)
{
    static const char *const more[] = {"logo", "reference_url", "mixed",
                                       "vars.home", "vars.motto"};

    return i < SP_FACT_COUNT ? sp_fact_name(i)
           : i - SP_FACT_COUNT < (int)(sizeof(more) / sizeof(more[0]))
               ? more[i - SP_FACT_COUNT]
               : NULL;
}

/* Without "details" there is no detail.*: such a page is never made. */
static int can_be(const char *a, int there_a, const char *b, int there_b)
{
    return !(strcmp(a, "details") == 0 && !there_a && there_b &&
             strncmp(b, "detail.", 7) == 0);
}

/* Of as many as a page can have; where the entry has no description, too. */
static void names_that_stand_far_apart_are_a_pair_as_well(void **state)
{
    files_t *t = *state;
    const char *all = "";
    int i;

    for (i = 0; i < SP_FACT_COUNT; i++) {
        all = apr_psprintf(t->pool, "%s{{#%s}}0,{{/%s}}", all, sp_fact_name(i),
                           sp_fact_name(i));
    }
    for (i = SP_FACT_COUNT; i < 40; i++) {
        all =
            apr_psprintf(t->pool, "%s{{#vars.v%d}}0,{{/vars.v%d}}", all, i, i);
    }
    for (i = SP_FACT_COUNT; i < 40; i++) {
        ROW("v%d", i);
        assert_false(is_taken(
            t,
            apr_psprintf(t->pool,
                         "[%s{{^description}}{{#request_id}}{{^vars.v%d}}x"
                         "{{/vars.v%d}}{{/request_id}}{{/description}}0]",
                         all, i, i),
            SP_FORMAT_JSON, 0));
    }
    assert_true(
        is_taken(t, apr_psprintf(t->pool, "[%s0]", all), SP_FORMAT_JSON, 0));
}

static void each_pair_of_names_is_there_and_not_there(void **state)
{
    files_t *t = *state;
    const char *all = "";
    int i, k, how;

    for (i = 0; name_of(i) != NULL; i++) {
        all = apr_psprintf(t->pool, "%s{{#%s}}0,{{/%s}}", all, name_of(i),
                           name_of(i));
    }
    assert_true(
        is_taken(t, apr_psprintf(t->pool, "[%s0]", all), SP_FORMAT_JSON, 0));
    for (i = 0; name_of(i) != NULL; i++) {
        for (k = i + 1; name_of(k) != NULL; k++) {
            for (how = 0; how < 4; how++) {
                const char *a = name_of(i), *b = name_of(k);
                char x = how & 1 ? '#' : '^', y = how & 2 ? '#' : '^';
                ROW("%c%s %c%s", x, a, y, b);
                assert_int_equal(
                    is_taken(t,
                             apr_psprintf(t->pool,
                                          "[%s{{%c%s}}{{%c%s}}x{{/%s}}{{/%s}}"
                                          "0]",
                                          all, x, a, y, b, b, a),
                             SP_FORMAT_JSON, 0),
                    !can_be(a, how & 1, b, how & 2));
            }
        }
    }
}

/* Whether a page is refused that is wrong where both sections are written. */
static int both_are_parsed(files_t *t, const char *a, const char *b, int reader)
{
    ROW("%s %s", a, b);
    return !is_taken(t,
                     apr_psprintf(t->pool, "[{{%s}}{{%s}}x{{/%s}}{{/%s}}0]", a,
                                  b, b + 1, a + 1),
                     SP_FORMAT_JSON, reader);
}

static const char *const descriptions[] = {"#description", "^description"};
static const char *const advice[] = {"#retry.modify", "#retry.later",
                                     "#retry.after", "^retry"};
static const char *const singles[] = {"#single", "^single"};
static const char *const languages[] = {"#languages", "^languages"};

static void every_kind_of_entry_is_parsed(void **state)
{
    int i, k;

    for (i = 0; i < 4; i++) {
        for (k = 0; k < 2; k++) {
            assert_true(both_are_parsed(*state, descriptions[k], advice[i], 0));
        }
    }
}

static void what_varies_alone_is_parsed_both_ways(void **state)
{
    static const char *const names[] = {"description", "paragraphs", "retry",
                                        "retry.later"};
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        ROW("%s", names[i]);
        assert_false(is_taken(
            t, apr_psprintf(t->pool, "[{{#%s}}x{{/%s}}0]", names[i], names[i]),
            SP_FORMAT_JSON, 0));
        assert_false(is_taken(
            t, apr_psprintf(t->pool, "[{{^%s}}x{{/%s}}0]", names[i], names[i]),
            SP_FORMAT_JSON, 0));
    }
}

/* The same in a row of the reference, behind a section around all rows. */
static int row_is_parsed(files_t *t, const char *around, const char *within)
{
    ROW("%s %s", around, within);
    return !is_taken(
        t,
        apr_psprintf(t->pool,
                     "[{{%s}}{{#codes}}{{%s}}x{{/%s}}{{/codes}}{{/%s}}0]",
                     around, within, within + 1, around + 1),
        SP_FORMAT_JSON, 1);
}

static void every_kind_of_reference_is_parsed(void **state)
{
    int i, k;

    for (i = 0; i < 2; i++) {
        for (k = 0; k < 2; k++) {
            assert_true(both_are_parsed(*state, singles[i], languages[k], 1));
            assert_true(row_is_parsed(*state, singles[i], descriptions[k]));
            assert_true(row_is_parsed(*state, languages[i], descriptions[k]));
        }
        for (k = 0; k < 4; k++) {
            assert_true(row_is_parsed(*state, singles[i], advice[k]));
            assert_true(row_is_parsed(*state, languages[i], advice[k]));
        }
    }
}

/* Most readers' page: whatever else is there, details are not. */
static void a_page_without_details_is_parsed(void **state)
{
    files_t *t = *state;
    const char *all = "";
    int i;

    for (i = 0; i < SP_FACT_COUNT; i++) {
        if (i != SP_FACT_DETAILS) {
            all = apr_psprintf(t->pool, "%s{{%s}}", all, sp_fact_name(i));
        }
    }
    assert_true(
        is_taken(t, apr_psprintf(t->pool, "\"%s\"", all), SP_FORMAT_JSON, 0));
    assert_false(is_taken(
        t,
        apr_psprintf(t->pool,
                     "[\"%s\"{{#uri}}{{#upstream}}{{^detail.query}}"
                     "{{^detail.client}}x{{/detail.client}}{{/detail.query}}"
                     "{{/upstream}}{{/uri}}]",
                     all),
        SP_FORMAT_JSON, 0));
}

/* A page that goes wrong where a name has a value, in every place where it
 * may have one. */
static int has_an_example(files_t *t, const char *name, int reader)
{
    static const char *const around[] = {"[%s0]", "[{{#codes}}%s{{/codes}}0]",
                                         "[{{#classes}}%s{{/classes}}0]",
                                         "[{{#languages}}%s{{/languages}}0]"};
    const char *wrong = apr_psprintf(t->pool, "{{#%s}}x{{/%s}}", name, name);
    int i;

    for (i = 0; i < (reader ? 4 : 1); i++) {
        char *text = apr_psprintf(t->pool, around[i], wrong);
        if (!is_taken(t, text, SP_FORMAT_JSON, reader)) {
            return 1;
        }
    }
    return 0;
}

static void every_name_has_an_example(void **state)
{
    files_t *t = *state;
    int count, i;
    const sp_name_t *table = sp_vocabulary_table(&count);

    for (i = 0; i < count; i++) {
        const sp_name_t *n = &table[i];
        ROW("%s", n->name);
        if (n->filler == SP_FILLER_GALLERY || n->kind == SP_KIND_GROUP) {
            continue;
        }
        assert_int_equal(has_an_example(t, n->name, 0),
                         n->filler < SP_FILLER_REFERENCE);
        assert_int_equal(has_an_example(t, n->name, 1),
                         n->filler != SP_FILLER_FACTS &&
                             n->filler != SP_FILLER_ERROR_PAGE);
    }
    assert_true(has_an_example(t, "labels.home", 0));
    assert_true(has_an_example(t, "vars.motto", 1));
}

static void only_json_and_xml_are_parsed(void **state)
{
    files_t *t = *state;
    int format;

    for (format = 0; format < SP_FORMAT_COUNT; format++) {
        ROW("%d", format);
        assert_int_equal(is_taken(t, "<a>{{uri}}</b>", (sp_format_t)format, 0),
                         format != SP_FORMAT_JSON && format != SP_FORMAT_XML);
        assert_true(is_taken(
            t, format == SP_FORMAT_XML ? "<a>{{uri}}</a>" : "\"{{uri}}\"",
            (sp_format_t)format, 0));
    }
}

/* More variables than a plan can have facts; what is over is always there. */
static void any_number_of_variables_is_taken(void **state)
{
    files_t *t = *state;
    const char *text = "";
    int i;

    for (i = 0; i < 200; i++) {
        text =
            apr_psprintf(t->pool, "%s{{#vars.v%d}}0,{{/vars.v%d}}", text, i, i);
    }
    assert_true(
        is_taken(t, apr_psprintf(t->pool, "[%s0]", text), SP_FORMAT_JSON, 0));
    assert_false(
        is_taken(t, apr_psprintf(t->pool, "[%s]", text), SP_FORMAT_JSON, 0));
}

/* Ten megabytes are parsed twice and some, not a hundred times. */
static void a_huge_page_ends_soon(void **state)
{
    files_t *t = *state;
    const size_t n = 10 * 1024 * 1024;
    char *text = malloc(n + 200);
    int i;

    assert_non_null(text);
    text[0] = '"';
    memset(text + 1, 'a', n);
    text[n + 1] = '\0';
    for (i = 0; i < SP_FACT_DETAIL_QUERY; i++) {
        snprintf(text + strlen(text), 30, "{{%s}}", sp_fact_name(i));
    }
    strcat(text, "\"");
    assert_true(is_taken(t, text, SP_FORMAT_JSON, 0));
    strcat(text, "\"");
    assert_false(is_taken(t, text, SP_FORMAT_JSON, 0));
    free(text);
}

/* The first variant has no retry.modify, and is parsed three times. */
static void four_megabytes_are_parsed_and_no_more(void **state)
{
    static const char fault[] = "[\"\"{{#retry.modify}},{{/retry.modify}}]";
    const size_t page = 4 * 1024 * 1024 / 3; /* three are a byte too short */
    const size_t n = page - strlen("[\"\"]");
    char *text = malloc(n + sizeof(fault) + 1);
    int more;

    assert_non_null(text);
    for (more = 0; more < 2; more++) {
        memset(text + 2, 'a', n + 1);
        memcpy(text, fault, 2);
        strcpy(text + 2 + n + more, fault + 2);
        assert_int_equal(is_taken(*state, text, SP_FORMAT_JSON, 0), more);
    }
    free(text);
}

/* Parsed three times, once with a byte more: 4 MB to the byte, and the page
 * without host is not looked at any more. */
static void four_megabytes_to_the_byte_are_enough(void **state)
{
    static const char end[] = "{{^uri}}a{{/uri}}\""
                              "{{#uri}}{{^host}},{{/host}}{{/uri}}]";
    const size_t page = 4 * 1024 * 1024 / 3;
    const size_t n = page - strlen("[\"\"]");
    char *text = malloc(n + sizeof(end) + 2);
    int less;

    assert_non_null(text);
    assert_int_equal(3 * page + 1, 4 * 1024 * 1024);
    for (less = 0; less < 2; less++) {
        memset(text, 'a', n + 2);
        memcpy(text, "[\"", 2);
        strcpy(text + 2 + n - less, end);
        assert_int_equal(is_taken(*state, text, SP_FORMAT_JSON, 0), !less);
    }
    free(text);
}

/* Two paragraphs of nine megabytes. */
static void a_page_that_is_too_large_to_be_made_is_refused(void **state)
{
    static const char open[] = "[\"{{#paragraphs}}";
    const size_t n = 9 * 1024 * 1024;
    char *text = malloc(n + 100);

    assert_non_null(text);
    memset(text, 'a', n);
    memcpy(text, open, sizeof(open) - 1);
    strcpy(text + n, "{{/paragraphs}}\"]");
    assert_false(is_taken(*state, text, SP_FORMAT_JSON, 0));
    assert_string_equal(said, "the page becomes larger than 16 MB");
    free(text);
}

static void a_fault_names_what_it_comes_with(void **state)
{
    static const struct {
        const char *name;
        int reader;
    } cases[] = {{"logo", 0}, {"reference_url", 0}, {"mixed", 0}, {"base", 1}};
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *name = cases[i].name;
        ROW("%s", name);
        assert_false(
            is_taken(t, apr_psprintf(t->pool, "[1{{#%s}},{{/%s}}]", name, name),
                     SP_FORMAT_JSON, cases[i].reader));
        pages_holds(said, apr_psprintf(t->pool, "JSON with %s: ", name));
    }
}

/* The line is cut before the fault, at any byte of a character. */
static void what_is_shown_of_a_line_begins_with_a_character(void **state)
{
    files_t *t = *state;
    const char *many = "";
    int i;

    for (i = 0; i < 30; i++) {
        many = apr_pstrcat(t->pool, many, "\xE2\x82\xAC", NULL);
    }
    for (i = 0; i < 3; i++) {
        ROW("%d bytes more", i);
        assert_false(
            is_taken(t, apr_psprintf(t->pool, "[\"%s%.*s\"x]", many, i, "abc"),
                     SP_FORMAT_JSON, 0));
        pages_holds(said, "comes out as: ...\xE2\x82\xAC");
    }
}

static void *no_memory(size_t size)
{
    errno = ENOMEM;
    return NULL;
}

static void where_memory_is_short_no_line_is_blamed(void **state)
{
    json_malloc_t give;
    json_free_t take;

    json_get_alloc_funcs(&give, &take);
    json_set_alloc_funcs(no_memory, take);
    assert_false(
        is_taken(*state, "{\"status\": {{status}}}", SP_FORMAT_JSON, 0));
    json_set_alloc_funcs(give, take);
    assert_string_equal(said, "cannot be checked: memory is short");
    assert_int_equal(said_line, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES_TEST(every_built_in_theme_can_be_parsed),
        FILES_TEST(names_that_stand_far_apart_are_a_pair_as_well),
        FILES_TEST(each_pair_of_names_is_there_and_not_there),
        FILES_TEST(every_kind_of_entry_is_parsed),
        FILES_TEST(what_varies_alone_is_parsed_both_ways),
        FILES_TEST(every_kind_of_reference_is_parsed),
        FILES_TEST(a_page_without_details_is_parsed),
        FILES_TEST(every_name_has_an_example),
        FILES_TEST(only_json_and_xml_are_parsed),
        FILES_TEST(any_number_of_variables_is_taken),
        FILES_TEST(a_huge_page_ends_soon),
        FILES_TEST(four_megabytes_are_parsed_and_no_more),
        FILES_TEST(four_megabytes_to_the_byte_are_enough),
        FILES_TEST(a_page_that_is_too_large_to_be_made_is_refused),
        FILES_TEST(a_fault_names_what_it_comes_with),
        FILES_TEST(what_is_shown_of_a_line_begins_with_a_character),
        FILES_TEST(where_memory_is_short_no_line_is_blamed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
