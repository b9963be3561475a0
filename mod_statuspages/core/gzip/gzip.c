/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Writing a prepared plan as gzip, which is on the hot path of an error
 * response; see gzip.h. Nothing is searched, and nothing but the response is
 * allocated. */
#include "gzip/gzip.h"

#include "gzip/gzip_pieces.h"

typedef unsigned char byte_t;

/* Known by value alone to what is not a part of write_rest(), so that it can
 * live in registers. */
typedef struct writer_t {
    sp_gzip_bits_t bits;
    apr_uint32_t crc; /* of the plain page so far, inverted as in its making */
    apr_size_t at;    /* its length */
} writer_t;

/* Of one response: what is prepared, and where literals that are linked to
 * have come to stand. */
typedef struct page_t {
    const sp_gzip_t *gzip;
    const z_crc_t *table;
    apr_size_t begin[SP_GZIP_SLOTS];
} page_t;

/* A fact that is not longer isn't measured, but taken to be all of bytes that
 * escaping makes the most of. */
#define SHORT 128

/* The room for holes that is asked for unseen. */
#define USUAL 4096

apr_size_t sp_gzip_memory(const sp_gzip_t *gzip)
{
    return gzip ? gzip->size : 0;
}

int sp_gzip_pays(const sp_plan_t *plan, const sp_facts_t *facts,
                 apr_size_t least)
{
    if (plan->gzip == NULL) {
        return 0;
    }
    return plan->gzip->always >= least || sp_plan_size(plan, facts) >= least;
}

const char *sp_gzip_lead(const sp_plan_t *plan, apr_size_t *len)
{
    *len = plan->gzip->lead_len / 8;
    return sp_gzip_at(plan->gzip, plan->gzip->lead);
}

/* The bytes that a fact has at most when it is escaped. */
SP_GZIP_INLINE apr_size_t live_bytes(sp_escape_t escape, const char *fact,
                                     apr_size_t len)
{
    return len <= SHORT ? len * SP_ESCAPE_MOST
                        : sp_escape_size(escape, fact, len);
}

/* The bytes that so many take in code, at most. */
SP_GZIP_INLINE apr_size_t coded_bytes(apr_size_t len)
{
    return len + len / 2 + 1;
}

/* The bytes that the holes take, at most. */
static apr_size_t holes_bound(const sp_plan_t *plan, const sp_facts_t *facts)
{
    const sp_step_t *step = plan->steps;
    const sp_step_t *end = step + plan->count;
    apr_size_t bound = 0;

    while (step < end) {
        const sp_step_t *now = step++;
        const char *fact;

        if (now->kind == SP_STEP_LITERAL) {
            continue;
        }
        fact = facts->value[now->fact];
        if (now->kind == SP_STEP_HOLE) {
            if (fact != NULL) {
                bound +=
                    coded_bytes(live_bytes(now->escape, fact, strlen(fact)));
            }
        }
        else if ((fact != NULL && *fact != '\0') == (now->kind == SP_STEP_IF)) {
            step = plan->steps + now->target;
        }
    }
    return bound;
}

/* The code of one byte, not let go of yet: four of them fit. What else is in
 * the code than the number of its bits is added to the count, too, but stands
 * above the six bits that are looked at until settle(). */
SP_GZIP_INLINE void put_code(sp_gzip_bits_t *bits, sp_gzip_code_t code)
{
    bits->waiting |= (apr_uint64_t)SP_GZIP_CODE_BITS(code)
                     << (bits->count & 63);
    bits->count += code;
}

SP_GZIP_INLINE void settle(sp_gzip_bits_t *bits)
{
    bits->count &= 63;
    sp_gzip_bits_flush(bits);
}

SP_GZIP_INLINE apr_uint32_t crc_byte(const z_crc_t *table, apr_uint32_t crc,
                                     byte_t c)
{
    return crc >> 8 ^ table[(crc ^ c) & 0xFF];
}

/* Write bytes that were not known ahead. With marks, until one is marked:
 * returns 0 where that has happened. */
SP_GZIP_INLINE int put_bytes(writer_t *w, const page_t *page, const byte_t *p,
                             apr_size_t len, int marks)
{
    const sp_gzip_code_t *codes = page->gzip->byte;
    const sp_gzip_code_t keep = marks ? ~0U : ~SP_GZIP_CODE_MARK;
    const z_crc_t *table = page->table;
    const byte_t *end = p + len;

    for (; end - p >= 4; p += 4) {
        sp_gzip_code_t a = codes[p[0]], b = codes[p[1]];
        sp_gzip_code_t c = codes[p[2]], d = codes[p[3]];

        if (marks && (a | b | c | d) >= SP_GZIP_CODE_MARK) {
            return 0;
        }
        w->crc = crc_byte(table, w->crc, p[0]);
        w->crc = crc_byte(table, w->crc, p[1]);
        w->crc = crc_byte(table, w->crc, p[2]);
        w->crc = crc_byte(table, w->crc, p[3]);
        put_code(&w->bits, a & keep);
        put_code(&w->bits, b & keep);
        put_code(&w->bits, c & keep);
        put_code(&w->bits, d & keep);
        settle(&w->bits);
    }
    for (; p < end; p++) {
        sp_gzip_code_t code = codes[*p];

        if (marks && code >= SP_GZIP_CODE_MARK) {
            return 0;
        }
        w->crc = crc_byte(table, w->crc, *p);
        put_code(&w->bits, code & keep);
    }
    settle(&w->bits);
    return 1;
}

/* The same without marks. */
static writer_t put_any_bytes(writer_t w, const page_t *page, const char *text,
                              apr_size_t len)
{
    put_bytes(&w, page, (const byte_t *)text, len, 0);
    w.at += len;
    return w;
}

/* The fact's text stands where its code comes to stand, half of its length
 * further: a code is at most one and a half times as long as what it codes,
 * so it can't catch up with what is still to be read. */
static writer_t put_escaped(writer_t w, const page_t *page, sp_escape_t escape,
                            const char *fact, apr_size_t most)
{
    char *text = (char *)w.bits.out + most / 2 + 8;
    char *end = sp_escape_write(escape, text, fact, strlen(fact));

    return put_any_bytes(w, page, text, (apr_size_t)(end - text));
}

/* As a rule a fact has nothing to escape. What was written of one that has is
 * written over. Returns the room that the hole may have taken. */
SP_GZIP_INLINE apr_size_t put_hole(writer_t *w, const page_t *page,
                                   const sp_step_t *step, const char *fact,
                                   apr_size_t room)
{
    const writer_t before = *w;
    apr_size_t len = strlen(fact);
    apr_size_t most = live_bytes(step->escape, fact, len);

    if (coded_bytes(most) > room) {
        return coded_bytes(most);
    }
    w->at += len;
    if ((int)step->escape != page->gzip->escape ||
        !put_bytes(w, page, (const byte_t *)fact, len, 1)) {
        *w = put_escaped(before, page, step->escape, fact, most);
    }
    return coded_bytes(most);
}

/* The distance to another literal differs in each response; where it is too
 * far, the bytes themselves are written. */
SP_GZIP_INLINE void put_link(writer_t *w, const page_t *page,
                             const sp_gzip_link_t *link, const char *text)
{
    apr_size_t back = w->at + link->at - page->begin[link->slot] - link->from;
    unsigned int count = link->count;
    sp_gzip_symbol_t s;
    sp_gzip_code_t code;
    apr_uint64_t bits;

    if (back > SP_GZIP_WINDOW) {
        w->bits = put_any_bytes(*w, page, text + link->at, link->len).bits;
        return;
    }
    s = sp_gzip_distance((unsigned int)back);
    code = page->gzip->distance[s.symbol];
    bits = link->code | (apr_uint64_t)SP_GZIP_CODE_BITS(code) << count;
    count += SP_GZIP_CODE_COUNT(code);
    bits |= (apr_uint64_t)s.extra << count;
    sp_gzip_bits_put(&w->bits, bits, count + s.count);
}

/* Go past a literal that is written. */
SP_GZIP_INLINE void pass_literal(writer_t *w, page_t *page,
                                 const sp_step_t *step,
                                 const sp_gzip_piece_t *piece)
{
    if (piece->slot != SP_GZIP_NO_SLOT) {
        page->begin[piece->slot] = w->at;
    }
    w->at += step->len;
}

SP_GZIP_INLINE void put_literal(writer_t *w, page_t *page,
                                const sp_step_t *step)
{
    const sp_gzip_piece_t *piece = &page->gzip->pieces[step->target];
    const sp_gzip_link_t *link = sp_gzip_at(page->gzip, piece->link);
    const byte_t *run = sp_gzip_at(page->gzip, piece->bits);
    unsigned int links;

    for (links = piece->links; links > 0; links--, link++) {
        if (link->before > 0) {
            run = sp_gzip_bits_copy(&w->bits, run, link->before);
        }
        put_link(w, page, link, step->text);
    }
    if (piece->rest > 0) {
        sp_gzip_bits_copy(&w->bits, run, piece->rest);
    }
    w->crc = ~sp_gzip_crc_join(sp_gzip_at(page->gzip, piece->shift), ~w->crc,
                               piece->crc);
    pass_literal(w, page, step, piece);
}

/* Go past the lead, which ends before @a out. Returns the step behind it. */
SP_GZIP_INLINE const sp_step_t *begin(writer_t *w, page_t *page,
                                      const sp_plan_t *plan, byte_t *out)
{
    const sp_gzip_t *gzip = plan->gzip;
    const byte_t *in = sp_gzip_at(gzip, gzip->lead);

    page->gzip = gzip;
    page->table = get_crc_table();
    w->bits.out = out;
    w->bits.count = gzip->lead_len % 8;
    w->bits.waiting = in[gzip->lead_len / 8] & ((1U << w->bits.count) - 1);
    w->crc = ~0U;
    w->at = 0;
    if (plan->count == 0 || plan->steps[0].kind != SP_STEP_LITERAL) {
        return plan->steps;
    }
    w->crc = ~gzip->pieces[0].crc;
    pass_literal(w, page, plan->steps, gzip->pieces);
    return plan->steps + 1;
}

SP_GZIP_INLINE char *finish(writer_t *w, const page_t *page)
{
    sp_gzip_code_t code = page->gzip->end;

    sp_gzip_bits_put(&w->bits, SP_GZIP_CODE_BITS(code),
                     SP_GZIP_CODE_COUNT(code));
    w->bits.out += w->bits.count > 0;
    sp_gzip_bits_store(w->bits.out, ~w->crc | (apr_uint64_t)(w->at & 0xFFFFFFFF)
                                                  << 32);
    return (char *)w->bits.out + SP_GZIP_TRAILER;
}

/* Write what follows the lead, in which holes may take @a room bytes. NULL
 * where they need more. */
static char *write_rest(const sp_plan_t *plan, const sp_facts_t *facts,
                        apr_size_t room, char *out)
{
    const sp_step_t *end = plan->steps + plan->count;
    writer_t w;
    page_t page;
    const sp_step_t *step = begin(&w, &page, plan, (byte_t *)out);

    while (step < end) {
        const sp_step_t *now = step++;
        const char *fact;

        if (now->kind == SP_STEP_LITERAL) {
            put_literal(&w, &page, now);
            continue;
        }
        fact = facts->value[now->fact];
        if (now->kind == SP_STEP_HOLE) {
            apr_size_t taken = fact ? put_hole(&w, &page, now, fact, room) : 0;

            if (taken > room) {
                return NULL;
            }
            room -= taken;
        }
        else if ((fact != NULL && *fact != '\0') == (now->kind == SP_STEP_IF)) {
            step = plan->steps + now->target;
        }
    }
    return finish(&w, &page);
}

const char *sp_gzip_rest(const sp_plan_t *plan, const sp_facts_t *facts,
                         apr_size_t *len, apr_pool_t *pool)
{
    apr_size_t room = USUAL;
    char *out = apr_palloc(pool, plan->gzip->bound + room);
    char *end = write_rest(plan, facts, room, out);

    if (end == NULL) {
        room = holes_bound(plan, facts);
        out = apr_palloc(pool, plan->gzip->bound + room);
        end = write_rest(plan, facts, room, out);
    }
    *len = (apr_size_t)(end - out);
    return out;
}

apr_size_t sp_gzip_bound(const sp_plan_t *plan, const sp_facts_t *facts)
{
    return plan->gzip->lead_len / 8 + plan->gzip->bound +
           holes_bound(plan, facts);
}

char *sp_gzip_write(const sp_plan_t *plan, const sp_facts_t *facts, char *out)
{
    apr_size_t len;
    const char *lead = sp_gzip_lead(plan, &len);

    memcpy(out, lead, len);
    return write_rest(plan, facts, (apr_size_t)-1, out + len);
}
