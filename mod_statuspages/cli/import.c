/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages import": a documentation page becomes a catalogue file. Knows
 * files, options and how to tell people what was done; what the document says
 * is import/import.h's affair. Nothing is written that httpd would not read. */
#include "base/file.h"
#include "base/json.h"
#include "base/language.h"
#include "cli/files.h"
#include "cli/import_report.h"
#include "loaded/loaded.h"

#include <apr_file_io.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

/* What "-" becomes, so that it is no option. Known by its address. */
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
    const char *base = apr_filepath_name_get(file), *dot = strrchr(base, '.');
    size_t n = dot != NULL && dot > base ? (size_t)(dot - base) : strlen(base);
    char *name = apr_pstrndup(pool, base, n), *p;

    for (p = name; *p; p++) {
        *p = apr_isalnum(*p) || strchr("._", *p) ? (char)apr_tolower(*p) : '-';
    }
    if (n > SP_CLI_NAME_MAX) {
        name[SP_CLI_NAME_MAX] = '\0';
    }
    return file == dash || n == 0 ? "imported" : name;
}

/* What is not said yet. */
static void fill(sp_import_about_t *about, const sp_import_about_t *from)
{
    about->name = about->name ? about->name : from->name;
    about->language = about->language ? about->language : from->language;
    about->extends = about->extends ? about->extends : from->extends;
    about->title = about->title ? about->title : from->title;
}

/* What the document says where no option does, and what is usual. Gives what
 * is wrong with that, or NULL. */
static const char *settle(sp_import_about_t *about,
                          const sp_import_about_t *said, const char *file,
                          apr_pool_t *pool)
{
    const sp_import_about_t usual = {
        .name = name_of(file, pool), .language = "en", .extends = "standard"};
    sp_import_about_t own = *said;

    if (own.name != NULL && strcmp(own.name, usual.extends) == 0) {
        own.name = NULL; /* the standard's words, which are somebody's now */
    }
    fill(about, &own);
    fill(about, &usual);
    if (!sp_cli_is_name(about->name, "._-")) {
        return apr_psprintf(pool,
                            "\"%s\" can't be a catalogue's name; it is made of "
                            "letters, digits, dots, _ and -, at most %d",
                            about->name, SP_CLI_NAME_MAX);
    }
    if (!sp_language_valid(about->language)) {
        return apr_psprintf(pool,
                            "\"%s\" is not a language tag; one looks like en, "
                            "pt-BR or zh-Hant",
                            about->language);
    }
    if (strcmp(about->name, about->extends) == 0) {
        return apr_psprintf(pool,
                            "a catalogue named \"%s\" can't extend itself; "
                            "give another --name",
                            about->name);
    }
    return NULL;
}

/* Gives what is wrong with the call, or NULL. */
static const char *complete(request_t *q, const sp_call_t *call)
{
    sp_import_about_t about = q->about;

    if (call->word_count != 1) {
        return call->word_count > 0 ? "only one FILE can be imported"
                                    : "FILE is missing";
    }
    q->file = call->words[0];
    q->output = q->output == dash ? NULL : q->output;
    return settle(&about, &q->about, q->file, call->pool);
}

/* The document, or its first part where it is longer than is read. */
static apr_status_t read_document(const request_t *q, sp_call_t *call,
                                  char **text, apr_size_t *len)
{
    apr_size_t most = SP_IMPORT_MAX + 1;
    apr_file_t *fd;
    apr_status_t rv;

    if (q->file == dash) {
        rv = apr_file_open_stdin(&fd, call->pool);
    }
    else if (sp_file_is_folder(q->file, call->pool)) {
        return sp_error_set(&call->err, call->pool, q->file, 0, 0,
                            "is a folder; name one document");
    }
    else {
        rv = apr_file_open(&fd, q->file, APR_FOPEN_READ | APR_FOPEN_BINARY, 0,
                           call->pool);
    }
    if (rv == APR_SUCCESS) {
        *text = apr_palloc(call->pool, most);
        rv = apr_file_read_full(fd, *text, most, len);
        apr_file_close(fd);
    }
    return sp_files_result(call, rv == APR_EOF ? APR_SUCCESS : rv, q->file,
                           "cannot be read");
}

static const sp_catalog_t *find(void *baton, const char *name, sp_error_t *err)
{
    const sp_catalog_t *found = NULL;

    sp_loaded_catalog(baton, &found, name, name, err);
    return found;
}

/* Whether httpd would take the catalogue. */
static int is_good(const request_t *q, sp_call_t *call, const char *json)
{
    sp_catalog_t *catalog = NULL;
    sp_loaded_t *loaded;

    return sp_loaded_create(&loaded, call->pool, &call->err) == APR_SUCCESS &&
           (strcmp(q->about.extends, SP_IMPORT_ALONE) == 0 ||
            find(loaded, q->about.extends, &call->err) != NULL) &&
           sp_catalog_parse(&catalog, q->output ? q->output : "the catalogue",
                            json, strlen(json), find, loaded, call->pool,
                            &call->err) == APR_SUCCESS;
}

static int is_same_file(const char *a, const char *b, apr_pool_t *pool)
{
    apr_finfo_t x, y;

    return apr_stat(&x, a, APR_FINFO_IDENT, pool) == APR_SUCCESS &&
           apr_stat(&y, b, APR_FINFO_IDENT, pool) == APR_SUCCESS &&
           x.inode == y.inode && x.device == y.device;
}

static apr_status_t write_file(const request_t *q, sp_call_t *call,
                               const char *json)
{
    apr_status_t rv;

    if (q->output == NULL) {
        fputs(json, stdout);
        fflush(stdout);
        return APR_SUCCESS;
    }
    if (q->file != dash && is_same_file(q->file, q->output, call->pool)) {
        return sp_error_set(&call->err, call->pool, q->output, 0, 0,
                            "is the document itself; name another --output");
    }
    rv = sp_files_write(call, NULL, q->output, q->force, json, strlen(json));
    if (APR_STATUS_IS_EEXIST(rv)) {
        call->err.msg = "exists; --force writes over it";
    }
    return rv;
}

static int import(request_t *q, sp_call_t *call)
{
    const sp_import_t *result;
    const char *json, *wrong;
    apr_size_t len = 0;
    char *text = NULL;

    if (read_document(q, call, &text, &len) != APR_SUCCESS ||
        sp_import(&result, q->file, text, len, call->pool, &call->err) !=
            APR_SUCCESS) {
        return sp_cli_fault(call);
    }
    wrong = settle(&q->about, &result->about, q->file, call->pool);
    if (wrong != NULL) {
        sp_error_set(&call->err, call->pool, q->file, 0, 0, "%s", wrong);
        return sp_cli_fault(call);
    }
    sp_import_report(result, q->file, q->lenient);
    if (result->unclear > 0 && !q->lenient) {
        return SP_EXIT_FAULT;
    }
    json = sp_import_json(result, &q->about, call->pool);
    if (json == NULL) {
        fprintf(stderr, "statuspages: " SP_MEMORY_SHORT "\n");
        return SP_EXIT_FAULT;
    }
    /* nothing is written that httpd would not read */
    if (!is_good(q, call, json) || write_file(q, call, json) != APR_SUCCESS) {
        return sp_cli_fault(call);
    }
    sp_import_report_next(q->about.extends, q->output, call->pool);
    return SP_EXIT_OK;
}

int sp_cli_import(sp_call_t *call)
{
    request_t q = {.file = NULL};
    const sp_option_t options[] = {
        {"name", "of the catalogue (default: from FILE's name)",
         .text = &q.about.name},
        {"language", "of the document (default: en)",
         .text = &q.about.language},
        {"extends", "where other codes come from (standard), or null",
         .text = &q.about.extends},
        {"output", "the file to write (default: the terminal)",
         .text = &q.output},
        {"force", "write over that file", .flag = &q.force},
        {"lenient", "go without rows that can't be understood",
         .flag = &q.lenient},
        {.name = NULL},
    };
    const char **words =
        apr_pcalloc(call->pool, (apr_size_t)(call->argc + 1) * sizeof(*words));
    const char *wrong;
    int i, code;

    for (i = 0; i < call->argc; i++) {
        words[i] = strcmp(call->argv[i], "-") == 0 ? dash : call->argv[i];
    }
    call->argv = words;
    code = sp_cli_options(call, options, "\"%s\" is not understood");
    if (code != SP_GO_ON) {
        return code;
    }
    wrong = complete(&q, call);
    return wrong ? sp_cli_usage(call, "%s", wrong) : import(&q, call);
}
