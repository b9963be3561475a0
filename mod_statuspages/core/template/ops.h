/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a compiled template is; private to the room.
 *
 * A template is one array of ops, run from the first to the last. An op with
 * a body (B) is followed by its body; 'end' is the index of the first op
 * behind that, so that skipping it is one assignment. Bodies nest properly.
 *
 *   op        B  operands               means
 *   TEXT         text len flags         these bytes
 *   VALUE        name path              the value, escaped
 *   RAW          name path              the value as it is
 *   SECTION   B  name path end          body for each item of a list, once
 *                                       for anything else that is true
 *   INVERTED  B  name path end          body where SECTION would write none
 *   PARTIAL      name text flags        the named template
 *   PARENT    B  name text flags end    the named template, with arguments:
 *                                       the body holds BLOCK ops alone
 *   BLOCK     B  name text tail flags   in a PARENT's body: the argument of
 *                end                    that name. Elsewhere a site: the
 *                                       argument, or the body if none is given
 *
 * 'path' is the dotted name cut in parts: "a\0b\0c\0", ended by an empty part;
 * {{.}} has no part. 'name' is as written, for messages.
 *
 * White space. A template may be rendered with an indentation in front of
 * each of its lines, so the ops know where the template's own lines begin
 * (lines that come from values don't count). Lines that hold but a tag are
 * gone already. 'text' of ops other than TEXT is white space:
 *
 *   PARTIAL, PARENT   what stands before the tag where it is first on its line
 *   BLOCK             the indentation of its content: of the first line that
 *                     is not blank where the opening tag ends its line, else
 *                     what stands before the tag
 *
 * A block's indentation is taken from the lines of an argument, and put before
 * the lines at the site, whatever argument comes there. A site that stands
 * on lines of its own also owns their ends ('tail'): the line end behind its
 * closing tag is written unless the content already ended with one. */
#ifndef SP_TEMPLATE_OPS_H
#define SP_TEMPLATE_OPS_H

#include "template/template.h"

typedef enum sp_op_kind_t {
    SP_OP_TEXT,
    SP_OP_VALUE,
    SP_OP_RAW,
    SP_OP_SECTION,
    SP_OP_INVERTED,
    SP_OP_PARTIAL,
    SP_OP_PARENT,
    SP_OP_BLOCK
} sp_op_kind_t;

/** TEXT: a line begins at its first byte. */
#define SP_OP_FRESH 1
/** TEXT: a line begins behind its last byte, with the next op. */
#define SP_OP_OPENS 2
/** PARENT, BLOCK: the tag is first on its line; 'text' is not written yet. */
#define SP_OP_FIRST 4
/** PARTIAL, PARENT: stands on lines of its own; 'text' indents all lines. */
#define SP_OP_ALONE 8
/** BLOCK: the content begins with a line. */
#define SP_OP_LINES 16
/** BLOCK: the content ends with a line end. */
#define SP_OP_ENDED 32
/** BLOCK: 'tail' is the site's. */
#define SP_OP_TAIL 64

typedef struct sp_op_t {
    sp_op_kind_t kind;
    int flags;
    int line; /* of the tag's or the text's first byte, from 1 */
    int col;  /* in bytes, from 1 */
    int end;
    const char *name;
    const char *path;
    const char *text;
    apr_size_t len;
    const char *tail;
    apr_size_t tail_len;
} sp_op_t;

struct sp_template_t {
    const char *file;
    const sp_op_t *ops;
    int count;
};

#endif /* SP_TEMPLATE_OPS_H */
