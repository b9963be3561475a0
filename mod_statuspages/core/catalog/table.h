/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* How catalogue files are put into a catalogue's tables: between parse.c,
 * texts.c, entries.c, trusted.c and catalog.c only, everyone else uses
 * catalog.h. */
#ifndef SP_CATALOG_TABLE_H
#define SP_CATALOG_TABLE_H

#include "catalog/catalog.h"

/** The pool that a catalogue's tables live in. */
apr_pool_t *sp_catalog_pool(const sp_catalog_t *catalog);

/** A language of the catalogue's own by its exact tag, case aside; or NULL. */
const sp_catalog_language_t *sp_catalog_in(const sp_catalog_t *catalog,
                                           const char *tag);

/** The catalogue whose labels, sentences and languages stand in for those that
 *  it lacks; NULL at the root. */
const sp_catalog_t *sp_catalog_beneath(const sp_catalog_t *catalog);

/** The last of those; may be itself. */
const sp_catalog_t *sp_catalog_root(const sp_catalog_t *catalog);

/** Whether it has codes or problems of its own. */
int sp_catalog_is_documented(const sp_catalog_t *catalog);

/** What it extends lends its words alone, none of its codes. */
void sp_catalog_stand_alone(sp_catalog_t *catalog);

/** Its own entry for a code in whichever language has it first, or NULL. */
const sp_entry_t *sp_catalog_any(const sp_catalog_t *catalog, int code);

/** The same for a problem, by its name in any case. */
const sp_entry_t *sp_catalog_any_problem(const sp_catalog_t *catalog,
                                         const char *name);

/** A language with no texts yet; @a tag is kept, @a file copied. */
sp_catalog_language_t *
sp_catalog_language_create(apr_pool_t *pool, const char *tag, const char *file);

/** Add a language, which must be new and complete: it is kept as a pointer. */
void sp_catalog_add(sp_catalog_t *catalog,
                    const sp_catalog_language_t *language);

#endif /* SP_CATALOG_TABLE_H */
