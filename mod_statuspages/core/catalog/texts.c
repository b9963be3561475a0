/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reads the texts of a catalogue file. Knows what a label may look like; codes
 * and problems are the affair of entries.c, everything around that of
 * parse.c. */
#include "catalog/come_back.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

/* Templates know the labels that the root's first language has; others would
 * be mistyped. That language itself may name what it likes. */
static apr_status_t check_label(sp_reader_t *r, const char *name)
{
    const sp_catalog_language_t *known =
        sp_catalog_own(sp_catalog_root(r->catalog), 0);
    apr_size_t len = strlen(name);

    if (known == NULL) {
        if (!apr_islower(name[0]) || len > SP_CATALOG_MAX_NAME ||
            strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != len) {
            return sp_reader_fault(
                r,
                "'%s' can't be a label; its name is made of small "
                "letters, digits and _, at most %d",
                sp_reader_shown(r, name), SP_CATALOG_MAX_NAME);
        }
        return APR_SUCCESS;
    }
    if (apr_hash_get(known->labels, name, APR_HASH_KEY_STRING) != NULL) {
        return APR_SUCCESS;
    }
    return sp_reader_unknown(r, "label", name,
                             (const char *const *)known->label_names->elts,
                             known->label_names->nelts, "");
}

static apr_status_t read_label(sp_reader_t *r, const char *key, json_t *value)
{
    apr_status_t rv = check_label(r, key);
    const char *text, *name;

    if (rv == APR_SUCCESS) {
        rv = sp_reader_text(r, value, 0, &text);
    }
    if (rv == APR_SUCCESS) {
        name = apr_pstrdup(r->keep, key);
        apr_hash_set(r->language->labels, name, APR_HASH_KEY_STRING, text);
        APR_ARRAY_PUSH(r->language->label_names, const char *) = name;
    }
    return rv;
}

/* Each member of the file's object @a name, which it need not have. */
static apr_status_t
read_each(sp_reader_t *r, const json_t *root, const char *name,
          apr_status_t (*read)(sp_reader_t *r, const char *key, json_t *value))
{
    json_t *object = json_object_get(root, name), *value;
    apr_status_t rv = APR_SUCCESS;
    const char *key;

    sp_reader_at(r, 0, name);
    if (object != NULL && !json_is_object(object)) {
        return sp_reader_fault(r, "'%s' must be an object, not %s", name,
                               sp_reader_kind(object));
    }
    json_object_foreach(object, key, value)
    {
        sp_reader_at(r, 1, key);
        rv = read(r, key, value);
        if (rv != APR_SUCCESS) {
            return rv;
        }
    }
    return rv;
}

apr_status_t sp_catalog_read_texts(sp_reader_t *r, const json_t *root)
{
    apr_status_t rv = read_each(r, root, "labels", read_label);

    if (rv == APR_SUCCESS) {
        rv = sp_catalog_read_come_back(r, root);
    }
    if (rv == APR_SUCCESS) {
        rv = read_each(r, root, "codes", sp_catalog_read_code);
    }
    if (rv == APR_SUCCESS) {
        rv = read_each(r, root, "problems", sp_catalog_read_problem);
    }
    return rv;
}
