/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A prepared plan as it lies in memory: one block without pointers, so that a
 * copy of its bytes is a copy of it. Between gzip_prepare.c, which makes it,
 * and gzip.c, which writes responses with it. */
#ifndef SP_GZIP_PIECES_H
#define SP_GZIP_PIECES_H

#include "gzip/gzip_code.h"
#include "gzip/gzip_crc.h"
#include "plan/plan.h"

#define SP_GZIP_HEADER 10
#define SP_GZIP_TRAILER 8

/* Only so many literals can be linked to: where each begins in a response is
 * noted while it is written. */
#define SP_GZIP_SLOTS 16
#define SP_GZIP_NO_SLOT SP_GZIP_SLOTS

/** A match that refers back to another literal. */
typedef struct sp_gzip_link_t {
    apr_uint32_t before; /* bits from the link before to this one */
    apr_uint32_t at;     /* where in its literal it stands */
    apr_uint32_t from;   /* where in the other */
    apr_uint32_t code;   /* of its length, with extra bits */
    apr_uint16_t len;
    unsigned char count; /* bits of code */
    unsigned char slot;  /* of the other literal */
} sp_gzip_link_t;

/** A literal. */
typedef struct sp_gzip_piece_t {
    apr_uint32_t bits; /* where in the block; each run begins a byte */
    apr_uint32_t rest; /* bits behind the last link */
    apr_uint32_t crc;
    apr_uint32_t shift; /* where in the block; not of one that leads */
    apr_uint32_t link;  /* where in the block */
    apr_uint16_t links;
    apr_uint16_t slot; /* or SP_GZIP_NO_SLOT: nothing links to it */
} sp_gzip_piece_t;

/* Behind it: pieces by the number of their literal, shifts, links, bits, and
 * eight bytes that may be read. */
struct sp_gzip_t {
    apr_uint32_t size;     /* of all of it, a multiple of 8 */
    apr_uint32_t bound;    /* bytes behind the lead, but for holes */
    apr_uint32_t always;   /* bytes of the literals on every way */
    apr_uint32_t lead;     /* where the bits are that come first: the member's
                              header, the block's, and the first step where
                              that is a literal */
    apr_uint32_t lead_len; /* how many */
    int escape;            /* of the holes, as a rule */
    sp_gzip_code_t byte[256]; /* marked where that escape changes it, or
                                 would among others */
    sp_gzip_code_t distance[SP_GZIP_DISTANCES];
    sp_gzip_code_t end;
    sp_gzip_piece_t pieces[];
};

/** What lies somewhere in the block. */
static inline const void *sp_gzip_at(const sp_gzip_t *gzip, apr_uint32_t at)
{
    return (const unsigned char *)gzip + at;
}

#endif /* SP_GZIP_PIECES_H */
