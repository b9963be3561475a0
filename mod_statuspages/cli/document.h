/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A catalogue as a document that people and programs read, and that "import"
 * reads back without a difference: "statuspages export --as". Knows how words
 * stand in each kind of document; refuses to know files and options. */
#ifndef SP_CLI_DOCUMENT_H
#define SP_CLI_DOCUMENT_H

#include "catalog/catalog.h"
#include "cli/cli.h"

/** What a catalogue itself says in one language. */
typedef struct sp_document_t {
    const char *name;
    const char *title;   /* or NULL */
    const char *extends; /* or NULL */
    const char *language;
    const sp_entry_t **rows; /* by status, each before its problems */
    int *codes;              /* the status of each row */
    int count;
} sp_document_t;

/** Each gives the document, or NULL where memory is short. */
const char *sp_document_openapi(const sp_document_t *d, apr_pool_t *pool);
const char *sp_document_markdown(const sp_document_t *d, apr_pool_t *pool);
const char *sp_document_html(const sp_document_t *d, apr_pool_t *pool);
const char *sp_document_csv(const sp_document_t *d, apr_pool_t *pool);

/** A text as Markdown that shows it to the byte; its lines end with @a
 *  line_end, and paragraphs are divided by @a gap. */
const char *sp_document_escape(const char *text, const char *line_end,
                               const char *gap, apr_pool_t *pool);

/** "statuspages export --as KIND CATALOGUE"; NULL for the language is its
 *  first, NULL for the output the terminal. Gives an exit code. */
int sp_cli_document(sp_call_t *call, const char *kind, const char *language,
                    const char *output);

#endif /* SP_CLI_DOCUMENT_H */
