/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a response says about its code: message, description, retry advice and
 * address; see openapi.h. OpenAPI has no message. It is, in this order, what
 * "x-statuspages" says; "summary" (OpenAPI 3.2); the title of an example of
 * problem details that is of no problem of its own; the description where it
 * is as short as a message; the known phrase that the description begins with;
 * the phrase that the world uses for the code. */
#include "import/openapi.h"

#include "base/codes.h"
#include "import/phrases.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

static int is_json(const char *type)
{
    sp_slice_t s = {type, strcspn(type, ";")};

    return sp_slice_has(s, "json");
}

/* The examples of one media type. */
static int visit_media(sp_openapi_t *o, const sp_use_t *use,
                       const json_t *media, sp_example_fn visit)
{
    const json_t *value = json_object_get(media, "example");
    const json_t *schema =
        sp_openapi_resolve(o, json_object_get(media, "schema"), use->place);
    const char *key;
    json_t *example;

    if (value != NULL && visit(o, use, value, NULL)) {
        return 1;
    }
    json_object_foreach(json_object_get(media, "examples"), key, example)
    {
        const json_t *found = sp_openapi_resolve(o, example, use->place);

        value = json_object_get(found, "value");
        if (!sp_openapi_step(o) ||
            (value != NULL && visit(o, use, value, found))) {
            return 1;
        }
    }
    /* a schema may be many responses': its example must say whose it is */
    value = json_object_get(schema, "example");
    if (value == NULL) {
        value = json_array_get(json_object_get(schema, "examples"), 0);
    }
    return value != NULL && json_is_number(json_object_get(value, "status")) &&
           visit(o, use, value, NULL);
}

int sp_openapi_examples(sp_openapi_t *o, const sp_use_t *use,
                        sp_example_fn visit)
{
    const char *type;
    json_t *media;

    json_object_foreach(json_object_get(use->response, "content"), type, media)
    {
        if (!sp_openapi_step(o) ||
            (is_json(type) && visit_media(o, use, media, visit))) {
            return 1;
        }
    }
    return 0;
}

/* Whether problem details are of no type but their status's. */
static int is_of_the_status(const json_t *value, int code)
{
    const json_t *status = json_object_get(value, "status");

    return sp_openapi_problem_name(value) == NULL &&
           (status == NULL || (int)json_number_value(status) == code);
}

static int take_title(sp_openapi_t *o, const sp_use_t *use, const json_t *value,
                      const json_t *example)
{
    const char *title = sp_openapi_text(value, "title");

    if (title == NULL || *title == '\0' ||
        !is_of_the_status(value, use->code)) {
        return 0;
    }
    o->title = apr_pstrdup(o->pool, title);
    return 1;
}

/* A message out of the description, which keeps the rest. */
static const char *split(sp_openapi_t *o, const sp_use_t *use,
                         const char **description)
{
    sp_slice_t all = {*description, strlen(*description)}, message, rest;
    sp_slice_t bare = all; /* "Not found." is a phrase, too */

    bare.len -= all.len > 1 && all.p[all.len - 1] == '.';
    if (sp_phrase_is(bare)) {
        *description = "";
        return apr_pstrmemdup(o->pool, bare.p, bare.len);
    }
    if (strchr(all.p, '\n') == NULL && sp_is_message(all)) {
        *description = "";
        return all.p;
    }
    if (sp_message_split(all, use->code, &message, &rest) >= SP_SPLIT_GOOD &&
        message.len < all.len) {
        *description = apr_pstrmemdup(o->pool, rest.p, rest.len);
        return apr_pstrmemdup(o->pool, message.p, message.len);
    }
    return sp_phrase_of(use->code, o->pool);
}

static int has_retry_after(const json_t *response)
{
    const char *name;
    json_t *header;

    json_object_foreach(json_object_get(response, "headers"), name, header)
    {
        if (apr_strnatcasecmp(name, "Retry-After") == 0) {
            return 1;
        }
    }
    return 0;
}

static const char *retry_of(const json_t *response, const json_t *own)
{
    const char *retry = sp_openapi_text(own, "retry");
    sp_slice_t s = {retry, retry != NULL ? strlen(retry) : 0};

    if (retry != NULL && sp_slice_is(s, "modify|later|after")) {
        return retry;
    }
    return has_retry_after(response) && own == NULL ? "after" : NULL;
}

static const char *url_of(const json_t *response, const json_t *own,
                          const char *link)
{
    const char *url = sp_openapi_text(own, "url");
    const json_t *docs = json_object_get(response, "externalDocs");

    if (own != NULL) {
        return url;
    }
    docs = docs ? docs : json_object_get(response, "x-externalDocs");
    url = sp_openapi_url(docs, "url");
    return url ? url : link;
}

void sp_openapi_words(sp_openapi_t *o, const sp_use_t *use)
{
    const json_t *own = json_object_get(use->response, "x-statuspages");
    const char *link, *message = sp_openapi_text(own, "message");
    int said_so;
    sp_said_t said = {
        .place = use->place, .shared = use->shared, .times = use->times};

    said.row.code = use->code;
    said.row.name = sp_openapi_text(own, "problem");
    said.row.description = sp_openapi_plain(
        o, sp_openapi_text(use->response, "description"), &link);
    said.words = said.row.description;
    o->title = NULL;
    if (message == NULL) {
        message = sp_openapi_text(use->response, "summary");
    }
    if (message == NULL && sp_openapi_examples(o, use, take_title) &&
        o->title != NULL) {
        message = o->title;
        if (strcmp(message, said.row.description) == 0) {
            said.row.description = "";
        }
    }
    said_so = own != NULL || message != NULL;
    if (message == NULL) {
        message = split(o, use, &said.row.description);
    }
    said.row.message = message;
    said.row.retry = retry_of(use->response, own);
    said.row.url = url_of(use->response, own, link);
    if (said_so || said.words[0] != '\0') {
        sp_openapi_say(o, &said);
    }
}

/* The status that an example says. */
static int take_status(sp_openapi_t *o, const sp_use_t *use,
                       const json_t *value, const json_t *example)
{
    double status = json_number_value(json_object_get(value, "status"));

    if (!(status >= SP_CODE_MIN && status <= SP_CODE_MAX)) {
        return 0;
    }
    o->status = (int)status;
    return 1;
}

/* "Error404", "NotFound_404": the one number of three digits, or 0. */
static int number_in(const char *name)
{
    int found = 0;

    while (*name != '\0') {
        apr_size_t digits = strspn(name, "0123456789");
        int code = digits == 3 ? sp_code_at(name) : 0;

        if (code > 0 && found > 0 && code != found) {
            return 0;
        }
        found = code > 0 ? code : found;
        name += digits > 0 ? digits : 1;
    }
    return found;
}

/* "NotFoundError" -> "NotFound" */
static const char *bare_name(sp_openapi_t *o, const char *name)
{
    static const char *const ends[] = {"Error", "Response", "Problem"};
    apr_size_t len = strlen(name), i;

    for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        apr_size_t n = strlen(ends[i]);

        if (len > n && apr_strnatcasecmp(name + len - n, ends[i]) == 0) {
            return apr_pstrmemdup(o->pool, name, len - n);
        }
    }
    return name;
}

int sp_openapi_status(sp_openapi_t *o, const char *name, const json_t *response)
{
    const json_t *own = json_object_get(response, "x-statuspages");
    double status = json_number_value(json_object_get(own, "status"));
    const sp_use_t use = {response, 0, "components.responses", 1, 0};
    int code;

    if (status >= SP_CODE_MIN && status <= SP_CODE_MAX) {
        return (int)status;
    }
    o->status = 0;
    sp_openapi_examples(o, &use, take_status);
    code = o->status > 0 ? o->status : number_in(name);
    code = code > 0 ? code : sp_phrase_code(name);
    return code > 0 ? code : sp_phrase_code(bare_name(o, name));
}
