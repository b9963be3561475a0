/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The five formats of an answer and how a value is written in each. One table
 * knows their names, files, media types and escapers. Output of an escaper is
 * valid UTF-8 and valid in its format whatever the input was: what is no
 * UTF-8, and control characters that the format can't carry, become U+FFFD.
 * Knows names and bytes; refuses to know pages, requests and templates. */
#ifndef SP_FORMAT_H
#define SP_FORMAT_H

#include <apr_pools.h>

typedef enum sp_escape_t {
    SP_ESCAPE_NONE,     /* bytes as they are */
    SP_ESCAPE_HTML,     /* text and quoted attribute values */
    SP_ESCAPE_XML,      /* the same for XML 1.0 */
    SP_ESCAPE_JSON,     /* inside a JSON string */
    SP_ESCAPE_TEXT,     /* plain text: no terminal controls, line ends stay */
    SP_ESCAPE_MARKDOWN, /* CommonMark: nothing in it is markup or HTML */
    SP_ESCAPE_MARKDOWN_ADDRESS, /* the same between "](" and ")" */
    SP_ESCAPE_COUNT
} sp_escape_t;

/** No escaper writes more bytes than this for one of its input. */
#define SP_ESCAPE_MOST 6

/** How many bytes sp_escape_write() writes for @a len bytes at @a in. */
apr_size_t sp_escape_size(sp_escape_t kind, const char *in, apr_size_t len);

/**
 * Write @a len bytes at @a in, escaped, to @a out, which has room for
 * sp_escape_size() bytes. No NUL is added. Returns the end of the output.
 */
char *sp_escape_write(sp_escape_t kind, char *out, const char *in,
                      apr_size_t len);

/** The string @a in, escaped, as a string in @a pool. */
char *sp_escape_dup(apr_pool_t *pool, sp_escape_t kind, const char *in);

typedef enum sp_format_t {
    SP_FORMAT_HTML,
    SP_FORMAT_JSON,
    SP_FORMAT_XML,
    SP_FORMAT_TEXT,
    SP_FORMAT_MARKDOWN,
    SP_FORMAT_COUNT
} sp_format_t;

typedef struct sp_format_info_t {
    const char *name;      /* as directives and --format spell it: "html" */
    const char *file;      /* the template in a theme: "page.html" */
    const char *extension; /* of exported pages and partials: "html" */
    const char *type;      /* Content-Type where the client has no own label */
    sp_escape_t escape;    /* what {{x}} means in this format */
} sp_format_info_t;

/** The entry of one format; never NULL for a value below SP_FORMAT_COUNT. */
const sp_format_info_t *sp_format_info(sp_format_t format);

/**
 * Find a format by its name, case aside. Returns 0 and leaves @a format alone
 * where there is none of that name, else 1.
 */
int sp_format_find(const char *name, sp_format_t *format);

/** "html, json, xml, text, markdown": for messages. */
const char *sp_format_names(void);

#endif /* SP_FORMAT_H */
