/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The names that a template may use: one table, beside the labels of the
 * standard catalogue and the variables that a theme declares. */
#ifndef SP_VOCABULARY_H
#define SP_VOCABULARY_H

#include "template.h"

/** What is not in the table: labels and a theme's own variables. */
typedef struct sp_names_t {
    const char *const *labels;
    int label_count;
    /** Whether {{vars.NAME}} is declared; may be NULL. */
    int (*declares)(void *baton, const char *name);
    void *baton;
    int reader; /* the reference's or the gallery's template */
} sp_names_t;

/** The vocabulary of a theme; keeps @a names as a pointer. */
sp_vocabulary_t sp_vocabulary(const sp_names_t *names);

#endif /* SP_VOCABULARY_H */
