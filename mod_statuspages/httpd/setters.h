/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The setters of the directives. Each returns NULL or a whole sentence that
 * names the value and the legal ones; httpd adds file and line. What a
 * directive needs from files is loaded here, so that "httpd -t" sees it. */
#ifndef SP_HTTPD_SETTERS_H
#define SP_HTTPD_SETTERS_H

#include "httpd/config.h"

/* How a page looks and what it says: setters_appearance.c, setters_brand.c,
 * setters_reference.c. */
const char *sp_set_theme(cmd_parms *cmd, void *dir, const char *arg);
const char *sp_set_template(cmd_parms *cmd, void *dir, int argc,
                            char *const argv[]);
const char *sp_set_catalog(cmd_parms *cmd, void *dir, const char *arg);
const char *sp_set_message(cmd_parms *cmd, void *dir, int argc,
                           char *const argv[]);
const char *sp_set_formats(cmd_parms *cmd, void *dir, int argc,
                           char *const argv[]);
const char *sp_set_languages(cmd_parms *cmd, void *dir, int argc,
                             char *const argv[]);
const char *sp_set_var(cmd_parms *cmd, void *dir, const char *name,
                       const char *value);
const char *sp_set_logo(cmd_parms *cmd, void *dir, const char *arg);
const char *sp_set_reference(cmd_parms *cmd, void *dir, const char *arg);

/* Which responses get a page, and how: setters_policy.c. */
const char *sp_set_on(cmd_parms *cmd, void *dir, int on);
const char *sp_set_codes(cmd_parms *cmd, void *dir, int argc,
                         char *const argv[]);
const char *sp_set_upstream(cmd_parms *cmd, void *dir, int argc,
                            char *const argv[]);
const char *sp_set_drain(cmd_parms *cmd, void *dir, const char *bytes,
                         const char *seconds);
const char *sp_set_details(cmd_parms *cmd, void *dir, const char *arg);
const char *sp_set_retry_after(cmd_parms *cmd, void *dir, const char *code,
                               const char *seconds);
const char *sp_set_headers(cmd_parms *cmd, void *dir, int on);
const char *sp_set_gallery(cmd_parms *cmd, void *dir, int on);
const char *sp_set_keep_headers(cmd_parms *cmd, void *dir, int argc,
                                char *const argv[]);
const char *sp_set_compress(cmd_parms *cmd, void *dir, const char *on,
                            const char *least);
const char *sp_set_reload(cmd_parms *cmd, void *dir, int on);
const char *sp_set_cache_size(cmd_parms *cmd, void *dir, const char *arg);

/* What setters share: setters_common.c. */

/** "Directive: text"; NULL stays NULL. */
const char *sp_setter_sentence(cmd_parms *cmd, const char *text);
/** The same of a fault of the core. */
const char *sp_setter_fault(cmd_parms *cmd, const sp_error_t *err);
/** An argument as a path, relative to ServerRoot. */
const char *sp_setter_path(cmd_parms *cmd, const char *arg);
/** The codes from argument @a first on; *@a codes is NULL without any. */
const char *sp_setter_codes(cmd_parms *cmd, int argc, char *const argv[],
                            int first, const sp_codes_t **codes);
/** A sentence about @a what where a text has control characters but line ends
 *  and tabs, or is no UTF-8, else NULL. */
const char *sp_setter_text(cmd_parms *cmd, const char *what, const char *text);
/** A sentence where no loaded theme knows the variable, else NULL. */
const char *sp_setter_unknown_var(apr_pool_t *pool, const char *name);

/** A sentence where no loaded catalogue speaks the language, else NULL. */
const char *sp_setter_unknown_language(apr_pool_t *pool, const char *tag);

#endif /* SP_HTTPD_SETTERS_H */
