/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Blocks of Markdown: what begins a line, and which lines belong together;
 * see markdown.h. What stands in a line is markdown_inline.c's affair. */
#include "import/markdown.h"

#include "import/markdown_inline.h"
#include "import/slice.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

typedef struct reader_t {
    apr_pool_t *pool;
    sp_inline_t out;
    char *paragraph; /* that is being gathered, its lines by line feeds */
    apr_size_t len;
    const char *fence; /* the marks that end a block of code, or NULL */
    int code_lines;    /* of that block */
} reader_t;

static void end_paragraph(reader_t *r)
{
    if (r->len > 0) {
        r->paragraph[r->len] = '\0';
        sp_inline_gap(&r->out);
        sp_inline_read(&r->out, r->paragraph, r->len);
        r->len = 0;
    }
}

static void add_line(reader_t *r, sp_slice_t line)
{
    if (r->len > 0) {
        r->paragraph[r->len++] = '\n';
    }
    memcpy(r->paragraph + r->len, line.p, line.len);
    r->len += line.len;
}

static sp_slice_t without_blanks(sp_slice_t s)
{
    while (s.len > 0 && (s.p[0] == ' ' || s.p[0] == '\t')) {
        s = sp_slice_from(s, 1);
    }
    return s;
}

/* Nothing but at least @a least of one mark: "---", "***", "===". */
static int is_rule(sp_slice_t s, const char *marks, apr_size_t least)
{
    apr_size_t n = 0, i;

    for (i = 0; i < s.len; i++) {
        if (s.p[i] == s.p[0] && strchr(marks, s.p[0]) != NULL) {
            n++;
        }
        else if (s.p[i] != ' ' && s.p[i] != '\t') {
            return 0;
        }
    }
    return n >= least;
}

/* "- ", "* ", "+ ", "12. ", "12) " */
static int is_item(sp_slice_t s)
{
    apr_size_t n = 0;

    while (n < s.len && n < 9 && apr_isdigit(s.p[n])) {
        n++;
    }
    if (n < s.len && (n > 0 ? s.p[n] == '.' || s.p[n] == ')'
                            : strchr("-*+", s.p[0]) != NULL)) {
        return n + 1 < s.len && s.p[n + 1] == ' ';
    }
    return 0;
}

/* "## Title ##" -> "Title" */
static int take_heading(sp_slice_t *s)
{
    apr_size_t n = 0;

    while (n < s->len && n < 7 && s->p[n] == '#') {
        n++;
    }
    if (n == 0 || n > 6 || (n < s->len && s->p[n] != ' ')) {
        return 0;
    }
    *s = without_blanks(sp_slice_from(*s, n));
    n = s->len;
    while (n > 0 && s->p[n - 1] == '#') {
        n--;
    }
    if (n < s->len && (n == 0 || s->p[n - 1] == ' ')) {
        s->len = n;
    }
    return 1;
}

/* Whether the line opens or closes a block of code, or stands within one. */
static int take_code(reader_t *r, sp_slice_t whole, sp_slice_t line)
{
    const char *mark = sp_slice_starts(line, "```")   ? "```"
                       : sp_slice_starts(line, "~~~") ? "~~~"
                                                      : NULL;

    if (r->fence == NULL && mark != NULL) {
        end_paragraph(r);
        sp_inline_gap(&r->out);
        r->fence = mark;
        r->code_lines = 0;
        return 1;
    }
    if (r->fence == NULL) {
        return 0;
    }
    if (mark == r->fence && is_rule(line, mark, 3)) {
        r->fence = NULL;
        sp_inline_gap(&r->out);
        return 1;
    }
    if (line.len > 0) {
        if (r->code_lines++ > 0) {
            sp_inline_break(&r->out);
        }
        sp_inline_literal(&r->out, whole.p, whole.len);
    }
    return 1;
}

static void read_line(reader_t *r, sp_slice_t whole)
{
    sp_slice_t line = without_blanks(whole);

    if (take_code(r, whole, line)) {
        return;
    }
    while (line.len > 0 && line.p[0] == '>') {
        line = without_blanks(sp_slice_from(line, 1));
    }
    if (line.len == 0) {
        end_paragraph(r);
    }
    else if (is_rule(line, "=", 1) || is_rule(line, "-*_", 3)) {
        end_paragraph(r); /* a rule, or what underlines a heading */
    }
    else if (take_heading(&line)) {
        end_paragraph(r);
        add_line(r, line);
        end_paragraph(r);
    }
    else {
        if (is_item(line)) {
            end_paragraph(r);
        }
        add_line(r, line);
    }
}

const char *sp_markdown_plain(const char *text, const char **link,
                              apr_pool_t *pool)
{
    apr_size_t size = strlen(text) + 1;
    reader_t r = {.pool = pool, .paragraph = apr_palloc(pool, size)};

    sp_inline_begin(&r.out, size, pool);
    while (*text != '\0') {
        sp_slice_t line = {text, strcspn(text, "\r\n")};

        text += line.len;
        text += *text == '\r' && text[1] == '\n' ? 2 : *text != '\0';
        read_line(&r, line);
    }
    end_paragraph(&r);
    if (link != NULL) {
        *link = sp_inline_link(&r.out);
    }
    return sp_inline_end(&r.out);
}

sp_slice_t sp_markdown_cell(sp_slice_t text, sp_slice_t *link,
                            apr_hash_t *labels, apr_pool_t *pool)
{
    sp_inline_t out;

    sp_inline_begin(&out, text.len, pool);
    out.is_cell = 1;
    out.labels = labels;
    out.first = sp_slice_from(text, text.len);
    sp_inline_read(&out, text.p, text.len);
    *link = out.first;
    return (sp_slice_t){sp_inline_end(&out), out.len};
}
