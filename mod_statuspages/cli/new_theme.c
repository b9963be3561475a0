/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* "statuspages new-theme": a commented starting point that passes the check. */
#include "cli/cli.h"

#include "base/file.h"

#include <apr_file_info.h>
#include <apr_file_io.h>
#include <apr_lib.h>
#include <apr_strings.h>
#include <stdio.h>
#include <string.h>

static int help(void)
{
    printf("Usage: statuspages new-theme NAME DIR\n\n"
           "Makes the folder DIR/NAME with a commented page.html, "
           "tokens.css (its colours) and\ntheme.json: a theme that passes "
           "\"statuspages check\" as it is. Everything else\ncomes from the "
           "default theme. What templates may "
           "use is told in templates/README.md.\n\nExample:\n"
           "  statuspages new-theme harbour conf/themes\n");
    return SP_EXIT_OK;
}

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

static const char page[] =
    "{{!\n"
    "A theme of your own. Words, facts and their order come from the layout "
    "of\n"
    "the default theme; here is what it looks like. Check it with\n"
    "    statuspages check FOLDER\n"
    "look at it with\n"
    "    statuspages render 404 --theme FOLDER --var \"name=My Site\" > "
    "x.html\n"
    "and use it with\n"
    "    StatusPagesTheme FOLDER\n"
    "}}\n"
    "{{<layout}}\n"
    "{{! Behind the default style sheet, so write only what differs. No live\n"
    "fact may stand in it. }}\n"
    "{{$style}}\n"
    "{{> tokens.css}}\n"
    "body { border-block-start: .75rem solid var(--mark); }\n"
    "header, main, footer { inline-size: min(100%, 44rem); margin-inline: "
    "auto; "
    "padding: 1.5rem; }\n"
    ".no { display: block; font-size: 4rem; font-weight: 300; line-height: 1; "
    "}\n"
    ".message { display: block; font-size: 2rem; font-weight: 600; }\n"
    ".text, .advice, .facts { margin-block-start: 1.5rem; }\n"
    "{{/style}}\n"
    "{{! Room for a drawing of your own, as inline SVG with aria-hidden. }}\n"
    "{{$art}}\n"
    "{{/art}}\n"
    "{{/layout}}\n";

static const char tokens[] =
    "{{! Colours, types and measures. The page begins its style with this\n"
    "file; the reference and the gallery wear it, too. vars.accent is the\n"
    "administrator's colour; --mark is made of --accent, lighter in the "
    "dark. }}\n"
    ":root {\n"
    "  --paper: #fbfbf8;\n"
    "  --ink: #1b1c1e;\n"
    "  --soft: #565b62;\n"
    "  --rule: #d9dce0;\n"
    "  --accent: {{^vars.accent}}#2f5d8a{{/vars.accent}}{{vars.accent}};\n"
    "}\n"
    "@media (prefers-color-scheme: dark) {\n"
    "  :root {\n"
    "    --paper: #16181b;\n"
    "    --ink: #e8e8e4;\n"
    "    --soft: #a9adb3;\n"
    "    --rule: #33373c;\n"
    "  }\n"
    "}\n";

static apr_status_t write_file(const char *path, const char *text,
                               apr_pool_t *pool, sp_error_t *err)
{
    apr_file_t *fd;
    char reason[120];
    apr_status_t rv = apr_file_open(
        &fd, path, APR_FOPEN_WRITE | APR_FOPEN_CREATE | APR_FOPEN_EXCL,
        APR_FPROT_OS_DEFAULT, pool);

    if (rv == APR_SUCCESS) {
        rv = apr_file_write_full(fd, text, strlen(text), NULL);
        apr_file_close(fd);
    }
    if (rv != APR_SUCCESS) {
        sp_error_set(err, pool, path, 0, 0, "cannot be written: %s",
                     apr_strerror(rv, reason, sizeof(reason)));
    }
    return rv;
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
    char reason[120];
    apr_status_t rv =
        apr_dir_make_recursive(folder, APR_FPROT_OS_DEFAULT, pool);

    if (rv != APR_SUCCESS) {
        sp_error_set(&err, pool, folder, 0, 0, "cannot be made: %s",
                     apr_strerror(rv, reason, sizeof(reason)));
        return sp_cli_fault(&err, pool);
    }
    if (write_file(apr_pstrcat(pool, folder, "/page.html", NULL), page, pool,
                   &err) != APR_SUCCESS ||
        write_file(apr_pstrcat(pool, folder, "/tokens.css", NULL), tokens, pool,
                   &err) != APR_SUCCESS ||
        write_file(apr_pstrcat(pool, folder, "/theme.json", NULL), manifest,
                   pool, &err) != APR_SUCCESS) {
        return sp_cli_fault(&err, pool);
    }
    printf("%s is a theme now. Next:\n  edit %s/tokens.css and page.html\n  "
           "statuspages check "
           "%s\n  statuspages render 404 --theme %s > 404.html\nand in httpd's "
           "configuration:\n  StatusPagesTheme %s\n",
           folder, folder, folder, folder, folder);
    return SP_EXIT_OK;
}

int sp_cli_new_theme(int argc, const char *const *argv, apr_pool_t *pool)
{
    if (argc > 0 && strcmp(argv[0], "--help") == 0) {
        return help();
    }
    if (argc != 2) {
        return sp_cli_usage("new-theme", "takes a name and a folder");
    }
    if (!is_name(argv[0])) {
        return sp_cli_usage("new-theme",
                            "\"%s\" is no name for a theme: use letters, "
                            "digits, - and _",
                            argv[0]);
    }
    return make(argv[0], argv[1], pool);
}
