/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A catalogue as OpenAPI 3.1: components.responses by status and by problem,
 * each with RFC 9457's schema and an example of what is answered. What OpenAPI
 * has no place for (message, retry advice, address) stands in "x-statuspages",
 * where import finds it. */
#include "cli/document.h"

#include "import/import.h"

#include <apr_strings.h>
#include <string.h>

#define PROBLEMS_FROM 400 /* no answer below is problem details */

/* What is the same in each document. jansson has no raw JSON, so it is parsed:
 * the members of RFC 9457, and those that our pages have beside them. */
static const char components[] =
    "{\"responses\": {},"
    " \"headers\": {\"Retry-After\": {"
    "  \"description\": \"After how many seconds to ask again, or when.\","
    "  \"schema\": {\"type\": \"string\"}}},"
    " \"schemas\": {\"Problem\": {"
    "  \"description\": \"Problem details (RFC 9457).\","
    "  \"type\": \"object\","
    "  \"properties\": {"
    "   \"type\": {\"type\": \"string\", \"format\": \"uri-reference\","
    "    \"description\": \"Where the problem is documented.\","
    "    \"default\": \"about:blank\"},"
    "   \"title\": {\"type\": \"string\"},"
    "   \"status\": {\"type\": \"integer\", \"minimum\": 100,"
    "    \"maximum\": 599},"
    "   \"detail\": {\"type\": \"string\"},"
    "   \"instance\": {\"type\": \"string\", \"format\": \"uri-reference\"},"
    "   \"documentation\": {\"type\": \"string\","
    "    \"format\": \"uri-reference\"},"
    "   \"code\": {\"type\": \"string\","
    "    \"description\": \"What programs know it by, in no language.\"},"
    "   \"retry\": {\"type\": \"string\","
    "    \"enum\": [\"modify\", \"later\", \"after\"]},"
    "   \"retry_after\": {\"type\": \"integer\","
    "    \"description\": \"Seconds.\"},"
    "   \"request_id\": {\"type\": \"string\"},"
    "   \"language\": {\"type\": \"string\"}}}}}";

/* Set what there is; a NULL where memory is short is told at the end. */
static void set(json_t *object, const char *key, json_t *value, int *failed)
{
    *failed |= json_object_set_new(object, key, value) != 0;
}

static void set_text(json_t *object, const char *key, const char *text,
                     int *failed)
{
    if (text != NULL && *text != '\0') {
        set(object, key, json_string(text), failed);
    }
}

static json_t *own_of(const sp_entry_t *e, int code, int *failed)
{
    json_t *own = json_object();

    set(own, "status", json_integer(code), failed);
    set_text(own, "problem", e->name, failed);
    set_text(own, "message", e->message, failed);
    set_text(own, "retry", sp_retry_name(e->retry), failed);
    set_text(own, "url", e->url, failed);
    return own;
}

static json_t *example_of(const sp_document_t *d, const sp_entry_t *e, int code,
                          int *failed)
{
    json_t *example = json_object();

    set_text(example, "type", e->url ? e->url : "about:blank", failed);
    set_text(example, "title", e->message, failed);
    set(example, "status", json_integer(code), failed);
    set_text(example, "detail", e->description, failed);
    set_text(example, "code", e->name ? e->name : e->message, failed);
    set_text(example, "retry", sp_retry_name(e->retry), failed);
    set_text(example, "language", d->language, failed);
    return example;
}

static json_t *response_of(const sp_document_t *d, const sp_entry_t *e,
                           int code, int *failed, apr_pool_t *pool)
{
    json_t *response = json_object();

    set(response, "description",
        json_string(sp_document_escape(e->description, "\\\n", "\n\n", pool)),
        failed);
    if (e->retry == SP_RETRY_AFTER) {
        set(response, "headers",
            json_pack("{s:{s:s}}", "Retry-After", "$ref",
                      "#/components/headers/Retry-After"),
            failed);
    }
    if (code >= PROBLEMS_FROM) {
        set(response, "content",
            json_pack("{s:{s:{s:s}, s:o}}", "application/problem+json",
                      "schema", "$ref", "#/components/schemas/Problem",
                      "example", example_of(d, e, code, failed)),
            failed);
    }
    set(response, "x-statuspages", own_of(e, code, failed), failed);
    return response;
}

static json_t *about(const sp_document_t *d, int *failed)
{
    json_t *own = json_object();

    set_text(own, "name", d->name, failed);
    set_text(own, "language", d->language, failed);
    if (d->extends != NULL || strcmp(d->name, "standard") != 0) {
        set(own, "extends", d->extends ? json_string(d->extends) : json_null(),
            failed);
    }
    set_text(own, "title", d->title, failed);
    return own;
}

const char *sp_document_openapi(const sp_document_t *d, apr_pool_t *pool)
{
    json_t *parts = json_loads(components, 0, NULL);
    json_t *responses = json_object_get(parts, "responses");
    json_t *root = json_object();
    const char *text = NULL;
    int failed = parts == NULL, i;

    for (i = 0; i < d->count && !failed; i++) {
        const sp_entry_t *e = d->rows[i];

        /* a status begins with a digit, a problem's name never does */
        set(responses, e->name ? e->name : apr_itoa(pool, d->codes[i]),
            response_of(d, e, d->codes[i], &failed, pool), &failed);
    }
    set_text(root, "openapi", "3.1.0", &failed);
    set(root, "info",
        json_pack("{s:s, s:s}", "title",
                  d->title ? d->title
                           : apr_pstrcat(pool, d->name, ": status codes", NULL),
                  "version", "1.0.0"),
        &failed);
    set(root, "x-statuspages", about(d, &failed), &failed);
    set(root, "paths", json_object(), &failed);
    set(root, "components", parts, &failed);
    if (!failed) {
        text = sp_json_text(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER, pool);
    }
    json_decref(root);
    return text ? apr_pstrcat(pool, text, "\n", NULL) : NULL;
}
