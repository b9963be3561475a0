/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages export": every page as a file, an index to look at, and
 * snippets for who must answer when httpd can't: CDN, proxy, load balancer.
 * Live facts are not there; pages are made to do without. */
#include "base/spelling.h"
#include "cli/appearance_options.h"
#include "cli/document.h"
#include "cli/export_snippets.h"
#include "cli/files.h"

#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

/* The pages of a theme most often have one style, and so one policy. */
static void note_policy(sp_export_t *x, const sp_page_t *page)
{
    if (x->csp == NULL) {
        x->csp = apr_pstrdup(x->pool, page->csp);
    }
    else if (strcmp(x->csp, page->csp) != 0) {
        x->csp = "";
    }
}

static int has_format(const sp_export_t *x, sp_format_t format)
{
    int i;

    for (i = 0; i < x->format_count; i++) {
        if (x->formats[i] == format) {
            return 1;
        }
    }
    return 0;
}

/* One page; where it is HTML for the first language, snippets want it too. */
static apr_status_t export_page(sp_export_t *x, int code, sp_format_t format,
                                int language)
{
    static const sp_facts_t none;
    sp_page_t *page;
    apr_pool_t *pool;
    apr_size_t size;
    const char *bytes;
    apr_status_t rv;

    apr_pool_create(&pool, x->pool);
    rv = sp_page_make(&page, x->appearance, code, format,
                      x->languages[language], pool, &x->call->err);
    if (rv == APR_SUCCESS) {
        bytes = sp_files_fill(page->plan, &none, &size, pool);
        rv =
            sp_files_write(x->call, x->folder,
                           apr_pstrcat(x->pool, sp_export_folder(x, language),
                                       sp_export_stem(x, code), ".",
                                       sp_format_info(format)->extension, NULL),
                           1, bytes, size);
        x->files++;
        if (rv == APR_SUCCESS && format == SP_FORMAT_HTML && language == 0) {
            note_policy(x, page);
            rv = sp_export_errorfile(x, code, page, bytes, size);
        }
    }
    apr_pool_destroy(pool);
    return rv;
}

/* The pages of a code or problem, where it has any. */
static apr_status_t export_formats(sp_export_t *x, int code, int language)
{
    apr_status_t rv = APR_SUCCESS;
    int i;

    for (i = 0; i < x->format_count && rv == APR_SUCCESS; i++) {
        if (sp_reference_has(x->appearance, code, 1)) {
            rv = export_page(x, code, x->formats[i], language);
        }
    }
    return rv;
}

static apr_status_t export_language(sp_export_t *x, int language)
{
    const int count = sp_catalog_problems(x->appearance->catalog);
    apr_status_t rv = sp_files_folder(x->call, x->folder,
                                      language ? x->languages[language] : NULL);
    int code, i;

    for (code = SP_EXPORT_FIRST; code <= SP_CODE_MAX && rv == APR_SUCCESS;
         code++) {
        rv = export_formats(x, code, language);
    }
    if (rv == APR_SUCCESS && count > 0) {
        rv = sp_files_folder(x->call, x->folder,
                             apr_pstrcat(x->pool, sp_export_folder(x, language),
                                         SP_EXPORT_PROBLEMS, NULL));
    }
    for (i = 0; i < count && rv == APR_SUCCESS; i++) {
        rv = export_formats(x, SP_PROBLEM_MIN + i, language);
    }
    return rv;
}

static apr_status_t export_all(sp_export_t *x)
{
    int html = has_format(x, SP_FORMAT_HTML), i; /* snippets are made of it */
    apr_status_t rv = APR_SUCCESS;

    if (html) {
        rv = sp_files_folder(x->call, x->folder, "snippets/haproxy");
    }
    for (i = 0; i < x->language_count && rv == APR_SUCCESS; i++) {
        rv = export_language(x, i);
    }
    return rv == APR_SUCCESS ? sp_export_texts(x, html) : rv;
}

/* "en,fr" -> the appearance's own tags; gives what is wrong with them. */
static const char *choose_languages(sp_export_t *x, const char *list)
{
    char *state, *tag;
    char *words =
        apr_pstrdup(x->pool, list ? list : x->appearance->languages[0]);

    x->languages = apr_palloc(x->pool, (strlen(words) + 1) * sizeof(char *));
    for (tag = apr_strtok(words, ", ", &state); tag != NULL;
         tag = apr_strtok(NULL, ", ", &state)) {
        const char *known = sp_cli_language(tag, x->appearance->languages,
                                            x->appearance->language_count);
        if (known == NULL) {
            return apr_psprintf(x->pool, "the catalogue has no language \"%s\"",
                                tag);
        }
        if (!sp_spelling_is_among(known, x->languages, x->language_count)) {
            x->languages[x->language_count++] = known;
        }
    }
    return x->language_count > 0 ? NULL : "--languages names none";
}

static const char *choose_formats(sp_export_t *x, const char *list)
{
    char *state, *name;
    char *words = apr_pstrdup(x->pool, list);
    sp_format_t format;

    for (name = apr_strtok(words, ", ", &state); name != NULL;
         name = apr_strtok(NULL, ", ", &state)) {
        const char *fault = sp_cli_take_format(&format, name, x->pool);
        if (fault != NULL) {
            return fault;
        }
        if (!has_format(x, format)) {
            x->formats[x->format_count++] = format;
        }
    }
    return x->format_count > 0 ? NULL : "--formats names none";
}

static void report(const sp_export_t *x)
{
    printf("%d pages written to %s; open %s/index.html to look at them.\n",
           x->files, x->folder, x->folder);
    if (!has_format(x, SP_FORMAT_HTML)) {
        printf("Snippets for nginx, HAProxy and CloudFront are made of HTML "
               "pages; none were asked for.\n");
        return;
    }
    printf(
        "Snippets for nginx, HAProxy, S3 and CloudFront are in %s/snippets.\n",
        x->folder);
    if (sp_export_buffer(x) > 0) {
        printf("HAProxy needs \"tune.bufsize %d\" for pages of this size; see "
               "snippets/haproxy.cfg.\n",
               sp_export_buffer(x));
    }
}

static int export_pages(sp_export_t *x, const sp_cli_appearance_t *appearance,
                        const char *languages, const char *formats)
{
    sp_call_t *call = x->call;
    sp_loaded_t *loaded;
    const char *fault;

    x->folder = call->words[0];
    if (sp_cli_make_appearance(call, &loaded, &x->appearance, appearance) !=
        APR_SUCCESS) {
        return sp_cli_fault(call);
    }
    fault = choose_languages(x, languages);
    if (fault == NULL) {
        fault = choose_formats(x, formats ? formats
                                          : "html,json,xml,text,markdown");
    }
    if (fault != NULL) {
        return sp_cli_usage(call, "%s", fault);
    }
    if (export_all(x) != APR_SUCCESS) {
        return sp_cli_fault(call);
    }
    report(x);
    return SP_EXIT_OK;
}

int sp_cli_export(sp_call_t *call)
{
    static const sp_cli_appearance_t usual = SP_CLI_APPEARANCE;
    sp_cli_appearance_t appearance = usual;
    const char *languages = NULL, *formats = NULL;
    const char *as = NULL, *language = NULL, *output = NULL;
    const sp_option_t options[] = {
        SP_APPEARANCE_OPTIONS(&appearance),
        {"languages", "en,de,...: the first goes into DIR itself",
         .text = &languages},
        {"formats", "html,json,xml,text,markdown (all)", .text = &formats},
        {"as", "openapi, markdown, html or csv: CATALOGUE as a document",
         .text = &as},
        {"lang", "with --as: the language of the words", .text = &language},
        {"output", "with --as: the file (default: the terminal)",
         .text = &output},
        {.name = NULL},
    };
    sp_export_t x = {.call = call, .pool = call->pool};
    static const char usage[] = "name one folder to write to, and known "
                                "options";
    int code = sp_cli_options(call, options, usage);
    int about_pages = languages != NULL || formats != NULL ||
                      memcmp(&appearance, &usual, sizeof(usual)) != 0;

    if (code != SP_GO_ON) {
        return code;
    }
    if (as != NULL && (call->word_count != 1 || about_pages)) {
        return sp_cli_usage(call, "name one catalogue; --as goes with --lang "
                                  "and --output alone");
    }
    if (call->word_count != 1 ||
        (as == NULL && (language != NULL || output != NULL))) {
        return sp_cli_usage(call, usage);
    }
    return as != NULL ? sp_cli_document(call, as, language, output)
                      : export_pages(&x, &appearance, languages, formats);
}
