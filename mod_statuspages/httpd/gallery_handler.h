/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The gallery: shows what a client would get, and does nothing else. */
#ifndef SP_HTTPD_GALLERY_HANDLER_H
#define SP_HTTPD_GALLERY_HANDLER_H

#include "httpd/config.h"

/**
 * Answer for BASE/gallery (a page with choices, headers and body) or, where
 * @a raw, BASE/gallery/raw (the body itself, for its frame). @a base is
 * escaped, @a reader the language of the page's own words.
 */
int sp_gallery_send(request_rec *r, const sp_appearance_t *appearance,
                    const char *base, const char *reader, int raw);

#endif /* SP_HTTPD_GALLERY_HANDLER_H */
