/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What tests of pages share: what is loaded, the default appearance, and from
 * one to the bytes of a page in one call. Stands on files_helper.h. */
#ifndef SP_PAGES_HELPER_H
#define SP_PAGES_HELPER_H

#include "files_helper.h"

#include <jansson.h>

#include "loaded/loaded.h"
#include "appearance/appearance.h"
#include "page/page.h"

/** A text as it is written in a format. */
static inline const char *pages_escaped(apr_pool_t *pool, sp_escape_t kind,
                                        const char *text)
{
    apr_size_t len = strlen(text);
    char *out = apr_palloc(pool, sp_escape_size(kind, text, len) + 1);

    *sp_escape_write(kind, out, text, len) = '\0';
    return out;
}

/** What the test has loaded; it must be right. */
static inline sp_loaded_t *pages_loaded(files_t *t)
{
    sp_loaded_t *loaded = t->loaded;

    if (loaded == NULL &&
        sp_loaded_create(&loaded, t->pool, &t->err) != APR_SUCCESS) {
        fail_msg("%s", sp_error_text(&t->err, t->pool));
    }
    t->loaded = loaded;
    return loaded;
}

/** A variable of the brand before those of @a next. */
static inline sp_var_t pages_var(const sp_var_t *next, const char *name,
                                 const char *value)
{
    sp_var_t var;

    memset(&var, 0, sizeof(var));
    var.next = next;
    var.name = name;
    var.value = value;
    var.fact = -1;
    return var;
}

/** A default appearance. */
static inline sp_appearance_t *pages_appearance(files_t *t)
{
    sp_loaded_t *loaded = pages_loaded(t);

    return sp_appearance_create(t->pool, sp_loaded_default_theme(loaded),
                                sp_loaded_standard(loaded));
}

/** An appearance with a catalogue of documented words, in English alone. */
static inline sp_appearance_t *pages_english_appearance(files_t *t)
{
    sp_loaded_t *loaded = pages_loaded(t);
    const sp_catalog_t *catalog = NULL;

    assert_int_equal(
        sp_loaded_catalog(loaded, &catalog, "cloud-api", "cloud-api", &t->err),
        APR_SUCCESS);
    return sp_appearance_create(t->pool, sp_loaded_default_theme(loaded),
                                catalog);
}

/** Make a page; it must be right. */
static inline sp_page_t *pages_make(files_t *t,
                                    const sp_appearance_t *appearance, int code,
                                    sp_format_t format, const char *language)
{
    sp_page_t *page = NULL;

    if (sp_page_make(&page, appearance, code, format, language, t->pool,
                     &t->err) != APR_SUCCESS) {
        fail_msg("%d %s %s: %s", code, sp_format_info(format)->name, language,
                 sp_error_text(&t->err, t->pool));
    }
    return page;
}

/** The bytes of a page; @a facts may be NULL: none. */
static inline char *pages_fill(const sp_page_t *page, const sp_facts_t *facts,
                               apr_pool_t *pool)
{
    static const sp_facts_t none;
    const sp_facts_t *f = facts ? facts : &none;
    apr_size_t size = sp_plan_size(page->plan, f);
    char *out = apr_palloc(pool, size + 1);
    char *end = sp_plan_write(page->plan, f, out);

    assert_int_equal(end - out, size);
    *end = '\0';
    return out;
}

/** From an appearance to the bytes of a page without any live fact. */
static inline char *pages_text(files_t *t, const sp_appearance_t *appearance,
                               int code, sp_format_t format,
                               const char *language)
{
    return pages_fill(pages_make(t, appearance, code, format, language), NULL,
                      t->pool);
}

static inline apr_status_t pages_forget(void *json)
{
    json_decref(json);
    return APR_SUCCESS;
}

/** Parse JSON that must be right; alive as long as the pool. */
static inline json_t *pages_json(const char *text, apr_pool_t *pool)
{
    json_error_t why;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &why);

    if (root == NULL) {
        fail_msg("%d:%d: %s in\n%s", why.line, why.column, why.text, text);
    }
    apr_pool_cleanup_register(pool, root, pages_forget, apr_pool_cleanup_null);
    return root;
}

/** A string member, "" where there is none. */
static inline const char *pages_member(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

/** @a haystack must hold @a needle. */
static inline void pages_holds(const char *haystack, const char *needle)
{
    if (strstr(haystack, needle) == NULL) {
        fail_msg("\"%s\" is not in\n%s", needle, haystack);
    }
}

/** @a haystack must not hold @a needle. */
static inline void pages_lacks(const char *haystack, const char *needle)
{
    if (strstr(haystack, needle) != NULL) {
        fail_msg("\"%s\" is in\n%s", needle, haystack);
    }
}

#endif /* SP_PAGES_HELPER_H */
