/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages new-theme": a commented starting point that passes the check. */
#include "cli/files.h"

#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

static int make(sp_call_t *call, const char *name, const char *parent)
{
    const char *folder = apr_pstrcat(call->pool, parent, "/", name, NULL);
    const char *const files[][2] = {
        {"page.html", sp_cli_text("new-theme/page.html", call->pool)->text},
        {"tokens.css", sp_cli_text("new-theme/tokens.css", call->pool)->text},
        {"theme.json", apr_psprintf(call->pool,
                                    "{\n  \"name\": \"%s\",\n  "
                                    "\"description\": \"Say what it looks "
                                    "like\",\n  \"vars\": {}\n}\n",
                                    name)},
    };
    apr_status_t rv = sp_files_folder(call, folder, NULL);
    size_t i;

    for (i = 0; rv == APR_SUCCESS && i < sizeof(files) / sizeof(*files); i++) {
        rv = sp_files_write(call, folder, files[i][0], 0, files[i][1],
                            strlen(files[i][1]));
    }
    if (rv != APR_SUCCESS) {
        return sp_cli_fault(call);
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
    if (!sp_cli_is_name(words[0], "-_")) {
        return sp_cli_usage(call,
                            "\"%s\" is no name for a theme: use letters, "
                            "digits, - and _",
                            words[0]);
    }
    return make(call, words[0], words[1]);
}
