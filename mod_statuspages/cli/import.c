/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages import": a documentation page becomes a catalogue file. Knows
 * files, options and how to tell people what was done; what the document says
 * is core/import.h's affair. Nothing is written that httpd would not read. */
#include "cli/cli.h"
#include "cli/import_report.h"

#include "base/file.h"
#include "base/language.h"

#include <apr_file_io.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

enum {
    OPT_NAME = 256,
    OPT_LANGUAGE,
    OPT_EXTENDS,
    OPT_OUTPUT,
    OPT_FORCE,
    OPT_LENIENT,
    OPT_HELP
};

static const apr_getopt_option_t options[] = {
    {"name", OPT_NAME, 1, "of the catalogue (default: from FILE's name)"},
    {"language", OPT_LANGUAGE, 1, "of the document (default: en)"},
    {"extends", OPT_EXTENDS, 1, "where other codes come from (standard)"},
    {"output", OPT_OUTPUT, 1, "the file to write (default: the terminal)"},
    {"force", OPT_FORCE, 0, "write over that file"},
    {"lenient", OPT_LENIENT, 0, "go without rows that can't be understood"},
    {"help", OPT_HELP, 0, "this text"},
    {NULL, 0, 0, NULL},
};

/* What "-" becomes before apr_getopt sees it and takes it for an option that
 * lacks its letter. Known by its address. */
static const char dash[] = "standard input";

typedef struct wish_t {
    sp_import_about_t about;
    const char *file; /* dash: the standard input */
    const char *output;
    int force;
    int lenient;
} wish_t;

static int help(void)
{
    int i;

    printf(
        "Usage: statuspages import [OPTIONS] FILE\n\n"
        "Turns a page of your documentation that lists status codes into a "
        "catalogue,\nits words untouched. FILE is plain text as copied from a "
        "web page, a pipe or\nMarkdown table, or CSV (commas, semicolons, "
        "tabs), in UTF-8, at most %d MB;\n- is the standard input. Titles, "
        "dates, feedback prompts and the like are left\nout, and said. A row "
        "that can't be understood is said too, and nothing is\nwritten then "
        "unless --lenient.\n\nOptions:\n",
        SP_IMPORT_MAX / 1024 / 1024);
    for (i = 0; options[i].name != NULL; i++) {
        printf("  --%-9s %s\n", options[i].name, options[i].description);
    }
    printf(
        "\nHow documentation and server are kept in step:\n"
        "  1. statuspages import --force --output codes.json docs/codes.md\n"
        "  2. statuspages check codes.json\n"
        "  3. Commit codes.json beside the document, and name it in httpd's\n"
        "     configuration:  StatusPagesCatalog /path/to/codes.json\n"
        "  4. Let CI do 1 and 2 at each change, and fail where the result "
        "differs from\n     what is committed:  git diff --exit-code "
        "codes.json\nSo no one changes the words of the document without the "
        "server's saying the\nsame after the next reload.\n\n"
        "Exit code: 0 all was imported, 1 it could not be, 2 wrong usage.\n");
    return SP_EXIT_OK;
}

/* A name out of the file's: "docs/Status Codes.md" -> "status-codes". */
static const char *name_of(const char *file, apr_pool_t *pool)
{
    const char *base = strrchr(file, '/'), *dot;
    char *name, *p;

    base = base != NULL ? base + 1 : file;
    dot = strrchr(base, '.');
    name = apr_pstrndup(pool, base,
                        dot != NULL && dot > base ? (apr_size_t)(dot - base)
                                                  : strlen(base));
    for (p = name; *p; p++) {
        *p = apr_isalnum(*p) || strchr("._", *p) ? (char)apr_tolower(*p) : '-';
    }
    if (strlen(name) > 64) {
        name[64] = '\0';
    }
    return file == dash || name[0] == '\0' ? "imported" : name;
}

static int check_wish(wish_t *wish, apr_pool_t *pool)
{
    static const char legal[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    const char *name;

    if (wish->about.name == NULL) {
        wish->about.name = name_of(wish->file, pool);
    }
    name = wish->about.name;
    if (name[0] == '\0' || name[strspn(name, legal)] != '\0' ||
        strlen(name) > 64) {
        return sp_cli_usage("import",
                            "\"%s\" can't be a catalogue's name; it is made of "
                            "letters, digits, dots, _ and -, at most 64",
                            name);
    }
    if (!sp_language_valid(wish->about.language)) {
        return sp_cli_usage("import",
                            "\"%s\" is not a language tag; one looks like en, "
                            "pt-BR or zh-Hant",
                            wish->about.language);
    }
    if (strcmp(name, wish->about.extends) == 0) {
        return sp_cli_usage("import",
                            "a catalogue named \"%s\" can't extend itself; "
                            "give another --name",
                            name);
    }
    return SP_EXIT_OK;
}

static int parse_wish(wish_t *wish, apr_getopt_t *opt)
{
    const char *arg;
    int option;
    apr_status_t rv;

    while ((rv = apr_getopt_long(opt, options, &option, &arg)) == APR_SUCCESS) {
        switch (option) {
        case OPT_NAME:
            wish->about.name = arg;
            break;
        case OPT_LANGUAGE:
            wish->about.language = arg;
            break;
        case OPT_EXTENDS:
            wish->about.extends = arg;
            break;
        case OPT_OUTPUT:
            wish->output = arg == dash ? NULL : arg;
            break;
        case OPT_FORCE:
            wish->force = 1;
            break;
        case OPT_LENIENT:
            wish->lenient = 1;
            break;
        default:
            wish->file = NULL;
            return -1;
        }
    }
    if (rv != APR_EOF) {
        return sp_cli_usage("import", "\"%s\" is not understood",
                            opt->argv[opt->ind - 1]);
    }
    if (opt->argc - opt->ind != 1) {
        return sp_cli_usage("import", opt->argc > opt->ind
                                          ? "only one FILE can be imported"
                                          : "FILE is missing");
    }
    wish->file = opt->argv[opt->ind];
    return check_wish(wish, opt->cont);
}

static apr_status_t fault(apr_status_t rv, const char *file, const char *what,
                          apr_pool_t *pool, sp_error_t *err)
{
    char reason[120];

    return sp_error_set(err, pool, file, 0, 0, "%s: %s", what,
                        apr_strerror(rv, reason, sizeof(reason)));
}

/* The document, or its first part where it is longer than is read. */
static apr_status_t read_document(const wish_t *wish, char **text,
                                  apr_size_t *len, apr_pool_t *pool,
                                  sp_error_t *err)
{
    apr_size_t most = SP_IMPORT_MAX + 1;
    apr_file_t *fd;
    apr_status_t rv;

    if (wish->file == dash) {
        rv = apr_file_open_stdin(&fd, pool);
    }
    else if (sp_file_is_folder(wish->file, pool)) {
        return sp_error_set(err, pool, wish->file, 0, 0,
                            "is a folder; name one document");
    }
    else {
        rv = apr_file_open(&fd, wish->file, APR_FOPEN_READ | APR_FOPEN_BINARY,
                           0, pool);
    }
    if (rv != APR_SUCCESS) {
        return fault(rv, wish->file, "cannot be read", pool, err);
    }
    *text = apr_palloc(pool, most);
    rv = apr_file_read_full(fd, *text, most, len);
    apr_file_close(fd);
    if (rv != APR_SUCCESS && rv != APR_EOF) {
        return fault(rv, wish->file, "cannot be read", pool, err);
    }
    return APR_SUCCESS;
}

static const sp_catalog_t *find(void *baton, const char *name, sp_error_t *err)
{
    const sp_catalog_t *found = NULL;

    sp_loaded_catalog(baton, &found, name, name, err);
    return found;
}

/* Whether httpd would take the catalogue. */
static apr_status_t check_json(const wish_t *wish, const char *json,
                               apr_pool_t *pool, sp_error_t *err)
{
    sp_catalog_t *catalog = NULL;
    const sp_catalog_t *base;
    sp_loaded_t *loaded;
    apr_status_t rv = sp_loaded_create(&loaded, pool, err);

    if (rv == APR_SUCCESS) {
        rv = sp_loaded_catalog(loaded, &base, wish->about.extends,
                               wish->about.extends, err);
    }
    if (rv == APR_SUCCESS) {
        rv = sp_catalog_parse(&catalog,
                              wish->output ? wish->output : "the catalogue",
                              json, strlen(json), find, loaded, pool, err);
    }
    return rv;
}

static int is_same_file(const char *a, const char *b, apr_pool_t *pool)
{
    apr_finfo_t x, y;

    return apr_stat(&x, a, APR_FINFO_IDENT, pool) == APR_SUCCESS &&
           apr_stat(&y, b, APR_FINFO_IDENT, pool) == APR_SUCCESS &&
           x.inode == y.inode && x.device == y.device;
}

static apr_status_t write_file(const wish_t *wish, const char *json,
                               apr_pool_t *pool, sp_error_t *err)
{
    apr_int32_t flags = APR_FOPEN_WRITE | APR_FOPEN_CREATE |
                        (wish->force ? APR_FOPEN_TRUNCATE : APR_FOPEN_EXCL);
    apr_file_t *fd;
    apr_status_t rv;

    if (wish->file != dash && is_same_file(wish->file, wish->output, pool)) {
        return sp_error_set(err, pool, wish->output, 0, 0,
                            "is the document itself; name another --output");
    }
    rv = apr_file_open(&fd, wish->output, flags, APR_FPROT_OS_DEFAULT, pool);
    if (APR_STATUS_IS_EEXIST(rv)) {
        return sp_error_set(err, pool, wish->output, 0, 0,
                            "exists; --force writes over it");
    }
    if (rv == APR_SUCCESS) {
        apr_status_t closed;

        rv = apr_file_write_full(fd, json, strlen(json), NULL);
        closed = apr_file_close(fd);
        rv = rv == APR_SUCCESS ? closed : rv;
    }
    return rv == APR_SUCCESS
               ? rv
               : fault(rv, wish->output, "cannot be written", pool, err);
}

/* Write what was understood, once it is known to be good. */
static int deliver(const wish_t *wish, const sp_import_t *import,
                   apr_pool_t *pool)
{
    sp_error_t err = {0};
    const char *json = sp_import_json(import, &wish->about, pool);

    if (json == NULL) {
        fprintf(stderr, "statuspages: memory is short\n");
        return SP_EXIT_FAULT;
    }
    if (check_json(wish, json, pool, &err) != APR_SUCCESS ||
        (wish->output != NULL &&
         write_file(wish, json, pool, &err) != APR_SUCCESS)) {
        return sp_cli_fault(&err, pool);
    }
    if (wish->output == NULL) {
        fputs(json, stdout);
        fflush(stdout);
    }
    sp_import_report_next(wish->about.extends, wish->output, pool);
    return SP_EXIT_OK;
}

static int import(const wish_t *wish, apr_pool_t *pool)
{
    sp_error_t err = {0};
    const sp_import_t *result;
    apr_size_t len = 0;
    char *text = NULL;

    if (read_document(wish, &text, &len, pool, &err) != APR_SUCCESS ||
        sp_import(&result, wish->file, text, len, pool, &err) != APR_SUCCESS) {
        return sp_cli_fault(&err, pool);
    }
    sp_import_report(result, wish->file, wish->lenient);
    if (result->unclear > 0 && !wish->lenient) {
        return SP_EXIT_FAULT;
    }
    return deliver(wish, result, pool);
}

int sp_cli_import(int argc, const char *const *argv, apr_pool_t *pool)
{
    wish_t wish = {{NULL, "en", "standard"}, NULL, NULL, 0, 0};
    const char **words =
        apr_palloc(pool, (apr_size_t)argc * sizeof(*words) + 1);
    int i, code;

    for (i = 0; i < argc; i++) {
        words[i] = strcmp(argv[i], "-") == 0 ? dash : argv[i];
    }
    code = parse_wish(&wish, sp_cli_options(argc, words, pool));
    if (code < 0) {
        return help();
    }
    return code == SP_EXIT_OK ? import(&wish, pool) : code;
}
