/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What each column of a table is: told by what it holds before what its head
 * says. Refuses to know how its cells become rows. */
#ifndef SP_IMPORT_COLUMNS_H
#define SP_IMPORT_COLUMNS_H

#include "import/counts.h"

/** Find them; 0 where no column holds status codes. */
int sp_columns_find(sp_columns_t *columns, const sp_table_t *table);

#endif /* SP_IMPORT_COLUMNS_H */
