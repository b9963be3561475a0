/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The pages of a theme and the files that they are; see folder.h. Refuses to
 * know what stands in them. */
#include "theme/folder.h"

#include "base/codes.h"

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
    return sp_theme_names_code(file);
}

/* What stands between "page." and ".html" of a file, or NULL; and whose page
 * it is. */
static const char *middle_of(const char *file, size_t *len, sp_format_t *format)
{
    int i;

    for (i = 0; i < SP_FORMAT_COUNT; i++) {
        const char *page = sp_pages_file(i), *end = strrchr(page, '.');
        size_t stem = (size_t)(end - page) + 1, tail = strlen(end);
        size_t all = strlen(file);

        if (all > stem + tail && strncmp(file, page, stem) == 0 &&
            strcmp(file + all - tail, end) == 0) {
            *len = all - stem - tail;
            *format = (sp_format_t)i;
            return file + stem;
        }
    }
    return NULL;
}

int sp_pages_code(const char *file, sp_code_page_t *page)
{
    size_t len = 0;
    const char *word = middle_of(file, &len, &page->format);

    if (word == NULL || len != 3) {
        return 0;
    }
    if (word[0] >= '3' && word[0] <= '5' && strncmp(word + 1, "xx", 2) == 0) {
        page->from = (word[0] - '0') * 100;
        page->to = page->from + 99;
        return 1;
    }
    page->from = page->to = sp_code_at(word);
    return page->from >= 300;
}

int sp_theme_names_code(const char *file)
{
    sp_code_page_t page;

    return sp_pages_code(file, &page);
}

int sp_theme_nearly_names_code(const char *file)
{
    sp_format_t format;
    size_t len = 0;

    return middle_of(file, &len, &format) != NULL && !sp_theme_names_code(file);
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
