/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The rows of a table -> rows of the catalogue; see table.h. Knows which
 * columns are what (columns.h), and what a row without a code is; refuses to
 * know why this table was chosen. */
#include "import/make.h"

#include "import/cell.h"
#include "import/heads.h"
#include "import/phrases.h"
#include "import/retry.h"

#include <apr_strings.h>
#include <string.h>

typedef struct make_t {
    sp_job_t *job;
    const sp_table_t *table;
    const sp_columns_t *c;
    int begun;                /* a row with a code has come */
    int codes[SP_MAKE_CODES]; /* of the last row that says any */
    int code_count;
} make_t;

/* Add a cell's lines; a <br> or an empty line begins a paragraph. */
static void add_text(sp_job_t *job, sp_slice_t cell, int line)
{
    sp_slice_t piece = {cell.p, 0};
    int gap = 1;

    while (cell.len > 0) {
        apr_size_t skip = sp_slice_starts(cell, "\n|<br>|<br/>|<br />|<br >");

        cell = sp_slice_from(cell, skip > 0 ? skip : 1);
        if (skip > 0) {
            piece = sp_slice_trim(piece);
            sp_row_add(job, piece, line, gap);
            gap = skip > 1 || piece.len == 0;
            piece.p = cell.p;
        }
        piece.len = skip > 0 ? 0 : piece.len + 1;
    }
    sp_row_add(job, piece, line, gap);
}

static void add_cell(sp_job_t *job, const sp_cells_t *row, int column)
{
    const sp_cell_t *cell;
    int i;

    if (column < 0 || column >= row->count || column >= SP_IMPORT_COLUMNS) {
        return;
    }
    cell = &row->cell[column];
    for (i = 0; i < cell->piece_count; i++) {
        sp_row_add(job, cell->pieces[i].text, cell->pieces[i].number,
                   cell->pieces[i].gap);
    }
    if (cell->pieces == NULL) {
        add_text(job, sp_slice_trim(cell->text), row->line);
    }
}

static const char *copy(const sp_job_t *job, sp_slice_t s)
{
    return apr_pstrmemdup(job->pool, s.p, s.len);
}

static sp_slice_t link_at(const sp_cells_t *row, int i)
{
    static const sp_slice_t none = {"", 0};

    return i >= 0 && i < row->count && i < SP_IMPORT_COLUMNS
               ? sp_slice_trim(row->cell[i].link)
               : none;
}

/* Where the row's documentation is: its own column, or where its code's link
 * leads; empty where neither is an address. */
static sp_slice_t url_of(const make_t *m, const sp_cells_t *row)
{
    sp_slice_t tried[4];
    int i;

    tried[0] = sp_cells_at(row, m->c->url);
    tried[1] = link_at(row, m->c->url);
    tried[2] = link_at(row, m->c->name);
    tried[3] = link_at(row, m->c->status);
    for (i = 0; i < 4; i++) {
        if (sp_is_address(tried[i])) {
            return tried[i];
        }
    }
    return (sp_slice_t){"", 0};
}

/* Whether a column has words that are in no row. */
static int is_unused(const sp_columns_t *c, int column)
{
    int i;

    for (i = 0; i < c->languages; i++) {
        if (column == c->words[i].message ||
            column == c->words[i].description) {
            return 0;
        }
    }
    return column != c->status && column != c->name && column != c->retry &&
           column != c->url;
}

/* A link that a catalogue can't have. */
static void leave_out_link(const make_t *m, const sp_cells_t *row, int column,
                           const char *why)
{
    sp_slice_t link = link_at(row, column);

    if (link.len > 0 && !sp_is_address(link)) {
        sp_job_note(m->job, row->line, SP_IMPORT_LEFT_OUT, link, why);
    }
}

/* The message stands behind the code, and something else where it should. */
static void leave_out_message(const make_t *m, const sp_made_t *made)
{
    const sp_words_at_t *at = &m->c->words[0];
    sp_slice_t cell = sp_cells_at(made->row, at->message);

    if (made->rest.len > 0 && cell.len > 0 && at->message != m->c->status &&
        sp_cells_at(made->row, at->description).len > 0) {
        sp_job_note(m->job, made->row->line, SP_IMPORT_LEFT_OUT, cell,
                    "the message stands behind the code");
    }
}

/* What else a row holds, and what became of its advice. */
static void note_rest(const make_t *m, const sp_cells_t *row)
{
    const sp_columns_t *c = m->c;
    sp_slice_t cell = sp_cells_at(row, c->retry), link;
    const char *advice = sp_retry_cell(cell);
    int i;

    leave_out_link(m, row, c->status, "is where the code's link leads");
    leave_out_link(m, row, c->name, "is where the code's link leads");
    leave_out_link(m, row, c->url, "is no whole address");
    if (cell.len > 0 && advice == NULL && !sp_is_nothing(cell)) {
        sp_job_note(m->job, row->line, SP_IMPORT_LEFT_OUT, cell,
                    "is no advice: modify, later, after, yes or no");
    }
    else if (advice != NULL && sp_retry_word(cell) == NULL) {
        sp_job_note(
            m->job, row->line, SP_IMPORT_KEPT, cell,
            apr_psprintf(m->job->pool, "taken for the advice \"%s\"", advice));
    }
    cell = sp_cells_at(row, c->url);
    if (cell.len > 0 && !sp_is_address(cell) && !sp_is_nothing(cell)) {
        sp_job_note(m->job, row->line, SP_IMPORT_LEFT_OUT, cell,
                    "is the link's text");
    }
    for (i = 0; i < row->count; i++) {
        cell = sp_cells_at(row, i);
        if (is_unused(c, i) && cell.len > 0) {
            sp_job_note(m->job, row->line, SP_IMPORT_LEFT_OUT, cell,
                        "is in a column that is no message and no "
                        "description");
            link = link_at(row, i);
            if (link.len > 0 && link.len != cell.len) { /* <https://…> */
                sp_job_note(m->job, row->line, SP_IMPORT_LEFT_OUT, link,
                            "is where its link leads");
            }
        }
    }
}

/* The words of a row in one language. */
typedef struct said_t {
    sp_slice_t message;
    sp_slice_t text; /* of the description, where both share a cell */
    int description; /* a column, or -1 */
} said_t;

/* Whether words that have no other cell are a message and nothing else. */
static int is_message(sp_slice_t s, const sp_made_t *made, int code)
{
    sp_split_t sure;
    apr_size_t n = sp_phrase_match(s, code, &sure);

    if (made->rest.len > 0 && n < s.len && sure == SP_SPLIT_CERTAIN) {
        return 0; /* "404 Not Found - there is no ship" */
    }
    return memchr(s.p, '\n', s.len) == NULL &&
           (sp_phrase_is(s) || sp_is_message(s));
}

static said_t words_of(const make_t *m, const sp_made_t *made, int code,
                       int which)
{
    const sp_words_at_t *at = &m->c->words[which];
    said_t said = {
        sp_cells_at(made->row, at->message), {"", 0}, at->description};
    sp_slice_t both;

    if (made->rest.len > 0 && which == 0) { /* "404 Not Found" in one cell */
        said.message = made->rest;
        if (sp_cells_at(made->row, said.description).len == 0 &&
            at->message != m->c->status) {
            said.description = at->message;
        }
    }
    else if (at->message == m->c->status) {
        said.message.len = 0;
    }
    both = said.message;
    if (said.description < 0 && !is_message(both, made, code) &&
        (sp_message_split(both, code, &said.message, &said.text) <
             SP_SPLIT_GUESS ||
         memchr(said.message.p, '\n', said.message.len) != NULL)) {
        said.message.len = 0;
        said.text = both;
    }
    return said;
}

/* One row of the catalogue, from a row of the table and those behind it that
 * go on with it. */
static void make_one(const make_t *m, const sp_made_t *made, int code,
                     int which, sp_import_share_t share)
{
    const sp_cells_t *row = made->row;
    said_t said = words_of(m, made, code, which);
    sp_slice_t url = url_of(m, row), advice = sp_cells_at(row, m->c->retry);
    sp_import_row_t one = {.code = code, .line = row->line, .language = which};
    int i;

    if (made->name.len > 0) {
        one.name = copy(m->job, made->name);
        said.message = said.message.len > 0 ? said.message : made->name;
    }
    one.url = url.len > 0 ? copy(m->job, url) : NULL;
    one.share = share;
    one.retry = sp_retry_cell(advice);
    one.told = one.retry != NULL ? copy(m->job, advice) : NULL;
    sp_row_begin(m->job, &one, said.message);
    add_text(m->job, said.text, row->line);
    for (i = 0; i <= made->more; i++) {
        add_cell(m->job, &row[i],
                 i == 0 ? said.description : m->c->words[which].description);
    }
    sp_row_end(m->job);
}

void sp_made_emit(sp_job_t *job, const sp_made_t *made, int code,
                  sp_import_share_t share)
{
    const make_t m = {.job = job, .table = made->table, .c = made->columns};
    int which;

    for (which = 0; which < made->columns->languages; which++) {
        make_one(&m, made, code, which, share);
    }
}

/* Whether a row goes on with the one before it: it has a further paragraph
 * and nothing else, or the same code by a row span. */
static int goes_on(const make_t *m, const sp_cells_t *row)
{
    const sp_words_at_t *at = &m->c->words[0];
    int span = m->c->status < row->count &&
               (row->cell[m->c->status].spans & SP_CELL_ABOVE) != 0;

    if (sp_cells_at(row, at->description).len == 0 ||
        row->count > m->c->count || m->c->name >= 0) {
        return 0;
    }
    if (span) {
        return at->message < row->count && at->message >= 0 &&
               (row->cell[at->message].spans & SP_CELL_ABOVE) != 0;
    }
    return row->inside && sp_cells_filled(row) == 1 &&
           at->description != m->c->status;
}

/* A row without a code: a head, or furniture; between rows it ought to have
 * a code. */
static void read_other(const make_t *m, const sp_cells_t *row)
{
    int is_head = row->raw.len > 0 && row->raw.len == m->table->head.raw.len &&
                  memcmp(row->raw.p, m->table->head.raw.p, row->raw.len) == 0;

    if (m->begun && row->inside && sp_cells_filled(row) > 1 && !is_head &&
        !sp_is_class(sp_cells_at(row, m->c->status))) {
        sp_job_note(m->job, row->line, SP_IMPORT_UNCLEAR, row->raw,
                    "no status code from 100 to 599 where the other rows "
                    "have one");
        return;
    }
    sp_job_note(m->job, row->line, SP_IMPORT_LEFT_OUT, row->raw, NULL);
}

static void unclear(const make_t *m, const sp_cells_t *row, const char *why)
{
    sp_job_note(m->job, row->line, SP_IMPORT_UNCLEAR, row->raw, why);
}

/* The row's codes: its own, or those above an empty cell, where an own code
 * shows that it is a row. */
static int find_codes(make_t *m, sp_made_t *made)
{
    const sp_cells_t *row = made->row;
    int codes[SP_MAKE_CODES];
    sp_slice_t cell = sp_cells_at(row, m->c->status);
    int n =
        sp_cell_codes(cell, codes, SP_MAKE_CODES, &made->class_, &made->rest);

    made->name = sp_cells_at(row, m->c->name);
    if (sp_is_nothing(made->name)) {
        made->name.len = 0;
    }
    if (made->class_ > 0) {
        return sp_cells_filled(row) > 1;
    }
    if (n > 0) {
        memcpy(m->codes, codes, sizeof(codes));
        m->code_count = n;
    }
    return n > 0 || (cell.len == 0 && made->name.len > 0 && m->code_count > 0);
}

static void make_row(make_t *m, sp_made_t *made)
{
    const sp_cells_t *row = made->row;
    int i;

    if (row->count > m->c->count) {
        unclear(m, row,
                apr_psprintf(m->job->pool,
                             "has %d cells where the table has %d columns; is "
                             "there a separator in the text?",
                             row->count, m->c->count));
        return;
    }
    if (made->name.len > 0 && !sp_is_name(made->name)) {
        unclear(m, row, "no code of an API is made of that");
        return;
    }
    if (made->name.len > 0 && made->class_ == 0 && m->codes[0] < 400) {
        unclear(m, row, "a problem has the status of an error, 400 to 599");
        return;
    }
    if (made->name.len > 0 && (made->class_ > 0 || m->code_count > 1)) {
        unclear(m, row, "an API's own code has one status");
        return;
    }
    if (made->class_ > 0 &&
        words_of(m, made, made->class_ * 100, 0).message.len == 0) {
        sp_job_note(m->job, row->line, SP_IMPORT_LEFT_OUT, row->raw, NULL);
        return;
    }
    m->begun = 1;
    if (made->class_ > 0) {
        APR_ARRAY_PUSH(m->job->classes, sp_made_t) = *made;
        return; /* a note will have all of the row */
    }
    for (i = 0; i < m->code_count; i++) {
        sp_made_emit(m->job, made, m->codes[i],
                     i > 0 ? SP_IMPORT_SHARED : SP_IMPORT_OWN);
    }
    leave_out_message(m, made);
    for (i = 0; i <= made->more; i++) {
        note_rest(m, &row[i]);
    }
}

void sp_table_make(sp_job_t *job, const sp_table_t *table,
                   const sp_columns_t *columns)
{
    make_t m = {.job = job, .table = table, .c = columns};
    const sp_cells_t *row = (const sp_cells_t *)table->rows->elts;
    const sp_cells_t *end = row + table->rows->nelts;

    while (row < end && job->err->msg == NULL) {
        sp_made_t made = {table, columns, row, 0, {"", 0}, {"", 0}, 0};
        const sp_cells_t *next = row + 1;

        if (!find_codes(&m, &made)) {
            read_other(&m, row++);
            continue;
        }
        while (next < end && row->count <= columns->count &&
               goes_on(&m, next)) {
            next++;
        }
        made.more = (int)(next - row) - 1;
        make_row(&m, &made);
        row = next;
    }
}
