/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* All that a parser reads in a page, as one text: elements, attributes and
 * words. Put there a word that stands out, and what any other input would make
 * of the page is known without asking the code under test. */
#ifndef SP_FUZZ_SAID_H
#define SP_FUZZ_SAID_H

#include "parsers.h"

#include <apr_strings.h>
#include <jansson.h>

#include "format/format.h"

/* A text that grows. */
typedef struct said_t {
    char *text;
    size_t len;
    size_t room;
    apr_pool_t *pool;
} said_t;

static inline void said_add(said_t *s, const char *text)
{
    size_t n = strlen(text);

    if (s->len + n + 1 > s->room) {
        char *more = apr_palloc(s->pool, s->room = 2 * (s->len + n + 1));
        memcpy(more, s->text, s->len);
        s->text = more;
    }
    memcpy(s->text + s->len, text, n + 1);
    s->len += n;
}

/* Elements and their attributes; with what is said in them, or, one on a line,
 * their names alone. */
static inline void said_nodes(said_t *s, const xmlNode *node, int words)
{
    for (; node != NULL; node = node->next) {
        const xmlAttr *a;

        if (node->type == XML_ELEMENT_NODE) {
            said_add(s, "<");
            said_add(s, (const char *)node->name);
            for (a = node->properties; a != NULL; a = a->next) {
                said_add(s, " ");
                said_add(s, (const char *)a->name);
                if (words) {
                    said_add(s, "=\"");
                    said_nodes(s, a->children, words);
                    said_add(s, "\"");
                }
            }
            said_add(s, words ? ">" : ">\n");
            said_nodes(s, node->children, words);
            said_add(s, words ? "</>" : "</>\n");
        }
        else if (!words) {
            said_add(s, node->type == XML_TEXT_NODE ? "" : "<!>\n");
        }
        else if (node->content != NULL) {
            said_add(s, node->type == XML_TEXT_NODE ? "" : "<!");
            said_add(s, (const char *)node->content);
        }
    }
}

static inline void said_json(said_t *s, const json_t *json)
{
    const char *key;
    json_t *value;
    size_t i;

    if (json_is_object(json)) {
        json_object_foreach((json_t *)(uintptr_t)json, key, value)
        {
            said_add(s, key);
            said_add(s, "={");
            said_json(s, value);
            said_add(s, "}\n");
        }
    }
    else if (json_is_string(json)) {
        said_add(s, json_string_value(json));
    }
    else {
        char *word = json_dumps(json, JSON_ENCODE_ANY);

        said_add(s, json_is_array(json) ? "[" : word);
        free(word);
        json_array_foreach(json, i, value)
        {
            said_json(s, value);
        }
    }
}

#ifdef SP_FUZZ_CMARK
/* Words with one blank where there are some; "@" in code is for mail alone. */
static inline void said_markdown(said_t *s, const char *page, int words)
{
    cmark_node *doc = parsers_markdown(page);
    cmark_iter *walk = cmark_iter_new(doc);
    cmark_event_type event;

    while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(walk);
        cmark_node_type type = cmark_node_get_type(node);
        const char *literal = cmark_node_get_literal(node);

        if (type == CMARK_NODE_TEXT ||
            (type == CMARK_NODE_CODE &&
             literal[strspn(literal, "@")] == '\0')) {
            said_add(s, words ? literal : "");
        }
        else if (type == CMARK_NODE_SOFTBREAK) {
            said_add(s, words ? " " : "");
        }
        else {
            said_add(s, event == CMARK_EVENT_ENTER ? "<" : "</");
            said_add(s, cmark_node_get_type_string(node));
            if (type == CMARK_NODE_LINK) {
                said_add(s, " ");
                said_add(s, cmark_node_get_url(node));
            }
            said_add(s, literal ? literal : "");
            said_add(s, ">");
        }
    }
    cmark_iter_free(walk);
    cmark_node_free(doc);
}
#endif

static inline void said_members(said_t *s, const json_t *json)
{
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)(uintptr_t)json, key, value)
    {
        said_add(s, key);
        said_add(s, json_is_object(value)   ? " {\n"
                    : json_is_array(value)  ? " [\n"
                    : json_is_string(value) ? " \"\n"
                                            : " 0\n");
        said_members(s, value);
    }
}

/** What there is in a page of HTML, XML or JSON, without any words, each on a
 *  line; NULL where the page is none of that format. */
static inline char *said_shape(sp_format_t format, const char *page,
                               apr_pool_t *pool)
{
    said_t s = {apr_pstrdup(pool, ""), 0, 1, pool};
    json_t *json;
    xmlDocPtr doc;

    if (format == SP_FORMAT_JSON) {
        json = json_loads(page, JSON_REJECT_DUPLICATES, NULL);
        if (!json_is_object(json)) {
            return NULL;
        }
        said_members(&s, json);
        json_decref(json);
        return s.text;
    }
    doc = format == SP_FORMAT_HTML ? parsers_html(page) : parsers_xml(page);
    if (doc == NULL) {
        return NULL;
    }
    said_nodes(&s, doc->children, 0);
    xmlFreeDoc(doc);
    return s.text;
}

/** Whether @a part is @a whole, or that with some of its lines left out. */
static inline int said_is_part(const char *part, const char *whole)
{
    while (*part != '\0') {
        size_t n = strcspn(part, "\n") + 1;

        while (*whole != '\0' && strncmp(whole, part, n) != 0) {
            whole += strcspn(whole, "\n") + 1;
        }
        if (*whole == '\0') {
            return 0;
        }
        whole += n;
        part += n;
    }
    return 1;
}

/** What a page says to the parser of its format; NULL where that has none, or
 *  the page is none of it. */
static inline char *said(sp_format_t format, const char *page, apr_pool_t *pool)
{
    said_t s = {apr_pstrdup(pool, ""), 0, 1, pool};
    xmlDocPtr doc = NULL;
    json_t *json;

    switch (format) {
    case SP_FORMAT_JSON:
        json = json_loads(page, JSON_REJECT_DUPLICATES, NULL);
        if (json != NULL) {
            said_json(&s, json);
            json_decref(json);
        }
        return json ? s.text : NULL;
    case SP_FORMAT_HTML:
    case SP_FORMAT_XML:
        doc = format == SP_FORMAT_HTML ? parsers_html(page) : parsers_xml(page);
        if (doc != NULL) {
            said_nodes(&s, doc->children, 1);
            xmlFreeDoc(doc);
        }
        return doc ? s.text : NULL;
    case SP_FORMAT_TEXT:
        return apr_pstrdup(pool, page);
    default:
#ifdef SP_FUZZ_CMARK
        said_markdown(&s, page, 1);
        return s.text;
#else
        return NULL;
#endif
    }
}

#endif /* SP_FUZZ_SAID_H */
