/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The tree of values that a template is rendered with; see template.h. Knows
 * kinds, truth and text; refuses to know names with dots, templates and what a
 * live fact's value is. */
#include "template/template.h"

#include "vocabulary/vocabulary.h"

#include <apr_hash.h>
#include <apr_tables.h>

struct sp_value_t {
    sp_value_kind_t kind;
    int fact;                  /* of a live value */
    const char *text;          /* never NULL */
    int has_text;              /* of an object: 'text' was given */
    apr_hash_t *members;       /* of an object */
    apr_array_header_t *items; /* of a list: sp_value_t * */
};

/* A value of a kind, with everything else as nothing. */
static sp_value_t *make(apr_pool_t *pool, sp_value_kind_t kind,
                        const char *text)
{
    sp_value_t *value = apr_pcalloc(pool, sizeof(*value));

    value->kind = kind;
    value->text = text;
    return value;
}

sp_value_t *sp_value_null(apr_pool_t *pool)
{
    return make(pool, SP_VALUE_NULL, "");
}

sp_value_t *sp_value_bool(apr_pool_t *pool, int truth)
{
    return truth ? make(pool, SP_VALUE_TRUE, "true")
                 : make(pool, SP_VALUE_FALSE, "false");
}

sp_value_t *sp_value_string(apr_pool_t *pool, const char *text)
{
    return text == NULL ? sp_value_null(pool)
                        : make(pool, SP_VALUE_STRING, text);
}

sp_value_t *sp_value_list(apr_pool_t *pool)
{
    sp_value_t *value = make(pool, SP_VALUE_LIST, "");

    value->items = apr_array_make(pool, 4, sizeof(sp_value_t *));
    return value;
}

sp_value_t *sp_value_object(apr_pool_t *pool)
{
    sp_value_t *value = make(pool, SP_VALUE_OBJECT, "");

    value->members = apr_hash_make(pool);
    return value;
}

sp_value_t *sp_value_live(apr_pool_t *pool, int fact)
{
    sp_value_t *value;

    if (fact < 0 || fact >= SP_LIVE_MAX) {
        return sp_value_null(pool);
    }
    value = make(pool, SP_VALUE_LIVE, "");
    value->fact = fact;
    return value;
}

void sp_value_append(sp_value_t *list, sp_value_t *item)
{
    if (list->kind == SP_VALUE_LIST) {
        APR_ARRAY_PUSH(list->items, sp_value_t *) = item;
    }
}

void sp_value_set(sp_value_t *object, const char *name, sp_value_t *item)
{
    if (object->kind == SP_VALUE_OBJECT) {
        apr_hash_set(object->members, name, APR_HASH_KEY_STRING, item);
    }
}

void sp_value_set_text(sp_value_t *object, const char *text)
{
    if (object->kind == SP_VALUE_OBJECT) {
        object->text = text == NULL ? "" : text;
        object->has_text = 1;
    }
}

const sp_value_t *sp_value_get(const sp_value_t *value, const char *name)
{
    if (value == NULL || value->kind != SP_VALUE_OBJECT) {
        return NULL;
    }
    return apr_hash_get(value->members, name, APR_HASH_KEY_STRING);
}

sp_value_kind_t sp_value_kind(const sp_value_t *value)
{
    return value == NULL ? SP_VALUE_NULL : value->kind;
}

const char *sp_value_text(const sp_value_t *value)
{
    return value == NULL ? "" : value->text;
}

int sp_value_count(const sp_value_t *list)
{
    return sp_value_kind(list) == SP_VALUE_LIST ? list->items->nelts : 0;
}

const sp_value_t *sp_value_item(const sp_value_t *list, int index)
{
    if (index < 0 || index >= sp_value_count(list)) {
        return NULL;
    }
    return APR_ARRAY_IDX(list->items, index, const sp_value_t *);
}

int sp_value_fact(const sp_value_t *value)
{
    return sp_value_kind(value) == SP_VALUE_LIVE ? value->fact : -1;
}

int sp_value_truth(const sp_value_t *value)
{
    switch (sp_value_kind(value)) {
    case SP_VALUE_NULL:
    case SP_VALUE_FALSE:
        return 0;
    case SP_VALUE_STRING:
        return value->text[0] != '\0';
    case SP_VALUE_LIST:
        return value->items->nelts > 0;
    case SP_VALUE_OBJECT:
        return !value->has_text || value->text[0] != '\0';
    case SP_VALUE_TRUE:
    case SP_VALUE_LIVE:
        break;
    }
    return 1;
}
