/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Pieces of a document that is imported. Knows white space, marks, the end of
 * a sentence and what a status code looks like; refuses to know lines and
 * rows. Words to look for are in lower case and divided by "|". */
#ifndef SP_IMPORT_SLICE_H
#define SP_IMPORT_SLICE_H

#include <apr_pools.h>

/** Part of a text that is never changed, and that ends with a NUL. */
typedef struct sp_slice_t {
    const char *p;
    apr_size_t len;
} sp_slice_t;

/** The first of @a words, which move on to the next; empty at the end. */
sp_slice_t sp_words_next(const char **words);

/** From a place within the slice to its end. */
sp_slice_t sp_slice_from(sp_slice_t s, apr_size_t at);

/** Make it end where @a last does, which stands behind it in the text. */
void sp_slice_extend(sp_slice_t *s, sp_slice_t last);

/** Without those of @a words that it begins with. */
sp_slice_t sp_slice_skip(sp_slice_t s, const char *words);

/** Its first word, empty at the end; *@a s moves behind it. */
sp_slice_t sp_slice_word(sp_slice_t *s);

/** Without the white space around it: no-break and zero-width ones too. */
sp_slice_t sp_slice_trim(sp_slice_t s);

/** The length of the first of @a words that it begins with, or 0. */
apr_size_t sp_slice_starts(sp_slice_t s, const char *words);

/** Whether one of @a words stands anywhere in it. */
int sp_slice_has(sp_slice_t s, const char *words);

/** Whether it is one of @a words. */
int sp_slice_is(sp_slice_t s, const char *words);

/** Whether its last character, quotes and brackets aside, ends a sentence. */
int sp_slice_is_sentence(sp_slice_t s);

/** Whether it begins with a small letter (of ASCII). */
int sp_slice_is_lower(sp_slice_t s);

/** Without the pairs of marks around all of it: **bold**, `code`. */
sp_slice_t sp_slice_unmark(sp_slice_t s);

/**
 * With the second byte of @a pair wherever both stand ("" for a quote); from
 * @a pool where that makes a difference.
 */
sp_slice_t sp_slice_unpair(sp_slice_t s, const char *pair, apr_pool_t *pool);

/**
 * The status code that it begins with: "404", "404: Not Found", "**404** Not
 * Found"; 0 where there is none, or the number goes on ("404.5"). *@a rest gets
 * what stands behind the code and the mark that divides.
 */
int sp_slice_code(sp_slice_t s, sp_slice_t *rest);

#endif /* SP_IMPORT_SLICE_H */
