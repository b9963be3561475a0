/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A catalogue as a document: which codes are its own, and what it is called.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <apr_strings.h>

#include "catalog/catalog.h"
#include "rows.h"

static int setup(void **state)
{
    apr_pool_t *pool;

    apr_pool_create(&pool, NULL);
    *state = pool;
    return 0;
}

static int teardown(void **state)
{
    apr_pool_destroy(*state);
    return 0;
}

static const sp_catalog_t *give(void *baton, const char *name, sp_error_t *err)
{
    return baton;
}

/* A catalogue over another, or a root, of one language or several. */
static sp_catalog_t *over(apr_pool_t *pool, const sp_catalog_t *base,
                          const char *const *members, int count)
{
    sp_catalog_t *made = NULL;
    sp_error_t err = {0};
    int i;

    for (i = 0; i < count; i++) {
        const char *text =
            apr_pstrcat(pool, "{\"name\":\"x\",",
                        i == 0 && base != NULL ? "\"extends\":\"below\"," : "",
                        members[i], "}", NULL);
        if (sp_catalog_parse(&made, NULL, text, strlen(text),
                             base != NULL ? give : NULL, (void *)base, pool,
                             &err) != APR_SUCCESS) {
            fail_msg("%s", sp_error_text(&err, pool));
        }
    }
    return made;
}

#define OVER(pool, base, ...)                                                  \
    over(pool, base, (const char *const[]){__VA_ARGS__},                       \
         (int)(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)))

#define BOTH                                                                   \
    "\"language\":\"en\",\"codes\":{\"404\":{\"message\":\"a\"},"              \
    "\"503\":{\"message\":\"b\"}}"

static void only_its_own_codes_are_documented(void **state)
{
    sp_catalog_t *root = OVER(*state, NULL, BOTH);
    sp_catalog_t *own =
        OVER(*state, root,
             "\"language\":\"en\",\"codes\":{\"404\":{\"message\":\"c\"}}",
             "\"language\":\"de\",\"codes\":{\"429\":{\"message\":\"d\"}}");

    assert_true(sp_catalog_documents(root, 404));
    assert_true(sp_catalog_documents(root, 503));
    assert_false(sp_catalog_documents(root, 429));
    assert_true(sp_catalog_documents(own, 404));
    assert_true(sp_catalog_documents(own, 429)); /* of any language */
    assert_false(sp_catalog_documents(own, 503));
    assert_non_null(sp_catalog_entry(own, 503, "en"));
    assert_false(sp_catalog_documents(own, 99));
    assert_false(sp_catalog_documents(own, 600));
    assert_false(sp_catalog_documents(own, -1));
}

static void labels_alone_make_no_other_document(void **state)
{
    sp_catalog_t *root = OVER(*state, NULL, BOTH ",\"title\":\"Root\"");
    sp_catalog_t *own = OVER(*state, root, "\"language\":\"de\",\"codes\":{}");

    assert_true(sp_catalog_documents(own, 404));
    assert_true(sp_catalog_documents(own, 503));
    assert_string_equal(sp_catalog_title(own, "de").text, "Root");
}

static void the_title_is_the_document_s_own(void **state)
{
    sp_catalog_t *root = OVER(*state, NULL, BOTH ",\"title\":\"Root\"");
    sp_catalog_t *own =
        OVER(*state, root, BOTH,
             "\"language\":\"pt\",\"codes\":{},\"title\":\"Titulo\"",
             "\"language\":\"de\",\"codes\":{},\"title\":\"Titel\"");
    sp_catalog_t *silent = OVER(*state, root, BOTH);
    static const char *const cases[][3] = {
        {"de", "Titel", "de"},     {"DE-at", "Titel", "de"},
        {"pt-BR", "Titulo", "pt"}, {"en", "Titulo", "pt"},
        {"ja", "Titulo", "pt"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ROW("%s", cases[i][0]);
        sp_title_t title = sp_catalog_title(own, cases[i][0]);

        assert_string_equal(title.text, cases[i][1]);
        assert_string_equal(title.language, cases[i][2]);
    }
    assert_null(sp_catalog_title(silent, "en").text); /* Root is another's */
    assert_string_equal(sp_catalog_title(root, "de").text, "Root");
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    static const struct CMUnitTest tests[] = {
        T(only_its_own_codes_are_documented),
        T(labels_alone_make_no_other_document),
        T(the_title_is_the_document_s_own),
    };

    apr_initialize();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
