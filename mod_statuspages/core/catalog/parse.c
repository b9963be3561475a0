/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reads one catalogue file (JSON) into a catalogue; see sp_catalog_parse().
 * Knows what a file says about itself (name, language) and refuses what can't
 * be meant; what it extends is extends.c's affair, its texts are texts.c's,
 * look-ups are catalog.c's, finding files is the caller's. The file is hostile
 * until shown otherwise: its size, the depth of "extends" and the length of
 * what a fault repeats are bounded. */
#include "catalog/extends.h"
#include "base/json.h"
#include "base/json_place.h"
#include "base/language.h"
#include "base/spelling.h"

#include <apr_strings.h>
#include <string.h>

#define MAX_SIZE (4 * 1024 * 1024)

/* The files that this thread is reading, one because of the other: "extends"
 * makes the caller read another file from within sp_catalog_parse(), so a
 * circle would never end. */
typedef struct reading_t {
    const char *file;
    const struct reading_t *outer;
} reading_t;

static __thread const reading_t *innermost;

static apr_status_t check_members(sp_reader_t *r, json_t *root)
{
    static const char *const members[] = {"name",  "language", "extends",
                                          "title", "labels",   "come_back",
                                          "codes", "problems"};
    const char *key;
    json_t *value;

    json_object_foreach(root, key, value)
    {
        if (!sp_spelling_is_among(key, members, SP_COUNT(members))) {
            sp_reader_at(r, 0, key);
            return sp_reader_unknown(
                r, "member", key, members, SP_COUNT(members),
                "; a catalogue has name, language, extends, "
                "title, labels, come_back, codes and problems");
        }
    }
    r->depth = 0;
    if (json_object_get(root, "codes") == NULL &&
        json_object_get(root, "problems") == NULL &&
        json_object_get(root, "labels") == NULL &&
        json_object_get(root, "come_back") == NULL &&
        json_object_get(root, "title") == NULL) {
        return sp_reader_fault(
            r, "has neither 'codes' nor 'problems' nor 'labels'");
    }
    return APR_SUCCESS;
}

static apr_status_t read_language(sp_reader_t *r, json_t *root,
                                  const char **language)
{
    apr_status_t rv = sp_reader_string(r, root, "language", "en", language);

    if (rv == APR_SUCCESS && !sp_language_valid(*language)) {
        rv = sp_reader_fault(
            r,
            "'%s' is not a language tag; one looks like en, pt-BR "
            "or zh-Hant",
            sp_reader_shown(r, *language));
    }
    return rv;
}

static apr_status_t read_name(sp_reader_t *r, json_t *root,
                              const sp_catalog_t *catalog, const char **name)
{
    static const char legal[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    apr_status_t rv = sp_reader_string(r, root, "name", "acme", name);

    if (*name == NULL) {
        return rv;
    }
    if ((*name)[strspn(*name, legal)] != '\0' ||
        strlen(*name) > SP_CATALOG_MAX_NAME) {
        return sp_reader_fault(
            r,
            "'%s' can't be a catalogue's name; it is made of "
            "letters, digits, dots, _ and -, at most %d",
            sp_reader_shown(r, *name), SP_CATALOG_MAX_NAME);
    }
    if (catalog != NULL && strcmp(*name, sp_catalog_name(catalog)) != 0) {
        return sp_reader_fault(
            r,
            "is named '%s', but belongs to the catalogue '%s'; "
            "all files of a catalogue have the same name",
            *name, sp_catalog_name(catalog));
    }
    return APR_SUCCESS;
}

/* Nothing is added to a catalogue before all of the file is known good. */
static apr_status_t read_root(sp_reader_t *r, json_t *root, sp_catalog_t **made)
{
    const sp_catalog_t *extends;
    const sp_catalog_language_t *same;
    sp_catalog_t *catalog = *made;
    const char *tag, *name;
    apr_status_t rv;

    if ((rv = check_members(r, root)) != APR_SUCCESS ||
        (rv = read_name(r, root, catalog, &name)) != APR_SUCCESS ||
        (rv = sp_catalog_read_extends(r, root, name, catalog, &extends)) !=
            APR_SUCCESS ||
        (rv = read_language(r, root, &tag)) != APR_SUCCESS) {
        return rv;
    }
    same = catalog != NULL ? sp_catalog_in(catalog, tag) : NULL;
    if (same != NULL) {
        return sp_reader_fault(
            r,
            "language '%s' of the catalogue '%s' was read from %s "
            "already",
            tag, name, same->file ? same->file : "another file");
    }
    if (catalog == NULL) {
        rv = sp_catalog_check_alone(r, root);
        catalog = sp_catalog_create(r->keep, name, extends);
    }
    if (sp_catalog_extends_null(root)) {
        sp_catalog_stand_alone(catalog);
    }
    r->catalog = catalog;
    r->language = sp_catalog_language_create(r->keep, tag, r->file);
    if (rv == APR_SUCCESS) {
        rv = sp_reader_string(r, root, "title", NULL, &r->language->title);
    }
    if (rv == APR_SUCCESS) {
        rv = sp_catalog_read_texts(r, root);
    }
    if (rv == APR_SUCCESS) {
        sp_catalog_add(catalog, r->language);
        *made = catalog;
    }
    return rv;
}

static apr_status_t syntax_fault(sp_reader_t *r, const json_error_t *fault)
{
    int line, col;

    if (fault->line == 0) {
        return sp_error_set(r->err, r->pool, r->file, 0, 0,
                            "cannot be read: %s", fault->text);
    }
    /* jansson stands behind the last byte it took. */
    sp_text_place(r->text, r->len,
                  fault->position > 0 ? (apr_size_t)fault->position - 1 : 0,
                  &line, &col);
    return sp_error_set(r->err, r->pool, r->file, line, col,
                        "not valid JSON: %s", sp_reader_shown(r, fault->text));
}

static apr_status_t read_json(sp_reader_t *r, sp_catalog_t **catalog)
{
    json_error_t why;
    json_t *root = sp_json_load(r->text, r->len, JSON_REJECT_DUPLICATES, &why);
    apr_status_t rv;

    if (root == NULL) {
        return syntax_fault(r, &why);
    }
    if (json_is_object(root)) {
        rv = read_root(r, root, catalog);
    }
    else {
        rv = sp_reader_fault(r, "a catalogue is a JSON object, not %s",
                             sp_reader_kind(root));
    }
    json_decref(root);
    return rv;
}

/* Whether the file is being read already, further out; or too many are. */
static apr_status_t check_circle(sp_reader_t *r)
{
    const reading_t *reading;
    int n = 0;

    for (reading = innermost; reading != NULL; reading = reading->outer) {
        n++;
        if (n >= SP_CATALOG_MAX_EXTENDS ||
            (r->file != NULL && reading->file != NULL &&
             strcmp(r->file, reading->file) == 0)) {
            return sp_reader_fault(r, "extends itself, by way of %s",
                                   innermost->file ? innermost->file
                                                   : "another file");
        }
    }
    return APR_SUCCESS;
}

apr_status_t sp_catalog_parse(sp_catalog_t **catalog, const char *file,
                              const char *text, apr_size_t len,
                              sp_catalog_fn find, void *baton, apr_pool_t *pool,
                              sp_error_t *err)
{
    sp_reader_t r = {.file = file,
                     .text = text,
                     .len = len,
                     .find = find,
                     .baton = baton,
                     .pool = pool,
                     .keep = pool,
                     .err = err};
    reading_t reading = {file, innermost};
    apr_status_t rv = check_circle(&r);

    if (rv != APR_SUCCESS) {
        return rv;
    }
    if (len > MAX_SIZE) {
        return sp_reader_fault(&r, "has %lu bytes; a catalogue has at most %d",
                               (unsigned long)len, MAX_SIZE);
    }
    if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        /* the byte order mark that some editors write */
        r.text += 3;
        r.len -= 3;
    }
    if (*catalog != NULL) {
        r.keep = sp_catalog_pool(*catalog);
    }
    innermost = &reading;
    rv = read_json(&r, catalog);
    innermost = reading.outer;
    return rv;
}
