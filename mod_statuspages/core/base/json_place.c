/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Finds a key in a JSON text; see json_place.h. jansson forgets positions
 * once a text has been read, so a fault found later looks its place up with
 * this scanner. It expects valid JSON; anything else gives a wrong place at
 * worst, never a read past the end. */
#include "base/json_place.h"

#include <string.h>

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && strchr(" \t\r\n", *p) != NULL && *p != '\0') {
        p++;
    }
    return p;
}

/* From an opening quote to behind the closing one. */
static const char *skip_string(const char *p, const char *end)
{
    p++;
    while (p < end && *p != '"') {
        p += *p == '\\' ? 2 : 1;
    }
    return p < end ? p + 1 : end;
}

static const char *skip_value(const char *p, const char *end)
{
    int depth = 0;

    while (p < end) {
        if (*p == '"') {
            p = skip_string(p, end);
        }
        else if (*p == '{' || *p == '[') {
            depth++;
            p++;
        }
        else if ((*p == '}' || *p == ']') && depth > 0) {
            depth--;
            p++;
        }
        else if (*p == ',' || *p == '}' || *p == ']') {
            if (depth == 0) {
                return p;
            }
            p++;
        }
        else {
            p++;
        }
    }
    return p;
}

/* From a key's opening quote to its value. */
static const char *value_of(const char *key, const char *end)
{
    const char *p = skip_space(skip_string(key, end), end);

    if (p < end && *p == ':') {
        p++;
    }
    return skip_space(p, end);
}

/* The opening quote of a key in the object that begins at p, or NULL. */
static const char *find_key(const char *p, const char *end, const char *key)
{
    apr_size_t len = strlen(key);

    if (p >= end || *p != '{') {
        return NULL;
    }
    do {
        p = skip_space(p + 1, end);
        if (p >= end || *p != '"') {
            return NULL;
        }
        if ((apr_size_t)(end - p) > len + 1 && memcmp(p + 1, key, len) == 0 &&
            p[len + 1] == '"') {
            return p;
        }
        p = skip_value(value_of(p, end), end);
    } while (p < end && *p == ',');
    return NULL;
}

void sp_text_place(const char *text, apr_size_t len, apr_size_t offset,
                   int *line, int *col)
{
    const char *p, *start = text, *stop = text + (offset < len ? offset : len);

    *line = 1;
    for (p = text; p < stop; p++) {
        if (*p == '\n') {
            (*line)++;
            start = p + 1;
        }
    }
    *col = (int)(stop - start) + 1;
}

void sp_json_place(const char *text, apr_size_t len, const char *const *path,
                   int depth, int *line, int *col)
{
    const char *end = text + len, *found = NULL, *key;
    const char *object = skip_space(text, end);
    int i;

    for (i = 0; i < depth; i++) {
        key = find_key(object, end, path[i]);
        if (key == NULL) {
            break;
        }
        found = key;
        object = value_of(key, end);
    }
    *line = *col = 0;
    if (found != NULL) {
        sp_text_place(text, len, (apr_size_t)(found - text), line, col);
    }
}
