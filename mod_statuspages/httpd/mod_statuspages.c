/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The module record and its hooks, nothing else. */
#include "httpd/config.h"
#include "httpd/directives.h"
#include "httpd/error_document.h"
#include "httpd/intercept.h"
#include "httpd/pages.h"
#include "httpd/reference_handler.h"

static int pre_config(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp)
{
    sp_config_reset(pconf);
    return OK;
}

static int check_config(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                        server_rec *s)
{
    return sp_directives_check(ptemp, s);
}

static int post_config(apr_pool_t *pconf, apr_pool_t *plog, apr_pool_t *ptemp,
                       server_rec *s)
{
    sp_intercept_find_filters();
    return OK;
}

static void child_init(apr_pool_t *pchild, server_rec *s)
{
    sp_pages_start();
}

static void register_hooks(apr_pool_t *pool)
{
    ap_hook_pre_config(pre_config, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_check_config(check_config, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_post_config(post_config, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_child_init(child_init, NULL, NULL, APR_HOOK_MIDDLE);
    ap_hook_handler(sp_reference_handler, NULL, NULL, APR_HOOK_MIDDLE);
    sp_error_document_register();
    sp_intercept_register();
}

module AP_MODULE_DECLARE_DATA statuspages_module = {
    STANDARD20_MODULE_STUFF,
    sp_config_create,
    sp_config_merge,
    NULL, /* no server configuration: all of it goes by place */
    NULL,
    sp_directives,
    register_hooks,
#if defined(AP_MODULE_FLAG_NONE)
    AP_MODULE_FLAG_NONE,
#endif
};
