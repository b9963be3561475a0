/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What tests say about responses. Each check that fails names the line of
 * the test, prints the response, and ends the test. Includes cmocka. */
#ifndef CHECKS_H
#define CHECKS_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "client.h"
#include "response.h"
#include "server.h"
#include "text.h"
#include "wire.h"

#include <jansson.h>

/** The status is @a code, and the response is whole. */
#define assert_status(r, code) check_status(r, code, __FILE__, __LINE__)

/** It is a page of ours for @a code, in whatever format: its status, a type of
 * ours, noindex, a Content-Length that is true, the code in the body. */
#define assert_page(r, code) check_page(r, code, NULL, __FILE__, __LINE__)

/** The same for a response to HEAD: there is no body. */
#define assert_head_page(r, code)                                              \
    check_page(r, code, "HEAD", __FILE__, __LINE__)

/** It is whole, and not a page of ours; its body holds @a text. */
#define assert_kept(r, code, text) check_kept(r, code, text, __FILE__, __LINE__)

/** Its reason phrase is @a text; over HTTP/2 there is none. */
#define assert_reason(r, text) check_reason(r, text, __FILE__, __LINE__)

/** There is exactly one line of that header, with this value. */
#define assert_header(r, name, value)                                          \
    check_header(r, name, value, __FILE__, __LINE__)

/** There is no line of that header. */
#define assert_no_header(r, name) check_no_header(r, name, __FILE__, __LINE__)

/** All lines of that header together match an expression. */
#define assert_header_like(r, name, regex)                                     \
    check_header_like(r, name, regex, __FILE__, __LINE__)

/** No header is there twice, but Set-Cookie and those of authentication. */
#define assert_none_doubled(r) check_none_doubled(r, __FILE__, __LINE__)

#define assert_body(r, text) check_body(r, text, 1, __FILE__, __LINE__)
#define assert_no_body(r, text) check_body(r, text, 0, __FILE__, __LINE__)

/** It is JSON problem details of ours; returns the object, which lives as
 * long as the response. */
#define assert_problem(r, code) check_problem(r, code, __FILE__, __LINE__)

/** A member of problem details is this string. */
#define assert_member(object, name, value)                                     \
    check_member(object, name, value, __FILE__, __LINE__)

/** The body is well-formed XML (xmllint says so). */
#define assert_xml(r) check_xml(r, __FILE__, __LINE__)

/** The connection is in step: a good request gets its own answer, and
 * nothing else arrives. */
#define assert_in_step(w) check_in_step(w, __FILE__, __LINE__)

/** It came in less than @a ms. */
#define assert_within(r, ms) check_within(r, ms, __FILE__, __LINE__)

void check_status(const response_t *r, int code, const char *file, int line);
void check_page(const response_t *r, int code, const char *method,
                const char *file, int line);
void check_kept(const response_t *r, int code, const char *text,
                const char *file, int line);
void check_reason(const response_t *r, const char *text, const char *file,
                  int line);
void check_header(const response_t *r, const char *name, const char *value,
                  const char *file, int line);
void check_no_header(const response_t *r, const char *name, const char *file,
                     int line);
void check_header_like(const response_t *r, const char *name, const char *regex,
                       const char *file, int line);
void check_none_doubled(const response_t *r, const char *file, int line);
void check_body(const response_t *r, const char *text, int wanted,
                const char *file, int line);
json_t *check_problem(const response_t *r, int code, const char *file,
                      int line);
void check_member(const json_t *object, const char *name, const char *value,
                  const char *file, int line);
void check_xml(const response_t *r, const char *file, int line);
void check_in_step(wire_t *w, const char *file, int line);
void check_within(const response_t *r, long ms, const char *file, int line);

/** Free @a json, which is returned, with a pool. */
json_t *checks_keep_json(json_t *json, apr_pool_t *pool);

/** Whether a response is a page of ours. */
int checks_is_ours(const response_t *r);

/** Take a test program's arguments: a pattern of the tests to run. */
void checks_options(int argc, char **argv);

/** A test whose errors in the log are its own. */
#define TEST(f) cmocka_unit_test_teardown(f, server_teardown_test)

#endif /* CHECKS_H */
