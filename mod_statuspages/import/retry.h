/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a document says about asking again: "modify", "later" or "after". The
 * rule is that of the documented catalogues. Refuses to know where the words
 * stand. */
#ifndef SP_IMPORT_RETRY_H
#define SP_IMPORT_RETRY_H

#include "import/slice.h"

/** The advice that a whole cell is: "later", "Retry-After"; else NULL. */
const char *sp_retry_word(sp_slice_t cell);

/** The advice that a cell of a column of advice holds: "Yes", "No" too. */
const char *sp_retry_cell(sp_slice_t cell);

/** The advice in a description's words, or NULL where they have none. */
const char *sp_retry_words(sp_slice_t description);

#endif /* SP_IMPORT_RETRY_H */
