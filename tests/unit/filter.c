/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Part of every unit test program: "make unit P=PATTERN" runs those tests
 * alone whose names suit the pattern. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static __attribute__((constructor)) void choose_tests(void)
{
    const char *pattern = getenv("SP_TESTS");

    if (pattern != NULL && *pattern != '\0') {
        cmocka_set_test_filter(pattern);
    }
}
