/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the files of httpd/ share: the module record and the build's names. */
#ifndef SP_HTTPD_SP_PRIVATE_H
#define SP_HTTPD_SP_PRIVATE_H

#include <httpd.h>
#include <http_config.h>

/* httpd loads modules with RTLD_GLOBAL: this record alone is exported. */
extern module AP_MODULE_DECLARE_DATA statuspages_module
    __attribute__((visibility("default")));

#ifndef SP_VERSION
#define SP_VERSION "unknown"
#endif

#endif /* SP_HTTPD_SP_PRIVATE_H */
