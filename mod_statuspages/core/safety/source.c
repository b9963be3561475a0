/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pictures, shapes and what is animated; see source.h. Refuses to know
 * addresses that a reader follows (url.c). */
#include "safety/source.h"

#include "base/spelling.h"

#include <apr_lib.h>
#include <string.h>

enum {
    START,      /* nothing yet */
    PREFIX,     /* within "data:image/" */
    DATA,       /* behind it */
    VALUE,      /* behind a value that is the picture */
    DESCRIPTOR, /* behind a picture's address in srcset */
    ID          /* behind the # of a shape */
};

static const sp_refusal_t no_picture = {
    "would load something, and the page's Content-Security-Policy loads "
    "nothing but data:image/",
    "write {{logo}}, data:image/... or inline SVG"};
static const sp_refusal_t no_resource = {
    "would load something, and the page's Content-Security-Policy loads "
    "nothing but data:image/",
    "rules go in <style>, an icon into the layout's block 'icon' as {{logo}} "
    "or data:image/...; what would connect or load ahead is left out"};
static const sp_refusal_t one_picture = {"names more than one picture",
                                         "write one data:image/... address"};
static const sp_refusal_t no_fragment = {
    "would load something from elsewhere, and the page's "
    "Content-Security-Policy loads nothing",
    "write #id of something in this page"};
static const sp_refusal_t in_picture = {
    "stands in the address of a picture",
    "write {{logo}} as the whole address, or a fixed data:image/..."};
static const sp_refusal_t before_fragment = {
    "stands before the # of a reference within the page",
    "write # first, as in href=\"#shape-{{class}}\""};
static const sp_refusal_t animated = {
    "names what an animation would lead elsewhere, load or run",
    "animate what is only seen, such as opacity, transform or d"};
static const sp_refusal_t animated_name = {
    "stands in the name of what is animated", "write the name out"};
static int is_blank(char ch)
{
    return (unsigned char)ch <= ' ';
}

/* The part of an attribute's name behind a prefix: what runs, loads or leads
 * somewhere is known by how it begins. */
static const sp_refusal_t *text_target(sp_url_t *url, char ch)
{
    if (ch == '&') {
        return &animated;
    }
    if (ch == ':') {
        memset(url->scheme, 0, sizeof(url->scheme));
        url->len = 0;
    }
    else if (!is_blank(ch) && url->len < (char)sizeof(url->scheme) - 1) {
        url->scheme[(int)url->len++] = (char)apr_tolower(ch);
    }
    return sp_spelling_is_in(url->scheme, "href style src on") ? &animated
                                                               : NULL;
}

/* A picture: "data:image/" and anything. */
static const sp_refusal_t *text_picture(sp_url_t *url, char ch)
{
    const sp_refusal_t *elsewhere =
        url->use == SP_ATTR_RESOURCE ? &no_resource : &no_picture;
    int blank = is_blank(ch);

    if (url->state == START && !blank) {
        url->state = PREFIX;
        url->len = 0;
    }
    if (url->state == PREFIX) {
        if (apr_tolower(ch) != SP_PICTURE_PREFIX[(int)url->len++]) {
            return elsewhere;
        }
        url->state = SP_PICTURE_PREFIX[(int)url->len] == '\0' ? DATA : PREFIX;
    }
    else if (url->state == DATA || url->state == VALUE) {
        if (url->use == SP_ATTR_PICTURES && blank) {
            url->state = DESCRIPTOR;
        }
        else if (url->state == VALUE && !blank) {
            return elsewhere;
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
        url->state = ID;
    }
    return NULL;
}

const sp_refusal_t *sp_source_text(sp_url_t *url, char ch)
{
    return url->use == SP_ATTR_TARGET     ? text_target(url, ch)
           : url->use == SP_ATTR_FRAGMENT ? text_fragment(url, ch)
                                          : text_picture(url, ch);
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

const sp_refusal_t *sp_source_value(sp_url_t *url, sp_kind_t kind)
{
    if (url->use == SP_ATTR_TARGET) {
        return &animated_name;
    }
    if (url->use == SP_ATTR_FRAGMENT) {
        return url->state == ID ? NULL : &before_fragment;
    }
    return value_picture(url, kind);
}

const sp_refusal_t *sp_source_section(const sp_url_t *url)
{
    return url->use == SP_ATTR_TARGET ? &animated_name : NULL;
}
