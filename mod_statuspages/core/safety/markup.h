/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What elements and attributes are to the check: which have no place in a
 * page, and what an attribute's value is. Private to the room. */
#ifndef SP_CONTEXT_MARKUP_H
#define SP_CONTEXT_MARKUP_H

#include "safety/parts.h"
#include "safety/url.h"

/** What the value of an attribute is read as: an address (sp_url_use_t), or: */
typedef enum sp_attr_t {
    SP_ATTR_LINK = SP_URL_LINK,
    SP_ATTR_PICTURE = SP_URL_PICTURE,
    SP_ATTR_PICTURES = SP_URL_PICTURES,
    SP_ATTR_FRAGMENT = SP_URL_FRAGMENT,
    SP_ATTR_ANY = SP_URL_ANY,
    SP_ATTR_TEXT,  /* words: any value may stand there */
    SP_ATTR_CSS,   /* fill and its like: a piece of a style sheet */
    SP_ATTR_CLOSED /* means something to programs: fixed words alone */
} sp_attr_t;

/** What an element's content is read as. */
typedef enum sp_content_t {
    SP_CONTENT_MARKUP,
    SP_CONTENT_WORDS, /* title, textarea: no tags in it */
    SP_CONTENT_STYLE
} sp_content_t;

/**
 * NULL, or why the element has no place: in a gallery a frame has. @a foreign
 * says that it stands in SVG or MathML.
 */
const sp_refusal_t *sp_markup_element(const char *tag, int foreign,
                                      int gallery);

/** How the content of an element is read; in SVG and MathML all is markup. */
sp_content_t sp_markup_content(const char *tag, int foreign);

/** NULL, or why the attribute has no place; gives what its value is. */
const sp_refusal_t *sp_markup_attribute(const char *tag, const char *name,
                                        sp_attr_t *attr);

/** The same for an element of XML, whatever its prefix: a browser that shows
 *  the answer knows some of them. */
const sp_refusal_t *sp_markup_xml_element(const char *tag);

/** What an attribute's value is in XML, where none is refused. */
sp_attr_t sp_markup_xml_attribute(const char *name);

#endif /* SP_CONTEXT_MARKUP_H */
