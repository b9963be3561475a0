/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A table of an HTML page, and a list of definitions -> cells; see dom.h.
 * Knows spans: a cell over several rows is one of each, a cell over several
 * columns leaves those behind it empty. */
#include "import/dom.h"

#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

/* A cell that goes on in the rows below. */
typedef struct span_t {
    sp_cell_t cell;
    int rows; /* how many are left */
} span_t;

typedef struct grid_t {
    sp_job_t *job;
    sp_table_t *table;
    span_t span[SP_IMPORT_COLUMNS];
    sp_cells_open_t open;
} grid_t;

/* "3" -> 3; what is no span is 1. */
static int span_of(const xmlNode *cell, const char *name, int most)
{
    xmlChar *value = xmlGetProp(cell, (const xmlChar *)name);
    long n = value != NULL ? strtol((const char *)value, NULL, 10) : 1;

    if (value != NULL) {
        xmlFree(value);
    }
    /* rowspan="0" is to the end of the table */
    return n == 0 && strcmp(name, "rowspan") == 0 ? most
           : n < 1                                ? 1
           : n > most                             ? most
                                                  : (int)n;
}

/* Cells that come down from the rows above. */
static void add_spans(grid_t *g)
{
    while (g->open.row.count < SP_IMPORT_COLUMNS) {
        span_t *s = &g->span[g->open.row.count];
        sp_cell_t *cell = &g->open.cell[g->open.row.count];

        if (s->rows == 0) {
            return;
        }
        s->rows--;
        sp_cells_add(&g->open, s->cell.text, s->cell.link);
        cell->spans = s->cell.spans | SP_CELL_ABOVE;
    }
}

static void add_cell(grid_t *g, xmlNode *node)
{
    int wide = span_of(node, "colspan", SP_IMPORT_COLUMNS + 1), i;
    int rows = span_of(node, "rowspan", SP_IMPORT_MAX_LINES);
    sp_slice_t link, text = sp_dom_text(g->job, node, &link);

    add_spans(g);
    for (i = 0; i < wide; i++) {
        int at = g->open.row.count;

        sp_cells_add(&g->open, i == 0 ? text : (sp_slice_t){"", 0},
                     i == 0 ? link : (sp_slice_t){"", 0});
        if (at < SP_IMPORT_COLUMNS) {
            g->open.cell[at].spans = wide > 1 ? SP_CELL_WIDE : 0;
            g->span[at].cell = g->open.cell[at];
            g->span[at].rows = rows - 1;
        }
    }
}

/* All of a row as one line; a cell of the row above is none of it. */
static sp_slice_t raw_of(grid_t *g)
{
    apr_array_header_t *parts =
        apr_array_make(g->job->pool, 8, sizeof(const char *));
    int i;

    for (i = 0; i < g->open.row.count && i < SP_IMPORT_COLUMNS; i++) {
        const sp_cell_t *cell = &g->open.cell[i];

        if (cell->text.len > 0 && !(cell->spans & SP_CELL_ABOVE)) {
            APR_ARRAY_PUSH(parts, const char *) =
                apr_pstrmemdup(g->job->pool, cell->text.p, cell->text.len);
        }
    }
    g->open.row.raw.p = apr_array_pstrcat(g->job->pool, parts, '\t');
    g->open.row.raw.len = strlen(g->open.row.raw.p);
    return g->open.row.raw;
}

/* Whether all of a row's own cells are heads. */
static int is_head(const xmlNode *row)
{
    const xmlNode *cell;
    int heads = 0;

    for (cell = row->children; cell != NULL; cell = cell->next) {
        if (sp_dom_named(cell, "td")) {
            return row->parent != NULL && sp_dom_named(row->parent, "thead");
        }
        heads += sp_dom_named(cell, "th");
    }
    return heads > 0;
}

void sp_dom_stray(sp_job_t *job, xmlNode *node)
{
    sp_slice_t link, text = {"", 0};

    if (sp_dom_is_hidden(node)) {
        return;
    }
    if (node->type == XML_ELEMENT_NODE) {
        text = sp_dom_text(job, node, &link);
    }
    else if (node->content != NULL) {
        text.p = (const char *)node->content;
        text.len = strlen(text.p);
    }
    text = sp_slice_trim(text);
    if (text.len > 0) {
        sp_job_note(job, sp_dom_line(node), SP_IMPORT_UNCLEAR, text,
                    "stands in no cell of a table");
    }
}

/* What stands in a table, but in no cell: hardly a page's own doing. */
static void stray(const grid_t *g, xmlNode *node)
{
    if (!g->table->holds_tables) {
        sp_dom_stray(g->job, node);
    }
}

static void read_row(grid_t *g, xmlNode *row)
{
    xmlNode *cell;

    sp_cells_begin(&g->open, sp_dom_line(row), (sp_slice_t){"", 0});
    for (cell = row->children; cell != NULL; cell = cell->next) {
        if (sp_dom_named(cell, "td|th") && !sp_dom_is_hidden(cell)) {
            add_cell(g, cell);
        }
        else {
            stray(g, cell);
        }
    }
    add_spans(g);
    raw_of(g);
    if (sp_cells_filled(&g->open.row) == 0) {
        return;
    }
    if (is_head(row) && g->table->rows->nelts == 0 && g->open.row.count > 1 &&
        sp_cells_find_code(&g->open.row) < 0) {
        sp_job_note(g->job, g->open.row.line, SP_IMPORT_LEFT_OUT,
                    g->open.row.raw, NULL);
        sp_table_head(g->job, g->table, &g->open);
        return;
    }
    sp_table_push(g->job, g->table, &g->open);
}

/* How many elements of a name stand in each other below this one, itself
 * counted. */
static int height_of(xmlNode *root, const char *names)
{
    const xmlNode *up;
    xmlNode *node;
    int most = 1;

    for (node = sp_dom_next(root, root, 0); node != NULL;
         node = sp_dom_next(node, root, 0)) {
        int height = 1;

        if (sp_dom_named(node, names)) {
            for (up = node; up != root; up = up->parent) {
                height += sp_dom_named(up, names);
            }
            most = height > most ? height : most;
        }
    }
    return most;
}

/* The heading that a table brings along. */
static void read_caption(grid_t *g, xmlNode *table)
{
    xmlNode *node;
    sp_slice_t link, text;

    for (node = table->children; node != NULL; node = node->next) {
        if (sp_dom_named(node, "caption")) {
            text = sp_dom_text(g->job, node, &link);
            sp_job_note(g->job, sp_dom_line(node), SP_IMPORT_LEFT_OUT, text,
                        NULL);
        }
    }
}

void sp_dom_table(sp_job_t *job, xmlNode *table)
{
    grid_t *g;
    xmlNode *node;
    int height = height_of(table, "table");

    if (height > 2) {
        return; /* a page's layout: its words are those of the tables in it */
    }
    g = apr_pcalloc(job->pool, sizeof(*g));
    g->job = job;
    g->table = sp_table_add(job, "a table of HTML");
    g->table->holds_tables = height > 1;
    if (height == 1) {
        read_caption(g, table);
    }
    for (node = table->children; node != NULL && job->err->msg == NULL;
         node = sp_dom_next(node, table,
                            !sp_dom_named(node, "thead|tbody|"
                                                "tfoot"))) {
        if (sp_dom_named(node, "tr") && !sp_dom_is_hidden(node)) {
            read_row(g, node);
        }
        else if (!sp_dom_named(node, "tr|caption|thead|tbody|tfoot")) {
            stray(g, node);
        }
    }
}

/* What is said of a term: all descriptions up to the next one. */
static sp_slice_t said_of(sp_job_t *job, xmlNode *term)
{
    xmlNode *said = term->next, *end;
    sp_slice_t link;

    while (said != NULL && !sp_dom_named(said, "dd")) {
        said = said->next;
    }
    if (said == NULL) {
        return (sp_slice_t){"", 0};
    }
    for (end = said->next; end != NULL && !sp_dom_named(end, "dt");
         end = end->next) {
    }
    return sp_dom_words(job, said, end, term->parent, &link);
}

/* A term and what is said of it are a row of two cells; several terms of one
 * description are a row each. */
void sp_dom_terms(sp_job_t *job, xmlNode *list)
{
    static const sp_slice_t none = {"", 0};
    grid_t g = {.job = job};
    sp_slice_t link, text;
    xmlNode *node;

    if (height_of(list, "dl") > 2) {
        return;
    }
    g.table = sp_table_add(job, "a list of definitions");
    g.table->kind = SP_TABLE_TERMS;
    g.table->holds_tables = height_of(list, "dl") > 1;
    for (node = list->children; node != NULL;
         node = sp_dom_next(node, list, !sp_dom_named(node, "div"))) {
        if (sp_dom_named(node, "dt") && !sp_dom_is_hidden(node)) {
            sp_cells_begin(&g.open, sp_dom_line(node), none);
            text = sp_dom_text(job, node, &link);
            sp_cells_add(&g.open, text, link);
            sp_cells_add(&g.open, said_of(job, node), none);
            raw_of(&g);
            g.open.row.inside = 0;
            sp_table_push(job, g.table, &g.open);
        }
    }
}

/* Items that begin with a code: "404 Not Found - No such ship." */
void sp_dom_items(sp_job_t *job, xmlNode *list)
{
    static const sp_slice_t none = {"", 0};
    grid_t g = {.job = job};
    sp_slice_t link, text;
    xmlNode *node;

    if (height_of(list, "ul|ol") > 2) {
        return;
    }
    g.table = sp_table_add(job, "a list");
    g.table->kind = SP_TABLE_TERMS;
    g.table->holds_tables = height_of(list, "ul|ol") > 1;
    for (node = list->children; node != NULL; node = node->next) {
        if (sp_dom_named(node, "li") && !sp_dom_is_hidden(node)) {
            text = sp_dom_text(job, node, &link);
            sp_cells_begin(&g.open, sp_dom_line(node), none);
            sp_cells_add(&g.open, text, link);
            sp_cells_add(&g.open, none, none);
            raw_of(&g);
            g.open.row.inside = 0;
            sp_table_push(job, g.table, &g.open);
        }
    }
    if (g.table->rows->nelts == 0 ||
        sp_cells_find_code((const sp_cells_t *)g.table->rows->elts) < 0) {
        apr_array_pop(job->tables); /* most lists are no table of anything */
    }
}
