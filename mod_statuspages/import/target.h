/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where Markdown's links lead: "(address "title")" behind the text, or lines
 * "[label]: address" elsewhere in the document. */
#ifndef SP_IMPORT_TARGET_H
#define SP_IMPORT_TARGET_H

#include "import/slice.h"

#include <apr_hash.h>

/**
 * Read what stands behind a link's text, "(address)", "[label]", "[]" or
 * nothing, between @a p and @a end; @a text is the label where there is no
 * other. @a labels may be NULL. Gives the byte behind it, or NULL: no link.
 */
const char *sp_target_read(sp_slice_t *address, sp_slice_t text, const char *p,
                           const char *end, apr_hash_t *labels);

/** Note the line in @a labels if it is "[label]: address"; a footnote's label
 *  begins with "^". */
int sp_target_note(apr_hash_t *labels, sp_slice_t line, apr_pool_t *pool);

#endif /* SP_IMPORT_TARGET_H */
