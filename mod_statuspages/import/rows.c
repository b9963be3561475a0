/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Rows, notes and faults of a document that is imported, whatever its shape;
 * see job.h. Knows what a row must be (its code once, a message, bounded
 * lengths) and what it becomes, and refuses to know where it stands in the
 * document. */
#include "import/job.h"

#include "import/retry.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <stdarg.h>
#include <string.h>

/* Lines longer than this were not wrapped by hand or by a mail program. */
#define WIDEST 100
#define NARROWEST 40

apr_status_t sp_job_fault(sp_job_t *job, int line, int col, const char *hint,
                          const char *fmt, ...)
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

/* Room for a note behind those of lines before, or NULL where it is only
 * counted. */
static sp_import_note_t *new_note(sp_job_t *job, int line,
                                  sp_import_kind_t kind)
{
    sp_import_t *r = job->result;
    sp_import_note_t *note;

    r->unclear += kind == SP_IMPORT_UNCLEAR;
    if (job->notes->nelts >= SP_IMPORT_MAX_NOTES) {
        r->more++;
        r->more_to = line > r->more_to ? line : r->more_to;
        return NULL;
    }
    note = apr_array_push(job->notes);
    while (note > (sp_import_note_t *)job->notes->elts &&
           note[-1].line > line) {
        *note = note[-1];
        note--;
    }
    memset(note, 0, sizeof(*note));
    note->line = line;
    note->kind = kind;
    return note;
}

void sp_job_note(sp_job_t *job, int line, sp_import_kind_t kind,
                 sp_slice_t text, const char *why)
{
    sp_import_note_t *note = new_note(job, line, kind);

    if (note != NULL) {
        note->text = apr_pstrmemdup(job->pool, text.p, text.len);
        note->why = why;
    }
}

void sp_job_note_at(sp_job_t *job, const char *place, sp_import_kind_t kind,
                    const char *text, const char *why)
{
    sp_import_note_t *note = new_note(job, 0, kind);

    if (note != NULL) {
        note->place = apr_pstrdup(job->pool, place);
        note->text = apr_pstrdup(job->pool, text);
        note->why = why;
    }
}

void sp_job_leave_out(sp_job_t *job, const sp_line_t *line,
                      const sp_line_t *end, const char *why)
{
    for (; line < end; line++) {
        sp_job_note(job, line->number, SP_IMPORT_LEFT_OUT, line->text, why);
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
void sp_row_begin(sp_job_t *job, const sp_import_row_t *row, sp_slice_t message)
{
    message = sp_slice_unmark(sp_slice_trim(message));
    job->open = *row;
    job->open.message =
        spaced(apr_pstrmemdup(job->pool, message.p, message.len), "\n\t");
}

void sp_row_add(sp_job_t *job, sp_slice_t text, int line, int gap)
{
    text = sp_slice_trim(text);
    if (text.len > 0) {
        APR_ARRAY_PUSH(job->pieces, sp_line_t) = (sp_line_t){text, line, gap};
    }
}

/* "- item", "* item", "1. item": a line of its own. */
static int is_item(sp_slice_t s)
{
    apr_size_t digits = 0;

    while (digits < s.len && digits < 3 && apr_isdigit(s.p[digits])) {
        digits++;
    }
    return sp_slice_starts(s, "- |* |+ |\xE2\x80\xA2") > 0 ||
           (digits > 0 &&
            sp_slice_starts(sp_slice_from(s, digits), ". |) ") > 0);
}

/* Whether the line end before this line is clearly inside a sentence. */
static int is_inside(const sp_line_t *line)
{
    sp_slice_t before = line[-1].text;

    return !sp_slice_is_sentence(before) &&
           (sp_slice_is_lower(line->text) || before.p[before.len - 1] == ',');
}

/* Whether the line's first word had no room on the line before it. */
static int had_no_room(const sp_line_t *line, apr_size_t width)
{
    sp_slice_t left = line->text, word = sp_slice_word(&left);
    apr_size_t before = line[-1].text.len;

    return width > 0 && before >= NARROWEST && before + 1 + word.len > width;
}

int sp_line_is_cut(const sp_line_t *line, apr_size_t width, int full)
{
    return width > 0 && !line->gap && !sp_slice_is_sentence(line[-1].text) &&
           line[-1].text.len >= NARROWEST &&
           (!full || had_no_room(line, width));
}

static int continues(const sp_line_t *line, apr_size_t width)
{
    return !line->gap && !is_item(line->text) &&
           (is_inside(line) || had_no_room(line, width) ||
            (apr_isdigit(line->text.p[0]) && sp_line_is_cut(line, width, 0)));
}

/* A document is wrapped where no line is long and one is clearly cut. */
apr_size_t sp_lines_width(const sp_job_t *job)
{
    const sp_line_t *line;
    apr_size_t width = 0;
    int cut = 0;

    for (line = job->lines; line < job->end; line++) {
        width = line->text.len > width ? line->text.len : width;
        cut |= line > job->lines && !line->gap &&
               line[-1].text.len >= NARROWEST && is_inside(line);
    }
    return cut && width <= WIDEST ? width : 0;
}

/* The description: wrapped lines joined by a space, paragraphs by an empty
 * line. No word is touched, but a tab is a space for readers. */
static char *join(const sp_job_t *job)
{
    const sp_line_t *line = (const sp_line_t *)job->pieces->elts;
    apr_size_t size = 1;
    char *text, *out;
    int i;

    for (i = 0; i < job->pieces->nelts; i++) {
        size += line[i].text.len + 2;
    }
    text = out = apr_palloc(job->pool, size);
    for (i = 0; i < job->pieces->nelts; i++) {
        if (i > 0) {
            out = stpcpy(out, continues(&line[i], job->width) ? " " : "\n\n");
        }
        memcpy(out, line[i].text.p, line[i].text.len);
        out += line[i].text.len;
    }
    *out = '\0';
    return text;
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
static void refuse(sp_job_t *job, const char *why)
{
    const sp_line_t *line = (const sp_line_t *)job->pieces->elts;
    const sp_import_row_t *row = &job->open;
    const char *parts[] = {row->name, row->message, row->told, row->url};
    int again = row->language > 0; /* said of its first language */
    const char *head = again ? "" : apr_itoa(job->pool, row->code);
    sp_slice_t text;
    int i;

    for (i = 0; i < 4; i++) {
        if (parts[i] != NULL && *parts[i] != '\0' && (!again || i == 1)) {
            head = apr_pstrcat(job->pool, head, " ", parts[i], NULL);
        }
    }
    text.p = head;
    text.len = strlen(head);
    sp_job_note(job, row->line, SP_IMPORT_UNCLEAR, text, why);
    sp_job_leave_out(job, line, line + job->pieces->nelts, SP_IMPORT_LOST);
}

static void keep(sp_job_t *job)
{
    sp_import_row_t *row = &job->open;
    const char *what =
        row->name ? row->name : apr_psprintf(job->pool, "code %d", row->code);
    const char *key = apr_psprintf(job->pool, "%d %s", row->language, what);
    const int *before = apr_hash_get(job->seen, key, APR_HASH_KEY_STRING);

    if (before != NULL) {
        sp_job_fault(job, row->line, 0,
                     job->tables->nelts > 1
                         ? "--table N or --section \"Heading\" chooses the "
                           "table that is meant"
                         : "keep the one row that is meant, and import again",
                     "%s is here again, after line %d", what, *before);
        return;
    }
    apr_hash_set(job->seen, key, APR_HASH_KEY_STRING,
                 apr_pmemdup(job->pool, &row->line, sizeof(row->line)));
    APR_ARRAY_PUSH(job->rows, sp_import_row_t) = *row;
}

/* What the words say counts where the document has no place for advice. */
static const char *advice_of(const sp_import_row_t *row)
{
    sp_slice_t text = {row->description, strlen(row->description)};

    return row->told != NULL || row->code < 400 ? row->retry
                                                : sp_retry_words(text);
}

void sp_job_keep(sp_job_t *job, const sp_import_row_t *row, const char *place)
{
    const char *why = fault_of(row);

    if (why == NULL) {
        APR_ARRAY_PUSH(job->rows, sp_import_row_t) = *row;
        return;
    }
    sp_job_note_at(
        job, place, SP_IMPORT_UNCLEAR,
        apr_psprintf(job->pool, "%s %s", row->message, row->description), why);
}

void sp_row_end(sp_job_t *job)
{
    const char *why;

    job->open.description = spaced(join(job), "\t");
    job->open.retry = advice_of(&job->open);
    why = fault_of(&job->open);
    if (why != NULL) {
        refuse(job, why);
    }
    else {
        keep(job);
    }
    apr_array_clear(job->pieces);
}
