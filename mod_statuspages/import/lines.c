/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Bytes -> lines, for import; see job.h. Knows what a text is (UTF-8,
 * no control characters, not too large) and how its lines end; refuses to
 * know what they say. */
#include "import/job.h"

#include "base/utf8.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <string.h>

#define SLICE(literal)                                                         \
    {                                                                          \
        literal, sizeof(literal) - 1                                           \
    }

/* What people hand over instead of a text, by its first bytes. */
static const struct {
    sp_slice_t start;
    const char *what;
    const char *hint;
} strangers[] = {
    {SLICE("\xFF\xFE"), "is UTF-16, not UTF-8",
     "save it as UTF-8, or: iconv -f UTF-16 -t UTF-8"},
    {SLICE("\xFE\xFF"), "is UTF-16, not UTF-8",
     "save it as UTF-8, or: iconv -f UTF-16 -t UTF-8"},
    {SLICE("%PDF-"), "is a PDF file, not a text",
     "copy the table out of it as text, or: pdftotext -layout"},
    {SLICE("PK\x03\x04"), "is an archive or office document, not a text",
     "save the table as CSV or as plain text"},
    {SLICE("\x1F\x8B"), "is compressed", "unpack it first, with gunzip"},
    {SLICE("{\\rtf"), "is RTF, not a text", "save it as plain text"},
    {SLICE("<!doctype html"), "is HTML, not a text",
     "copy the table from the page in a browser, and paste it as text"},
    {SLICE("<html"), "is HTML, not a text",
     "copy the table from the page in a browser, and paste it as text"},
};

static apr_status_t check_stranger(sp_import_job_t *job, const char *text,
                                   apr_size_t len)
{
    size_t i;

    for (i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
        const sp_slice_t *s = &strangers[i].start;

        if (len >= s->len && strncasecmp(text, s->p, s->len) == 0) {
            sp_error_set(job->err, job->pool, job->file, 1, 0, "%s",
                         strangers[i].what);
            sp_error_hint(job->err, job->pool, "%s", strangers[i].hint);
            return APR_EGENERAL;
        }
    }
    return APR_SUCCESS;
}

static apr_status_t fault(sp_import_job_t *job, int line, int col,
                          apr_uint32_t cp, unsigned char byte)
{
    if (cp == SP_UTF8_INVALID) {
        sp_error_set(job->err, job->pool, job->file, line, col,
                     "byte 0x%02X is not UTF-8", byte);
        sp_error_hint(job->err, job->pool,
                      "if it is a text, save it as UTF-8, or: iconv -f "
                      "ISO-8859-1 -t UTF-8");
    }
    else if (cp == 0) {
        sp_error_set(job->err, job->pool, job->file, line, col,
                     "holds a NUL byte, so it is no text");
        sp_error_hint(job->err, job->pool, "save the document as plain text");
    }
    else {
        sp_error_set(job->err, job->pool, job->file, line, col,
                     "holds a control character (U+%04X), so it is no plain "
                     "text",
                     cp);
        sp_error_hint(job->err, job->pool, "save the document as plain text");
    }
    return APR_EGENERAL;
}

static int is_control(apr_uint32_t cp)
{
    return (cp < 0x20 && !(cp >= '\t' && cp <= '\r')) ||
           (cp >= 0x7F && cp < 0xA0);
}

/* Look at each character up to the limit; counts the lines on the way. */
static apr_status_t check_text(sp_import_job_t *job, const char *text,
                               apr_size_t len, int *line)
{
    const unsigned char *start = (const unsigned char *)text, *p = start;
    const unsigned char *end = p + (len < SP_IMPORT_MAX ? len : SP_IMPORT_MAX);
    const unsigned char *line_start = p;

    for (*line = 1; p < end;) {
        apr_uint32_t cp;
        const unsigned char *at = p;

        p += sp_utf8_decode(p, end, &cp);
        if (cp == SP_UTF8_INVALID && len > SP_IMPORT_MAX && end - at < 4) {
            break; /* the limit cuts a character */
        }
        if (cp == SP_UTF8_INVALID || is_control(cp)) {
            return fault(job, *line, (int)(at - line_start) + 1, cp, *at);
        }
        if (cp == '\n' || (cp == '\r' && (p == end || *p != '\n'))) {
            ++*line;
            line_start = p;
        }
    }
    return APR_SUCCESS;
}

static void copy_text(sp_import_job_t *job, const char *text, apr_size_t len)
{
    char *copy = apr_palloc(job->pool, len + 1), *out = copy;
    apr_size_t i;

    for (i = 0; i < len; i++) {
        if (text[i] == '\r') {
            if (i + 1 == len || text[i + 1] != '\n') {
                *out++ = '\n';
            }
        }
        else {
            *out++ = text[i] == '\f' || text[i] == '\v' ? ' ' : text[i];
        }
    }
    *out = '\0';
    job->text = copy;
    job->len = (apr_size_t)(out - copy);
}

/* The next line, trimmed; 0 at the end. */
static int next_line(const sp_import_job_t *job, apr_size_t *at,
                     sp_slice_t *line)
{
    const char *end;

    if (*at >= job->len) {
        return 0;
    }
    line->p = job->text + *at;
    end = memchr(line->p, '\n', job->len - *at);
    line->len = end ? (apr_size_t)(end - line->p) : job->len - *at;
    *at += line->len + 1;
    *line = sp_slice_trim(*line);
    return 1;
}

static int count_lines(const sp_import_job_t *job, int *last)
{
    apr_size_t at = 0;
    sp_slice_t line;
    int count = 0, number = 0;

    while (count <= SP_IMPORT_MAX_LINES && next_line(job, &at, &line)) {
        number++;
        if (line.len > 0) {
            count++;
            *last = number;
        }
    }
    return count;
}

static void cut_lines(sp_import_job_t *job, int count)
{
    sp_import_line_t *lines =
        apr_palloc(job->pool, (apr_size_t)count * sizeof(*lines));
    apr_size_t at = 0;
    sp_slice_t line;
    int number = 0, gap = 0, n = 0;

    while (next_line(job, &at, &line)) {
        number++;
        if (line.len == 0) {
            gap = 1;
            continue;
        }
        lines[n].text = line;
        lines[n].number = number;
        lines[n++].gap = gap;
        gap = 0;
    }
    job->lines = lines;
    job->line_count = n;
}

apr_status_t sp_import_lines(sp_import_job_t *job, const char *text,
                             apr_size_t len)
{
    int line = 1, count;

    if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        len -= 3;
    }
    if (check_stranger(job, text, len) != APR_SUCCESS ||
        check_text(job, text, len, &line) != APR_SUCCESS) {
        return APR_EGENERAL;
    }
    if (len > SP_IMPORT_MAX) {
        sp_error_set(job->err, job->pool, job->file, line, 0,
                     "here it passes %d MB, the most that is read",
                     SP_IMPORT_MAX / 1024 / 1024);
        sp_error_hint(job->err, job->pool,
                      "is it the page with the status codes?");
        return APR_EGENERAL;
    }
    copy_text(job, text, len);
    count = count_lines(job, &line);
    if (count == 0) {
        return sp_error_set(job->err, job->pool, job->file, 1, 0, "is empty");
    }
    if (count > SP_IMPORT_MAX_LINES) {
        sp_error_set(job->err, job->pool, job->file, line, 0,
                     "here it passes %d lines, the most that are read",
                     SP_IMPORT_MAX_LINES);
        sp_error_hint(job->err, job->pool,
                      "is it the page with the status codes?");
        return APR_EGENERAL;
    }
    cut_lines(job, count);
    return APR_SUCCESS;
}
