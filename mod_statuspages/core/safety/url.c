/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Following an address; see parts.h. Knows how browsers read the start
 * of one: leading space is dropped, a back slash is a slash, any number of
 * slashes opens a host. Refuses to know attributes. */
#include "safety/parts.h"

#include "base/spelling.h"

#include <apr_lib.h>
#include <string.h>

enum {
    START,      /* nothing yet, or perhaps nothing */
    SCHEME,     /* letters that could become a scheme */
    WORD,       /* the same, with a value in them */
    SLASH,      /* one slash: another would open a host */
    SLASHES,    /* between the scheme and the host */
    HOST,       /* in it */
    REST,       /* path, query, fragment: the address is decided */
    VALUE,      /* behind a value that is an address, or nothing */
    BASE,       /* the same, made here and without a slash at its end */
    PREFIX,     /* within "data:image/" */
    DATA,       /* behind it */
    UNSURE,     /* behind a section that may have begun the address */
    DESCRIPTOR, /* behind a picture's address in srcset */
    /* No places, but what a step may lead to instead: */
    END_SCHEME,    /* the colon behind one */
    NO_SCHEME,     /* a colon behind what is none */
    BEHIND_UNSURE, /* a sign that could have ended one */
    HIDDEN_SCHEME,
    HIDDEN_HOST,
    JOINED /* something that would change a whole address */
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
static const sp_refusal_t no_picture = {
    "would load something, and the page's Content-Security-Policy loads "
    "nothing but data:image/",
    "write {{logo}}, data:image/... or inline SVG; style goes in <style>"};
static const sp_refusal_t one_picture = {"names more than one picture",
                                         "write one data:image/... address"};
static const sp_refusal_t no_fragment = {
    "would load something from elsewhere, and the page's "
    "Content-Security-Policy loads nothing",
    "write #id of something in this page"};
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
static const sp_refusal_t in_picture = {
    "stands in the address of a picture",
    "write {{logo}} as the whole address, or a fixed data:image/..."};
static const sp_refusal_t before_fragment = {
    "stands before the # of a reference within the page",
    "write # first, as in href=\"#shape-{{class}}\""};
static const sp_refusal_t after_value = {
    "stands behind a value that is a whole address",
    "write ? or # and a fixed part between them"};

void sp_url_begin(sp_url_t *url, sp_attr_t use)
{
    memset(url, 0, sizeof(*url));
    url->use = (char)use;
}

static int is_picture(const sp_url_t *url)
{
    return url->use == SP_ATTR_PICTURE || url->use == SP_ATTR_PICTURES;
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

static const sp_refusal_t *text_link(sp_url_t *url, char ch)
{
    int to = steps[(int)url->state][sign_of(ch)];

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

/* A picture: "data:image/" and anything. */
static const sp_refusal_t *text_picture(sp_url_t *url, char ch)
{
    int blank = sign_of(ch) == BLANK;

    if (url->state == START && !blank) {
        url->state = PREFIX;
        url->len = 0;
    }
    if (url->state == PREFIX) {
        if (apr_tolower(ch) != SP_PICTURE_PREFIX[(int)url->len++]) {
            return &no_picture;
        }
        url->state = SP_PICTURE_PREFIX[(int)url->len] == '\0' ? DATA : PREFIX;
    }
    else if (url->state == DATA || url->state == VALUE) {
        if (url->use == SP_ATTR_PICTURES && blank) {
            url->state = DESCRIPTOR;
        }
        else if (url->state == VALUE && !blank) {
            return &no_picture;
        }
    }
    else if (url->state == DESCRIPTOR && ch == ',') {
        return &one_picture;
    }
    return NULL;
}

static const sp_refusal_t *text_fragment(sp_url_t *url, char ch)
{
    if (url->state == START) {
        if (ch != '#') {
            return &no_fragment;
        }
        url->state = REST;
    }
    return NULL;
}

const sp_refusal_t *sp_url_text(sp_url_t *url, char ch)
{
    if (is_picture(url)) {
        return text_picture(url, ch);
    }
    if (url->use == SP_ATTR_FRAGMENT) {
        return text_fragment(url, ch);
    }
    return text_link(url, ch);
}

static const sp_refusal_t *value_picture(sp_url_t *url, sp_kind_t kind)
{
    if (kind == SP_KIND_PICTURE && url->state == START) {
        url->state = VALUE;
        return NULL;
    }
    return (kind == SP_KIND_WORD || kind == SP_KIND_OPTION) &&
                   (url->state == DATA || url->state == DESCRIPTOR)
               ? NULL
               : &in_picture;
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

    if (kind == SP_KIND_WORD || kind == SP_KIND_OPTION) {
        /* It never changes where an address leads, but letters at its start
         * may then no longer become a scheme. */
        if (why != &after_value && kind == SP_KIND_WORD) {
            url->state = steps[(int)url->state][OTHER];
        }
        return why == &after_value ? why : NULL;
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
    if (is_picture(url)) {
        return value_picture(url, kind);
    }
    if (url->use == SP_ATTR_FRAGMENT) {
        return url->state == REST ? NULL : &before_fragment;
    }
    return value_link(url, kind);
}

int sp_url_equal(const sp_url_t *a, const sp_url_t *b)
{
    return a->state == b->state && a->len == b->len &&
           memcmp(a->scheme, b->scheme, (size_t)a->len) == 0;
}

sp_url_t sp_url_join(const sp_url_t *a, const sp_url_t *b)
{
    sp_url_t unsure;

    if (sp_url_equal(a, b)) {
        return *a;
    }
    sp_url_begin(&unsure, (sp_attr_t)a->use);
    if (!is_picture(a) && a->use != SP_ATTR_FRAGMENT) {
        unsure.state = UNSURE;
    }
    return unsure;
}
