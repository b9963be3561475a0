/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* How a catalogue file's "extends" is read: between parse.c and extends.c
 * only. */
#ifndef SP_CATALOG_EXTENDS_H
#define SP_CATALOG_EXTENDS_H

#include "catalog/reader.h"

/** How many catalogues may extend each other. */
#define SP_CATALOG_MAX_EXTENDS 16

/** Whether the file says "extends": null, that all codes are its own. */
int sp_catalog_extends_null(const json_t *root);

/**
 * The first file of a catalogue says what it extends; the others, where
 * @a catalog is not NULL, may repeat it. A catalogue that was made by the
 * caller knows already.
 */
apr_status_t sp_catalog_read_extends(sp_reader_t *r, json_t *root,
                                     const char *name,
                                     const sp_catalog_t *catalog,
                                     const sp_catalog_t **found);

/** A fault where a catalogue's first file extends null and has no codes
 *  either: it would say nothing at all. */
apr_status_t sp_catalog_check_alone(sp_reader_t *r, const json_t *root);

#endif /* SP_CATALOG_EXTENDS_H */
