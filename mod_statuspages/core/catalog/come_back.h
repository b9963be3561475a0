/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* How a catalogue file's "come_back" is read and looked up: between texts.c,
 * trusted.c and come_back.c only; catalog.h has what others use. */
#ifndef SP_CATALOG_COME_BACK_H
#define SP_CATALOG_COME_BACK_H

#include "catalog/reader.h"

/** The file's "come_back", if it has one, into r->language. */
apr_status_t sp_catalog_read_come_back(sp_reader_t *r, const json_t *root);

/** Sentences of a language, all of them yet to come. */
sp_come_back_t *sp_come_back_create(apr_pool_t *pool, const char *language);

/** Where a sentence belongs: "now" or "time" with no @a form, or a unit and the
 *  plural form of it. NULL where there is no such. */
const char **sp_come_back_place(sp_come_back_t *words, const char *member,
                                const char *form);

#endif /* SP_CATALOG_COME_BACK_H */
