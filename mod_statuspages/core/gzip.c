/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Writing a prepared plan as gzip, which is on the hot path of an error
 * response; see gzip.h. Nothing is allocated, and nothing is searched. */
#include "gzip.h"

#include "gzip_pieces.h"

typedef unsigned char byte_t;

typedef struct writer_t {
    const sp_gzip_t *gzip;
    const z_crc_t *table;
    sp_gzip_bits_t bits;
    apr_uint32_t crc;                /* of the plain page so far */
    apr_size_t at;                   /* its length */
    apr_size_t begin[SP_GZIP_SLOTS]; /* of literals that are linked to */
} writer_t;

/* A fact of this length isn't measured, but taken to be all of bytes that
 * grow: escaping makes at most 6 bytes of one. */
#define SHORT 128
#define GROWTH 6

apr_size_t sp_gzip_memory(const sp_gzip_t *gzip)
{
    return gzip ? gzip->size : 0;
}

int sp_gzip_pays(const sp_plan_t *plan, const sp_facts_t *facts,
                 apr_size_t least)
{
    return plan->gzip != NULL &&
           (plan->gzip->always >= least || sp_plan_size(plan, facts) >= least);
}

/* The bytes that a hole has at most. */
static apr_size_t live_bytes(sp_escape_t escape, const char *fact,
                             apr_size_t len)
{
    return len <= SHORT ? len * GROWTH : sp_escape_size(escape, fact, len);
}

/* The bytes that a text takes in code, at most. */
static apr_size_t coded_bytes(apr_size_t len)
{
    return len + len / 2 + 1;
}

apr_size_t sp_gzip_bound(const sp_plan_t *plan, const sp_facts_t *facts)
{
    apr_size_t bound = plan->gzip->bound;
    int i = 0;

    while (i < plan->count) {
        const sp_step_t *step = &plan->steps[i++];
        const char *fact;

        if (step->kind == SP_STEP_LITERAL) {
            continue;
        }
        fact = facts->value[step->fact];
        if (step->kind == SP_STEP_HOLE) {
            if (fact != NULL) {
                bound += coded_bytes(
                    live_bytes(step->escape, fact, strlen(fact)));
            }
        }
        else if ((fact != NULL && *fact != '\0') ==
                 (step->kind == SP_STEP_IF)) {
            i = step->target;
        }
    }
    return bound;
}

/* The code of one byte, not let go of yet: four of them fit. */
static void put_byte(sp_gzip_bits_t *bits, sp_gzip_code_t code)
{
    bits->waiting |= (apr_uint64_t)SP_GZIP_CODE_BITS(code) << bits->count;
    bits->count += SP_GZIP_CODE_COUNT(code);
}

static apr_uint32_t crc_byte(const z_crc_t *table, apr_uint32_t crc, byte_t c)
{
    return crc >> 8 ^ table[(crc ^ c) & 0xFF];
}

/* Write bytes that were not known ahead. Returns the CRC with them. */
static apr_uint32_t put_bytes(writer_t *w, const byte_t *p, apr_size_t len)
{
    const sp_gzip_code_t *codes = w->gzip->byte;
    const z_crc_t *table = w->table;
    sp_gzip_bits_t bits = w->bits;
    apr_uint32_t crc = ~w->crc;

    for (; len >= 4; len -= 4, p += 4) {
        put_byte(&bits, codes[p[0]]);
        put_byte(&bits, codes[p[1]]);
        put_byte(&bits, codes[p[2]]);
        put_byte(&bits, codes[p[3]]);
        sp_gzip_bits_flush(&bits);
        crc = crc_byte(table, crc, p[0]);
        crc = crc_byte(table, crc, p[1]);
        crc = crc_byte(table, crc, p[2]);
        crc = crc_byte(table, crc, p[3]);
    }
    for (; len > 0; len--, p++) {
        put_byte(&bits, codes[*p]);
        crc = crc_byte(table, crc, *p);
    }
    sp_gzip_bits_flush(&bits);
    w->bits = bits;
    return ~crc;
}

/* The fact's text stands where its code comes to stand, half of its length
 * further: a code is at most one and a half times as long as what it codes,
 * so it can't catch up with what is still to be read. */
static void put_hole(writer_t *w, sp_escape_t escape, const char *fact)
{
    apr_size_t len = strlen(fact);
    apr_size_t ahead = live_bytes(escape, fact, len) / 2 + 8;
    char *text = (char *)w->bits.out + ahead;

    len = (apr_size_t)(sp_escape_write(escape, text, fact, len) - text);
    w->crc = put_bytes(w, (const byte_t *)text, len);
    w->at += len;
}

/* The distance to another literal differs in each response; where it is too
 * far, the bytes themselves are written. */
static void put_link(writer_t *w, const sp_gzip_link_t *link, const char *text)
{
    apr_size_t back = w->at + link->at - w->begin[link->slot] - link->from;
    sp_gzip_symbol_t s;
    sp_gzip_code_t code;
    apr_uint64_t bits;
    unsigned int count = link->count;

    if (back > SP_GZIP_WINDOW) {
        put_bytes(w, (const byte_t *)text + link->at, link->len);
        return;
    }
    s = sp_gzip_distance((unsigned int)back);
    code = w->gzip->distance[s.symbol];
    bits = link->code | (apr_uint64_t)SP_GZIP_CODE_BITS(code) << count;
    count += SP_GZIP_CODE_COUNT(code);
    bits |= (apr_uint64_t)s.extra << count;
    sp_gzip_bits_put(&w->bits, bits, count + s.count);
}

/* Go past a literal that is written. */
static void pass_literal(writer_t *w, const sp_step_t *step,
                         const sp_gzip_piece_t *piece)
{
    if (piece->slot != SP_GZIP_NO_SLOT) {
        w->begin[piece->slot] = w->at;
    }
    w->at += step->len;
}

static void put_literal(writer_t *w, const sp_step_t *step)
{
    const sp_gzip_piece_t *piece = &w->gzip->pieces[step->target];
    const sp_gzip_link_t *link = sp_gzip_at(w->gzip, piece->link);
    const byte_t *run = sp_gzip_at(w->gzip, piece->bits);
    int i;

    for (i = 0; i < piece->links; i++, link++) {
        run = sp_gzip_bits_copy(&w->bits, run, link->before);
        put_link(w, link, step->text);
    }
    sp_gzip_bits_copy(&w->bits, run, piece->rest);
    pass_literal(w, step, piece);
    if (piece->shift != SP_GZIP_NO_SHIFT) {
        w->crc = sp_gzip_crc_join(sp_gzip_at(w->gzip, piece->shift), w->table,
                                  w->crc, piece->crc);
    }
    else {
        w->crc = (apr_uint32_t)crc32_z(w->crc, (const byte_t *)step->text,
                                       step->len);
    }
}

/* What every response begins with. Returns the number of steps in it. */
static int begin(writer_t *w, const sp_plan_t *plan, byte_t *out)
{
    const sp_gzip_t *gzip = plan->gzip;
    const byte_t *in = sp_gzip_at(gzip, gzip->prologue);
    apr_uint32_t len = gzip->prologue_len / 8;

    w->gzip = gzip;
    w->table = get_crc_table();
    w->crc = 0;
    w->at = 0;
    memcpy(out, in, len);
    w->bits.out = out + len;
    w->bits.count = gzip->prologue_len % 8;
    w->bits.waiting = in[len] & ((1U << w->bits.count) - 1);
    if (plan->count == 0 || plan->steps[0].kind != SP_STEP_LITERAL) {
        return 0;
    }
    w->crc = gzip->pieces[0].crc;
    pass_literal(w, &plan->steps[0], &gzip->pieces[0]);
    return 1;
}

static char *finish(writer_t *w)
{
    sp_gzip_code_t code = w->gzip->end;

    sp_gzip_bits_put(&w->bits, SP_GZIP_CODE_BITS(code),
                     SP_GZIP_CODE_COUNT(code));
    w->bits.out += w->bits.count > 0;
    sp_gzip_bits_store(w->bits.out,
                       w->crc | (apr_uint64_t)(w->at & 0xFFFFFFFF) << 32);
    return (char *)w->bits.out + SP_GZIP_TRAILER;
}

char *sp_gzip_write(const sp_plan_t *plan, const sp_facts_t *facts, char *out)
{
    writer_t w;
    int i = begin(&w, plan, (byte_t *)out);

    while (i < plan->count) {
        const sp_step_t *step = &plan->steps[i++];
        const char *fact;

        if (step->kind == SP_STEP_LITERAL) {
            put_literal(&w, step);
            continue;
        }
        fact = facts->value[step->fact];
        if (step->kind == SP_STEP_HOLE) {
            if (fact != NULL) {
                put_hole(&w, step->escape, fact);
            }
        }
        else if ((fact != NULL && *fact != '\0') ==
                 (step->kind == SP_STEP_IF)) {
            i = step->target;
        }
    }
    return finish(&w);
}
