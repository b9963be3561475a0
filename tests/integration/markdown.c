/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Fenced blocks, line by line; see markdown.h. */
#include "markdown.h"

#include "text.h"

#include <apr_strings.h>
#include <string.h>

#define FENCE "```"

char *markdown_read(apr_pool_t *pool, const char *file)
{
    char *text =
        text_read(pool, apr_pstrcat(pool, SP_SOURCE "/", file, NULL), NULL);

    if (*text == '\0') {
        text_die("%s is empty or not there", file);
    }
    return text;
}

/* The file that a line names, which leads to a block; NULL where it ends
 * without a colon. */
static const char *named_file(apr_pool_t *pool, const char *line)
{
    size_t len = strlen(line);

    if (len == 0 || line[len - 1] != ':') {
        return NULL;
    }
    return text_capture(pool, line, "`([A-Za-z0-9]+/[A-Za-z0-9_.-]+)`");
}

static const char *heading_of(const char *line)
{
    return line + strspn(line, "# ");
}

apr_array_header_t *markdown_blocks(apr_pool_t *pool, const char *file)
{
    apr_array_header_t *blocks = apr_array_make(pool, 16, sizeof(block_t));
    char *rest = markdown_read(pool, file), *line;
    const char *heading = "", *before = "";
    block_t *open = NULL;
    int number = 0;

    while ((line = strsep(&rest, "\n")) != NULL) {
        const char *words = line + strspn(line, " ");
        int is_fence = strncmp(words, FENCE, strlen(FENCE)) == 0;

        number++;
        if (open != NULL && !is_fence) {
            open->text = apr_pstrcat(pool, open->text, line, "\n", NULL);
        }
        else if (open != NULL) {
            open = NULL;
            before = "";
        }
        else if (is_fence) {
            open = apr_array_push(blocks);
            open->heading = heading;
            open->file = named_file(pool, before);
            open->kind = words + strlen(FENCE);
            open->text = "";
            open->line = number + 1;
        }
        else if (*line == '#') {
            before = heading = heading_of(line);
        }
        else if (*words != '\0') {
            before = line;
        }
    }
    if (open != NULL) {
        text_die("%s:%d: this block is never closed", file, open->line);
    }
    return blocks;
}
