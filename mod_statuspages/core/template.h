/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Mustache text -> compiled ops. The whole of the Mustache spec: comments,
 * delimiters, interpolation, sections, inverted sections, partials with
 * standalone indentation, inheritance. Every op knows its line and column.
 * A compiled template never changes. Knows no data and no files. */
#ifndef SP_TEMPLATE_H
#define SP_TEMPLATE_H

#include "diag.h"

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

/** The file name it was compiled with. */
const char *sp_template_file(const sp_template_t *tpl);

/**
 * Where partials and parents come from: gives the template named @a name, or
 * NULL where there is none (which renders as nothing, as the spec says).
 */
typedef const sp_template_t *(*sp_partial_fn)(void *baton, const char *name);

/** Whether a template may use the dotted name; for sp_template_check(). */
typedef struct sp_vocabulary_t {
    int (*knows)(void *baton, const char *name);
    /** The nearest known name, for the hint, or NULL. */
    const char *(*nearest)(void *baton, const char *name, apr_pool_t *pool);
    void *baton;
} sp_vocabulary_t;

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

#endif /* SP_TEMPLATE_H */
