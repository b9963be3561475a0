/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Accept-Language -> one of the offered tags: the lookup of RFC 4647, and
 * what readers of related tags expect beyond it. Knows tags as letters;
 * refuses to know the texts that belong to them. */
#include "negotiate/negotiate.h"
#include "negotiate/accept.h"

#include <strings.h>

/* Tags of one language that don't begin alike, or whose script decides. The
 * longest alias that a range begins with counts, and only where a target of
 * it is offered; longer ones stand before shorter ones. */
static const struct {
    const char *from;
    const char *to[2]; /* the better one first */
} aliases[] = {
    {"zh-hant", {"zh-TW"}},
    {"zh-hans", {"zh-CN"}},
    {"zh-hk", {"zh-TW", "zh-Hant"}},
    {"zh-mo", {"zh-TW", "zh-Hant"}},
    {"zh-sg", {"zh-CN", "zh-Hans"}},
    {"zh-tw", {"zh-Hant"}},
    {"zh-cn", {"zh-Hans"}},
    {"zh", {"zh-CN", "zh-Hans"}},
    {"yue", {"zh-TW", "zh-Hant"}},
    {"no", {"nb"}},
    {"nn", {"nb", "no"}},
    {"nb", {"no"}},
    {"iw", {"he"}},
    {"he", {"iw"}},
    {"in", {"id"}},
    {"id", {"in"}},
    {"ji", {"yi"}},
    {"mo", {"ro"}},
    {"fil", {"tl"}},
    {"tl", {"fil"}},
};

/* Offered tags past this number can't be refused; a set of languages that
 * large does not exist. */
#define REFUSABLE 256

typedef struct lookup_t {
    const char *const *offered;
    int count;
    int refuses; /* a range says q=0 */
    int all;     /* "*;q=0": what is not named is refused */
    unsigned char refused[REFUSABLE];
} lookup_t;

/* What lookup finds for one range; an index of -1 is nothing. */
typedef struct match_t {
    int index;
    int loose; /* the first tag of the same language */
} match_t;

static int is_refused(const lookup_t *l, int i)
{
    return i < REFUSABLE && l->refused[i];
}

/* How many characters a range and a tag begin with in common, case aside.
 * What differs in the bit of case alone and is no letter, is not in both; so
 * the end of a tag is like nothing in a range. */
static apr_size_t in_common(const sp_accept_t *range, const char *tag)
{
    const char *name = range->name;
    apr_size_t len = range->len;
    apr_size_t n = 0;

    while (n < len && ((name[n] ^ tag[n]) & ~0x20) == 0) {
        n++;
    }
    return n;
}

static int ends_subtag(const sp_accept_t *range, apr_size_t at)
{
    return at == range->len || range->name[at] == '-' || range->name[at] == '_';
}

/* Whether a range, of which @a n characters are those of the tag, comes by it
 * when it is shortened, subtag by subtag. That never stops behind a single
 * character, which goes together with the subtag before. */
static int shortens_to(const sp_accept_t *range, const char *tag, apr_size_t n)
{
    return n > 0 && tag[n] == '\0' && ends_subtag(range, n) &&
           (n == range->len || n == 1 || tag[n - 2] != '-');
}

/* What an alias longer than @a len finds for the range, or -1. */
static int find_alias(const lookup_t *l, const sp_accept_t *range,
                      apr_size_t len)
{
    apr_size_t a;
    int k, i;

    for (a = 0; a < sizeof(aliases) / sizeof(aliases[0]); a++) {
        apr_size_t n = in_common(range, aliases[a].from);

        if (n <= len || !shortens_to(range, aliases[a].from, n)) {
            continue;
        }
        for (k = 0; k < 2 && aliases[a].to[k] != NULL; k++) {
            for (i = 0; i < l->count; i++) {
                if (strcasecmp(aliases[a].to[k], l->offered[i]) == 0 &&
                    !is_refused(l, i)) {
                    return i;
                }
            }
        }
    }
    return -1;
}

/* A tag that the range names in full is found although it is refused, too. */
static match_t look_up(const lookup_t *l, const sp_accept_t *range)
{
    match_t match = {-1, -1};
    const char letter = *range->name;
    apr_size_t language = 1;
    apr_size_t longest = 0;
    int i;

    while (!ends_subtag(range, language)) {
        language++;
    }
    for (i = 0; i < l->count; i++) {
        const char *tag = l->offered[i];
        apr_size_t n;

        /* most tags differ in their first letter */
        if (((letter ^ *tag) & ~0x20) != 0 ||
            (n = in_common(range, tag)) < language) {
            continue;
        }
        if (shortens_to(range, tag, n) && n > longest &&
            (n == range->len || !is_refused(l, i))) {
            longest = n;
            match.index = i;
        }
        if (match.loose < 0 && !is_refused(l, i) &&
            (tag[language] == '\0' || tag[language] == '-')) {
            match.loose = i;
        }
    }
    /* Of Chinese alone there are aliases longer than the language. */
    if (longest == 0 || (longest < range->len && in_common(range, "zh") == 2)) {
        i = find_alias(l, range, longest);
        match.index = i >= 0 ? i : match.index;
    }
    return match;
}

/* The best match of all ranges, at first exact, else loose; -1 where there is
 * none. */
static int find_best(lookup_t *l, const char *header)
{
    sp_accept_t range;
    match_t match;
    int exact = -1;
    int exact_q = 0;
    int loose = -1;
    int loose_q = 0;

    while (sp_accept_next(&header, &range)) {
        l->refuses |= range.q == 0;
        if (range.q <= exact_q || range.len == 0) {
            continue;
        }
        match = look_up(l, &range);
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

/* Whether a refused range means the tag: the tag itself or one above it. */
static int covers(const sp_accept_t *range, const char *tag)
{
    apr_size_t n = in_common(range, tag);

    return n > 0 && n == range->len && (tag[n] == '\0' || tag[n] == '-');
}

static void read_refusals(lookup_t *l, const char *header)
{
    sp_accept_t range;
    int i;

    while (sp_accept_next(&header, &range)) {
        if (range.q > 0) {
            continue;
        }
        l->all |= range.len == 1 && *range.name == '*';
        for (i = 0; i < l->count && i < REFUSABLE; i++) {
            l->refused[i] |= (unsigned char)covers(&range, l->offered[i]);
        }
    }
}

/* The default, or the first that is not refused, if any is allowed that is not
 * named. A star asks for no more. */
static int first_allowed(const lookup_t *l)
{
    int i = 0;

    while (!l->all && i < l->count && is_refused(l, i)) {
        i++;
    }
    return i < l->count ? i : 0;
}

int sp_negotiate_language(const char *accept_language,
                          const char *const *offered, int count)
{
    lookup_t l = {offered, count, 0, 0, {0}};
    int best;

    if (accept_language == NULL) {
        return 0;
    }
    best = find_best(&l, accept_language);
    if (l.refuses) {
        /* Seldom: refusals may stand behind what they refuse, so once more. */
        read_refusals(&l, accept_language);
        best = find_best(&l, accept_language);
    }
    return best >= 0 ? best : first_allowed(&l);
}
