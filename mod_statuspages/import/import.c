/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A documentation page -> a catalogue; see import.h. Knows in which order the
 * shapes are tried; each has a file of its own. */
#include "import/job.h"

#include "base/codes.h"

#include <apr_strings.h>

/* The shapes of documents; plain text is last, for it takes any. */
static const char *(*const shapes[])(sp_job_t *job) = {
    sp_pipes_read, sp_csv_read, sp_text_read};

static void read_document(sp_job_t *job)
{
    sp_import_t *r = job->result;
    size_t i;

    for (i = 0; i < sizeof(shapes) / sizeof(*shapes) && !r->shape; i++) {
        r->shape = shapes[i](job);
    }
    sp_row_end(job);
}

static apr_status_t check_rows(sp_job_t *job)
{
    const sp_import_note_t *note = job->result->notes;
    int i;

    if (job->err->msg != NULL) {
        return APR_EGENERAL;
    }
    if (job->result->row_count > 0) {
        return APR_SUCCESS;
    }
    if (job->lines == NULL) {
        return sp_job_fault(job, 0, 0,
                            "words are taken of responses under paths and "
                            "components",
                            "no response was found that says what its code "
                            "means");
    }
    for (i = 0; i < job->result->note_count; i++, note++) {
        if (note->kind == SP_IMPORT_UNCLEAR) {
            return sp_job_fault(job, note->line, 0, NULL,
                                "a row begins here that can't be "
                                "understood: %s",
                                note->why);
        }
    }
    return sp_job_fault(
        job, job->end[-1].number, 0,
        "a row looks like \"404 Not Found\" with the description behind or "
        "below it, or is a table's",
        "no row of a status code was found up to here, the last line");
}

/* OpenAPI is told before anything is taken for lines. */
static int read_tree(sp_job_t *job, const char *text, apr_size_t len)
{
    const char *copy = len <= SP_IMPORT_MAX && len > 0
                           ? apr_pstrmemdup(job->pool, text, len)
                           : "";

    if (!sp_openapi_is(copy, len <= SP_IMPORT_MAX ? len : 0)) {
        return 0;
    }
    job->result->shape = sp_openapi_read(job, copy, len);
    return 1;
}

static void close_job(sp_job_t *job)
{
    sp_import_t *r = job->result;

    r->rows = (const sp_import_row_t *)job->rows->elts;
    r->row_count = job->rows->nelts;
    r->notes = (const sp_import_note_t *)job->notes->elts;
    r->note_count = job->notes->nelts;
}

apr_status_t sp_import(const sp_import_t **result, const char *file,
                       const char *text, apr_size_t len, apr_pool_t *pool,
                       sp_error_t *err)
{
    sp_job_t *job = apr_pcalloc(pool, sizeof(*job));
    sp_error_t own = {0};

    *result = NULL;
    job->file = file;
    job->pool = pool;
    job->err = err != NULL ? err : &own;
    job->result = apr_pcalloc(pool, sizeof(*job->result));
    job->rows = apr_array_make(pool, 64, sizeof(sp_import_row_t));
    job->notes = apr_array_make(pool, 64, sizeof(sp_import_note_t));
    job->pieces = apr_array_make(pool, 16, sizeof(sp_line_t));
    if (!read_tree(job, text, len)) {
        if (sp_lines_read(job, text, len) != APR_SUCCESS) {
            return APR_EGENERAL;
        }
        job->width = sp_lines_width(job);
        read_document(job);
    }
    close_job(job);
    *result = job->result;
    return check_rows(job);
}

/* NULL where memory is short. */
static json_t *entry_of(const sp_import_row_t *row)
{
    const struct {
        const char *key, *text;
    } more[] = {{"retry", row->retry}, {"url", row->url}};
    json_t *entry = json_object();
    int failed = 0;
    size_t i;

    if (row->name != NULL) {
        failed |= json_object_set_new(entry, "status", json_integer(row->code));
    }
    failed |= json_object_set_new(entry, "message", json_string(row->message));
    failed |= json_object_set_new(entry, "description",
                                  json_string(row->description));
    for (i = 0; i < sizeof(more) / sizeof(more[0]); i++) {
        if (more[i].text != NULL) {
            failed |= json_object_set_new(entry, more[i].key,
                                          json_string(more[i].text));
        }
    }
    if (failed) {
        json_decref(entry);
        entry = NULL;
    }
    return entry;
}

/* The codes or the problems, ordered by code; NULL where memory is short. */
static json_t *entries_of(const sp_import_t *import, int problems,
                          apr_pool_t *pool)
{
    json_t *entries = json_object();
    int code, i, failed = 0;

    for (code = SP_CODE_MIN; code <= SP_CODE_MAX; code++) {
        for (i = 0; i < import->row_count; i++) {
            const sp_import_row_t *row = &import->rows[i];

            if (row->code == code && problems == (row->name != NULL)) {
                failed |= json_object_set_new(
                    entries, row->name ? row->name : apr_itoa(pool, code),
                    entry_of(row));
            }
        }
    }
    if (failed) { /* a row would be missing */
        json_decref(entries);
        entries = NULL;
    }
    return entries;
}

const char *sp_import_json(const sp_import_t *import,
                           const sp_import_about_t *about, apr_pool_t *pool)
{
    json_t *problems = entries_of(import, 1, pool);
    json_t *root = json_pack(
        "{ss, ss, ss, so}", "name", about->name, "language", about->language,
        "extends", about->extends, "codes", entries_of(import, 0, pool));
    const char *text = NULL;

    if (problems != NULL &&
        (json_object_size(problems) == 0 ||
         json_object_set(root, "problems", problems) == 0)) {
        text = sp_json_text(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER, pool);
    }
    json_decref(problems);
    json_decref(root);
    return text ? apr_pstrcat(pool, text, "\n", NULL) : NULL;
}
