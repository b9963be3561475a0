/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The names of problems and their numbers, along a chain of catalogues: what
 * extends another goes on where that one's numbers end, and a name of that one
 * keeps its number. Private to the room. */
#ifndef SP_CATALOG_PROBLEMS_H
#define SP_CATALOG_PROBLEMS_H

#include "catalog/catalog.h"

typedef struct sp_problems_t sp_problems_t;

/** A problem that a catalogue has words of its own for. */
typedef struct sp_problem_t {
    int number;
    const char *folded;    /* its name in small letters */
    const sp_entry_t *any; /* in the language that had it first */
} sp_problem_t;

/** Room for a name in small letters, and a name so; what is too long to be one
 *  is cut. */
#define SP_PROBLEM_SIZE (SP_PROBLEM_MAX_NAME + 1)
void sp_problem_fold(char folded[SP_PROBLEM_SIZE], const char *name);

/** Those of a catalogue, none yet; @a extends may be NULL. */
sp_problems_t *sp_problems_create(apr_pool_t *pool,
                                  const sp_problems_t *extends);

/** Add one, unless the catalogue itself has it. */
void sp_problems_add(sp_problems_t *problems, const sp_entry_t *entry);

/** How many there are along the chain. */
int sp_problems_count(const sp_problems_t *problems);

/** The catalogue's own by its folded name; or NULL. */
const sp_problem_t *sp_problems_own(const sp_problems_t *problems,
                                    const char *folded);

/** By its exact name, along the chain; or NULL. */
const sp_problem_t *sp_problems_find(const sp_problems_t *problems,
                                     const char *name);

/** By its number, as the catalogue knows it that gave it; or NULL. */
const sp_problem_t *sp_problems_at(const sp_problems_t *problems, int number);

#endif /* SP_CATALOG_PROBLEMS_H */
