/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A tokenizer that follows HTML or XML character by character and says
 * whether a value may stand where it is. It never looks back, so it is linear,
 * and its whole state is one small struct, so that it can be kept, compared
 * and set back around sections. Private to the room.
 *
 * It knows less than a browser and forbids what it does not know: what it
 * takes for text is text, what it takes for a quoted value is one. Where
 * browsers differ by surroundings (SVG, select, title), what would be read in
 * two ways is refused. */
#ifndef SP_SAFETY_HTML_H
#define SP_SAFETY_HTML_H

#include "safety/parts.h"

typedef enum sp_html_state_t {
    SP_HTML_TEXT,
    SP_HTML_WORDS, /* in title, textarea: "<" before a letter is refused */
    SP_HTML_STYLE,
    SP_HTML_OPEN,     /* behind "<" */
    SP_HTML_END_OPEN, /* behind "</" */
    SP_HTML_BANG,     /* behind "<!" or "<?" */
    SP_HTML_DOCTYPE,
    SP_HTML_COMMENT,
    SP_HTML_PI,    /* XML: <?xml ... ?> */
    SP_HTML_CDATA, /* XML */
    SP_HTML_NAME,  /* of a tag */
    SP_HTML_TAG,   /* in a tag, between attributes */
    SP_HTML_JOINT, /* the same or at the end of a name: a section ended */
    SP_HTML_ATTR,  /* in an attribute's name */
    SP_HTML_AFTER, /* behind it, and a space */
    SP_HTML_EQUALS,
    SP_HTML_QUOTED, /* in a value, in quotes */
    SP_HTML_BARE    /* in one without */
} sp_html_state_t;

#define SP_HTML_NAME_MAX 20

/** Behind a section in a comment, which may have ended with dashes or not. */
#define SP_HTML_UNSURE_DASHES 6

typedef struct sp_html_t {
    char state;
    char xml;
    char seen;    /* of what is being waited for */
    char closing; /* the tag is a closing one */
    char slash;   /* it ends with "/" so far */
    char skip;    /* the element is refused, and so is all of it */
    char attr;    /* an sp_attr_t: what the value is */
    char quote;   /* that ends it */
    char tag_len;
    char name_len;
    char tag[SP_HTML_NAME_MAX];  /* in lower case; longer ones are cut */
    char name[SP_HTML_NAME_MAX]; /* of the attribute */
    int depth;                   /* of svg and math; XML: of all elements */
    sp_url_t url;                /* in the value of an attribute */
    sp_css_t css;                /* in a style sheet */
    sp_spot_t tag_at;            /* its "<" */
    sp_spot_t name_at;           /* of the attribute */
    sp_spot_t depth_at;          /* the tag that 'depth' counted last */
    sp_spot_t rule_at;           /* the outermost { that is open */
} sp_html_t;

/** Anywhere: one more character. */
apr_status_t sp_html_text(sp_html_t *h, sp_trace_t *t, char ch);

/** Within a tag, for html.c: its name begins. */
void sp_tag_begin(sp_html_t *h, char ch, int closing);

/** Within a tag: one more character. */
apr_status_t sp_tag_text(sp_html_t *h, sp_trace_t *t, char ch);

/** The name of the tag ends: whether the element has a place. */
apr_status_t sp_tag_end_tag(sp_html_t *h, sp_trace_t *t);

/** The name of an attribute ends: whether it has a place there. */
apr_status_t sp_tag_end_name(sp_html_t *h, sp_trace_t *t);

#endif /* SP_SAFETY_HTML_H */
