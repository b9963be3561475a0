/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages export --as": finds the catalogue and its words, and writes the
 * document; see document.h. What it extends is no part of it: a document says
 * what this catalogue documents. */
#include "cli/document.h"

#include "base/json.h"
#include "cli/files.h"
#include "loaded/loaded.h"

#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    const char *(*write)(const sp_document_t *d, apr_pool_t *pool);
} kinds[] = {
    {"openapi", sp_document_openapi},
    {"markdown", sp_document_markdown},
    {"html", sp_document_html},
    {"csv", sp_document_csv},
};
#define KINDS ((int)(sizeof(kinds) / sizeof(kinds[0])))

/* Which of the catalogue's own languages is meant; NULL: it has none such. */
static const sp_catalog_language_t *own_language(const sp_catalog_t *catalog,
                                                 const char *tag)
{
    const sp_catalog_language_t *l;
    int i;

    for (i = 0; (l = sp_catalog_own(catalog, i)) != NULL; i++) {
        if (tag == NULL || apr_strnatcasecmp(l->tag, tag) == 0) {
            return l;
        }
    }
    return NULL;
}

static void add_row(sp_document_t *d, const sp_entry_t *entry, int code)
{
    d->rows[d->count] = entry;
    d->codes[d->count++] = code;
}

static void gather(sp_document_t *d, const sp_catalog_language_t *l,
                   apr_pool_t *pool)
{
    apr_size_t most = SP_CODE_COUNT + (apr_size_t)l->problems->nelts;
    int code, i;

    d->language = l->tag;
    d->title = l->title;
    d->rows = apr_palloc(pool, most * sizeof(*d->rows));
    d->codes = apr_palloc(pool, most * sizeof(*d->codes));
    for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
        if (l->codes[code - SP_CODE_MIN] != NULL) {
            add_row(d, l->codes[code - SP_CODE_MIN], code);
        }
        for (i = 0; i < l->problems->nelts; i++) {
            const sp_entry_t *entry =
                APR_ARRAY_IDX(l->problems, i, const sp_entry_t *);

            if (entry->status == code) {
                add_row(d, entry, code);
            }
        }
    }
}

static int write_document(sp_call_t *call, const char *text, const char *output)
{
    if (text == NULL) {
        sp_error_set(&call->err, call->pool, NULL, 0, 0, SP_MEMORY_SHORT);
        return sp_cli_fault(call);
    }
    if (output == NULL) {
        fputs(text, stdout);
        return SP_EXIT_OK;
    }
    return sp_files_write(call, NULL, output, 1, text, strlen(text)) ==
                   APR_SUCCESS
               ? SP_EXIT_OK
               : sp_cli_fault(call);
}

int sp_cli_document(sp_call_t *call, const char *kind, const char *language,
                    const char *output)
{
    const char *name = call->words[0];
    const sp_catalog_language_t *l;
    const sp_catalog_t *catalog;
    sp_document_t d = {.count = 0};
    sp_loaded_t *loaded;
    int i = 0;

    while (i < KINDS && strcmp(kinds[i].name, kind) != 0) {
        i++;
    }
    if (i == KINDS) {
        return sp_cli_usage(call,
                            "--as \"%s\" is none of openapi, markdown, html "
                            "and csv",
                            kind);
    }
    if (sp_loaded_create(&loaded, call->pool, &call->err) != APR_SUCCESS ||
        sp_loaded_catalog(loaded, &catalog, name, name, &call->err) !=
            APR_SUCCESS) {
        return sp_cli_fault(call);
    }
    l = own_language(catalog, language);
    if (l == NULL) {
        return sp_cli_usage(call,
                            "the catalogue \"%s\" itself has no language "
                            "\"%s\"",
                            name, language ? language : "");
    }
    d.name = sp_catalog_name(catalog);
    d.extends = sp_catalog_extends(catalog)
                    ? sp_catalog_name(sp_catalog_extends(catalog))
                    : NULL;
    gather(&d, l, call->pool);
    return write_document(call, kinds[i].write(&d, call->pool), output);
}
