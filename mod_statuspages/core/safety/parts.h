/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the parts of the check share: where it is, how it refuses, what elements
 * and attributes are to it, and the two languages that stand within HTML:
 * addresses and style sheets. Private to the room. */
#ifndef SP_SAFETY_PARTS_H
#define SP_SAFETY_PARTS_H

#include "template/template.h"

/** Why something may not stand where it stands: "'SUBJECT' WHAT; HINT". */
typedef struct sp_refusal_t {
    const char *what;
    const char *hint;
} sp_refusal_t;

/** Where the check is, and where its fault goes. */
typedef struct sp_trace_t {
    sp_spot_t at;
    int gallery; /* the page may show another in a frame */
    int clear;   /* what stands behind the fault can be judged, too */
    apr_pool_t *pool;
    sp_error_t *err;
} sp_trace_t;

/** How every address begins that a browser may load. */
#define SP_PICTURE_PREFIX "data:image/"

/** Refuse, unless @a why is NULL: at @a spot, or here where that is NULL. */
static inline apr_status_t sp_trace_refuse(sp_trace_t *t, const sp_spot_t *spot,
                                           const char *subject,
                                           const sp_refusal_t *why)
{
    const sp_spot_t *at = spot != NULL ? spot : &t->at;

    if (why == NULL) {
        return APR_SUCCESS;
    }
    sp_error_set(t->err, t->pool, at->file, at->line, at->col, "'%s' %s",
                 subject, why->what);
    return sp_error_hint(t->err, t->pool, "%s", why->hint);
}

/** The same where it is clear what stands behind it, so that the check may go
 *  on: a word is refused, and no quote is missing. */
static inline apr_status_t sp_trace_object(sp_trace_t *t, const sp_spot_t *spot,
                                           const char *subject,
                                           const sp_refusal_t *why)
{
    t->clear = why != NULL;
    return sp_trace_refuse(t, spot, subject, why);
}

/** What the value of an attribute is read as; up to ANY it is an address. */
typedef enum sp_attr_t {
    SP_ATTR_LINK,     /* a reader may go there */
    SP_ATTR_PICTURE,  /* a browser would load it: data: alone */
    SP_ATTR_PICTURES, /* the same in srcset: one, and its size */
    SP_ATTR_RESOURCE, /* the same of <link>, as a page's icon */
    SP_ATTR_FRAGMENT, /* something in this page: #id */
    SP_ATTR_ANY,      /* XML: nothing loads it */
    SP_ATTR_TARGET,   /* no address, but read like one: what is animated */
    SP_ATTR_TEXT,     /* words: any value may stand there */
    SP_ATTR_CSS,      /* fill and its like: a piece of a style sheet */
    SP_ATTR_CLOSED    /* means something to programs: fixed words alone */
} sp_attr_t;

/**
 * NULL, or why the element has no place: in a gallery a frame has. @a foreign
 * says that it stands in SVG or MathML.
 */
const sp_refusal_t *sp_markup_element(const char *tag, int foreign,
                                      int gallery);

/** NULL, or why the attribute has no place; gives what its value is. */
const sp_refusal_t *sp_markup_attribute(const char *tag, const char *name,
                                        sp_attr_t *attr);

/** What an attribute's value is in XML, where none is refused. */
sp_attr_t sp_markup_xml_attribute(const char *name);

/** How far an address in an attribute has come: whether what follows could
 *  still choose its scheme or its host. */
typedef struct sp_url_t {
    char use; /* an sp_attr_t, up to SP_ATTR_TARGET */
    char state;
    char joint;      /* behind the first slash, and what may be nothing */
    char may;        /* behind a section: what may have been written */
    char carry;      /* where a section begins: 'may' of its opposite */
    char len;        /* of what was read of the scheme */
    char scheme[13]; /* all zero behind it */
    /* Right behind a section: where its opposite begins. */
    char other_state;
    char other_inverted;
    const char *other; /* the section's name, or NULL */
} sp_url_t;

/** At the beginning of an address, for that use. */
void sp_url_begin(sp_url_t *url, sp_attr_t use);

/** One more character of the template. NULL, or why it can't stand there. */
const sp_refusal_t *sp_url_text(sp_url_t *url, char ch);

/** A value. NULL, or why it can't stand there. */
const sp_refusal_t *sp_url_value(sp_url_t *url, sp_kind_t kind);

/** A section begins. NULL, or why it can't do so there. */
const sp_refusal_t *sp_url_section(sp_url_t *url, const sp_mention_t *section);

/** Whether the same may follow at both. */
int sp_url_equal(const sp_url_t *a, const sp_url_t *b);

/** Where an address is behind a section: at @a before, where it began, or at
 *  @a after. Nothing is trusted in the result that is not in both. */
sp_url_t sp_url_join(const sp_url_t *before, const sp_url_t *after,
                     const sp_mention_t *section);

/** Where in a style sheet a character stands, as far as it matters: strings,
 *  comments, and what would be loaded. */
typedef struct sp_css_t {
    char state;
    char quote;        /* that ends the string or the address, or 0 */
    char seen;         /* of what is being waited for */
    char escaped;      /* the character before was a back slash */
    char back;         /* how far before this place the refused word begins */
    char len;          /* of the tail */
    signed char depth; /* of { and }; see SP_CSS_UNSURE */
    char tail[12];     /* the last characters, in lower case */
} sp_css_t;

/** How many are open depends on a section, or is more than anybody writes. */
#define SP_CSS_UNSURE (-1)

/** Behind what was refused: go on where it makes sense. */
void sp_css_mend(sp_css_t *css);

/** At the beginning of a style sheet, or of a style attribute. */
void sp_css_begin(sp_css_t *css);

/** One more character of the template. NULL, or why it can't stand there. */
const sp_refusal_t *sp_css_text(sp_css_t *css, char ch);

/** A value. NULL, or why it can't stand there. */
const sp_refusal_t *sp_css_value(sp_css_t *css, sp_kind_t kind);

/** Words that lie in several pieces of a template are not put together. */
void sp_css_cut(sp_css_t *css);

/** Whether both stand at the same kind of place. */
int sp_css_equal(const sp_css_t *a, const sp_css_t *b);

#endif /* SP_SAFETY_PARTS_H */
