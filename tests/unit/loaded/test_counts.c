/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The numbers that README.md and CHANGES.md promise are those of what is built
 * in: who adds a language or a theme tells it there, too. */
#include "rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/builtin.h"
#include "pages_helper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *read_document(files_t *t, const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = apr_pcalloc(t->pool, 200000);

    assert_non_null(file);
    assert_in_range(fread(text, 1, 199999, file), 1, 199998);
    fclose(file);
    return text;
}

/* How many built-in files lie in a folder and end so. */
static int count_files(const char *folder, const char *end)
{
    int count, i, found = 0;
    const sp_builtin_t *all = sp_builtin_all(&count);

    for (i = 0; i < count; i++) {
        size_t n = strlen(all[i].path), m = strlen(end);
        found += strncmp(all[i].path, folder, strlen(folder)) == 0 && n > m &&
                 strcmp(all[i].path + n - m, end) == 0;
    }
    return found;
}

static void the_numbers_of_the_documents_are_true(void **state)
{
    static const struct {
        const char *file;
        const char *promise;
        const char *folder;
        const char *end;
        int count;
    } cases[] = {
        {"README.md", "in thirty-one languages", "conf/catalogs/standard/",
         ".json", 31},
        {"CHANGES.md", "in all 31 languages", "conf/catalogs/standard/",
         ".json", 31},
        {"README.md", "Thirteen themes are built in", "templates/",
         "/theme.json", 13},
        {"CHANGES.md", "Five catalogues as cloud services document them",
         "conf/catalogs/cloud-", ".json", 5},
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s: %s", cases[i].file, cases[i].promise);
        assert_non_null(
            strstr(read_document(t, cases[i].file), cases[i].promise));
        assert_int_equal(count_files(cases[i].folder, cases[i].end),
                         cases[i].count);
    }
}

/* In its own words, each with a description. */
static int codes_of(const sp_catalog_language_t *l)
{
    int i, found = 0;

    for (i = 0; i < SP_CODE_COUNT; i++) {
        found += l->codes[i] != NULL && *l->codes[i]->message != '\0' &&
                 *l->codes[i]->description != '\0';
    }
    return found;
}

static void every_language_has_all_the_codes_that_are_promised(void **state)
{
    files_t *t = *state;
    const sp_catalog_t *standard = sp_loaded_standard(pages_loaded(t));
    const char *promise = strstr(read_document(t, "CHANGES.md"), "- All ");
    const sp_catalog_language_t *l;
    int i;

    assert_non_null(promise);
    for (i = 0; (l = sp_catalog_own(standard, i)) != NULL; i++) {
        ROW("%s", l->tag);
        assert_int_equal(codes_of(l), atoi(promise + strlen("- All ")));
    }
    assert_int_equal(i, 31);
}

/* A retry can help after an error, or not: the few that say neither are those
 * where nobody who reads the page can try again. */
static void errors_have_retry_advice_but_three(void **state)
{
    static const int without[] = {444, 450, 451};
    files_t *t = *state;
    const sp_catalog_t *standard = sp_loaded_standard(pages_loaded(t));
    int code, next = 0;

    for (code = 400; code <= SP_CODE_MAX; code++) {
        ROW("%d", code);
        const sp_entry_t *e = sp_catalog_entry(standard, code, "en");
        if (e != NULL && e->retry == SP_RETRY_NONE) {
            assert_in_range(next, 0, 2);
            assert_int_equal(without[next++], code);
        }
    }
    assert_int_equal(next, 3);
    assert_non_null(strstr(read_document(t, "CHANGES.md"),
                           "error codes but 444, 450 and 451"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        FILES_TEST(the_numbers_of_the_documents_are_true),
        FILES_TEST(every_language_has_all_the_codes_that_are_promised),
        FILES_TEST(errors_have_retry_advice_but_three),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
