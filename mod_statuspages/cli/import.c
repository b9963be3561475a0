/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages import": a documentation page becomes a catalogue file. Knows
 * files, options and how to tell people what was done; what the document says
 * is import/import.h's affair. Nothing is written that httpd would not read. */
#include "base/file.h"
#include "base/json.h"
#include "base/language.h"
#include "cli/files.h"
#include "cli/import_keep.h"
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
    const char *keep; /* a catalogue of which additions are kept, or NULL */
    sp_import_part_t part;
    int given; /* --extends */
    int force;
    int lenient;
} request_t;

/* The catalogues, one a language, and where each is written (NULL: to the
 * terminal). */
typedef struct made_t {
    const char *json[SP_IMPORT_LANGUAGES];
    const char *path[SP_IMPORT_LANGUAGES];
    int count;
} made_t;

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
    q->given = about.extends != NULL;
    return settle(&about, &q->about, q->file, call->pool);
}

/* "2" -> 2. */
static const char *take_table(void *into, const char *value, apr_pool_t *pool)
{
    char *end;
    apr_int64_t n = apr_strtoi64(value, &end, 10);

    if (*value == '\0' || *end != '\0' || n < 1 || n > 100000) {
        return apr_psprintf(pool,
                            "\"%s\" is no number of a table; the report of an "
                            "import counts them from 1",
                            value);
    }
    *(int *)into = (int)n;
    return NULL;
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

/* Whether httpd would take the catalogues, one a language. */
static int is_good(const request_t *q, sp_call_t *call, const made_t *made)
{
    sp_catalog_t *catalog = NULL;
    sp_loaded_from_t from = {NULL, made->path[0] ? made->path[0] : "",
                             call->pool};
    int i, good = 1;

    if (sp_loaded_create(&from.loaded, call->pool, &call->err) != APR_SUCCESS ||
        (strcmp(q->about.extends, SP_IMPORT_ALONE) != 0 &&
         sp_loaded_extended(&from, q->about.extends, &call->err) == NULL)) {
        return 0;
    }
    for (i = 0; i < made->count && good; i++) {
        good = sp_catalog_parse(
                   &catalog, made->path[i] ? made->path[i] : "the catalogue",
                   made->json[i], strlen(made->json[i]), sp_loaded_extended,
                   &from, call->pool, &call->err) == APR_SUCCESS;
    }
    return good;
}

static int is_same_file(const char *a, const char *b, apr_pool_t *pool)
{
    apr_finfo_t x, y;

    return apr_stat(&x, a, APR_FINFO_IDENT, pool) == APR_SUCCESS &&
           apr_stat(&y, b, APR_FINFO_IDENT, pool) == APR_SUCCESS &&
           x.inode == y.inode && x.device == y.device;
}

static apr_status_t write_one(const request_t *q, sp_call_t *call,
                              const char *path, const char *json)
{
    apr_status_t rv;

    if (path == NULL) {
        fputs(json, stdout);
        fflush(stdout);
        return APR_SUCCESS;
    }
    if (q->file != dash && is_same_file(q->file, path, call->pool)) {
        return sp_error_set(&call->err, call->pool, path, 0, 0,
                            "is the document itself; name another --output");
    }
    rv = sp_files_write(call, NULL, path, q->force, json, strlen(json));
    if (APR_STATUS_IS_EEXIST(rv)) {
        call->err.msg = "exists; --force writes over it";
    }
    return rv;
}

static apr_status_t write_all(const request_t *q, sp_call_t *call,
                              const made_t *made)
{
    apr_status_t rv = APR_SUCCESS;
    int i;

    if (made->count > 1) {
        rv = sp_files_folder(call, q->output, NULL);
    }
    for (i = 0; i < made->count && rv == APR_SUCCESS; i++) {
        rv = write_one(q, call, made->path[i], made->json[i]);
    }
    return rv;
}

/* FOLDER/de.json, where there are several languages. */
static const char *path_of(const char *path, const char *language,
                           apr_pool_t *pool)
{
    return path != NULL ? apr_pstrcat(pool, path, "/", language, ".json", NULL)
                        : NULL;
}

/* Make the catalogues; 0 with a fault. */
static int make_all(request_t *q, sp_call_t *call, const sp_import_t *result,
                    made_t *made)
{
    const char *keep, *language;
    int i, several = result->language_count > 1;

    made->count = result->language_count;
    for (i = 0; i < made->count; i++) {
        language =
            result->languages[i] ? result->languages[i] : q->about.language;
        q->about.which = i;
        keep = several ? path_of(q->keep, language, call->pool) : q->keep;
        made->path[i] =
            several ? path_of(q->output, language, call->pool) : q->output;
        made->json[i] = sp_import_json(result, &q->about, call->pool);
        if (made->json[i] != NULL && keep != NULL &&
            sp_import_keep(call, &made->json[i], result, &q->about, q->given,
                           keep) != APR_SUCCESS) {
            return 0;
        }
        if (made->json[i] == NULL) {
            sp_error_set(&call->err, call->pool, NULL, 0, 0, SP_MEMORY_SHORT);
            return 0;
        }
    }
    return 1;
}

static int import(request_t *q, sp_call_t *call)
{
    const sp_import_t *result;
    const char *wrong;
    apr_size_t len = 0;
    char *text = NULL;
    made_t made = {0};

    if (read_document(q, call, &text, &len) != APR_SUCCESS ||
        sp_import_part(&result, q->file, text, len, &q->part, call->pool,
                       &call->err) != APR_SUCCESS) {
        return sp_cli_fault(call);
    }
    q->given |= result->about.extends != NULL;
    wrong = settle(&q->about, &result->about, q->file, call->pool);
    if (wrong != NULL) {
        sp_error_set(&call->err, call->pool, q->file, 0, 0, "%s", wrong);
        return sp_cli_fault(call);
    }
    sp_import_report(result, q->file, q->lenient);
    if (result->unclear > 0 && !q->lenient) {
        return SP_EXIT_FAULT;
    }
    if (result->language_count > 1 && q->output == NULL) {
        sp_error_set(&call->err, call->pool, q->file, 0, 0,
                     "has words in %d languages; --output FOLDER gets a file "
                     "of each",
                     result->language_count);
        return sp_cli_fault(call);
    }
    /* nothing is written that httpd would not read */
    if (!make_all(q, call, result, &made) || !is_good(q, call, &made) ||
        write_all(q, call, &made) != APR_SUCCESS) {
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
        {"keep", "a catalogue whose additions by hand stay", .text = &q.keep},
        {"table", "the document's table of that number", .take = take_table,
         .into = &q.part.table},
        {"section", "what stands below that heading", .text = &q.part.section},
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
