/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* OpenAPI. Input: what stands behind "openapi: 3.1.0", or a whole document
 * where it begins with a brace. Oracles: every code and problem is there once;
 * the catalogue that is written is read again and says the same; each note has
 * a place. */
#include "bytes.h"

#include "catalog/catalog.h"
#include "import/import.h"

#include <apr_strings.h>

static const sp_catalog_t *find(void *baton, const char *name, sp_error_t *err)
{
    (void)err;
    return sp_catalog_create(baton, name, NULL);
}

static int is_same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void same_row(const sp_catalog_t *catalog, const sp_import_row_t *row)
{
    int code = row->name ? sp_catalog_problem(catalog, row->name) : row->code;
    const sp_entry_t *entry = sp_catalog_entry(catalog, code, "en");
    const char *retry = row->retry ? row->retry : "";

    FUZZ_HOLDS(entry != NULL, "%d %s", row->code, row->name);
    FUZZ_HOLDS(entry->status == row->code, "%d", row->code);
    FUZZ_HOLDS(is_same(entry->message, row->message), "%d", row->code);
    FUZZ_HOLDS(is_same(entry->description, row->description), "%d", row->code);
    FUZZ_HOLDS(is_same(sp_retry_name(entry->retry), retry), "%d", row->code);
    FUZZ_HOLDS(is_same(entry->url, row->url), "%d", row->code);
}

static void read_again(const sp_import_t *import, apr_pool_t *pool)
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
        same_row(catalog, &import->rows[i]);
    }
    for (i = 0; i < import->note_count; i++) {
        FUZZ_HOLDS(import->notes[i].place != NULL && import->notes[i].text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes_t b = fuzz_begin(data, size);
    const char *body = apr_pstrmemdup(b.pool, (const char *)data, size);
    const char *text =
        *body == '{' ? body
                     : apr_pstrcat(b.pool, "openapi: 3.1.0\n", body, NULL);
    const sp_import_t *import = NULL;
    sp_error_t err = {0};
    apr_status_t rv = sp_import(&import, "f", text, strlen(text), b.pool, &err);

    FUZZ_HOLDS((rv == APR_SUCCESS) == (err.msg == NULL));
    if (rv == APR_SUCCESS && strncmp(import->shape, "OpenAPI", 7) == 0) {
        fuzz_accepted++;
        read_again(import, b.pool);
    }
    return fuzz_end(&b);
}
