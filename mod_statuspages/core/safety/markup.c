/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Elements and attributes; see parts.h. Two tables and what reads them.
 * Refuses to know how they are spelled out in bytes. */
#include "safety/parts.h"

#include "base/spelling.h"

#include <string.h>

static const sp_refusal_t script = {
    "has no place in a page: its Content-Security-Policy runs no script",
    "write HTML and CSS that need none"};
static const sp_refusal_t frame = {
    "would show something from elsewhere, and the page's "
    "Content-Security-Policy loads nothing",
    "write a link, or draw it as inline SVG"};
static const sp_refusal_t media = {
    "would load sound or film, and the page's Content-Security-Policy loads "
    "nothing",
    "write a link, or draw it as inline SVG with CSS"};
static const sp_refusal_t base = {
    "would change where every link of the page leads",
    "write whole addresses, or ones that begin with /"};
static const sp_refusal_t obsolete = {
    "switches markup off up to its end, or for good",
    "write <pre> and &lt; for each <"};
static const sp_refusal_t foreign_html = {
    "puts HTML into SVG or MathML, where it is not clear what a value becomes",
    "end the <svg> before it, or write <text>"};
static const sp_refusal_t foreign_style = {
    "within SVG or MathML is read as markup and has no hash in the "
    "Content-Security-Policy",
    "move its rules to the page's own <style>"};
static const sp_refusal_t handler = {
    "would run a script at an event, and the page's Content-Security-Policy "
    "runs none",
    "write HTML and CSS that need none"};
static const sp_refusal_t inline_style = {
    "is not covered by the hash of the style element in the page's "
    "Content-Security-Policy",
    "write a class, and its rules in <style>"};
static const sp_refusal_t http_equiv = {
    "stands for a header of the response, and the headers are the module's",
    "leave it away; for headers of your own write Header in httpd's "
    "configuration"};
static const sp_refusal_t loads = {
    "would have the browser fetch or send something, and the page's "
    "Content-Security-Policy allows none of it",
    "leave it away"};
static const sp_refusal_t srcdoc = {
    "holds a page within the page, escaped twice", "write the markup itself"};

/* Beside these, every element may stand in a page. */
static const struct {
    const char *tags;
    const sp_refusal_t *why;
} elements[] = {
    {"script noscript", &script},
    {"iframe frame frameset object embed applet portal fencedframe", &frame},
    {"audio video track", &media},
    {"base", &base},
    {"plaintext xmp noembed noframes", &obsolete},
    {"foreignobject annotation-xml", &foreign_html},
};

/* The first row that fits; no tag is any element. */
static const struct {
    const char *names;
    const char *tags;
    sp_attr_t attr;
    const sp_refusal_t *why;
} attributes[] = {
    {"style", "", SP_ATTR_CLOSED, &inline_style},
    {"srcdoc", "", SP_ATTR_CLOSED, &srcdoc},
    {"http-equiv", "", SP_ATTR_CLOSED, &http_equiv},
    {"ping attributionsrc manifest", "", SP_ATTR_LINK, &loads},
    {"background", "", SP_ATTR_PICTURE, &loads},
    {"imagesrcset", "", SP_ATTR_PICTURES, &loads},
    {"xml:base", "", SP_ATTR_LINK, &base},
    {"href", "a area", SP_ATTR_LINK, NULL},
    {"xlink:href", "a", SP_ATTR_LINK, NULL},
    {"href", "link", SP_ATTR_RESOURCE, NULL},
    {"href", "image feimage", SP_ATTR_PICTURE, NULL},
    {"xlink:href", "image feimage", SP_ATTR_PICTURE, NULL},
    {"href xlink:href usemap", "", SP_ATTR_FRAGMENT, NULL},
    {"src", "iframe", SP_ATTR_LINK, NULL},
    {"src poster data", "", SP_ATTR_PICTURE, NULL},
    {"srcset", "", SP_ATTR_PICTURES, NULL},
    {"action formaction cite longdesc", "", SP_ATTR_LINK, NULL},
    {"fill stroke filter mask clip-path marker marker-start marker-mid "
     "marker-end cursor display visibility opacity color bgcolor stop-color "
     "flood-color lighting-color font-family font-size",
     "", SP_ATTR_CSS, NULL},
    {"name", "meta", SP_ATTR_CLOSED, NULL},
    {"attributename", "", SP_ATTR_TARGET, NULL},
    {"charset media face method enctype command popovertarget shadowrootmode "
     "referrerpolicy from to by values type sandbox rel target "
     "formtarget",
     "", SP_ATTR_CLOSED, NULL},
};

const sp_refusal_t *sp_markup_element(const char *tag, int foreign, int gallery)
{
    size_t i;

    if (gallery && !foreign && strcmp(tag, "iframe") == 0) {
        return NULL;
    }
    for (i = 0; i < sizeof(elements) / sizeof(elements[0]); i++) {
        if (sp_spelling_is_in(tag, elements[i].tags)) {
            return elements[i].why;
        }
    }
    if (foreign && strcmp(tag, "style") == 0) {
        return &foreign_style;
    }
    return foreign && strcmp(tag, "textarea") == 0 ? &foreign_html : NULL;
}

const sp_refusal_t *sp_markup_attribute(const char *tag, const char *name,
                                        sp_attr_t *attr)
{
    size_t i;

    *attr = SP_ATTR_TEXT;
    if (strncmp(name, "on", 2) == 0 && name[2] != '\0') {
        return &handler;
    }
    for (i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
        if (sp_spelling_is_in(name, attributes[i].names) &&
            (attributes[i].tags[0] == '\0' ||
             sp_spelling_is_in(tag, attributes[i].tags))) {
            *attr = attributes[i].attr;
            return attributes[i].why;
        }
    }
    return NULL;
}

sp_attr_t sp_markup_xml_attribute(const char *name)
{
    sp_attr_t attr;

    if (strcmp(name, "attributeName") == 0) {
        return SP_ATTR_TARGET; /* a browser that shows XML knows SVG */
    }
    if (sp_markup_attribute("a", name, &attr) != NULL ||
        strncmp(name, "xmlns", 5) == 0) {
        return SP_ATTR_CLOSED;
    }
    return attr < SP_ATTR_TEXT ? SP_ATTR_ANY : SP_ATTR_TEXT;
}
