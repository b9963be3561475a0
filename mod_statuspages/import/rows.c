/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Rows, notes and faults of a document that is imported, whatever its shape;
 * see job.h. Knows what a row must be (its code once, a message, bounded
 * lengths) and what it becomes, and refuses to know where it stands in the
 * document. */
#include "import/job.h"

#include <apr_strings.h>
#include <stdarg.h>
#include <string.h>

apr_status_t sp_import_fault(sp_import_job_t *job, int line, int col,
                             const char *hint, const char *fmt, ...)
{
    va_list args;
    const char *msg;

    va_start(args, fmt);
    msg = apr_pvsprintf(job->pool, fmt, args);
    va_end(args);
    sp_error_set(job->err, job->pool, job->file, line, col, "%s", msg);
    if (hint != NULL) {
        sp_error_hint(job->err, job->pool, "%s", hint);
    }
    return APR_EGENERAL;
}

void sp_import_note(sp_import_job_t *job, int line, sp_import_kind_t kind,
                    sp_slice_t text, const char *why)
{
    sp_import_t *r = job->result;
    sp_import_note_t *note;

    r->unclear += kind == SP_IMPORT_UNCLEAR;
    if (job->notes->nelts >= SP_IMPORT_MAX_NOTES) {
        r->more++;
        r->more_to = line > r->more_to ? line : r->more_to;
        return;
    }
    note = apr_array_push(job->notes);
    while (note > (sp_import_note_t *)job->notes->elts &&
           note[-1].line > line) {
        *note = note[-1];
        note--;
    }
    note->line = line;
    note->kind = kind;
    note->text = apr_pstrmemdup(job->pool, text.p, text.len);
    note->why = why;
}

void sp_import_leave_out(sp_import_job_t *job, const sp_import_line_t *line,
                         const sp_import_line_t *end, const char *why)
{
    for (; line < end; line++) {
        sp_import_note(job, line->number, SP_IMPORT_LEFT_OUT, line->text, why);
    }
}

/* With a space for each of @a marks. */
static char *spaced(char *text, const char *marks)
{
    char *p = text;

    while ((p = strpbrk(p, marks)) != NULL) {
        *p = ' ';
    }
    return text;
}

/* A message is one line, whatever it was in its cell. */
void sp_import_row_begin(sp_import_job_t *job, int code, int line,
                         sp_slice_t message)
{
    sp_import_row_end(job);
    message = sp_slice_unmark(sp_slice_trim(message));
    job->open.code = code;
    job->open.line = line;
    job->open.message =
        spaced(apr_pstrmemdup(job->pool, message.p, message.len), "\n\t");
}

void sp_import_row_add(sp_import_job_t *job, sp_slice_t text, int line, int gap)
{
    text = sp_slice_trim(text);
    if (text.len > 0) {
        APR_ARRAY_PUSH(job->pieces, sp_import_line_t) =
            (sp_import_line_t){text, line, gap};
    }
}

static const char *fault_of(const sp_import_row_t *row)
{
    if (row->message[0] == '\0') {
        return "has no message";
    }
    if (strlen(row->message) > SP_IMPORT_MAX_MESSAGE) {
        return "its message is longer than any (200 bytes are allowed)";
    }
    if (strlen(row->description) > SP_IMPORT_MAX_DESCRIPTION) {
        return "its description is longer than any (32 KB are allowed)";
    }
    return NULL;
}

/* The row is not kept, but all of it is said. */
static void refuse(sp_import_job_t *job, const char *why)
{
    const sp_import_line_t *line = (const sp_import_line_t *)job->pieces->elts;
    const sp_import_row_t *row = &job->open;
    const char *head =
        apr_psprintf(job->pool, "%d%s%s", row->code,
                     row->message[0] != '\0' ? " " : "", row->message);
    sp_slice_t text = {head, strlen(head)};

    sp_import_note(job, row->line, SP_IMPORT_UNCLEAR, text, why);
    sp_import_leave_out(job, line, line + job->pieces->nelts, SP_IMPORT_LOST);
}

static void keep(sp_import_job_t *job)
{
    const sp_import_row_t *row = (const sp_import_row_t *)job->rows->elts;
    int i;

    for (i = 0; i < job->rows->nelts; i++, row++) {
        if (row->code == job->open.code) {
            sp_import_fault(job, job->open.line, 0,
                            "keep the one row that is meant, and import again",
                            "code %d is here again, after line %d", row->code,
                            row->line);
            return;
        }
    }
    APR_ARRAY_PUSH(job->rows, sp_import_row_t) = job->open;
}

void sp_import_row_end(sp_import_job_t *job)
{
    const char *why;

    if (job->open.code == 0) {
        return;
    }
    job->open.description = spaced(sp_import_paragraphs(job), "\t");
    why = fault_of(&job->open);
    if (why != NULL) {
        refuse(job, why);
    }
    else {
        keep(job);
    }
    job->open.code = 0;
    apr_array_clear(job->pieces);
}
