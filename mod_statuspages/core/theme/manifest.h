/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a theme.json says. Private to the room. */
#ifndef SP_THEME_MANIFEST_H
#define SP_THEME_MANIFEST_H

#include "theme/words.h"

/** The variables that a theme declares, and its words. */
typedef struct sp_manifest_t {
    apr_hash_t *vars;          /* name -> default */
    apr_array_header_t *names; /* const char *, in the order of the file */
    sp_words_t words;
} sp_manifest_t;

/** One that declares nothing. */
sp_manifest_t sp_manifest_none(apr_pool_t *pool);

/** Add what the file @a path declares; a fault tells line and column. */
void sp_manifest_read(sp_manifest_t *manifest, const char *path,
                      const char *text, apr_size_t len, apr_pool_t *pool,
                      sp_error_t *err);

#endif /* SP_THEME_MANIFEST_H */
