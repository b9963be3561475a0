/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Every code of every catalogue in every language, as JSON and as XML, read by
 * real parsers: jansson and xmllint. (HTML is read by html-validate in
 * tests/browser.) Nothing of it is a sample. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rows.h"
#include "loaded/loaded.h"
#include "page/page.h"

#include <apr_file_info.h>
#include <apr_file_io.h>
#include <apr_general.h>
#include <apr_strings.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a hostile request would put into the facts. */
static const sp_facts_t hostile = {{
    [SP_FACT_REQUEST_ID] = "\x01\xff\"]]>&<'\\",
    [SP_FACT_URI] = "/%22%3Cscript%3E",
    [SP_FACT_RETRY_AFTER] = "120",
    [SP_FACT_DETAILS] = "1",
    [SP_FACT_METHOD] = "\x1b[31m<b>",
    [SP_FACT_HOST] = "\xc3\x28\"--><!--",
    [SP_FACT_DETAIL_QUERY] = "a=1&b=\xe2\x80\xae",
    [SP_FACT_DETAIL_USER_AGENT] = "]]></x>\x7f\x80",
}};

static sp_loaded_t *loaded;
static apr_pool_t *top;

static const char *page_text(const sp_appearance_t *appearance, int code,
                             sp_format_t format, const char *language,
                             apr_pool_t *pool)
{
    sp_error_t err = {0};
    sp_page_t *page = NULL;
    char *text;

    if (sp_page_make(&page, appearance, code, format, language, pool, &err) !=
        APR_SUCCESS) {
        fail_msg("%d %s: %s", code, language, sp_error_text(&err, pool));
    }
    text = apr_palloc(pool, sp_plan_size(page->plan, &hostile) + 1);
    *sp_plan_write(page->plan, &hostile, text) = '\0';
    return text;
}

/* Call @a each for all catalogues x languages x codes. */
static int for_all(void (*each)(const sp_appearance_t *appearance, int code,
                                const char *language, apr_pool_t *pool))
{
    const apr_array_header_t *names = sp_loaded_catalog_names(top);
    int seen = 0;
    int n, l, code;

    for (n = 0; n < names->nelts; n++) {
        ROW("%s", APR_ARRAY_IDX(names, n, const char *));
        const char *name = APR_ARRAY_IDX(names, n, const char *);
        const sp_catalog_t *catalog;
        sp_error_t err = {0};
        const sp_appearance_t *appearance;
        assert_int_equal(sp_loaded_catalog(loaded, &catalog, name, name, &err),
                         APR_SUCCESS);
        appearance =
            sp_appearance_create(top, sp_loaded_default_theme(loaded), catalog);
        for (l = 0; l < appearance->language_count; l++) {
            apr_pool_t *pool;
            apr_pool_create(&pool, top);
            for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
                if (sp_reference_has(appearance, code, 1)) {
                    each(appearance, code, appearance->languages[l], pool);
                    seen++;
                }
            }
            apr_pool_destroy(pool);
        }
    }
    return seen;
}

static void check_json(const sp_appearance_t *appearance, int code,
                       const char *language, apr_pool_t *pool)
{
    const char *text =
        page_text(appearance, code, SP_FORMAT_JSON, language, pool);
    sp_entry_t entry = sp_appearance_entry(appearance, code, language);
    json_error_t fault;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &fault);

    if (root == NULL) {
        fail_msg("%s %d %s: line %d: %s", sp_catalog_name(appearance->catalog),
                 code, language, fault.line, fault.text);
    }
    assert_int_equal(json_integer_value(json_object_get(root, "status")), code);
    assert_string_equal(json_string_value(json_object_get(root, "title")),
                        entry.message);
    assert_string_equal(json_string_value(json_object_get(root, "detail")),
                        entry.description);
    assert_string_equal(json_string_value(json_object_get(root, "language")),
                        entry.language);
    assert_int_equal(json_integer_value(json_object_get(root, "retry_after")),
                     120);
    json_decref(root);
}

static void every_json_page_is_json_and_says_what_the_table_says(void **state)
{
    /* 92 codes in 31 languages at the least, for each of six catalogues */
    assert_in_range(for_all(check_json), 6 * 24 * 92, 1000000);
}

static const char *xml_folder;

static void write_xml(const sp_appearance_t *appearance, int code,
                      const char *language, apr_pool_t *pool)
{
    const char *text =
        page_text(appearance, code, SP_FORMAT_XML, language, pool);
    const char *path = apr_psprintf(pool, "%s/%s.xml", xml_folder, language);
    apr_file_t *fd;

    /* One document a language and catalogue, of one element a page. */
    text = strstr(text, "<problem");
    assert_non_null(text);
    assert_int_equal(
        apr_file_open(&fd, path,
                      APR_FOPEN_WRITE | APR_FOPEN_CREATE | APR_FOPEN_APPEND,
                      APR_FPROT_OS_DEFAULT, pool),
        APR_SUCCESS);
    apr_file_puts(text, fd);
    apr_file_close(fd);
}

/* xmllint over the pages, wrapped into one root element a language. */
static int lint(void)
{
    const char *command = apr_psprintf(
        top,
        "cd %s && for f in *.xml; do { echo '<all>'; cat \"$f\"; echo "
        "'</all>'; } >\"$f.all\"; done && xmllint --huge --noout *.all",
        xml_folder);

    return system(command);
}

static void every_xml_page_is_well_formed(void **state)
{
    char folder[] = "/tmp/sp-xml-XXXXXX";

    if (system("command -v xmllint >/dev/null") != 0) {
        rows_skip("xmllint", "Debian: libxml2-utils, or \"make deps\"");
    }
    xml_folder = mkdtemp(folder);
    assert_non_null(xml_folder);
    assert_in_range(for_all(write_xml), 6 * 24 * 92, 1000000);
    assert_int_equal(lint(), 0);
    assert_int_equal(system(apr_psprintf(top, "rm -rf %s", xml_folder)), 0);
}

static int start(void **state)
{
    sp_error_t err = {0};

    apr_initialize();
    apr_pool_create(&top, NULL);
    return sp_loaded_create(&loaded, top, &err) == APR_SUCCESS ? 0 : -1;
}

static int stop(void **state)
{
    apr_pool_destroy(top);
    apr_terminate();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_json_page_is_json_and_says_what_the_table_says),
        cmocka_unit_test(every_xml_page_is_well_formed),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
