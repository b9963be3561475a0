/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Markdown within a line, or a cell: its marks are no words. Refuses to know
 * blocks: headings, lists, tables. */
#ifndef SP_IMPORT_MARKUP_H
#define SP_IMPORT_MARKUP_H

#include "import/slice.h"

/**
 * The words alone: "**404**", "`404`" and "[404](#lost)" are 404, "\*" is a
 * star, "&amp;" is "&", "<br>" is an empty line. *@a link gets where the first
 * link leads, empty where there is none. From @a pool where something changes.
 */
sp_slice_t sp_markup_plain(sp_slice_t text, sp_slice_t *link, apr_pool_t *pool);

#endif /* SP_IMPORT_MARKUP_H */
