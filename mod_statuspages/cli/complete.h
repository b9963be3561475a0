/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Whether a catalogue's translations are whole. A server falls back without a
 * word; who writes a catalogue wants to be told. */
#ifndef SP_CLI_COMPLETE_H
#define SP_CLI_COMPLETE_H

#include "catalog/catalog.h"

/**
 * Whether each further language of @a catalog has every code from 400 to 599
 * and every label that its own first language has (codes below 400 may fall
 * back). The fault names the language's file, the first thing that it lacks
 * and how many more.
 */
apr_status_t sp_complete_check(const sp_catalog_t *catalog, apr_pool_t *pool,
                               sp_error_t *err);

#endif /* SP_CLI_COMPLETE_H */
