/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Bytes -> lines, for import; see job.h. Knows what a text is (UTF-8,
 * no control characters, not too large) and how its lines end; refuses to
 * know what they say. */
#include "import/dom.h"

#include "base/utf8.h"

#include <string.h>

/* What people hand over instead of a text, by how it begins. */
static const struct {
    const char *starts;
    const char *what;
    const char *hint;
} strangers[] = {
    {"\xFF\xFE|\xFE\xFF", "is UTF-16, not UTF-8",
     "save it as UTF-8, or: iconv -f UTF-16 -t UTF-8"},
    {"%pdf-", "is a PDF file, not a text",
     "copy the table out of it as text, or: pdftotext -layout"},
    {"pk\x03\x04", "is an archive or office document, not a text",
     "save the table as CSV or as plain text"},
    {"\x1F\x8B", "is compressed", "unpack it first, with gunzip"},
    {"{\\rtf", "is RTF, not a text", "save it as plain text"},
};

static apr_status_t check_stranger(sp_job_t *job, sp_slice_t text)
{
    size_t i;

    for (i = 0; i < sizeof(strangers) / sizeof(strangers[0]); i++) {
        if (sp_slice_starts(text, strangers[i].starts) > 0) {
            return sp_job_fault(job, 1, 0, strangers[i].hint, "%s",
                                strangers[i].what);
        }
    }
    return APR_SUCCESS;
}

/* Control characters but white space. */
static int is_control(apr_uint32_t cp)
{
    return (cp < 0x20 && !(cp >= '\t' && cp <= '\r')) ||
           (cp >= 0x7F && cp < 0xA0);
}

static apr_status_t no_text(sp_job_t *job, int line, int col, apr_uint32_t cp,
                            char byte)
{
    const char *hint = "save the document as plain text";

    if (cp == 0) {
        return sp_job_fault(job, line, col, hint,
                            "holds a NUL byte, so it is no text");
    }
    if (cp != SP_UTF8_INVALID) {
        return sp_job_fault(job, line, col, hint,
                            "holds a control character (U+%04X), so it is no "
                            "plain text",
                            cp);
    }
    hint =
        "if it is a text, save it as UTF-8, or: iconv -f ISO-8859-1 -t UTF-8";
    return sp_job_fault(job, line, col, hint, "byte 0x%02X is not UTF-8",
                        (unsigned char)byte);
}

static apr_status_t too_large(sp_job_t *job, int line, int most,
                              const char *what)
{
    return sp_job_fault(job, line, 0, "is it the page with the status codes?",
                        "here it passes %d %s", most, what);
}

/* Copy the text, each line end as a line feed; look at each character up to
 * the limit. */
static apr_status_t copy_text(sp_job_t *job, sp_slice_t s)
{
    const char *end = s.p + (s.len < SP_IMPORT_MAX ? s.len : SP_IMPORT_MAX);
    const char *p = s.p, *at, *line_start = p;
    char *copy = apr_palloc(job->pool, (apr_size_t)(end - p) + 1), *out = copy;
    apr_uint32_t cp;
    int line = 1;

    for (; p < end; p = at) {
        at = p + sp_utf8_decode((const unsigned char *)p,
                                (const unsigned char *)end, &cp);
        if (cp == SP_UTF8_INVALID && s.len > SP_IMPORT_MAX && end - p < 4) {
            break; /* the limit cuts a character */
        }
        if (cp == SP_UTF8_INVALID || is_control(cp)) {
            return no_text(job, line, (int)(p - line_start) + 1, cp, *p);
        }
        if (cp == '\n' || (cp == '\r' && (at == end || *at != '\n'))) {
            *out++ = '\n';
            line_start = at;
            line++;
        }
        else if (cp == '\f' || cp == '\v') {
            *out++ = ' ';
        }
        else if (cp != '\r') {
            memcpy(out, p, (apr_size_t)(at - p));
            out += at - p;
        }
    }
    *out = '\0';
    job->text = copy;
    job->len = (apr_size_t)(out - copy);
    return s.len > SP_IMPORT_MAX
               ? too_large(job, line, SP_IMPORT_MAX / 1024 / 1024,
                           "MB, the most that is read")
               : APR_SUCCESS;
}

/* Keep the lines that are not blank. */
static apr_status_t cut_lines(sp_job_t *job)
{
    apr_array_header_t *lines =
        apr_array_make(job->pool, 256, sizeof(sp_line_t));
    const char *p = job->text;
    int number, gap = 0;

    for (number = 1; *p != '\0'; number++) {
        sp_slice_t text = {p, strcspn(p, "\n")};

        p += text.len + (p[text.len] != '\0');
        text = sp_slice_trim(text);
        if (text.len > 0 && lines->nelts == SP_IMPORT_MAX_LINES) {
            return too_large(job, number, SP_IMPORT_MAX_LINES,
                             "lines, the most that are read");
        }
        if (text.len > 0) {
            APR_ARRAY_PUSH(lines, sp_line_t) = (sp_line_t){text, number, gap};
        }
        gap = text.len == 0;
    }
    job->lines = (const sp_line_t *)lines->elts;
    job->end = job->lines + lines->nelts;
    return lines->nelts > 0 ? APR_SUCCESS
                            : sp_job_fault(job, 1, 0, NULL, "is empty");
}

apr_status_t sp_lines_read(sp_job_t *job, const char *text, apr_size_t len)
{
    sp_slice_t s = {text, len};

    /* A byte order mark is no text. */
    s = sp_slice_from(s, sp_slice_starts(s, "\xEF\xBB\xBF"));
    job->html = sp_dom_is(job->file, s);
    if ((job->html && sp_dom_decode(job, &s) != APR_SUCCESS) ||
        check_stranger(job, s) != APR_SUCCESS ||
        copy_text(job, s) != APR_SUCCESS) {
        return APR_EGENERAL;
    }
    return cut_lines(job);
}
