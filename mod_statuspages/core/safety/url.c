/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Following an address; see parts.h. Knows how browsers read the start
 * of one: leading space is dropped, a back slash is a slash, any number of
 * slashes opens a host. Refuses to know attributes. */
#include "safety/source.h"

#include "base/spelling.h"

#include <apr_lib.h>
#include <string.h>

enum {
    START,   /* nothing yet, or perhaps nothing */
    SCHEME,  /* letters that could become a scheme */
    WORD,    /* the same, with a value in them */
    SLASH,   /* one slash: another would open a host */
    SLASHES, /* between the scheme and the host */
    HOST,    /* in it */
    REST,    /* path, query, fragment: the address is decided */
    VALUE,   /* behind a value that is an address, or nothing */
    BASE,    /* the same, made here and without a slash at its end */
    UNSURE,  /* behind a section that may have begun it: see 'may' */
    /* No places, but what a step may lead to instead: */
    END_SCHEME,    /* the colon behind one */
    NO_SCHEME,     /* a colon behind what is none */
    BEHIND_UNSURE, /* a sign that could have ended one */
    HIDDEN_SCHEME,
    HIDDEN_HOST,
    JOINED /* something that would change a whole address */
};

/* What may have been written up to an unsure place, as far as it matters. */
enum {
    MAY_START = 1,
    MAY_SLASH = 2,
    MAY_VALUE = 4,
    MAY_BASE = 8,
    CARRIED = 16
};

/* What a character is to an address. */
enum { BLANK, A_SLASH, QUERY, COLON, ENTITY, LETTER, OTHER, SIGNS };

/* One step through an address that leads somewhere. */
static const char steps[][SIGNS] = {
    [START] = {START, SLASH, REST, END_SCHEME, HIDDEN_SCHEME, SCHEME, WORD},
    [SCHEME] = {HIDDEN_SCHEME, REST, REST, END_SCHEME, HIDDEN_SCHEME, SCHEME,
                WORD},
    [WORD] = {HIDDEN_SCHEME, REST, REST, NO_SCHEME, HIDDEN_SCHEME, WORD, WORD},
    [SLASH] = {SLASH, SLASHES, REST, REST, HIDDEN_HOST, REST, REST},
    [SLASHES] = {SLASHES, SLASHES, HOST, HOST, HIDDEN_HOST, HOST, HOST},
    [HOST] = {HOST, REST, REST, HOST, HIDDEN_HOST, HOST, HOST},
    [REST] = {REST, REST, REST, REST, REST, REST, REST},
    [VALUE] = {JOINED, JOINED, REST, JOINED, JOINED, JOINED, JOINED},
    [BASE] = {JOINED, SLASH, REST, JOINED, JOINED, JOINED, JOINED},
    [UNSURE] = {UNSURE, UNSURE, UNSURE, BEHIND_UNSURE, BEHIND_UNSURE, UNSURE,
                UNSURE},
};

static const sp_refusal_t bad_scheme = {
    "leads to an address that is none of http:, https:, mailto: and tel:",
    "write one of those, or an address that begins with / or #"};
static const sp_refusal_t hidden_scheme = {
    "has a sign in its scheme that does not belong there",
    "write the start of the address as it is, without spaces and entities"};
static const sp_refusal_t hidden_host = {
    "has an entity where a host could begin",
    "write the start of the address as it is, up to its path"};
static const sp_refusal_t after_section = {
    "stands behind a section that the address may begin with",
    "write the whole address within the section"};
static const sp_refusal_t two_slashes = {
    "may have nothing between its first / and another, by what a section or a "
    "value is, and // would begin a host",
    "write a fixed part between them, or the / within the section"};
static const sp_refusal_t bad_join = {
    "has something behind a value that is a whole address",
    "go on with ? or #, or end the attribute there: vars.home is often /, and "
    "// would begin a host"};
static const sp_refusal_t at_start = {
    "stands at the start of an address, and could choose its scheme or its "
    "host",
    "write a fixed beginning, such as /search?q= or https://example.com/, or "
    "show the value as text"};
static const sp_refusal_t in_host = {
    "stands in the host of an address, and could choose another one",
    "write the host out, or begin with / to stay on this site"};
static const sp_refusal_t after_slash = {
    "stands behind the first / of an address, and could make it //host",
    "write a fixed part of the path or a ? before it"};
static const sp_refusal_t picture_in_link = {
    "is the picture itself, and a link leads nowhere with it",
    "write it as src of an img"};
static const sp_refusal_t after_value = {
    "stands behind a value that is a whole address",
    "write ? or # and a fixed part between them"};

void sp_url_begin(sp_url_t *url, sp_attr_t use)
{
    memset(url, 0, sizeof(*url));
    url->use = (char)use;
}

static int sign_of(char ch)
{
    switch (ch) {
    case '/':
    case '\\':
        return A_SLASH;
    case '?':
    case '#':
        return QUERY;
    case ':':
        return COLON;
    case '&':
        return ENTITY;
    default:
        return (unsigned char)ch <= ' ' ? BLANK
               : apr_isalnum(ch)        ? LETTER
                                        : OTHER;
    }
}

/* At the colon of a scheme. */
static const sp_refusal_t *end_scheme(sp_url_t *url)
{
    url->state = REST;
    if (sp_spelling_is_in(url->scheme, "http https")) {
        url->state = SLASHES;
    }
    else if (sp_spelling_is_in(url->scheme, "javascript vbscript") ||
             (url->use == SP_ATTR_LINK &&
              !sp_spelling_is_in(url->scheme, "mailto tel"))) {
        return &bad_scheme;
    }
    return NULL;
}

/* Behind a section: no step may be wrong for anything that it may have
 * written. */
static const sp_refusal_t *text_unsure(sp_url_t *url, int sign)
{
    const int may = url->may;

    if (sign == BLANK && !(may & (MAY_VALUE | MAY_BASE))) {
        return NULL;
    }
    url->may = 0;
    if (sign == QUERY) {
        return NULL;
    }
    if ((may & MAY_VALUE) || ((may & MAY_BASE) && sign != A_SLASH)) {
        return &bad_join;
    }
    if (sign == A_SLASH && (may & (MAY_START | MAY_BASE))) {
        url->may = MAY_SLASH;
    }
    return sign == A_SLASH && (may & MAY_SLASH) ? &two_slashes : NULL;
}

static const sp_refusal_t *text_link(sp_url_t *url, char ch)
{
    const int sign = sign_of(ch);
    const sp_refusal_t *why =
        url->state == UNSURE ? text_unsure(url, sign)
        : url->state == SLASH && url->joint && sign == A_SLASH ? &two_slashes
                                                               : NULL;
    int to = steps[(int)url->state][sign];

    if (why != NULL) {
        return why;
    }
    url->other = NULL;
    url->joint = (char)(url->joint && to == SLASH);
    if (to == SCHEME && url->len < (char)sizeof(url->scheme) - 1) {
        url->scheme[(int)url->len++] = (char)apr_tolower(ch);
    }
    else if (to == SCHEME) {
        to = WORD;
    }
    switch (to) {
    case END_SCHEME:
        return end_scheme(url);
    case NO_SCHEME:
        url->state = REST;
        return url->use == SP_ATTR_LINK ? &bad_scheme : NULL;
    case BEHIND_UNSURE: /* what was before may have been anything */
        return url->use == SP_ATTR_LINK ? &hidden_scheme : NULL;
    case HIDDEN_SCHEME:
        return &hidden_scheme;
    case HIDDEN_HOST:
        return &hidden_host;
    case JOINED:
        return &bad_join;
    default:
        url->state = (char)to;
        return NULL;
    }
}

static int is_link(const sp_url_t *url)
{
    return url->use == SP_ATTR_LINK || url->use == SP_ATTR_ANY;
}

const sp_refusal_t *sp_url_text(sp_url_t *url, char ch)
{
    return is_link(url) ? text_link(url, ch) : sp_source_text(url, ch);
}

static const sp_refusal_t *value_link(sp_url_t *url, sp_kind_t kind)
{
    static const sp_refusal_t *const refusals[] = {
        [START] = &at_start,       [SCHEME] = &at_start,  [WORD] = &at_start,
        [SLASH] = &after_slash,    [SLASHES] = &in_host,  [HOST] = &in_host,
        [VALUE] = &after_value,    [BASE] = &after_value, [REST] = NULL,
        [UNSURE] = &after_section,
    };
    const sp_refusal_t *why = refusals[(int)url->state];

    url->other = NULL;
    if (kind == SP_KIND_WORD || kind == SP_KIND_OPTION) {
        /* It never changes where an address leads, but letters at its start
         * may then no longer become a scheme. */
        if (why == &after_value || (url->may & (MAY_VALUE | MAY_BASE))) {
            return &after_value;
        }
        if (kind == SP_KIND_WORD) {
            url->state = steps[(int)url->state][OTHER];
            url->joint = url->may = 0;
        }
        else { /* it may be nothing */
            url->joint = url->state == SLASH;
        }
        return NULL;
    }
    if (url->state == START &&
        (kind == SP_KIND_ADDRESS || kind == SP_KIND_LINK)) {
        url->state = kind == SP_KIND_LINK ? VALUE : BASE;
        return NULL;
    }
    return kind == SP_KIND_PICTURE && why != NULL ? &picture_in_link : why;
}

const sp_refusal_t *sp_url_value(sp_url_t *url, sp_kind_t kind)
{
    return is_link(url) ? value_link(url, kind) : sp_source_value(url, kind);
}

int sp_url_equal(const sp_url_t *a, const sp_url_t *b)
{
    return a->state == b->state && a->joint == b->joint && a->may == b->may &&
           memcmp(a->scheme, b->scheme, sizeof(a->scheme)) == 0;
}

/* Whether it is the opposite of the section that has just ended: then nothing
 * of that was written where this is. */
static int is_opposite(const sp_url_t *url, const sp_mention_t *m)
{
    return url->other != NULL && strcmp(url->other, m->name) == 0 &&
           url->other_inverted != (m->inverted != 0);
}

const sp_refusal_t *sp_url_section(sp_url_t *url, const sp_mention_t *section)
{
    url->carry = 0;
    if (!is_link(url)) {
        return sp_source_section(url);
    }
    if (url->state == UNSURE && is_opposite(url, section)) {
        url->carry = (char)(url->may | CARRIED);
        url->state = url->other_state;
        url->may = 0;
    }
    url->other = NULL;
    url->joint = url->state == SLASH;
    return NULL;
}

static int may_be(const sp_url_t *url)
{
    switch (url->state) {
    case START:
        return MAY_START;
    case SLASH:
        return MAY_SLASH;
    case VALUE:
        return MAY_VALUE;
    case BASE:
        return MAY_BASE;
    default:
        return url->may;
    }
}

sp_url_t sp_url_join(const sp_url_t *before, const sp_url_t *after,
                     const sp_mention_t *section)
{
    sp_url_t unsure;

    if (sp_url_equal(before, after) && !before->carry) {
        return *before;
    }
    sp_url_begin(&unsure, (sp_attr_t)before->use);
    if (!is_link(before)) {
        return unsure;
    }
    unsure.state = UNSURE;
    unsure.may =
        (char)(may_be(after) |
               (before->carry ? before->carry & ~CARRIED : may_be(before)));
    if (!before->carry && (before->state == START || before->state == SLASH)) {
        unsure.other = section->name;
        unsure.other_inverted = section->inverted != 0;
        unsure.other_state = before->state;
    }
    return unsure;
}
