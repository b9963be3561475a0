/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See gzip_encode.h. */
#include "gzip/gzip_encode.h"

#include <string.h>

typedef unsigned char byte_t;

/* A gzip member's header (RFC 1952): deflate, no name, no time, made at best
 * compression, on no system in particular. */
static const byte_t header[SP_GZIP_HEADER] = {0x1F, 0x8B, 8, 0, 0,
                                              0,    0,    0, 2, 255};

/* One symbol that is seen counts for SEEN. What isn't seen must have a code,
 * too, since a hole may hold any byte; it may be a long one. */
#define SEEN 32
#define UNSEEN 1
/* Holes hold paths, names, numbers: as if these had been seen. */
#define OFTEN_LIVE (4 * SEEN)
#define SOMETIMES_LIVE (2 * SEEN)
/* Links come at distances that aren't known. */
#define ANY_DISTANCE (SEEN / 5)

static void expect_live(sp_gzip_frequencies_t *f)
{
    static const char often[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    static const char sometimes[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./:;()%=& ";
    const char *p;
    int i;

    for (i = 0; i < 256; i++) {
        f->symbol[i] = UNSEEN;
    }
    for (i = 0; i < SP_GZIP_DISTANCES; i++) {
        f->distance[i] = ANY_DISTANCE;
    }
    for (p = often; *p != '\0'; p++) {
        f->symbol[(byte_t)*p] += OFTEN_LIVE;
    }
    for (p = sometimes; *p != '\0'; p++) {
        f->symbol[(byte_t)*p] += SOMETIMES_LIVE;
    }
    f->symbol[SP_GZIP_END] = SEEN;
}

static void choose_codes(sp_gzip_codes_t *codes, const sp_gzip_text_t *text)
{
    sp_gzip_frequencies_t f = {{0}, {0}};
    apr_uint32_t at = 0;
    int i;

    expect_live(&f);
    for (i = 0; i < text->token_count; i++) {
        const sp_gzip_token_t *t = &text->tokens[i];

        if (t->len == 1) {
            f.symbol[text->bytes[at]] += SEEN;
        }
        else {
            f.symbol[sp_gzip_length(t->len).symbol] += SEEN;
            f.distance[sp_gzip_distance(at - t->from).symbol] += SEEN;
        }
        at += t->len;
    }
    sp_gzip_codes_make(codes, &f);
}

/* What is at work: the bits so far, and how much of them has been told. */
typedef struct encoder_t {
    sp_gzip_coded_t *coded;
    const sp_gzip_text_t *text;
    sp_gzip_bits_t bits;
    byte_t *run; /* where the run began */
} encoder_t;

static void put(encoder_t *e, sp_gzip_code_t code)
{
    sp_gzip_bits_put(&e->bits, SP_GZIP_CODE_BITS(code),
                     SP_GZIP_CODE_COUNT(code));
}

static void put_symbol(encoder_t *e, const sp_gzip_code_t *codes,
                       sp_gzip_symbol_t s)
{
    put(e, codes[s.symbol]);
    sp_gzip_bits_put(&e->bits, s.extra, s.count);
}

/* End a run at a whole byte. Returns its bits. */
static apr_uint32_t end_run(encoder_t *e)
{
    apr_uint32_t count =
        (apr_uint32_t)(e->bits.out - e->run) * 8 + e->bits.count;

    e->bits.out += e->bits.count > 0;
    e->bits.count = 0;
    e->bits.waiting = 0;
    e->run = e->bits.out;
    e->coded->most += count;
    return count;
}

static void put_link(encoder_t *e, const sp_gzip_token_t *t, apr_uint32_t at,
                     const sp_gzip_literal_t *here)
{
    const sp_gzip_literal_t *in = &e->text->literals[t->literal];
    sp_gzip_symbol_t s = sp_gzip_length(t->len);
    sp_gzip_code_t code = e->coded->codes.symbol[s.symbol];
    unsigned int count = SP_GZIP_CODE_COUNT(code);

    e->coded->links[e->coded->link_count++] = (sp_gzip_link_t){
        .before = end_run(e),
        .at = at - here->begin,
        .from = t->from - in->begin,
        .code = SP_GZIP_CODE_BITS(code) | s.extra << count,
        .len = t->len,
        .count = (byte_t)(count + s.count),
        .slot = (byte_t)in->slot,
    };
    /* As single bytes, which take no less than the codes of four bytes' link.
     */
    e->coded->most += (apr_uint64_t)t->len * SP_GZIP_CODE_MAX;
}

/* Write the literal from token @a next on; returns the token behind it. */
static int put_literal(encoder_t *e, int number, int next)
{
    const sp_gzip_literal_t *here = &e->text->literals[number];
    const byte_t *bytes = e->text->bytes;
    apr_uint32_t at = here->begin;

    for (; at < here->end; at += e->text->tokens[next++].len) {
        const sp_gzip_token_t *t = &e->text->tokens[next];

        if (t->len == 1) {
            put(e, e->coded->codes.symbol[bytes[at]]);
        }
        else if (t->literal == number) {
            put_symbol(e, e->coded->codes.symbol, sp_gzip_length(t->len));
            put_symbol(e, e->coded->codes.distance,
                       sp_gzip_distance(at - t->from));
        }
        else {
            put_link(e, t, at, here);
        }
    }
    return next;
}

static void put_pieces(encoder_t *e)
{
    sp_gzip_coded_t *coded = e->coded;
    int next = 0;
    int i;

    for (i = 0; i < e->text->count; i++) {
        const sp_gzip_literal_t *literal = &e->text->literals[i];
        sp_gzip_piece_t *piece = &coded->pieces[i];
        apr_uint32_t links = coded->link_count;
        int leads = i == 0 && sp_gzip_leads(e->text);

        piece->bits = leads ? 0 : (apr_uint32_t)(e->run - coded->bits);
        piece->link = links;
        next = put_literal(e, i, next);
        piece->rest = end_run(e);
        piece->links = (apr_uint16_t)(coded->link_count - links);
        piece->slot = (apr_uint16_t)literal->slot;
        piece->crc = (apr_uint32_t)crc32(0, e->text->bytes + literal->begin,
                                         literal->end - literal->begin);
        if (leads) {
            coded->lead_len = piece->rest; /* its run began with all */
        }
    }
}

/* A byte takes at most 12 bits; a match at most 12 + 5 + 12 + 13, for three
 * bytes or more. */
static apr_size_t room_for_bits(const sp_gzip_text_t *text)
{
    return SP_GZIP_HEADER + SP_GZIP_HEAD_MAX + (apr_size_t)text->len * 2 +
           (apr_size_t)text->token_count + (apr_size_t)text->count +
           sizeof(apr_uint64_t);
}

static int count_links(const sp_gzip_text_t *text)
{
    int links = 0;
    int i, literal = 0;
    apr_uint32_t at = 0;

    for (i = 0; i < text->token_count; i++) {
        while (at >= text->literals[literal].end) {
            literal++;
        }
        links += text->tokens[i].len > 1 && text->tokens[i].literal != literal;
        at += text->tokens[i].len;
    }
    return links;
}

void sp_gzip_encode(sp_gzip_coded_t *coded, const sp_gzip_text_t *text,
                    apr_pool_t *pool)
{
    encoder_t e = {coded, text, {NULL, 0, 0}, NULL};

    memset(coded, 0, sizeof(*coded));
    coded->pieces =
        apr_pcalloc(pool, sizeof(*coded->pieces) * ((size_t)text->count + 1));
    coded->links = apr_palloc(pool, sizeof(*coded->links) *
                                        ((size_t)count_links(text) + 1));
    coded->bits = apr_palloc(pool, room_for_bits(text));
    choose_codes(&coded->codes, text);
    memcpy(coded->bits, header, sizeof(header));
    e.run = coded->bits;
    e.bits.out = coded->bits + sizeof(header);
    sp_gzip_codes_write(&coded->codes, &e.bits);
    if (!sp_gzip_leads(text)) {
        coded->lead_len = end_run(&e);
    }
    put_pieces(&e);
    coded->size = (apr_uint32_t)(e.run - coded->bits);
    coded->most += SP_GZIP_CODE_COUNT(coded->codes.symbol[SP_GZIP_END]);
}
