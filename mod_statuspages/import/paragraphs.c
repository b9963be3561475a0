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
    static const char bullets[] = "- |* |+ |\xE2\x80\xA2";
    static const char ends[] = ". |) ";
    apr_size_t digits = 0;

    while (digits < s.len && digits < 3 && apr_isdigit(s.p[digits])) {
        digits++;
    }
    return sp_slice_starts(s, bullets) > 0 ||
           (digits > 0 && sp_slice_starts(sp_slice_from(s, digits), ends) > 0);
}

/* Whether the line end before this line is clearly inside a sentence. */
static int is_inside(const sp_import_line_t *line)
{
    sp_slice_t before = line[-1].text;

    return !sp_slice_is_sentence(before) &&
           (sp_slice_is_lower(line->text) || before.p[before.len - 1] == ',');
}

/* Whether the line's first word had no room on the line before it. */
static int had_no_room(const sp_import_line_t *line, apr_size_t width)
{
    apr_size_t before = line[-1].text.len, word = 0;

    while (word < line->text.len && !apr_isspace(line->text.p[word])) {
        word++;
    }
    return width > 0 && before >= NARROWEST && before + 1 + word > width;
}

int sp_import_is_cut(const sp_import_line_t *line, apr_size_t width, int full)
{
    return width > 0 && !line->gap && !sp_slice_is_sentence(line[-1].text) &&
           line[-1].text.len >= NARROWEST &&
           (!full || had_no_room(line, width));
}

static int continues(const sp_import_line_t *line, apr_size_t width)
{
    return !line->gap && !is_item(line->text) &&
           (is_inside(line) || had_no_room(line, width) ||
            (apr_isdigit(line->text.p[0]) && sp_import_is_cut(line, width, 0)));
}

/* A document is wrapped where no line is long and one is clearly cut. */
apr_size_t sp_import_width(const sp_import_job_t *job)
{
    const sp_import_line_t *line;
    apr_size_t width = 0;
    int cut = 0;

    for (line = job->lines; line < job->end; line++) {
        width = line->text.len > width ? line->text.len : width;
        cut |= line > job->lines && !line->gap &&
               line[-1].text.len >= NARROWEST && is_inside(line);
    }
    return cut && width <= WIDEST ? width : 0;
}

char *sp_import_paragraphs(const sp_import_job_t *job)
{
    const sp_import_line_t *line = (const sp_import_line_t *)job->pieces->elts;
    apr_size_t size = 1;
    char *text, *out;
    int i;

    for (i = 0; i < job->pieces->nelts; i++) {
        size += line[i].text.len + 2;
    }
    text = out = apr_palloc(job->pool, size);
    for (i = 0; i < job->pieces->nelts; i++) {
        if (i > 0 && continues(&line[i], job->width)) {
            *out++ = ' ';
        }
        else if (i > 0) {
            *out++ = '\n';
            *out++ = '\n';
        }
        memcpy(out, line[i].text.p, line[i].text.len);
        out += line[i].text.len;
    }
    *out = '\0';
    return text;
}
