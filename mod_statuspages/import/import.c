/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A documentation page -> a catalogue; see import.h. Knows in which order the
 * shapes are tried; each has a file of its own. */
#include "import/make.h"

#include <apr_strings.h>

/* The shapes of documents; plain text is last, for it takes any. */
static const char *(*const shapes[])(sp_job_t *job) = {
    sp_dom_read, sp_pipes_read, sp_csv_read, sp_stacked_read, sp_text_read};

static void read_document(sp_job_t *job)
{
    sp_import_t *r = job->result;
    size_t i;

    for (i = 0; i < sizeof(shapes) / sizeof(*shapes) && !r->shape; i++) {
        r->shape = shapes[i](job);
    }
    if (job->err->msg == NULL) {
        sp_tables_read(job);
    }
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
    for (i = 0; i < job->result->note_count; i++, note++) {
        if (note->kind == SP_IMPORT_UNCLEAR) {
            return sp_job_fault(
                job, note->line, 0, NULL,
                "a row begins %s that can't be "
                "understood: %s",
                note->place ? apr_pstrcat(job->pool, "at ", note->place, NULL)
                            : "here",
                note->why);
        }
    }
    if (job->html) {
        return sp_job_fault(job, 0, 0, job->hint,
                            "no table, list or heading of status codes was "
                            "found on the page");
    }
    if (job->lines == NULL) {
        return sp_job_fault(job, 0, 0,
                            "words are taken of responses under paths and "
                            "components",
                            "no response was found that says what its code "
                            "means");
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

static sp_job_t *job_create(const char *file, const sp_import_part_t *part,
                            apr_pool_t *pool, sp_error_t *err)
{
    static const sp_import_part_t all;
    sp_job_t *job = apr_pcalloc(pool, sizeof(*job));

    job->file = file;
    job->pool = pool;
    job->err = err;
    job->part = part != NULL ? part : &all;
    job->result = apr_pcalloc(pool, sizeof(*job->result));
    job->result->language_count = 1;
    job->rows = apr_array_make(pool, 64, sizeof(sp_import_row_t));
    job->notes = apr_array_make(pool, 64, sizeof(sp_import_note_t));
    job->pieces = apr_array_make(pool, 16, sizeof(sp_line_t));
    job->tables = apr_array_make(pool, 4, sizeof(sp_table_t *));
    job->sections = apr_array_make(pool, 16, sizeof(sp_section_t));
    job->classes = apr_array_make(pool, 2, sizeof(sp_made_t));
    job->seen = apr_hash_make(pool);
    return job;
}

apr_status_t sp_import_part(const sp_import_t **result, const char *file,
                            const char *text, apr_size_t len,
                            const sp_import_part_t *part, apr_pool_t *pool,
                            sp_error_t *err)
{
    sp_error_t own = {0};
    sp_job_t *job = job_create(file, part, pool, err != NULL ? err : &own);

    *result = NULL;
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

apr_status_t sp_import(const sp_import_t **result, const char *file,
                       const char *text, apr_size_t len, apr_pool_t *pool,
                       sp_error_t *err)
{
    return sp_import_part(result, file, text, len, NULL, pool, err);
}
