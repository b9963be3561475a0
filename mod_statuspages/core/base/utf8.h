/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* One code point at a time out of bytes that may be anything. */
#ifndef SP_UTF8_H
#define SP_UTF8_H

#include <apr.h>

/** What sp_utf8_decode() finds where the bytes are not UTF-8. */
#define SP_UTF8_INVALID 0xFFFFFFFFu

/**
 * Decode the code point at @a p, which is below @a end. Overlong forms,
 * surrogates and what lies past U+10FFFF are invalid. Returns how many bytes
 * belong to it (at least 1); of invalid bytes the longest run that could have
 * begun a character, so that one U+FFFD for each call is what Unicode
 * recommends.
 */
int sp_utf8_decode(const unsigned char *p, const unsigned char *end,
                   apr_uint32_t *cp);

/**
 * How many bytes of a text, at most @a most, end where a character does. Of
 * bytes that are no UTF-8 it is @a most itself.
 */
apr_size_t sp_utf8_fit(const char *text, apr_size_t most);

/** Whether a text is UTF-8 throughout. */
int sp_utf8_is_valid(const char *text);

#endif /* SP_UTF8_H */
