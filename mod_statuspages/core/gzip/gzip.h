/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pages as gzip members without a compressor at request time. When a plan is
 * kept it is prepared: one Huffman code is made for all of it, and each
 * literal becomes a string of bits in that code. A response is those strings,
 * joined, with the live facts between them written in the same code, byte by
 * byte. What comes out inflates to the bytes of sp_plan_write(). Knows plans
 * and bytes; refuses to know pages, requests and who wants gzip. */
#ifndef SP_GZIP_H
#define SP_GZIP_H

#include "plan/plan.h"

/** Plans whose literals are longer, or more, are not prepared. */
#define SP_GZIP_TEXT_MAX (256 * 1024)
#define SP_GZIP_LITERALS_MAX 1024

/**
 * A plan that does what @a plan does and can be written as gzip, in @a pool;
 * its steps are those of @a plan. @a plan itself where that can't pay: its
 * pages would seldom have @a least bytes, or it is past the bounds above.
 */
const sp_plan_t *sp_gzip_prepare(const sp_plan_t *plan, apr_size_t least,
                                 apr_pool_t *pool);

/** The bytes that the preparation takes; 0 where there is none. */
apr_size_t sp_gzip_memory(const sp_gzip_t *gzip);

/** Whether the page has at least @a least bytes before it is compressed;
 *  cheaper than sp_plan_size() where the literals tell. */
int sp_gzip_pays(const sp_plan_t *plan, const sp_facts_t *facts,
                 apr_size_t least);

/* The plan is a prepared one in all that follows. */

/** The bytes that every response of the plan begins with, which live as long
 *  as the plan. */
const char *sp_gzip_lead(const sp_plan_t *plan, apr_size_t *len);

/** What follows the lead for these facts, in @a pool. */
const char *sp_gzip_rest(const sp_plan_t *plan, const sp_facts_t *facts,
                         apr_size_t *len, apr_pool_t *pool);

/** The room that sp_gzip_write() needs: more than it fills. */
apr_size_t sp_gzip_bound(const sp_plan_t *plan, const sp_facts_t *facts);

/** Write lead and rest to @a out, which has room for sp_gzip_bound() bytes.
 *  Returns their end. */
char *sp_gzip_write(const sp_plan_t *plan, const sp_facts_t *facts, char *out);

#endif /* SP_GZIP_H */
