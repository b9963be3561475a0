/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages new-theme": a commented starting point that passes the check. */
#include "cli/files.h"

#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

static const char *const files[] = {"page.html", "tokens.css", "theme.json"};

#define FILES ((int)(sizeof(files) / sizeof(files[0])))

static int make(sp_call_t *call, const char *name, const char *parent)
{
    const char *folder = apr_pstrcat(call->pool, parent, "/", name, NULL);
    apr_status_t rv = sp_files_folder(call, folder, NULL);
    int i;

    for (i = 0; rv == APR_SUCCESS && i < FILES; i++) {
        const sp_builtin_t *text = sp_cli_text(
            apr_pstrcat(call->pool, "new-theme/", files[i], NULL), call->pool);

        rv = sp_files_write(call, folder, files[i], 0, text->text,
                            strlen(text->text));
    }
    if (rv != APR_SUCCESS) {
        return sp_cli_fault(call);
    }
    printf("%s is a theme now. Look at it, edit it, check it:\n"
           "  statuspages render 404 --theme %s --var \"name=Example Shop\" "
           "--var home=/ > 404.html\n"
           "  edit %s/tokens.css (colours), page.html (the look), theme.json "
           "(words)\n"
           "  statuspages check %s\n"
           "and in httpd's configuration, where Reload shows each edit at the "
           "next request:\n"
           "  StatusPages On\n  StatusPagesTheme %s\n  StatusPagesReload On\n",
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
