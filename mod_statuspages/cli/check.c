/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages check": faults of themes, templates and catalogues, as httpd
 * would find them when it reads its configuration. */
#include "base/file.h"
#include "cli/cli.h"
#include "cli/complete.h"
#include "cli/template_file.h"
#include "cli/theme_folder.h"
#include "loaded/loaded.h"

#include <apr_file_info.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct tally_t {
    sp_call_t *call;
    apr_pool_t *pool; /* the call's */
    sp_loaded_t *loaded;
    int good;
    int bad;
    int warnings;
} tally_t;

/* By file, line and column; what is in no file comes first. */
static int by_place(const void *one, const void *other)
{
    const sp_error_t *a = one, *b = other;
    int by_file = strcmp(a->file ? a->file : "", b->file ? b->file : "");

    return by_file != 0         ? by_file
           : a->line != b->line ? a->line - b->line
                                : a->col - b->col;
}

/* What was met, by its place: faults, and what is hardly meant. */
static void tell(tally_t *t, apr_array_header_t *all)
{
    int i;

    qsort(all->elts, (size_t)all->nelts, sizeof(sp_error_t), by_place);
    for (i = 0; i < all->nelts; i++) {
        const sp_error_t *one = &APR_ARRAY_IDX(all, i, sp_error_t);
        const char *text = sp_error_text(one, t->pool);

        if (one->warning) {
            printf("warning: %s\n", text);
            t->warnings++;
        }
        else {
            fprintf(stderr, "statuspages: %s\n", text);
        }
    }
    if (all->nelts == SP_ERROR_MANY) {
        fprintf(stderr, "statuspages: there may be more; these are %d\n",
                SP_ERROR_MANY);
    }
}

/* From here on every fault is the next thing's. */
static sp_error_t *anew(tally_t *t)
{
    memset(&t->call->err, 0, sizeof(t->call->err));
    t->call->err.all = apr_array_make(t->pool, 8, sizeof(sp_error_t));
    return &t->call->err;
}

static void count(tally_t *t, const char *what, const char *name,
                  apr_status_t rv)
{
    if (rv == APR_SUCCESS) {
        printf("ok: %s %s\n", what, name);
        t->good++;
    }
    else {
        fflush(stdout);
        t->bad++;
    }
    tell(t, t->call->err.all);
}

static void check_theme(tally_t *t, const char *name)
{
    const sp_theme_t *theme;
    apr_status_t rv = sp_loaded_theme(t->loaded, &theme, name, name, anew(t));

    count(t, "theme", name, rv);
    if (rv == APR_SUCCESS) {
        t->warnings += sp_theme_folder_gaps(theme);
        t->warnings += sp_theme_folder_unused(theme, name, t->pool);
    }
}

static void check_catalog(tally_t *t, const char *name)
{
    const sp_catalog_t *catalog;
    apr_status_t rv =
        sp_loaded_catalog(t->loaded, &catalog, name, name, anew(t));

    if (rv == APR_SUCCESS) {
        rv = sp_complete_check(catalog, t->pool, &t->call->err);
    }
    count(t, "catalogue", name, rv);
}

/* problem.json and reference.json are templates, every other .json file is a
 * catalogue. */
static int is_catalog_file(const char *path)
{
    const char *name = apr_filepath_name_get(path);
    size_t n = strlen(name);

    return n > 5 && strcmp(name + n - 5, ".json") == 0 &&
           strcmp(name, "problem.json") != 0 &&
           strcmp(name, "reference.json") != 0 && !sp_theme_names_code(name);
}

static void check_template(tally_t *t, const char *path)
{
    const sp_theme_t *theme;
    sp_format_t format;
    apr_finfo_t info;
    apr_status_t rv;
    sp_error_t *err = anew(t);

    if (apr_stat(&info, path, APR_FINFO_TYPE, t->pool) != APR_SUCCESS) {
        rv = sp_error_set(err, t->pool, path, 0, 0,
                          "there is no such file or folder");
    }
    else if (sp_theme_folder_beside(path)) {
        printf("passed over: %s is no template\n", path);
        return;
    }
    else if (sp_template_file_format(path, &format)) {
        rv = sp_loaded_template(t->loaded, &theme, NULL, path, format, err);
    }
    else {
        rv = sp_error_set(err, t->pool, path, 0, 0,
                          "is no template: its name must end with .html, "
                          ".json, .xml, .txt or .md");
    }
    count(t, "template", path, rv);
}

static void check_path(tally_t *t, const char *arg)
{
    apr_size_t n = strlen(arg);
    const char *path =
        n > 1 && arg[n - 1] == '/' ? apr_pstrndup(t->pool, arg, n - 1) : arg;
    const int folder = sp_file_is_folder(path, t->pool);

    if (folder && strchr(path, '/') == NULL) {
        path = apr_pstrcat(t->pool, "./", path, NULL); /* no built-in's name */
    }
    if (folder && sp_theme_folder_is(path, t->pool)) {
        check_theme(t, path);
    }
    else if (folder || is_catalog_file(path)) {
        check_catalog(t, path);
    }
    else {
        check_template(t, path);
    }
}

static void check_builtin(tally_t *t)
{
    const apr_array_header_t *themes = sp_loaded_theme_names(t->pool);
    const apr_array_header_t *catalogs = sp_loaded_catalog_names(t->pool);
    int i;

    for (i = 0; i < themes->nelts; i++) {
        check_theme(t, APR_ARRAY_IDX(themes, i, const char *));
    }
    for (i = 0; i < catalogs->nelts; i++) {
        check_catalog(t, APR_ARRAY_IDX(catalogs, i, const char *));
    }
}

static int report(const tally_t *t)
{
    if (t->bad == 0 && t->good > 0) {
        printf("statuspages check: %d checked, no fault%s\n", t->good,
               t->warnings
                   ? apr_psprintf(t->pool, ", warnings: %d", t->warnings)
                   : "");
        return SP_EXIT_OK;
    }
    fflush(stdout);
    if (t->bad > 0) {
        fprintf(stderr,
                "statuspages check: %d with a fault, %d without; mend the "
                "faults, then check again\n",
                t->bad, t->good);
    }
    else {
        fprintf(stderr, "statuspages check: nothing here could be checked; "
                        "name theme folders, templates or catalogues\n");
    }
    return SP_EXIT_FAULT;
}

int sp_cli_check(sp_call_t *call)
{
    static const sp_option_t none[] = {{.name = NULL}};
    tally_t tally = {.call = call, .pool = call->pool};
    int i, code = sp_cli_options(call, none, "\"%s\" is no option");

    if (code != SP_GO_ON) {
        return code;
    }
    if (sp_loaded_create(&tally.loaded, call->pool, anew(&tally)) !=
        APR_SUCCESS) {
        return sp_cli_fault(call);
    }
    for (i = 0; i < call->word_count; i++) {
        check_path(&tally, call->words[i]);
    }
    if (call->word_count == 0) {
        check_builtin(&tally);
    }
    return report(&tally);
}
