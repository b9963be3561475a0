/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages render": one page, from the same core as the server's. */
#include "cli/cli.h"

#include "cli/appearance_options.h"
#include "page/page.h"
#include "cli/render_data.h"

#include <apr_strings.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

typedef struct request_t {
    int code;
    sp_format_t format;
    const char *language;
    sp_cli_appearance_t appearance;
    sp_facts_t facts;
    const char *template_file; /* generic Mustache instead of a page */
    const char *data_file;
    const char *partials;
} request_t;

enum {
    OPT_FORMAT = 256,
    OPT_LANG,
    OPT_THEME,
    OPT_CATALOG,
    OPT_LOGO,
    OPT_VAR,
    OPT_SET,
    OPT_TEMPLATE,
    OPT_DATA,
    OPT_PARTIALS,
    OPT_HELP
};

static const apr_getopt_option_t options[] = {
    {"format", OPT_FORMAT, 1, "html, json, xml, text or markdown"},
    {"lang", OPT_LANG, 1, "the language of the page, as en"},
    {"theme", OPT_THEME, 1, "a built-in theme or a folder"},
    {"catalog", OPT_CATALOG, 1, "a built-in catalogue, a file or a folder"},
    {"logo", OPT_LOGO, 1, "a picture to embed"},
    {"var", OPT_VAR, 1, "NAME=VALUE: a variable of the brand"},
    {"set", OPT_SET, 1, "FACT=VALUE: a live fact, as request_id=42"},
    {"template", OPT_TEMPLATE, 1, "render this Mustache file instead"},
    {"data", OPT_DATA, 1, "with the values of this JSON file"},
    {"partials", OPT_PARTIALS, 1, "and partials from DIR/NAME.mustache"},
    {"help", OPT_HELP, 0, "this text"},
    {NULL, 0, 0, NULL},
};

static int help(void)
{
    int i;

    printf("Usage: statuspages render CODE [OPTIONS]\n"
           "       statuspages render --template FILE [--data FILE.json] "
           "[--partials DIR]\n\n"
           "Writes the page of a status code to the standard output, as a "
           "server with\nthis theme and catalogue would send it.\n\n"
           "Options:\n");
    for (i = 0; options[i].name != NULL; i++) {
        printf("  --%-9s %s\n", options[i].name, options[i].description);
    }
    printf("\nFacts: ");
    for (i = 0; i < SP_FACT_COUNT; i++) {
        printf("%s%s", i ? (i % 6 ? ", " : ",\n  ") : "", sp_fact_name(i));
    }
    printf("\n\nExample:\n  statuspages render 404 --theme default "
           "--var \"name=Example Shop\" --set request_id=42\n");
    return SP_EXIT_OK;
}

static int set_fact(request_t *q, const char *arg, apr_pool_t *pool)
{
    const char *name = NULL;
    const char *value = sp_cli_split(arg, &name, pool);
    int fact = value ? sp_fact_find(name) : -1;

    if (fact < 0) {
        return sp_cli_usage("render",
                            "--set wants FACT=VALUE with a known fact, not "
                            "\"%s\"",
                            arg);
    }
    if (fact == SP_FACT_RETRY_AFTER &&
        value[strspn(value, "0123456789")] != '\0') {
        return sp_cli_usage("render", "retry_after is a number of seconds");
    }
    q->facts.value[fact] = value;
    return SP_EXIT_OK;
}

static int take(request_t *q, int option, const char *arg, apr_pool_t *pool)
{
    const char **texts[OPT_HELP - OPT_FORMAT] = {
        [OPT_LANG - OPT_FORMAT] = &q->language,
        [OPT_THEME - OPT_FORMAT] = &q->appearance.theme,
        [OPT_CATALOG - OPT_FORMAT] = &q->appearance.catalog,
        [OPT_LOGO - OPT_FORMAT] = &q->appearance.logo,
        [OPT_TEMPLATE - OPT_FORMAT] = &q->template_file,
        [OPT_DATA - OPT_FORMAT] = &q->data_file,
        [OPT_PARTIALS - OPT_FORMAT] = &q->partials,
    };

    if (option == OPT_FORMAT) {
        return sp_format_find(arg, &q->format)
                   ? SP_EXIT_OK
                   : sp_cli_usage("render",
                                  "unknown format \"%s\"; the formats are %s",
                                  arg, sp_format_names());
    }
    if (option == OPT_VAR) {
        return sp_cli_add_var(&q->appearance, "render", arg, pool);
    }
    if (option == OPT_SET) {
        return set_fact(q, arg, pool);
    }
    *texts[option - OPT_FORMAT] = arg;
    return SP_EXIT_OK;
}

static int take_arguments(request_t *q, const apr_getopt_t *opt)
{
    int i;

    for (i = opt->ind; i < opt->argc; i++) {
        int code = sp_code_parse(opt->argv[i]);
        if (code == 0 || q->code != 0) {
            return sp_cli_usage("render",
                                "\"%s\" is one word too many, or no code from "
                                "100 to 599",
                                opt->argv[i]);
        }
        q->code = code;
    }
    if (q->template_file == NULL && (q->data_file || q->partials)) {
        return sp_cli_usage("render",
                            "--data and --partials go with --template");
    }
    if (q->code == 0 && q->template_file == NULL) {
        return sp_cli_usage("render", "which code? Name one, as 404");
    }
    return SP_EXIT_OK;
}

static int write_page(const request_t *q, apr_pool_t *pool)
{
    sp_error_t err = {0};
    sp_appearance_t *appearance;
    sp_page_t *page;
    const char *language;
    apr_size_t size;
    char *bytes;

    if (sp_cli_make_appearance(&appearance, &q->appearance, pool, &err) !=
        APR_SUCCESS) {
        return sp_cli_fault(&err, pool);
    }
    language = sp_cli_language(appearance, q->language);
    if (language == NULL) {
        return sp_cli_usage("render",
                            "the catalogue \"%s\" has no language \"%s\"",
                            q->appearance.catalog, q->language);
    }
    if (sp_page_make(&page, appearance, q->code, q->format, language, pool,
                     &err) != APR_SUCCESS) {
        return sp_cli_fault(&err, pool);
    }
    size = sp_plan_size(page->plan, &q->facts);
    bytes = apr_palloc(pool, size + 1);
    sp_plan_write(page->plan, &q->facts, bytes);
    fwrite(bytes, 1, size, stdout);
    return SP_EXIT_OK;
}

int sp_cli_render(int argc, const char *const *argv, apr_pool_t *pool)
{
    apr_getopt_t *opt = sp_cli_options(argc, argv, pool);
    request_t q = {0};
    const char *arg;
    int option, code = SP_EXIT_OK;
    apr_status_t rv;

    q.format = SP_FORMAT_HTML;
    q.appearance.theme = "default";
    q.appearance.catalog = "standard";
    while ((rv = apr_getopt_long(opt, options, &option, &arg)) == APR_SUCCESS) {
        code = option == OPT_HELP ? SP_EXIT_OK : take(&q, option, arg, pool);
        if (option == OPT_HELP) {
            return help();
        }
        if (code != SP_EXIT_OK) {
            return code;
        }
    }
    if (rv != APR_EOF) {
        return sp_cli_usage("render", "\"%s\" is no option, or lacks its value",
                            opt->argv[opt->ind - 1]);
    }
    code = take_arguments(&q, opt);
    if (code != SP_EXIT_OK) {
        return code;
    }
    return q.template_file ? sp_cli_render_data(q.template_file, q.data_file,
                                                q.partials, pool)
                           : write_page(&q, pool);
}
