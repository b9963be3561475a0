/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where the tags are; see scan.h. */
#include "template/scan.h"

#include "base/text.h"
#include "base/utf8.h"
#include "vocabulary/vocabulary.h"

#include <apr_strings.h>
#include <string.h>

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The first occurrence of a delimiter, or @a end. */
static const char *find(const char *from, const char *end,
                        const sp_delimiter_t *what)
{
    const char *p = from;

    while ((apr_size_t)(end - p) >= what->len) {
        p = memchr(p, what->text[0], (apr_size_t)(end - p) - what->len + 1);
        if (p == NULL) {
            break;
        }
        if (memcmp(p, what->text, what->len) == 0) {
            return p;
        }
        p++;
    }
    return end;
}

static void set_delimiter(sp_delimiter_t *delimiter, const char *text,
                          apr_size_t len)
{
    memcpy(delimiter->text, text, len);
    delimiter->len = len;
}

apr_status_t sp_scan_begin(sp_scan_t *scan, const char *file, const char *text,
                           apr_size_t len, apr_pool_t *pool, sp_error_t *err)
{
    const unsigned char *p = (const unsigned char *)text, *end = p + len;
    apr_uint32_t cp = 0;
    int line, col, n;

    scan->file = file;
    scan->end = text + len;
    scan->mark = text;
    scan->bol = text;
    scan->line = 1;
    set_delimiter(&scan->open, "{{", 2);
    set_delimiter(&scan->close, "}}", 2);
    scan->pool = pool;
    scan->err = err;
    for (; p < end; p += n) {
        n = *p < 0x80 ? 1 : sp_utf8_decode(p, end, &cp);
        if (cp == SP_UTF8_INVALID) {
            sp_scan_locate(scan, (const char *)p, &line, &col);
            sp_error_set(err, pool, file, line, col, "a byte here is no UTF-8");
            return sp_error_hint(err, pool, "save the file as UTF-8 text");
        }
    }
    return APR_SUCCESS;
}

const char *sp_scan_find(const sp_scan_t *scan, const char *from)
{
    return find(from, scan->end, &scan->open);
}

void sp_scan_locate(sp_scan_t *scan, const char *at, int *line, int *col)
{
    const char *p = scan->mark;

    while ((p = memchr(p, '\n', (apr_size_t)(at - p))) != NULL) {
        scan->bol = ++p;
        scan->line++;
    }
    scan->mark = at;
    *line = scan->line;
    *col = (int)(at - scan->bol) + 1;
}

static const char *skip_blanks(const sp_scan_t *scan, const char *at)
{
    while (at < scan->end && (*at == ' ' || *at == '\t')) {
        at++;
    }
    return at;
}

/* Where only white space is left on the line: the next line, else NULL. */
static const char *line_end(const sp_scan_t *scan, const char *at)
{
    at = skip_blanks(scan, at);
    if (at == scan->end) {
        return at;
    }
    if (*at == '\r' && at + 1 < scan->end) {
        at++;
    }
    return *at == '\n' ? at + 1 : NULL;
}

const char *sp_scan_indent(const sp_scan_t *scan, const char *at,
                           apr_size_t *len)
{
    const char *next;

    while (at < scan->end && (next = line_end(scan, at)) != NULL) {
        at = next;
    }
    *len = (apr_size_t)(skip_blanks(scan, at) - at);
    return at;
}

static apr_status_t fault(sp_scan_t *scan, const sp_tag_t *tag,
                          const char *what)
{
    return sp_error_set(scan->err, scan->pool, scan->file, tag->line, tag->col,
                        "%s", what);
}

/* The closing delimiter of this kind of tag: }}} for {{{, =}} for {{=. */
static void closing(const sp_scan_t *scan, char kind, sp_delimiter_t *out)
{
    char extra = kind == '{' ? '}' : '=';

    if (kind != '{' && kind != '=') {
        *out = scan->close;
        return;
    }
    out->text[0] = extra;
    memcpy(out->text + 1, scan->close.text, scan->close.len);
    out->len = scan->close.len + 1;
}

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && is_space(*p)) {
        p++;
    }
    return p;
}

/* How long the word at @a p is; where there is none, 0. */
static apr_size_t word(const char *p, const char *end)
{
    const char *q;

    for (q = p; q < end && !is_space(*q) && *q != '='; q++) {
    }
    return (apr_size_t)(q - p);
}

/* The inside of {{=<% %>=}}: two words, without an = sign. */
static apr_status_t set_delimiters(sp_scan_t *scan, const sp_tag_t *tag,
                                   const char *p, const char *end)
{
    const char *open, *close;
    apr_size_t open_len, close_len;

    open = skip_space(p, end);
    open_len = word(open, end);
    close = skip_space(open + open_len, end);
    close_len = word(close, end);
    if (close_len == 0 || skip_space(close + close_len, end) != end) {
        return fault(scan, tag, "new delimiters must be two words without '='");
    }
    if (open_len > SP_DELIMITER_MAX || close_len > SP_DELIMITER_MAX) {
        return fault(scan, tag, "a delimiter has more than 16 bytes");
    }
    if (!sp_text_is_plain(open, open_len, "") ||
        !sp_text_is_plain(close, close_len, "")) {
        return fault(scan, tag, "a delimiter holds a control character");
    }
    set_delimiter(&scan->open, open, open_len);
    set_delimiter(&scan->close, close, close_len);
    return APR_SUCCESS;
}

/* Whether a dotted name is "." or has no empty part. */
static int good_path(const char *name)
{
    size_t len = strlen(name);

    return strcmp(name, ".") == 0 || (name[0] != '.' && name[len - 1] != '.' &&
                                      strstr(name, "..") == NULL);
}

/* Most often it is a condition or a filter of another template language. */
static apr_status_t fault_of_blanks(sp_scan_t *scan, const sp_tag_t *tag,
                                    const char *name)
{
    const char *advice = sp_name_advice(name);

    fault(scan, tag, "a name holds white space or a control character");
    return advice != NULL ? sp_error_hint(scan->err, scan->pool, "%s", advice)
                          : APR_EGENERAL;
}

/* The name between @a p and @a end, white space around it aside. */
static apr_status_t read_name(sp_scan_t *scan, sp_tag_t *tag, const char *p,
                              const char *end)
{
    while (p < end && is_space(*p)) {
        p++;
    }
    while (end > p && is_space(end[-1])) {
        end--;
    }
    if (p == end) {
        return fault(scan, tag, "the tag has no name");
    }
    if (end - p > SP_NAME_MAX) {
        return fault(scan, tag, "a name has more than 200 bytes");
    }
    if (memchr(p, ' ', (apr_size_t)(end - p)) != NULL ||
        !sp_text_is_plain(p, (apr_size_t)(end - p), "")) {
        return fault_of_blanks(
            scan, tag, apr_pstrmemdup(scan->pool, p, (apr_size_t)(end - p)));
    }
    tag->name = apr_pstrmemdup(scan->pool, p, (apr_size_t)(end - p));
    if (strchr("#^&{v", tag->kind) != NULL && !good_path(tag->name)) {
        return sp_error_set(scan->err, scan->pool, scan->file, tag->line,
                            tag->col, "the name '%s' has an empty part",
                            tag->name);
    }
    return APR_SUCCESS;
}

static void look_around(const sp_scan_t *scan, const char *done, int fresh,
                        sp_tag_t *tag)
{
    const char *p = tag->start;

    while (p > done && (p[-1] == ' ' || p[-1] == '\t')) {
        p--;
    }
    tag->first = p == done ? fresh : p[-1] == '\n';
    tag->indent = tag->first ? p : tag->start;
    tag->next = line_end(scan, tag->after);
}

apr_status_t sp_scan_tag(sp_scan_t *scan, const char *at, const char *done,
                         int fresh, sp_tag_t *tag)
{
    const char *p = at + scan->open.len;
    const char *q;
    sp_delimiter_t end;

    tag->start = at;
    tag->name = NULL;
    sp_scan_locate(scan, at, &tag->line, &tag->col);
    while (p < scan->end && is_space(*p)) {
        p++;
    }
    tag->kind = 'v';
    if (p < scan->end && *p != '\0' && strchr("#^/><$!=&{", *p) != NULL) {
        tag->kind = *p++;
    }
    closing(scan, tag->kind, &end);
    q = find(p, scan->end, &end);
    if (q == scan->end) {
        return sp_error_set(
            scan->err, scan->pool, scan->file, tag->line, tag->col,
            "the tag is not closed: '%.*s' is missing", (int)end.len, end.text);
    }
    tag->after = q + end.len;
    look_around(scan, done, fresh, tag);
    if (tag->kind == '!') {
        return APR_SUCCESS;
    }
    if (tag->kind == '=') {
        return set_delimiters(scan, tag, p, q);
    }
    return read_name(scan, tag, p, q);
}
