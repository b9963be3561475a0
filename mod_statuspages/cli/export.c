/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages export": every page as a file, an index to look at, and
 * snippets for who must answer when httpd can't: CDN, proxy, load balancer.
 * Live facts are not there; pages are made to do without. */
#include "cli/cli.h"

#include "cli/export_snippets.h"
#include "base/spelling.h"
#include "cli/appearance_options.h"
#include "page/page.h"

#include <apr_file_info.h>
#include <apr_file_io.h>
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

enum {
    OPT_THEME = 256,
    OPT_CATALOG,
    OPT_LOGO,
    OPT_VAR,
    OPT_LANGUAGES,
    OPT_FORMATS,
    OPT_HELP
};

static const apr_getopt_option_t options[] = {
    {"theme", OPT_THEME, 1, "a built-in theme or a folder"},
    {"catalog", OPT_CATALOG, 1, "a built-in catalogue, a file or a folder"},
    {"logo", OPT_LOGO, 1, "a picture to embed"},
    {"var", OPT_VAR, 1, "NAME=VALUE: a variable of the brand"},
    {"languages", OPT_LANGUAGES, 1,
     "en,de,...: the first goes into DIR itself"},
    {"formats", OPT_FORMATS, 1, "html,json,xml,text,markdown (all)"},
    {"help", OPT_HELP, 0, "this text"},
    {NULL, 0, 0, NULL},
};

typedef struct wish_t {
    sp_cli_appearance_t appearance;
    const char *folder;
    const char *languages;
    const char *formats;
} wish_t;

static int help(void)
{
    int i;

    printf("Usage: statuspages export DIR [OPTIONS]\n\nWrites every error page "
           "as a file (DIR/404.html, DIR/404.json, DIR/fr/404.html), an\n"
           "index.html to look at, and ready snippets below DIR/snippets for "
           "nginx, HAProxy\nand S3/CloudFront, which answer when httpd "
           "itself can't.\n\nOptions:\n");
    for (i = 0; options[i].name != NULL; i++) {
        printf("  --%-10s %s\n", options[i].name, options[i].description);
    }
    printf("\nExample:\n  statuspages export /srv/errors --theme default "
           "--var \"name=Example Shop\" --languages en,fr\n");
    return SP_EXIT_OK;
}

apr_status_t sp_export_write(const char *path, const char *bytes,
                             apr_size_t len, apr_pool_t *pool, sp_error_t *err)
{
    apr_file_t *fd;
    char reason[120];
    apr_status_t rv = apr_file_open(
        &fd, path, APR_FOPEN_WRITE | APR_FOPEN_CREATE | APR_FOPEN_TRUNCATE,
        APR_FPROT_OS_DEFAULT, pool);

    if (rv == APR_SUCCESS) {
        rv = apr_file_write_full(fd, bytes, len, NULL);
        apr_file_close(fd);
    }
    if (rv != APR_SUCCESS) {
        sp_error_set(err, pool, path, 0, 0, "cannot be written: %s",
                     apr_strerror(rv, reason, sizeof(reason)));
    }
    return rv;
}

static apr_status_t make_folder(const char *path, apr_pool_t *pool,
                                sp_error_t *err)
{
    char reason[120];
    apr_status_t rv = apr_dir_make_recursive(path, APR_FPROT_OS_DEFAULT, pool);

    if (rv != APR_SUCCESS) {
        sp_error_set(err, pool, path, 0, 0, "cannot be made: %s",
                     apr_strerror(rv, reason, sizeof(reason)));
    }
    return rv;
}

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

/* Snippets are made of them. */
static int writes_html(const sp_export_t *x)
{
    return has_format(x, SP_FORMAT_HTML);
}

/* One page; where it is HTML for the first language, snippets want it too. */
static apr_status_t export_page(sp_export_t *x, const char *folder, int code,
                                sp_format_t format, const char *language,
                                sp_error_t *err)
{
    static const sp_facts_t none = {{NULL}};
    sp_page_t *page;
    apr_pool_t *pool;
    apr_size_t size;
    char *bytes;
    apr_status_t rv;

    apr_pool_create(&pool, x->pool);
    rv = sp_page_make(&page, x->appearance, code, format, language, pool, err);
    if (rv == APR_SUCCESS) {
        size = sp_plan_size(page->plan, &none);
        bytes = apr_palloc(pool, size + 1);
        sp_plan_write(page->plan, &none, bytes);
        rv = sp_export_write(apr_psprintf(pool, "%s/%d.%s", folder, code,
                                          sp_format_info(format)->extension),
                             bytes, size, x->pool, err);
        x->files++;
        if (rv == APR_SUCCESS && format == SP_FORMAT_HTML &&
            strcmp(folder, x->folder) == 0) {
            note_policy(x, page);
            rv = sp_export_errorfile(x, code, page, bytes, size, err);
        }
    }
    apr_pool_destroy(pool);
    return rv;
}

static apr_status_t export_language(sp_export_t *x, int index, sp_error_t *err)
{
    const char *language = x->languages[index];
    const char *folder =
        index == 0 ? x->folder
                   : apr_pstrcat(x->pool, x->folder, "/", language, NULL);
    apr_status_t rv = make_folder(folder, x->pool, err);
    int code, i;

    for (code = 400; code <= SP_CODE_MAX; code++) {
        for (i = 0; i < x->format_count && rv == APR_SUCCESS; i++) {
            if (sp_reference_has(x->appearance, code)) {
                rv = export_page(x, folder, code, x->formats[i], language, err);
            }
        }
    }
    return rv;
}

static apr_status_t export_all(sp_export_t *x, sp_error_t *err)
{
    apr_status_t rv = APR_SUCCESS;
    int i;

    if (writes_html(x)) {
        rv = make_folder(
            apr_pstrcat(x->pool, x->folder, "/snippets/haproxy", NULL), x->pool,
            err);
    }
    for (i = 0; i < x->language_count && rv == APR_SUCCESS; i++) {
        rv = export_language(x, i, err);
    }
    if (rv == APR_SUCCESS) {
        rv = sp_export_index(x, err);
    }
    return rv == APR_SUCCESS && writes_html(x) ? sp_export_snippets(x, err)
                                               : rv;
}

/* "en,fr" -> the appearance's own tags; an exit code. */
static int choose_languages(sp_export_t *x, const char *list)
{
    char *state, *tag;
    char *words =
        apr_pstrdup(x->pool, list ? list : x->appearance->languages[0]);

    x->languages = apr_palloc(x->pool, (strlen(words) + 1) * sizeof(char *));
    for (tag = apr_strtok(words, ", ", &state); tag != NULL;
         tag = apr_strtok(NULL, ", ", &state)) {
        const char *known = sp_cli_language(x->appearance, tag);
        if (known == NULL) {
            return sp_cli_usage("export",
                                "the catalogue has no language "
                                "\"%s\"",
                                tag);
        }
        if (!sp_spelling_is_among(known, x->languages, x->language_count)) {
            x->languages[x->language_count++] = known;
        }
    }
    return x->language_count > 0
               ? SP_EXIT_OK
               : sp_cli_usage("export", "--languages names none");
}

static int choose_formats(sp_export_t *x, const char *list)
{
    char *state, *name;
    char *words =
        apr_pstrdup(x->pool, list ? list : "html,json,xml,text,markdown");
    sp_format_t format;

    for (name = apr_strtok(words, ", ", &state); name != NULL;
         name = apr_strtok(NULL, ", ", &state)) {
        if (!sp_format_find(name, &format)) {
            return sp_cli_usage("export",
                                "unknown format \"%s\"; the formats are %s",
                                name, sp_format_names());
        }
        if (!has_format(x, format)) {
            x->formats[x->format_count++] = format;
        }
    }
    return x->format_count > 0 ? SP_EXIT_OK
                               : sp_cli_usage("export", "--formats names none");
}

static void report(const sp_export_t *x)
{
    printf("%d pages written to %s; open %s/index.html to look at them.\n",
           x->files, x->folder, x->folder);
    if (!writes_html(x)) {
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

static int run(const wish_t *wish, apr_pool_t *pool)
{
    sp_export_t x = {0};
    sp_error_t err = {0};
    int code;

    x.pool = pool;
    x.folder = wish->folder;
    if (sp_cli_make_appearance(&x.appearance, &wish->appearance, pool, &err) !=
        APR_SUCCESS) {
        return sp_cli_fault(&err, pool);
    }
    code = choose_languages(&x, wish->languages);
    if (code == SP_EXIT_OK) {
        code = choose_formats(&x, wish->formats);
    }
    if (code != SP_EXIT_OK) {
        return code;
    }
    if (export_all(&x, &err) != APR_SUCCESS) {
        return sp_cli_fault(&err, pool);
    }
    report(&x);
    return SP_EXIT_OK;
}

static int take(wish_t *wish, int option, const char *arg, apr_pool_t *pool)
{
    switch (option) {
    case OPT_THEME:
        wish->appearance.theme = arg;
        break;
    case OPT_CATALOG:
        wish->appearance.catalog = arg;
        break;
    case OPT_LOGO:
        wish->appearance.logo = arg;
        break;
    case OPT_LANGUAGES:
        wish->languages = arg;
        break;
    case OPT_FORMATS:
        wish->formats = arg;
        break;
    default:
        return sp_cli_add_var(&wish->appearance, "export", arg, pool);
    }
    return SP_EXIT_OK;
}

int sp_cli_export(int argc, const char *const *argv, apr_pool_t *pool)
{
    apr_getopt_t *opt = sp_cli_options(argc, argv, pool);
    wish_t wish = {{"default", "standard", NULL, NULL}, NULL, NULL, NULL};
    const char *arg;
    int option, code;
    apr_status_t rv;

    while ((rv = apr_getopt_long(opt, options, &option, &arg)) == APR_SUCCESS) {
        if (option == OPT_HELP) {
            return help();
        }
        code = take(&wish, option, arg, pool);
        if (code != SP_EXIT_OK) {
            return code;
        }
    }
    if (rv != APR_EOF || opt->argc - opt->ind != 1) {
        return sp_cli_usage("export", "name one folder to write to, and known "
                                      "options");
    }
    wish.folder = opt->argv[opt->ind];
    return run(&wish, pool);
}
