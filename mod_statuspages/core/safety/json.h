/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where in JSON a character stands: in a string, or between them. Private to
 * the room. */
#ifndef SP_SAFETY_JSON_H
#define SP_SAFETY_JSON_H

#include "safety/parts.h"

/** All zero is where a template begins. */
typedef struct sp_json_t {
    char state;
    char digits;         /* of \u, still to come */
    int depth;           /* of objects and arrays */
    apr_uint64_t arrays; /* bit i: the one at depth i is an array */
    sp_spot_t open_at;   /* the string's quote */
} sp_json_t;

/** One more character of the template, at the trace's place. */
apr_status_t sp_json_text(sp_json_t *j, sp_trace_t *t, char ch);

/** A value, escaped. */
apr_status_t sp_json_value(const sp_json_t *j, sp_trace_t *t, const char *name);

/** A section begins. */
apr_status_t sp_json_section(const sp_json_t *j, sp_trace_t *t,
                             const char *name);

/** Behind a section: both ways must have come to the same place. */
apr_status_t sp_json_join(const sp_json_t *before, const sp_json_t *after,
                          sp_trace_t *t, const char *name);

/** The template ends. */
apr_status_t sp_json_end(const sp_json_t *j, sp_trace_t *t);

#endif /* SP_SAFETY_JSON_H */
