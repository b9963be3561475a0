/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* An HTML page, as libxml2 has parsed it: what of it is words. Refuses to
 * know tables and rows; dom.c and dom_table.c do. */
#ifndef SP_IMPORT_DOM_H
#define SP_IMPORT_DOM_H

#include "import/table.h"

#include <libxml/tree.h>

/** No page's elements stand deeper in each other. */
#define SP_DOM_DEEPEST 250

/** Whether a document is HTML and not a text with some tags in it. */
int sp_dom_is(const char *file, sp_slice_t text);

/** The page as UTF-8, by its mark, its meta element, or as browsers guess; a
 *  fault where it is neither. */
apr_status_t sp_dom_decode(sp_job_t *job, sp_slice_t *text);

/** Whether a node is not shown, or is the page's navigation, or a sign. */
int sp_dom_is_hidden(const xmlNode *node);

/** Whether an element has that name. */
int sp_dom_named(const xmlNode *node, const char *names);

/** The next node in the order of the document, below @a root; without those
 *  below @a node where @a over. */
xmlNode *sp_dom_next(xmlNode *node, const xmlNode *root, int over);

/** Where a node stands in the document, from 1. */
int sp_dom_line(const xmlNode *node);

/** The words of all that is between two nodes in the order of the document
 *  (@a end is behind the last, or NULL), below @a root: paragraphs are
 *  separated by an empty line. *@a link gets where the first link leads. */
sp_slice_t sp_dom_words(sp_job_t *job, xmlNode *start, const xmlNode *end,
                        const xmlNode *root, sp_slice_t *link);

/** All words below a node. */
sp_slice_t sp_dom_text(sp_job_t *job, xmlNode *node, sp_slice_t *link);

/** Say that a node's words stand in no cell of a table. */
void sp_dom_stray(sp_job_t *job, xmlNode *node);

/** Read a table element into tables. */
void sp_dom_table(sp_job_t *job, xmlNode *table);

/** Read a list of definitions: its terms and what is said of them. */
void sp_dom_terms(sp_job_t *job, xmlNode *list);

/** Read a list whose items begin with codes. */
void sp_dom_items(sp_job_t *job, xmlNode *list);

#endif /* SP_IMPORT_DOM_H */
