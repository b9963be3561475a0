/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Sets of status codes as directives and options write them: "404", "4xx",
 * "!404", "500-511". */
#ifndef SP_CODES_H
#define SP_CODES_H

#include <apr_pools.h>

#define SP_CODE_MIN 100
#define SP_CODE_MAX 599
#define SP_CODE_COUNT (SP_CODE_MAX - SP_CODE_MIN + 1)

/** One bit a code from 100 to 599. */
typedef struct sp_codes_t {
    apr_uint64_t bits[8];
} sp_codes_t;

/** Whether the set holds a code; 0 for one outside 100-599. */
int sp_codes_has(const sp_codes_t *set, int code);

/**
 * Add what one word names to the set, or take it out where the word starts
 * with "!". NULL on success, else a whole sentence.
 */
const char *sp_codes_add(sp_codes_t *set, const char *word, apr_pool_t *pool);

/**
 * The code, 100 to 599, that the first three characters of @a text are; 0
 * where they are none. What follows them is the caller's affair.
 */
int sp_code_at(const char *text);

/** A single code, 100 to 599; 0 where @a word is none. */
int sp_code_parse(const char *word);

#endif /* SP_CODES_H */
