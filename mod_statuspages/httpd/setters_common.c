/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What setters share; see setters.h. */
#include "httpd/setters.h"

#include "base/text.h"
#include "base/utf8.h"
#include "brand/brand.h"

#include <apr_strings.h>

const char *sp_setter_fault(cmd_parms *cmd, const sp_error_t *err)
{
    return apr_pstrcat(cmd->pool, cmd->cmd->name, ": ",
                       sp_error_text(err, cmd->pool), NULL);
}

const char *sp_setter_sentence(cmd_parms *cmd, const char *text)
{
    return text ? apr_pstrcat(cmd->pool, cmd->cmd->name, ": ", text, NULL)
                : NULL;
}

const char *sp_setter_path(cmd_parms *cmd, const char *arg)
{
    const char *path = ap_server_root_relative(cmd->pool, arg);

    return path ? path : arg;
}

/* "!404" first means: all but that. */
const char *sp_setter_codes(cmd_parms *cmd, int argc, char *const argv[],
                            int first, const sp_codes_t **codes)
{
    sp_codes_t *set = NULL;
    int i;

    for (i = first; i < argc; i++) {
        const char *fault;
        if (set == NULL) {
            set = apr_pcalloc(cmd->pool, sizeof(*set));
            if (argv[i][0] == '!') { /* "all but" */
                sp_codes_add(set, "100-599", cmd->temp_pool);
            }
        }
        fault = sp_codes_add(set, argv[i], cmd->pool);
        if (fault != NULL) {
            return sp_setter_sentence(cmd, fault);
        }
    }
    *codes = set;
    return NULL;
}

/* Control characters can't be meant, and other encodings show as rubbish. */
const char *sp_setter_text(cmd_parms *cmd, const char *what, const char *text)
{
    const char *fault = NULL;
    const char *p = text;

    while (*p >= ' ' && *p < 0x7f) {
        p++;
    }
    if (*p == '\0') {
        return NULL; /* most are ASCII alone, and there may be thousands */
    }
    if (!sp_text_is_plain(text, strlen(text), "\n\t")) {
        fault = " can't hold control characters";
    }
    else if (!sp_utf8_is_valid(text)) {
        fault = " is no UTF-8; save the file as UTF-8";
    }
    return fault
               ? apr_pstrcat(cmd->pool, cmd->cmd->name, ": ", what, fault, NULL)
               : NULL;
}

/* .htaccess is read when everything else is known, so its variables are
 * checked at once; the others in sp_directives_check(). */
const char *sp_setter_unknown_var(apr_pool_t *pool, const char *name)
{
    const char *fault = NULL;
    sp_loaded_t *loaded = sp_config_loaded(&fault);
    const char *near;

    if (loaded == NULL || sp_loaded_knows_var(loaded, name, pool)) {
        return NULL;
    }
    near = sp_brand_nearest(name);
    return apr_psprintf(pool,
                        "StatusPagesVar: no theme knows a variable \"%s\"%s%s%s"
                        "; every theme knows name, home, support, status, "
                        "accent and footer, and others only where its "
                        "theme.json declares them",
                        name, near ? " (did you mean \"" : "", near ? near : "",
                        near ? "\"?)" : "");
}

const char *sp_setter_unknown_language(apr_pool_t *pool, const char *tag)
{
    const char *fault = NULL;
    sp_loaded_t *loaded = sp_config_loaded(&fault);

    if (loaded == NULL || sp_loaded_speaks(loaded, tag, pool)) {
        return NULL;
    }
    return apr_psprintf(pool,
                        "StatusPagesLanguages: no catalogue has texts in "
                        "\"%s\"; \"statuspages codes --languages\" lists the "
                        "languages there are",
                        tag);
}
