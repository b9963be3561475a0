/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Reading theme.json; see manifest.h. Knows its members and what a variable's
 * default may be; refuses to know templates and where files come from. */
#include "theme/manifest.h"

#include "base/json.h"
#include "base/json_place.h"
#include "base/spelling.h"
#include "brand/brand.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>
#include <strings.h>

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
static void fault(const source_t *s, const char *member, const char *inner,
                  const char *what)
{
    const char *keys[] = {member, inner};
    int line, col;

    sp_json_place(s->text, s->len, keys, inner != NULL ? 2 : 1, &line, &col);
    sp_error_set(s->err, s->pool, s->path, line, col, "%s", what);
}

/* A fault about the name of a member, and what it may have meant. */
static void name_fault(const source_t *s, const char *member, const char *inner,
                       const char *what, const char *near)
{
    fault(s, member, inner, what);
    if (near != NULL) {
        sp_error_hint(s->err, s->pool, "did you mean \"%s\"?", near);
    }
}

static int is_word(const char *name)
{
    const char *c = name;

    while (apr_isalnum(*c) || *c == '_' || *c == '-' || (*c & 0x80)) {
        c++;
    }
    return c > name && *c == '\0';
}

/* A name of the brand's in other letters would be a second variable. */
static const char *brand_name(const char *name)
{
    const char *near = sp_brand_nearest(name);

    return near != NULL && strcmp(near, name) != 0 &&
                   strcasecmp(near, name) == 0
               ? near
               : NULL;
}

/* An address of the brand's that is a word means something else to the theme
 * than to the site. */
static const char *check_value(const source_t *s, const char *name,
                               const char *value)
{
    if (value == NULL) {
        return apr_psprintf(
            s->pool, "\"%s\" must be a string, the variable's default", name);
    }
    if (*value != '\0' && sp_brand_kind(name) == SP_BRAND_URL &&
        strpbrk(value, "/:.?#") == NULL) {
        return apr_psprintf(s->pool,
                            "\"%s\" is a word, and '%s' is an address of the "
                            "site: give the variable another name, or write "
                            "an address, as /%s",
                            value, name, name);
    }
    return sp_brand_check(s->pool, name, value);
}

static void declare(sp_manifest_t *m, const source_t *s, const char *name,
                    const char *value)
{
    const char *near = brand_name(name);
    const char *wrong;

    if (!is_word(name) || near != NULL) {
        name_fault(s, "vars", name,
                   apr_psprintf(s->pool, "\"%s\" %s", name,
                                near ? "differs from a variable of every site "
                                       "in the size of its letters alone"
                                     : "is no name of a variable: write "
                                       "letters, digits, _ and -"),
                   near);
        return;
    }
    wrong = check_value(s, name, value);
    if (wrong != NULL) {
        fault(s, "vars", name, wrong);
        return;
    }
    apr_hash_set(m->vars, name, APR_HASH_KEY_STRING,
                 apr_pstrdup(s->pool, value));
    APR_ARRAY_PUSH(m->names, const char *) = name;
}

/* The members of a theme.json. */
static const struct {
    const char *name;
    json_type type;
    const char *must; /* be of that type */
    const char *also; /* other words for it */
} members[] = {
    {"name", JSON_STRING, "a string", "title theme"},
    {"description", JSON_STRING, "a string", "about"},
    {"vars", JSON_OBJECT, "an object of variables and their defaults",
     "variables variable options settings"},
    {"words", JSON_OBJECT,
     "an object of words, as {\"motto\": {\"en\": \"...\", \"de\": \"...\"}}",
     "labels texts strings messages translations"},
};

#define MEMBERS ((int)(sizeof(members) / sizeof(members[0])))

static const char *nearest_member(const char *name)
{
    const char *names[MEMBERS];
    int i;

    for (i = 0; i < MEMBERS; i++) {
        if (sp_spelling_is_in(name, members[i].also)) {
            return members[i].name;
        }
        names[i] = members[i].name;
    }
    return sp_spelling_nearest(name, names, MEMBERS);
}

static void check_member(const source_t *s, const char *name,
                         const json_t *value)
{
    int i = 0;

    while (i < MEMBERS && strcmp(members[i].name, name) != 0) {
        i++;
    }
    if (i == MEMBERS) {
        name_fault(s, name, NULL,
                   apr_psprintf(s->pool,
                                "\"%s\" is no member of a theme.json: "
                                "it has name, description, vars and words",
                                name),
                   nearest_member(name));
    }
    else if (json_typeof(value) != members[i].type) {
        fault(
            s, name, NULL,
            apr_psprintf(s->pool, "\"%s\" must be %s", name, members[i].must));
    }
}

static void read_members(sp_manifest_t *m, const source_t *s, json_t *root)
{
    const char *key; /* the loop's own: jansson finds the next one by it */
    json_t *value;

    if (!json_is_object(root)) {
        sp_error_set(s->err, s->pool, s->path, 1, 1,
                     "a theme.json is a JSON object");
        return;
    }
    json_object_foreach(root, key, value)
    {
        check_member(s, apr_pstrdup(s->pool, key), value);
    }
    json_object_foreach(json_object_get(root, "vars"), key, value)
    {
        declare(m, s, apr_pstrdup(s->pool, key), json_string_value(value));
    }
    sp_words_read(&m->words, json_object_get(root, "words"), s->path, s->text,
                  s->len, s->pool, s->err);
}

void sp_manifest_read(sp_manifest_t *manifest, const char *path,
                      const char *text, apr_size_t len, apr_pool_t *pool,
                      sp_error_t *err)
{
    source_t s = {path, text, len, pool, err};
    json_error_t why;
    json_t *root = sp_json_load(text, len, JSON_REJECT_DUPLICATES, &why);

    if (root == NULL) {
        sp_error_set(err, pool, path, why.line, why.column, "%s: %s",
                     why.line ? "is no valid JSON" : "cannot be read",
                     why.text);
        return;
    }
    read_members(manifest, &s, root);
    json_decref(root);
}
