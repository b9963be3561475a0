/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The table of codes; see page.h. */
#include "page/page.h"

#include "base/language.h"
#include "page/make.h"
#include "page/values.h"
#include "template/template.h"

#include <apr_strings.h>
#include <strings.h>

int sp_reference_has(const sp_appearance_t *appearance, int code, int all)
{
    return all ? sp_appearance_knows(appearance, code)
               : sp_appearance_documents(appearance, code);
}

static sp_value_t *row_of(const sp_appearance_t *appearance,
                          const sp_reference_t *asked, int code,
                          apr_pool_t *pool)
{
    sp_entry_t entry = sp_appearance_entry(appearance, code, asked->language);
    sp_value_t *row = sp_value_object(pool);

    sp_values_entry(row, appearance, code, &entry, pool);
    sp_values_language(row, asked->language, entry.language, pool);
    sp_value_set(row, "anchor", sp_value_string(pool, apr_itoa(pool, code)));
    sp_value_set(
        row, "url",
        sp_value_string(pool,
                        apr_psprintf(pool, "%s/%d%s", asked->base, code,
                                     sp_appearance_documents(appearance, code)
                                         ? ""
                                         : "?all")));
    sp_value_set(row, "last", sp_value_bool(pool, 0));
    return row;
}

static sp_value_t *class_of(const sp_appearance_t *appearance,
                            const sp_reference_t *asked, int class,
                            sp_value_t *codes, apr_pool_t *pool)
{
    sp_value_t *object = sp_value_object(pool);
    const char *label = apr_psprintf(pool, "class_%dxx", class);
    const char *name =
        sp_catalog_label(appearance->catalog, asked->language, label);

    sp_value_set(object, "class",
                 sp_value_string(pool, apr_psprintf(pool, "%dxx", class)));
    sp_value_set(object, "class_name", sp_value_string(pool, name));
    sp_value_set(object, "codes", codes);
    return object;
}

/* "codes": all rows; "classes": the same by their first digit. */
static void set_rows(sp_value_t *root, const sp_appearance_t *appearance,
                     const sp_reference_t *asked, apr_pool_t *pool)
{
    sp_value_t *codes = sp_value_list(pool);
    sp_value_t *classes = sp_value_list(pool);
    sp_value_t *of_class = NULL;
    sp_value_t *row = NULL;
    int code, last_class = 0;

    for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
        if ((asked->code != 0 && asked->code != code) ||
            !sp_reference_has(appearance, code, asked->all)) {
            continue;
        }
        if (code / 100 != last_class) {
            last_class = code / 100;
            of_class = sp_value_list(pool);
            sp_value_append(classes, class_of(appearance, asked, last_class,
                                              of_class, pool));
        }
        row = row_of(appearance, asked, code, pool);
        sp_value_append(codes, row);
        sp_value_append(of_class, row);
    }
    if (row != NULL) {
        sp_value_set(row, "last", sp_value_bool(pool, 1));
    }
    sp_value_set(root, "codes", codes);
    sp_value_set(root, "classes", classes);
}

static void set_languages(sp_value_t *root, const sp_appearance_t *appearance,
                          const sp_reference_t *asked, apr_pool_t *pool)
{
    sp_value_t *list = sp_value_list(pool);
    int i;

    for (i = 0;
         i < appearance->language_count && appearance->language_count > 1;
         i++) {
        const char *tag = appearance->languages[i];
        const char *name =
            sp_catalog_label(appearance->catalog, tag, "language_name");
        sp_value_t *item = sp_value_object(pool);
        sp_value_set(item, "tag", sp_value_string(pool, tag));
        sp_value_set(item, "name", sp_value_string(pool, name ? name : tag));
        sp_value_set(
            item, "current",
            sp_value_bool(pool, strcasecmp(tag, asked->language) == 0));
        sp_value_append(list, item);
    }
    sp_value_set(root, "languages", list);
}

static void set_title(sp_value_t *root, const sp_appearance_t *appearance,
                      const sp_reference_t *asked, apr_pool_t *pool)
{
    sp_title_t title = sp_appearance_title(appearance, asked->language);

    sp_value_set(root, "title", sp_value_string(pool, title.text));
    sp_value_set(root, "title_language", sp_value_string(pool, title.language));
    sp_value_set(root, "title_dir",
                 sp_value_string(pool, sp_language_dir(title.language)));
    sp_value_set(
        root, "title_mixed",
        sp_value_bool(pool, strcasecmp(title.language, asked->language) != 0));
}

static sp_value_t *values_of(const sp_appearance_t *appearance,
                             const sp_reference_t *asked, apr_pool_t *pool)
{
    sp_value_t *root = sp_value_object(pool);

    sp_values_language(root, asked->language, asked->language, pool);
    sp_values_labels(root, appearance, asked->language, pool);
    sp_values_words(root, appearance, asked->language, pool);
    sp_values_files(root, appearance->theme, pool);
    sp_values_brand(root, appearance, pool);
    sp_value_set(root, "class", sp_value_string(pool, "reference"));
    sp_value_set(root, "base", sp_value_string(pool, asked->base));
    set_title(root, appearance, asked, pool);
    sp_value_set(root, "all", sp_value_bool(pool, asked->all));
    sp_value_set(root, "single", sp_value_bool(pool, asked->code != 0));
    set_rows(root, appearance, asked, pool);
    set_languages(root, appearance, asked, pool);
    return root;
}

apr_status_t sp_reference_make(sp_page_t **page,
                               const sp_appearance_t *appearance,
                               const sp_reference_t *asked, apr_pool_t *pool,
                               sp_error_t *err)
{
    int id = asked->json ? SP_THEME_REFERENCE_JSON : SP_THEME_REFERENCE;
    apr_pool_t *scratch;
    apr_status_t rv;

    apr_pool_create(&scratch, pool);
    rv = sp_page_render(
        page, sp_theme_page(appearance->theme, id), sp_theme_page_format(id),
        values_of(appearance, asked, scratch), asked->language, pool, err);
    apr_pool_destroy(scratch);
    if (rv == APR_SUCCESS) {
        (*page)->indexed = !asked->all; /* it stands elsewhere already */
    }
    return rv;
}
