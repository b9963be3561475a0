/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See pack.h. Each function walks the same way through sizes and copies; what
 * has pointers inside comes first, so that alignment is never a question. */
#include "page_cache/pack.h"

#include "gzip/gzip.h"

#include <string.h>

/* Measure, or copy, a linked list whose first member is "next". */
#define LIST_SIZE(type, list, size)                                            \
    do {                                                                       \
        const type *node_;                                                     \
        for (node_ = (list); node_ != NULL; node_ = node_->next) {             \
            (size) += sizeof(type);                                            \
        }                                                                      \
    } while (0)

#define LIST_COPY(type, list, room)                                            \
    do {                                                                       \
        const type *node_ = (list);                                            \
        const type **link_ = &(list);                                          \
        for (; node_ != NULL; node_ = node_->next) {                           \
            type *copy_ = (type *)(room);                                      \
            *copy_ = *node_;                                                   \
            *link_ = copy_;                                                    \
            link_ = (const type **)&copy_->next;                               \
            (room) += sizeof(type);                                            \
        }                                                                      \
    } while (0)

apr_size_t sp_pack_appearance_size(const sp_appearance_t *appearance)
{
    apr_size_t size = sizeof(*appearance);

    LIST_SIZE(sp_replacement_t, appearance->replacements, size);
    LIST_SIZE(sp_message_t, appearance->messages, size);
    LIST_SIZE(sp_var_t, appearance->vars, size);
    return size + (apr_size_t)appearance->language_count * sizeof(const char *);
}

void sp_pack_appearance(sp_appearance_t *to, const sp_appearance_t *appearance)
{
    char *room = (char *)(to + 1);
    size_t languages =
        (size_t)appearance->language_count * sizeof(const char *);

    *to = *appearance;
    LIST_COPY(sp_replacement_t, to->replacements, room);
    LIST_COPY(sp_message_t, to->messages, room);
    LIST_COPY(sp_var_t, to->vars, room);
    memcpy(room, appearance->languages, languages);
    to->languages = (const char *const *)room;
}

static apr_size_t text_size(const char *text)
{
    return text ? strlen(text) + 1 : 0;
}

static const char *copy_text(const char *text, char **room)
{
    apr_size_t size = text_size(text);

    if (text == NULL) {
        return NULL;
    }
    memcpy(*room, text, size);
    *room += size;
    return *room - size;
}

/* Whether a step has a text that is the page's own. */
static int has_text(const sp_step_t *step)
{
    return step->kind == SP_STEP_LITERAL && !step->lasting;
}

apr_size_t sp_pack_page_size(const sp_page_t *page)
{
    apr_size_t size = sizeof(*page) + sizeof(*page->plan) +
                      (apr_size_t)page->plan->count * sizeof(sp_step_t) +
                      sp_gzip_memory(page->gzip);
    int i;

    for (i = 0; i < page->plan->count; i++) {
        const sp_step_t *step = &page->plan->steps[i];
        size += has_text(step) ? step->len : 0;
    }
    return size + text_size(page->content_language) + text_size(page->csp) +
           text_size(page->lines[0]) + text_size(page->lines[1]) +
           text_size(page->vary[0]) + text_size(page->vary[1]) +
           text_size(page->guard_lines);
}

void sp_pack_page(sp_page_t *to, const sp_page_t *page)
{
    sp_plan_t *plan = (sp_plan_t *)(to + 1);
    sp_step_t *steps = (sp_step_t *)(plan + 1);
    char *room = (char *)(steps + page->plan->count);
    int i;

    *to = *page;
    *plan = *page->plan;
    if (page->gzip != NULL) {
        memcpy(room, page->gzip, sp_gzip_memory(page->gzip));
        to->gzip = (const sp_gzip_t *)room;
        room += sp_gzip_memory(page->gzip);
    }
    for (i = 0; i < plan->count; i++) {
        steps[i] = page->plan->steps[i];
        if (has_text(&steps[i])) {
            memcpy(room, steps[i].text, steps[i].len);
            steps[i].text = room;
            room += steps[i].len;
        }
    }
    plan->steps = steps;
    to->plan = plan;
    to->content_language = copy_text(page->content_language, &room);
    to->csp = copy_text(page->csp, &room);
    to->lines[0] = copy_text(page->lines[0], &room);
    to->lines[1] = copy_text(page->lines[1], &room);
    to->vary[0] = copy_text(page->vary[0], &room);
    to->vary[1] = copy_text(page->vary[1], &room);
    to->guard_lines = copy_text(page->guard_lines, &room);
}
