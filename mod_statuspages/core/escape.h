/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Escaping: one table-driven writer a form. Output is valid UTF-8 and valid
 * in its form whatever the input was: invalid UTF-8 and control characters
 * that the form can't carry become U+FFFD. Knows bytes only. */
#ifndef SP_ESCAPE_H
#define SP_ESCAPE_H

#include <apr_pools.h>

typedef enum sp_escape_t {
    SP_ESCAPE_NONE,     /* bytes as they are */
    SP_ESCAPE_HTML,     /* text and quoted attribute values */
    SP_ESCAPE_XML,      /* the same for XML 1.0 */
    SP_ESCAPE_JSON,     /* inside a JSON string */
    SP_ESCAPE_TEXT,     /* plain text: no terminal controls, line ends stay */
    SP_ESCAPE_MARKDOWN, /* CommonMark: nothing in it is markup or HTML */
    SP_ESCAPE_COUNT
} sp_escape_t;

/** No escaper writes more bytes than this for one of its input. */
#define SP_ESCAPE_MOST 6

/** How many bytes sp_escape_write() writes for @a len bytes at @a in. */
apr_size_t sp_escape_size(sp_escape_t kind, const char *in, apr_size_t len);

/**
 * Write the escaped form of @a len bytes at @a in to @a out, which has room
 * for sp_escape_size() bytes. No NUL is added. Returns the end of the output.
 */
char *sp_escape_write(sp_escape_t kind, char *out, const char *in,
                      apr_size_t len);

/** The escaped form of the string @a in, as a string in @a pool. */
char *sp_escape_dup(apr_pool_t *pool, sp_escape_t kind, const char *in);

#endif /* SP_ESCAPE_H */
