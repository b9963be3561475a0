/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where a rendering or a walk stands: a stack of frames, one for each body that
 * is being rendered, and what can be seen from there: values, block arguments,
 * the indentation. On the heap and of bounded depth, so that no template can
 * exhaust the C stack. Private to the room. */
#ifndef SP_TEMPLATE_SCOPE_H
#define SP_TEMPLATE_SCOPE_H

#include "template/ops.h"
#include "template/template.h"

/** The longest indentation in bytes, summed over all frames. */
#define SP_INDENT_MAX 4096

/** The arguments of one parent tag; those of outer parents go before. */
typedef struct sp_args_t {
    const sp_template_t *tpl;
    int parent; /* index of the PARENT op */
    const struct sp_args_t *outer;
} sp_args_t;

typedef struct sp_frame_t {
    struct sp_frame_t *below;
    struct sp_frame_t *above; /* done with, kept for the next use */
    const sp_template_t *tpl;
    int pc;    /* the op to run next */
    int start; /* of the body */
    int end;
    const sp_value_t *value; /* what {{.}} is here, or NULL: see below */
    const sp_value_t *list;  /* of which value is item 'item', or NULL */
    int item;
    int live; /* a section that depends on a fact: 'mark', 'fact', 'before' */
    int mark; /* of the jump around it */
    int fact;
    char before;           /* what was known of the fact */
    sp_args_t own;         /* of a parent */
    const sp_args_t *args; /* all that are in force */
    apr_size_t indent_at;  /* in the scope's buffer */
    apr_size_t indent_len;
    const sp_op_t *strip; /* its text is taken from lines; NULL for nothing */
    int includes;         /* partials and parents around it */
    const sp_op_t *op;    /* that the body is entered for, or NULL */
    const sp_op_t *body;  /* of a block: the argument, or the site itself */
    int midline;          /* the first line of the body has begun already */
} sp_frame_t;

typedef struct sp_scope_t {
    sp_frame_t *top;
    int depth;
    int max;  /* bodies within bodies; endless recursion ends here */
    int work; /* grows with each frame that a look-up visits */
    apr_pool_t *pool;
    char indent[SP_INDENT_MAX];
} sp_scope_t;

/**
 * Push a frame that runs ops @a start to @a end of @a tpl and sees what the
 * one below sees. NULL where there are scope->max already, here and below.
 */
sp_frame_t *sp_scope_push(sp_scope_t *scope, const sp_template_t *tpl,
                          int start, int end);

/** The same for the body of an op of @a tpl. */
sp_frame_t *sp_scope_body(sp_scope_t *scope, const sp_template_t *tpl,
                          const sp_op_t *op);

/** The same for a partial @a tpl, or a parent with the arguments in @a op. */
sp_frame_t *sp_scope_include(sp_scope_t *scope, const sp_op_t *op,
                             const sp_template_t *tpl);

/** Leave the top frame. */
void sp_scope_pop(sp_scope_t *scope);

/** The value of a path of ops.h, or NULL where there is none. */
const sp_value_t *sp_scope_find(sp_scope_t *scope, const char *path);

/**
 * The argument for a block of that name: that of the outermost parent. Gives
 * its op and in @a where whose argument it is. In its body where->outer is in
 * force: its own blocks are not meant by the parent that it is given to. NULL
 * where there is none. Adds to @a work.
 */
const sp_op_t *sp_args_find(const sp_args_t *args, const char *name,
                            const sp_args_t **where, int *work);

/** In the top frame lines have no indentation and lose none. */
void sp_scope_indent_none(sp_scope_t *scope);

/**
 * In the top frame lines get what those below get and then @a op's white
 * space, as it is after stripping there; nothing is stripped. Returns 0 where
 * that is more than SP_INDENT_MAX.
 */
int sp_scope_indent_more(sp_scope_t *scope, const sp_op_t *op);

/** How many of the leading bytes of a line at @a text the frame takes away. */
apr_size_t sp_scope_strip(const sp_frame_t *frame, const char *text,
                          apr_size_t len);

#endif /* SP_TEMPLATE_SCOPE_H */
