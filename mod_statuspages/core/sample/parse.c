/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* jansson and APR's expat; see parse.h. Refuses to know templates. */
#include "sample/parse.h"

#include "base/json.h"

#include <apr_strings.h>
#include <apr_xml.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

sp_parsed_t sp_parse_json(const char *text, apr_size_t len, sp_flaw_t *flaw,
                          apr_pool_t *pool)
{
    json_error_t e;
    json_t *json = sp_json_load(
        text, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL,
        &e);

    if (json == NULL && flaw != NULL) {
        flaw->words = apr_pstrdup(pool, e.text);
        flaw->offset = e.position > 0 ? (apr_size_t)e.position - 1 : 0;
    }
    json_decref(json);
    return json != NULL ? SP_PARSED_RIGHT
           : e.line > 0 ? SP_PARSED_WRONG
                        : SP_PARSED_NOT;
}

/* What the parser has against the text: "mismatched tag (7)". */
static const char *words_of(apr_xml_parser *parser, apr_pool_t *pool)
{
    static const char prefix[] = "XML parser error code: ";
    char *words = apr_palloc(pool, 200);

    apr_xml_parser_geterror(parser, words, 200);
    return strncmp(words, prefix, sizeof(prefix) - 1) == 0
               ? words + sizeof(prefix) - 1
               : words;
}

/* Whether a declaration says this, if it says anything of that name. */
static int says(const char *declaration, const char *end, const char *name,
                const char *value)
{
    const apr_size_t n = strlen(value);
    const char *p = strstr(declaration, name);

    if (p == NULL || p >= end) {
        return 1;
    }
    p += strcspn(p, "\"'") + 1;
    return p < end && strncasecmp(p, value, n) == 0 &&
           (p[n] == '"' || p[n] == '\'');
}

/* expat takes encodings that our pages are not written in and, before 2.7, any
 * version. */
static const char *declaration_fault(const char *text, apr_size_t len)
{
    const char *end = strncmp(text, "<?xml", 5) ? NULL : strstr(text, "?>");

    return end == NULL || (apr_size_t)(end - text) >= len ||
                   (says(text, end, "version", "1.0") &&
                    says(text, end, "encoding", "UTF-8"))
               ? NULL
               : "the declaration must say version 1.0, and UTF-8 if an "
                 "encoding";
}

/* NULL, or why the text is refused; unless it is @a whole it may go on. */
static const char *xml_fault(const char *text, apr_size_t len, int whole,
                             apr_pool_t *pool)
{
    apr_xml_parser *parser = apr_xml_parser_create(pool);
    apr_xml_doc *doc;
    const char *words = declaration_fault(text, len);

    if (apr_xml_parser_feed(parser, text, len) != APR_SUCCESS &&
        words == NULL) {
        words = words_of(parser, pool);
    }
    if (apr_xml_parser_done(parser, &doc) != APR_SUCCESS && whole &&
        words == NULL) {
        words = words_of(parser, pool);
    }
    return words;
}

/* APR tells no place: it is behind the longest beginning that is not refused,
 * since no fault goes away by what follows. */
static apr_size_t xml_offset(const char *text, apr_size_t len, apr_pool_t *pool)
{
    apr_size_t good = 0, bad = len + 1;

    while (bad - good > 1) {
        apr_size_t middle = good + (bad - good) / 2;
        if (xml_fault(text, middle, 0, pool) == NULL) {
            good = middle;
        }
        else {
            bad = middle;
        }
    }
    return good;
}

sp_parsed_t sp_parse_xml(const char *text, apr_size_t len, sp_flaw_t *flaw,
                         apr_pool_t *pool)
{
    apr_pool_t *scratch;
    const char *words;
    sp_parsed_t parsed;

    apr_pool_create(&scratch, pool);
    errno = 0; /* what malloc() fails with; no fault of a text sets it */
    words = xml_fault(text, len, 1, scratch);
    parsed = words == NULL ? SP_PARSED_RIGHT : SP_PARSED_WRONG;
    if (words != NULL && errno == ENOMEM) {
        parsed = SP_PARSED_NOT;
    }
    else if (words != NULL && flaw != NULL) {
        flaw->words = apr_pstrdup(pool, words);
        flaw->offset = xml_offset(text, len, scratch);
    }
    apr_pool_destroy(scratch);
    return parsed;
}
