/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The pages of a theme and the files that they are; see folder.h. Refuses to
 * know what stands in them. */
#include "theme/folder.h"

#include <string.h>

/* The pages beside the five error pages, whose files format.c knows. */
static const struct {
    const char *file;
    sp_format_t format;
} more_pages[SP_THEME_PAGES - SP_FORMAT_COUNT] = {
    {"reference.html", SP_FORMAT_HTML},
    {"reference.json", SP_FORMAT_JSON},
    {"gallery.html", SP_FORMAT_HTML},
};

sp_format_t sp_theme_page_format(int page)
{
    return page < SP_FORMAT_COUNT ? (sp_format_t)page
                                  : more_pages[page - SP_FORMAT_COUNT].format;
}

const char *sp_pages_file(int page)
{
    return page < SP_FORMAT_COUNT ? sp_format_info((sp_format_t)page)->file
                                  : more_pages[page - SP_FORMAT_COUNT].file;
}

int sp_pages_has(const sp_theme_t *theme, const char *file)
{
    int i;

    if (theme->only != NULL) {
        return strcmp(file, theme->only) == 0;
    }
    for (i = 0; i < SP_THEME_PAGES; i++) {
        if (strcmp(file, sp_pages_file(i)) == 0) {
            return 1;
        }
    }
    return 0;
}

int sp_pages_named(const char *name, sp_format_t format)
{
    int i;

    for (i = SP_FORMAT_COUNT; i < SP_THEME_PAGES; i++) {
        if (strcmp(name, sp_pages_file(i)) == 0 &&
            sp_theme_page_format(i) == format) {
            return i;
        }
    }
    return (int)format;
}
