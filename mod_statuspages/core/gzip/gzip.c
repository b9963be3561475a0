/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Preparing a plan, and writing one as gzip; see gzip.h. zlib ends a piece by a
 * sync flush: an empty stored block, of which the last four bytes are its
 * length (RFC 1951, 3.2.4). Those are left out, and what is not compressed
 * follows with its own length in their place: a "run" of live facts and of
 * literals too short to compress. */
#define ZLIB_CONST /* its input is const then */
#include "gzip/gzip.h"

#include <apr_strings.h>
#include <zlib.h>

/* Deflate, no name, no time, compressed as well as can be, by an unknown
 * system (RFC 1952). */
static const char header[] = {0x1F, (char)0x8B, 8, 0, 0, 0, 0, 0, 2, (char)255};

/* An empty last block with fixed codes, two bytes; then CRC and length. */
#define LAST_BLOCK 3
#define TAIL (2 + 4 + 4)

/* A stored block: the most bytes, its length, and that with what is before. */
#define STORED_MAX 65535
#define LENGTH 4
#define STORED_HEAD (1 + LENGTH)

/* What a flush may add to what deflateBound() says. */
#define FLUSH_ROOM 16
#define ALIGNMENT 8 /* of a block's size */

/* A text of so few bytes gains next to nothing, and most texts between two
 * facts are as short. */
#define SHORT 64

/* zlib clears its tables for each literal: 16 KB, where the most that it can
 * have is 128 KB. Enough for 4096 symbols in a block; a literal has fewer. */
#define MEM_LEVEL 6

/* In place of a length: the literal is in the piece of the one before it. */
#define JOINED 0xFFFFFFFF

/* A literal, compressed with those that always follow it. */
typedef struct piece_t {
    apr_uint32_t at;   /* where its bytes begin */
    apr_uint32_t len;  /* of them; 0: it is shorter as it is; or JOINED */
    apr_uint32_t text; /* the bytes that it was */
    apr_uint32_t crc;  /* of those */
    apr_uint32_t op;   /* what crc32_combine_op() wants for that length */
} piece_t;

struct sp_gzip_t {
    apr_size_t size;  /* of the block */
    int count;        /* of the pieces */
    apr_size_t most;  /* bytes of a member, its holes aside */
    piece_t pieces[]; /* one a literal; then their bytes */
};

#define BYTES(gzip) ((const char *)&(gzip)->pieces[(gzip)->count])

/* The block while it is made. */
typedef struct maker_t {
    sp_gzip_t *gzip;
    z_stream z;
    char *bytes; /* behind the pieces, with room for all and one text more */
    apr_size_t len;
    apr_size_t room; /* of one text */
} maker_t;

/* One response while it is written. */
typedef struct writer_t {
    const sp_gzip_t *gzip;
    char *run; /* where the length of the open run goes, before its bytes */
    char *out;
    uLong crc; /* of the page up to the open run */
    apr_size_t plain;
} writer_t;

/* zlib can do ahead the part of it that depends on the length. */
static uLong combine(uLong crc, const piece_t *piece)
{
#if ZLIB_VERNUM >= 0x12c0
    return crc32_combine_op(crc, piece->crc, piece->op);
#else
    return crc32_combine(crc, piece->crc, (z_off_t)piece->text);
#endif
}

/* Let zlib refer to the literals that a response always has right before step
 * @a i: to none where a hole is there, or a jump leads to between. */
static void refer(maker_t *m, const sp_plan_t *plan, int i)
{
    const sp_step_t *steps = plan->steps;
    int before = i - 1;
    int first, k;

    while (before > 0 && steps[before].kind >= SP_STEP_UNLESS) {
        before--;
    }
    for (k = 0; k < before; k++) {
        if (steps[k].kind >= SP_STEP_UNLESS && steps[k].target > before &&
            steps[k].target <= i) {
            return;
        }
    }
    for (first = before; first >= 0 && steps[first].kind == SP_STEP_LITERAL &&
                         sp_plan_run_end(plan, first) > before;
         first--) {
    }
    while (++first <= before && i > 0) {
        deflateSetDictionary(&m->z, (const Bytef *)steps[first].text,
                             (uInt)steps[first].len);
    }
}

/* What zlib makes of the literals up to @a end, up to the length of the empty
 * block at its end; 0 where they themselves are shorter. */
static apr_uint32_t compress_run(maker_t *m, const sp_plan_t *plan, int i,
                                 int end, piece_t *piece)
{
    apr_size_t len;

    deflateReset(&m->z);
    refer(m, plan, i);
    m->z.next_out = (Bytef *)m->bytes + m->len;
    m->z.avail_out = (uInt)m->room;
    for (; i < end; i++) {
        const sp_step_t *step = &plan->steps[i];

        piece->crc = (apr_uint32_t)crc32_z(
            piece->crc, (const Bytef *)step->text, step->len);
        m->z.next_in = (const Bytef *)step->text;
        m->z.avail_in = (uInt)step->len;
        if (deflate(&m->z, i + 1 < end ? Z_NO_FLUSH : Z_SYNC_FLUSH) != Z_OK) {
            return 0;
        }
    }
    len = m->room - m->z.avail_out;
    return m->z.avail_out > 0 && len < piece->text
               ? (apr_uint32_t)(len - LENGTH)
               : 0;
}

/* Put the literals from step @a i up to @a end behind the bytes that are there.
 */
static void add_run(maker_t *m, const sp_plan_t *plan, int i, int end)
{
    piece_t *piece = &m->gzip->pieces[plan->steps[i].target];
    int k;

    for (k = i; k < end; k++) {
        piece->text += (apr_uint32_t)plan->steps[k].len;
    }
    piece->at = (apr_uint32_t)m->len;
    piece->len = piece->text < SHORT ? 0 : compress_run(m, plan, i, end, piece);
    m->gzip->most += piece->len > 0 ? piece->len + LENGTH : piece->text;
    if (piece->len == 0) {
        return;
    }
#if ZLIB_VERNUM >= 0x12c0
    piece->op = (apr_uint32_t)crc32_combine_gen((z_off_t)piece->text);
#endif
    m->len += piece->len;
    for (k = i + 1; k < end; k++) {
        m->gzip->pieces[plan->steps[k].target].len = JOINED;
    }
}

int sp_gzip_suits(const sp_plan_t *plan, apr_size_t least)
{
    return sp_plan_usual_size(plan) >= least &&
           plan->literals <= SP_GZIP_TEXT_MAX;
}

const sp_gzip_t *sp_gzip_prepare(const sp_plan_t *plan, apr_size_t least,
                                 apr_pool_t *pool)
{
    maker_t m = {0};
    apr_pool_t *scratch;
    apr_size_t head;
    int i, end;

    if (!sp_gzip_suits(plan, least) ||
        deflateInit2(&m.z, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS,
                     MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) {
        return NULL;
    }
    apr_pool_create(&scratch, pool);
    head = sizeof(*m.gzip) + (apr_size_t)plan->literal_count * sizeof(piece_t);
    m.room = deflateBound(&m.z, plan->literals) + FLUSH_ROOM;
    m.gzip = apr_pcalloc(scratch, head + plan->literals + m.room + ALIGNMENT);
    m.gzip->count = plan->literal_count;
    m.bytes = (char *)m.gzip + head;
    for (i = 0; i < plan->count; i = end) {
        end = i + 1;
        if (plan->steps[i].kind == SP_STEP_LITERAL) {
            end = sp_plan_run_end(plan, i);
            add_run(&m, plan, i, end);
        }
    }
    deflateEnd(&m.z);
    m.gzip->size = (head + m.len + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    m.gzip = apr_pmemdup(pool, m.gzip, m.gzip->size);
    apr_pool_destroy(scratch);
    return m.gzip;
}

apr_size_t sp_gzip_memory(const sp_gzip_t *gzip)
{
    return gzip ? gzip->size : 0;
}

static void put_number(char *out, unsigned long number, int bytes)
{
    while (bytes-- > 0) {
        *out++ = (char)(number & 0xFF);
        number >>= 8;
    }
}

/* The length of a stored block, and its complement. */
static void put_length(char *out, apr_size_t len)
{
    put_number(out, len, 2);
    put_number(out + 2, ~len, 2);
}

/* Where a run is longer than one block can be, the bytes of the others make
 * room for their heads, the last ones first. */
static void close_run(writer_t *w)
{
    char *bytes = w->run + LENGTH;
    apr_size_t end = (apr_size_t)(w->out - bytes);
    apr_size_t i = end > 0 ? (end - 1) / STORED_MAX : 0;

    w->crc = crc32_z(w->crc, (const Bytef *)bytes, end);
    w->plain += end;
    w->out += i * STORED_HEAD;
    for (; i > 0; i--) {
        apr_size_t begin = i * STORED_MAX;
        char *to = bytes + begin + i * STORED_HEAD;

        memmove(to, bytes + begin, end - begin);
        to[-STORED_HEAD] = 0;
        put_length(to - LENGTH, end - begin);
        end = begin;
    }
    put_length(w->run, end);
}

static void write_literal(writer_t *w, const sp_step_t *step)
{
    const piece_t *piece = &w->gzip->pieces[step->target];

    if (piece->len == JOINED) {
        return;
    }
    if (piece->len == 0) {
        w->out = (char *)memcpy(w->out, step->text, step->len) + step->len;
        return;
    }
    if (w->plain == 0 && w->out == w->run + LENGTH) {
        w->out = w->run - 1; /* the page begins: no block is before it */
    }
    else {
        close_run(w);
    }
    memcpy(w->out, BYTES(w->gzip) + piece->at, piece->len);
    w->out += piece->len;
    w->crc = combine(w->crc, piece);
    w->plain += piece->text;
    w->run = w->out;
    w->out += LENGTH;
}

/* The whole member, to its end; NULL where the holes might take more than
 * @a room bytes. */
static char *write_member(const sp_gzip_t *gzip, const sp_plan_t *plan,
                          const sp_facts_t *facts, apr_size_t room, char *out)
{
    char *run = out + sizeof(header) + 1;
    writer_t w = {gzip, run, run + LENGTH, 0, 0};
    sp_plan_walk_t walk = sp_plan_walk(plan, facts);
    const sp_step_t *step;

    memcpy(out, header, sizeof(header));
    run[-1] = 0; /* a stored block begins */
    while ((step = sp_plan_next(&walk)) != NULL) {
        if (step->kind == SP_STEP_LITERAL) {
            write_literal(&w, step);
            continue;
        }
        if (SP_ESCAPE_MOST * walk.len > room) {
            return NULL;
        }
        room -= SP_ESCAPE_MOST * walk.len;
        w.out = sp_escape_write(step->escape, w.out, walk.fact, walk.len);
    }
    close_run(&w);
    put_number(w.out, LAST_BLOCK, 2);
    put_number(w.out + 2, w.crc, 4);
    put_number(w.out + 6, w.plain, 4);
    return w.out + TAIL;
}

/* The bytes of a member of which the holes take so many, at most. */
static apr_size_t bound(const sp_gzip_t *gzip, apr_size_t holes)
{
    apr_size_t most = gzip->most + holes;

    return sizeof(header) + most + (most / STORED_MAX + 1) * STORED_HEAD + TAIL;
}

const char *sp_gzip_fill(const sp_gzip_t *gzip, const sp_plan_t *plan,
                         const sp_facts_t *facts, apr_size_t *len,
                         apr_pool_t *pool)
{
    char *out = apr_palloc(pool, bound(gzip, SP_PLAN_USUAL));
    char *end = write_member(gzip, plan, facts, SP_PLAN_USUAL, out);

    if (end == NULL) {
        out = apr_palloc(pool, bound(gzip, sp_plan_size(plan, facts)));
        end = write_member(gzip, plan, facts, APR_SIZE_MAX, out);
    }
    *len = (apr_size_t)(end - out);
    return out;
}
