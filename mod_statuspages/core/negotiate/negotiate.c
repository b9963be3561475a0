/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Accept and Sec-Fetch-Dest -> a format; see negotiate.h. The header is read
 * once: every range goes into one of a dozen slots, and what it says more is
 * forgotten; then each offered format is weighed by the slots that reach it.
 * Refuses to know requests: Vary is the caller's. */
#include "negotiate/negotiate.h"
#include "negotiate/accept.h"

#include <string.h>

/* What a range can name: types, those of one format side by side; then wild
 * cards; then what we can't make, and what is no range at all. */
enum {
    HTML,
    XHTML,
    JSON,
    PROBLEM_JSON,
    XML,
    TEXT_XML,
    PROBLEM_XML,
    PLAIN,
    MARKDOWN,
    ANY_TEXT,
    ANY_APPLICATION,
    ANY,
    STAR,
    FOREIGN,
    KNOWN,
    MALFORMED = KNOWN,
    SLOTS
};

static const sp_accept_name_t ranges[KNOWN] = {
    [HTML] = SP_ACCEPT_NAME("text/html"),
    [XHTML] = SP_ACCEPT_NAME("application/xhtml+xml"),
    [JSON] = SP_ACCEPT_NAME("application/json"),
    [PROBLEM_JSON] = SP_ACCEPT_NAME("application/problem+json"), /* any +json */
    [XML] = SP_ACCEPT_NAME("application/xml"),
    [TEXT_XML] = SP_ACCEPT_NAME("text/xml"),
    [PROBLEM_XML] = SP_ACCEPT_NAME("application/problem+xml"), /* any +xml */
    [PLAIN] = SP_ACCEPT_NAME("text/plain"),
    [MARKDOWN] = SP_ACCEPT_NAME("text/markdown"),
    [ANY_TEXT] = SP_ACCEPT_NAME("text/*"),
    [ANY_APPLICATION] = SP_ACCEPT_NAME("application/*"),
    [ANY] = SP_ACCEPT_NAME("*/*"),
    [STAR] = SP_ACCEPT_NAME("*"), /* Java's way to say the same */
    [FOREIGN] = SP_ACCEPT_NAME("image/svg+xml"), /* a picture for all that */
};

/* Destinations whose answer no one reads. Nested pages (frames, objects) and
 * what scripts fetch do have readers. */
static const sp_accept_name_t subresources[] = {
    SP_ACCEPT_NAME("image"),         SP_ACCEPT_NAME("script"),
    SP_ACCEPT_NAME("style"),         SP_ACCEPT_NAME("font"),
    SP_ACCEPT_NAME("audio"),         SP_ACCEPT_NAME("video"),
    SP_ACCEPT_NAME("track"),         SP_ACCEPT_NAME("manifest"),
    SP_ACCEPT_NAME("worker"),        SP_ACCEPT_NAME("sharedworker"),
    SP_ACCEPT_NAME("serviceworker"), SP_ACCEPT_NAME("audioworklet"),
    SP_ACCEPT_NAME("paintworklet"),  SP_ACCEPT_NAME("speculationrules"),
    SP_ACCEPT_NAME("report"),        SP_ACCEPT_NAME("xslt")};

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

/* The slots of each format: from, up to below, and its family's slot. */
static const struct {
    int from;
    int below;
    int family;
} format_slots[SP_FORMAT_COUNT] = {
    [SP_FORMAT_HTML] = {HTML, JSON, ANY_TEXT},
    [SP_FORMAT_JSON] = {JSON, XML, ANY_APPLICATION},
    [SP_FORMAT_XML] = {XML, PLAIN, ANY_APPLICATION},
    [SP_FORMAT_TEXT] = {PLAIN, MARKDOWN, ANY_TEXT},
    [SP_FORMAT_MARKDOWN] = {MARKDOWN, ANY_TEXT, ANY_TEXT},
};

/* What a range says, or an offer, as a number: the bigger, the better liked.
 * It compares quality, specificity, place in the header and last the rank
 * among what one range reaches. 0: nobody spoke of it. */
enum { BY_ANY, BY_FAMILY, BY_NAME };
#define ORDER_MAX 0xFFFF
#define RANK_MAX 15
#define KEY(q, by, order)                                                      \
    ((apr_uint32_t)((q) + 1) << 22 | (apr_uint32_t)(by) << 20 |                \
     (apr_uint32_t)(ORDER_MAX - (order)) << 4)
#define Q(key) ((int)((key) >> 22) - 1)
#define Q_AND_BY(key) ((key) >> 20)
#define BY(key) ((key) >> 20 & 3)

/* What the client accepts: the best key of each slot. */
typedef struct accepted_t {
    apr_uint32_t keys[SLOTS];
    apr_uint32_t named; /* the best of all formats and families */
} accepted_t;

/* How much one format is liked. */
typedef struct offer_t {
    apr_uint32_t key; /* 0: refused, or not asked for */
    sp_format_t format;
    int slot; /* the range that decided */
} offer_t;

/* Whether that is one or more of what HTTP allows in a name. */
static int is_token(const char *p, const char *end)
{
    const char *start = p;

    while (p < end && (((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z') ||
                       (*p >= '0' && *p <= '9') ||
                       strchr("!#$%&'*+-.^_`|~", *p) != NULL)) {
        p++;
    }
    return p == end && p > start;
}

static int has_suffix(const char *minor, const char *end, const char *suffix)
{
    apr_size_t len = strlen(suffix);

    return (apr_size_t)(end - minor) > len &&
           sp_accept_same(end - len, suffix, len);
}

/* A type that is not in our list: by its suffix, if it is a type at all. */
static int classify_other(const sp_accept_t *range)
{
    const char *end = range->name + range->len;
    const char *slash = memchr(range->name, '/', range->len);

    if (slash == NULL || *range->name == '*' || !is_token(range->name, slash) ||
        !is_token(slash + 1, end)) {
        return MALFORMED;
    }
    if (has_suffix(slash + 1, end, "+json")) {
        return PROBLEM_JSON;
    }
    return has_suffix(slash + 1, end, "+xml") ? PROBLEM_XML : FOREIGN;
}

static int classify(const sp_accept_t *range)
{
    int slot = sp_accept_find(range, ranges, KNOWN);

    if (slot < 0) {
        return classify_other(range);
    }
    return slot == STAR ? ANY : slot;
}

/* Whether no range to come can matter: that one names an offered format, the
 * best then, with a weight of 1. Not so XHTML, which is a page only where
 * text/html isn't refused, and Markdown: see is_indifferent(). Browsers begin
 * like that, and their headers are long. */
static int is_decided(const accepted_t *w, int slot, const sp_format_t *offered,
                      int count, offer_t *best)
{
    int i;

    if (Q(w->keys[slot]) < SP_ACCEPT_Q_MAX ||
        Q(w->keys[XHTML]) == SP_ACCEPT_Q_MAX ||
        Q(w->keys[MARKDOWN]) == SP_ACCEPT_Q_MAX) {
        return 0;
    }
    for (i = 0; i < count; i++) {
        if (slot >= format_slots[offered[i]].from &&
            slot < format_slots[offered[i]].below) {
            *best = (offer_t){w->keys[slot] | RANK_MAX, offered[i], slot};
            return 1;
        }
    }
    return 0;
}

/* Returns 1 where it has found the best. */
static int read_accept(accepted_t *w, const char *accept,
                       const sp_format_t *offered, int count, offer_t *best)
{
    sp_accept_t range;
    unsigned int order = 0;

    memset(w, 0, sizeof(*w));
    while (sp_accept_next(&accept, &range)) {
        int slot = classify(&range);
        apr_uint32_t key;
        int by;

        by = slot < ANY_TEXT ? BY_NAME : slot < ANY ? BY_FAMILY : BY_ANY;
        key = KEY(range.q, by, order);
        if (key > w->keys[slot]) {
            w->keys[slot] = key;
        }
        if (slot < ANY && key > w->named) {
            w->named = key;
        }
        order += order < ORDER_MAX;
        if (is_decided(w, slot, offered, count, best)) {
            return 1;
        }
    }
    return 0;
}

/* The best of the ranges that name the format itself. */
static int best_named(const accepted_t *w, sp_format_t format)
{
    int best = format_slots[format].from;
    int i;

    for (i = best; i < format_slots[format].below; i++) {
        if (w->keys[i] > w->keys[best]) {
            best = i;
        }
    }
    /* text/html is the only label that a page gets. */
    return format == SP_FORMAT_HTML && Q(w->keys[HTML]) == 0 ? HTML : best;
}

/* The slot of the family that reaches a format. XML may be text, too. */
static int family_slot(const accepted_t *w, sp_format_t format)
{
    if (format == SP_FORMAT_XML && Q(w->keys[ANY_TEXT]) > 0 &&
        Q(w->keys[ANY_TEXT]) > Q(w->keys[ANY_APPLICATION])) {
        return ANY_TEXT;
    }
    return format_slots[format].family;
}

/* Which of the formats that a family reaches is meant: JSON before XML; page
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

/* Which of all is meant: the default, then text. */
static int any_rank(sp_format_t format, int index)
{
    return index == 0 ? 0 : format == SP_FORMAT_TEXT ? 1 : 1 + index;
}

/* The most specific range that reaches a format decides about it. */
static offer_t weigh(const accepted_t *w, sp_format_t format, int index)
{
    offer_t offer = {0, format, best_named(w, format)};
    int rank = 0;

    if (w->keys[offer.slot] == 0) {
        offer.slot = family_slot(w, format);
        rank = family_rank(format, index);
    }
    if (w->keys[offer.slot] == 0) {
        offer.slot = ANY;
        rank = any_rank(format, index);
    }
    if (Q(w->keys[offer.slot]) > 0) {
        offer.key = w->keys[offer.slot] | (apr_uint32_t)(RANK_MAX - rank);
    }
    return offer;
}

/* Coding agents name Markdown, HTML and anything at once, all alike. Who
 * takes anything just as gladly gets the page; without the wild card, or with
 * weights, Markdown wins as any other format would. */
static int is_indifferent(const accepted_t *w, const offer_t *best,
                          const offer_t *page)
{
    return best->format == SP_FORMAT_MARKDOWN && w->named != 0 &&
           page->key != 0 && Q_AND_BY(best->key) == Q_AND_BY(page->key) &&
           Q(w->keys[ANY]) == Q(best->key);
}

static offer_t best_offer(const accepted_t *w, const sp_format_t *offered,
                          int count)
{
    offer_t best = {0, offered[0], ANY};
    offer_t page = {0, SP_FORMAT_HTML, HTML};
    int i;

    for (i = 0; i < count; i++) {
        offer_t offer = weigh(w, offered[i], i);

        if (offer.key > best.key) {
            best = offer;
        }
        if (offer.format == SP_FORMAT_HTML) {
            page = offer;
        }
    }
    return is_indifferent(w, &best, &page) ? page : best;
}

/* Whether the answer is going to be an image, a script and the like. */
static int is_subresource(const char *fetch_dest)
{
    sp_accept_t dest;

    return fetch_dest != NULL && sp_accept_next(&fetch_dest, &dest) &&
           sp_accept_find(&dest, subresources, COUNT(subresources)) >= 0;
}

/* Whether JSON or XML was asked for, not just put up with. */
static int asks_for_data(const offer_t *offer)
{
    return (offer->format == SP_FORMAT_JSON ||
            offer->format == SP_FORMAT_XML) &&
           BY(offer->key) >= BY_FAMILY;
}

/* Whether nobody would read what is best: something else was asked for. */
static int has_no_reader(const accepted_t *w, const offer_t *best,
                         const char *fetch_dest)
{
    int seen = w->named != 0 || w->keys[ANY] != 0 || w->keys[FOREIGN] != 0;

    return (Q(w->keys[FOREIGN]) > 0 && Q(w->named) <= 0) ||
           (seen && best->key == 0) ||
           (!asks_for_data(best) && is_subresource(fetch_dest));
}

/* The label of the answer: the client's own where it has one. */
static const char *label(const offer_t *offer)
{
    if (offer->slot == JSON) {
        return "application/json";
    }
    if (offer->slot == XML) {
        return "application/xml; charset=utf-8";
    }
    if (offer->slot == TEXT_XML ||
        (offer->slot == ANY_TEXT && offer->format == SP_FORMAT_XML)) {
        return "text/xml; charset=utf-8";
    }
    return sp_format_info(offer->format)->type;
}

/* Plain text, or the default where text is not offered. */
static offer_t plain_text(const sp_format_t *offered, int count)
{
    offer_t offer = {0, offered[0], ANY};
    int i;

    for (i = 0; i < count; i++) {
        if (offered[i] == SP_FORMAT_TEXT) {
            offer.format = SP_FORMAT_TEXT;
        }
    }
    return offer;
}

sp_format_choice_t sp_negotiate_format(const char *accept,
                                       const char *fetch_dest,
                                       const sp_format_t *offered, int count)
{
    sp_format_choice_t choice;
    accepted_t w;
    offer_t best;

    if (!read_accept(&w, accept != NULL ? accept : "", offered, count, &best)) {
        best = best_offer(&w, offered, count);
    }
    if (has_no_reader(&w, &best, fetch_dest)) {
        best = plain_text(offered, count);
    }
    choice.format = best.format;
    choice.type = label(&best);
    return choice;
}
