/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What a single cell may be: codes, a name, an address. Refuses to know where
 * it stands. */
#ifndef SP_IMPORT_CELL_H
#define SP_IMPORT_CELL_H

#include "import/slice.h"

/** The name of an API's own code: all that a catalogue takes for one. */
int sp_is_name(sp_slice_t text);

/** An address that a catalogue can take. */
int sp_is_address(sp_slice_t text);

/** The codes of a cell: "404 Not Found", "401 / 403", "5xx", each once;
 *  @a most at most. *@a rest gets what stands behind them, and *@a class is
 *  5 for "5xx", which is no code. Gives how many. */
int sp_cell_codes(sp_slice_t cell, int *codes, int most, int *class_,
                  sp_slice_t *rest);

#endif /* SP_IMPORT_CELL_H */
