/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* A character reference of HTML, which Markdown has too: "&amp;", "&#8230;". */
#ifndef SP_IMPORT_REFERENCE_H
#define SP_IMPORT_REFERENCE_H

#include <apr.h>

/**
 * Read the reference that begins at @a p, below @a end. Gives its length,
 * 0 where there is none that is known; *@a n bytes of UTF-8 go to @a utf8.
 * What is no character is U+FFFD; that of a control character is unknown.
 */
apr_size_t sp_reference_read(const char *p, const char *end, char utf8[4],
                             apr_size_t *n);

#endif /* SP_IMPORT_REFERENCE_H */
