/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where in a style sheet a character stands, as far as it matters: strings,
 * comments, and what would be loaded. Private to the room. */
#ifndef SP_CONTEXT_CSS_H
#define SP_CONTEXT_CSS_H

#include "safety/parts.h"

typedef struct sp_css_t {
    char state;
    char quote;    /* that ends the string or the address, or 0 */
    char seen;     /* of what is being waited for */
    char escaped;  /* the character before was a back slash */
    char back;     /* how far before this place the refused word begins */
    char len;      /* of the tail */
    char tail[12]; /* the last characters, in lower case */
} sp_css_t;

void sp_css_begin(sp_css_t *css);

/** One more character of the template. NULL, or why it can't stand there. */
const sp_refusal_t *sp_css_text(sp_css_t *css, char ch);

/** A value. NULL, or why it can't stand there. */
const sp_refusal_t *sp_css_value(sp_css_t *css, sp_kind_t kind);

/** Words that lie in several pieces of a template are not put together. */
void sp_css_cut(sp_css_t *css);

/** Whether both stand at the same kind of place. */
int sp_css_equal(const sp_css_t *a, const sp_css_t *b);

#endif /* SP_CONTEXT_CSS_H */
