/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Mustache text -> ops: which tag makes which op, what it opens and closes.
 * See template.h for what it promises and ops.h for what comes out.
 * Refuses to know how tags are spelled (scan.c), what becomes of the
 * white space around them (space.c) and what ops do (template.c). */
#include "template/compile.h"
#include "base/utf8.h"

#include <apr_strings.h>
#include <string.h>

/* No template is larger: ops are many times their text's size. */
#define TEXT_MAX ((apr_size_t)16 * 1024 * 1024)

/* "a.b" -> "a\0b\0\0", "." -> "\0". */
static const char *make_path(sp_compiler_t *c, const char *name)
{
    size_t len = strlen(name), i;
    char *path = apr_pcalloc(c->pool, len + 2);

    for (i = 0; i < len && strcmp(name, ".") != 0; i++) {
        path[i] = name[i] == '.' ? '\0' : name[i];
    }
    return path;
}

static sp_op_t *push_tag(sp_compiler_t *c, sp_op_kind_t kind,
                         const sp_place_t *p)
{
    sp_op_t *op = sp_compile_push(c, kind, p->tag.line, p->tag.col);

    op->name = p->tag.name;
    return op;
}

static void put_value(sp_compiler_t *c, const sp_place_t *p)
{
    sp_op_t *op;

    sp_compile_before(c, p, 0);
    if (!sp_compile_in_parent(c)) {
        op = push_tag(c, p->tag.kind == 'v' ? SP_OP_VALUE : SP_OP_RAW, p);
        op->path = make_path(c, op->name);
    }
    sp_compile_resume(c, p->tag.after, 0);
}

static void put_partial(sp_compiler_t *c, const sp_place_t *p)
{
    sp_op_t *op;

    sp_compile_vanishing(c, p);
    if (sp_compile_in_parent(c)) {
        return;
    }
    op = push_tag(c, SP_OP_PARTIAL, p);
    if (p->first && p->next != NULL) {
        op->flags = SP_OP_ALONE;
        op->text = p->indent;
        op->len = p->tag.start - p->indent;
    }
}

/* From now on ops belong to the body of the one pushed last. */
static apr_status_t open_body(sp_compiler_t *c, const sp_place_t *p)
{
    if (c->depth == SP_NEST_MAX) {
        return sp_error_set(
            c->scan.err, c->scan.pool, c->scan.file, p->tag.line, p->tag.col,
            "more than %d sections inside one another", SP_NEST_MAX);
    }
    c->open[c->depth++] = c->ops->nelts - 1;
    return APR_SUCCESS;
}

static apr_status_t open_section(sp_compiler_t *c, const sp_place_t *p)
{
    sp_op_t *op;

    sp_compile_vanishing(c, p);
    op = push_tag(c, p->tag.kind == '#' ? SP_OP_SECTION : SP_OP_INVERTED, p);
    op->path = make_path(c, op->name);
    return open_body(c, p);
}

/* A parent or a block that is first on its line keeps the white space. */
static sp_op_t *push_first(sp_compiler_t *c, sp_op_kind_t kind,
                           const sp_place_t *p)
{
    sp_op_t *op;

    sp_compile_before(c, p, p->first);
    op = push_tag(c, kind, p);
    op->text = p->indent;
    if (p->first) {
        op->flags = SP_OP_FIRST;
        op->len = p->tag.start - p->indent;
    }
    return op;
}

static apr_status_t open_parent(sp_compiler_t *c, const sp_place_t *p)
{
    push_first(c, SP_OP_PARENT, p);
    sp_compile_resume(c, p->tag.after, 0);
    return open_body(c, p);
}

static apr_status_t open_block(sp_compiler_t *c, const sp_place_t *p)
{
    int lines = p->next != NULL && (p->first || sp_compile_in_parent(c));
    sp_op_t *op = push_first(c, SP_OP_BLOCK, p);

    if (lines) {
        op->flags |= SP_OP_LINES;
        sp_compile_measure(c, op, p->next);
    }
    sp_compile_resume(c, lines ? p->next : p->tag.after, lines);
    return open_body(c, p);
}

/* A parent is alone where nothing stands before its opening tag and behind
 * its closing tag, however many lines are between. */
static void close_parent(sp_compiler_t *c, const sp_place_t *p, sp_op_t *op)
{
    int alone = (op->flags & SP_OP_FIRST) && p->next != NULL;

    op->flags |= alone ? SP_OP_ALONE : 0;
    sp_compile_resume(c, alone ? p->next : p->tag.after, alone);
}

/* A block's content ends with a line where the closing tag is alone on its
 * line; what follows an argument is ignored, so there it need but be first. */
static void close_block(sp_compiler_t *c, const sp_place_t *p, int index)
{
    int outer = c->depth > 1 ? c->open[c->depth - 2] : -1;
    int argument = outer >= 0 && sp_compile_op(c, outer)->kind == SP_OP_PARENT;
    int ended = p->first && (argument || p->next != NULL);
    sp_op_t *op;
    int tail;

    sp_compile_before(c, p, ended);
    op = sp_compile_op(c,
                       index); /* not before: pushing may have moved the ops */
    tail =
        !argument && p->next != NULL && (p->first || (op->flags & SP_OP_FIRST));
    op->flags |= (ended ? SP_OP_ENDED : 0) | (tail ? SP_OP_TAIL : 0);
    if (tail) {
        op->tail = p->tag.after;
        op->tail_len = p->next - p->tag.after;
    }
    sp_compile_resume(c, tail ? p->next : p->tag.after, tail);
}

static const char *kind_word(const sp_op_t *op)
{
    switch (op->kind) {
    case SP_OP_INVERTED:
        return "inverted section";
    case SP_OP_PARENT:
        return "parent";
    case SP_OP_BLOCK:
        return "block";
    default:
        return "section";
    }
}

static apr_status_t check_close(sp_compiler_t *c, const sp_place_t *p)
{
    const sp_tag_t *tag = &p->tag;
    const sp_op_t *op = sp_compile_innermost(c);

    if (op == NULL) {
        return sp_error_set(c->scan.err, c->scan.pool, c->scan.file, tag->line,
                            tag->col, "nothing is open that '%s' could close",
                            tag->name);
    }
    if (strcmp(op->name, tag->name) != 0) {
        return sp_error_set(
            c->scan.err, c->scan.pool, c->scan.file, tag->line, tag->col,
            "'%s' is closed, but %s '%s', opened at %d:%d, is "
            "still open",
            tag->name, kind_word(op), op->name, op->line, op->col);
    }
    return APR_SUCCESS;
}

static apr_status_t close_body(sp_compiler_t *c, const sp_place_t *p)
{
    apr_status_t rv = check_close(c, p);
    int index;

    if (rv != APR_SUCCESS) {
        return rv;
    }
    index = c->open[c->depth - 1];
    switch (sp_compile_op(c, index)->kind) {
    case SP_OP_PARENT:
        close_parent(c, p, sp_compile_op(c, index));
        break;
    case SP_OP_BLOCK:
        close_block(c, p, index);
        break;
    default:
        sp_compile_vanishing(c, p);
    }
    sp_compile_op(c, index)->end = c->ops->nelts;
    c->depth--;
    if (sp_compile_in_parent(c) &&
        sp_compile_op(c, index)->kind != SP_OP_BLOCK) {
        c->ops->nelts = index;
    }
    return APR_SUCCESS;
}

static apr_status_t put_tag(sp_compiler_t *c, const sp_place_t *p)
{
    switch (p->tag.kind) {
    case '#':
    case '^':
        return open_section(c, p);
    case '<':
        return open_parent(c, p);
    case '$':
        return open_block(c, p);
    case '/':
        return close_body(c, p);
    case '>':
        put_partial(c, p);
        return APR_SUCCESS;
    case '!':
    case '=':
        sp_compile_vanishing(c, p);
        return APR_SUCCESS;
    default:
        put_value(c, p);
        return APR_SUCCESS;
    }
}

/* All that is left when there are no more tags. */
static apr_status_t finish(sp_compiler_t *c)
{
    const sp_op_t *op = sp_compile_innermost(c);
    int line, col;

    if (op != NULL) {
        sp_scan_locate(&c->scan, c->scan.end, &line, &col);
        return sp_error_set(c->scan.err, c->scan.pool, c->scan.file, line, col,
                            "unclosed %s '%s', opened at %d:%d", kind_word(op),
                            op->name, op->line, op->col);
    }
    if (c->pos < c->scan.end) {
        sp_compile_text(c, c->scan.end, 0);
    }
    return APR_SUCCESS;
}

static apr_status_t compile(sp_compiler_t *c)
{
    apr_status_t rv;
    sp_place_t place;
    const char *at;

    while ((at = sp_scan_find(&c->scan, c->pos)) < c->scan.end) {
        rv = sp_scan_tag(&c->scan, at, &place.tag);
        if (rv == APR_SUCCESS) {
            sp_compile_look_around(c, &place);
            rv = put_tag(c, &place);
        }
        if (rv != APR_SUCCESS) {
            return rv;
        }
    }
    return finish(c);
}

/* A browser would read another character in the place of one that is none,
 * and make another hash of a style. */
static apr_status_t check_utf8(const char *file, const char *text,
                               apr_size_t len, apr_pool_t *pool,
                               sp_error_t *err)
{
    const unsigned char *p = (const unsigned char *)text;
    const unsigned char *end = p + len, *start = p;
    int line = 1;

    while (p < end) {
        apr_uint32_t cp = *p;
        int n = *p < 0x80 ? 1 : sp_utf8_decode(p, end, &cp);

        if (cp == SP_UTF8_INVALID) {
            sp_error_set(err, pool, file, line, (int)(p - start) + 1,
                         "a byte here is no UTF-8");
            sp_error_hint(err, pool, "save the file as UTF-8 text");
            return APR_EGENERAL;
        }
        p += n;
        if (cp == '\n') {
            line++;
            start = p;
        }
    }
    return APR_SUCCESS;
}

apr_status_t sp_template_compile(sp_template_t **out, const char *file,
                                 const char *text, apr_size_t len,
                                 apr_pool_t *pool, sp_error_t *err)
{
    sp_compiler_t *c;
    apr_pool_t *scratch;
    apr_status_t rv;

    *out = NULL;
    if (len > TEXT_MAX) {
        return sp_error_set(err, pool, file, 0, 0,
                            "a template has at most %d bytes", (int)TEXT_MAX);
    }
    rv = check_utf8(file, text, len, pool, err);
    if (rv != APR_SUCCESS) {
        return rv;
    }
    apr_pool_create(&scratch, pool);
    c = apr_pcalloc(scratch, sizeof(*c));
    c->pool = pool;
    c->ops = apr_array_make(scratch, 64, sizeof(sp_op_t));
    text = apr_pmemdup(pool, text, len);
    sp_scan_begin(&c->scan, file, text, len, pool, err);
    sp_compile_resume(c, text, 1);
    rv = compile(c);
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
