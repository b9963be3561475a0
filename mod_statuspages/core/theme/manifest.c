/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reading theme.json; see manifest.h. Knows its members and what a variable's
 * default may be; refuses to know templates and where files come from. */
#include "theme/manifest.h"

#include "base/json.h"
#include "base/json_place.h"
#include "brand/brand.h"

#include <apr_strings.h>

/* The file while it is read. */
typedef struct source_t {
    const char *path;
    const char *text;
    apr_size_t len;
    apr_pool_t *pool;
    sp_error_t *err;
} source_t;

sp_manifest_t sp_manifest_none(apr_pool_t *pool)
{
    sp_manifest_t none = {apr_hash_make(pool),
                          apr_array_make(pool, 4, sizeof(const char *)),
                          sp_words_none(pool)};
    return none;
}

/* A fault at a member of theme.json, or at a member of that. */
static apr_status_t fault(const source_t *s, const char *member,
                          const char *inner, const char *what)
{
    const char *keys[] = {member, inner};
    int line, col;

    sp_json_place(s->text, s->len, keys, inner != NULL ? 2 : 1, &line, &col);
    return sp_error_set(s->err, s->pool, s->path, line, col, "%s", what);
}

static apr_status_t declare(sp_manifest_t *m, const source_t *s,
                            const char *name, const char *value)
{
    const char *wrong =
        value != NULL
            ? sp_brand_check(s->pool, name, value)
            : apr_psprintf(s->pool,
                           "\"%s\" must be a string, the variable's default",
                           name);

    if (wrong != NULL) {
        return fault(s, "vars", name, wrong);
    }
    apr_hash_set(m->vars, name, APR_HASH_KEY_STRING,
                 apr_pstrdup(s->pool, value));
    APR_ARRAY_PUSH(m->names, const char *) = name;
    return APR_SUCCESS;
}

static apr_status_t read_members(sp_manifest_t *m, const source_t *s,
                                 const json_t *root)
{
    const json_t *described = json_object_get(root, "description");
    json_t *words = json_object_get(root, "words");
    json_t *vars = json_object_get(root, "vars"), *value;
    apr_status_t rv = APR_SUCCESS;
    const char *key; /* the loop's own: jansson finds the next one by it */

    if (!json_is_object(root)) {
        return sp_error_set(s->err, s->pool, s->path, 1, 1,
                            "a theme.json is a JSON object");
    }
    if (described != NULL && !json_is_string(described)) {
        return fault(s, "description", NULL,
                     "\"description\" must be a string");
    }
    if (vars != NULL && !json_is_object(vars)) {
        return fault(s, "vars", NULL,
                     "\"vars\" must be an object of variables and their "
                     "defaults");
    }
    json_object_foreach(vars, key, value)
    {
        if (rv == APR_SUCCESS) {
            rv = declare(m, s, apr_pstrdup(s->pool, key),
                         json_string_value(value));
        }
    }
    return rv == APR_SUCCESS && words != NULL
               ? sp_words_read(&m->words, words, s->path, s->text, s->len,
                               s->pool, s->err)
               : rv;
}

apr_status_t sp_manifest_read(sp_manifest_t *manifest, const char *path,
                              const char *text, apr_size_t len,
                              apr_pool_t *pool, sp_error_t *err)
{
    source_t s = {path, text, len, pool, err};
    json_error_t why;
    json_t *root = sp_json_load(text, len, JSON_REJECT_DUPLICATES, &why);
    apr_status_t rv;

    if (root == NULL) {
        return sp_error_set(err, pool, path, why.line, why.column, "%s: %s",
                            why.line ? "is no valid JSON" : "cannot be read",
                            why.text);
    }
    rv = read_members(manifest, &s, root);
    json_decref(root);
    return rv;
}
