/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What every import must hold, whatever the document is. */
#ifndef FUZZ_IMPORTED_H
#define FUZZ_IMPORTED_H

#include "bytes.h"

#include "catalog/catalog.h"
#include "import/import.h"

static inline const sp_catalog_t *find(void *baton, const char *name,
                                       sp_error_t *err)
{
    (void)err;
    return sp_catalog_create(baton, name, NULL);
}

static inline void read_again(const sp_import_t *import, apr_pool_t *pool)
{
    static const sp_import_about_t about = {
        .name = "fuzz", .language = "en", .extends = "root"};
    const char *json = sp_import_json(import, &about, pool);
    sp_catalog_t *catalog = NULL;
    sp_error_t err = {0};
    int i;

    FUZZ_HOLDS(json != NULL);
    FUZZ_HOLDS(sp_catalog_parse(&catalog, "f", json, strlen(json), find, pool,
                                pool, &err) == APR_SUCCESS,
               "%s\n%s", sp_error_text(&err, pool), json);
    for (i = 0; i < import->row_count; i++) {
        const sp_import_row_t *row = &import->rows[i];
        const sp_entry_t *entry = sp_catalog_entry(catalog, row->code, "en");

        if (row->name != NULL || row->language != 0) {
            continue;
        }
        FUZZ_HOLDS(entry != NULL, "%d", row->code);
        FUZZ_HOLDS(strcmp(entry->message, row->message) == 0, "%d", row->code);
        FUZZ_HOLDS(strcmp(entry->description, row->description) == 0, "%d",
                   row->code);
    }
}

static inline void check_rows(const sp_import_t *import)
{
    char seen[SP_CODE_MAX + 1] = {0};
    int i, unclear = 0;

    for (i = 0; i < import->row_count; i++) {
        const sp_import_row_t *row = &import->rows[i];

        FUZZ_HOLDS(row->code >= SP_CODE_MIN && row->code <= SP_CODE_MAX);
        FUZZ_HOLDS(row->language < import->language_count);
        if (row->name == NULL && row->language == 0) {
            FUZZ_HOLDS(!seen[row->code], "%d", row->code);
            seen[row->code] = 1;
        }
        FUZZ_HOLDS(
            (row->line >= 1 || strncmp(import->shape, "OpenAPI", 7) == 0) &&
            *row->message != '\0');
        FUZZ_HOLDS(strlen(row->message) <= SP_IMPORT_MAX_MESSAGE);
        FUZZ_HOLDS(strlen(row->description) <= SP_IMPORT_MAX_DESCRIPTION);
    }
    for (i = 0; i < import->note_count; i++) {
        FUZZ_HOLDS(
            (import->notes[i].line >= 1 || import->notes[i].place != NULL) &&
            import->notes[i].text);
        unclear += import->notes[i].kind == SP_IMPORT_UNCLEAR;
    }
    FUZZ_HOLDS(import->more > 0 || unclear == import->unclear);
}

/* Read a document of that name, and hold what comes of it. */
static inline int import_once(const uint8_t *data, size_t size,
                              const char *name)
{
    fuzz_bytes_t b = fuzz_begin(data, size);
    char *text = apr_palloc(b.pool, size);
    const sp_import_t *import = NULL;
    sp_error_t err = {0};
    apr_status_t rv;

    if (size > 0) {
        memcpy(text, data, size);
    }
    rv = sp_import(&import, name, text, size, b.pool, &err);
    FUZZ_HOLDS((rv == APR_SUCCESS) == (err.msg == NULL));
    if (rv == APR_SUCCESS) {
        FUZZ_HOLDS(import != NULL && import->row_count > 0);
        fuzz_accepted++;
        check_rows(import);
        read_again(import, b.pool);
    }
    return fuzz_end(&b);
}

#endif /* FUZZ_IMPORTED_H */
