/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Places in JSON. Input: a text, then up to four keys, then an offset as text.
 * Oracles: a place lies in the text, and where jansson finds the path there
 * stands a quote; an offset's line and column are those that counting gives. */
#include "bytes.h"

#include <jansson.h>

#include "base/json_place.h"

#define MOST_KEYS 4

static size_t offset_of(const char *text, size_t len, int line, int col)
{
    size_t i = 0;

    while (line > 1 && i < len) {
        line -= text[i++] == '\n';
    }
    FUZZ_HOLDS(line == 1, "line %d is missing", line);
    return i + (size_t)col - 1;
}

static void check_offset(const char *text, size_t len, size_t offset)
{
    size_t end = offset < len ? offset : len, i;
    int want_line = 1, want_col = 1, line = 0, col = 0;

    for (i = 0; i < end; i++) {
        want_col = text[i] == '\n' ? 1 : want_col + 1;
        want_line += text[i] == '\n';
    }
    sp_text_place(text, len, offset, &line, &col);
    FUZZ_HOLDS(line == want_line && col == want_col, "%zu: %d:%d, not %d:%d",
               offset, line, col, want_line, want_col);
}

/* Whether every key of the path is there, all of plain letters. */
static int is_there(json_t *json, const char *const *path, int depth)
{
    int i;

    for (i = 0; i < depth; i++) {
        if (path[i][strspn(path[i], "abcdefghijklmnopqrstuvwxyz_0123456789")]) {
            return 0;
        }
        json = json_object_get(json, path[i]);
    }
    return json != NULL && depth > 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes_t b = fuzz_begin(data, size);
    size_t len, place;
    const char *given = fuzz_bytes(&b, &len);
    char *text = apr_palloc(b.pool, len);
    const char *path[MOST_KEYS];
    int depth = 0, line = -1, col = -1;
    json_t *json;

    memcpy(text, given, len); /* without a NUL behind it */
    while (depth < MOST_KEYS && fuzz_more(&b)) {
        path[depth++] = fuzz_text(&b);
    }
    sp_json_place(text, len, path, depth, &line, &col);
    FUZZ_HOLDS((line == 0) == (col == 0) && line >= 0 && col >= 0);
    if (line > 0) {
        place = offset_of(text, len, line, col);
        FUZZ_HOLDS(place < len && text[place] == '"', "%d:%d", line, col);
    }
    json = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
    FUZZ_HOLDS(json == NULL || strchr(given, '\\') != NULL ||
               !is_there(json, path, depth) || line > 0);
    json_decref(json);
    check_offset(text, len, depth > 0 ? (size_t)atoi(path[depth - 1]) : len);
    fuzz_accepted++; /* it takes whatever comes */
    return fuzz_end(&b);
}
