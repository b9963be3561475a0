/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Whether two pages are of one structure: the same elements with the same
 * attributes, whatever their words; as a parser of each format sees it. Of two
 * JSON texts: the same members, of the same kinds. */
#ifndef SP_FUZZ_DOM_H
#define SP_FUZZ_DOM_H

#include "parsers.h"

#include "html_structure.h"

#include <jansson.h>

#include "format/format.h"

static inline const xmlNode *dom_markup(const xmlNode *node)
{
    while (node != NULL && (node->type == XML_TEXT_NODE ||
                            node->type == XML_CDATA_SECTION_NODE)) {
        node = node->next;
    }
    return node;
}

static inline int dom_same_attributes(const xmlNode *a, const xmlNode *b)
{
    const xmlAttr *x = a->properties, *y = b->properties;

    while (x != NULL && y != NULL && xmlStrEqual(x->name, y->name)) {
        x = x->next;
        y = y->next;
    }
    return x == NULL && y == NULL;
}

/* Down to a bound, for the sake of the stack. */
static inline int dom_same(const xmlNode *a, const xmlNode *b, int depth)
{
    a = dom_markup(a);
    b = dom_markup(b);
    while (a != NULL && b != NULL && depth < 500) {
        if (a->type != b->type ||
            (a->type == XML_ELEMENT_NODE &&
             (!xmlStrEqual(a->name, b->name) || !dom_same_attributes(a, b) ||
              !dom_same(a->children, b->children, depth + 1)))) {
            return 0;
        }
        a = dom_markup(a->next);
        b = dom_markup(b->next);
    }
    return depth >= 500 || (a == NULL && b == NULL);
}

static inline int dom_same_json(const json_t *a, const json_t *b)
{
    const char *key;
    json_t *value;
    size_t i;

    if (json_typeof(a) != json_typeof(b) ||
        json_object_size(a) != json_object_size(b) ||
        json_array_size(a) != json_array_size(b)) {
        return 0;
    }
    json_object_foreach((json_t *)(uintptr_t)a, key, value)
    {
        const json_t *other = json_object_get(b, key);
        if (other == NULL || !dom_same_json(value, other)) {
            return 0;
        }
    }
    json_array_foreach(a, i, value)
    {
        if (!dom_same_json(value, json_array_get(b, i))) {
            return 0;
        }
    }
    return 1;
}

static inline void dom_check_tree(const char *harmless, const char *hostile)
{
    xmlDocPtr a = parsers_html(harmless), b = parsers_html(hostile);

    FUZZ_HOLDS((a == NULL) == (b == NULL), "%s\n---\n%s", harmless, hostile);
    FUZZ_HOLDS(a == NULL || dom_same(a->children, b->children, 0),
               "%s\n---\n%s", harmless, hostile);
    xmlFreeDoc(a);
    xmlFreeDoc(b);
}

static inline void dom_check_html(const char *harmless, const char *hostile,
                                  apr_pool_t *pool)
{
    int unsafe;
    const char *want = structure_of(harmless, pool, &unsafe);
    const char *got;

    if (!parsers_html_is_odd(harmless)) {
        dom_check_tree(harmless, hostile);
    }
    FUZZ_HOLDS(!unsafe, "%s", harmless);
    got = structure_of(hostile, pool, &unsafe);
    FUZZ_HOLDS(!unsafe && strcmp(want, got) == 0, "%s\n---\n%s", harmless,
               hostile);
}

/* Returns whether the harmless one is XML at all. */
static inline int dom_check_xml(const char *harmless, const char *hostile)
{
    xmlDocPtr a = parsers_xml(harmless), b = parsers_xml(hostile);
    int is = a != NULL;

    FUZZ_HOLDS(is == (b != NULL), "%s\n---\n%s", harmless, hostile);
    FUZZ_HOLDS(!is || dom_same(a->children, b->children, 0), "%s\n---\n%s",
               harmless, hostile);
    xmlFreeDoc(a);
    xmlFreeDoc(b);
    return is;
}

static inline int dom_check_json(const char *harmless, const char *hostile)
{
    json_t *a = json_loads(harmless, JSON_DECODE_ANY, NULL);
    json_t *b = json_loads(hostile, JSON_DECODE_ANY, NULL);
    int is = a != NULL;

    FUZZ_HOLDS(is == (b != NULL), "%s\n---\n%s", harmless, hostile);
    FUZZ_HOLDS(!is || dom_same_json(a, b), "%s\n---\n%s", harmless, hostile);
    json_decref(a);
    json_decref(b);
    return is;
}

/** Fails unless both are of one structure, as the format has one. Returns 0
 *  where the harmless page is no JSON or XML. */
static inline int dom_check(sp_format_t format, const char *harmless,
                            const char *hostile, apr_pool_t *pool)
{
    switch (format) {
    case SP_FORMAT_HTML:
        dom_check_html(harmless, hostile, pool);
        return 1;
    case SP_FORMAT_XML:
        return dom_check_xml(harmless, hostile);
    case SP_FORMAT_JSON:
        return dom_check_json(harmless, hostile);
    default:
        return 1;
    }
}

#endif /* SP_FUZZ_DOM_H */
