/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The tools of the readers of catalogue files; see reader.h. */
#include "catalog/reader.h"

#include "base/json_place.h"
#include "base/spelling.h"
#include "base/text.h"

#include <apr_strings.h>
#include <stdarg.h>
#include <string.h>

/* No message repeats more of a file than this, in bytes. */
#define LONGEST 80

const char *sp_reader_shown(sp_reader_t *r, const char *text)
{
    char *copy, *p;
    apr_size_t len = strlen(text);

    if (len > LONGEST) {
        for (len = LONGEST;
             len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80; len--) {
        }
        copy = apr_psprintf(r->pool, "%.*s...", (int)len, text);
    }
    else {
        copy = apr_pstrdup(r->pool, text);
    }
    for (p = copy; *p; p++) {
        if (sp_text_is_control(*p)) {
            *p = '?';
        }
    }
    return copy;
}

apr_status_t sp_reader_fault(sp_reader_t *r, const char *fmt, ...)
{
    va_list args;
    const char *msg;
    int line, col;

    sp_json_place(r->text, r->len, r->path, r->depth, &line, &col);
    va_start(args, fmt);
    msg = apr_pvsprintf(r->pool, fmt, args);
    va_end(args);
    return sp_error_set(r->err, r->pool, r->file, line, col, "%s", msg);
}

void sp_reader_at(sp_reader_t *r, int depth, const char *key)
{
    r->path[depth] = key;
    r->depth = depth + 1;
}

const char *sp_reader_kind(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "a list";
    case JSON_STRING:
        return "a string";
    case JSON_INTEGER:
    case JSON_REAL:
        return "a number";
    case JSON_TRUE:
    case JSON_FALSE:
        return "true or false";
    default:
        return "null";
    }
}

apr_status_t sp_reader_unknown(sp_reader_t *r, const char *what,
                               const char *key, const char *const *names,
                               int count, const char *legal)
{
    const char *near = sp_spelling_nearest(key, names, count);
    int fresh = r->err != NULL && r->err->msg == NULL;
    apr_status_t rv = sp_reader_fault(r, "unknown %s '%s'%s", what,
                                      sp_reader_shown(r, key), legal);

    if (near != NULL && fresh) {
        sp_error_hint(r->err, r->pool, "did you mean '%s'?", near);
    }
    return rv;
}

/* Those of ASCII, and those that Latin-1 has beside them, as UTF-8. */
static int has_control(const char *text, const char *but)
{
    const char *p = text;

    while ((p = strchr(p, 0xC2)) != NULL) {
        if ((unsigned char)*++p < 0xA0) {
            return 1;
        }
    }
    return !sp_text_is_plain(text, strlen(text), but);
}

apr_status_t sp_reader_text(sp_reader_t *r, const json_t *value, int paragraphs,
                            const char **text)
{
    const char *key = r->path[r->depth - 1];

    if (!json_is_string(value)) {
        return sp_reader_fault(r, "'%s' must be a string, not %s",
                               sp_reader_shown(r, key), sp_reader_kind(value));
    }
    if (sp_text_is_blank(json_string_value(value)) && !paragraphs) {
        return sp_reader_fault(r, "'%s' must not be empty",
                               sp_reader_shown(r, key));
    }
    if (has_control(json_string_value(value), paragraphs ? "\n" : "")) {
        return sp_reader_fault(r, "'%s' holds a control character%s",
                               sp_reader_shown(r, key),
                               paragraphs ? " that is no line feed" : "");
    }
    *text = apr_pstrdup(r->keep, json_string_value(value));
    return APR_SUCCESS;
}

apr_status_t sp_reader_string(sp_reader_t *r, json_t *root, const char *key,
                              const char *example, const char **value)
{
    json_t *member = json_object_get(root, key);

    *value = NULL;
    sp_reader_at(r, 0, key);
    if (member == NULL && example != NULL) {
        r->depth = 0;
        return sp_reader_fault(r, "has no '%s', such as \"%s\": \"%s\"", key,
                               key, example);
    }
    return member != NULL ? sp_reader_text(r, member, 0, value) : APR_SUCCESS;
}
