/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What escape.c and escape_markdown.c share; nobody else includes it. */
#ifndef SP_FORMAT_ESCAPE_ONE_H
#define SP_FORMAT_ESCAPE_ONE_H

#include "format/format.h"

#include <string.h>

/* Where output goes. Without a buffer it is only counted, so that measuring
 * and writing are the same code and can't disagree. */
typedef struct sp_escape_sink_t {
    char *out; /* NULL: only count */
    apr_size_t len;
} sp_escape_sink_t;

/** Put bytes as they are. */
static inline void sp_escape_put(sp_escape_sink_t *sink, const void *text,
                                 apr_size_t len)
{
    if (sink->out != NULL) {
        memcpy(sink->out + sink->len, text, len);
    }
    sink->len += len;
}

/** The same for a string. */
static inline void sp_escape_put_text(sp_escape_sink_t *sink, const char *text)
{
    sp_escape_put(sink, text, strlen(text));
}

/**
 * Put the one character at @a p, whichever it is, as @a kind writes it. Returns
 * where the next one begins.
 */
const unsigned char *sp_escape_one(sp_escape_t kind, sp_escape_sink_t *sink,
                                   const unsigned char *p,
                                   const unsigned char *end);

/** Markdown needs to know lines and neighbours, so it has its own walk. */
void sp_escape_markdown(sp_escape_t kind, sp_escape_sink_t *sink,
                        const unsigned char *p, const unsigned char *end);

#endif /* SP_FORMAT_ESCAPE_ONE_H */
