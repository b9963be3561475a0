/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the client asked for: the format, the language, the encoding. Reads
 * header values, NULL for an absent header. Linear in their length, allocates
 * nothing. Knows the grammar of those headers; refuses to know requests and
 * catalogues. */
#ifndef SP_NEGOTIATE_H
#define SP_NEGOTIATE_H

#include "format/format.h"

typedef struct sp_format_choice_t {
    sp_format_t format;
    const char *type; /* the Content-Type to send; static, never NULL */
} sp_format_choice_t;

/**
 * Choose a format by Accept and Sec-Fetch-Dest as conf/README.md ("Which format
 * a client gets") says; tests/cases/accept.tsv has examples. @a offered has
 * @a count entries, 1 to SP_FORMAT_COUNT; the first is the default. Always
 * gives an answer.
 */
sp_format_choice_t sp_negotiate_format(const char *accept,
                                       const char *fetch_dest,
                                       const sp_format_t *offered, int count);

/** Choose a language: RFC 4647 lookup of Accept-Language over @a count tags,
 *  the first being the default. Returns the index of the chosen one. */
int sp_negotiate_language(const char *accept_language,
                          const char *const *offered, int count);

/** Whether Accept-Encoding takes gzip and likes it at least as identity. */
int sp_negotiate_gzip(const char *accept_encoding);

#endif /* SP_NEGOTIATE_H */
