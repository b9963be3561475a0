/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where a browser takes something from, without being asked by a reader: of a
 * picture, of a shape in the page, and the name of what an animation changes.
 * They stand in an sp_url_t, too. Private to the room. */
#ifndef SP_SAFETY_SOURCE_H
#define SP_SAFETY_SOURCE_H

#include "safety/parts.h"

/** One more character, a value, a section: NULL, or why it can't be there. */
const sp_refusal_t *sp_source_text(sp_url_t *url, char ch);
const sp_refusal_t *sp_source_value(sp_url_t *url, sp_kind_t kind);
const sp_refusal_t *sp_source_section(const sp_url_t *url);

#endif /* SP_SAFETY_SOURCE_H */
