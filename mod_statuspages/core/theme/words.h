/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A theme's own words in the readers' languages: "words" of theme.json. Private
 * to the room. */
#ifndef SP_THEME_WORDS_H
#define SP_THEME_WORDS_H

#include "base/diag.h"

#include <apr_hash.h>
#include <apr_tables.h>
#include <jansson.h>

/** What the words of one theme.json say. */
typedef struct sp_words_t {
    apr_hash_t *texts;         /* name -> its own hash: folded tag -> text */
    apr_hash_t *first;         /* name -> the text that stands first */
    apr_array_header_t *names; /* const char *, in the order of the file */
    apr_array_header_t *languages; /* const char *, folded: of all of them */
    apr_array_header_t *gaps;      /* const char *, "PATH:3:5: ..." */
} sp_words_t;

/** None. */
sp_words_t sp_words_none(apr_pool_t *pool);

/** Add @a object, the "words" of the theme.json @a path, where it is one; a
 *  fault tells line and column in its @a text. */
void sp_words_read(sp_words_t *words, json_t *object, const char *path,
                   const char *text, apr_size_t len, apr_pool_t *pool,
                   sp_error_t *err);

/** A word in a language: its own, a shorter tag's, English, the first; NULL
 *  where there is no such word. */
const char *sp_words_find(const sp_words_t *words, const char *name,
                          const char *language);

#endif /* SP_THEME_WORDS_H */
