/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the client asked for: the form, the language, the encoding. Reads
 * header values, NULL for an absent header. Linear in their length, allocates
 * nothing, knows neither requests nor catalogues. */
#ifndef SP_NEGOTIATE_H
#define SP_NEGOTIATE_H

#include "format.h"

typedef struct sp_form_choice_t {
    sp_format_t format;
    const char *type; /* the Content-Type to send; static, never NULL */
} sp_form_choice_t;

/**
 * Choose a form by Accept and Sec-Fetch-Dest as mod_statuspages/README.md
 * ("Which form") says. @a offered has @a count (at least 1) entries, the
 * first is the default. Always gives an answer.
 */
sp_form_choice_t sp_negotiate_form(const char *accept, const char *fetch_dest,
                                   const sp_format_t *offered, int count);

/**
 * Choose a language: RFC 4647 lookup of Accept-Language over @a count tags,
 * the first being the default. Returns the index of the chosen one.
 */
int sp_negotiate_language(const char *accept_language,
                          const char *const *offered, int count);

/** Whether Accept-Encoding takes gzip and likes it at least as identity. */
int sp_negotiate_gzip(const char *accept_encoding);

#endif /* SP_NEGOTIATE_H */
