/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reads the texts of a catalogue file: "labels", "codes" and "come_back". Knows
 * what a label and a code may look like, and that advice must not differ
 * between languages; everything around is parse.c's affair. */
#include "catalog/come_back.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

static apr_status_t read_retry(sp_reader_t *r, const json_t *value, int code,
                               sp_retry_t *retry)
{
    const char *word = json_string_value(value);
    int i;

    if (word == NULL) {
        return sp_reader_fault(r, "'retry' must be a string, not %s",
                               sp_reader_kind(value));
    }
    for (i = SP_RETRY_MODIFY; i <= SP_RETRY_AFTER; i++) {
        if (strcmp(word, sp_retry_name((sp_retry_t)i)) == 0) {
            *retry = (sp_retry_t)i;
            return APR_SUCCESS;
        }
    }
    return sp_reader_fault(
        r,
        "the retry advice of code %d is '%s'; it must be modify, "
        "later or after, or left out",
        code, sp_reader_shown(r, word));
}

/* Advice does not depend on the language: a translation may leave it out,
 * but not contradict. */
static apr_status_t agree_retry(sp_reader_t *r, int code, int stated,
                                sp_entry_t *entry)
{
    const sp_entry_t *other = sp_catalog_any(r->catalog, code);

    if (other != NULL && !stated) {
        entry->retry = other->retry;
    }
    if (other == NULL || entry->retry == other->retry) {
        return APR_SUCCESS;
    }
    sp_reader_at(r, 2, "retry");
    return sp_reader_fault(
        r,
        "the retry advice of code %d is '%s' here, but '%s' in "
        "language '%s'; leave it out, or make them the same",
        code, sp_retry_name(entry->retry),
        other->retry ? sp_retry_name(other->retry) : "none", other->language);
}

static apr_status_t read_member(sp_reader_t *r, const char *key,
                                const json_t *value, int code,
                                sp_entry_t *entry)
{
    static const char *const members[] = {"message", "description", "retry"};

    sp_reader_at(r, 2, key);
    if (strcmp(key, "message") == 0) {
        return sp_reader_text(r, value, 0, &entry->message);
    }
    if (strcmp(key, "description") == 0) {
        return sp_reader_text(r, value, 1, &entry->description);
    }
    if (strcmp(key, "retry") == 0) {
        return read_retry(r, value, code, &entry->retry);
    }
    return sp_reader_unknown(r, "member", key, members, SP_COUNT(members),
                             "; a code has message, description and retry");
}

static apr_status_t read_entry(sp_reader_t *r, int code, json_t *value)
{
    sp_entry_t *entry = apr_pcalloc(r->keep, sizeof(*entry));
    const char *key;
    json_t *member;
    apr_status_t rv;

    if (!json_is_object(value)) {
        return sp_reader_fault(
            r,
            "code %d must be an object with message, description "
            "and retry, not %s",
            code, sp_reader_kind(value));
    }
    entry->language = r->language->tag;
    entry->description = "";
    json_object_foreach(value, key, member)
    {
        rv = read_member(r, key, member, code, entry);
        if (rv != APR_SUCCESS) {
            return rv;
        }
    }
    r->depth = 2;
    if (entry->message == NULL) {
        return sp_reader_fault(r, "code %d has no 'message'", code);
    }
    r->language->codes[code - SP_CODE_MIN] = entry;
    return agree_retry(r, code, json_object_get(value, "retry") != NULL, entry);
}

static apr_status_t read_code(sp_reader_t *r, const char *key, json_t *value)
{
    int code = sp_code_parse(key);

    return code != 0 ? read_entry(r, code, value)
                     : sp_reader_fault(r,
                                       "'%s' is not a status code; a code is a "
                                       "number from %d to %d",
                                       sp_reader_shown(r, key), SP_CODE_MIN,
                                       SP_CODE_MAX);
}

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
    return rv == APR_SUCCESS ? read_each(r, root, "codes", read_code) : rv;
}
