/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Language tags (RFC 5646): their shape, how they shorten, and in
 * which direction the language is written. */
#ifndef SP_LANGUAGE_H
#define SP_LANGUAGE_H

#include <apr_pools.h>

/** Room for the longest tag that is accepted, with its end. */
#define SP_LANGUAGE_SIZE 36

/**
 * Whether a tag is well-formed enough to be sent: two to eight letters, then
 * subtags of one to eight letters or digits after hyphens; at most 35 bytes.
 */
int sp_language_valid(const char *tag);

/** The tag in lower case, in a buffer; 0 where it is NULL or too long. */
int sp_language_fold(char folded[SP_LANGUAGE_SIZE], const char *tag);

/**
 * Cut the last subtag off, and a single letter that is last then, as RFC 4647
 * lookup does: "zh-Hant-TW", "zh-Hant", "zh". 0 where nothing is left.
 */
int sp_language_shorten(char *tag);

/** "rtl" or "ltr" for a language tag. */
const char *sp_language_dir(const char *language);

#endif /* SP_LANGUAGE_H */
