/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See target.h. What is looked for is near, so that time grows with the text.
 */
#include "import/target.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

#define FARTHEST 2000
#define LONGEST_LABEL 200

/* "<https://a.example/>" and "address "title"" -> the address */
static sp_slice_t address_of(sp_slice_t s)
{
    apr_size_t n = 0;

    while (n < s.len && strchr(" \t\n", s.p[n]) == NULL) {
        n++;
    }
    s.len = n;
    if (n > 2 && s.p[0] == '<' && s.p[n - 1] == '>') {
        s = sp_slice_from(s, 1);
        s.len--;
    }
    return s;
}

/* "(address)", whose own brackets are in pairs */
static const char *read_round(sp_slice_t *address, const char *p,
                              const char *end)
{
    const char *start = ++p;
    int depth = 1;

    end = end - p > FARTHEST ? p + FARTHEST : end;
    for (; p < end; p++) {
        depth += (*p == '(') - (*p == ')');
        if (depth == 0) {
            *address = address_of((sp_slice_t){start, (apr_size_t)(p - start)});
            return p + 1;
        }
    }
    return NULL;
}

/* Labels are the same in both cases. */
static const char *key_of(char *key, sp_slice_t label)
{
    apr_size_t i;

    if (label.len == 0 || label.len > LONGEST_LABEL) {
        return NULL;
    }
    for (i = 0; i < label.len; i++) {
        key[i] = (char)apr_tolower(label.p[i]);
    }
    key[i] = '\0';
    return key;
}

const char *sp_target_read(sp_slice_t *address, sp_slice_t text, const char *p,
                           const char *end, apr_hash_t *labels)
{
    char key[LONGEST_LABEL + 1];
    const sp_slice_t *known = NULL;
    const char *close = NULL;

    if (p < end && *p == '(') {
        return read_round(address, p, end);
    }
    if (labels == NULL) {
        return NULL;
    }
    if (p < end && *p == '[') {
        apr_size_t room = (apr_size_t)(end - p);

        close = memchr(p, ']', room < LONGEST_LABEL ? room : LONGEST_LABEL);
    }
    if (close != NULL && close > p + 1) {
        text = (sp_slice_t){p + 1, (apr_size_t)(close - p) - 1};
    }
    if (key_of(key, text) != NULL) {
        known = apr_hash_get(labels, key, APR_HASH_KEY_STRING);
    }
    if (known == NULL) {
        return NULL;
    }
    *address = *known;
    return close != NULL ? close + 1 : p;
}

int sp_target_note(apr_hash_t *labels, sp_slice_t line, apr_pool_t *pool)
{
    const char *close = memchr(line.p, ']', line.len);
    char key[LONGEST_LABEL + 1];
    sp_slice_t label, address;

    if (close == NULL || line.p[0] != '[' || close[1] != ':') {
        return 0;
    }
    label = (sp_slice_t){line.p + 1, (apr_size_t)(close - line.p) - 1};
    address = address_of(sp_slice_trim(sp_slice_from(line, label.len + 3)));
    if (address.len == 0 || key_of(key, label) == NULL) {
        return 0;
    }
    if (apr_hash_get(labels, key, APR_HASH_KEY_STRING) == NULL) {
        apr_hash_set(labels, apr_pstrdup(pool, key), APR_HASH_KEY_STRING,
                     apr_pmemdup(pool, &address, sizeof(address)));
    }
    return 1;
}
