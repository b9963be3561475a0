/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A page of HTML -> tables and headings; see dom.h. libxml2 parses it, with
 * bounds; what stands on it is looked for in the order of the document. */
#include "import/dom.h"

#include "import/cell.h"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>
#include <string.h>

/* Elements and attributes of one page. */
#define MOST_NODES 300000

/* One page while it is parsed. */
typedef struct parse_t {
    startElementSAXFunc start;
    int nodes;
    int full;
} parse_t;

static void on_start(void *context, const xmlChar *name, const xmlChar **atts)
{
    htmlParserCtxtPtr ctxt = context;
    parse_t *p = ctxt->_private;
    int i = 0;

    for (p->nodes++; atts != NULL && atts[2 * i] != NULL; i++) {
        p->nodes++;
    }
    if (p->nodes > MOST_NODES) {
        p->full = 1;
        xmlStopParser(ctxt);
        return;
    }
    p->start(context, name, atts);
}

static apr_status_t free_page(void *doc)
{
    xmlFreeDoc(doc);
    return APR_SUCCESS;
}

static int depth_of(const xmlNode *node)
{
    int depth = 0;

    for (; node != NULL; node = node->parent) {
        depth++;
    }
    return depth;
}

/* Whether the elements stand deeper in each other than is read. */
static int is_too_deep(xmlNode *root)
{
    xmlNode *node;
    int deepest = 0;

    for (node = root; node != NULL; node = sp_dom_next(node, root, 0)) {
        if (node->children == NULL && node->parent != NULL &&
            node->prev == NULL) {
            int depth = depth_of(node);

            deepest = depth > deepest ? depth : deepest;
        }
    }
    return deepest > SP_DOM_DEEPEST;
}

/* The page's elements, which live as long as the pool; NULL with a fault. */
static xmlNode *parse(sp_job_t *job)
{
    parse_t p = {0};
    htmlParserCtxtPtr ctxt = htmlNewParserCtxt();
    xmlDoc *doc = NULL;
    xmlNode *root = NULL;
    int cut = 0;

    if (ctxt != NULL) {
        p.start = ctxt->sax->startElement;
        ctxt->sax->startElement = on_start;
        ctxt->_private = &p;
        doc = htmlCtxtReadMemory(ctxt, job->text, (int)job->len, NULL, "UTF-8",
                                 HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                                     HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                     HTML_PARSE_NOBLANKS);
        cut = ctxt->disableSAX;
        htmlFreeParserCtxt(ctxt);
    }
    if (doc != NULL) {
        apr_pool_cleanup_register(job->pool, doc, free_page,
                                  apr_pool_cleanup_null);
        root = xmlDocGetRootElement(doc);
    }
    if (p.full) {
        sp_job_fault(job, 0, 0, "save the part that holds the table alone",
                     "the page has more than %d elements and attributes",
                     MOST_NODES);
    }
    else if (cut || (root != NULL && is_too_deep(root))) {
        sp_job_fault(job, 0, 0, "save the part that holds the table alone",
                     "elements stand more than %d deep in each other",
                     SP_DOM_DEEPEST);
    }
    else if (root == NULL) {
        sp_job_fault(job, 0, 0, NULL, "holds no element of HTML");
    }
    return job->err->msg == NULL ? root : NULL;
}

static int heading_level(const xmlNode *node)
{
    return sp_dom_named(node, "h1|h2|h3|h4|h5|h6") ? node->name[1] - '0' : 0;
}

static int is_within(const xmlNode *node, const xmlNode *other)
{
    while (node != NULL && node != other) {
        node = node->parent;
    }
    return node != NULL;
}

/* Headings that begin with a code: "404 Not Found", and the words up to the
 * next heading. */
typedef struct headings_t {
    sp_job_t *job;
    xmlNode *root;
    apr_array_header_t *all;   /* xmlNode *, in order */
    apr_array_header_t *coded; /* their numbers in all */
} headings_t;

static void add_heading(headings_t *h, xmlNode *node)
{
    int codes[1], class_;
    sp_slice_t link, rest, text = sp_dom_text(h->job, node, &link);

    if (sp_cell_codes(text, codes, 1, &class_, &rest) > 0 && rest.len > 0) {
        APR_ARRAY_PUSH(h->coded, int) = h->all->nelts;
    }
    APR_ARRAY_PUSH(h->all, xmlNode *) = node;
    sp_section_add(h->job, text, heading_level(node), sp_dom_line(node));
}

static xmlNode *coded_at(const headings_t *h, int i)
{
    return APR_ARRAY_IDX(h->all, APR_ARRAY_IDX(h->coded, i, int), xmlNode *);
}

/* What holds all of these headings, and their words. */
static xmlNode *container_of(const headings_t *h)
{
    xmlNode *first = coded_at(h, 0), *all = first->parent;
    const xmlNode *last = coded_at(h, h->coded->nelts - 1);

    while (all->parent != NULL && (!is_within(last, all) ||
                                   (first->next == NULL && all->last == first &&
                                    all->children == first))) {
        all = all->parent;
    }
    return all;
}

/* A page's footer, where it stands in the last one's words. */
static sp_slice_t without_footer(sp_job_t *job, sp_slice_t text, int line)
{
    apr_size_t at = 0;

    while (at < text.len) {
        sp_slice_t one = sp_slice_from(text, at);
        const char *end = memchr(one.p, '\n', one.len);

        one.len = end != NULL ? (apr_size_t)(end - one.p) : one.len;
        if (sp_is_footer(one)) {
            sp_job_note(job, line, SP_IMPORT_LEFT_OUT, sp_slice_from(text, at),
                        NULL);
            text.len = at;
        }
        at += one.len + 1;
    }
    return sp_slice_trim(text);
}

static void read_headings(headings_t *h)
{
    static const sp_slice_t none = {"", 0};
    xmlNode *container, *node, *next;
    sp_cells_open_t open;
    sp_table_t *table;
    sp_slice_t link, text;
    int i, k;

    if (h->coded->nelts == 0) {
        return;
    }
    container = container_of(h);
    table = sp_table_add(h->job, "headings of HTML");
    table->section = APR_ARRAY_IDX(h->coded, 0, int) - 1;
    for (i = 0; i < h->coded->nelts; i++) {
        k = APR_ARRAY_IDX(h->coded, i, int);
        node = coded_at(h, i);
        if (h->job->part->section != NULL &&
            !sp_section_within(h->job, k, h->job->part->section)) {
            continue;
        }
        table->section = k;
        next = k + 1 < h->all->nelts ? APR_ARRAY_IDX(h->all, k + 1, xmlNode *)
                                     : NULL;
        text = sp_dom_text(h->job, node, &link);
        sp_cells_begin(&open, sp_dom_line(node), text);
        sp_cells_add(&open, text, link);
        node = sp_dom_next(node, container, 1);
        text = node != NULL ? sp_dom_words(h->job, node, next, container, &link)
                            : none;
        text = without_footer(h->job, text, open.row.line);
        sp_cells_add(&open, text, none);
        sp_table_push(h->job, table, &open);
    }
}

/* What a page is made of, where it has nothing to import. */
static const char *maker_of(const sp_job_t *job)
{
    static const char scripts[] = "redoc|swagger-ui|swaggerui|rapidoc";
    sp_slice_t text = {job->text, job->len};

    return sp_slice_has(text, scripts)
               ? "the page shows an OpenAPI document: import that"
               : "a page that a script makes is saved whole by a browser "
                 "(\"Save page as\"), not by curl";
}

/* A cell that a broken page has let fall out of its table is none; its row
 * speaks for it. */
static int is_in_table(const xmlNode *node)
{
    for (node = node->parent; node != NULL; node = node->parent) {
        if (sp_dom_named(node, "table|tr")) {
            return 1;
        }
    }
    return 0;
}

const char *sp_dom_read(sp_job_t *job)
{
    static const char shape[] = "HTML";
    headings_t h = {.job = job};
    xmlNode *node;

    if (!job->html) {
        return NULL;
    }
    h.root = parse(job);
    h.all = apr_array_make(job->pool, 32, sizeof(xmlNode *));
    h.coded = apr_array_make(job->pool, 32, sizeof(int));
    job->hint = h.root != NULL ? maker_of(job) : NULL;
    for (node = h.root; node != NULL && job->err->msg == NULL;
         node = sp_dom_next(node, h.root, sp_dom_is_hidden(node))) {
        if (sp_dom_is_hidden(node)) {
            continue;
        }
        if (heading_level(node) > 0) {
            add_heading(&h, node);
        }
        else if (sp_dom_named(node, "table")) {
            sp_dom_table(job, node);
        }
        else if (sp_dom_named(node, "tr|td|th") && !is_in_table(node)) {
            sp_dom_stray(job, node);
        }
        else if (sp_dom_named(node, "dl")) {
            sp_dom_terms(job, node);
        }
        else if (sp_dom_named(node, "ul|ol")) {
            sp_dom_items(job, node);
        }
    }
    if (job->err->msg == NULL) {
        read_headings(&h);
    }
    return shape;
}
