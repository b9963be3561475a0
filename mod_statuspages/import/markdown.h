/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Markdown -> the words that it shows: markup is no word. Knows CommonMark as
 * people write it in descriptions; refuses to know where a text comes from. */
#ifndef SP_IMPORT_MARKDOWN_H
#define SP_IMPORT_MARKDOWN_H

#include "import/slice.h"

#include <apr_hash.h>

/**
 * The plain text of @a text: lines of a paragraph are joined by a space, hard
 * breaks are line feeds, paragraphs, headings, and items of lists (which keep
 * their mark) stand between empty lines. A link keeps its text, a tag
 * of HTML is gone, references and escapes are what they stand for, and
 * control characters are spaces. *@a link, where @a link is not NULL, is the
 * address of the text's one link to http or https, or NULL where it has none
 * or several.
 */
const char *sp_markdown_plain(const char *text, const char **link,
                              apr_pool_t *pool);

/**
 * The same for a cell of a table, or a heading: all of it is one paragraph,
 * unless a <br> or a tag begins another. *@a link gets where the first link
 * leads, empty where there is none; @a labels (target.h) may be NULL.
 */
sp_slice_t sp_markdown_cell(sp_slice_t text, sp_slice_t *link,
                            apr_hash_t *labels, apr_pool_t *pool);

#endif /* SP_IMPORT_MARKDOWN_H */
