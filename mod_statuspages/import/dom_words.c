/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The words of an HTML page; see dom.h. What a reader does not see is none of
 * them: scripts, navigation, hidden elements, the signs beside headings that
 * link to them. */
#include "import/dom.h"

#include <apr_lib.h>
#include <string.h>

/* Elements that hold no words of a document. */
static const char unseen[] =
    "script|style|noscript|template|head|nav|footer|object|iframe|svg|canvas|"
    "select|textarea|button|dialog|math";

/* Those that begin a paragraph and end one. */
static const char blocks[] =
    "p|div|li|ul|ol|dl|dt|dd|table|tr|td|th|h1|h2|h3|h4|h5|h6|pre|blockquote|"
    "section|article|aside|main|header|figure|figcaption|details|summary|"
    "caption|hr|address|tbody|thead|tfoot|body";

/* Classes of what is for screen readers, and of a heading's own link. */
static const char unseen_classes[] =
    "sr-only|visually-hidden|visuallyhidden|screen-reader|headerlink|hash-link|"
    "header-anchor|anchorjs-link|heading-anchor|permalink|copy-heading";

static sp_slice_t slice_of(const xmlChar *text)
{
    sp_slice_t s = {text ? (const char *)text : "", 0};

    s.len = strlen(s.p);
    return s;
}

static sp_slice_t attribute(const xmlNode *node, const char *name)
{
    const xmlAttr *a;

    for (a = node->properties; a != NULL; a = a->next) {
        if (strcmp((const char *)a->name, name) == 0) {
            return slice_of(a->children ? a->children->content
                                        : (const xmlChar *)"");
        }
    }
    return (sp_slice_t){NULL, 0};
}

int sp_dom_named(const xmlNode *node, const char *names)
{
    return node->type == XML_ELEMENT_NODE &&
           sp_slice_is(slice_of(node->name), names);
}

/* "display: none" as it is written. */
static int is_styled_away(sp_slice_t style)
{
    char folded[256];
    apr_size_t i, n = 0;

    for (i = 0; i < style.len && n < sizeof(folded); i++) {
        if (!apr_isspace(style.p[i])) {
            folded[n++] = style.p[i];
        }
    }
    return sp_slice_has((sp_slice_t){folded, n},
                        "display:none|visibility:hidden|mso-hide:all|"
                        "mso-list:ignore");
}

/* Nothing but a sign: what a heading's own link shows. */
static int is_sign(const xmlNode *node)
{
    const xmlNode *text = node->children;

    return sp_dom_named(node, "a") && text != NULL && text->next == NULL &&
           text->type == XML_TEXT_NODE &&
           sp_slice_is(sp_slice_trim(slice_of(text->content)),
                       "\xC2\xB6|#|\xF0\x9F\x94\x97|\xE2\x86\xA9|\xE2\x86\x91");
}

int sp_dom_is_hidden(const xmlNode *node)
{
    if (node->type != XML_ELEMENT_NODE) {
        return node->type != XML_TEXT_NODE &&
               node->type != XML_CDATA_SECTION_NODE;
    }
    return sp_dom_named(node, unseen) || attribute(node, "hidden").p != NULL ||
           sp_slice_is(attribute(node, "aria-hidden"), "true") ||
           sp_slice_is(attribute(node, "role"),
                       "navigation|contentinfo|search|tooltip") ||
           sp_slice_has(attribute(node, "class"), unseen_classes) ||
           is_styled_away(attribute(node, "style")) || is_sign(node);
}

xmlNode *sp_dom_next(xmlNode *node, const xmlNode *root, int over)
{
    if (!over && node->type == XML_ELEMENT_NODE && node->children != NULL) {
        return node->children;
    }
    while (node != root && node != NULL && node->next == NULL) {
        node = node->parent;
    }
    return node == root || node == NULL ? NULL : node->next;
}

int sp_dom_line(const xmlNode *node)
{
    long line = xmlGetLineNo(node);

    return line > 0 ? (int)line : 1;
}

/* Words while they are gathered: blanks and breaks come before the next
 * word, or not at all. */
typedef struct gather_t {
    char *out;
    apr_size_t len;
    int blank;
    int breaks; /* 1: a line, 2: a paragraph */
} gather_t;

static void gather_text(gather_t *g, sp_slice_t s)
{
    apr_size_t i;

    for (i = 0; i < s.len; i++) {
        if (apr_isspace(s.p[i])) {
            g->blank = 1;
            continue;
        }
        if (g->len > 0 && g->breaks > 0) {
            g->out[g->len++] = '\n';
            if (g->breaks > 1) {
                g->out[g->len++] = '\n';
            }
        }
        else if (g->len > 0 && g->blank) {
            g->out[g->len++] = ' ';
        }
        g->blank = g->breaks = 0;
        g->out[g->len++] = s.p[i];
    }
}

/* Whether a block ends on the way from one node to the next. */
static int leaves_block(const xmlNode *from, const xmlNode *to)
{
    for (; from != NULL && from != to->parent; from = from->parent) {
        if (sp_dom_named(from, blocks)) {
            return 1;
        }
    }
    return 0;
}

static void gather_node(gather_t *g, const xmlNode *node, sp_slice_t *link)
{
    sp_slice_t href;

    if (node->type != XML_ELEMENT_NODE) {
        gather_text(g, slice_of(node->content));
        return;
    }
    if (sp_dom_named(node, "br")) {
        g->breaks = g->breaks > 1 ? 2 : g->breaks + 1;
    }
    if (sp_dom_named(node, blocks)) {
        g->breaks = 2;
    }
    href = attribute(node, "href");
    if (sp_dom_named(node, "a") && link->len == 0 && href.len > 0) {
        *link = href;
    }
    if (sp_dom_named(node, "img")) {
        gather_text(g, attribute(node, "alt"));
    }
}

/* How much room the words need at most: each break has a byte of its own. */
static apr_size_t room_for(xmlNode *node, const xmlNode *end,
                           const xmlNode *root)
{
    apr_size_t room = 4;

    for (; node != NULL && node != end;
         node = sp_dom_next(node, root, sp_dom_is_hidden(node))) {
        room += 3;
        if (node->type != XML_ELEMENT_NODE) {
            room += slice_of(node->content).len;
        }
        else if (sp_dom_named(node, "img")) {
            room += attribute(node, "alt").len;
        }
    }
    return room;
}

sp_slice_t sp_dom_words(sp_job_t *job, xmlNode *start, const xmlNode *end,
                        const xmlNode *root, sp_slice_t *link)
{
    gather_t g = {0};
    xmlNode *node = start, *next;
    sp_slice_t words;

    *link = (sp_slice_t){"", 0};
    g.out = apr_palloc(job->pool, room_for(start, end, root));
    while (node != NULL && node != end) {
        int hidden = sp_dom_is_hidden(node);

        if (!hidden) {
            gather_node(&g, node, link);
        }
        next = sp_dom_next(node, root, hidden);
        if (next != NULL && next->parent != node && leaves_block(node, next)) {
            g.breaks = 2;
        }
        node = next;
    }
    words.p = g.out;
    words.len = g.len;
    return words;
}

sp_slice_t sp_dom_text(sp_job_t *job, xmlNode *node, sp_slice_t *link)
{
    *link = (sp_slice_t){"", 0};
    return node->children != NULL
               ? sp_dom_words(job, node->children, NULL, node, link)
               : (sp_slice_t){"", 0};
}
