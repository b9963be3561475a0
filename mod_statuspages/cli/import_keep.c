/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* An old catalogue's additions in a new one; see import_keep.h. The words are
 * the document's always; "retry" is the document's only where it has a column
 * for it, because advice taken out of sentences may be better known by hand. */
#include "cli/import_keep.h"

#include "base/codes.h"
#include "base/file.h"

#include <apr_strings.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether the document itself has told the advice of a row. */
static int is_told(const sp_import_t *import, int which, const char *key)
{
    int i;

    for (i = 0; i < import->row_count; i++) {
        const sp_import_row_t *row = &import->rows[i];

        if (row->language == which && row->told != NULL &&
            (row->name != NULL ? strcmp(row->name, key) == 0
                               : row->code == sp_code_parse(key))) {
            return 1;
        }
    }
    return 0;
}

/* A code or problem that both have. */
static int keep_entry(json_t *entry, json_t *old, const char *key, int told)
{
    const char *member,
        *retry = json_string_value(json_object_get(old, "retry"));
    const char *words = json_string_value(json_object_get(entry, "retry"));
    json_t *value;
    int failed = 0;

    json_object_foreach(old, member, value)
    {
        if (json_object_get(entry, member) == NULL) {
            failed |= json_object_set(entry, member, value);
        }
    }
    if (retry != NULL && words != NULL && strcmp(retry, words) != 0 && !told) {
        fprintf(stderr,
                "  %s: its retry stays \"%s\"; the document's words would say "
                "\"%s\"\n",
                key, retry, words);
        failed |=
            json_object_set(entry, "retry", json_object_get(old, "retry"));
    }
    return failed;
}

/* "codes", or "problems". */
static int keep_entries(json_t *list, json_t *old, const sp_import_t *import,
                        int which)
{
    const char *key;
    json_t *value, *entry;
    int failed = 0;

    json_object_foreach(old, key, value)
    {
        entry = json_object_get(list, key);
        if (entry == NULL) {
            fprintf(stderr, "  %s: is gone, the document lacks it\n", key);
        }
        else if (json_is_object(entry) && json_is_object(value)) {
            failed |=
                keep_entry(entry, value, key, is_told(import, which, key));
        }
    }
    return failed;
}

static int keep_all(json_t *new, json_t *old, const sp_import_t *import,
                    int which)
{
    const char *key;
    json_t *value;
    int failed = 0;

    json_object_foreach(old, key, value)
    {
        if (strcmp(key, "codes") == 0 || strcmp(key, "problems") == 0) {
            failed |=
                keep_entries(json_object_get(new, key), value, import, which);
        }
        else if (json_object_get(new, key) == NULL) {
            failed |= json_object_set(new, key, value);
        }
    }
    return failed;
}

/* The members in the order of conf/README: what a catalogue says about itself
 * stands before its codes. */
static json_t *in_order(json_t *all)
{
    static const char *const last[] = {"codes", "problems"};
    json_t *ordered = json_object(), *value;
    const char *key;
    int failed = ordered == NULL;
    size_t i;

    json_object_foreach(all, key, value)
    {
        if (strcmp(key, last[0]) != 0 && strcmp(key, last[1]) != 0) {
            failed |= json_object_set(ordered, key, value);
        }
    }
    for (i = 0; i < 2; i++) {
        value = json_object_get(all, last[i]);
        failed |= value != NULL && json_object_set(ordered, last[i], value);
    }
    if (failed) {
        json_decref(ordered);
        ordered = NULL;
    }
    return ordered;
}

apr_status_t sp_import_keep(sp_call_t *call, const char **json,
                            const sp_import_t *import,
                            const sp_import_about_t *about, int given,
                            const char *path)
{
    json_t *old, *new, *all = NULL;
    json_error_t wrong;
    const char *text;
    apr_size_t len;
    int failed;

    if (sp_file_read(path, &text, &len, call->pool, &call->err) !=
        APR_SUCCESS) {
        return APR_EGENERAL;
    }
    old = json_loadb(text, len, JSON_REJECT_DUPLICATES, &wrong);
    if (!json_is_object(old)) {
        json_decref(old);
        return sp_error_set(&call->err, call->pool, path, wrong.line,
                            wrong.column, "is no catalogue: %s",
                            old == NULL ? wrong.text : "no object of JSON");
    }
    new = json_loads(*json, 0, &wrong);
    failed = new == NULL || keep_all(new, old, import, about->which);
    if (!failed && !given && json_object_get(old, "extends") != NULL) {
        failed =
            json_object_set(new, "extends", json_object_get(old, "extends"));
    }
    all = failed ? NULL : in_order(new);
    *json = sp_json_text(all, JSON_INDENT(2) | JSON_PRESERVE_ORDER, call->pool);
    *json = *json != NULL ? apr_pstrcat(call->pool, *json, "\n", NULL) : NULL;
    json_decref(all);
    json_decref(new);
    json_decref(old);
    return APR_SUCCESS;
}
