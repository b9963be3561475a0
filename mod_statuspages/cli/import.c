/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages import": a documentation page becomes a catalogue file. Knows
 * files, options and how to tell people what was done; what the document says
 * is core/import.h's affair. Nothing is written that httpd would not read. */
#include "base/file.h"
#include "base/language.h"
#include "cli/cli.h"
#include "cli/files.h"
#include "cli/import_report.h"
#include "loaded/loaded.h"

#include <apr_file_io.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

/* What "-" becomes before apr_getopt sees it and takes it for an option that
 * lacks its letter. Known by its address. */
static const char dash[] = "standard input";

typedef struct request_t {
    sp_import_about_t about;
    const char *file; /* dash: the standard input */
    const char *output;
    int force;
    int lenient;
} request_t;

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

/* Gives what is wrong with the call, or NULL. */
static const char *complete(request_t *q, const sp_call_t *call)
{
    static const char legal[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    const char *name;

    if (call->unknown != NULL) {
        return apr_psprintf(call->pool, "\"%s\" is not understood",
                            call->unknown);
    }
    if (call->word_count != 1) {
        return call->word_count > 0 ? "only one FILE can be imported"
                                    : "FILE is missing";
    }
    q->file = call->words[0];
    if (q->about.name == NULL) {
        q->about.name = name_of(q->file, call->pool);
    }
    name = q->about.name;
    if (name[0] == '\0' || name[strspn(name, legal)] != '\0' ||
        strlen(name) > 64) {
        return apr_psprintf(call->pool,
                            "\"%s\" can't be a catalogue's name; it is made of "
                            "letters, digits, dots, _ and -, at most 64",
                            name);
    }
    if (!sp_language_valid(q->about.language)) {
        return apr_psprintf(call->pool,
                            "\"%s\" is not a language tag; one looks like en, "
                            "pt-BR or zh-Hant",
                            q->about.language);
    }
    if (strcmp(name, q->about.extends) == 0) {
        return apr_psprintf(call->pool,
                            "a catalogue named \"%s\" can't extend itself; "
                            "give another --name",
                            name);
    }
    return NULL;
}

/* The document, or its first part where it is longer than is read. */
static apr_status_t read_document(const request_t *q, char **text,
                                  apr_size_t *len, apr_pool_t *pool,
                                  sp_error_t *err)
{
    apr_size_t most = SP_IMPORT_MAX + 1;
    apr_file_t *fd;
    apr_status_t rv;

    if (q->file == dash) {
        rv = apr_file_open_stdin(&fd, pool);
    }
    else if (sp_file_is_folder(q->file, pool)) {
        return sp_error_set(err, pool, q->file, 0, 0,
                            "is a folder; name one document");
    }
    else {
        rv = apr_file_open(&fd, q->file, APR_FOPEN_READ | APR_FOPEN_BINARY, 0,
                           pool);
    }
    if (rv != APR_SUCCESS) {
        return sp_files_fault(rv, q->file, "cannot be read", pool, err);
    }
    *text = apr_palloc(pool, most);
    rv = apr_file_read_full(fd, *text, most, len);
    apr_file_close(fd);
    if (rv != APR_SUCCESS && rv != APR_EOF) {
        return sp_files_fault(rv, q->file, "cannot be read", pool, err);
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
static apr_status_t check_json(const request_t *q, const char *json,
                               apr_pool_t *pool, sp_error_t *err)
{
    sp_catalog_t *catalog = NULL;
    const sp_catalog_t *base;
    sp_loaded_t *loaded;
    apr_status_t rv = sp_loaded_create(&loaded, pool, err);

    if (rv == APR_SUCCESS) {
        rv = sp_loaded_catalog(loaded, &base, q->about.extends,
                               q->about.extends, err);
    }
    if (rv == APR_SUCCESS) {
        rv = sp_catalog_parse(&catalog, q->output ? q->output : "the catalogue",
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

static apr_status_t write_file(const request_t *q, const char *json,
                               apr_pool_t *pool, sp_error_t *err)
{
    apr_status_t rv;

    if (q->file != dash && is_same_file(q->file, q->output, pool)) {
        return sp_error_set(err, pool, q->output, 0, 0,
                            "is the document itself; name another --output");
    }
    rv = sp_files_write(NULL, q->output, q->force, json, strlen(json), pool,
                        err);
    if (APR_STATUS_IS_EEXIST(rv)) {
        err->msg = "exists; --force writes over it";
    }
    return rv;
}

/* Write what was understood, once it is known to be good. */
static int deliver(const request_t *q, const sp_import_t *import,
                   apr_pool_t *pool)
{
    sp_error_t err = {0};
    const char *json = sp_import_json(import, &q->about, pool);

    if (json == NULL) {
        fprintf(stderr, "statuspages: memory is short\n");
        return SP_EXIT_FAULT;
    }
    if (check_json(q, json, pool, &err) != APR_SUCCESS ||
        (q->output != NULL && write_file(q, json, pool, &err) != APR_SUCCESS)) {
        return sp_cli_fault(&err, pool);
    }
    if (q->output == NULL) {
        fputs(json, stdout);
        fflush(stdout);
    }
    sp_import_report_next(q->about.extends, q->output, pool);
    return SP_EXIT_OK;
}

static int import(const request_t *q, apr_pool_t *pool)
{
    sp_error_t err = {0};
    const sp_import_t *result;
    apr_size_t len = 0;
    char *text = NULL;

    if (read_document(q, &text, &len, pool, &err) != APR_SUCCESS ||
        sp_import(&result, q->file, text, len, pool, &err) != APR_SUCCESS) {
        return sp_cli_fault(&err, pool);
    }
    sp_import_report(result, q->file, q->lenient);
    if (result->unclear > 0 && !q->lenient) {
        return SP_EXIT_FAULT;
    }
    return deliver(q, result, pool);
}

int sp_cli_import(sp_call_t *call)
{
    request_t q = {{NULL, "en", "standard"}, NULL, NULL, 0, 0};
    const sp_option_t options[] = {
        {"name", "of the catalogue (default: from FILE's name)",
         .text = &q.about.name},
        {"language", "of the document (default: en)",
         .text = &q.about.language},
        {"extends", "where other codes come from (standard)",
         .text = &q.about.extends},
        {"output", "the file to write (default: the terminal)",
         .text = &q.output},
        {"force", "write over that file", .flag = &q.force},
        {"lenient", "go without rows that can't be understood",
         .flag = &q.lenient},
        {NULL},
    };
    const char **words =
        apr_pcalloc(call->pool, (apr_size_t)(call->argc + 1) * sizeof(*words));
    const char *wrong;
    int i, code;

    for (i = 0; i < call->argc; i++) {
        words[i] = strcmp(call->argv[i], "-") == 0 ? dash : call->argv[i];
    }
    call->argv = words;
    code = sp_cli_options(call, options);
    if (code != SP_GO_ON) {
        return code;
    }
    wrong = complete(&q, call);
    if (wrong != NULL) {
        return sp_cli_usage(call, "%s", wrong);
    }
    q.output = q.output == dash ? NULL : q.output;
    return import(&q, call->pool);
}
