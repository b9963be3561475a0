/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A catalogue as a table of six columns, in Markdown, HTML and CSV. Knows how
 * any text stands in a cell of each, so that nothing in it is markup, a
 * formula or the cell's end. */
#include "cli/document.h"

#include "base/language.h"
#include "format/format.h"

#include <apr_strings.h>
#include <apr_tables.h>
#include <string.h>

#define COLUMNS 6

static const char *const heads[COLUMNS] = {"Status",      "Code",  "Message",
                                           "Description", "Retry", "URL"};

/* A row's cells, as they are. */
static void cells_of(const sp_document_t *d, int row,
                     const char *cells[COLUMNS], apr_pool_t *pool)
{
    const sp_entry_t *e = d->rows[row];

    cells[0] = apr_itoa(pool, d->codes[row]);
    cells[1] = e->name ? e->name : "";
    cells[2] = e->message;
    cells[3] = e->description;
    cells[4] = sp_retry_name(e->retry);
    cells[5] = e->url ? e->url : "";
}

static void add(apr_array_header_t *out, const char *text)
{
    APR_ARRAY_PUSH(out, const char *) = text;
}

static const char *escaped(sp_escape_t kind, const char *text, apr_size_t len,
                           apr_pool_t *pool)
{
    char *copy = apr_palloc(pool, sp_escape_size(kind, text, len) + 1);

    *sp_escape_write(kind, copy, text, len) = '\0';
    return copy;
}

/* Blanks as references: Markdown takes those at a line's ends away. */
static void add_blanks(apr_array_header_t *out, apr_size_t count)
{
    while (count-- > 0) {
        add(out, "&#32;");
    }
}

static void escape_line(apr_array_header_t *out, const char *p, apr_size_t len,
                        apr_pool_t *pool)
{
    apr_size_t before = 0, behind = 0;

    while (before < len && p[before] == ' ') {
        before++;
    }
    while (before + behind < len && p[len - behind - 1] == ' ') {
        behind++;
    }
    add_blanks(out, before);
    add(out,
        escaped(SP_ESCAPE_MARKDOWN, p + before, len - before - behind, pool));
    add_blanks(out, behind);
}

const char *sp_document_escape(const char *text, const char *line_end,
                               const char *gap, apr_pool_t *pool)
{
    apr_array_header_t *out = apr_array_make(pool, 16, sizeof(char *));
    const char *start = text;

    while (*text != '\0') {
        apr_size_t len = strcspn(text, "\n"), ends;

        escape_line(out, text, len, pool);
        text += len;
        ends = strspn(text, "\n");
        /* a gap stands between two lines: what is more is kept, too */
        if (ends > 0 && (text == start || text[ends] == '\0' || ends > 2)) {
            for (; ends > 0; ends--, text++) {
                add(out, "&#10;");
            }
        }
        else if (ends > 0) {
            add(out, ends == 2 ? gap : line_end);
            text += ends;
        }
    }
    return apr_array_pstrcat(pool, out, 0);
}

const char *sp_document_markdown(const sp_document_t *d, apr_pool_t *pool)
{
    apr_array_header_t *out = apr_array_make(pool, 256, sizeof(char *));
    const char *cells[COLUMNS];
    int i, row;

    if (d->title != NULL) {
        add(out, "# ");
        add(out, sp_document_escape(d->title, " ", " ", pool));
        add(out, "\n\n");
    }
    for (i = 0; i < COLUMNS; i++) {
        add(out, apr_pstrcat(pool, i ? " | " : "| ", heads[i], NULL));
    }
    add(out, " |\n|---|---|---|---|---|---|\n");
    for (row = 0; row < d->count; row++) {
        cells_of(d, row, cells, pool);
        for (i = 0; i < COLUMNS; i++) {
            add(out, i ? " | " : "| ");
            add(out, sp_document_escape(cells[i], "&#10;", "<br><br>", pool));
        }
        add(out, " |\n");
    }
    return apr_array_pstrcat(pool, out, 0);
}

/* Quoted as RFC 4180 says. What a spreadsheet would take for a formula gets
 * an apostrophe, and so does what begins with one before such: import takes
 * one away. */
static const char *csv_cell(const char *text, apr_pool_t *pool)
{
    apr_array_header_t *out = apr_array_make(pool, 8, sizeof(char *));
    const char *p = text + strspn(text, "'");
    int quoted = text[strcspn(text, "\",\n")] != '\0' || *text == ' ';

    if (*p != '\0' && strchr("=+-@", *p) != NULL) {
        add(out, "'");
    }
    while (*text != '\0') {
        apr_size_t len = strcspn(text, "\"");

        add(out, apr_pstrmemdup(pool, text, len));
        text += len;
        if (*text == '"') {
            add(out, "\"\"");
            text++;
        }
    }
    text = apr_array_pstrcat(pool, out, 0);
    return quoted ? apr_pstrcat(pool, "\"", text, "\"", NULL) : text;
}

const char *sp_document_csv(const sp_document_t *d, apr_pool_t *pool)
{
    apr_array_header_t *out = apr_array_make(pool, 256, sizeof(char *));
    const char *cells[COLUMNS];
    int i, row;

    for (row = -1; row < d->count; row++) {
        if (row >= 0) {
            cells_of(d, row, cells, pool);
        }
        for (i = 0; i < COLUMNS; i++) {
            add(out, i ? "," : "");
            add(out, csv_cell(row < 0 ? heads[i] : cells[i], pool));
        }
        add(out, "\r\n");
    }
    return apr_array_pstrcat(pool, out, 0);
}

/* Paragraphs where there are several, else the text alone. */
static void html_cell(apr_array_header_t *out, const char *text,
                      apr_pool_t *pool)
{
    const char *gap;
    int many = strstr(text, "\n\n") != NULL;

    do {
        apr_size_t len;

        gap = strstr(text, "\n\n");
        len = gap != NULL ? (apr_size_t)(gap - text) : strlen(text);
        add(out, many ? "<p>" : "");
        add(out, escaped(SP_ESCAPE_HTML, text, len, pool));
        add(out, many ? "</p>" : "");
        text += len + (gap != NULL ? 2 : 0);
    } while (gap != NULL);
}

static void html_row(apr_array_header_t *out, const char *const cells[COLUMNS],
                     apr_pool_t *pool)
{
    const char *url = escaped(SP_ESCAPE_HTML, cells[COLUMNS - 1],
                              strlen(cells[COLUMNS - 1]), pool);
    int i;

    add(out, "<tr>");
    for (i = 0; i < COLUMNS - 1; i++) {
        add(out, "<td>");
        html_cell(out, cells[i], pool);
        add(out, "</td>");
    }
    add(out, *url == '\0' ? "<td></td></tr>\n"
                          : apr_pstrcat(pool, "<td><a href=\"", url, "\">", url,
                                        "</a></td></tr>\n", NULL));
}

const char *sp_document_html(const sp_document_t *d, apr_pool_t *pool)
{
    const char *named =
        d->title ? d->title
                 : apr_pstrcat(pool, d->name, ": status codes", NULL);
    const char *title = escaped(SP_ESCAPE_HTML, named, strlen(named), pool);
    apr_array_header_t *out = apr_array_make(pool, 256, sizeof(char *));
    const char *cells[COLUMNS];
    int i, row;

    add(out,
        apr_psprintf(pool,
                     "<!doctype html>\n<html lang=\"%s\" dir=\"%s\">\n"
                     "<head>\n<meta charset=\"utf-8\">\n"
                     "<title>%s</title>\n</head>\n<body>\n"
                     "<h1>%s</h1>\n<table>\n<thead>\n<tr>",
                     d->language, sp_language_dir(d->language), title, title));
    for (i = 0; i < COLUMNS; i++) {
        add(out,
            apr_pstrcat(pool, "<th scope=\"col\">", heads[i], "</th>", NULL));
    }
    add(out, "</tr>\n</thead>\n<tbody>\n");
    for (row = 0; row < d->count; row++) {
        cells_of(d, row, cells, pool);
        html_row(out, cells, pool);
    }
    add(out, "</tbody>\n</table>\n</body>\n</html>\n");
    return apr_array_pstrcat(pool, out, 0);
}
