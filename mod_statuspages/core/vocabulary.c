/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* The vocabulary of templates; see vocabulary.h. */
#include "vocabulary.h"

#include "brand.h"
#include "facts.h"
#include "nearest.h"

#include <apr_strings.h>
#include <string.h>

/* Known ahead, in every template, and in the reference and the gallery alone:
 * in an error page those would be nothing, silently. Live names are the table
 * of facts.c. */
#define PAGE_NAMES                                                             \
    "status", "class", "message", "description", "paragraphs", "code",         \
        "retry", "retry.modify", "retry.later", "retry.after", "language",     \
        "dir", "mixed", "text_language", "text_dir", "logo", "theme",          \
        "catalog", "reference_url", "labels", "vars", "detail"
#define READER_NAMES                                                           \
    "base", "single", "classes", "class_name", "codes", "anchor", "url",       \
        "languages", "themes", "formats", "name", "tag", "current",            \
        "catalogs", "headers", "value", "body", "shown", "last", "query"

static const char *const page_names[] = {PAGE_NAMES};
static const char *const reader_names[] = {PAGE_NAMES, READER_NAMES};

static const char *const *names_ahead(const sp_names_t *names, int *count)
{
    *count = (int)(names->reader ? sizeof(reader_names) : sizeof(page_names)) /
             (int)sizeof(page_names[0]);
    return names->reader ? reader_names : page_names;
}

static int in_table(const sp_names_t *names, const char *name)
{
    int count;
    const char *const *ahead = names_ahead(names, &count);

    return sp_is_among(name, ahead, count) || sp_fact_find(name) >= 0;
}

static int is_label(const sp_names_t *names, const char *name)
{
    return sp_is_among(name, names->labels, names->label_count);
}

static int is_var(const sp_names_t *names, const char *name)
{
    const sp_brand_var_t *v;

    for (v = sp_brand_vars; v->name != NULL; v++) {
        if (strcmp(v->name, name) == 0) {
            return 1;
        }
    }
    return names->declares != NULL && names->declares(names->baton, name);
}

static int knows(void *baton, const char *name)
{
    const sp_names_t *names = baton;

    if (strncmp(name, "labels.", 7) == 0) {
        return is_label(names, name + 7);
    }
    if (strncmp(name, "vars.", 5) == 0) {
        return is_var(names, name + 5);
    }
    return in_table(names, name);
}

static const char *with_prefix(const char *prefix, const char *best,
                               apr_pool_t *pool)
{
    return best ? apr_pstrcat(pool, prefix, best, NULL) : NULL;
}

static const char *nearest_fact(const char *name)
{
    const char *names[SP_FACT_COUNT];
    int i;

    for (i = 0; i < SP_FACT_COUNT; i++) {
        names[i] = sp_fact_name(i);
    }
    return sp_nearest(name, names, SP_FACT_COUNT);
}

static const char *nearest(void *baton, const char *name, apr_pool_t *pool)
{
    const sp_names_t *names = baton;
    const char *const *ahead;
    const char *best;
    int count;

    if (strncmp(name, "labels.", 7) == 0) {
        best = sp_nearest(name + 7, names->labels, names->label_count);
        return with_prefix("labels.", best, pool);
    }
    if (strncmp(name, "vars.", 5) == 0) {
        return with_prefix("vars.", sp_brand_nearest(name + 5), pool);
    }
    if (is_var(names, name)) {
        return with_prefix("vars.", name, pool);
    }
    best = apr_pstrcat(pool, "detail.", name, NULL);
    if (sp_fact_find(best) >= 0) {
        return best;
    }
    ahead = names_ahead(names, &count);
    best = sp_nearest(name, ahead, count);
    return best ? best : nearest_fact(name);
}

sp_vocabulary_t sp_vocabulary(const sp_names_t *names)
{
    sp_vocabulary_t v = {knows, nearest, (void *)names};
    return v;
}
