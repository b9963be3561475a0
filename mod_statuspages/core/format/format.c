/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The table of formats; see format.h. */
#include "format/format.h"

#include <strings.h>

static const sp_format_info_t formats[SP_FORMAT_COUNT] = {
    {"html", "page.html", "html", "text/html; charset=utf-8", SP_ESCAPE_HTML},
    {"json", "problem.json", "json", "application/problem+json",
     SP_ESCAPE_JSON},
    {"xml", "problem.xml", "xml", "application/problem+xml; charset=utf-8",
     SP_ESCAPE_XML},
    {"text", "plain.txt", "txt", "text/plain; charset=utf-8", SP_ESCAPE_TEXT},
    {"markdown", "note.md", "md", "text/markdown; charset=utf-8",
     SP_ESCAPE_MARKDOWN},
};

const sp_format_info_t *sp_format_info(sp_format_t format)
{
    return &formats[format];
}

int sp_format_find(const char *name, sp_format_t *format)
{
    int i;

    for (i = 0; i < SP_FORMAT_COUNT; i++) {
        if (strcasecmp(name, formats[i].name) == 0) {
            *format = (sp_format_t)i;
            return 1;
        }
    }
    return 0;
}

const char *sp_format_names(void)
{
    return "html, json, xml, text, markdown";
}
