/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages codes": the table of a catalogue, its codes and problems. */
#include "base/json.h"
#include "cli/appearance_options.h"
#include "import/import.h"
#include "loaded/loaded.h"

#include <apr_strings.h>
#include <stdio.h>

/* A member that need not be there. Whether memory was enough: json_pack()
 * with "s*" would leave it out where that is short, too. */
static int add(json_t *object, const char *name, json_t *value, int is_there)
{
    if (!is_there) {
        json_decref(value);
        return 1;
    }
    return json_object_set_new(object, name, value) == 0;
}

/* The entry as a catalogue file has it, and its language; NULL where memory is
 * short. */
static json_t *row(const sp_entry_t *entry)
{
    json_t *object = json_object();

    if (add(object, "status", json_integer(entry->status),
            entry->name != NULL) &&
        add(object, "message", json_string(entry->message), 1) &&
        add(object, "description", json_string(entry->description), 1) &&
        add(object, "retry", json_string(sp_retry_name(entry->retry)),
            entry->retry != SP_RETRY_NONE) &&
        add(object, "url", json_string(entry->url ? entry->url : ""),
            entry->url != NULL) &&
        add(object, "language", json_string(entry->language), 1)) {
        return object;
    }
    json_decref(object);
    return NULL;
}

typedef struct table_t {
    json_t *json; /* NULL: lines */
    int failed;   /* memory was short */
    apr_pool_t *pool;
} table_t;

static void put(table_t *t, const sp_entry_t *entry)
{
    const char *name = entry->name;

    if (t->json != NULL) {
        t->failed |= json_object_set_new(
            t->json, name ? name : apr_itoa(t->pool, entry->status),
            row(entry));
        return;
    }
    printf("%d  %-7s %s%s%s\n", entry->status, sp_retry_name(entry->retry),
           name ? name : "", name ? ": " : "", entry->message);
}

/* Each code, and behind it the problems that go out with it. */
static void put_all(table_t *t, const sp_catalog_t *catalog,
                    const char *language)
{
    const int count = sp_catalog_problems(catalog);
    int code, i;

    for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
        const sp_entry_t *entry = sp_catalog_entry(catalog, code, language);

        if (entry != NULL) {
            put(t, entry);
        }
        for (i = SP_PROBLEM_MIN; i < SP_PROBLEM_MIN + count; i++) {
            if (sp_catalog_status(catalog, i) == code) {
                put(t, sp_catalog_entry(catalog, i, language));
            }
        }
    }
}

/* Whether memory was enough. */
static int print_codes(const sp_catalog_t *catalog, const char *language,
                       int as_json, apr_pool_t *pool)
{
    table_t t = {as_json ? json_object() : NULL, 0, pool};
    const char *text = NULL;

    t.failed = as_json && t.json == NULL;
    if (!t.failed) {
        put_all(&t, catalog, language);
    }
    if (as_json && !t.failed) {
        text = sp_json_text(t.json, JSON_INDENT(2), pool);
        printf("%s%s", text ? text : "", text ? "\n" : "");
    }
    json_decref(t.json);
    return !t.failed && (text != NULL || !as_json);
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
