/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Plain text -> rows; see job.h. Knows that a row is its head and the
 * lines up to the next head, and that furniture stands before the first row,
 * between rows and behind the last one. Which line is a head is
 * candidates.c's affair. */
#include "import/candidates.h"

/* The last paragraph of the last row, where it could be furniture. */
#define SHORT 60

static void add_lines(sp_import_job_t *job, int from, int end, int last)
{
    int gap = 0;

    for (; from < end; from++) {
        const sp_import_line_t *line = &job->lines[from];

        if (last && sp_import_is_footer(line->text)) {
            sp_import_leave_out(job, from, end);
            return;
        }
        if (sp_import_is_title(line->text)) {
            sp_import_leave_out(job, from, from + 1);
            gap = 1;
            continue;
        }
        sp_import_row_add(job, line->text, line->number, line->gap || gap);
        gap = 0;
    }
}

/* A short line that is no sentence, behind one that is: a title of what
 * comes after the table? It is kept, and said. */
static void doubt_end(sp_import_job_t *job)
{
    const sp_import_line_t *pieces =
        (const sp_import_line_t *)job->pieces->elts;
    int n = job->pieces->nelts;

    if (n > 1 && pieces[n - 1].text.len < SHORT &&
        !sp_slice_is_sentence(pieces[n - 1].text) &&
        sp_slice_is_sentence(pieces[n - 2].text)) {
        sp_import_note(job, pieces[n - 1].number, SP_IMPORT_KEPT,
                       pieces[n - 1].text,
                       "kept as the end of the last description");
    }
}

static void add_row(sp_import_job_t *job, const sp_candidate_t *c, int end,
                    int last)
{
    const sp_import_line_t *line = &job->lines[c->line];

    sp_import_row_begin(job, c->code, line->number, c->message);
    sp_import_row_add(job, c->rest, job->lines[c->next - 1].number, 1);
    if (c->split == SP_SPLIT_GUESS && !(c->alone && sp_phrase_knows(c->code))) {
        sp_import_note(job, line->number, SP_IMPORT_KEPT, c->message,
                       "taken for the message, which no one else uses");
    }
    add_lines(job, c->next, end, last);
    if (last) {
        doubt_end(job);
    }
    sp_import_row_end(job);
}

static void add_unclear(sp_import_job_t *job, const sp_candidate_t *c, int end)
{
    const sp_import_line_t *line = &job->lines[c->line];
    const char *why = "no known message, and no sign where it ends";
    int i;

    if (c->alone) {
        why = "no message on the line after the code";
    }
    else if (c->split == SP_SPLIT_SENTENCE) {
        why = "could be a row, or a sentence about the code";
    }
    sp_import_note(job, line->number, SP_IMPORT_UNCLEAR, line->text, why);
    for (i = c->line + 1; i < end; i++) {
        sp_import_note(job, job->lines[i].number, SP_IMPORT_LEFT_OUT,
                       job->lines[i].text,
                       "belongs to a row that was not understood");
    }
}

/* The next candidate that begins something, from @a i on. */
static int next_head(const sp_candidate_t *list, int count, int i)
{
    while (i < count && list[i].verdict == SP_VERDICT_TEXT) {
        i++;
    }
    return i;
}

void sp_import_text(sp_import_job_t *job)
{
    int count, i, next, end;
    const sp_candidate_t *list = sp_import_candidates(job, &count);

    i = next_head(list, count, 0);
    sp_import_leave_out(job, 0, i < count ? list[i].line : job->line_count);
    for (; i < count; i = next) {
        for (next = i + 1; next < count; next++) {
            if (list[next].verdict != SP_VERDICT_TEXT) {
                break;
            }
            sp_import_note(job, job->lines[list[next].line].number,
                           SP_IMPORT_KEPT, job->lines[list[next].line].text,
                           "begins with a number, but reads as a part of the "
                           "description");
        }
        end = next < count ? list[next].line : job->line_count;
        if (list[i].verdict == SP_VERDICT_ROW) {
            add_row(job, &list[i], end, next == count);
        }
        else {
            add_unclear(job, &list[i], end);
        }
    }
}
