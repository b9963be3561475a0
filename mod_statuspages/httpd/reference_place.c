/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See reference_place.h. There is no request to ask, so the directives are
 * read as they are written: whatever may lead the path anywhere counts, since
 * a warning about a place that works is worse than none. What modules do
 * without a directive that names the path is not seen. */
#include "httpd/reference_place.h"

#include <apr_fnmatch.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <http_core.h>
#include <http_log.h>
#include <util_cfgtree.h>

APLOG_USE_MODULE(statuspages);

#define HANDLER "statuspages"

/* A place, and what was found out about the configuration so far: servers may
 * be many, so its directives are read once for each path, not for each. */
typedef struct place_t {
    apr_pool_t *pool;
    const char *path;    /* of one code: "/status/404" */
    apr_hash_t *hosts;   /* "file:line" -> the directive <VirtualHost> */
    apr_hash_t *outside; /* path -> "1" where it is led anywhere outside */
} place_t;

/* The next word of a directive's line, without what ends a section's. */
static const char *next_word(const place_t *place, const char **args)
{
    char *word = ap_getword_conf(place->pool, args);
    apr_size_t n = strlen(word);

    if (n > 0 && word[n - 1] == '>') {
        word[n - 1] = '\0';
    }
    return word;
}

static int covers(const char *prefix, const char *path)
{
    apr_size_t n = strlen(prefix);

    while (n > 0 && prefix[n - 1] == '/') {
        n--;
    }
    return prefix[0] == '/' && strncmp(prefix, path, n) == 0 &&
           (path[n] == '/' || path[n] == '\0');
}

/* As the server sees the path, or a folder of its own without the slash. What
 * can't be read as an expression may mean anything. */
static int matches(const place_t *place, const char *expression)
{
    ap_regex_t *compiled = ap_pregcomp(place->pool, expression, 0);

    return compiled == NULL || expression[0] == '!' ||
           ap_regexec(compiled, place->path, 0, NULL, 0) == 0 ||
           ap_regexec(compiled, place->path + 1, 0, NULL, 0) == 0;
}

static int is_named(const ap_directive_t *d, const char *pattern)
{
    return apr_fnmatch(pattern, d->directive, APR_FNM_CASE_BLIND) ==
           APR_SUCCESS;
}

/* <Location /status>, <Location ~ expression>, <LocationMatch expression>. */
static int location_covers(const place_t *place, const ap_directive_t *d)
{
    const char *args = d->args;
    const char *word = next_word(place, &args);

    if (is_named(d, "<LocationMatch")) {
        return matches(place, word);
    }
    if (strcmp(word, "~") == 0) {
        return matches(place, next_word(place, &args));
    }
    return covers(word, place->path) ||
           apr_fnmatch(word, place->path, APR_FNM_PATHNAME) == APR_SUCCESS;
}

/* Ours anywhere; any other one where the section is for this very path. */
static int is_handler(const ap_directive_t *d, int here)
{
    return is_named(d, "*Handler") &&
           (here || ap_strcasestr(d->args, HANDLER) != NULL ||
            strstr(d->args, "%{") != NULL);
}

/* Those that take the path from the section that they stand in. */
static int leads_from_here(const ap_directive_t *d)
{
    return is_named(d, "ProxyPass*") || is_named(d, "Redirect*") ||
           is_named(d, "*Alias*") || is_named(d, "RewriteRule");
}

/* ProxyPass, Alias, Redirect, JkMount and what others have invented: a path
 * that holds ours, or an expression that matches it. */
static int leads(const place_t *place, const ap_directive_t *d)
{
    int by_expression = is_named(d, "RewriteRule") || is_named(d, "*Match*");
    const char *args = d->args;
    const char *word;

    if (is_named(d, "StatusPages*") || is_named(d, "ErrorDocument")) {
        return 0;
    }
    while (*(word = next_word(place, &args)) != '\0') {
        if (covers(word, place->path) || is_named(d, "FallbackResource") ||
            (strchr(word, '*') != NULL && word[0] == '/' &&
             apr_fnmatch(word, place->path, 0) == APR_SUCCESS) ||
            (by_expression && strpbrk(word, "/^$.*") != NULL &&
             matches(place, word))) {
            return 1;
        }
    }
    return 0;
}

/* Whether a directive, or one behind it, leads the path anywhere; @a here:
 * they stand in a section for it. Virtual hosts are not entered. */
static int is_led(const place_t *place, const ap_directive_t *d, int here)
{
    int found = 0;

    for (; d != NULL && !found; d = d->next) {
        if (d->directive[0] != '<') {
            found = is_handler(d, here) || leads(place, d) ||
                    (here && leads_from_here(d));
        }
        else if (is_named(d, "<Location*")) {
            found =
                location_covers(place, d) && is_led(place, d->first_child, 1);
        }
        else if (!is_named(d, "<VirtualHost")) {
            found = is_led(place, d->first_child, here);
        }
    }
    return found;
}

static const char *key_of(apr_pool_t *pool, const char *file, int line)
{
    return apr_psprintf(pool, "%s:%d", file ? file : "", line);
}

static void find_hosts(place_t *place)
{
    const ap_directive_t *d;

    for (d = ap_conftree; d != NULL; d = d->next) {
        if (is_named(d, "<VirtualHost")) {
            apr_hash_set(place->hosts,
                         key_of(place->pool, d->filename, d->line_num),
                         APR_HASH_KEY_STRING, d);
        }
    }
}

static int is_led_outside(const place_t *place)
{
    const char *known =
        apr_hash_get(place->outside, place->path, APR_HASH_KEY_STRING);

    if (known == NULL) {
        known = is_led(place, ap_conftree, 0) ? "1" : "0";
        apr_hash_set(place->outside, place->path, APR_HASH_KEY_STRING, known);
    }
    return *known == '1';
}

/* A file may answer; a folder's .htaccess may say anything. */
static int has_file(const place_t *place, const server_rec *s, const char *base)
{
    const core_server_config *core =
        ap_get_core_module_config(s->module_config);
    const char *root = core->ap_document_root;
    apr_finfo_t info;

    return root != NULL &&
           (apr_stat(&info, apr_pstrcat(place->pool, root, base, NULL),
                     APR_FINFO_TYPE, place->pool) == APR_SUCCESS ||
            apr_stat(&info, apr_pstrcat(place->pool, root, "/.htaccess", NULL),
                     APR_FINFO_TYPE, place->pool) == APR_SUCCESS);
}

static int is_led_by_host(const place_t *place, const server_rec *s,
                          const char *base)
{
    const ap_directive_t *host = apr_hash_get(
        place->hosts,
        key_of(place->pool, s->defn_name, (int)s->defn_line_number),
        APR_HASH_KEY_STRING);

    return (host != NULL && is_led(place, host->first_child, 0)) ||
           has_file(place, s, base);
}

/* What stands outside of all virtual hosts is for each of them: one that has
 * the place is enough. */
static int answers(const place_t *place, server_rec *main_server,
                   const sp_section_t *section)
{
    const server_rec *s = section->reference_server;
    const char *base = section->reference;

    if (is_led_outside(place) || is_led_by_host(place, s, base)) {
        return 1;
    }
    if (s == main_server) {
        for (s = s->next; s != NULL; s = s->next) {
            if (is_led_by_host(place, s, base)) {
                return 1;
            }
        }
    }
    return 0;
}

void sp_reference_place_check(apr_pool_t *pool, server_rec *s)
{
    const apr_array_header_t *sections = sp_config_sections();
    place_t place = {pool, NULL, apr_hash_make(pool), apr_hash_make(pool)};
    int i;

    find_hosts(&place);
    for (i = 0; i < sections->nelts; i++) {
        const sp_section_t *section =
            APR_ARRAY_IDX(sections, i, sp_section_t *);
        const char *base = section->reference;

        if (base == NULL || base[0] != '/' ||
            strstr(base, SP_REFERENCE_CODE) != NULL) {
            continue;
        }
        place.path = apr_pstrcat(pool, base, "404", NULL);
        if (!answers(&place, s, section)) {
            ap_log_error(APLOG_MARK, APLOG_WARNING, 0, s,
                         "SP0011: StatusPagesReference on line %d of %s: "
                         "nothing in the configuration answers at %.*s, so "
                         "links and types of error pages would lead to a 404; "
                         "write SetHandler statuspages into a <Location> of "
                         "that path",
                         section->reference_line,
                         section->reference_file ? section->reference_file
                                                 : "the command line",
                         (int)strlen(base) - 1, base);
        }
    }
}
