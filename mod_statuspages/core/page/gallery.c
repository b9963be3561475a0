/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See page.h. */
#include "page/page.h"

#include "page/make.h"
#include "page/policy.h"
#include "page/values.h"
#include "template/template.h"

#include <apr_escape.h>
#include <apr_strings.h>
#include <string.h>
#include <strings.h>

static sp_value_t *text(const char *s, apr_pool_t *pool)
{
    return sp_value_string(pool, s);
}

/* One choice of a list: a value and the name that is shown for it. */
static sp_value_t *add_choice(sp_value_t *list, const char *value,
                              const char *name, const char *chosen,
                              apr_pool_t *pool)
{
    sp_value_t *item = sp_value_object(pool);

    sp_value_set(item, "value", text(value, pool));
    sp_value_set(item, "name", text(name, pool));
    sp_value_set(item, "current",
                 sp_value_bool(pool, strcasecmp(value, chosen) == 0));
    sp_value_append(list, item);
    return item;
}

/* What a folder or a file is called, wherever it lies. */
static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL && slash[1] != '\0' ? slash + 1 : path;
}

/* What is built in, after what is in force where that is something else: a
 * folder or file of the administrator's own. */
static sp_value_t *names(const apr_array_header_t *all, const char *own,
                         const char *chosen, apr_pool_t *pool)
{
    sp_value_t *list = sp_value_list(pool);
    int known = 0;
    int i;

    for (i = 0; i < all->nelts; i++) {
        known |= strcmp(APR_ARRAY_IDX(all, i, const char *), own) == 0;
    }
    if (!known) {
        add_choice(list, own, last_part(own), chosen, pool);
    }
    for (i = 0; i < all->nelts; i++) {
        const char *name = APR_ARRAY_IDX(all, i, const char *);
        add_choice(list, name, name, chosen, pool);
    }
    return list;
}

static sp_value_t *formats(const sp_gallery_t *asked, apr_pool_t *pool)
{
    sp_value_t *list = sp_value_list(pool);
    const char *chosen = sp_format_info(asked->format)->name;
    int i;

    for (i = 0; i < SP_FORMAT_COUNT; i++) {
        const char *name = sp_format_info((sp_format_t)i)->name;
        add_choice(list, name, name, chosen, pool);
    }
    return list;
}

static sp_value_t *languages(const sp_appearance_t *appearance,
                             const sp_gallery_t *asked, apr_pool_t *pool)
{
    sp_value_t *list = sp_value_list(pool);
    int i;

    for (i = 0; i < appearance->language_count; i++) {
        const char *tag = appearance->languages[i];
        const char *name =
            sp_catalog_label(appearance->catalog, tag, "language_name");
        add_choice(list, tag, name ? name : tag, asked->language, pool);
    }
    return list;
}

int sp_gallery_has(const sp_appearance_t *appearance, int code)
{
    return code >= 300 && code != 304 /* has no body */ &&
           sp_reference_has(appearance, code, 1);
}

/* What is chosen as a query, but for the code. */
static const char *query_of(const sp_gallery_t *asked, int code,
                            apr_pool_t *pool)
{
    return apr_psprintf(pool, "code=%d&format=%s&lang=%s&theme=%s&catalog=%s",
                        code, sp_format_info(asked->format)->name,
                        asked->language,
                        apr_pescape_urlencoded(pool, asked->theme),
                        apr_pescape_urlencoded(pool, asked->catalog));
}

/* Every code, each with the query that leads to it. */
static sp_value_t *codes(const sp_appearance_t *appearance,
                         const sp_gallery_t *asked, apr_pool_t *pool)
{
    sp_value_t *list = sp_value_list(pool);
    const char *chosen = apr_itoa(pool, asked->code);
    int code;

    for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
        if (sp_gallery_has(appearance, code)) {
            sp_entry_t entry =
                sp_appearance_entry(appearance, code, asked->reader);
            const char *name = apr_psprintf(pool, "%d %s", code, entry.message);
            sp_value_t *item =
                add_choice(list, apr_itoa(pool, code), name, chosen, pool);
            sp_value_set(item, "query",
                         text(query_of(asked, code, pool), pool));
        }
    }
    return list;
}

static sp_value_t *headers(const apr_table_t *table, apr_pool_t *pool)
{
    sp_value_t *list = sp_value_list(pool);
    const apr_array_header_t *rows = apr_table_elts(table);
    int i;

    for (i = 0; i < rows->nelts; i++) {
        const apr_table_entry_t *e = &APR_ARRAY_IDX(rows, i, apr_table_entry_t);
        sp_value_t *item = sp_value_object(pool);
        sp_value_set(item, "name", text(e->key, pool));
        sp_value_set(item, "value", text(e->val, pool));
        sp_value_append(list, item);
    }
    return list;
}

static sp_value_t *values_of(const sp_appearance_t *appearance,
                             const sp_gallery_t *asked, apr_pool_t *pool)
{
    sp_value_t *root = sp_value_object(pool);

    sp_values_language(root, asked->reader, asked->reader, pool);
    sp_values_labels(root, appearance, asked->reader, pool);
    sp_values_words(root, appearance, asked->reader, pool);
    sp_values_files(root, appearance->theme, pool);
    sp_values_brand(root, appearance, pool);
    sp_value_set(root, "base", text(asked->base, pool));
    sp_value_set(root, "status", text(apr_itoa(pool, asked->code), pool));
    sp_value_set(root, "class", text("gallery", pool));
    sp_value_set(root, "query", text(query_of(asked, asked->code, pool), pool));
    sp_value_set(root, "themes",
                 names(sp_loaded_theme_names(pool),
                       sp_theme_name(appearance->theme), asked->theme, pool));
    sp_value_set(root, "catalogs",
                 names(sp_loaded_catalog_names(pool),
                       sp_catalog_name(appearance->catalog), asked->catalog,
                       pool));
    sp_value_set(root, "formats", formats(asked, pool));
    sp_value_set(root, "languages", languages(appearance, asked, pool));
    sp_value_set(root, "codes", codes(appearance, asked, pool));
    sp_value_set(root, "headers", headers(asked->headers, pool));
    sp_value_set(root, "body", text(asked->body, pool));
    sp_value_set(root, "shown",
                 sp_value_bool(pool, asked->format == SP_FORMAT_HTML));
    return root;
}

apr_status_t sp_gallery_make(sp_page_t **page,
                             const sp_appearance_t *appearance,
                             const sp_gallery_t *asked, apr_pool_t *pool,
                             sp_error_t *err)
{
    apr_pool_t *scratch;
    apr_status_t rv;

    apr_pool_create(&scratch, pool);
    rv =
        sp_page_render(page, sp_theme_page(appearance->theme, SP_THEME_GALLERY),
                       SP_FORMAT_HTML, values_of(appearance, asked, scratch),
                       asked->reader, pool, err);
    apr_pool_destroy(scratch);
    if (rv == APR_SUCCESS) {
        (*page)->no_store = 1;
        (*page)->csp = sp_csp_for_gallery((*page)->plan, pool);
    }
    return rv;
}
