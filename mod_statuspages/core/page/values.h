/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The values that a template sees, group by group; error pages, the reference
 * and the gallery are put together from them. All are set on an object and
 * live in the pool given. */
#ifndef SP_PAGE_VALUES_H
#define SP_PAGE_VALUES_H

#include "appearance/appearance.h"
#include "template/template.h"

/** status, class, message, description, paragraphs, code, code_language,
 *  code_differs, retry. */
void sp_values_entry(sp_value_t *object, const sp_appearance_t *appearance,
                     int code, const sp_entry_t *entry, apr_pool_t *pool);

/** language and dir of the page, text_language and text_dir of the entry's
 *  text, and mixed where those differ; fsi and pdi, which keep a value in one
 *  piece in right-to-left text that has no markup. */
void sp_values_language(sp_value_t *object, const char *page, const char *text,
                        apr_pool_t *pool);

/** labels.* in a language. */
void sp_values_labels(sp_value_t *object, const sp_appearance_t *appearance,
                      const char *language, apr_pool_t *pool);

/** words.* of the theme's own in a language. */
void sp_values_words(sp_value_t *object, const sp_appearance_t *appearance,
                     const char *language, apr_pool_t *pool);

/** file.*: the pictures and fonts that the templates of @a theme name. */
void sp_values_files(sp_value_t *object, const sp_theme_t *theme,
                     apr_pool_t *pool);

/** vars.*, logo, theme, catalog. */
void sp_values_brand(sp_value_t *object, const sp_appearance_t *appearance,
                     apr_pool_t *pool);

/** Every live fact. */
void sp_values_facts(sp_value_t *object, apr_pool_t *pool);

#endif /* SP_PAGE_VALUES_H */
