/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Which problem of the catalogue an error is: by the application's header
 * Status-Pages, else by what StatusPagesProblem says. Knows where a name comes
 * from, and takes it for any bytes; refuses to know what the catalogue says. */
#ifndef SP_HTTPD_PROBLEM_H
#define SP_HTTPD_PROBLEM_H

#include "httpd/config.h"

/** What an application has said in Status-Pages; all zero is nothing. */
typedef struct sp_said_t {
    int keep; /* this body was made for its reader */
    char problem[SP_PROBLEM_MAX_NAME + 2]; /* cut, if it is no name */
} sp_said_t;

/** Read the header, and take it away. What was said before stays. */
void sp_said_take(sp_said_t *said, request_rec *r);

/**
 * The number of the problem that the error is, or r->status where it is none
 * that the catalogue has with this status. Keeps nothing and makes nothing by
 * name.
 */
int sp_problem_of(request_rec *r, const sp_settings_t *settings,
                  const sp_said_t *said, const sp_catalog_t *catalog);

#endif /* SP_HTTPD_PROBLEM_H */
