/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* See template_file.h. */
#include "cli/template_file.h"

#include "base/spelling.h"

#include <apr_strings.h>
#include <string.h>

#define VARS "vars."

int sp_template_file_format(const char *path, sp_format_t *format)
{
    const char *dot = strrchr(path, '.');
    int i;

    for (i = 0; dot != NULL && i < SP_FORMAT_COUNT; i++) {
        if (strcmp(dot + 1, sp_format_info((sp_format_t)i)->extension) == 0) {
            *format = (sp_format_t)i;
            return 1;
        }
    }
    return 0;
}

typedef struct lacks_t {
    const sp_appearance_t *appearance;
    const sp_facts_t *facts;
    apr_array_header_t *names; /* const char *, as they are met */
    apr_pool_t *pool;
} lacks_t;

static int is_empty(const char *value)
{
    return value == NULL || *value == '\0';
}

static int lacks_var(const lacks_t *k, const char *name)
{
    const sp_var_t *set = sp_appearance_var(k->appearance, name);

    return is_empty(set ? set->value
                        : sp_theme_var(k->appearance->theme, name));
}

/* The details are one thing that is missing; the sentence comes with the
 * seconds, and the id in an address with the id. */
static int lacks_fact(const lacks_t *k, const char *name)
{
    const char *const *value = k->facts->value;
    int fact = 0;

    while (fact < SP_FACT_COUNT && strcmp(sp_fact_name(fact), name) != 0) {
        fact++;
    }
    return fact < SP_FACT_COUNT && is_empty(value[fact]) &&
           (fact <= SP_FACT_DETAILS || value[SP_FACT_DETAILS]) &&
           fact != SP_FACT_COME_BACK && fact != SP_FACT_REQUEST_ID_ENCODED;
}

static int lacks(const lacks_t *k, const char *name)
{
    if (strncmp(name, VARS, strlen(VARS)) == 0) {
        return lacks_var(k, name + strlen(VARS));
    }
    return strcmp(name, "logo") == 0 ? k->appearance->logo == NULL
                                     : lacks_fact(k, name);
}

static apr_status_t on_name(void *baton, const sp_mention_t *m)
{
    lacks_t *k = baton;

    if (!m->dot && lacks(k, m->name) &&
        !sp_spelling_is_among(m->name, (const char *const *)k->names->elts,
                              k->names->nelts)) {
        APR_ARRAY_PUSH(k->names, const char *) = m->name;
    }
    return APR_SUCCESS;
}

const char *sp_template_file_lacks(const sp_theme_template_t *page,
                                   const sp_appearance_t *appearance,
                                   const sp_facts_t *facts, apr_pool_t *pool)
{
    lacks_t k = {appearance, facts,
                 apr_array_make(pool, 16, sizeof(const char *)), pool};
    sp_visitor_t visitor = {NULL, on_name, on_name, NULL, &k};
    const char *text = "";
    int i;

    sp_template_walk(page->tpl, page->partial, page->baton, &visitor, pool,
                     NULL);
    for (i = 0; i < k.names->nelts; i++) {
        text = apr_pstrcat(pool, text, i ? ", " : "",
                           APR_ARRAY_IDX(k.names, i, const char *), NULL);
    }
    return text;
}
