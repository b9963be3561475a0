/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Accept and Sec-Fetch-Dest -> a format. See negotiate.h, and
 * mod_statuspages/README.md for the rules. Every range goes into one of a
 * dozen slots; what the header says more is forgotten. Knows no requests:
 * Vary is the caller's. */
#include "negotiate/negotiate.h"
#include "negotiate/accept.h"

/* What a range can name. */
enum {
    HTML,
    XHTML,
    JSON,
    PROBLEM_JSON, /* and any other +json */
    XML,
    TEXT_XML,
    PROBLEM_XML, /* and any other +xml */
    PLAIN,
    MARKDOWN,
    ANY_TEXT,
    ANY_APPLICATION,
    ANY,
    SLOTS,
    FOREIGN = SLOTS, /* a type that nobody reads, or that we can't make */
    MALFORMED
};

/* Names are told apart by their length, then compared once. */
typedef struct name_t {
    const char *name;
    apr_size_t len;
    int slot;
} name_t;

#define NAME(name, slot)                                                       \
    {                                                                          \
        name, sizeof(name) - 1, slot                                           \
    }

static const name_t text_types[] = {
    NAME("html", HTML), NAME("plain", PLAIN), NAME("*", ANY_TEXT),
    NAME("markdown", MARKDOWN), NAME("xml", TEXT_XML)};

static const name_t application_types[] = {NAME("json", JSON),
                                           NAME("xhtml+xml", XHTML),
                                           NAME("xml", XML),
                                           NAME("problem+json", PROBLEM_JSON),
                                           NAME("problem+xml", PROBLEM_XML),
                                           NAME("*", ANY_APPLICATION)};

/* Destinations whose answer no one reads. Nested pages (frames, objects) and
 * what scripts fetch do have readers. */
static const name_t subresources[] = {
    NAME("image", ANY),         NAME("script", ANY),
    NAME("style", ANY),         NAME("font", ANY),
    NAME("audio", ANY),         NAME("video", ANY),
    NAME("track", ANY),         NAME("manifest", ANY),
    NAME("worker", ANY),        NAME("sharedworker", ANY),
    NAME("serviceworker", ANY), NAME("audioworklet", ANY),
    NAME("paintworklet", ANY),  NAME("speculationrules", ANY),
    NAME("report", ANY),        NAME("xslt", ANY)};

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

/* The slots of each format: from, up to below, and its family's slot. */
static const struct {
    int from;
    int below;
    int family;
} form_slots[SP_FORMAT_COUNT] = {
    [SP_FORMAT_HTML] = {HTML, JSON, ANY_TEXT},
    [SP_FORMAT_JSON] = {JSON, XML, ANY_APPLICATION},
    [SP_FORMAT_XML] = {XML, PLAIN, ANY_APPLICATION},
    [SP_FORMAT_TEXT] = {PLAIN, MARKDOWN, ANY_TEXT},
    [SP_FORMAT_MARKDOWN] = {MARKDOWN, ANY_TEXT, ANY_TEXT},
};

/* What the client wishes. */
typedef struct wishes_t {
    short q[SLOTS]; /* -1: not named */
    unsigned short order[SLOTS];
    int seen;    /* any well-formed range */
    int named;   /* a format or a family, wanted or not */
    int foreign; /* a type that we can't make is wanted */
    int reader;  /* a type that somebody could read is wanted */
} wishes_t;

/* How much one format is wished. The key compares everything that counts, in
 * this order: quality, specificity, place in the header, preference among
 * what one range reaches. 0 is refused or not asked for. */
typedef struct offer_t {
    apr_uint32_t key;
    sp_format_t format;
    int slot; /* the range that decided */
} offer_t;

enum { BY_ANY = 1, BY_FAMILY, BY_NAME };
#define KEY(q, by, order, rank)                                                \
    ((apr_uint32_t)(q) << 22 | (apr_uint32_t)(by) << 20 |                      \
     (apr_uint32_t)(0xFFFF - (order)) << 4 | (apr_uint32_t)(15 - (rank)))
#define KEY_Q_AND_BY(key) ((key) >> 20)
#define KEY_BY(key) ((key) >> 20 & 3)

static int find_name(const name_t *names, int count, const char *name,
                     apr_size_t len)
{
    int i;

    for (i = 0; i < count; i++) {
        if (len == names[i].len && SP_ACCEPT_SAME(name, names[i].name, len)) {
            return names[i].slot;
        }
    }
    return FOREIGN;
}

/* A type that is not in our lists: by its suffix, if it is a type at all. */
static int classify_other(const sp_accept_t *range)
{
    const char *end = range->name + range->len;
    apr_size_t minor = (apr_size_t)(end - range->slash - 1);

    if (range->bad || range->slash == range->name || minor == 0 ||
        *range->name == '*') {
        return MALFORMED;
    }
    if (minor > 5 && SP_ACCEPT_SAME(end - 5, "+json", 5)) {
        return PROBLEM_JSON;
    }
    if (minor > 4 && SP_ACCEPT_SAME(end - 4, "+xml", 4) &&
        !SP_ACCEPT_IS(range, "image/svg+xml")) {
        return PROBLEM_XML;
    }
    return FOREIGN;
}

static int classify(const sp_accept_t *range)
{
    const char *minor;
    int slot = FOREIGN;

    if (SP_ACCEPT_IS(range, "*/*") || SP_ACCEPT_IS(range, "*")) {
        return ANY; /* Java sends a lone star */
    }
    if (range->slash == NULL) {
        return MALFORMED;
    }
    minor = range->slash + 1;
    if (range->slash - range->name == 4 &&
        SP_ACCEPT_SAME(range->name, "text", 4)) {
        slot = find_name(text_types, COUNT(text_types), minor, range->len - 5);
    }
    else if (range->slash - range->name == 11 &&
             SP_ACCEPT_SAME(range->name, "application", 11)) {
        slot = find_name(application_types, COUNT(application_types), minor,
                         range->len - 12);
    }
    return slot == FOREIGN ? classify_other(range) : slot;
}

/* Keep what one range says of a slot. */
static void note(wishes_t *w, int slot, int q, unsigned int order)
{
    w->seen = 1;
    if (slot == FOREIGN) {
        w->foreign |= q > 0;
        return;
    }
    w->named |= slot != ANY;
    w->reader |= q > 0 && slot != ANY;
    if (q > w->q[slot]) {
        w->q[slot] = (short)q;
        w->order[slot] = (unsigned short)(order < 0xFFFF ? order : 0xFFFF);
    }
}

/* The index of the format that a range of that slot, with a weight of 1, wins
 * for good, or -1: it names an offered form, and no such range went before.
 * Not so XHTML, which is a page only where text/html isn't refused, and
 * Markdown: see is_indifferent(). */
static int decides(const wishes_t *w, int slot, const sp_format_t *offered,
                   int count)
{
    int i;

    if (slot == XHTML || slot >= MARKDOWN || w->q[XHTML] == SP_ACCEPT_Q_MAX ||
        w->q[MARKDOWN] == SP_ACCEPT_Q_MAX) {
        return -1;
    }
    for (i = 0; i < count; i++) {
        if (slot >= form_slots[offered[i]].from &&
            slot < form_slots[offered[i]].below) {
            return i;
        }
    }
    return -1;
}

/* Read the header, or as much of it as matters: returns the index of the format
 * that is decided, or -1 where the wishes must be weighed. */
static int read_accept(wishes_t *w, const char *accept,
                       const sp_format_t *offered, int count)
{
    sp_accept_t range;
    unsigned int order;
    int decided = -1;
    int slot;

    memset(w, 0, sizeof(*w));
    memset(w->q, 0xFF, sizeof(w->q));
    for (order = 0; decided < 0 && sp_accept_next(&accept, &range); order++) {
        slot = classify(&range);
        if (slot != MALFORMED) {
            if (range.q == SP_ACCEPT_Q_MAX) {
                decided = decides(w, slot, offered, count);
            }
            note(w, slot, range.q, order);
        }
    }
    return decided;
}

/* The best of the ranges that name the format itself, or -1. */
static int best_named(const wishes_t *w, sp_format_t format)
{
    int best = -1;
    int i;

    for (i = form_slots[format].from; i < form_slots[format].below; i++) {
        if (w->q[i] >= 0 &&
            (best < 0 || w->q[i] > w->q[best] ||
             (w->q[i] == w->q[best] && w->order[i] < w->order[best]))) {
            best = i;
        }
    }
    /* text/html is the only label that a page gets. */
    return format == SP_FORMAT_HTML && w->q[HTML] == 0 ? HTML : best;
}

/* Which of the formats that a wild card reaches is meant: JSON before XML; page
 * and text as they are offered, before Markdown and text/xml. */
static int family_rank(sp_format_t format, int index)
{
    switch (format) {
    case SP_FORMAT_JSON:
        return 0;
    case SP_FORMAT_HTML:
    case SP_FORMAT_TEXT:
        return index;
    default:
        return 8 + (format == SP_FORMAT_XML);
    }
}

static offer_t weigh(const wishes_t *w, sp_format_t format, int index)
{
    offer_t offer = {0, format, best_named(w, format)};
    int by = BY_NAME;
    int rank = 0;

    if (offer.slot < 0) {
        by = BY_FAMILY;
        rank = family_rank(format, index);
        offer.slot = form_slots[format].family;
        if (format == SP_FORMAT_XML && w->q[ANY_TEXT] > 0 &&
            w->q[ANY_TEXT] > w->q[ANY_APPLICATION]) {
            offer.slot = ANY_TEXT;
        }
        if (w->q[offer.slot] < 0) {
            by = BY_ANY;
            rank = index == 0 ? 0 : format == SP_FORMAT_TEXT ? 1 : 1 + index;
            offer.slot = ANY;
        }
    }
    if (w->q[offer.slot] > 0) {
        offer.key = KEY(w->q[offer.slot], by, w->order[offer.slot],
                        rank < 15 ? rank : 15);
    }
    return offer;
}

/* Coding agents name Markdown, HTML and anything at once, all alike. Who
 * takes anything just as gladly gets the page; without the wild card, or with
 * weights, Markdown wins as any other format would. */
static int is_indifferent(const wishes_t *w, const offer_t *best,
                          const offer_t *offer)
{
    return best->format == SP_FORMAT_MARKDOWN &&
           offer->format == SP_FORMAT_HTML &&
           KEY_Q_AND_BY(best->key) == KEY_Q_AND_BY(offer->key) &&
           w->q[ANY] == w->q[best->slot];
}

static offer_t best_offer(const wishes_t *w, const sp_format_t *offered,
                          int count)
{
    offer_t best = {0, offered[0], ANY};
    offer_t page = {0, SP_FORMAT_HTML, HTML};
    int i;

    if (!w->named) {
        best.key = w->q[ANY] > 0 ? KEY(w->q[ANY], BY_ANY, 0, 0) : 0;
        return best;
    }
    for (i = 0; i < count; i++) {
        offer_t offer = weigh(w, offered[i], i);

        if (offer.key > best.key) {
            best = offer;
        }
        if (offer.format == SP_FORMAT_HTML) {
            page = offer;
        }
    }
    return page.key != 0 && is_indifferent(w, &best, &page) ? page : best;
}

/* Whether the answer is going to be an image, a script and the like. */
static int is_subresource(const char *fetch_dest)
{
    sp_accept_t dest;

    return fetch_dest != NULL && sp_accept_next(&fetch_dest, &dest) &&
           find_name(subresources, COUNT(subresources), dest.name, dest.len) !=
               FOREIGN;
}

/* The label of the answer: the client's own where it has one. */
static const char *label(const offer_t *offer)
{
    switch (offer->slot) {
    case JSON:
        return "application/json";
    case XML:
        return "application/xml; charset=utf-8";
    case TEXT_XML:
        return "text/xml; charset=utf-8";
    case ANY_TEXT:
        if (offer->format == SP_FORMAT_XML) {
            return "text/xml; charset=utf-8";
        }
        /* fall through */
    default:
        return sp_format_info(offer->format)->type;
    }
}

static sp_format_choice_t plain_text(const sp_format_t *offered, int count)
{
    sp_format_choice_t choice = {offered[0], NULL};
    int i;

    for (i = 0; i < count; i++) {
        if (offered[i] == SP_FORMAT_TEXT) {
            choice.format = SP_FORMAT_TEXT;
        }
    }
    choice.type = sp_format_info(choice.format)->type;
    return choice;
}

/* Whether JSON or XML was asked for, not just put up with. */
static int asks_for_data(const offer_t *offer)
{
    return (offer->format == SP_FORMAT_JSON ||
            offer->format == SP_FORMAT_XML) &&
           KEY_BY(offer->key) >= BY_FAMILY;
}

sp_format_choice_t sp_negotiate_format(const char *accept,
                                       const char *fetch_dest,
                                       const sp_format_t *offered, int count)
{
    sp_format_choice_t choice;
    wishes_t w;
    offer_t best;
    int i;

    i = read_accept(&w, accept != NULL ? accept : "", offered, count);
    best = i >= 0 ? weigh(&w, offered[i], i) : best_offer(&w, offered, count);
    if ((w.foreign && !w.reader) || (w.seen && best.key == 0) ||
        (!asks_for_data(&best) && is_subresource(fetch_dest))) {
        return plain_text(offered, count);
    }
    choice.format = best.format;
    choice.type = label(&best);
    return choice;
}
