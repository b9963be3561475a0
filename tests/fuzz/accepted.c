/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* How many inputs a target has taken as good ones; see bytes.h. */
#include "bytes.h"

int fuzz_accepted;
