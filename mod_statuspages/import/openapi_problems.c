/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Problems by name, out of a response's examples and out of the enums of its
 * schema; see openapi.h. An example that names a status names it rightly; an
 * enum's names are for a code only where its schema is that of one code
 * alone. */
#include "import/openapi.h"

#include "base/codes.h"
#include "catalog/catalog.h"
#include "import/phrases.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

#define MAX_SCHEMAS 6 /* one within the other */

/* An enum, or a constant, that was met. */
typedef struct enum_t {
    const json_t *names;  /* an array, or a string */
    const json_t *schema; /* that it stands in */
    const json_t *branch; /* of "oneOf", where it is a constant; or NULL */
    const char *place;
    int code;
    int others; /* more than one code has it */
} enum_t;

/* Members whose value is an API's own code, the first one that is there. */
static const char *const name_keys[] = {"code", "errorCode", "error_code",
                                        "error"};

/* "https://example.com/problems/out-of-credit" -> "out-of-credit"; a status, or
 * the section of the standard that tells it, names none. */
static const char *name_of_type(const char *type)
{
    const char *p;

    if (type == NULL || strcmp(type, "about:blank") == 0) {
        return NULL;
    }
    for (p = type + strlen(type); p > type && strchr("/:#", p[-1]) == NULL;) {
        p--;
    }
    return sp_problem_is_name(p) && strncmp(p, "section-", 8) != 0 &&
                   !(strncmp(p, "rfc", 3) == 0 && apr_isdigit(p[3]))
               ? p
               : NULL;
}

const char *sp_openapi_problem_name(const json_t *value)
{
    size_t i;

    for (i = 0; i < sizeof(name_keys) / sizeof(name_keys[0]); i++) {
        const char *name = sp_openapi_text(value, name_keys[i]);

        if (name != NULL) {
            return sp_problem_is_name(name) ? name : NULL;
        }
    }
    return name_of_type(sp_openapi_text(value, "type"));
}

/* The first of some members that is a text, or NULL. */
static const char *first_text(const json_t *value, const char *const *keys)
{
    const char *text = NULL;

    for (; *keys != NULL && text == NULL; keys++) {
        text = sp_openapi_text(value, *keys);
    }
    return text != NULL && *text != '\0' ? text : NULL;
}

static int is_short(const char *text)
{
    sp_slice_t s = {text, text != NULL ? strlen(text) : 0};

    return s.len > 0 && sp_is_message(s);
}

/* The words that stand for its status, where a problem has none. */
static const char *status_message(sp_openapi_t *o, int code)
{
    const sp_said_t *said = o->codes[code];
    const char *phrase =
        said != NULL ? said->row.message : sp_phrase_of(code, o->pool);

    return phrase != NULL ? phrase : "";
}

/* Message, description and address of an example. */
static void words_of(sp_openapi_t *o, const json_t *value,
                     const json_t *example, sp_import_row_t *row)
{
    static const char *const titles[] = {"title", NULL};
    static const char *const details[] = {"detail", "error_description",
                                          "description", NULL};
    static const char *const messages[] = {"message", NULL};
    static const char *const addresses[] = {"type", "documentation_url",
                                            "doc_url"};
    const char *title = first_text(value, titles);
    const char *message = first_text(value, messages);
    const char *summary = sp_openapi_text(example, "summary");
    const char *words = sp_openapi_text(example, "description");
    sp_slice_t said = {words, words != NULL ? strlen(words) : 0};
    size_t i;

    row->message = title               ? title
                   : is_short(summary) ? summary
                   : is_short(message) ? message
                                       : status_message(o, row->code);
    if (!sp_slice_is_sentence(said) && first_text(value, details) != NULL) {
        words = first_text(value, details); /* what is said may be a label */
    }
    if (words == NULL && message != row->message) {
        words = message;
    }
    row->description = sp_openapi_plain(o, words, &row->url);
    for (i = 0; i < 3; i++) {
        const char *url = sp_openapi_url(value, addresses[i]);

        if (url != NULL) {
            row->url = url;
            return;
        }
    }
}

static int take_problem(sp_openapi_t *o, const sp_use_t *use,
                        const json_t *value, const json_t *example)
{
    const json_t *inner = json_object_get(value, "error");
    double status = json_number_value(json_object_get(value, "status"));
    sp_said_t said = {.place = use->place, .shared = use->shared};

    if (json_is_object(inner)) {
        value = inner;
    }
    said.row.name = sp_openapi_problem_name(value);
    if (said.row.name == NULL) {
        return 0;
    }
    said.row.code = use->code;
    if (status >= SP_CODE_MIN && status <= SP_CODE_MAX) {
        said.row.code = (int)status;
    }
    if (said.row.code < 400 || (use->code > 0 && said.row.code != use->code)) {
        sp_openapi_note(o, use->place, SP_IMPORT_LEFT_OUT, said.row.name,
                        use->code > 0 ? "its example has another status than "
                                        "the response that it stands in"
                                      : "its example does not say a status");
        return 0;
    }
    words_of(o, value, example, &said.row);
    if (json_object_get(json_object_get(use->response, "headers"),
                        "Retry-After") != NULL) {
        said.row.retry = "after";
    }
    sp_openapi_say(o, &said);
    return 0;
}

static void note_enum(sp_openapi_t *o, const sp_use_t *use, const json_t *names,
                      const json_t *schema, const json_t *branch)
{
    const char *key = apr_psprintf(o->pool, "enum %pp", (const void *)names);
    enum_t *e = apr_hash_get(o->known, key, APR_HASH_KEY_STRING);

    if (e != NULL) {
        e->others |= e->code != use->code;
        return;
    }
    e = apr_pcalloc(o->pool, sizeof(*e));
    e->names = names;
    e->schema = schema;
    e->branch = branch;
    e->place = use->place;
    e->code = use->code;
    apr_hash_set(o->known, key, APR_HASH_KEY_STRING, e);
    APR_ARRAY_PUSH(o->enums, enum_t *) = e;
}

/* The enums and constants of a schema's "code" and the like. */
static void read_schema(sp_openapi_t *o, const sp_use_t *use,
                        const json_t *schema, const json_t *branch, int depth)
{
    static const char *const parts[] = {"allOf", "oneOf", "anyOf"};
    const json_t *properties, *part;
    size_t i, n;

    schema = sp_openapi_resolve(o, schema, use->place);
    if (schema == NULL || depth > MAX_SCHEMAS || !sp_openapi_step(o)) {
        return;
    }
    properties = json_object_get(schema, "properties");
    for (i = 0; i < sizeof(name_keys) / sizeof(name_keys[0]); i++) {
        const json_t *own = sp_openapi_resolve(
            o, json_object_get(properties, name_keys[i]), use->place);
        const json_t *names = json_object_get(own, "enum");

        names = names ? names : json_object_get(own, "const");
        if (json_is_array(names) || json_is_string(names)) {
            note_enum(o, use, names, own, branch);
        }
        else if (json_is_object(json_object_get(own, "properties"))) {
            read_schema(o, use, own, branch, depth + 1);
        }
    }
    for (i = 0; i < 3; i++) {
        const json_t *list = json_object_get(schema, parts[i]);

        for (n = 0; (part = json_array_get(list, n)) != NULL; n++) {
            part = sp_openapi_resolve(o, part, use->place);
            read_schema(o, use, part, i > 0 ? part : branch, depth + 1);
        }
    }
}

void sp_openapi_problems(sp_openapi_t *o, const sp_use_t *use)
{
    const char *type;
    json_t *media;

    if ((use->code > 0 && use->code < 400) ||
        json_object_get(use->response, "x-statuspages") != NULL) {
        return;
    }
    sp_openapi_examples(o, use, take_problem);
    json_object_foreach(json_object_get(use->response, "content"), type, media)
    {
        read_schema(o, use, json_object_get(media, "schema"), NULL, 0);
    }
}

/* What is said of the name at @a i of an enum: Redoc's table by name, or a
 * list beside that of the names. */
static const char *words_of_name(const enum_t *e, const char *name, size_t i)
{
    static const char *const keys[] = {"x-enumDescriptions",
                                       "x-enum-descriptions"};
    size_t k;

    for (k = 0; k < 2; k++) {
        const json_t *said = json_object_get(e->schema, keys[k]);
        const char *text = json_is_array(said)
                               ? json_string_value(json_array_get(said, i))
                               : sp_openapi_text(said, name);

        if (text != NULL) {
            return text;
        }
    }
    return sp_openapi_text(e->branch, "description");
}

static void say_enum(sp_openapi_t *o, const enum_t *e, const char *name,
                     size_t i)
{
    sp_said_t said = {.place = e->place};
    const char *title = sp_openapi_text(e->branch, "title");

    if (!sp_problem_is_name(name) || sp_openapi_problem(o, name) != NULL) {
        return; /* an example has said more */
    }
    said.row.code = e->code;
    said.row.name = name;
    said.row.message = is_short(title) && strchr(title, ' ') != NULL
                           ? title
                           : status_message(o, e->code);
    said.row.description =
        sp_openapi_plain(o, words_of_name(e, name, i), &said.row.url);
    sp_openapi_say(o, &said);
}

static void leave_out(sp_openapi_t *o, const enum_t *e, const char *name)
{
    sp_openapi_note(o, e->place, SP_IMPORT_LEFT_OUT, name,
                    "stands in a schema of several codes: which is its own is "
                    "said nowhere");
}

void sp_openapi_enums(sp_openapi_t *o)
{
    int k;

    for (k = 0; k < o->enums->nelts && o->job->err->msg == NULL; k++) {
        const enum_t *e = APR_ARRAY_IDX(o->enums, k, const enum_t *);
        size_t i, n = json_is_array(e->names) ? json_array_size(e->names) : 1;

        for (i = 0; i < n && o->job->err->msg == NULL && sp_openapi_step(o);
             i++) {
            const char *name = json_string_value(
                json_is_array(e->names) ? json_array_get(e->names, i)
                                        : e->names);

            if (name != NULL && (e->others || e->code == 0)) {
                leave_out(o, e, name);
            }
            else if (name != NULL) {
                say_enum(o, e, name, i);
            }
        }
    }
}
