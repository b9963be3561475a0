/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The headers that a response has before it gets a page of ours: which of
 * them may stay. Knows what they are about; refuses to know ours. */
#ifndef SP_HTTPD_FOREIGN_H
#define SP_HTTPD_FOREIGN_H

#include "httpd/sp_private.h"

/**
 * Remove everything that described the body that is gone. Where the page must
 * not be stored (@a no_store), only that stays which is known to give no cache
 * a permission, the names in @a keep (NULL-terminated, or NULL), and what the
 * administrator's "Header early" has set. Where the page has headers of ours
 * that protect it (@a guarded), these two may alone have set others.
 */
void sp_foreign_strip(request_rec *r, int no_store, int guarded,
                      const char *const *keep);

/** Register the hook that takes note of the last. */
void sp_foreign_register(void);

#endif /* SP_HTTPD_FOREIGN_H */
