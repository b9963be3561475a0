/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Rows and notes of a document that is imported, whatever its shape; see
 * job.h. Knows what a row must be (its code once, a message, bounded
 * lengths), and refuses to know where it stands in the document. */
#include "import/job.h"

#include "import/phrases.h"

#include <apr_strings.h>
#include <string.h>

void sp_import_note(sp_import_job_t *job, int line, sp_import_kind_t kind,
                    sp_slice_t text, const char *why)
{
    sp_import_note_t *note;

    job->unclear += kind == SP_IMPORT_UNCLEAR;
    if (job->notes->nelts >= SP_IMPORT_MAX_NOTES) {
        job->more++;
        job->more_to = line > job->more_to ? line : job->more_to;
        return;
    }
    note = apr_array_push(job->notes);
    note->line = line;
    note->kind = kind;
    note->text = apr_pstrmemdup(job->pool, text.p, text.len);
    note->why = why;
}

void sp_import_leave_out(sp_import_job_t *job, int first, int end)
{
    for (; first < end; first++) {
        sp_import_note(job, job->lines[first].number, SP_IMPORT_LEFT_OUT,
                       job->lines[first].text, NULL);
    }
}

static void duplicate(sp_import_job_t *job, int code, int line)
{
    if (job->err != NULL && job->err->msg != NULL) {
        return;
    }
    sp_error_set(job->err, job->pool, job->file, line, 0,
                 "code %d is here again, after line %d", code,
                 job->seen[code - SP_CODE_MIN]);
    sp_error_hint(job->err, job->pool,
                  "keep the one row that is meant, and import again");
}

/* A message is one line, whatever it was in its cell. */
static char *one_line(sp_slice_t s, apr_pool_t *pool)
{
    char *text = apr_pstrmemdup(pool, s.p, s.len), *p;

    for (p = text; *p; p++) {
        if (*p == '\n' || *p == '\t') {
            *p = ' ';
        }
    }
    return text;
}

void sp_import_row_begin(sp_import_job_t *job, int code, int line,
                         sp_slice_t message)
{
    sp_import_row_end(job);
    job->open.code = code;
    job->open.line = line;
    message = sp_import_unmark(sp_slice_trim(message));
    job->open.message = one_line(message, job->pool);
}

void sp_import_row_add(sp_import_job_t *job, sp_slice_t text, int line, int gap)
{
    sp_import_line_t *piece;

    text = sp_slice_trim(text);
    if (text.len == 0) {
        return;
    }
    piece = apr_array_push(job->pieces);
    piece->text = text;
    piece->number = line;
    piece->gap = gap;
}

/* The most that the description can become. */
static apr_size_t size_of(const apr_array_header_t *pieces)
{
    apr_size_t size = 0;
    int i;

    for (i = 0; i < pieces->nelts; i++) {
        size += APR_ARRAY_IDX(pieces, i, sp_import_line_t).text.len +
                (i > 0 ? 2 : 0);
    }
    return size;
}

/* The row is not kept, but nothing of it is lost. */
static void refuse(sp_import_job_t *job, const char *why)
{
    const char *head =
        apr_psprintf(job->pool, "%d%s%s", job->open.code,
                     job->open.message[0] ? " " : "", job->open.message);
    sp_slice_t text = {head, strlen(head)};
    int i;

    sp_import_note(job, job->open.line, SP_IMPORT_UNCLEAR, text, why);
    for (i = 0; i < job->pieces->nelts; i++) {
        sp_import_line_t *p = &APR_ARRAY_IDX(job->pieces, i, sp_import_line_t);

        sp_import_note(job, p->number, SP_IMPORT_LEFT_OUT, p->text,
                       "belongs to a row that was not understood");
    }
}

static const char *fault_of(const sp_import_job_t *job)
{
    if (job->open.message[0] == '\0') {
        return "has no message";
    }
    if (strlen(job->open.message) > SP_IMPORT_MAX_MESSAGE) {
        return "its message is longer than any (200 bytes are allowed)";
    }
    if (size_of(job->pieces) > SP_IMPORT_MAX_DESCRIPTION) {
        return "its description is longer than any (32 KB are allowed)";
    }
    return NULL;
}

static void keep(sp_import_job_t *job)
{
    sp_import_row_t *row;
    int at = job->open.code - SP_CODE_MIN;

    if (job->seen[at] != 0) {
        duplicate(job, job->open.code, job->open.line);
        return;
    }
    job->seen[at] = job->open.line;
    job->open.description =
        sp_import_paragraphs((const sp_import_line_t *)job->pieces->elts,
                             job->pieces->nelts, job->width, job->pool);
    row = apr_array_push(job->rows);
    *row = job->open;
}

void sp_import_row_end(sp_import_job_t *job)
{
    const char *why;

    if (job->open.code == 0) {
        return;
    }
    why = fault_of(job);
    if (why != NULL) {
        refuse(job, why);
    }
    else {
        keep(job);
    }
    job->open.code = 0;
    apr_array_clear(job->pieces);
}
