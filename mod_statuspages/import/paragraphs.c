/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The lines of a description -> its paragraphs; see job.h. A document
 * may put each paragraph on a line, or wrap paragraphs at a width. No word is
 * touched: only the white space between two lines is chosen here. */
#include "import/job.h"

#include <apr_lib.h>
#include <string.h>

/* Lines longer than this were not wrapped by hand or by a mail program. */
#define WIDEST 100
#define NARROWEST 40

/* "- item", "* item", "1. item": a line of its own. */
static int is_item(sp_slice_t s)
{
    apr_size_t i = 0;

    if (s.len > 2 && strchr("-*+", s.p[0]) != NULL && s.p[1] == ' ') {
        return 1;
    }
    if (s.len > 4 && memcmp(s.p, "\xE2\x80\xA2", 3) == 0) { /* a bullet */
        return 1;
    }
    while (i < s.len && i < 3 && apr_isdigit(s.p[i])) {
        i++;
    }
    return i > 0 && i + 1 < s.len && (s.p[i] == '.' || s.p[i] == ')') &&
           s.p[i + 1] == ' ';
}

/* Whether the line end before @a next is clearly inside a sentence. */
static int is_inside(sp_slice_t line, sp_slice_t next)
{
    return !sp_slice_is_sentence(line) && next.len > 0 &&
           (apr_islower(next.p[0]) || line.p[line.len - 1] == ',');
}

/* Whether the first word of @a next had no room on the line before it. */
static int had_no_room(sp_slice_t line, sp_slice_t next, apr_size_t width)
{
    apr_size_t word = 0;

    while (word < next.len && !apr_isspace(next.p[word])) {
        word++;
    }
    return width > 0 && line.len >= NARROWEST && line.len + 1 + word > width;
}

int sp_import_is_cut(const sp_import_line_t *line, const sp_import_line_t *next,
                     apr_size_t width, int full)
{
    return width > 0 && !next->gap && !sp_slice_is_sentence(line->text) &&
           line->text.len >= NARROWEST &&
           (!full || had_no_room(line->text, next->text, width));
}

static int continues(const sp_import_line_t *line, const sp_import_line_t *next,
                     apr_size_t width)
{
    if (next->gap || is_item(next->text)) {
        return 0;
    }
    return is_inside(line->text, next->text) ||
           had_no_room(line->text, next->text, width) ||
           (apr_isdigit(next->text.p[0]) &&
            sp_import_is_cut(line, next, width, 0));
}

/* A document is wrapped where no line is long and one is clearly cut. */
apr_size_t sp_import_width(const sp_import_line_t *lines, int count)
{
    apr_size_t width = 0;
    int i, cuts = 0;

    for (i = 0; i < count; i++) {
        if (lines[i].text.len > width) {
            width = lines[i].text.len;
        }
        if (i > 0 && !lines[i].gap && lines[i - 1].text.len >= NARROWEST &&
            is_inside(lines[i - 1].text, lines[i].text)) {
            cuts++;
        }
    }
    return cuts > 0 && width <= WIDEST ? width : 0;
}

/* The text of a line; a tab within it is a space for readers. */
static char *put(char *out, sp_slice_t s)
{
    apr_size_t i;

    for (i = 0; i < s.len; i++) {
        *out++ = s.p[i] == '\t' ? ' ' : s.p[i];
    }
    return out;
}

const char *sp_import_paragraphs(const sp_import_line_t *lines, int count,
                                 apr_size_t width, apr_pool_t *pool)
{
    apr_size_t size = 1;
    char *text, *out;
    int i;

    for (i = 0; i < count; i++) {
        size += lines[i].text.len + 2;
    }
    text = out = apr_palloc(pool, size);
    for (i = 0; i < count; i++) {
        if (i > 0 && continues(&lines[i - 1], &lines[i], width)) {
            *out++ = ' ';
        }
        else if (i > 0) {
            *out++ = '\n';
            *out++ = '\n';
        }
        out = put(out, lines[i].text);
    }
    *out = '\0';
    return text;
}
