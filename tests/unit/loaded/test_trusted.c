/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What is built in passes the checks that it is spared when a server reads its
 * configuration, and its catalogues say the same without them. */
#include "rows.h"
#include "pages_helper.h"

#include "base/builtin.h"

/* The same with everything looked at; all of it must be right. */
static sp_loaded_t *strict(files_t *t)
{
    sp_loaded_t *loaded = NULL;

    t->err.all = apr_array_make(t->pool, 8, sizeof(sp_error_t));
    if (sp_loaded_create(&loaded, t->pool, &t->err) != APR_SUCCESS ||
        sp_loaded_everything(loaded, &t->err) != APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    return loaded;
}

static void all_that_is_built_in_passes_every_check(void **state)
{
    files_t *t = *state;

    strict(t);
    assert_int_equal(t->err.all->nelts, 0);
}

static void assert_same_entry(const sp_entry_t *a, const sp_entry_t *b)
{
    assert_int_equal(a == NULL, b == NULL);
    if (a != NULL) {
        assert_string_equal(a->message, b->message);
        assert_string_equal(a->description, b->description);
        assert_string_equal(a->language, b->language);
        assert_int_equal(a->retry, b->retry);
        assert_int_equal(a->status, b->status);
        assert_null(a->name);
        assert_true(a->url == NULL && b->url == NULL);
    }
}

static void assert_same_labels(const sp_catalog_language_t *a,
                               const sp_catalog_language_t *b)
{
    int i;

    assert_int_equal(a->label_names->nelts, b->label_names->nelts);
    for (i = 0; i < a->label_names->nelts; i++) {
        const char *name = APR_ARRAY_IDX(a->label_names, i, const char *);
        assert_string_equal(name,
                            APR_ARRAY_IDX(b->label_names, i, const char *));
        assert_string_equal(apr_hash_get(a->labels, name, APR_HASH_KEY_STRING),
                            apr_hash_get(b->labels, name, APR_HASH_KEY_STRING));
    }
}

/* Every sentence: all units, and numbers of each plural form. */
static void assert_same_sentences(const sp_come_back_t *a,
                                  const sp_come_back_t *b, apr_pool_t *pool)
{
    static const apr_int64_t units[] = {1, 60, 3600, 86400};
    apr_int64_t n;
    int unit;

    assert_int_equal(a == NULL, b == NULL);
    for (unit = 0; a != NULL && unit < 4; unit++) {
        for (n = 0; n < 120; n++) {
            assert_string_equal(sp_come_back_in(a, n * units[unit], pool),
                                sp_come_back_in(b, n * units[unit], pool));
        }
    }
    if (a != NULL) {
        assert_string_equal(sp_come_back_at(a, "2026-11-21", pool),
                            sp_come_back_at(b, "2026-11-21", pool));
    }
}

static void catalogues_say_the_same_with_and_without_checks(void **state)
{
    files_t *t = *state;
    sp_loaded_t *quick = pages_loaded(t);
    sp_loaded_t *slow = strict(t);
    const apr_array_header_t *names = sp_loaded_catalog_names(t->pool);
    const sp_catalog_language_t *a, *b;
    int i, k, code;

    memset(&t->err, 0, sizeof(t->err));
    assert_int_equal(sp_loaded_everything(quick, &t->err), APR_SUCCESS);
    for (i = 0; i < names->nelts; i++) {
        const char *name = APR_ARRAY_IDX(names, i, const char *);
        const sp_catalog_t *one = sp_loaded_find_catalog(quick, name);
        const sp_catalog_t *other = sp_loaded_find_catalog(slow, name);
        const sp_catalog_t *extends = sp_catalog_extends(one);

        assert_string_equal(sp_catalog_name(one), sp_catalog_name(other));
        assert_string_equal(extends ? sp_catalog_name(extends) : "",
                            extends ? sp_catalog_name(sp_catalog_extends(other))
                                    : "");
        for (k = 0; (a = sp_catalog_own(one, k)) != NULL; k++) {
            ROW("%s %s", name, a->tag);
            b = sp_catalog_own(other, k);
            assert_non_null(b);
            assert_string_equal(a->tag, b->tag);
            assert_string_equal(a->file, b->file);
            assert_string_equal(a->title ? a->title : "",
                                b->title ? b->title : "");
            assert_same_labels(a, b);
            assert_same_sentences(a->come_back, b->come_back, t->pool);
            for (code = 0; code < SP_CODE_COUNT; code++) {
                assert_same_entry(a->codes[code], b->codes[code]);
            }
        }
        assert_null(sp_catalog_own(other, k));
    }
}

/* None is left to the reader that takes fifty times as long. */
static void every_built_in_catalogue_is_read_without_checks(void **state)
{
    files_t *t = *state;
    int count, i, read = 0;
    const sp_builtin_t *all = sp_builtin_all(&count);

    for (i = 0; i < count; i++) {
        sp_catalog_t *catalog = NULL;

        if (strncmp(all[i].path, "conf/catalogs/", 14) != 0) {
            continue;
        }
        ROW("%s", all[i].path);
        assert_true(sp_catalog_trust(&catalog, all[i].path, all[i].text,
                                     all[i].len, NULL, NULL, t->pool));
        assert_non_null(catalog);
        read++;
    }
    assert_int_equal(read, 36);
}

static const sp_catalog_t *none(void *baton, const char *name, sp_error_t *err)
{
    return NULL;
}

/* What is odd is left to the other reader, and nothing is made of it. */
static void what_is_not_known_is_left_to_the_reader_with_checks(void **state)
{
#define HEAD "{\"name\":\"a\",\"language\":\"en\","
    static const char *const odd[] = {
        "",
        "{",
        "[]",
        "{}",
        "{\"name\"",
        "{\"name\":\"a\"}",
        "{\"language\":\"en\"}",
        "{\"codes\":{\"404\":{\"message\":\"m\"}},\"name\":\"a\"}",
        HEAD "\"problems\":{}}",
        HEAD "\"other\":\"x\"}",
        HEAD "\"labels\":{\"a\":1}}",
        HEAD "\"labels\":{\"a\":\"tab\\t\"}}",
        HEAD "\"labels\":{\"a\":\"\\u00e4\"}}",
        HEAD "\"labels\":{\"a\":\"open}}",
        HEAD "\"labels\":{\"a\":\"open\\",
        HEAD "\"labels\":{\"a\":\"b\"}",
        HEAD "\"codes\":{\"404\":{}}}",
        HEAD "\"codes\":{\"99\":{\"message\":\"m\"}}}",
        HEAD "\"codes\":{\"404\":{\"description\":\"d\"}}}",
        HEAD "\"codes\":{\"404\":{\"message\":\"m\",\"retry\":\"soon\"}}}",
        HEAD "\"codes\":{\"404\":{\"message\":\"m\",\"url\":\"later\"}}}",
        HEAD "\"come_back\":{\"then\":\"x\"}}",
        HEAD "\"come_back\":{\"now\":{\"one\":\"x\"}}}",
        HEAD "\"come_back\":{\"hour\":{\"seven\":\"x\"}}}",
        HEAD "\"codes\":{\"404\":{\"message\":\"m\"}}}", /* extends standard */
    };
    files_t *t = *state;
    size_t i;

    for (i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
        sp_catalog_t *catalog = NULL;

        ROW("%s", odd[i]);
        assert_false(sp_catalog_trust(&catalog, "f", odd[i], strlen(odd[i]),
                                      none, NULL, t->pool));
        assert_null(catalog);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        FILES_TEST(all_that_is_built_in_passes_every_check),
        FILES_TEST(catalogues_say_the_same_with_and_without_checks),
        FILES_TEST(every_built_in_catalogue_is_read_without_checks),
        FILES_TEST(what_is_not_known_is_left_to_the_reader_with_checks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
