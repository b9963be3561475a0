/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Mustache templates: compiled, checked, walked and rendered. The whole of the
 * Mustache spec: comments, delimiters, interpolation, sections, inverted
 * sections, partials with standalone indentation, inheritance. Every tag knows
 * its line and column, and a compiled template never changes. Knows names and
 * values; refuses to know files, HTTP, and which places in HTML are safe. */
#ifndef SP_TEMPLATE_H
#define SP_TEMPLATE_H

#include "base/diag.h"
#include "plan/plan.h"
#include "vocabulary/vocabulary.h"

#include <apr_pools.h>

typedef struct sp_template_t sp_template_t;

/**
 * Compile @a len bytes of @a text. @a file names them in diagnostics and is
 * kept as a pointer; @a text is copied where needed.
 * Faults (unclosed or mismatched section, unclosed tag, bad delimiter, empty
 * name, ...) say file, line and column, and where the other end is.
 */
apr_status_t sp_template_compile(sp_template_t **out, const char *file,
                                 const char *text, apr_size_t len,
                                 apr_pool_t *pool, sp_error_t *err);

/** The file that it was compiled from. */
const char *sp_template_file(const sp_template_t *tpl);

/**
 * Where partials and parents come from: gives the template named @a name, or
 * NULL where there is none (which renders as nothing, as the spec says).
 */
typedef const sp_template_t *(*sp_partial_fn)(void *baton, const char *name);

/**
 * Check a template and all that it includes against a vocabulary: an unknown
 * name is a fault with file, line, column and the nearest known name; so are
 * a partial or parent that does not exist and one that includes itself.
 * Names are looked up as they are written, whatever section they stand in:
 * the vocabulary holds no data that nests, so that a section can't end an
 * inclusion either. @a vocabulary may be NULL: then any name is known.
 */
apr_status_t sp_template_check(const sp_template_t *tpl,
                               const sp_vocabulary_t *vocabulary,
                               sp_partial_fn partial, void *baton,
                               apr_pool_t *pool, sp_error_t *err);

/** A place in a template's file. */
typedef struct sp_spot_t {
    const char *file;
    int line;
    int col;
} sp_spot_t;

/** A name where a template mentions it. */
typedef struct sp_mention_t {
    sp_spot_t at;
    const char *name;
    int dot;      /* it is {{.}} */
    int raw;      /* of a value: it is written as it is */
    int inverted; /* of a section: it is an inverted one */
} sp_mention_t;

/** What is done on the way through a template; NULL is nothing. */
typedef struct sp_visitor_t {
    /** Bytes that are written: text, or white space around a tag. */
    apr_status_t (*text)(void *baton, const sp_spot_t *at, const char *text,
                         apr_size_t len);
    /** A value. */
    apr_status_t (*value)(void *baton, const sp_mention_t *value);
    /** Before the body of a section. */
    apr_status_t (*enter)(void *baton, const sp_mention_t *section);
    /** Behind the body; sets *@a again to have it walked once more. */
    apr_status_t (*leave)(void *baton, const sp_mention_t *section, int *again);
    void *baton;
} sp_visitor_t;

/**
 * Walk through a template as it would be rendered: partials and parents
 * entered, blocks replaced by their arguments, each section entered once. An
 * inclusion without end is a fault, and so are inclusions that make more than
 * a page can hold; a missing partial is passed over. What a visitor returns
 * other than APR_SUCCESS ends the walk and is returned. @a visitor may be
 * NULL.
 */
apr_status_t sp_template_walk(const sp_template_t *tpl, sp_partial_fn partial,
                              void *baton, const sp_visitor_t *visitor,
                              apr_pool_t *pool, sp_error_t *err);

/** What a template is rendered with: a tree of values, as in JSON, in which a
 *  leaf may also be "live": a fact of vocabulary.h or a live variable, whose
 *  value is known only at the request. Values are made once in a pool and not
 *  changed by rendering. A number is its text; "" is false. */
typedef struct sp_value_t sp_value_t;

/** One of each kind; lists and objects are empty at first. */
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

/** Give the member of a dotted @a path a text, as an object among objects:
 *  "hero.webp" and "hero.webp.png" may both have one. @a text is kept. */
void sp_value_set_path(sp_value_t *object, const char *path, const char *text,
                       apr_pool_t *pool);

/** A member of an object, or NULL (also where @a value is no object). */
const sp_value_t *sp_value_get(const sp_value_t *value, const char *name);

/** The text that interpolation writes; "" where there is none. */
const char *sp_value_text(const sp_value_t *value);
/** Items of a list. */
int sp_value_count(const sp_value_t *list);
const sp_value_t *sp_value_item(const sp_value_t *list, int index);
/** The number of a live value, else -1. */
int sp_value_fact(const sp_value_t *value);
/** Truth as sections see it; a live value is not known: true here. */
int sp_value_truth(const sp_value_t *value);

/**
 * Render @a tpl with @a root: everything known is evaluated here and now, what
 * is live stays behind as holes and jumps of the plan. {{x}} is escaped by
 * @a escape; {{{x}}} and {{&x}} are not. Partials and parents come from
 * @a partial. One that includes itself without end is a fault, not a crash.
 * The plan is in @a pool and keeps nothing of @a root.
 */
apr_status_t sp_render(sp_plan_t **plan, const sp_template_t *tpl,
                       const sp_value_t *root, sp_escape_t escape,
                       sp_partial_fn partial, void *baton, apr_pool_t *pool,
                       sp_error_t *err);

#endif /* SP_TEMPLATE_H */
