/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The parsers of others that judge what was written: libxml2 for HTML and
 * XML, cmark-gfm for Markdown. Without the headers of cmark-gfm
 * (libcmark-gfm-dev, libcmark-gfm-extensions-dev) that one is left out. */
#ifndef SP_FUZZ_PARSERS_H
#define SP_FUZZ_PARSERS_H

#include "bytes.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

static inline xmlDocPtr parsers_html(const char *text)
{
    return htmlReadMemory(text, (int)strlen(text), NULL, "UTF-8",
                          HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                              HTML_PARSE_NOIMPLIED | HTML_PARSE_NONET |
                              HTML_PARSE_RECOVER);
}

/* What libxml2 says of elements that are new to it, or closed in an odd order,
 * is no matter; where it does not understand a tag as browsers do, it is no
 * judge. */
static inline void parsers_note(void *odd, const xmlError *error)
{
    if (error->code != XML_HTML_UNKNOWN_TAG &&
        error->code != XML_HTML_STRUCURE_ERROR &&
        error->code != XML_ERR_TAG_NAME_MISMATCH) {
        *(int *)odd = 1;
    }
}

static inline int parsers_html_is_odd(const char *text)
{
    int odd = 0;

    xmlSetStructuredErrorFunc(&odd, (xmlStructuredErrorFunc)parsers_note);
    xmlFreeDoc(parsers_html(text));
    xmlSetStructuredErrorFunc(NULL, NULL);
    return odd;
}

static inline xmlDocPtr parsers_xml(const char *text)
{
    return xmlReadMemory(text, (int)strlen(text), NULL, "UTF-8",
                         XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                             XML_PARSE_NONET);
}

#ifdef SP_FUZZ_CMARK
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

static inline cmark_node *parsers_markdown(const char *text)
{
    static const char *const extensions[] = {
        "table", "strikethrough", "autolink", "tagfilter", "tasklist"};
    cmark_parser *parser;
    cmark_node *doc;
    size_t i;

    cmark_gfm_core_extensions_ensure_registered();
    parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    for (i = 0; i < sizeof(extensions) / sizeof(extensions[0]); i++) {
        cmark_parser_attach_syntax_extension(
            parser, cmark_find_syntax_extension(extensions[i]));
    }
    cmark_parser_feed(parser, text, strlen(text));
    doc = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return doc;
}

/* How many links there are; whatever else is no text is a fault. */
static inline int parsers_links(const char *text)
{
    cmark_node *doc = parsers_markdown(text);
    cmark_iter *walk = cmark_iter_new(doc);
    cmark_event_type event;
    int links = 0;

    while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(walk);
        cmark_node_type type = cmark_node_get_type(node);
        const char *literal = cmark_node_get_literal(node);

        if (type == CMARK_NODE_LINK) {
            links += event == CMARK_EVENT_ENTER;
        }
        else if (type == CMARK_NODE_CODE) {
            FUZZ_HOLDS(literal[strspn(literal, "@")] == '\0', "%s", text);
        }
        else {
            FUZZ_HOLDS(
                type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_PARAGRAPH ||
                    type == CMARK_NODE_TEXT || type == CMARK_NODE_SOFTBREAK,
                "%s in: %s", cmark_node_get_type_string(node), text);
        }
    }
    cmark_iter_free(walk);
    cmark_node_free(doc);
    return links;
}

/** Words, in any number of paragraphs, and nothing else. */
static inline void parsers_markdown_text(const char *text)
{
    FUZZ_HOLDS(parsers_links(text) == 0, "%s", text);
}

/** One link, and nothing else. */
static inline void parsers_markdown_link(const char *text)
{
    FUZZ_HOLDS(parsers_links(text) == 1, "%s", text);
}
#else
static inline void parsers_markdown_text(const char *text)
{
    static int told;

    (void)text;
    if (!told++) {
        puts("not run: what Markdown shows: cmark-gfm's headers are not there "
             "(libcmark-gfm-extensions-dev)");
    }
}

static inline void parsers_markdown_link(const char *text)
{
    (void)text;
}
#endif

#endif /* SP_FUZZ_PARSERS_H */
