/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A table that was pasted with each cell on a line of its own -> cells, where
 * it has more columns than a code, a message and a description, or the status
 * is not the first of them; see job.h. Every row must have as many lines as
 * the head, else it is refused: which line is which can't be told. */
#include "import/table.h"

#include "import/heads.h"
#include "import/phrases.h"

#include <string.h>

#define LEAST 3
#define MOST 8
/* No head of a column is longer. */
#define LONGEST 40

typedef struct stacked_t {
    sp_job_t *job;
    const sp_line_t *head; /* its first line */
    int columns;
    int status; /* which of them */
} stacked_t;

static int is_lone_code(const sp_line_t *line)
{
    sp_slice_t rest;

    return sp_slice_code(line->text, &rest) != 0 && rest.len == 0;
}

static int is_head_word(const sp_line_t *line)
{
    return line->text.len <= LONGEST && !sp_slice_is_sentence(line->text) &&
           !is_lone_code(line);
}

static int is_status_word(const sp_line_t *line)
{
    return is_head_word(line) &&
           sp_slice_starts(line->text, "status|http|code|error code|"
                                       "response code|return code") > 0;
}

/* Whether a line is one of a head that has several. */
static int is_known_word(const sp_line_t *line)
{
    return is_head_word(line) &&
           (sp_slice_has(line->text, sp_heads_message) ||
            sp_slice_has(line->text, sp_heads_description) ||
            sp_slice_has(line->text, sp_heads_text) ||
            sp_slice_has(line->text, sp_heads_name) ||
            sp_slice_has(line->text, sp_heads_retry) ||
            sp_slice_has(line->text, sp_heads_url) ||
            sp_slice_has(line->text, "status|http|error"));
}

/* Whether rows of so many lines stand behind the head: each has its code in
 * the same place, and there are two. */
static int rows_fit(const stacked_t *s)
{
    const sp_line_t *row = s->head + s->columns, *line;
    int rows = 0;

    for (; row + s->columns <= s->job->end && is_lone_code(row + s->status);
         row += s->columns) {
        rows++;
    }
    for (line = row; line < s->job->end; line++) {
        if (is_lone_code(line)) {
            return 0;
        }
    }
    return rows >= 2;
}

/* The head of so many lines that ends in front of the first row. */
static int find_head(stacked_t *s, const sp_line_t *code)
{
    for (s->columns = MOST; s->columns >= LEAST; s->columns--) {
        for (s->status = 0; s->status < s->columns; s->status++) {
            const sp_line_t *line;
            int words = 0, back = s->columns + s->status;

            s->head = code - back;
            if (code - s->job->lines < back ||
                (s->status == 0 && s->columns == LEAST) ||
                !is_status_word(s->head + s->status)) {
                continue;
            }
            for (line = s->head; line < s->head + s->columns; line++) {
                words += is_known_word(line);
            }
            if (words == s->columns && rows_fit(s)) {
                return 1;
            }
        }
    }
    return 0;
}

/* How many lines of a head stand in front of the first row, from the one that
 * speaks of a code; a title "Status codes" is none of them. */
static int count_head(const stacked_t *s, const sp_line_t *code)
{
    const sp_line_t *line = code, *first = NULL;

    while (line > s->job->lines && is_known_word(line - 1) &&
           code - line < MOST) {
        line--;
        first = is_status_word(line) ? line : first;
    }
    while (first != NULL && first + 1 < code && is_status_word(first + 1) &&
           sp_slice_has(first->text, "codes")) {
        first++;
    }
    return first != NULL ? (int)(code - first) : 0;
}

/* A head of one line, "Code Message Description Retry", names more than three
 * columns, and the rows have no sign where a cell ends. */
static int is_wide_head(sp_slice_t s)
{
    static const char words[] =
        "http status code|http status|status code|error code|response code|"
        "status|code|message|reason phrase|reason|phrase|name|title|"
        "description|meaning|explanation|details|detail|text";
    apr_size_t n;
    int columns = 0;

    while ((n = sp_slice_starts(s, words)) > 0 &&
           (n == s.len || s.p[n] == ' ')) {
        columns++;
        s = sp_slice_trim(sp_slice_from(s, n));
    }
    if (columns >= 2 && s.len > 0 && s.len <= LONGEST &&
        !sp_slice_is_sentence(s)) {
        columns++;
    }
    return columns > SP_IMPORT_USUAL;
}

static void refuse(sp_job_t *job, const sp_line_t *line, int columns)
{
    sp_job_fault(job, line->number, 0,
                 "save the page as HTML and import that, or copy the table so "
                 "that tabs stand between its cells",
                 columns > 0
                     ? "the table has %d columns, and its rows do not have as "
                       "many lines: which is which can't be told"
                     : "the table has more than three columns, and its rows "
                       "have no sign where one ends",
                 columns);
}

static void read_rows(const stacked_t *s, sp_table_t *table)
{
    static const sp_slice_t none = {"", 0};
    const sp_line_t *row = s->head;
    sp_cells_open_t open;
    int i;

    for (; row + s->columns <= s->job->end &&
           (row == s->head || is_lone_code(row + s->status));
         row += s->columns) {
        sp_cells_begin(&open, row->number, row->text);
        for (i = 0; i < s->columns; i++) {
            sp_slice_extend(&open.row.raw, row[i].text);
            sp_cells_add(&open, row[i].text, none);
        }
        if (row == s->head) {
            sp_job_leave_out(s->job, row, row + s->columns, NULL);
            sp_table_head(s->job, table, &open);
        }
        else {
            sp_table_push(s->job, table, &open);
        }
    }
    for (; row < s->job->end; row++) {
        sp_job_note(s->job, row->number,
                    sp_is_footer(row->text) ? SP_IMPORT_LEFT_OUT
                                            : SP_IMPORT_UNCLEAR,
                    row->text,
                    sp_is_footer(row->text)
                        ? NULL
                        : "may be the end of the last row, or of the page");
        if (sp_is_footer(row->text)) {
            sp_job_leave_out(s->job, row + 1, s->job->end, NULL);
            return;
        }
    }
}

const char *sp_stacked_read(sp_job_t *job)
{
    static const char shape[] = "a table of a cell a line";
    const sp_line_t *code = job->lines;
    stacked_t s = {job, NULL, 0, 0};
    sp_slice_t rest;
    int columns;

    while (code < job->end && sp_slice_code(code->text, &rest) == 0) {
        code++;
    }
    if (code == job->end || code == job->lines) {
        return NULL;
    }
    if (rest.len > 0) {
        if (is_wide_head(code[-1].text)) {
            refuse(job, code, 0);
            return shape;
        }
        return NULL;
    }
    if (find_head(&s, code)) {
        sp_job_leave_out(job, job->lines, s.head, NULL);
        read_rows(&s, sp_table_add(job, shape));
        return shape;
    }
    columns = count_head(&s, code);
    if (columns > SP_IMPORT_USUAL) {
        refuse(job, code, columns);
        return shape;
    }
    return NULL;
}
