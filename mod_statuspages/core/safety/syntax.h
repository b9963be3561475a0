/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the check asks of a language: to be followed through a template, which
 * may leave sections out. Private to the room. */
#ifndef SP_SAFETY_SYNTAX_H
#define SP_SAFETY_SYNTAX_H

#include "safety/html.h"

/** Where in JSON a character stands: in a string, or between them. */
typedef struct sp_json_t {
    char state;
    char digits;         /* of \u, still to come */
    int depth;           /* of objects and arrays */
    apr_uint64_t arrays; /* bit i: the one at depth i is an array */
    sp_spot_t open_at;   /* the string's quote */
} sp_json_t;

/** Where a format is; all zero is where a template begins, but for html.xml. */
typedef union sp_state_t {
    sp_html_t html;
    sp_json_t json;
} sp_state_t;

typedef struct sp_syntax_t {
    /** One more character of the template, at the trace's place. */
    apr_status_t (*text)(sp_state_t *s, sp_trace_t *t, char ch);
    /** A value, escaped. */
    apr_status_t (*value)(sp_state_t *s, sp_trace_t *t, const char *name,
                          sp_kind_t kind);
    /** A section begins: whether it may, here. */
    apr_status_t (*section)(sp_state_t *s, sp_trace_t *t,
                            const sp_mention_t *section, sp_kind_t kind);
    /** Behind a section, of which the body may have been left out or not: put
     *  what holds in both cases in @a after, which was behind the body. A
     *  fault where they are too different. */
    apr_status_t (*join)(const sp_state_t *before, sp_state_t *after,
                         sp_trace_t *t, const sp_mention_t *section);
    /** Whether the same may follow at both. */
    int (*same)(const sp_state_t *a, const sp_state_t *b);
    /** The template ends: whether it may, here. */
    apr_status_t (*end)(const sp_state_t *s, sp_trace_t *t);
} sp_syntax_t;

extern const sp_syntax_t sp_html_syntax;
extern const sp_syntax_t sp_json_syntax;

#endif /* SP_SAFETY_SYNTAX_H */
