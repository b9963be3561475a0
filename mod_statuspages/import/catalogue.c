/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Rows -> the file of a catalogue; see import.h. Knows its members and their
 * order; refuses to know where the rows come from. */
#include "import/import.h"

#include "base/codes.h"

#include <apr_strings.h>
#include <string.h>

/* A row's members; 0 where memory is short. */
static int add_row(json_t *list, const char *key, const sp_import_row_t *row)
{
    json_t *entry = json_object();
    int failed = 0;

    if (row->name != NULL) {
        failed |= json_object_set_new(entry, "status", json_integer(row->code));
    }
    failed |= json_object_set_new(entry, "message", json_string(row->message));
    failed |= json_object_set_new(entry, "description",
                                  json_string(row->description));
    if (row->retry != NULL) {
        failed |= json_object_set_new(entry, "retry", json_string(row->retry));
    }
    if (row->url != NULL) {
        failed |= json_object_set_new(entry, "url", json_string(row->url));
    }
    if (failed != 0) { /* a part of it would be missing */
        json_decref(entry);
        return 0;
    }
    return json_object_set_new(list, key, entry) == 0;
}

/* The rows of one code in one language: the status, or its problems. */
static int add_rows(json_t *list, const sp_import_t *import, int which,
                    int code, int problems, apr_pool_t *pool)
{
    int i;

    for (i = 0; i < import->row_count; i++) {
        const sp_import_row_t *row = &import->rows[i];

        if (row->code == code && row->language == which &&
            (row->name != NULL) == problems &&
            !add_row(list, problems ? row->name : apr_itoa(pool, code), row)) {
            return 0;
        }
    }
    return 1;
}

/* NULL where memory is short, and where there are no problems. */
static json_t *rows_of(const sp_import_t *import, int which, int problems,
                       int *failed, apr_pool_t *pool)
{
    json_t *list = json_object();
    int code;

    for (code = SP_CODE_MIN; code <= SP_CODE_MAX && list != NULL; code++) {
        if (!add_rows(list, import, which, code, problems, pool)) {
            json_decref(list); /* a row would be missing */
            list = NULL;
        }
    }
    *failed |= list == NULL;
    if (list != NULL && problems && json_object_size(list) == 0) {
        json_decref(list);
        list = NULL;
    }
    return list;
}

const char *sp_import_json(const sp_import_t *import,
                           const sp_import_about_t *about, apr_pool_t *pool)
{
    const char *language = import->languages[about->which];
    int failed = 0;
    json_t *codes = rows_of(import, about->which, 0, &failed, pool);
    json_t *problems = rows_of(import, about->which, 1, &failed, pool);
    json_t *root = json_pack("{ss, ss, ss, so}", "name", about->name,
                             "language", language ? language : about->language,
                             "extends", about->extends, "codes", codes);
    const char *text;

    if (strcmp(about->extends, SP_IMPORT_ALONE) == 0) {
        failed |= json_object_set_new(root, "extends", json_null()) != 0;
    }
    if (about->title != NULL) {
        failed |=
            json_object_set_new(root, "title", json_string(about->title)) != 0;
    }
    if (problems != NULL) {
        failed |=
            root == NULL || json_object_set(root, "problems", problems) != 0;
        json_decref(problems);
    }
    text = failed
               ? NULL
               : sp_json_text(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER, pool);
    json_decref(root);
    return text ? apr_pstrcat(pool, text, "\n", NULL) : NULL;
}
