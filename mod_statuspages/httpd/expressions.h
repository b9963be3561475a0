/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Variables whose value is an expression of httpd: what one may read where it
 * stands in .htaccess, and how much it may make. Knows httpd's parser and
 * evaluation; refuses to know what a value is for. */
#ifndef SP_HTTPD_EXPRESSIONS_H
#define SP_HTTPD_EXPRESSIONS_H

#include <ap_expr.h>

/**
 * Parse the value of a variable. In .htaccess it may read the request, the
 * connection and the time, and nothing else that is there on the machine.
 * NULL, and a sentence in @a fault, where it can't be meant.
 */
ap_expr_info_t *sp_expression_parse(cmd_parms *cmd, const char *text,
                                    const char **fault);

/**
 * What the expression comes to in this request, of r->pool; at most 2 KB of
 * each thing that it reads, and of the whole. @a cut, 0 so far, is set to 1
 * where there was more. NULL, and a reason in @a fault, where it can't be
 * evaluated. *@a vary gets the request's headers that were read, or stays;
 * @a vary may be NULL.
 */
char *sp_expression_text(request_rec *r, const ap_expr_info_t *expr, int *cut,
                         const char **vary, const char **fault);

#endif /* SP_HTTPD_EXPRESSIONS_H */
