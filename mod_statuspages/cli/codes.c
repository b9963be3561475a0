/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages codes": the table of a catalogue. */
#include "base/json.h"
#include "cli/appearance_options.h"
#include "import/import.h"
#include "loaded/loaded.h"

#include <apr_strings.h>
#include <stdio.h>

static json_t *row(const sp_entry_t *entry)
{
    const char *retry =
        entry->retry != SP_RETRY_NONE ? sp_retry_name(entry->retry) : NULL;

    /* "s*" alone would leave it out where memory is short, too */
    return retry != NULL
               ? json_pack("{s:s, s:s, s:s, s:s}", "message", entry->message,
                           "description", entry->description, "retry", retry,
                           "language", entry->language)
               : json_pack("{s:s, s:s, s:s}", "message", entry->message,
                           "description", entry->description, "language",
                           entry->language);
}

/* Whether memory was enough. */
static int print_codes(const sp_catalog_t *catalog, const char *language,
                       int as_json, apr_pool_t *pool)
{
    json_t *codes = as_json ? json_object() : NULL;
    int code, failed = 0;

    for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
        const sp_entry_t *entry = sp_catalog_entry(catalog, code, language);
        if (entry != NULL && as_json) {
            failed |=
                json_object_set_new(codes, apr_itoa(pool, code), row(entry));
        }
        else if (entry != NULL) {
            printf("%d  %-7s %s\n", code, sp_retry_name(entry->retry),
                   entry->message);
        }
    }
    if (as_json) {
        const char *text =
            failed ? NULL : sp_json_text(codes, JSON_INDENT(2), pool);

        failed = text == NULL;
        printf("%s%s", failed ? "" : text, failed ? "" : "\n");
    }
    json_decref(codes);
    return !failed;
}

static void print_languages(const sp_catalog_t *catalog,
                            const char *const *tags, int count)
{
    int i;

    for (i = 0; i < count; i++) {
        const char *name = sp_catalog_label(catalog, tags[i], "language_name");
        printf("%-6s %s\n", tags[i], name ? name : "");
    }
}

int sp_cli_codes(sp_call_t *call)
{
    const char *name = "standard", *language = NULL; /* NULL: its first */
    int as_json = 0, languages = 0;
    const sp_option_t options[] = {
        SP_CATALOG_OPTION(&name),
        {"lang", "the language of the texts, as en", .text = &language},
        {"json", "as JSON, with the descriptions", .flag = &as_json},
        {"languages", "list the languages instead", .flag = &languages},
        {.name = NULL},
    };
    static const char unknown[] = "\"%s\" is not understood";
    int count, code = sp_cli_options(call, options, unknown);
    sp_loaded_t *loaded;
    const sp_catalog_t *catalog;
    const char *const *tags;

    if (code != SP_GO_ON) {
        return code;
    }
    if (call->word_count > 0) {
        return sp_cli_usage(call, unknown, call->words[0]);
    }
    if (sp_loaded_create(&loaded, call->pool, &call->err) != APR_SUCCESS ||
        sp_loaded_catalog(loaded, &catalog, name, name, &call->err) !=
            APR_SUCCESS) {
        return sp_cli_fault(call);
    }
    count = sp_catalog_languages(catalog, call->pool, &tags);
    if (language != NULL && !sp_cli_language(language, tags, count)) {
        return sp_cli_usage(call, "the catalogue \"%s\" has no language \"%s\"",
                            name, language);
    }
    if (languages) {
        print_languages(catalog, tags, count);
    }
    else if (!print_codes(catalog, language, as_json, call->pool)) {
        sp_error_set(&call->err, call->pool, NULL, 0, 0, SP_MEMORY_SHORT);
        return sp_cli_fault(call);
    }
    return SP_EXIT_OK;
}
