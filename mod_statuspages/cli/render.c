/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages render": one page, from the same core as the server's. */
#include "base/percent.h"
#include "cli/appearance_options.h"
#include "cli/files.h"
#include "cli/render_data.h"
#include "cli/template_file.h"
#include "page/page.h"

#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

typedef struct request_t {
    int code;
    const char *problem; /* its name, in place of a code */
    sp_format_t format;
    const char *language;
    sp_cli_appearance_t appearance;
    sp_facts_t facts;
    const char *template_file; /* in place of the theme's page */
    const char *data_file; /* with one of these it is Mustache and no page */
    const char *partials;
    sp_loaded_t *loaded;
} request_t;

static const char *take_fact(void *into, const char *arg, apr_pool_t *pool)
{
    sp_facts_t *facts = into;
    const char *name = NULL;
    const char *value = sp_cli_split(arg, &name, pool);
    int fact = 0;

    while (value && fact < SP_FACT_COUNT &&
           strcmp(sp_fact_name(fact), name) != 0) {
        fact++;
    }
    if (value == NULL || fact == SP_FACT_COUNT) {
        return apr_psprintf(
            pool, "--set wants FACT=VALUE with a known fact, not \"%s\"", arg);
    }
    if (fact == SP_FACT_RETRY_AFTER &&
        value[strspn(value, "0123456789")] != '\0') {
        return "retry_after is a number of seconds";
    }
    facts->value[fact] = value;
    return NULL;
}

/* Any template with any data, and nothing of a server. */
static int is_mustache(const request_t *q)
{
    return q->data_file != NULL || q->partials != NULL;
}

static int take_words(request_t *q, const sp_call_t *call)
{
    int i;

    for (i = 0; i < call->word_count; i++) {
        int code = sp_code_parse(call->words[i]);
        if (code == 0 || q->code != 0) {
            return sp_cli_usage(call,
                                "\"%s\" is one word too many, or no code from "
                                "100 to 599",
                                call->words[i]);
        }
        q->code = code;
    }
    if (q->template_file == NULL && is_mustache(q)) {
        return sp_cli_usage(call, "--data and --partials go with --template");
    }
    if (q->code != 0 && q->problem != NULL) {
        return sp_cli_usage(call, "a problem has its code from the catalogue: "
                                  "leave out the code, or --problem");
    }
    if ((q->code != 0 || q->problem != NULL) && is_mustache(q)) {
        return sp_cli_usage(call, "a page of a code has no --data and no "
                                  "--partials: leave out those, or the code");
    }
    if (q->code == 0 && q->problem == NULL && !is_mustache(q)) {
        return sp_cli_usage(call,
                            "which code? Name one, as 404%s; or a "
                            "problem, by --problem NAME",
                            q->template_file ? "; or --data, for a template "
                                               "that is no page"
                                             : "");
    }
    return SP_GO_ON;
}

/* As in the server: the sentence follows from the seconds, and the id may
 * stand in an address. */
static void add_derived(sp_facts_t *facts, const sp_page_t *page,
                        apr_pool_t *pool)
{
    const char *seconds = facts->value[SP_FACT_RETRY_AFTER];
    const char *id = facts->value[SP_FACT_REQUEST_ID];

    if (seconds != NULL && facts->value[SP_FACT_COME_BACK] == NULL) {
        facts->value[SP_FACT_COME_BACK] =
            sp_come_back_in(page->come_back, apr_atoi64(seconds), pool);
    }
    if (id != NULL && facts->value[SP_FACT_REQUEST_ID_ENCODED] == NULL) {
        facts->value[SP_FACT_REQUEST_ID_ENCODED] =
            sp_percent_encode(pool, id, strlen(id), SP_PERCENT_UNRESERVED);
    }
}

/* The format that is asked for, else the file's. */
static void choose_format(request_t *q)
{
    if (q->format == SP_FORMAT_COUNT &&
        (q->template_file == NULL ||
         !sp_template_file_format(q->template_file, &q->format))) {
        q->format = SP_FORMAT_HTML;
    }
}

/* The file takes the place of the theme's page. */
static apr_status_t take_template(const request_t *q, sp_call_t *call,
                                  sp_appearance_t *appearance)
{
    sp_replacement_t *r = apr_pcalloc(call->pool, sizeof(*r));

    r->format = q->format;
    appearance->replacements = r;
    return sp_loaded_template(q->loaded, &r->theme, appearance->theme,
                              q->template_file, q->format, &call->err);
}

/* A part of the page that is not seen is no fault, but a surprise. */
static void tell_lacks(const request_t *q, const sp_call_t *call,
                       const sp_appearance_t *appearance)
{
    const char *names = sp_template_file_lacks(
        sp_theme_page(appearance->replacements->theme, (int)q->format),
        appearance, &q->facts, call->pool);

    if (*names != '\0') {
        fprintf(stderr,
                "statuspages: shown without %s; --var, --logo and --set give "
                "values\n",
                names);
    }
}

static apr_status_t make_appearance(request_t *q, sp_call_t *call,
                                    sp_appearance_t **appearance)
{
    apr_status_t rv;

    choose_format(q);
    rv = sp_cli_make_appearance(call, &q->loaded, appearance, &q->appearance);
    return rv == APR_SUCCESS && q->template_file != NULL
               ? take_template(q, call, *appearance)
               : rv;
}

/* Its number goes where a code goes. */
static apr_status_t find_problem(request_t *q, sp_call_t *call,
                                 const sp_catalog_t *catalog)
{
    const char *near =
        sp_catalog_nearest_problem(catalog, q->problem, call->pool);

    q->code = sp_catalog_problem(catalog, q->problem);
    if (q->code != 0) {
        return APR_SUCCESS;
    }
    sp_error_set(&call->err, call->pool, NULL, 0, 0,
                 "the catalogue \"%s\" has no problem \"%s\"",
                 sp_catalog_name(catalog), q->problem);
    return near != NULL ? sp_error_hint(&call->err, call->pool,
                                        "did you mean \"%s\"?", near)
                        : APR_EGENERAL;
}

static int write_page(request_t *q, sp_call_t *call)
{
    sp_appearance_t *appearance;
    sp_page_t *page;
    const char *language, *bytes;
    apr_size_t size;

    if (make_appearance(q, call, &appearance) != APR_SUCCESS) {
        return sp_cli_fault(call);
    }
    language = sp_cli_language(q->language, appearance->languages,
                               appearance->language_count);
    if (language == NULL) {
        return sp_cli_usage(call, "the catalogue \"%s\" has no language \"%s\"",
                            q->appearance.catalog, q->language);
    }
    if (q->problem != NULL &&
        find_problem(q, call, appearance->catalog) != APR_SUCCESS) {
        return sp_cli_fault(call);
    }
    if (sp_page_make(&page, appearance, q->code, q->format, language,
                     call->pool, &call->err) != APR_SUCCESS) {
        return sp_cli_fault(call);
    }
    add_derived(&q->facts, page, call->pool);
    bytes = sp_files_fill(page->plan, &q->facts, &size, call->pool);
    fwrite(bytes, 1, size, stdout);
    if (q->template_file != NULL) {
        tell_lacks(q, call, appearance);
    }
    return SP_EXIT_OK;
}

int sp_cli_render(sp_call_t *call)
{
    request_t q = {.format = SP_FORMAT_COUNT, .appearance = SP_CLI_APPEARANCE};
    const sp_option_t options[] = {
        {"problem", "NAME: one of the catalogue's, in place of a code",
         .text = &q.problem},
        {"format", "html, json, xml, text or markdown",
         .take = sp_cli_take_format, .into = &q.format},
        {"lang", "the language of the page, as en", .text = &q.language},
        SP_APPEARANCE_OPTIONS(&q.appearance),
        {"set", "FACT=VALUE: a live fact, as request_id=42", .take = take_fact,
         .into = &q.facts},
        {"template", "this file in place of the theme's page",
         .text = &q.template_file},
        {"data", "any Mustache: with the values of this JSON file",
         .text = &q.data_file},
        {"partials", "and partials from DIR/NAME.mustache",
         .text = &q.partials},
        {.name = NULL},
    };
    int code = sp_cli_options(call, options,
                              "\"%s\" is no option, or lacks its value");

    if (code == SP_GO_ON) {
        code = take_words(&q, call);
    }
    if (code != SP_GO_ON) {
        return code;
    }
    return is_mustache(&q) ? sp_cli_render_data(call, q.template_file,
                                                q.data_file, q.partials)
                           : write_page(&q, call);
}
