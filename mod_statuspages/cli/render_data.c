/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Any template with any JSON data; see render_data.h. Knows files and the
 * terminal; refuses to know themes, catalogues and the vocabulary of pages. */
#include "cli/render_data.h"

#include "base/file.h"
#include "base/json.h"
#include "cli/files.h"
#include "cli/value_json.h"

#include <apr_hash.h>
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

typedef struct partials_t {
    sp_call_t *call;
    const char *dir;
    apr_hash_t *known; /* name -> sp_template_t, or &missing */
} partials_t;

static const char missing;

/* A partial's name may lead into subfolders, but not out of the folder. */
static int stays_inside(const char *name)
{
    return name[0] != '/' && strstr(name, "..") == NULL &&
           strchr(name, '\\') == NULL;
}

static apr_status_t compile_file(sp_template_t **tpl, const char *path,
                                 apr_pool_t *pool, sp_error_t *err)
{
    const char *text;
    apr_size_t len;
    apr_status_t rv = sp_file_read(path, &text, &len, pool, err);

    return rv == APR_SUCCESS
               ? sp_template_compile(tpl, path, text, len, pool, err)
               : rv;
}

/* A missing partial is none; the first other fault is the call's. */
static const sp_template_t *find_partial(void *baton, const char *name)
{
    partials_t *p = baton;
    apr_pool_t *pool = p->call->pool;
    const void *found = apr_hash_get(p->known, name, APR_HASH_KEY_STRING);
    sp_error_t err = {0};
    sp_template_t *tpl;
    apr_status_t rv;

    if (p->dir == NULL || !stays_inside(name)) {
        return NULL;
    }
    if (found == NULL) {
        rv = compile_file(
            &tpl, apr_pstrcat(pool, p->dir, "/", name, ".mustache", NULL), pool,
            &err);
        if (!APR_STATUS_IS_ENOENT(rv) && p->call->err.msg == NULL) {
            p->call->err = err;
        }
        found = rv == APR_SUCCESS ? (const void *)tpl : &missing;
        apr_hash_set(p->known, name, APR_HASH_KEY_STRING, found);
    }
    return found == &missing ? NULL : found;
}

/* The data of a file; no file is no data. */
static apr_status_t load_data(sp_value_t **root, const char *file,
                              sp_call_t *call)
{
    const char *text;
    apr_size_t len;
    apr_status_t rv;
    json_error_t fault;
    json_t *json;

    *root = sp_value_object(call->pool);
    if (file == NULL) {
        return APR_SUCCESS;
    }
    rv = sp_file_read(file, &text, &len, call->pool, &call->err);
    if (rv != APR_SUCCESS) {
        return rv;
    }
    json = sp_json_load(text, len, JSON_DECODE_ANY, &fault);
    if (json == NULL) {
        return sp_error_set(&call->err, call->pool, file, fault.line,
                            fault.column > 0 ? fault.column : fault.line > 0,
                            "%s", fault.text);
    }
    *root = sp_value_json(call->pool, json);
    json_decref(json);
    return APR_SUCCESS;
}

int sp_cli_render_data(sp_call_t *call, const char *template_file,
                       const char *data_file, const char *partials_dir)
{
    static const sp_facts_t none;
    partials_t partials = {call, partials_dir, apr_hash_make(call->pool)};
    sp_error_t *err = &call->err;
    sp_template_t *tpl;
    sp_value_t *root;
    sp_plan_t *plan = NULL;
    const char *bytes;
    apr_size_t size;

    if (compile_file(&tpl, template_file, call->pool, err) == APR_SUCCESS &&
        load_data(&root, data_file, call) == APR_SUCCESS) {
        sp_render(&plan, tpl, root, SP_ESCAPE_HTML, find_partial, &partials,
                  call->pool, err);
    }
    if (plan == NULL || err->msg != NULL) {
        fprintf(stderr, "%s\n", sp_error_text(err, call->pool));
        return SP_EXIT_FAULT;
    }
    bytes = sp_files_fill(plan, &none, &size, call->pool);
    if (fwrite(bytes, 1, size, stdout) != size || fflush(stdout) != 0) {
        perror("standard output");
        return SP_EXIT_FAULT;
    }
    return SP_EXIT_OK;
}
