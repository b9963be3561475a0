/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A documentation page -> a catalogue; see import.h. Knows in which order
 * things are tried; each shape has a file of its own. */
#include "import/job.h"

#include <apr_strings.h>
#include <jansson.h>
#include <stdlib.h>

static const char *read_shape(sp_import_job_t *job)
{
    char separator;

    if (sp_import_is_table(job)) {
        sp_import_table(job);
        return "a pipe table";
    }
    separator = sp_import_csv_separator(job);
    if (separator != 0) {
        sp_import_csv(job, separator);
        return separator == '\t' ? "a table with tabs" : "CSV";
    }
    sp_import_text(job);
    return "plain text";
}

/* By line; notes of one line keep their order. They are nearly sorted. */
static void sort_notes(apr_array_header_t *notes)
{
    sp_import_note_t *list = (sp_import_note_t *)notes->elts;
    int i, k;

    for (i = 1; i < notes->nelts; i++) {
        sp_import_note_t note = list[i];

        for (k = i; k > 0 && list[k - 1].line > note.line; k--) {
            list[k] = list[k - 1];
        }
        list[k] = note;
    }
}

static sp_import_t *result_of(sp_import_job_t *job, const char *shape)
{
    sp_import_t *r = apr_pcalloc(job->pool, sizeof(*r));

    sort_notes(job->notes);
    r->shape = shape;
    r->rows = (const sp_import_row_t *)job->rows->elts;
    r->row_count = job->rows->nelts;
    r->notes = (const sp_import_note_t *)job->notes->elts;
    r->note_count = job->notes->nelts;
    r->more = job->more;
    r->more_to = job->more_to;
    r->unclear = job->unclear;
    return r;
}

static apr_status_t check_rows(const sp_import_job_t *job)
{
    const sp_import_note_t *note = (const sp_import_note_t *)job->notes->elts;
    int i;

    if (job->err->msg != NULL) {
        return APR_EGENERAL;
    }
    if (job->rows->nelts > 0) {
        return APR_SUCCESS;
    }
    for (i = 0; i < job->notes->nelts; i++, note++) {
        if (note->kind == SP_IMPORT_UNCLEAR) {
            return sp_error_set(job->err, job->pool, job->file, note->line, 0,
                                "a row begins here that can't be understood: "
                                "%s",
                                note->why);
        }
    }
    sp_error_set(job->err, job->pool, job->file,
                 job->lines[job->line_count - 1].number, 0,
                 "no row of a status code was found up to here, the last line");
    sp_error_hint(job->err, job->pool,
                  "a row looks like \"404 Not Found\" with the description "
                  "behind or below it, or is a table's");
    return APR_EGENERAL;
}

apr_status_t sp_import(const sp_import_t **result, const char *file,
                       const char *text, apr_size_t len, apr_pool_t *pool,
                       sp_error_t *err)
{
    sp_import_job_t *job = apr_pcalloc(pool, sizeof(*job));
    sp_error_t own = {0};

    *result = NULL;
    job->file = file;
    job->pool = pool;
    job->err = err != NULL ? err : &own;
    job->rows = apr_array_make(pool, 64, sizeof(sp_import_row_t));
    job->notes = apr_array_make(pool, 64, sizeof(sp_import_note_t));
    job->pieces = apr_array_make(pool, 16, sizeof(sp_import_line_t));
    if (sp_import_lines(job, text, len) != APR_SUCCESS) {
        return APR_EGENERAL;
    }
    job->width = sp_import_width(job->lines, job->line_count);
    *result = result_of(job, read_shape(job));
    return check_rows(job);
}

static int by_code(const void *a, const void *b)
{
    const sp_import_row_t *const *x = a, *const *y = b;

    return (*x)->code - (*y)->code;
}

static json_t *codes_of(const sp_import_t *import, apr_pool_t *pool)
{
    const sp_import_row_t **rows =
        apr_palloc(pool, (apr_size_t)import->row_count * sizeof(*rows) + 1);
    json_t *codes = json_object();
    int i;

    for (i = 0; i < import->row_count; i++) {
        rows[i] = &import->rows[i];
    }
    qsort(rows, (size_t)import->row_count, sizeof(*rows), by_code);
    for (i = 0; i < import->row_count; i++) {
        json_object_set_new(codes, apr_itoa(pool, rows[i]->code),
                            json_pack("{ss, ss}", "message", rows[i]->message,
                                      "description", rows[i]->description));
    }
    return codes;
}

const char *sp_import_json(const sp_import_t *import,
                           const sp_import_about_t *about, apr_pool_t *pool)
{
    json_t *root = json_pack("{ss, ss, ss, so}", "name", about->name,
                             "language", about->language, "extends",
                             about->extends, "codes", codes_of(import, pool));
    char *dumped = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    const char *text = NULL;

    if (dumped != NULL) {
        text = apr_pstrcat(pool, dumped, "\n", NULL);
    }
    free(dumped);
    json_decref(root);
    return text;
}
