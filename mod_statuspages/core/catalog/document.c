/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A catalogue as the document that it is: what of its chain is its own, and
 * what it is called; see catalog.h. */
#include "base/language.h"
#include "catalog/table.h"

/* The first of the chain with codes of its own: one that has none, as a file
 * of labels, is no other document than what it extends. */
static const sp_catalog_t *document(const sp_catalog_t *catalog)
{
    while (!sp_catalog_is_documented(catalog) &&
           sp_catalog_extends(catalog) != NULL) {
        catalog = sp_catalog_extends(catalog);
    }
    return catalog;
}

int sp_catalog_documents(const sp_catalog_t *catalog, int code)
{
    const sp_entry_t *entry = sp_catalog_entry(catalog, code, NULL);
    const sp_catalog_t *own = document(catalog);

    if (entry == NULL) {
        return 0;
    }
    return entry->name != NULL
               ? sp_catalog_any_problem(own, entry->name) != NULL
               : sp_catalog_any(own, code) != NULL;
}

static sp_title_t own_title(const sp_catalog_t *catalog, const char *language)
{
    const sp_catalog_language_t *l;
    char tag[SP_LANGUAGE_SIZE];
    int more = sp_language_fold(tag, language);
    int i;

    for (; more; more = sp_language_shorten(tag)) {
        l = sp_catalog_in(catalog, tag);
        if (l != NULL && l->title != NULL) {
            return (sp_title_t){l->title, l->tag};
        }
    }
    for (i = 0; (l = sp_catalog_own(catalog, i)) != NULL; i++) {
        if (l->title != NULL) {
            return (sp_title_t){l->title, l->tag};
        }
    }
    return (sp_title_t){NULL, NULL};
}

sp_title_t sp_catalog_title(const sp_catalog_t *catalog, const char *language)
{
    const sp_catalog_t *last = document(catalog);
    sp_title_t title = own_title(catalog, language);

    while (title.text == NULL && catalog != last) {
        catalog = sp_catalog_extends(catalog);
        title = own_title(catalog, language);
    }
    return title;
}
