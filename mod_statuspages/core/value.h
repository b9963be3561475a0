/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a template is rendered with: a tree of values, as in JSON, in which a
 * leaf may also be "live": a fact whose value is known only at the request.
 * Values are made once in a pool and not changed by rendering. */
#ifndef SP_VALUE_H
#define SP_VALUE_H

#include <apr_pools.h>

typedef enum sp_value_kind_t {
    SP_VALUE_NULL,
    SP_VALUE_FALSE,
    SP_VALUE_TRUE,
    SP_VALUE_STRING, /* numbers too, as their text; "" is false */
    SP_VALUE_LIST,
    SP_VALUE_OBJECT,
    SP_VALUE_LIVE /* a fact of facts.h, or a live variable */
} sp_value_kind_t;

typedef struct sp_value_t sp_value_t;

sp_value_t *sp_value_null(apr_pool_t *pool);
sp_value_t *sp_value_bool(apr_pool_t *pool, int truth);
/** A string; @a text is kept as a pointer. NULL gives sp_value_null(). */
sp_value_t *sp_value_string(apr_pool_t *pool, const char *text);
sp_value_t *sp_value_list(apr_pool_t *pool);
sp_value_t *sp_value_object(apr_pool_t *pool);
/** A fact; a number that no fact can have gives sp_value_null(). */
sp_value_t *sp_value_live(apr_pool_t *pool, int fact);

/** Append to a list. */
void sp_value_append(sp_value_t *list, sp_value_t *item);

/** Set a member of an object; @a name is kept as a pointer, no dots in it. */
void sp_value_set(sp_value_t *object, const char *name, sp_value_t *item);

/**
 * Give an object a text of its own: {{retry}} writes it, {{#retry.later}}
 * still reaches the member. An object with an empty text is false.
 */
void sp_value_set_text(sp_value_t *object, const char *text);

/** A member of an object, or NULL (also where @a value is no object). */
const sp_value_t *sp_value_get(const sp_value_t *value, const char *name);

sp_value_kind_t sp_value_kind(const sp_value_t *value);
/** The text that interpolation writes; "" where there is none. */
const char *sp_value_text(const sp_value_t *value);
/** Items of a list. */
int sp_value_count(const sp_value_t *list);
const sp_value_t *sp_value_item(const sp_value_t *list, int index);
/** The number of a live value. */
int sp_value_fact(const sp_value_t *value);
/** Truth as sections see it; a live value is not known: true here. */
int sp_value_truth(const sp_value_t *value);

#endif /* SP_VALUE_H */
