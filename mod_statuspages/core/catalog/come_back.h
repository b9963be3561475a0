/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* How a catalogue file's "come_back" is read and looked up: between texts.c
 * and come_back.c only; catalog.h has what others use. */
#ifndef SP_CATALOG_COME_BACK_H
#define SP_CATALOG_COME_BACK_H

#include "catalog/reader.h"

/** The file's "come_back", if it has one, into r->language. */
apr_status_t sp_catalog_read_come_back(sp_reader_t *r, const json_t *root);

#endif /* SP_CATALOG_COME_BACK_H */
