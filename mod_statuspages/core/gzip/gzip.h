/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pages as gzip members without a compressor at request time. When a page is
 * kept, zlib compresses each of its plan's literals, alone; a response is those
 * pieces, joined, with the live facts between them as stored blocks. What comes
 * out inflates to the bytes of sp_plan_write(). Knows plans and bytes; refuses
 * to know pages, requests and who wants gzip. */
#ifndef SP_GZIP_H
#define SP_GZIP_H

#include "plan/plan.h"

/** A plan whose literals are longer in all is not prepared. */
#define SP_GZIP_TEXT_MAX (256 * 1024)

/** What is prepared of a plan: one block of memory without pointers, so that
 *  a copy of its bytes is as good. */
typedef struct sp_gzip_t sp_gzip_t;

/** Whether a plan is one to prepare: its pages often have @a least bytes, and
 *  it is within the bound above. */
int sp_gzip_suits(const sp_plan_t *plan, apr_size_t least);

/** Prepare @a plan, in @a pool. NULL where it does not suit, or where zlib
 *  finds no memory. */
const sp_gzip_t *sp_gzip_prepare(const sp_plan_t *plan, apr_size_t least,
                                 apr_pool_t *pool);

/** The bytes of the block; 0 for NULL. */
apr_size_t sp_gzip_memory(const sp_gzip_t *gzip);

/** The member for these facts, in @a pool; @a plan is the one that was
 *  prepared. */
const char *sp_gzip_fill(const sp_gzip_t *gzip, const sp_plan_t *plan,
                         const sp_facts_t *facts, apr_size_t *len,
                         apr_pool_t *pool);

#endif /* SP_GZIP_H */
