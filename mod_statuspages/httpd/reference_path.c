/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Where the reference begins and what comes behind; see reference_path.h. It
 * begins where its handler is set: at the path of a <Location>, up to where
 * the expression of a <LocationMatch> matches, else at the folder of the file
 * system that a <Directory> or .htaccess is for. What a client writes in
 * between never moves it. */
#include "httpd/reference_path.h"

#include "base/codes.h"

#include <ap_expr.h>
#include <apr_fnmatch.h>
#include <apr_strings.h>
#include <http_core.h>

/* The length of the path without slashes at its end. */
static apr_size_t trimmed(const char *path, apr_size_t len)
{
    while (len > 0 && path[len - 1] == '/') {
        len--;
    }
    return len;
}

static int sets_our_handler(request_rec *r, const core_dir_config *section)
{
    const char *fault = NULL;
    const char *name;

    if (section->expr_handler == NULL) {
        return 0;
    }
    name = ap_expr_str_exec(r, section->expr_handler, &fault);
    return fault == NULL && name != NULL && strcmp(name, r->handler) == 0;
}

/* How much of the path a section stands for, as httpd itself matches it; -1
 * where it is for other paths. */
static int covered(const core_dir_config *section, const char *path)
{
    ap_regmatch_t match[1];
    apr_size_t n;

    if (section->r != NULL) {
        return ap_regexec(section->r, path, 1, match, 0) == 0 ? match[0].rm_eo
                                                              : -1;
    }
    if (section->d_is_fnmatch) {
        return apr_fnmatch(section->d, path, APR_FNM_PATHNAME) == APR_SUCCESS
                   ? (int)strlen(path)
                   : -1;
    }
    n = trimmed(section->d, strlen(section->d));
    return strncmp(section->d, path, n) == 0 &&
                   (path[n] == '/' || path[n] == '\0')
               ? (int)n
               : -1;
}

/* The last such section wins, as with httpd. */
static int base_by_location(request_rec *r)
{
    const core_server_config *core =
        ap_get_core_module_config(r->server->module_config);
    ap_conf_vector_t **sections = (ap_conf_vector_t **)core->sec_url->elts;
    int i, len;

    for (i = core->sec_url->nelts - 1; i >= 0; i--) {
        const core_dir_config *section = ap_get_core_module_config(sections[i]);
        len = covered(section, r->uri);
        if (len >= 0 && sets_our_handler(r, section)) {
            return len;
        }
    }
    return -1;
}

/* httpd has cut the file's name where the file system ends: the first part
 * that is no folder, and what comes behind it, are asked of us. */
static int base_by_folder(const request_rec *r)
{
    const char *info = r->path_info ? r->path_info : "";
    const char *name = "";
    apr_size_t len = strlen(r->uri);
    apr_size_t rest;

    if (r->finfo.filetype != APR_DIR) {
        name = r->filename ? strrchr(r->filename, '/') : NULL;
    }
    if (name == NULL) {
        return -1;
    }
    rest = strlen(name) + strlen(info);
    if (rest > len || strncmp(r->uri + len - rest, name, strlen(name)) != 0 ||
        strcmp(r->uri + len - strlen(info), info) != 0) {
        return -1;
    }
    return (int)(len - rest);
}

/* As it may stand in the page's own links. */
static const char *escaped(request_rec *r, apr_size_t len)
{
    const char *base = apr_pstrndup(r->pool, r->uri, len);

    while (base[0] == '/' && base[1] == '/') {
        base++; /* "//host" would lead away */
    }
    return ap_os_escape_path(r->pool, base, 1);
}

static sp_asked_t what_is(const char *rest, apr_size_t len, int *code)
{
    const char *word = rest + 1;

    len -= len > 0 && rest[len - 1] == '/'; /* one slash more does no harm */
    if (len == 0) {
        return SP_ASKED_TABLE;
    }
    if (len == 4) {
        char digits[4] = {word[0], word[1], word[2], '\0'};
        *code = sp_code_parse(digits);
        return *code ? SP_ASKED_CODE : SP_ASKED_NOTHING;
    }
    if (len == 8 && strncmp(word, "gallery", 7) == 0) {
        return SP_ASKED_GALLERY;
    }
    return len == 12 && strncmp(word, "gallery/raw", 11) == 0
               ? SP_ASKED_RAW
               : SP_ASKED_NOTHING;
}

sp_reference_path_t sp_reference_path(request_rec *r)
{
    sp_reference_path_t path = {SP_ASKED_NOTHING, "", 0};
    int found = base_by_location(r);
    apr_size_t len;

    if (found < 0) {
        found = base_by_folder(r);
    }
    if (found < 0) {
        return path;
    }
    len = trimmed(r->uri, (apr_size_t)found);
    if (r->uri[len] != '/' && r->uri[len] != '\0') {
        return path; /* an expression that ends within a word */
    }
    path.base = escaped(r, len);
    path.asked = what_is(r->uri + len, strlen(r->uri + len), &path.code);
    return path;
}

/* What stands behind a name in the query: "=value", or nothing; up to *end. */
static const char *behind(request_rec *r, const char *name, const char **end)
{
    const char *s = r->args;
    apr_size_t n = strlen(name);

    while (s != NULL && *s != '\0') {
        *end = s + strcspn(s, "&");
        if (strncmp(s, name, n) == 0 && (s[n] == '=' || s + n == *end)) {
            return s + n;
        }
        s = **end ? *end + 1 : *end;
    }
    return NULL;
}

int sp_reference_wants(request_rec *r, const char *name)
{
    const char *end;

    return behind(r, name, &end) != NULL;
}

const char *sp_reference_query(request_rec *r, const char *name)
{
    const char *end = NULL;
    const char *s = behind(r, name, &end);
    char *value;

    if (s == NULL || s == end) {
        return NULL;
    }
    value = apr_pstrmemdup(r->pool, s + 1, (apr_size_t)(end - s) - 1);
    return ap_unescape_urlencoded(value) == OK ? value : NULL;
}

const char *sp_reference_choice(request_rec *r, const char *name,
                                const char *const *list, int count)
{
    const char *word = sp_reference_query(r, name);
    int i;

    for (i = 0; word != NULL && i < count; i++) {
        if (strcasecmp(word, list[i]) == 0) {
            return list[i];
        }
    }
    return NULL;
}
