/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Finds what repeats in a plan's literals. A match within one literal is at a
 * distance that never changes. One that refers back to another literal (a
 * link) is at a distance that is known only when the holes between them are
 * filled; such a match is made only to literals that are there on every way
 * that leads to its own. */
#ifndef SP_GZIP_MATCH_H
#define SP_GZIP_MATCH_H

#include "gzip/gzip_pieces.h"

/** The literals of a plan, end to end. */
typedef struct sp_gzip_literal_t {
    int step;           /* its index in the plan */
    int until;          /* on the way to this and later steps it may lack */
    apr_uint32_t begin; /* in the text */
    apr_uint32_t end;
    int slot; /* as in sp_gzip_piece_t */
} sp_gzip_literal_t;

/** A byte (len 1), or a match; none goes on beyond its literal. */
typedef struct sp_gzip_token_t {
    apr_uint32_t from; /* where the same bytes stand in the text */
    apr_uint16_t len;
    apr_int16_t literal; /* that they stand in */
} sp_gzip_token_t;

typedef struct sp_gzip_text_t {
    const unsigned char *bytes;
    apr_uint32_t len;
    sp_gzip_literal_t *literals;
    int count;
    sp_gzip_token_t *tokens; /* in order; they cover the whole text */
    int token_count;
} sp_gzip_text_t;

/** Whether every response begins with the first literal. */
static inline int sp_gzip_leads(const sp_gzip_text_t *text)
{
    return text->count > 0 && text->literals[0].step == 0;
}

/** The text of @a plan with its matches, in @a pool; time is bounded. The
 *  plan keeps the bounds of gzip.h. */
void sp_gzip_match(sp_gzip_text_t *text, const sp_plan_t *plan,
                   apr_pool_t *pool);

#endif /* SP_GZIP_MATCH_H */
