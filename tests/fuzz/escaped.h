/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What becomes of any bytes in each format: as many bytes as were measured,
 * valid UTF-8, and what the parser of the format sees is one text, the one that
 * the rules of format.h make of the bytes: jansson for JSON, libxml2 for XML
 * and HTML, cmark-gfm with GitHub's extensions for Markdown. */
#ifndef SP_FUZZ_ESCAPED_H
#define SP_FUZZ_ESCAPED_H

#include "parsers.h"

#include <apr_strings.h>
#include <jansson.h>

#include "base/utf8.h"
#include "brand/brand.h"
#include "format/format.h"

/* What a reader of the format should see, written after format.h. */
static inline char *escaped_shown(apr_pool_t *pool, sp_escape_t kind,
                                  const char *in, size_t len, size_t *out_len)
{
    const unsigned char *p = (const unsigned char *)in, *end = p + len;
    char *out = apr_palloc(pool, 3 * len + 1);
    size_t n = 0;

    while (p < end) {
        apr_uint32_t cp;
        int k = sp_utf8_decode(p, end, &cp);
        int page = kind != SP_ESCAPE_JSON;
        int gone = cp == SP_UTF8_INVALID;

        gone |= page && ((cp < 0x20 && cp != '\t' && cp != '\n') ||
                         (cp >= 0x7f && cp <= 0x9f));
        gone |=
            page && ((cp & 0xfffe) == 0xfffe || (cp >= 0xfdd0 && cp <= 0xfdef));
        gone |=
            page && kind != SP_ESCAPE_XML &&
            ((cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069));
        if (page && cp == '\r') {
            if (end - p < 2 || p[1] != '\n') {
                out[n++] = '\n';
            }
        }
        else {
            memcpy(out + n, gone ? "\xEF\xBF\xBD" : (const char *)p,
                   gone ? 3 : (size_t)k);
            n += gone ? 3 : (size_t)k;
        }
        p += k;
    }
    out[n] = '\0';
    *out_len = n;
    return out;
}

static inline char *escaped_text(apr_pool_t *pool, sp_escape_t kind,
                                 const char *in, size_t len)
{
    size_t size = sp_escape_size(kind, in, len);
    char *out = apr_palloc(pool, size);
    const unsigned char *p, *end;
    apr_uint32_t cp;

    FUZZ_HOLDS(size <= SP_ESCAPE_MOST * len, "kind %d", (int)kind);
    FUZZ_HOLDS(sp_escape_write(kind, out, in, len) == out + size, "kind %d",
               (int)kind);
    p = (const unsigned char *)out;
    for (end = p + size; p < end && kind != SP_ESCAPE_NONE;) {
        p += sp_utf8_decode(p, end, &cp);
        FUZZ_HOLDS(cp != SP_UTF8_INVALID, "kind %d", (int)kind);
        FUZZ_HOLDS(cp >= ' ' || cp == '\n' || cp == '\t', "kind %d", (int)kind);
        FUZZ_HOLDS(cp < 0x7f || cp > 0x9f, "kind %d", (int)kind);
    }
    return apr_pstrmemdup(pool, out, size);
}

static inline void escaped_json(apr_pool_t *pool, const char *in, size_t len)
{
    char *text = apr_pstrcat(
        pool, "\"", escaped_text(pool, SP_ESCAPE_JSON, in, len), "\"", NULL);
    json_error_t why;
    json_t *json = json_loads(text, JSON_DECODE_ANY | JSON_ALLOW_NUL, &why);
    size_t n;
    char *want = escaped_shown(pool, SP_ESCAPE_JSON, in, len, &n);

    FUZZ_HOLDS(json != NULL, "%s: %s", why.text, text);
    FUZZ_HOLDS(json_string_length(json) == n, "%s", text);
    FUZZ_HOLDS(memcmp(json_string_value(json), want, n) == 0, "%s", text);
    json_decref(json);
}

/* Attributes' line ends and tabs are spaces to a parser of XML. */
static inline int escaped_same_attribute(const char *got, const char *want)
{
    for (; *got != '\0' && *want != '\0'; got++, want++) {
        if (*got != *want &&
            !(*got == ' ' && (*want == '\n' || *want == '\t'))) {
            return 0;
        }
    }
    return *got == *want;
}

static inline void escaped_markup(apr_pool_t *pool, int html, const char *in,
                                  size_t len)
{
    sp_escape_t kind = html ? SP_ESCAPE_HTML : SP_ESCAPE_XML;
    char *out = escaped_text(pool, kind, in, len);
    char *text = apr_pstrcat(pool, "<p title=\"", out, "\" id='", out, "'>x",
                             out, "</p>", NULL);
    xmlDocPtr doc = html ? parsers_html(text) : parsers_xml(text);
    xmlNodePtr p = doc ? xmlDocGetRootElement(doc) : NULL;
    size_t n;
    char *want = escaped_shown(pool, kind, in, len, &n);
    xmlChar *content, *title, *id;

    FUZZ_HOLDS(p != NULL, "%s", text);
    FUZZ_HOLDS(strcmp((const char *)p->name, "p") == 0 && p->next == NULL);
    FUZZ_HOLDS(p->properties != NULL && p->properties->next != NULL &&
                   p->properties->next->next == NULL,
               "%s", text);
    FUZZ_HOLDS(p->children != NULL && p->children->type == XML_TEXT_NODE &&
                   p->children->next == NULL,
               "%s", text);
    content = xmlNodeGetContent(p);
    title = xmlGetProp(p, (const xmlChar *)"title");
    id = xmlGetProp(p, (const xmlChar *)"id");
    FUZZ_HOLDS(strcmp((const char *)content + 1, want) == 0, "%s", text);
    FUZZ_HOLDS(escaped_same_attribute((const char *)title, want), "%s", text);
    FUZZ_HOLDS(escaped_same_attribute((const char *)id, want), "%s", text);
    xmlFree(content);
    xmlFree(title);
    xmlFree(id);
    xmlFreeDoc(doc);
}

/** Fails where any format does not hold what format.h promises. */
static inline void escaped_check(apr_pool_t *pool, const char *in, size_t size)
{
    size_t n;
    char *plain;

    FUZZ_HOLDS(memcmp(escaped_text(pool, SP_ESCAPE_NONE, in, size), in, size) ==
               0);
    escaped_json(pool, in, size);
    escaped_markup(pool, 0, in, size);
    escaped_markup(pool, 1, in, size);
    plain = escaped_shown(pool, SP_ESCAPE_TEXT, in, size, &n);
    FUZZ_HOLDS(strcmp(escaped_text(pool, SP_ESCAPE_TEXT, in, size), plain) ==
               0);
    parsers_markdown_text(escaped_text(pool, SP_ESCAPE_MARKDOWN, in, size));
    plain = escaped_text(pool, SP_ESCAPE_MARKDOWN_ADDRESS, in, size);
    if (strlen(in) == size && sp_brand_is_url(in)) {
        parsers_markdown_link(apr_pstrcat(pool, "[a link](", plain, ")", NULL));
    }
}

#endif /* SP_FUZZ_ESCAPED_H */
