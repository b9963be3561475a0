/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The rows of a table as rows of the catalogue. */
#ifndef SP_IMPORT_MAKE_H
#define SP_IMPORT_MAKE_H

#include "import/columns.h"

/** A cell names no more codes. */
#define SP_MAKE_CODES 64

/** A row of a table, and what its code's cell holds. */
typedef struct sp_made_t {
    const sp_table_t *table;
    const sp_columns_t *columns;
    const sp_cells_t *row;
    int more; /* rows behind it that go on with it */
    sp_slice_t name;
    sp_slice_t rest; /* behind the code */
    int class_;      /* 5 for "5xx", else 0 */
} sp_made_t;

/** Make rows of the job of one table's rows; those for a class of codes are
 *  put into job->classes. */
void sp_table_make(sp_job_t *job, const sp_table_t *table,
                   const sp_columns_t *columns);

/** One of them for one code, in each language. */
void sp_made_emit(sp_job_t *job, const sp_made_t *made, int code,
                  sp_import_share_t share);

#endif /* SP_IMPORT_MAKE_H */
