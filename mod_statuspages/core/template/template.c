/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Mustache text -> ops: which tag makes which op, what it opens and closes,
 * which lines vanish with the tag on them. See template.h for what it promises
 * and ops.h for what comes out. Refuses to know how tags are spelled (scan.c)
 * and what ops do (render.c). */
#include "template/ops.h"
#include "template/scan.h"

#include <apr_strings.h>
#include <apr_tables.h>
#include <string.h>

/* No template is larger: ops are many times their text's size. */
#define TEXT_MAX ((apr_size_t)16 * 1024 * 1024)

/* No template has more open sections, parents and blocks at one place. */
#define NEST_MAX 200

/* A template that is being compiled. */
typedef struct compiler_t {
    sp_scan_t scan;
    apr_array_header_t *ops; /* sp_op_t */
    int open[NEST_MAX];      /* indices of ops whose closing tag is to come */
    int depth;
    const char *pos; /* everything before is done */
    int fresh;       /* a line begins at pos */
    int line;        /* of pos */
    int col;
} compiler_t;

/* An op by its index; the pointer is good until the next one is pushed. */
static sp_op_t *op_at(compiler_t *c, int index)
{
    return &APR_ARRAY_IDX(c->ops, index, sp_op_t);
}

/* The innermost op that is open, or NULL. */
static sp_op_t *innermost(compiler_t *c)
{
    return c->depth > 0 ? op_at(c, c->open[c->depth - 1]) : NULL;
}

/* In a parent's body only blocks count. */
static int in_parent(compiler_t *c)
{
    sp_op_t *op = innermost(c);

    return op != NULL && op->kind == SP_OP_PARENT;
}

/* Go on at @a pos, where a line begins or not. */
static void resume(compiler_t *c, const char *pos, int fresh)
{
    c->pos = pos;
    c->fresh = fresh;
    sp_scan_locate(&c->scan, pos, &c->line, &c->col);
}

/* Push an op that has no body yet; APR makes it all zero. */
static sp_op_t *push(compiler_t *c, sp_op_kind_t kind, int line, int col)
{
    sp_op_t *op = apr_array_push(c->ops);

    op->kind = kind;
    op->line = line;
    op->col = col;
    op->end = c->ops->nelts;
    return op;
}

/* Push the text up to @a to. */
static void put_text(compiler_t *c, const char *to, int flags)
{
    sp_op_t *op;

    if (in_parent(c)) {
        return;
    }
    op = push(c, SP_OP_TEXT, c->line, c->col);
    op->text = c->pos;
    op->len = (apr_size_t)(to - c->pos);
    op->flags = flags | (c->fresh ? SP_OP_FRESH : 0);
}

/* Push the text before a tag, with or without (@a drop) the white space that
 * stands before it on its line. Even an empty text may be where a line begins.
 */
static void put_before(compiler_t *c, const sp_tag_t *tag, int drop)
{
    const char *to = drop ? tag->indent : tag->start;

    if (to > c->pos) {
        put_text(c, to, !drop && to[-1] == '\n' ? SP_OP_OPENS : 0);
    }
    else if (c->fresh && !drop) {
        put_text(c, to, 0);
    }
}

/* The same for a tag that writes nothing where it stands, and go on behind it:
 * alone on its line, it takes that away. */
static void put_vanishing(compiler_t *c, const sp_tag_t *tag)
{
    int alone = tag->first && tag->next != NULL;

    put_before(c, tag, alone);
    resume(c, alone ? tag->next : tag->after, alone);
}

/* "a.b" -> "a\0b\0\0", "." -> "\0". */
static const char *make_path(compiler_t *c, const char *name)
{
    size_t len = strlen(name), i;
    char *path = apr_pcalloc(c->scan.pool, len + 2);

    for (i = 0; i < len && strcmp(name, ".") != 0; i++) {
        path[i] = name[i] == '.' ? '\0' : name[i];
    }
    return path;
}

static sp_op_t *push_tag(compiler_t *c, sp_op_kind_t kind, const sp_tag_t *tag)
{
    sp_op_t *op = push(c, kind, tag->line, tag->col);

    op->name = tag->name;
    return op;
}

static void put_value(compiler_t *c, const sp_tag_t *tag)
{
    sp_op_t *op;

    put_before(c, tag, 0);
    if (!in_parent(c)) {
        op = push_tag(c, tag->kind == 'v' ? SP_OP_VALUE : SP_OP_RAW, tag);
        op->path = make_path(c, op->name);
    }
    resume(c, tag->after, 0);
}

static void put_partial(compiler_t *c, const sp_tag_t *tag)
{
    sp_op_t *op;

    put_vanishing(c, tag);
    if (in_parent(c)) {
        return;
    }
    op = push_tag(c, SP_OP_PARTIAL, tag);
    if (tag->first && tag->next != NULL) {
        op->flags = SP_OP_ALONE;
        op->text = tag->indent;
        op->len = (apr_size_t)(tag->start - tag->indent);
    }
}

/* From now on ops belong to the body of the one pushed last. */
static apr_status_t open_body(compiler_t *c, const sp_tag_t *tag)
{
    const sp_scan_t *s = &c->scan;

    if (c->depth == NEST_MAX) {
        return sp_error_set(s->err, s->pool, s->file, tag->line, tag->col,
                            "more than %d sections inside one another",
                            NEST_MAX);
    }
    c->open[c->depth++] = c->ops->nelts - 1;
    return APR_SUCCESS;
}

static apr_status_t open_section(compiler_t *c, const sp_tag_t *tag)
{
    sp_op_t *op;

    put_vanishing(c, tag);
    op = push_tag(c, tag->kind == '#' ? SP_OP_SECTION : SP_OP_INVERTED, tag);
    op->path = make_path(c, op->name);
    return open_body(c, tag);
}

/* A parent or a block that is first on its line keeps the white space. */
static sp_op_t *push_first(compiler_t *c, sp_op_kind_t kind,
                           const sp_tag_t *tag)
{
    sp_op_t *op;

    put_before(c, tag, tag->first);
    op = push_tag(c, kind, tag);
    op->text = tag->indent;
    if (tag->first) {
        op->flags = SP_OP_FIRST;
        op->len = (apr_size_t)(tag->start - tag->indent);
    }
    return op;
}

static apr_status_t open_parent(compiler_t *c, const sp_tag_t *tag)
{
    push_first(c, SP_OP_PARENT, tag);
    resume(c, tag->after, 0);
    return open_body(c, tag);
}

static apr_status_t open_block(compiler_t *c, const sp_tag_t *tag)
{
    int lines = tag->next != NULL && (tag->first || in_parent(c));
    sp_op_t *op = push_first(c, SP_OP_BLOCK, tag);

    if (lines) {
        op->flags |= SP_OP_LINES;
        op->text = sp_scan_indent(&c->scan, tag->next, &op->len);
    }
    resume(c, lines ? tag->next : tag->after, lines);
    return open_body(c, tag);
}

/* A parent is alone where nothing stands before its opening tag and behind
 * its closing tag, however many lines are between. */
static void close_parent(compiler_t *c, const sp_tag_t *tag, sp_op_t *op)
{
    int alone = (op->flags & SP_OP_FIRST) && tag->next != NULL;

    op->flags |= alone ? SP_OP_ALONE : 0;
    resume(c, alone ? tag->next : tag->after, alone);
}

/* A block's content ends with a line where the closing tag is alone on its
 * line; what follows an argument is ignored, so there it need but be first. */
static void close_block(compiler_t *c, const sp_tag_t *tag, int index)
{
    int outer = c->depth > 1 ? c->open[c->depth - 2] : -1;
    int argument = outer >= 0 && op_at(c, outer)->kind == SP_OP_PARENT;
    int ended = tag->first && (argument || tag->next != NULL);
    sp_op_t *op;
    int tail;

    put_before(c, tag, ended);
    op = op_at(c, index); /* not before: pushing may have moved the ops */
    tail = !argument && tag->next != NULL &&
           (tag->first || (op->flags & SP_OP_FIRST));
    op->flags |= (ended ? SP_OP_ENDED : 0) | (tail ? SP_OP_TAIL : 0);
    if (tail) {
        op->tail = tag->after;
        op->tail_len = (apr_size_t)(tag->next - tag->after);
    }
    resume(c, tail ? tag->next : tag->after, tail);
}

/* What opens a body. */
static const char *const kind_words[] = {
    [SP_OP_SECTION] = "section",
    [SP_OP_INVERTED] = "inverted section",
    [SP_OP_PARENT] = "parent",
    [SP_OP_BLOCK] = "block",
};

static apr_status_t check_close(const sp_scan_t *s, const sp_op_t *op,
                                const sp_tag_t *tag)
{
    if (op == NULL) {
        return sp_error_set(s->err, s->pool, s->file, tag->line, tag->col,
                            "nothing is open that '%s' could close", tag->name);
    }
    return strcmp(op->name, tag->name) == 0
               ? APR_SUCCESS
               : sp_error_set(s->err, s->pool, s->file, tag->line, tag->col,
                              "'%s' is closed, but %s '%s', opened at %d:%d, "
                              "is still open",
                              tag->name, kind_words[op->kind], op->name,
                              op->line, op->col);
}

static apr_status_t close_body(compiler_t *c, const sp_tag_t *tag)
{
    apr_status_t rv = check_close(&c->scan, innermost(c), tag);
    int index;

    if (rv != APR_SUCCESS) {
        return rv;
    }
    index = c->open[c->depth - 1];
    switch (op_at(c, index)->kind) {
    case SP_OP_PARENT:
        close_parent(c, tag, op_at(c, index));
        break;
    case SP_OP_BLOCK:
        close_block(c, tag, index);
        break;
    default:
        put_vanishing(c, tag);
    }
    op_at(c, index)->end = c->ops->nelts;
    c->depth--;
    if (in_parent(c) && op_at(c, index)->kind != SP_OP_BLOCK) {
        c->ops->nelts = index;
    }
    return APR_SUCCESS;
}

static apr_status_t put_tag(compiler_t *c, const sp_tag_t *tag)
{
    switch (tag->kind) {
    case '#':
    case '^':
        return open_section(c, tag);
    case '<':
        return open_parent(c, tag);
    case '$':
        return open_block(c, tag);
    case '/':
        return close_body(c, tag);
    case '>':
        put_partial(c, tag);
        break;
    case '!':
    case '=':
        put_vanishing(c, tag);
        break;
    default:
        put_value(c, tag);
    }
    return APR_SUCCESS;
}

/* All that is left when there are no more tags. */
static apr_status_t finish(compiler_t *c)
{
    const sp_op_t *op = innermost(c);
    sp_scan_t *s = &c->scan;
    int line, col;

    if (op != NULL) {
        sp_scan_locate(s, s->end, &line, &col);
        return sp_error_set(s->err, s->pool, s->file, line, col,
                            "unclosed %s '%s', opened at %d:%d",
                            kind_words[op->kind], op->name, op->line, op->col);
    }
    if (c->pos < c->scan.end) {
        put_text(c, c->scan.end, 0);
    }
    return APR_SUCCESS;
}

static apr_status_t compile(compiler_t *c)
{
    apr_status_t rv;
    sp_tag_t tag;
    const char *at;

    while ((at = sp_scan_find(&c->scan, c->pos)) < c->scan.end) {
        rv = sp_scan_tag(&c->scan, at, c->pos, c->fresh, &tag);
        if (rv == APR_SUCCESS) {
            rv = put_tag(c, &tag);
        }
        if (rv != APR_SUCCESS) {
            return rv;
        }
    }
    return finish(c);
}

apr_status_t sp_template_compile(sp_template_t **out, const char *file,
                                 const char *text, apr_size_t len,
                                 apr_pool_t *pool, sp_error_t *err)
{
    compiler_t *c;
    apr_pool_t *scratch;
    apr_status_t rv;

    *out = NULL;
    if (len > TEXT_MAX) {
        return sp_error_set(err, pool, file, 0, 0,
                            "a template has at most %d bytes", (int)TEXT_MAX);
    }
    apr_pool_create(&scratch, pool);
    c = apr_pcalloc(scratch, sizeof(*c));
    c->ops = apr_array_make(scratch, 64, sizeof(sp_op_t));
    text = apr_pmemdup(pool, text, len);
    rv = sp_scan_begin(&c->scan, file, text, len, pool, err);
    if (rv == APR_SUCCESS) {
        resume(c, text, 1);
        rv = compile(c);
    }
    if (rv == APR_SUCCESS) {
        sp_template_t *tpl = apr_pcalloc(pool, sizeof(*tpl));

        tpl->file = file;
        tpl->count = c->ops->nelts;
        tpl->ops = apr_pmemdup(pool, c->ops->elts,
                               (apr_size_t)tpl->count * sizeof(sp_op_t));
        *out = tpl;
    }
    apr_pool_destroy(scratch);
    return rv;
}
