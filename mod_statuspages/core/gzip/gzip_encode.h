/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* From a plan's text, matches found, to its bits: chooses the codes and writes
 * what can be written ahead. Refuses to know where all that will lie. */
#ifndef SP_GZIP_ENCODE_H
#define SP_GZIP_ENCODE_H

#include "gzip/gzip_match.h"

/** The bits of a plan. What pieces tell of places counts from the first run
 *  and the first link, and they lack a shift. */
typedef struct sp_gzip_coded_t {
    sp_gzip_codes_t codes;
    sp_gzip_piece_t *pieces; /* one for each literal */
    sp_gzip_link_t *links;
    apr_uint32_t link_count;
    unsigned char *bits;
    apr_uint32_t size;     /* of bits, in bytes */
    apr_uint32_t lead_len; /* bits; those are the first */
    apr_uint64_t most;     /* bits that all of it can take in a response, a link
                              that is out of reach included */
} sp_gzip_coded_t;

/** The first literal is a part of the lead where every response begins with
 *  it. All is in @a pool. */
void sp_gzip_encode(sp_gzip_coded_t *coded, const sp_gzip_text_t *text,
                    apr_pool_t *pool);

#endif /* SP_GZIP_ENCODE_H */
