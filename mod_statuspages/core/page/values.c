/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a template sees; see values.h. */
#include "page/values.h"

#include "base/language.h"

#include <apr_strings.h>
#include <string.h>
#include <strings.h>

static void set(sp_value_t *object, const char *name, const char *text,
                apr_pool_t *pool)
{
    sp_value_set(object, name, sp_value_string(pool, text));
}

/* The description, split at empty lines. */
static sp_value_t *paragraphs(const char *text, apr_pool_t *pool)
{
    sp_value_t *list = sp_value_list(pool);

    while (*text != '\0') {
        const char *stop = strstr(text, "\n\n");
        size_t n = stop ? (size_t)(stop - text) : strlen(text);
        if (n > 0) {
            sp_value_append(list,
                            sp_value_string(pool, apr_pstrndup(pool, text, n)));
        }
        text += n;
        text += strspn(text, "\n");
    }
    return list;
}

/* "Later" helps where the fault is the server's; what the reader can do about
 * a fault of her own stands in its description. */
static sp_value_t *retry(sp_retry_t advice, int code, apr_pool_t *pool)
{
    sp_value_t *object = sp_value_object(pool);

    sp_value_set_text(object, sp_retry_name(advice));
    sp_value_set(object, "modify",
                 sp_value_bool(pool, advice == SP_RETRY_MODIFY));
    sp_value_set(object, "later",
                 sp_value_bool(pool, advice == SP_RETRY_LATER));
    sp_value_set(object, "after",
                 sp_value_bool(pool, advice == SP_RETRY_AFTER));
    sp_value_set(
        object, "again",
        sp_value_bool(pool, advice == SP_RETRY_AFTER ||
                                (advice == SP_RETRY_LATER && code >= 500)));
    return object;
}

void sp_values_entry(sp_value_t *object, const sp_appearance_t *appearance,
                     int code, const sp_entry_t *entry, apr_pool_t *pool)
{
    sp_entry_t own = sp_appearance_code(appearance, code);

    set(object, "status", apr_itoa(pool, code), pool);
    set(object, "class", apr_psprintf(pool, "%dxx", code / 100), pool);
    set(object, "message", entry->message, pool);
    set(object, "description", entry->description, pool);
    set(object, "code", own.message, pool);
    set(object, "code_language", own.language, pool);
    sp_value_set(object, "code_differs",
                 sp_value_bool(pool, strcmp(own.message, entry->message) != 0));
    set(object, "documentation", entry->url ? entry->url : "", pool);
    sp_value_set(object, "paragraphs", paragraphs(entry->description, pool));
    sp_value_set(object, "retry", retry(entry->retry, code, pool));
}

void sp_values_language(sp_value_t *object, const char *page, const char *text,
                        apr_pool_t *pool)
{
    int rtl = strcmp(sp_language_dir(page), "rtl") == 0;

    set(object, "language", page, pool);
    set(object, "dir", sp_language_dir(page), pool);
    set(object, "text_language", text, pool);
    set(object, "text_dir", sp_language_dir(text), pool);
    sp_value_set(object, "mixed",
                 sp_value_bool(pool, strcasecmp(page, text) != 0));
    set(object, "fsi", rtl ? "\xE2\x81\xA8" : "", pool);
    set(object, "pdi", rtl ? "\xE2\x81\xA9" : "", pool);
}

void sp_values_labels(sp_value_t *object, const sp_appearance_t *appearance,
                      const char *language, apr_pool_t *pool)
{
    sp_value_t *labels = sp_value_object(pool);
    const char *const *names;
    int count = sp_catalog_labels(appearance->catalog, pool, &names);
    int i;

    for (i = 0; i < count; i++) {
        set(labels, names[i],
            sp_catalog_label(appearance->catalog, language, names[i]), pool);
    }
    sp_value_set(object, "labels", labels);
}

void sp_values_words(sp_value_t *object, const sp_appearance_t *appearance,
                     const char *language, apr_pool_t *pool)
{
    sp_value_t *words = sp_value_object(pool);
    const char *const *names;
    int count = sp_theme_words(appearance->theme, pool, &names);
    int i;

    for (i = 0; i < count; i++) {
        set(words, names[i],
            sp_theme_word(appearance->theme, names[i], language), pool);
    }
    sp_value_set(object, "words", words);
}

/* What sp_theme_each_var() and sp_theme_each_file() hand on. */
typedef struct vars_t {
    sp_value_t *object;
    apr_pool_t *pool;
} vars_t;

static void set_file(void *baton, const char *name, const char *uri)
{
    vars_t *v = baton;

    sp_value_set_path(v->object, name, uri, v->pool);
}

void sp_values_files(sp_value_t *object, const sp_theme_t *theme,
                     apr_pool_t *pool)
{
    vars_t v = {sp_value_object(pool), pool};

    sp_theme_each_file(theme, set_file, &v);
    sp_value_set(object, "file", v.object);
}

static void set_default_var(void *baton, const char *name, const char *value)
{
    vars_t *v = baton;

    set(v->object, name, value, v->pool);
}

/* The list names the strongest first, so set the weakest first. */
static void set_vars(const sp_var_t *var, vars_t *v)
{
    if (var == NULL) {
        return;
    }
    set_vars(var->next, v);
    sp_value_set(v->object, var->name,
                 var->fact >= 0 ? sp_value_live(v->pool, var->fact)
                                : sp_value_string(v->pool, var->value));
}

void sp_values_brand(sp_value_t *object, const sp_appearance_t *appearance,
                     apr_pool_t *pool)
{
    vars_t v = {sp_value_object(pool), pool};

    sp_theme_each_var(appearance->theme, set_default_var, &v);
    set_vars(appearance->vars, &v);
    sp_value_set(object, "vars", v.object);
    set(object, "logo", appearance->logo, pool);
    set(object, "theme", sp_theme_name(appearance->theme), pool);
    set(object, "catalog", sp_catalog_name(appearance->catalog), pool);
}

void sp_values_facts(sp_value_t *object, apr_pool_t *pool)
{
    sp_value_t *detail = sp_value_object(pool);
    int i;

    for (i = 0; i < SP_FACT_COUNT; i++) {
        const char *name = sp_fact_name(i);
        sp_value_t *leaf = sp_value_live(pool, i);
        if (strncmp(name, "detail.", 7) == 0) {
            sp_value_set(detail, name + 7, leaf);
        }
        else {
            sp_value_set(object, name, leaf);
        }
    }
    sp_value_set(object, "detail", detail);
}
