/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* StatusPagesReference: an address below which our reference is, or one with
 * {code} in it for any other; see setters.h. What can't work is refused. */
#include "httpd/setters.h"

#include "brand/brand.h"

#include <apr_strings.h>

#define MARK SP_REFERENCE_CODE
#define MARK_LEN (sizeof(MARK) - 1)

/* What begins with a brace, up to its end, fit to be repeated. */
static const char *piece_of(apr_pool_t *pool, const char *brace)
{
    apr_size_t len = 1 + strcspn(brace + 1, "{}/?#");

    return apr_pstrndup(pool, brace, len + (brace[len] == '}'));
}

/* The address as it is for one code; NULL, with the piece, where something
 * else stands in braces. */
static const char *example_of(apr_pool_t *pool, const char *arg,
                              const char **piece)
{
    const char *url = "";
    const char *brace;

    while ((brace = strpbrk(arg, "{}")) != NULL) {
        if (strncmp(brace, MARK, MARK_LEN) != 0) {
            *piece = piece_of(pool, brace);
            return NULL;
        }
        url = apr_pstrcat(pool, url,
                          apr_pstrmemdup(pool, arg, (apr_size_t)(brace - arg)),
                          "404", NULL);
        arg = brace + MARK_LEN;
    }
    return apr_pstrcat(pool, url, arg, NULL);
}

/* Whether {code} stands in the name of the host. */
static int is_in_host(const char *arg)
{
    const char *host = strstr(arg, "://");
    const char *mark = strstr(arg, MARK);

    return host != NULL && mark != NULL &&
           mark < host + 3 + strcspn(host + 3, "/?#");
}

/* A whole sentence about an address that can't work, or NULL. */
static const char *fault_of(apr_pool_t *pool, const char *arg)
{
    const char *piece = NULL;
    const char *example = example_of(pool, arg, &piece);

    if (example == NULL) {
        return apr_psprintf(pool,
                            "\"%s\" holds %s; " MARK " is all that may stand "
                            "in braces, for the status code or the name of a "
                            "problem",
                            arg, piece);
    }
    if (!sp_brand_is_url(example) || strncasecmp(arg, "mailto:", 7) == 0 ||
        strchr("?#", arg[0]) != NULL) {
        return apr_psprintf(
            pool,
            "\"%s\" is no address of a reference; write one like /status, "
            "https://api.example.com/status or "
            "https://docs.example.com/errors#" MARK ", or none",
            arg);
    }
    if (arg[0] != '/' && strstr(arg, "://") == NULL) {
        return apr_psprintf(
            pool, "\"%s\" would lead elsewhere from each folder; write /%s",
            arg, arg + strspn(arg, "./"));
    }
    if (is_in_host(arg)) {
        return apr_psprintf(pool,
                            "\"%s\" has " MARK " in the name of the host; "
                            "write it behind that, as "
                            "https://docs.example.com/errors#" MARK,
                            arg);
    }
    if (strstr(arg, MARK) == NULL && strpbrk(arg, "?#") != NULL) {
        return apr_psprintf(pool,
                            "\"%s\" says nowhere in which place of it a code "
                            "stands; write " MARK " there, as %.*s#" MARK,
                            arg, (int)strcspn(arg, "?#"), arg);
    }
    return NULL;
}

/* "/status/{code}" says what "/status" does: it may be our own. */
static const char *without_mark(apr_pool_t *pool, const char *arg)
{
    apr_size_t len = strlen(arg);
    const char *mark = strstr(arg, MARK);

    return arg[0] == '/' && mark != NULL && mark[MARK_LEN] == '\0' &&
                   mark[-1] == '/' && strpbrk(arg, "?#") == NULL
               ? apr_pstrmemdup(pool, arg, len - MARK_LEN)
               : arg;
}

const char *sp_set_reference(cmd_parms *cmd, void *dir, const char *arg)
{
    sp_section_t *section = sp_config_section(cmd, dir);

    if (strcasecmp(arg, "none") == 0) {
        section->reference = "";
    }
    else {
        const char *fault = fault_of(cmd->pool, arg);
        if (fault != NULL) {
            return sp_setter_sentence(cmd, fault);
        }
        arg = without_mark(cmd->pool, arg);
        section->reference = apr_pstrcat(
            cmd->pool, arg,
            strstr(arg, MARK) != NULL || arg[strlen(arg) - 1] == '/' ? "" : "/",
            NULL);
    }
    section->reference_server = cmd->server;
    section->reference_file = cmd->directive->filename;
    section->reference_line = cmd->directive->line_num;
    sp_config_sets_appearance(cmd, section);
    return NULL;
}
