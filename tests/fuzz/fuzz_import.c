/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Import. Input: a document. Oracles: every row is one that a catalogue may
 * have, each code once; the catalogue that is written is read again and says
 * the same. */
#include "imported.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return import_once(data, size, "f");
}
