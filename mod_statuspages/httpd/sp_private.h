/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the files of httpd/ share: the module record and the build's names. */
#ifndef SP_PRIVATE_H
#define SP_PRIVATE_H

#include <httpd.h>
#include <http_config.h>

/* httpd loads modules with RTLD_GLOBAL: this record alone is exported. */
extern module AP_MODULE_DECLARE_DATA statuspages_module
    __attribute__((visibility("default")));

#ifndef SP_VERSION
#define SP_VERSION "unknown"
#endif

/* The cures of the twelve pitfalls of an error filter, by their number in
 * tests/README.md. A build with -DSP_BREAK=n leaves cure n out: the tests use
 * that to see that the test of pitfall n bites. */
#ifndef SP_BREAK
#define SP_BREAK 0
#endif
#define SP_CURE(n) (SP_BREAK != (n))

#endif /* SP_PRIVATE_H */
