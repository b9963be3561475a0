/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages new-theme": a commented starting point that passes the check. */
#include "cli/cli.h"
#include "cli/files.h"

#include <apr_lib.h>
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

static int is_name(const char *name)
{
    size_t i;

    for (i = 0; name[i] != '\0'; i++) {
        if (!apr_isalnum(name[i]) && name[i] != '-' && name[i] != '_') {
            return 0;
        }
    }
    return i > 0 && i <= 64;
}

static apr_status_t write_file(const char *folder, const char *name,
                               const char *text, apr_pool_t *pool,
                               sp_error_t *err)
{
    return sp_files_write(folder, name, 0, text, strlen(text), pool, err);
}

static int make(const char *name, const char *parent, apr_pool_t *pool)
{
    const char *folder = apr_pstrcat(pool, parent, "/", name, NULL);
    const char *manifest = apr_psprintf(
        pool,
        "{\n  \"name\": \"%s\",\n  \"description\": \"Say what it looks like\","
        "\n  \"vars\": {}\n}\n",
        name);
    sp_error_t err = {0};

    if (sp_files_folder(folder, NULL, pool, &err) != APR_SUCCESS ||
        write_file(folder, "page.html",
                   sp_files_text("new-theme/page.html", pool)->text, pool,
                   &err) ||
        write_file(folder, "tokens.css",
                   sp_files_text("new-theme/tokens.css", pool)->text, pool,
                   &err) ||
        write_file(folder, "theme.json", manifest, pool, &err)) {
        return sp_cli_fault(&err, pool);
    }
    printf("%s is a theme now. Next:\n  edit %s/tokens.css and page.html\n  "
           "statuspages check "
           "%s\n  statuspages render 404 --theme %s > 404.html\nand in httpd's "
           "configuration:\n  StatusPagesTheme %s\n",
           folder, folder, folder, folder, folder);
    return SP_EXIT_OK;
}

int sp_cli_new_theme(sp_call_t *call)
{
    const char *const *words = call->argv; /* a theme may be called "--x" */

    if (call->argc > 0 && strcmp(words[0], "--help") == 0) {
        return sp_cli_help(call, NULL);
    }
    if (call->argc != 2) {
        return sp_cli_usage(call, "takes a name and a folder");
    }
    if (!is_name(words[0])) {
        return sp_cli_usage(call,
                            "\"%s\" is no name for a theme: use letters, "
                            "digits, - and _",
                            words[0]);
    }
    return make(words[0], words[1], call->pool);
}
