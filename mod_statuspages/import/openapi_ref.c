/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "$ref" within an OpenAPI document, and members of its objects; see
 * openapi.h. Other files are not read: a reference into one is noted. */
#include "import/openapi.h"

#include "base/text.h"
#include "import/markdown.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <stdlib.h>
#include <string.h>

int sp_openapi_step(sp_openapi_t *o)
{
    if (++o->steps <= SP_OPENAPI_MAX_STEPS) {
        return 1;
    }
    sp_job_fault(o->job, 0, 0, "do aliases or references repeat it?",
                 "has more to read than is read: 1000000 responses, examples "
                 "and schemas");
    return 0;
}

void sp_openapi_note(sp_openapi_t *o, const char *place, sp_import_kind_t kind,
                     const char *text, const char *why)
{
    sp_job_note_at(o->job, place, kind, text, why);
}

const char *sp_openapi_text(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

const char *sp_openapi_url(const json_t *object, const char *key)
{
    const char *url = sp_openapi_text(object, key);
    sp_slice_t s = {url, url != NULL ? strlen(url) : 0};

    return url != NULL && sp_slice_starts(s, "http://|https://") > 0 &&
                   s.len < 2048 && url[strcspn(url, " \"<>\\^`{|}")] == '\0' &&
                   sp_text_is_plain(url, s.len, "")
               ? url
               : NULL;
}

const char *sp_openapi_plain(sp_openapi_t *o, const char *text,
                             const char **link)
{
    apr_size_t len = text != NULL ? strlen(text) : 0;

    if (link != NULL) {
        *link = NULL;
    }
    o->words += len;
    if (o->words > SP_OPENAPI_MAX_WORDS) {
        sp_job_fault(o->job, 0, 0, "do aliases repeat them?",
                     "its descriptions come to more than 16 MB");
        return "";
    }
    return len > 0 ? sp_markdown_plain(text, link, o->pool) : "";
}

static int hex(char c)
{
    return apr_isdigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}

/* "paths/~1ships/get" -> the next key; *@a p moves behind it. */
static const char *next_key(const char **p, apr_pool_t *pool)
{
    apr_size_t len = strcspn(*p, "/");
    char *key = apr_pstrmemdup(pool, *p, len), *in, *out;

    *p += len + ((*p)[len] == '/');
    for (in = out = key; *in != '\0'; in++, out++) {
        *out = *in;
        if (*in == '%' && apr_isxdigit(in[1]) && apr_isxdigit(in[2])) {
            *out = (char)(hex(in[1]) * 16 + hex(in[2]));
            in += 2;
        }
    }
    *out = '\0';
    for (in = out = key; *in != '\0'; in++, out++) {
        *out = *in;
        if (*in == '~' && (in[1] == '0' || in[1] == '1')) {
            *out = *++in == '0' ? '~' : '/';
        }
    }
    *out = '\0';
    return key;
}

/* What a pointer behind "#" leads to. */
static const json_t *find(sp_openapi_t *o, const char *p)
{
    const json_t *node = o->root;

    p += *p == '/';
    while (node != NULL && *p != '\0' && sp_openapi_step(o)) {
        const char *key = next_key(&p, o->pool);

        node = json_is_array(node)
                   ? json_array_get(node, strtoul(key, NULL, 10))
                   : json_object_get(node, key);
    }
    return node;
}

static const json_t *unresolved(sp_openapi_t *o, const char *place,
                                const char *ref, const char *why)
{
    const char *key = apr_pstrcat(o->pool, "ref ", place, " ", ref, NULL);

    if (apr_hash_get(o->known, key, APR_HASH_KEY_STRING) == NULL) {
        apr_hash_set(o->known, key, APR_HASH_KEY_STRING, key);
        sp_openapi_note(o, place, SP_IMPORT_UNCLEAR, ref, why);
    }
    return NULL;
}

const json_t *sp_openapi_resolve(sp_openapi_t *o, const json_t *node,
                                 const char *place)
{
    const char *ref;
    int n;

    for (n = 0; (ref = sp_openapi_text(node, "$ref")) != NULL; n++) {
        o->words += strlen(ref); /* it is copied */
        if (ref[0] != '#') {
            return unresolved(o, place, ref,
                              "is in another file: bundle the document first");
        }
        if (n == SP_OPENAPI_MAX_REFS) {
            return unresolved(o, place, ref, "leads to itself, or too far");
        }
        node = find(o, ref + 1);
        if (node == NULL) {
            return unresolved(o, place, ref, "is not in the document");
        }
    }
    return node;
}
