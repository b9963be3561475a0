/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages codes": the table of a catalogue. */
#include "cli/cli.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { OPT_CATALOG = 256, OPT_LANG, OPT_JSON, OPT_LANGUAGES, OPT_HELP };

static const apr_getopt_option_t options[] = {
    {"catalog", OPT_CATALOG, 1, "a built-in catalogue, a file or a folder"},
    {"lang", OPT_LANG, 1, "the language of the texts, as en"},
    {"json", OPT_JSON, 0, "as JSON, with the descriptions"},
    {"languages", OPT_LANGUAGES, 0, "list the languages instead"},
    {"help", OPT_HELP, 0, "this text"},
    {NULL, 0, 0, NULL},
};

typedef struct wish_t {
    const char *catalog;
    const char *language; /* NULL: the catalogue's first */
    int json;
    int languages;
} wish_t;

static int help(void)
{
    int i;

    printf("Usage: statuspages codes [OPTIONS]\n\nLists every code of a "
           "catalogue with its message and retry advice.\n\nOptions:\n");
    for (i = 0; options[i].name != NULL; i++) {
        printf("  --%-10s %s\n", options[i].name, options[i].description);
    }
    return SP_EXIT_OK;
}

static void print_row(int code, const sp_entry_t *entry)
{
    printf("%d  %-7s %s\n", code, sp_retry_name(entry->retry), entry->message);
}

static void add_row(json_t *codes, int code, const sp_entry_t *entry)
{
    char key[12];
    json_t *row = json_object();

    snprintf(key, sizeof(key), "%d", code);
    json_object_set_new(row, "message", json_string(entry->message));
    json_object_set_new(row, "description", json_string(entry->description));
    if (entry->retry != SP_RETRY_NONE) {
        json_object_set_new(row, "retry",
                            json_string(sp_retry_name(entry->retry)));
    }
    json_object_set_new(row, "language", json_string(entry->language));
    json_object_set_new(codes, key, row);
}

static void print_codes(const sp_catalog_t *catalog, const wish_t *wish)
{
    json_t *codes = json_object();
    int code;

    for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
        const sp_entry_t *entry =
            sp_catalog_entry(catalog, code, wish->language);
        if (entry == NULL) {
            continue;
        }
        if (wish->json) {
            add_row(codes, code, entry);
        }
        else {
            print_row(code, entry);
        }
    }
    if (wish->json) {
        json_dumpf(codes, stdout, JSON_INDENT(2));
        printf("\n");
    }
    json_decref(codes);
}

static int speaks(const sp_catalog_t *catalog, const char *language,
                  apr_pool_t *pool)
{
    const char *const *tags;
    int count = sp_catalog_languages(catalog, pool, &tags);

    while (count-- > 0) {
        if (strcasecmp(tags[count], language) == 0) {
            return 1;
        }
    }
    return 0;
}

static int list(const wish_t *wish, apr_pool_t *pool)
{
    sp_error_t err = {0};
    sp_loaded_t *loaded;
    const sp_catalog_t *catalog;
    const char *const *tags;
    int count, i;

    if (sp_loaded_create(&loaded, pool, &err) != APR_SUCCESS ||
        sp_loaded_catalog(loaded, &catalog, wish->catalog, wish->catalog,
                          &err) != APR_SUCCESS) {
        return sp_cli_fault(&err, pool);
    }
    if (wish->language != NULL && !speaks(catalog, wish->language, pool)) {
        return sp_cli_usage("codes",
                            "the catalogue \"%s\" has no language \"%s\"",
                            wish->catalog, wish->language);
    }
    if (!wish->languages) {
        print_codes(catalog, wish);
        return SP_EXIT_OK;
    }
    count = sp_catalog_languages(catalog, pool, &tags);
    for (i = 0; i < count; i++) {
        const char *name = sp_catalog_label(catalog, tags[i], "language_name");
        printf("%-6s %s\n", tags[i], name ? name : "");
    }
    return SP_EXIT_OK;
}

int sp_cli_codes(int argc, const char *const *argv, apr_pool_t *pool)
{
    apr_getopt_t *opt = sp_cli_options(argc, argv, pool);
    wish_t wish = {"standard", NULL, 0, 0};
    const char *arg;
    int option;
    apr_status_t rv;

    while ((rv = apr_getopt_long(opt, options, &option, &arg)) == APR_SUCCESS) {
        switch (option) {
        case OPT_CATALOG:
            wish.catalog = arg;
            break;
        case OPT_LANG:
            wish.language = arg;
            break;
        case OPT_JSON:
            wish.json = 1;
            break;
        case OPT_LANGUAGES:
            wish.languages = 1;
            break;
        default:
            return help();
        }
    }
    if (rv != APR_EOF || opt->ind < opt->argc) {
        return sp_cli_usage("codes", "\"%s\" is not understood",
                            opt->argv[rv != APR_EOF ? opt->ind - 1 : opt->ind]);
    }
    return list(&wish, pool);
}
