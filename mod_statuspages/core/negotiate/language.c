/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Accept-Language -> one of the offered tags: the lookup of RFC 4647, and
 * what readers of related tags expect beyond it. Knows tags as letters; which
 * texts belong to them is the catalogue's business. */
#include "negotiate/negotiate.h"
#include "negotiate/accept.h"

/* Tags of one language that don't begin alike, or whose script decides. The
 * longest alias that a range begins with counts, and only where its target is
 * offered; longer ones stand before shorter ones, better before worse. */
typedef struct alias_t {
    const char *from;
    const char *to;
} alias_t;

static const alias_t aliases[] = {
    {"zh-hant", "zh-TW"}, {"zh-hans", "zh-CN"}, {"zh-hk", "zh-TW"},
    {"zh-mo", "zh-TW"},   {"zh-sg", "zh-CN"},   {"zh-tw", "zh-Hant"},
    {"zh-hk", "zh-Hant"}, {"zh-mo", "zh-Hant"}, {"zh-cn", "zh-Hans"},
    {"zh-sg", "zh-Hans"}, {"zh", "zh-CN"},      {"zh", "zh-Hans"},
    {"yue", "zh-TW"},     {"yue", "zh-Hant"},   {"no", "nb"},
    {"nn", "nb"},         {"nb", "no"},         {"nn", "no"},
    {"iw", "he"},         {"he", "iw"},         {"in", "id"},
    {"id", "in"},         {"ji", "yi"},         {"mo", "ro"},
    {"fil", "tl"},        {"tl", "fil"},
};

/* The first letters of all aliases, so that most ranges need not look. */
#define LETTER(c) (1u << ((c) - 'a'))
#define ALIAS_LETTERS                                                          \
    (LETTER('z') | LETTER('y') | LETTER('n') | LETTER('i') | LETTER('h') |     \
     LETTER('j') | LETTER('m') | LETTER('t') | LETTER('f'))

/* Offered tags past this number can't be refused; a set of languages that
 * large does not exist. */
#define REFUSABLE 256

typedef struct lookup_t {
    const char *const *offered;
    int count;
    unsigned char refused[REFUSABLE / 8];
    int refuses; /* whether any bit is set */
} lookup_t;

/* What lookup finds for one range; an index of -1 is nothing. */
typedef struct match_t {
    int index;
    apr_size_t len; /* how much of the range matched */
    int loose;      /* the first tag of the same language */
} match_t;

static int is_refused(const lookup_t *l, int i)
{
    return l->refuses && i < REFUSABLE && (l->refused[i / 8] >> (i % 8) & 1);
}

/* Case aside; the other characters of tags don't collide by that. */
static int same(char a, char b)
{
    return (a | 0x20) == (b | 0x20);
}

static int ends_subtag(const char *tag, apr_size_t len, apr_size_t at)
{
    return at == len || tag[at] == '-' || tag[at] == '_';
}

/* The length of @a prefix where the range begins with it, subtag by subtag,
 * so that lookup comes by it; else 0. It never stops behind a single
 * character, which goes together with the subtag before. */
static apr_size_t truncates_to(const sp_accept_t *range, const char *prefix)
{
    apr_size_t n = 0;

    while (prefix[n] != '\0') {
        if (n == range->len || !same(range->name[n], prefix[n])) {
            return 0;
        }
        n++;
    }
    if (!ends_subtag(range->name, range->len, n) ||
        (n < range->len && n > 1 && prefix[n - 2] == '-')) {
        return 0;
    }
    return n;
}

/* Whether two tags have their language in common. */
static int same_language(const sp_accept_t *range, const char *tag)
{
    apr_size_t n = 0;

    while (!ends_subtag(range->name, range->len, n) &&
           same(range->name[n], tag[n])) {
        n++;
    }
    return n > 0 && ends_subtag(range->name, range->len, n) &&
           (tag[n] == '\0' || tag[n] == '-');
}

static int find_tag(const lookup_t *l, const char *tag)
{
    sp_accept_t whole = {tag, strlen(tag), NULL, 0, 0};
    int i;

    for (i = 0; i < l->count; i++) {
        if (same(tag[0], l->offered[i][0]) &&
            truncates_to(&whole, l->offered[i]) == whole.len) {
            return is_refused(l, i) ? -1 : i;
        }
    }
    return -1;
}

/* What an alias longer than @a len finds for the range, or -1. */
static int find_alias(const lookup_t *l, const sp_accept_t *range,
                      apr_size_t len)
{
    apr_size_t i;
    int index;

    for (i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++) {
        if (same(aliases[i].from[0], range->name[0]) &&
            truncates_to(range, aliases[i].from) > len) {
            index = find_tag(l, aliases[i].to);
            if (index >= 0) {
                return index;
            }
        }
    }
    return -1;
}

/* The longest tag that the range begins with. */
static match_t find_prefix(const lookup_t *l, const sp_accept_t *range)
{
    match_t match = {-1, 0, -1};
    char first = range->name[0] | 0x20;
    apr_size_t len;
    int i;

    for (i = 0; i < l->count; i++) {
        const char *tag = l->offered[i];

        if ((tag[0] | 0x20) != first) {
            continue;
        }
        len = truncates_to(range, tag);
        if (len < range->len && is_refused(l, i)) {
            continue;
        }
        if (len > match.len) {
            match.len = len;
            match.index = i;
        }
        if (match.loose < 0 && same_language(range, tag)) {
            match.loose = i;
        }
    }
    return match;
}

static match_t look_up(const lookup_t *l, const sp_accept_t *range)
{
    unsigned int letter = (unsigned int)(range->name[0] | 0x20) - 'a';
    match_t match = find_prefix(l, range);
    int alias = -1;

    if (match.len < range->len && letter < 26 &&
        (ALIAS_LETTERS >> letter & 1)) {
        alias = find_alias(l, range, match.len);
    }
    if (alias >= 0) {
        match.index = alias;
    }
    return match;
}

/* Mark what a range with q=0 refuses: the tag and all that lie below it. */
static void refuse(lookup_t *l, const sp_accept_t *range)
{
    int i;

    for (i = 0; i < l->count && i < REFUSABLE; i++) {
        sp_accept_t tag = {l->offered[i], strlen(l->offered[i]), NULL, 0, 0};
        apr_size_t n = 0;

        while (n < tag.len && n < range->len &&
               same(tag.name[n], range->name[n])) {
            n++;
        }
        if (n == range->len && n > 0 && ends_subtag(tag.name, tag.len, n)) {
            l->refused[i / 8] |= (unsigned char)(1 << (i % 8));
            l->refuses = 1;
        }
    }
}

static int is_star(const sp_accept_t *range)
{
    return range->len == 1 && *range->name == '*';
}

/* The best match of all ranges, at first exact, else loose; -1 where there is
 * none. *@a refusals becomes 1 where a range says q=0. Stops where nothing
 * can be better, nor be refused by what follows. */
static int find_best(const lookup_t *l, const char *header, int *refusals)
{
    sp_accept_t range;
    match_t match;
    int exact = -1;
    int exact_q = 0;
    int loose = -1;
    int loose_q = 0;

    while (sp_accept_next(&header, &range)) {
        *refusals |= range.q == 0;
        if (range.q <= exact_q || range.len == 0) {
            continue;
        }
        match = look_up(l, &range);
        if (match.len == range.len && range.q == SP_ACCEPT_Q_MAX) {
            return match.index;
        }
        if (match.index >= 0) {
            exact = match.index;
            exact_q = range.q;
        }
        else if (match.loose >= 0 && range.q > loose_q) {
            loose = match.loose;
            loose_q = range.q;
        }
    }
    return exact >= 0 ? exact : loose;
}

/* Read the refusals. Returns whether all that is not named is refused. */
static int read_refusals(lookup_t *l, const char *header)
{
    sp_accept_t range;
    int all = 0;

    while (sp_accept_next(&header, &range)) {
        if (range.q == 0 && is_star(&range)) {
            all = 1;
        }
        else if (range.q == 0) {
            refuse(l, &range);
        }
    }
    return all;
}

/* The default, or the first that is not refused. A star asks for no more. */
static int first_allowed(const lookup_t *l)
{
    int i;

    for (i = 0; i < l->count; i++) {
        if (!is_refused(l, i)) {
            return i;
        }
    }
    return 0;
}

int sp_negotiate_language(const char *accept_language,
                          const char *const *offered, int count)
{
    lookup_t l = {offered, count, {0}, 0};
    int refusals = 0;
    int all = 0;
    int i;

    if (accept_language == NULL) {
        return 0;
    }
    i = find_best(&l, accept_language, &refusals);
    if (refusals) {
        /* Seldom: they may stand behind what they refuse, so once more. */
        all = read_refusals(&l, accept_language);
        i = find_best(&l, accept_language, &refusals);
    }
    if (i >= 0) {
        return i;
    }
    return all ? 0 : first_allowed(&l);
}
