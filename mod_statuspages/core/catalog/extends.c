/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a catalogue file extends: another catalogue, none, or what every one
 * extends. The depth is bounded; where catalogues lie is the caller's affair.
 */
#include "catalog/extends.h"

#include "base/json_place.h"

#include <string.h>

static int chain_length(const sp_catalog_t *catalog)
{
    int n = 0;

    for (; catalog != NULL; catalog = sp_catalog_beneath(catalog)) {
        n++;
    }
    return n;
}

/* Ask the caller for the catalogue that is extended; if it has a fault to
 * tell that has no place, the place is here. */
static apr_status_t find_extended(sp_reader_t *r, const char *extends,
                                  const sp_catalog_t **found)
{
    *found = r->find ? r->find(r->baton, extends, r->err) : NULL;
    if (*found == NULL) {
        if (r->err != NULL && r->err->msg != NULL && r->err->file == NULL) {
            r->err->file = r->file;
            sp_json_place(r->text, r->len, r->path, r->depth, &r->err->line,
                          &r->err->col);
        }
        return sp_reader_fault(r,
                               "extends '%s', which is not a known catalogue",
                               sp_reader_shown(r, extends));
    }
    if (chain_length(*found) >= SP_CATALOG_MAX_EXTENDS) {
        return sp_reader_fault(r,
                               "extends '%s', and so the last of more than %d "
                               "catalogues",
                               sp_reader_shown(r, extends),
                               SP_CATALOG_MAX_EXTENDS);
    }
    return APR_SUCCESS;
}

int sp_catalog_extends_null(const json_t *root)
{
    return json_is_null(json_object_get(root, "extends"));
}

/* "extends": null: all codes are its own. The words of the page around them
 * have to come from somewhere. */
static apr_status_t read_null(sp_reader_t *r, const char *name,
                              const sp_catalog_t *catalog,
                              const sp_catalog_t **found)
{
    const sp_catalog_t *own = catalog ? sp_catalog_extends(catalog) : NULL;

    if (own != NULL) {
        return sp_reader_fault(
            r, "extends null, but the catalogue '%s' extends '%s'", name,
            sp_catalog_name(own));
    }
    *found = catalog ? sp_catalog_beneath(catalog) : NULL;
    return catalog != NULL || r->find == NULL ||
                   strcmp(name, SP_CATALOG_ROOT) == 0
               ? APR_SUCCESS
               : find_extended(r, SP_CATALOG_ROOT, found);
}

apr_status_t sp_catalog_check_alone(sp_reader_t *r, const json_t *root)
{
    if (!sp_catalog_extends_null(root) ||
        json_object_size(json_object_get(root, "codes")) > 0 ||
        json_object_size(json_object_get(root, "problems")) > 0) {
        return APR_SUCCESS;
    }
    sp_reader_at(r, 0, "extends");
    return sp_reader_fault(r, "extends null and has no codes of its own, so it "
                              "says nothing; give it 'codes' or 'problems', "
                              "or leave 'extends' out");
}

apr_status_t sp_catalog_read_extends(sp_reader_t *r, json_t *root,
                                     const char *name,
                                     const sp_catalog_t *catalog,
                                     const sp_catalog_t **found)
{
    const sp_catalog_t *own = catalog ? sp_catalog_extends(catalog) : NULL;
    const char *extends;
    apr_status_t rv;

    if (sp_catalog_extends_null(root)) {
        sp_reader_at(r, 0, "extends");
        return read_null(r, name, catalog, found);
    }
    rv = sp_reader_string(r, root, "extends", NULL, &extends);
    *found = own;
    if (rv != APR_SUCCESS || name == NULL) {
        return rv; /* sp_catalog_parse() has seen to a name */
    }
    if (extends == NULL) {
        if (catalog != NULL || r->find == NULL ||
            strcmp(name, SP_CATALOG_ROOT) == 0) {
            return APR_SUCCESS;
        }
        extends = SP_CATALOG_ROOT;
    }
    if (strcmp(extends, name) == 0) {
        return sp_reader_fault(r, "the catalogue '%s' extends itself", name);
    }
    if (own != NULL && strcmp(extends, sp_catalog_name(own)) == 0) {
        return APR_SUCCESS;
    }
    rv = find_extended(r, extends, found);
    if (rv == APR_SUCCESS && catalog != NULL && *found != own) {
        rv = sp_reader_fault(
            r, "extends '%s', but the catalogue '%s' extends %s%s%s",
            sp_reader_shown(r, extends), name, own ? "'" : "",
            own ? sp_catalog_name(own) : "none", own ? "'" : "");
    }
    return rv;
}
