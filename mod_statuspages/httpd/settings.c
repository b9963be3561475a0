/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* What the layers of a place come to: the settings in force, and the
 * appearance. Both are looked up when a page is due, and never before; see
 * config.h. */
#include "httpd/config.h"

#include <apr_strings.h>

/* Draining a body that we replaced: enough for any error page, too little for
 * a download. */
#define DRAIN_BYTES (64 * 1024)
#define DRAIN_TIME apr_time_from_sec(2)

/* 4xx and 5xx: the bits from 300 (code 400) to 499 (code 599). */
static const sp_codes_t errors = {{0, 0, 0, 0, ~(apr_uint64_t)0 << 44,
                                   ~(apr_uint64_t)0, ~(apr_uint64_t)0,
                                   ((apr_uint64_t)1 << 52) - 1}};

static void take_problems(sp_settings_t *s, const sp_section_t *layer, int code)
{
    int i;

    for (i = 0; layer->problems != NULL && i < layer->problems->nelts; i++) {
        const sp_problem_rule_t *rule =
            APR_ARRAY_IDX(layer->problems, i, const sp_problem_rule_t *);

        if (rule->codes != NULL && !sp_codes_has(rule->codes, code)) {
            continue;
        }
        if (rule->expression != NULL) {
            s->problem_expression = rule;
        }
        else if (*rule->text != '\0') {
            s->problem = rule->text;
        }
        else {
            s->problem_expression = NULL;
            s->problem = NULL;
        }
    }
}

static void take_policies(sp_settings_t *s, const sp_section_t *layer,
                          int index)
{
    if (layer->codes != NULL) {
        s->codes = layer->codes;
    }
    if (layer->upstream != NULL &&
        layer->upstream[index] != SP_UPSTREAM_UNSET) {
        s->upstream = (sp_upstream_t)layer->upstream[index];
    }
    if (layer->retry_after != NULL && layer->retry_after[index] > 0) {
        s->retry_after = layer->retry_after[index] - 1;
    }
    if (layer->headers != SP_UNSET) {
        s->headers = layer->headers == SP_ON;
    }
    if (layer->gallery != SP_UNSET) {
        s->gallery = layer->gallery == SP_ON;
    }
    if (layer->keep != NULL) {
        s->keep = layer->keep;
    }
    if (layer->drain_bytes >= 0) {
        s->drain_bytes = layer->drain_bytes;
        s->drain_time = layer->drain_time;
    }
    if (layer->details != SP_UNSET) {
        s->details = layer->details;
        s->details_expr = layer->details_expr;
    }
    if (layer->compress != SP_UNSET) {
        s->compress_least =
            layer->compress == SP_ON ? layer->compress_least : 0;
    }
}

sp_settings_t sp_config_settings(const sp_dir_t *dir, int code)
{
    sp_settings_t s = {.codes = &errors,
                       .upstream = SP_UPSTREAM_EMPTY,
                       .retry_after = -1,
                       .headers = 1,
                       .drain_bytes = DRAIN_BYTES,
                       .drain_time = DRAIN_TIME,
                       .details = SP_OFF,
                       .compress_least = SP_COMPRESS_LEAST};
    int known = code >= SP_CODE_MIN && code <= SP_CODE_MAX;
    int i;

    for (i = 0; i < dir->count; i++) {
        take_policies(&s, dir->layers[i], known ? code - SP_CODE_MIN : 0);
        take_problems(&s, dir->layers[i], code);
    }
    return s;
}

/* Append copies of a section's list behind the stronger ones. */
#define APPEND_LIST(pool, tail, type, list)                                    \
    do {                                                                       \
        const type *node_;                                                     \
        for (node_ = (list); node_ != NULL; node_ = node_->next) {             \
            type *copy_ = apr_pmemdup(pool, node_, sizeof(*node_));            \
            copy_->next = NULL;                                                \
            *(tail) = copy_;                                                   \
            (tail) = (const type **)&copy_->next;                              \
        }                                                                      \
    } while (0)

/* The lists of all layers, strongest first. */
static void gather_lists(sp_appearance_t *appearance, const sp_dir_t *dir,
                         apr_pool_t *pool)
{
    const sp_replacement_t **replacement = &appearance->replacements;
    const sp_message_t **message = &appearance->messages;
    int i;

    for (i = dir->count - 1; i >= 0; i--) {
        const sp_section_t *layer = dir->layers[i];

        APPEND_LIST(pool, replacement, sp_replacement_t, layer->replacements);
        APPEND_LIST(pool, message, sp_message_t, layer->messages);
    }
}

/* Variables, the strongest of each name alone: a .htaccess may set one a
 * thousand times, and each request would look through them all. Each that is an
 * expression gets a fact of its own; where there are more than a page can have,
 * the weakest stay empty. */
static void gather_vars(sp_appearance_t *appearance, const sp_dir_t *dir,
                        apr_pool_t *pool)
{
    const sp_var_t **tail = &appearance->vars;
    int next = SP_FACT_COUNT;
    int i;

    for (i = dir->count - 1; i >= 0; i--) {
        const sp_var_t *v;

        for (v = dir->layers[i]->vars; v != NULL; v = v->next) {
            int live = v->expression != NULL && next < SP_LIVE_MAX;
            sp_var_t *copy;

            if (sp_appearance_var(appearance, v->name) != NULL) {
                continue;
            }
            copy = apr_pmemdup(pool, v, sizeof(*copy));
            copy->next = NULL;
            copy->fact = live ? next++ : -1;
            copy->value = v->expression != NULL && !live ? "" : v->value;
            *tail = copy;
            tail = &copy->next;
        }
    }
}

static void take_single(sp_appearance_t *appearance, const sp_section_t *layer)
{
    if (layer->theme != NULL) {
        appearance->theme = layer->theme;
    }
    if (layer->reference != NULL) {
        appearance->reference = *layer->reference ? layer->reference : NULL;
    }
    if (layer->logo != NULL) {
        appearance->logo = *layer->logo ? layer->logo : NULL;
    }
    if (layer->format_count > 0) {
        memcpy(appearance->formats, layer->formats,
               sizeof(appearance->formats));
        appearance->format_count = layer->format_count;
    }
    if (layer->language_count > 0) {
        appearance->languages = layer->languages;
        appearance->language_count = layer->language_count;
    }
}

/* Of the languages offered, those that the catalogue in force speaks; all of
 * its own where none is left. */
static void offer_spoken_languages(sp_appearance_t *appearance,
                                   apr_pool_t *pool)
{
    const char **spoken = apr_palloc(
        pool, (apr_size_t)appearance->language_count * sizeof(*spoken));
    const char *const *known;
    int known_count = sp_catalog_languages(appearance->catalog, pool, &known);
    int count = 0;
    int i, k;

    for (i = 0; i < appearance->language_count; i++) {
        for (k = 0; k < known_count; k++) {
            if (strcasecmp(appearance->languages[i], known[k]) == 0) {
                spoken[count++] = known[k];
                break;
            }
        }
    }
    appearance->languages = count > 0 ? spoken : known;
    appearance->language_count = count > 0 ? count : known_count;
}

const sp_catalog_t *sp_config_catalog(const sp_dir_t *dir,
                                      const sp_loaded_t *loaded)
{
    int i = dir->count - 1;

    while (i >= 0 && dir->layers[i]->catalog == NULL) {
        i--;
    }
    return i >= 0 ? dir->layers[i]->catalog : sp_loaded_standard(loaded);
}

const sp_appearance_t *sp_config_appearance(const sp_dir_t *dir,
                                            apr_pool_t *pool)
{
    const char *fault;
    sp_loaded_t *loaded = sp_config_loaded(&fault);
    sp_appearance_t *appearance;
    int i;

    if (loaded == NULL) {
        return NULL;
    }
    appearance = apr_pcalloc(pool, sizeof(*appearance));
    appearance->theme = sp_loaded_default_theme(loaded);
    appearance->no_details = !sp_config_has_details();
    appearance->catalog = sp_config_catalog(dir, loaded);
    for (i = 0; i < SP_FORMAT_COUNT; i++) {
        appearance->formats[i] = (sp_format_t)i;
    }
    appearance->format_count = SP_FORMAT_COUNT;
    for (i = 0; i < dir->count; i++) {
        take_single(appearance, dir->layers[i]);
    }
    offer_spoken_languages(appearance, pool);
    gather_lists(appearance, dir, pool);
    gather_vars(appearance, dir, pool);
    return appearance;
}
