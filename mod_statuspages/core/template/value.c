/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The tree of values that a template is rendered with; see template.h. Knows
 * truth, text and members; refuses to know templates and what a live fact's
 * value is. */
#include "template/template.h"

#include "vocabulary/vocabulary.h"

#include <apr_hash.h>
#include <apr_strings.h>
#include <apr_tables.h>

struct sp_value_t {
    const char *text; /* never NULL */
    int truth;
    int fact;                  /* of a live value, else -1 */
    apr_hash_t *members;       /* of an object, else NULL */
    apr_array_header_t *items; /* of a list, else NULL: sp_value_t * */
};

static sp_value_t *make(apr_pool_t *pool, const char *text, int truth)
{
    sp_value_t *value = apr_pcalloc(pool, sizeof(*value));

    value->text = text;
    value->truth = truth;
    value->fact = -1;
    return value;
}

sp_value_t *sp_value_null(apr_pool_t *pool)
{
    return make(pool, "", 0);
}

sp_value_t *sp_value_bool(apr_pool_t *pool, int truth)
{
    return make(pool, truth ? "true" : "false", truth != 0);
}

sp_value_t *sp_value_string(apr_pool_t *pool, const char *text)
{
    return make(pool, text != NULL ? text : "", text != NULL && *text != '\0');
}

sp_value_t *sp_value_list(apr_pool_t *pool)
{
    sp_value_t *value = make(pool, "", 0);

    value->items = apr_array_make(pool, 4, sizeof(sp_value_t *));
    return value;
}

sp_value_t *sp_value_object(apr_pool_t *pool)
{
    sp_value_t *value = make(pool, "", 1);

    value->members = apr_hash_make(pool);
    return value;
}

sp_value_t *sp_value_live(apr_pool_t *pool, int fact)
{
    sp_value_t *value;

    if (fact < 0 || fact >= SP_LIVE_MAX) {
        return sp_value_null(pool);
    }
    value = make(pool, "", 1);
    value->fact = fact;
    return value;
}

void sp_value_append(sp_value_t *list, sp_value_t *item)
{
    if (list->items != NULL) {
        APR_ARRAY_PUSH(list->items, sp_value_t *) = item;
        list->truth = 1;
    }
}

void sp_value_set(sp_value_t *object, const char *name, sp_value_t *item)
{
    if (object->members != NULL) {
        apr_hash_set(object->members, name, APR_HASH_KEY_STRING, item);
    }
}

void sp_value_set_text(sp_value_t *object, const char *text)
{
    if (object->members != NULL) {
        object->text = text == NULL ? "" : text;
        object->truth = object->text[0] != '\0';
    }
}

void sp_value_set_path(sp_value_t *object, const char *path, const char *text,
                       apr_pool_t *pool)
{
    char *state;
    const char *part = apr_strtok(apr_pstrdup(pool, path), ".", &state);

    for (; part != NULL && object->members != NULL;
         part = apr_strtok(NULL, ".", &state)) {
        sp_value_t *member =
            apr_hash_get(object->members, part, APR_HASH_KEY_STRING);

        if (member == NULL) {
            member = sp_value_object(pool);
            sp_value_set(object, part, member);
        }
        object = member;
    }
    sp_value_set_text(object, text);
}

const sp_value_t *sp_value_get(const sp_value_t *value, const char *name)
{
    return value != NULL && value->members != NULL
               ? apr_hash_get(value->members, name, APR_HASH_KEY_STRING)
               : NULL;
}

const char *sp_value_text(const sp_value_t *value)
{
    return value == NULL ? "" : value->text;
}

int sp_value_count(const sp_value_t *list)
{
    return list != NULL && list->items != NULL ? list->items->nelts : 0;
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
    return value != NULL ? value->fact : -1;
}

int sp_value_truth(const sp_value_t *value)
{
    return value != NULL && value->truth;
}
