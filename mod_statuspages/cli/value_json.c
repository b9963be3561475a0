/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* JSON -> values; see value_json.h. */
#include "cli/value_json.h"

#include <apr_strings.h>
#include <stdio.h>
#include <stdlib.h>

/* The shortest of the usual notations that reads back as the same number. */
static const char *real_text(apr_pool_t *pool, double number)
{
    char text[32];
    int digits;

    for (digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof(text), "%.*g", digits, number);
        if (strtod(text, NULL) == number) {
            break;
        }
    }
    return apr_pstrdup(pool, text);
}

static sp_value_t *list_value(apr_pool_t *pool, json_t *json)
{
    sp_value_t *list = sp_value_list(pool);
    size_t i;

    for (i = 0; i < json_array_size(json); i++) {
        sp_value_append(list, sp_value_json(pool, json_array_get(json, i)));
    }
    return list;
}

static sp_value_t *object_value(apr_pool_t *pool, json_t *json)
{
    sp_value_t *object = sp_value_object(pool);
    const char *key;
    json_t *item;

    json_object_foreach(json, key, item)
    {
        sp_value_set(object, apr_pstrdup(pool, key), sp_value_json(pool, item));
    }
    return object;
}

sp_value_t *sp_value_json(apr_pool_t *pool, json_t *json)
{
    if (json == NULL) {
        return sp_value_null(pool);
    }
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return object_value(pool, json);
    case JSON_ARRAY:
        return list_value(pool, json);
    case JSON_STRING:
        return sp_value_string(pool,
                               apr_pstrdup(pool, json_string_value(json)));
    case JSON_INTEGER:
        return sp_value_string(
            pool, apr_psprintf(pool, "%" APR_INT64_T_FMT,
                               (apr_int64_t)json_integer_value(json)));
    case JSON_REAL:
        return sp_value_string(pool, real_text(pool, json_real_value(json)));
    case JSON_TRUE:
        return sp_value_bool(pool, 1);
    case JSON_FALSE:
        return sp_value_bool(pool, 0);
    case JSON_NULL:
        break;
    }
    return sp_value_null(pool);
}
