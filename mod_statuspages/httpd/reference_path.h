/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What an address below "SetHandler statuspages" asks for. Strict: a path is
 * one of five shapes or nothing, so that what protects BASE/gallery can't be
 * walked around by another spelling of it. */
#ifndef SP_HTTPD_REFERENCE_PATH_H
#define SP_HTTPD_REFERENCE_PATH_H

#include "httpd/sp_private.h"

typedef enum sp_asked_t {
    SP_ASKED_NOTHING,
    SP_ASKED_TABLE,   /* BASE */
    SP_ASKED_CODE,    /* BASE/404 */
    SP_ASKED_GALLERY, /* BASE/gallery */
    SP_ASKED_RAW      /* BASE/gallery/raw */
} sp_asked_t;

typedef struct sp_reference_path_t {
    sp_asked_t asked;
    const char *base; /* escaped, without a last slash; "" at the root */
    int code;
} sp_reference_path_t;

/** Read the path of a request that our handler is set for. */
sp_reference_path_t sp_reference_path(request_rec *r);

/** The value of a name in the query, decoded; NULL where there is none. */
const char *sp_reference_query(request_rec *r, const char *name);

/** Whether a name stands in the query, with a value or without. */
int sp_reference_wants(request_rec *r, const char *name);

/** The entry of a list that a name in the query chooses, case aside; NULL
 *  where it chooses none. */
const char *sp_reference_choice(request_rec *r, const char *name,
                                const char *const *list, int count);

#endif /* SP_HTTPD_REFERENCE_PATH_H */
