/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Whether a document is a page of HTML, and which bytes are its letters; see
 * html.h. The page's own word counts as it does in browsers: bytes that are
 * UTF-8 are that, and ISO-8859-1 is windows-1252. */
#include "import/dom.h"

#include "base/utf8.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <apr_xlate.h>
#include <string.h>

/* A page names its encoding near its beginning. */
#define LOOK_AT 4096

int sp_dom_is(const char *file, sp_slice_t text)
{
    const char *dot = strrchr(file, '.');
    sp_slice_t end = {dot ? dot : "", dot ? strlen(dot) : 0};

    if (sp_slice_is(end, ".html|.htm|.xhtml")) {
        return 1;
    }
    text = sp_slice_trim(text);
    return sp_slice_starts(text, "<!doctype html|<html|<body|<table|<dl|"
                                 "<head>") > 0 ||
           (sp_slice_starts(text, "<?xml|<!--|<div|<main|<article|<section|"
                                  "<h1|<h2|<h3|<p>|<p ") > 0 &&
            sp_slice_has(text, "</html>|</table>|</dl>|</body>"));
}

static int is_utf8(sp_slice_t s)
{
    const unsigned char *p = (const unsigned char *)s.p, *end = p + s.len;
    apr_uint32_t cp = 0;

    while (p < end && cp != SP_UTF8_INVALID) {
        p += sp_utf8_decode(p, end, &cp);
    }
    return cp != SP_UTF8_INVALID;
}

/* What "charset=" says, or NULL. */
static const char *charset_of(sp_slice_t s, apr_pool_t *pool)
{
    apr_size_t n = 0;

    s.len = s.len < LOOK_AT ? s.len : LOOK_AT;
    while (s.len > 0 && sp_slice_starts(s, "charset=|encoding=") == 0) {
        s = sp_slice_from(s, 1);
    }
    if (s.len == 0) {
        return NULL;
    }
    s = sp_slice_skip(
        sp_slice_from(s, sp_slice_starts(s, "charset=|encoding=")), "\"|'| ");
    while (n < s.len && n < 40 &&
           (apr_isalnum(s.p[n]) || strchr("-_.:", s.p[n]) != NULL)) {
        n++;
    }
    return n > 0 ? apr_pstrmemdup(pool, s.p, n) : NULL;
}

static const char *encoding_of(sp_slice_t s, apr_pool_t *pool)
{
    const char *name;
    sp_slice_t said;

    if (sp_slice_starts(s, "\xFF\xFE|\xFE\xFF") > 0) {
        return "UTF-16";
    }
    if (is_utf8(s)) {
        return NULL;
    }
    name = charset_of(s, pool);
    said = (sp_slice_t){name ? name : "", name ? strlen(name) : 0};
    if (sp_slice_is(said, "utf-8|utf8")) {
        return NULL; /* lines.c says where it is not */
    }
    return name == NULL ||
                   sp_slice_is(said, "iso-8859-1|latin1|latin-1|us-ascii|ascii")
               ? "windows-1252"
               : name;
}

apr_status_t sp_dom_decode(sp_job_t *job, sp_slice_t *text)
{
    const char *from = encoding_of(*text, job->pool);
    apr_size_t in = text->len, size = text->len * 3 + 16, out = size;
    apr_xlate_t *xlate;
    char *bytes;

    if (from == NULL) {
        return APR_SUCCESS;
    }
    if (text->len > SP_IMPORT_MAX / 2) {
        return sp_job_fault(job, 0, 0, "save it as UTF-8",
                            "is in %s, and longer than is read of that", from);
    }
    if (apr_xlate_open(&xlate, "UTF-8", from, job->pool) != APR_SUCCESS) {
        return sp_job_fault(job, 0, 0, "save it as UTF-8",
                            "is in \"%s\", an encoding that is not known here",
                            from);
    }
    bytes = apr_palloc(job->pool, size);
    if (apr_xlate_conv_buffer(xlate, text->p, &in, bytes, &out) !=
            APR_SUCCESS ||
        in > 0) {
        return sp_job_fault(job, 0, 0, "save it as UTF-8",
                            "byte %d of it can't be read as %s",
                            (int)(text->len - in) + 1, from);
    }
    text->p = bytes;
    text->len = size - out;
    bytes[text->len] = '\0';
    *text = sp_slice_from(*text, sp_slice_starts(*text, "\xEF\xBB\xBF"));
    return APR_SUCCESS;
}
