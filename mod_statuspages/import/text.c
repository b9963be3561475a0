/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Plain text -> rows; see job.h. A row is its head, a line that begins with a
 * code, and the lines up to the next head; furniture stands before the first
 * row, between rows and behind the last one.
 *
 * "503 Service Unavailable is sent when ..." may stand in the description of
 * 502, and "300 Requests a minute" in that of 429, so no line is judged alone:
 * its code may have a better row elsewhere, rows of a document look alike, and
 * codes ascend as a rule. What stays unclear is said to be so, never guessed
 * away. */
#include "import/table.h"

#include "base/codes.h"
#include "import/markdown.h"
#include "import/phrases.h"
#include "import/target.h"

#include <apr_lib.h>
#include <apr_strings.h>

/* What has no message and is shorter is "KiB", or "Hz". */
#define SHORT 12

/* The last paragraph of the last row, where it could be furniture. */
#define SHORT_END 60

static const char shape[] = "plain text";

typedef enum verdict_t {
    IS_TEXT,    /* belongs to what stands before it */
    IS_ROW,     /* begins a row */
    IS_UNCLEAR, /* begins something, but what it says is unclear */
    IS_END      /* of the document */
} verdict_t;

/* A line that begins with the number of a code, and may begin a row. */
typedef struct head_t {
    const sp_line_t *line;
    const sp_line_t *next; /* the line behind the message */
    int code;
    int after; /* the code of the next row that is sure */
    int alone; /* the number is all that the line holds */
    sp_split_t split;
    sp_slice_t message;
    sp_slice_t rest; /* of the description, on the same line */
    verdict_t verdict;
} head_t;

/* What is known of the whole document while its lines are judged. */
typedef struct sitting_t {
    head_t *list; /* the last one is IS_END */
    int alone;    /* most rows have their number on a line of its own */
    int lower;    /* descriptions begin in lower case */
    char claimed[SP_CODE_MAX + 1]; /* a sure row has that code */
} sitting_t;

/* The code that a line begins with, whatever Markdown puts before it: "## 404
 * Not Found", "- **404** Not Found". */
static int code_of(sp_slice_t line, sp_slice_t *rest)
{
    line = sp_slice_skip(line, "#");
    line =
        sp_slice_from(line, sp_slice_starts(line, "- |* |+ |> |\xE2\x80\xA2"));
    return sp_slice_code(sp_slice_trim(line), rest);
}

/* The number stands alone: the next line must be the message. */
static void read_alone(const sp_job_t *job, head_t *h)
{
    sp_slice_t next, rest;

    h->alone = 1;
    h->split = SP_SPLIT_NONE;
    if (h->next == job->end || code_of(h->next->text, &rest) != 0) {
        return;
    }
    next = h->next++->text;
    h->split = sp_message_split(next, h->code, &h->message, &h->rest);
    if (h->split < SP_SPLIT_GOOD) {
        h->split = sp_is_message(next) && !sp_is_title(next) ? SP_SPLIT_GUESS
                                                             : SP_SPLIT_NONE;
        h->message = next;
        h->rest.len = 0;
    }
}

/* "300 seconds", "128 KiB", "100 % of": a number with a unit, or a sentence.
 * A number with Markdown before it is neither. */
static int is_number(sp_slice_t line, sp_slice_t rest)
{
    unsigned char first = (unsigned char)rest.p[0];

    return apr_isdigit(line.p[0]) &&
           (apr_islower(first) || (first < 0x80 && !apr_isalpha(first)) ||
            rest.len < SHORT);
}

static void read_head(const sp_job_t *job, head_t *h, sp_slice_t rest)
{
    h->next = h->line + 1;
    if (rest.len == 0) {
        read_alone(job, h);
    }
    else {
        h->split = sp_message_split(rest, h->code, &h->message, &h->rest);
        if (h->split == SP_SPLIT_NONE && is_number(h->line->text, rest)) {
            h->split = SP_SPLIT_NUMBER;
        }
    }
    if (h->line > job->lines && h->split < SP_SPLIT_CERTAIN &&
        sp_line_is_cut(h->line, job->width, h->split > SP_SPLIT_SENTENCE)) {
        h->split = SP_SPLIT_NUMBER;
    }
}

static void find_heads(const sp_job_t *job, sitting_t *s)
{
    apr_array_header_t *found = apr_array_make(job->pool, 64, sizeof(head_t));
    const sp_line_t *line;
    sp_slice_t rest;
    head_t *h;
    int code;

    for (line = job->lines; line < job->end; line++) {
        code = code_of(line->text, &rest);
        if (code != 0) {
            h = apr_array_push(found);
            h->code = code;
            h->line = line;
            read_head(job, h, rest);
        }
    }
    h = apr_array_push(found);
    h->line = job->end;
    h->verdict = IS_END;
    s->list = (head_t *)found->elts;
}

/* What most rows look like, by those that there is no doubt about. */
static void learn_style(sitting_t *s)
{
    const head_t *h;
    int alone = 0, shared = 0, lower = 0;

    for (h = s->list; h->verdict != IS_END; h++) {
        alone += h->split == SP_SPLIT_CERTAIN && h->alone;
        shared += h->split == SP_SPLIT_CERTAIN && !h->alone;
        lower += h->split == SP_SPLIT_SENTENCE && !h->alone;
    }
    s->alone = alone > shared;
    s->lower = lower > alone + shared;
}

/* Rows that look as most do and have a known message are sure; of a code that
 * has none, those that look otherwise and have its very own. */
static void find_sure(sitting_t *s)
{
    head_t *h;
    int after = SP_CODE_MAX + 1;

    for (h = s->list; h->verdict != IS_END; h++) {
        if (h->alone == s->alone && h->split >= SP_SPLIT_GOOD) {
            h->verdict = IS_ROW;
            s->claimed[h->code] = 1;
        }
    }
    for (h = s->list; h->verdict != IS_END; h++) {
        if (h->split == SP_SPLIT_CERTAIN && !s->claimed[h->code]) {
            h->verdict = IS_ROW;
        }
    }
    while (h-- > s->list) {
        h->after = after;
        if (h->verdict == IS_ROW) {
            after = h->code;
            s->claimed[h->code] = 1;
        }
    }
}

static verdict_t judge(const sitting_t *s, const head_t *h, int before)
{
    int ascends = before < h->code && h->code < h->after;
    int known = sp_phrase_knows(h->code);

    if (s->claimed[h->code] || h->split == SP_SPLIT_NUMBER) {
        return IS_TEXT;
    }
    if ((h->split == SP_SPLIT_SENTENCE && s->lower) ||
        (h->split == SP_SPLIT_GUESS && (ascends || (h->alone && known)))) {
        return IS_ROW;
    }
    return ascends && (known || before > 0) ? IS_UNCLEAR : IS_TEXT;
}

/* Find the heads and judge them, in the document's order. */
static const head_t *judge_all(const sp_job_t *job)
{
    sitting_t *s = apr_pcalloc(job->pool, sizeof(*s));
    int before = 0;
    head_t *h;

    find_heads(job, s);
    learn_style(s);
    find_sure(s);
    for (h = s->list; h->verdict != IS_END; h++) {
        if (h->verdict == IS_TEXT) {
            h->verdict = judge(s, h, before);
        }
        if (h->verdict != IS_TEXT) {
            before = h->code;
        }
    }
    return s->list;
}

static void add_piece(const sp_job_t *job, apr_array_header_t *pieces,
                      sp_slice_t text, int line, int gap)
{
    sp_slice_t link;

    text = sp_slice_trim(text);
    if (job->labels != NULL) {
        text = sp_slice_trim(
            sp_markdown_cell(text, &link, job->labels, job->pool));
    }
    if (text.len > 0) {
        APR_ARRAY_PUSH(pieces, sp_line_t) = (sp_line_t){text, line, gap};
    }
}

/* Whether a heading ends the row that began with @a head: one that is not
 * below the row's own. */
static int ends_row(sp_slice_t line, sp_slice_t head)
{
    int level = sp_heading_level(line), own = sp_heading_level(head);

    return level > 0 && (own == 0 || level <= own);
}

/* The lines of a description, up to the next head. */
static void add_lines(sp_job_t *job, apr_array_header_t *pieces,
                      const head_t *h, const head_t *next)
{
    const sp_line_t *line;
    int gap = 0;

    for (line = h->next; line < next->line; line++) {
        if (ends_row(line->text, h->line->text)) {
            sp_job_leave_out(job, line, line + 1, NULL);
            sp_job_leave_out(job, line + 1, next->line,
                             "stands below a heading that is no code");
            return;
        }
        if (next->verdict == IS_END && sp_is_footer(line->text)) {
            sp_job_leave_out(job, line, job->end, NULL);
            return;
        }
        if (sp_is_title(line->text) ||
            (job->labels != NULL &&
             sp_target_note(job->labels, line->text, job->pool))) {
            sp_job_leave_out(job, line, line + 1, NULL);
            gap = 1;
            continue;
        }
        add_piece(job, pieces, line->text, line->number, line->gap || gap);
        gap = 0;
    }
}

/* The end of the last row, from a line on that is short and no sentence,
 * behind one that is: it may be what comes next on the page. */
static void doubt_end(sp_job_t *job, apr_array_header_t *pieces)
{
    static const char items[] = "-|*|+|\xE2\x80\xA2|0|1|2|3|4|5|6|7|8|9";
    const sp_line_t *line = (const sp_line_t *)pieces->elts;
    int i = 1, k;

    while (i < pieces->nelts && (line[i].text.len >= SHORT_END ||
                                 sp_slice_is_sentence(line[i].text) ||
                                 sp_slice_is_lower(line[i].text) ||
                                 sp_slice_starts(line[i].text, items) > 0 ||
                                 !sp_slice_is_sentence(line[i - 1].text))) {
        i++;
    }
    for (k = i; k < pieces->nelts; k++) {
        sp_job_note(job, line[k].number, SP_IMPORT_UNCLEAR, line[k].text,
                    "may be the end of the last row, or of the page");
    }
    pieces->nelts = i < pieces->nelts ? i : pieces->nelts;
}

static void add_row(sp_job_t *job, sp_table_t *table, const head_t *h,
                    const head_t *next)
{
    static const sp_slice_t none = {"", 0};
    apr_array_header_t *pieces =
        apr_array_make(job->pool, 4, sizeof(sp_line_t));
    const char *code = apr_itoa(job->pool, h->code);
    sp_cells_open_t open;

    sp_cells_begin(&open, h->line->number, h->line->text);
    sp_cells_add(&open, (sp_slice_t){code, 3}, none);
    sp_cells_add(&open, h->message, none);
    sp_cells_add(&open, none, none);
    add_piece(job, pieces, h->rest, h->next[-1].number, 1);
    if (h->split == SP_SPLIT_GUESS && !(h->alone && sp_phrase_knows(h->code))) {
        sp_job_note(job, h->line->number, SP_IMPORT_KEPT, h->message,
                    "taken for the message, which no one else uses");
    }
    add_lines(job, pieces, h, next);
    if (next->verdict == IS_END) {
        doubt_end(job, pieces);
    }
    open.cell[2].pieces = (const sp_line_t *)pieces->elts;
    open.cell[2].piece_count = pieces->nelts;
    sp_table_push(job, table, &open);
}

static void add_unclear(sp_job_t *job, const head_t *h, const head_t *next)
{
    const char *why = h->alone ? "no message on the line after the code"
                      : h->split == SP_SPLIT_SENTENCE
                          ? "could be a row, or a sentence about the code"
                          : "no known message, and no sign where it ends";

    sp_job_note(job, h->line->number, SP_IMPORT_UNCLEAR, h->line->text, why);
    sp_job_leave_out(job, h->line + 1, next->line, SP_IMPORT_LOST);
}

static int is_markdown(const sp_job_t *job)
{
    const sp_line_t *line = job->lines;

    while (line < job->end && sp_heading_level(line->text) == 0) {
        line++;
    }
    return line < job->end;
}

/* Those that are no rows. */
static void add_headings(sp_job_t *job, const sp_line_t *line,
                         const sp_line_t *end)
{
    for (; line < end; line++) {
        sp_heading_add(job, line);
    }
}

/* What stands below one heading is a table, so that --section chooses it. */
static sp_table_t *table_for(sp_job_t *job, sp_table_t *last)
{
    if (last == NULL || last->section != job->sections->nelts - 1) {
        last = sp_table_add(job, shape);
        last->kind = SP_TABLE_GIVEN;
    }
    return last;
}

const char *sp_text_read(sp_job_t *job)
{
    const head_t *h = judge_all(job), *next;
    sp_table_t *table = NULL;

    if (is_markdown(job)) {
        sp_labels_find(job);
    }
    while (h->verdict == IS_TEXT) {
        h++;
    }
    sp_job_leave_out(job, job->lines, h->line, NULL);
    add_headings(job, job->lines, h->line);
    for (; h->verdict != IS_END; h = next) {
        for (next = h + 1; next->verdict == IS_TEXT; next++) {
            sp_job_note(job, next->line->number, SP_IMPORT_KEPT,
                        next->line->text,
                        "begins with a number, but reads as a part of the "
                        "description");
        }
        if (h->verdict == IS_ROW) {
            table = table_for(job, table);
            add_row(job, table, h, next);
        }
        else {
            add_unclear(job, h, next);
        }
        add_headings(job, h->next, next->line);
    }
    return shape;
}
