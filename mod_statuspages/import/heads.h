/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the heads of columns say, in the languages that tables come in; and
 * the marks that a cell has for nothing. Refuses to know cells and rows. */
#ifndef SP_IMPORT_HEADS_H
#define SP_IMPORT_HEADS_H

#include "import/slice.h"

/* Words, divided by "|", that a head may hold. */
extern const char sp_heads_description[];
extern const char sp_heads_message[];
extern const char sp_heads_text[]; /* where no head says it better */
extern const char sp_heads_name[]; /* of the API's own codes */
extern const char sp_heads_retry[];
extern const char sp_heads_url[];

/** The language that a head speaks of ("Message (de)", "Deutsch",
 *  "Meldung"), as a tag; else NULL. */
const char *sp_heads_language(sp_slice_t head);

/** Whether a head is the name of a language and nothing else. */
int sp_heads_is_language(sp_slice_t head);

/** "-", "n/a" and the like: the cell holds nothing. */
int sp_is_nothing(sp_slice_t text);

#endif /* SP_IMPORT_HEADS_H */
