/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* OpenAPI 3 -> rows: finds the responses of a document, and what each is for;
 * see openapi.h. */
#include "import/openapi.h"

#include "base/codes.h"
#include "base/json.h"
#include "base/utf8.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

/* So much of a path or name is repeated, in bytes. */
#define SHOWN 160

static const char *const methods[] = {"get",    "put",     "post",
                                      "delete", "options", "head",
                                      "patch",  "trace",   "query"};

/* Whether a text begins with that key, quoted or not, and a colon. */
static int is_key(const char *p, const char *key)
{
    const char *quote = *p == '"' || *p == '\'' ? p++ : "";

    if (strncmp(p, key, strlen(key)) != 0) {
        return 0;
    }
    p += strlen(key);
    p += *quote != '\0' && *p == *quote;
    return p[strspn(p, " \t")] == ':';
}

static int is_version_key(const char *p)
{
    return is_key(p, "openapi") || is_key(p, "swagger");
}

static const char *without_mark(const char *text)
{
    return strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? text + 3 : text;
}

/* JSON names its version anywhere, YAML at the start of a line. */
int sp_openapi_is(const char *text, apr_size_t len)
{
    const char *p = without_mark(text);

    if (memchr(text, '\0', len) != NULL) {
        return 0;
    }
    if (p[strspn(p, " \t\r\n")] == '{') {
        while ((p = strchr(p, '"')) != NULL && !is_version_key(p)) {
            p++;
        }
        return p != NULL;
    }
    while (p != NULL && !is_version_key(p)) {
        p = strpbrk(p, "\r\n");
        p = p != NULL ? p + 1 : NULL;
    }
    return p != NULL;
}

static const char *shown(sp_openapi_t *o, const char *text)
{
    apr_size_t n = sp_utf8_fit(text, SHOWN);

    return strlen(text) <= SHOWN
               ? text
               : apr_pstrcat(o->pool, apr_pstrmemdup(o->pool, text, n), "...",
                             NULL);
}

static const char *pointer_key(sp_openapi_t *o, const char *what,
                               const json_t *node)
{
    return apr_psprintf(o->pool, "%s %pp", what, (const void *)node);
}

/* The use of a response under a code, which is new where it was not there. */
static sp_use_t *use_of(sp_openapi_t *o, const json_t *response, int code)
{
    const char *key =
        apr_psprintf(o->pool, "use %d %pp", code, (const void *)response);
    sp_use_t *use = apr_hash_get(o->known, key, APR_HASH_KEY_STRING);

    if (use == NULL) {
        use = apr_pcalloc(o->pool, sizeof(*use));
        use->response = response;
        use->code = code;
        apr_hash_set(o->known, key, APR_HASH_KEY_STRING, use);
        apr_hash_set(o->known, pointer_key(o, "used", response),
                     APR_HASH_KEY_STRING, use);
        APR_ARRAY_PUSH(o->uses, sp_use_t *) = use;
    }
    return use;
}

/* A code, 0 for what stands for several; -1 where it is no status at all. */
static int code_of(const char *key)
{
    sp_slice_t s = {key, strlen(key)};
    int code = sp_code_parse(key);

    return code > 0 || sp_slice_is(s, "default|1xx|2xx|3xx|4xx|5xx") ? code
                                                                     : -1;
}

/* The place of the component that a response is, or NULL. */
static const char *component_of(sp_openapi_t *o, const json_t *response)
{
    return apr_hash_get(o->known, pointer_key(o, "component", response),
                        APR_HASH_KEY_STRING);
}

static void read_response(sp_openapi_t *o, const json_t *node,
                          const char *place, const char *key)
{
    const json_t *response;
    const char *own = sp_openapi_text(node, "$ref")
                          ? sp_openapi_text(node, "description")
                          : NULL;
    int code = code_of(key);
    sp_use_t *use;

    place = apr_pstrcat(o->pool, place, " ", shown(o, key), NULL);
    if (code < 0) {
        const char *words = sp_openapi_text(node, "description");

        sp_openapi_note(o, place, SP_IMPORT_UNCLEAR, words ? words : key,
                        "is no status from 100 to 599, no class and not "
                        "\"default\"");
        return;
    }
    if (own != NULL) {
        sp_openapi_note(o, place, SP_IMPORT_LEFT_OUT, own,
                        "stands beside a $ref, whose own words are taken");
    }
    response = sp_openapi_resolve(o, node, place);
    if (response != NULL) {
        const char *component = component_of(o, response);

        use = use_of(o, response, code);
        use->shared = component != NULL;
        use->place = component ? component : use->place ? use->place : place;
        use->times++;
    }
}

static void read_responses(sp_openapi_t *o, const json_t *responses,
                           const char *place)
{
    const char *key;
    json_t *node;

    json_object_foreach((json_t *)(apr_uintptr_t)responses, key, node)
    {
        if (o->job->err->msg != NULL || !sp_openapi_step(o)) {
            return;
        }
        if (strncmp(key, "x-", 2) != 0) {
            read_response(o, node, place, key);
        }
    }
}

static void read_path(sp_openapi_t *o, const char *path, const json_t *item)
{
    size_t i;

    item = sp_openapi_resolve(o, item, path);
    for (i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
        const json_t *operation = json_object_get(item, methods[i]);
        const json_t *responses = json_object_get(operation, "responses");
        char *place, *p;

        if (responses == NULL || !sp_openapi_step(o)) {
            continue;
        }
        place = apr_pstrcat(o->pool, methods[i], " ", path, NULL);
        for (p = place; *p != ' '; p++) {
            *p = (char)apr_toupper(*p);
        }
        read_responses(o, sp_openapi_resolve(o, responses, place), place);
        if (json_object_get(operation, "callbacks") != NULL) {
            sp_openapi_note(o, place, SP_IMPORT_LEFT_OUT, "callbacks",
                            "what others answer to this server");
        }
    }
}

static void read_paths(sp_openapi_t *o)
{
    json_t *paths = json_object_get(o->root, "paths"), *item;
    const char *path;

    json_object_foreach(paths, path, item)
    {
        if (o->job->err->msg != NULL || !sp_openapi_step(o)) {
            return;
        }
        read_path(o, shown(o, path), item);
    }
    if (json_object_size(json_object_get(o->root, "webhooks")) > 0) {
        sp_openapi_note(o, "webhooks", SP_IMPORT_LEFT_OUT, "webhooks",
                        "what others answer to this server");
    }
}

static json_t *components(sp_openapi_t *o)
{
    return json_object_get(json_object_get(o->root, "components"), "responses");
}

static const char *component_place(sp_openapi_t *o, const char *name)
{
    return apr_pstrcat(o->pool, "components.responses.", shown(o, name), NULL);
}

/* What is shared must be known before paths refer to it. */
static void name_components(sp_openapi_t *o)
{
    const char *name;
    json_t *node;

    json_object_foreach(components(o), name, node)
    {
        const char *place = component_place(o, name);
        const json_t *response = sp_openapi_resolve(o, node, place);

        if (response != NULL && component_of(o, response) == NULL) {
            apr_hash_set(o->known, pointer_key(o, "component", response),
                         APR_HASH_KEY_STRING, place);
        }
    }
}

/* Shared responses that no operation uses say themselves what they are for. */
static void read_components(sp_openapi_t *o)
{
    const char *name;
    json_t *node;

    json_object_foreach(components(o), name, node)
    {
        const char *place = component_place(o, name);
        const json_t *response = sp_openapi_resolve(o, node, place);
        int code;

        if (o->job->err->msg != NULL || !sp_openapi_step(o)) {
            return;
        }
        if (response == NULL ||
            apr_hash_get(o->known, pointer_key(o, "used", response),
                         APR_HASH_KEY_STRING) != NULL) {
            continue;
        }
        code = sp_openapi_status(o, name, response);
        if (code > 0) {
            sp_use_t *use = use_of(o, response, code);

            use->shared = 1;
            use->place = place;
        }
        else {
            const char *words = sp_openapi_text(response, "description");

            sp_openapi_note(o, place, SP_IMPORT_LEFT_OUT, words ? words : name,
                            "no operation uses it, and which status it is for "
                            "is said nowhere");
        }
    }
}

static void read_uses(sp_openapi_t *o, int shared)
{
    int i;

    for (i = 0; i < o->uses->nelts && o->job->err->msg == NULL; i++) {
        const sp_use_t *use = APR_ARRAY_IDX(o->uses, i, sp_use_t *);

        if (use->shared != shared) {
            continue;
        }
        if (use->code > 0) {
            sp_openapi_words(o, use);
        }
        else {
            const char *words = sp_openapi_text(use->response, "description");

            sp_openapi_note(o, use->place, SP_IMPORT_LEFT_OUT,
                            words ? words : "",
                            "is said for several codes at once; a catalogue "
                            "has no such entry");
        }
        sp_openapi_problems(o, use);
    }
}

/* What our own export says about the catalogue. */
static void read_about(sp_openapi_t *o)
{
    const json_t *own = json_object_get(o->root, "x-statuspages");
    sp_import_about_t *about = &o->job->result->about;
    const struct {
        const char **into;
        const char *key;
    } members[] = {{&about->name, "name"},
                   {&about->language, "language"},
                   {&about->extends, "extends"},
                   {&about->title, "title"}};
    size_t i;

    for (i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        const char *text = sp_openapi_text(own, members[i].key);

        *members[i].into = text ? apr_pstrdup(o->pool, text) : NULL;
    }
    if (json_is_null(json_object_get(own, "extends"))) {
        about->extends = SP_IMPORT_ALONE;
    }
}

static void read_root(sp_openapi_t *o)
{
    const json_t *swagger = json_object_get(o->root, "swagger");
    const char *version = sp_openapi_text(o->root, "openapi");

    if (swagger != NULL) {
        sp_job_fault(o->job, 0, 0,
                     "convert it first: npx swagger2openapi FILE, or Swagger "
                     "Editor's \"Convert to OpenAPI 3\"",
                     "is Swagger 2, not OpenAPI 3");
        return;
    }
    if (version == NULL || strncmp(version, "3.", 2) != 0) {
        sp_job_fault(o->job, 0, 0, "it says so as: openapi: 3.1.0",
                     "is not OpenAPI 3");
        return;
    }
    read_about(o);
    name_components(o);
    read_paths(o);
    read_components(o);
    read_uses(o, 1);
    read_uses(o, 0);
    sp_openapi_enums(o);
    if (o->job->err->msg == NULL) {
        sp_openapi_choose(o);
    }
}

const char *sp_openapi_read(sp_job_t *job, const char *text, apr_size_t len)
{
    const char *p = without_mark(text);
    int is_json = p[strspn(p, " \t\r\n")] == '{';
    sp_openapi_t *o = apr_pcalloc(job->pool, sizeof(*o));
    json_t *root;

    len -= (apr_size_t)(p - text);
    root = is_json ? sp_json_tree(job, p, len) : sp_yaml_tree(job, p, len);
    if (root != NULL) {
        o->job = job;
        o->pool = job->pool;
        o->root = root;
        o->uses = apr_array_make(job->pool, 64, sizeof(sp_use_t *));
        o->known = apr_hash_make(job->pool);
        o->problems = apr_array_make(job->pool, 16, sizeof(sp_said_t *));
        o->enums = apr_array_make(job->pool, 4, sizeof(void *));
        read_root(o);
    }
    json_decref(root);
    return is_json ? "OpenAPI (JSON)" : "OpenAPI (YAML)";
}
