/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A template that is being compiled, and the part of compiling that is about
 * white space: where lines begin, which vanish with the tag on them. Private to
 * template.c and space.c. */
#ifndef SP_TEMPLATE_COMPILE_H
#define SP_TEMPLATE_COMPILE_H

#include "template/ops.h"
#include "template/scan.h"

#include <apr_tables.h>

/** No template has more open sections, parents and blocks at one place. */
#define SP_NEST_MAX 200

/** A template that is being compiled. */
typedef struct sp_compiler_t {
    sp_scan_t scan;
    apr_array_header_t *ops; /* sp_op_t */
    int open[SP_NEST_MAX];   /* indices of ops whose closing tag is to come */
    int depth;
    const char *pos; /* everything before is done */
    int fresh;       /* a line begins at pos */
    int line;        /* of pos */
    int col;
    apr_pool_t *pool; /* the template's */
} sp_compiler_t;

/** A tag and what stands around it on its lines. */
typedef struct sp_place_t {
    sp_tag_t tag;
    int first;          /* nothing but white space before it on its line */
    const char *indent; /* where that white space begins */
    const char *next;   /* nothing but white space behind it: the next line */
} sp_place_t;

/** An op by its index; the pointer is good until the next one is pushed. */
sp_op_t *sp_compile_op(sp_compiler_t *c, int index);

/** The innermost op that is open, or NULL. */
sp_op_t *sp_compile_innermost(sp_compiler_t *c);

/** Whether that is a parent: in a parent's body only blocks count. */
int sp_compile_in_parent(sp_compiler_t *c);

/** Push an op that has no body yet. */
sp_op_t *sp_compile_push(sp_compiler_t *c, sp_op_kind_t kind, int line,
                         int col);

/** Go on at @a pos, where a line begins or not. */
void sp_compile_resume(sp_compiler_t *c, const char *pos, int fresh);

/** Push the text up to @a to. */
void sp_compile_text(sp_compiler_t *c, const char *to, int flags);

/** Find out what stands around p->tag. */
void sp_compile_look_around(sp_compiler_t *c, sp_place_t *p);

/**
 * Push the text before a tag, with or without (@a drop) the white space that
 * stands before it on its line. Even an empty text may be where a line begins.
 */
void sp_compile_before(sp_compiler_t *c, const sp_place_t *p, int drop);

/**
 * The same for a tag that writes nothing where it stands, and go on behind it:
 * alone on its line, it takes that away.
 */
void sp_compile_vanishing(sp_compiler_t *c, const sp_place_t *p);

/** Give @a op the indentation of the first line from @a p on that is not
 *  blank. */
void sp_compile_measure(sp_compiler_t *c, sp_op_t *op, const char *p);

#endif /* SP_TEMPLATE_COMPILE_H */
