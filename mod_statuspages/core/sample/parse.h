/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Parsers of others, asked whether a text is what it should be. Private to
 * the room. */
#ifndef SP_SAMPLE_PARSE_H
#define SP_SAMPLE_PARSE_H

#include "format/format.h"

/** What a parser says, and up to which byte it read. */
typedef struct sp_flaw_t {
    const char *words;
    apr_size_t offset;
} sp_flaw_t;

/** What is known of a text then. */
typedef enum sp_parsed_t {
    SP_PARSED_WRONG,
    SP_PARSED_RIGHT,
    SP_PARSED_NOT /* the parser found no memory */
} sp_parsed_t;

/** Whether @a text is JSON or XML. Where it is not and @a flaw is given, that
 *  is filled from @a pool. */
sp_parsed_t sp_parse_json(const char *text, apr_size_t len, sp_flaw_t *flaw,
                          apr_pool_t *pool);
sp_parsed_t sp_parse_xml(const char *text, apr_size_t len, sp_flaw_t *flaw,
                         apr_pool_t *pool);

#endif /* SP_SAMPLE_PARSE_H */
