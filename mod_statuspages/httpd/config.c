/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Layers, and what they come to; see config.h. */
#include "httpd/config.h"

#include <apr_strings.h>

/* Swallowing a body that we replaced: enough for any error page, too little
 * for a download. */
#define DRAIN_BYTES (64 * 1024)
#define DRAIN_TIME apr_time_from_sec(2)

/* Some thousand pages of a child's. */
#define CACHE_SIZE (16 * 1024 * 1024)

static apr_pool_t *config_pool;    /* pconf of this reading */
static sp_loaded_t *config_loaded; /* NULL until first asked for */
static apr_array_header_t *config_sections;
static unsigned last_serial;
static apr_size_t cache_size;
static apr_size_t compress_floor;
static int reload_on;

void sp_config_reset(apr_pool_t *pconf)
{
    config_pool = pconf;
    config_loaded = NULL;
    config_sections = apr_array_make(pconf, 16, sizeof(sp_section_t *));
    last_serial = 0;
    cache_size = CACHE_SIZE;
    compress_floor = SP_COMPRESS_LEAST;
    reload_on = 0;
}

sp_loaded_t *sp_config_loaded(const char **fault)
{
    sp_error_t err = {0};

    if (config_loaded == NULL &&
        sp_loaded_create(&config_loaded, config_pool, &err) != APR_SUCCESS) {
        config_loaded = NULL;
        *fault = sp_error_text(&err, config_pool);
    }
    return config_loaded;
}

const apr_array_header_t *sp_config_sections(void)
{
    return config_sections;
}

void *sp_config_create(apr_pool_t *pool, char *dir)
{
    return apr_pcalloc(pool, sizeof(sp_dir_t));
}

void *sp_config_merge(apr_pool_t *pool, void *base_, void *add_)
{
    const sp_dir_t *base = base_;
    const sp_dir_t *add = add_;
    const sp_section_t **layers;
    sp_dir_t *merged;
    int i;

    if (add->count == 0 && (add->on == SP_UNSET || add->on == base->on)) {
        return base_;
    }
    merged = apr_palloc(pool, sizeof(*merged));
    merged->on = add->on == SP_UNSET ? base->on : add->on;
    merged->count = base->count + add->count;
    merged->layers = base->layers;
    if (add->count == 0) {
        return merged;
    }
    if (base->count == 0) {
        merged->layers = add->layers;
        return merged;
    }
    layers = apr_palloc(pool, (apr_size_t)merged->count * sizeof(*layers));
    for (i = 0; i < merged->count; i++) {
        layers[i] =
            i < base->count ? base->layers[i] : add->layers[i - base->count];
    }
    merged->layers = layers;
    return merged;
}

const sp_dir_t *sp_config_of(const request_rec *r)
{
    return ap_get_module_config(r->per_dir_config, &statuspages_module);
}

/* In .htaccess httpd hands the request's pool as both. */
static int in_htaccess(const cmd_parms *cmd)
{
    return cmd->pool == cmd->temp_pool;
}

sp_section_t *sp_config_section(cmd_parms *cmd, void *dir_)
{
    sp_dir_t *dir = dir_;
    const sp_section_t **layers;
    sp_section_t *section;

    if (dir->count > 0) {
        return (sp_section_t *)dir->layers[0];
    }
    section = apr_pcalloc(cmd->pool, sizeof(*section));
    section->drain_bytes = -1;
    layers = apr_palloc(cmd->pool, sizeof(*layers));
    layers[0] = section;
    dir->layers = layers;
    dir->count = 1;
    if (!in_htaccess(cmd)) {
        APR_ARRAY_PUSH(config_sections, sp_section_t *) = section;
    }
    return section;
}

void sp_config_sets_appearance(cmd_parms *cmd, sp_section_t *section)
{
    section->sets_appearance = 1;
    if (section->serial == 0 && !in_htaccess(cmd)) {
        section->serial = ++last_serial;
    }
}

/* Run through the layers, the most specific first. */
#define EACH_LAYER(dir, i, layer)                                              \
    for (i = (dir)->count - 1; i >= 0 && ((layer) = (dir)->layers[i]) != NULL; \
         i--)

const sp_codes_t *sp_config_codes(const sp_dir_t *dir)
{
    /* 4xx and 5xx: the bits from 300 (code 400) to 499 (code 599). */
    static const sp_codes_t errors = {{0, 0, 0, 0, ~(apr_uint64_t)0 << 44,
                                       ~(apr_uint64_t)0, ~(apr_uint64_t)0,
                                       ((apr_uint64_t)1 << 52) - 1}};
    const sp_section_t *layer;
    int i;

    EACH_LAYER(dir, i, layer)
    {
        if (layer->codes != NULL) {
            return layer->codes;
        }
    }
    return &errors;
}

sp_upstream_t sp_config_upstream(const sp_dir_t *dir, int code)
{
    const sp_section_t *layer;
    int i;

    EACH_LAYER(dir, i, layer)
    {
        if (layer->upstream != NULL &&
            layer->upstream[code - SP_CODE_MIN] != SP_UPSTREAM_UNSET) {
            return (sp_upstream_t)layer->upstream[code - SP_CODE_MIN];
        }
    }
    return SP_UPSTREAM_EMPTY;
}

int sp_config_retry_after(const sp_dir_t *dir, int code)
{
    const sp_section_t *layer;
    int i;

    EACH_LAYER(dir, i, layer)
    {
        if (layer->retry_after != NULL &&
            layer->retry_after[code - SP_CODE_MIN] > 0) {
            return layer->retry_after[code - SP_CODE_MIN] - 1;
        }
    }
    return -1;
}

int sp_config_headers(const sp_dir_t *dir)
{
    const sp_section_t *layer;
    int i;

    EACH_LAYER(dir, i, layer)
    {
        if (layer->headers != SP_UNSET) {
            return layer->headers == SP_ON;
        }
    }
    return 1;
}

void sp_config_drain(const sp_dir_t *dir, apr_off_t *bytes,
                     apr_interval_time_t *time)
{
    const sp_section_t *layer;
    int i;

    *bytes = DRAIN_BYTES;
    *time = DRAIN_TIME;
    EACH_LAYER(dir, i, layer)
    {
        if (layer->drain_bytes >= 0) {
            *bytes = layer->drain_bytes;
            *time = layer->drain_time;
            return;
        }
    }
}

sp_switch_t sp_config_details(const sp_dir_t *dir, const ap_expr_info_t **expr)
{
    const sp_section_t *layer;
    int i;

    EACH_LAYER(dir, i, layer)
    {
        if (layer->details != SP_UNSET) {
            *expr = layer->details_expr;
            return layer->details;
        }
    }
    return SP_OFF;
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
    const sp_var_t **var = &appearance->vars;
    const sp_section_t *layer;
    int i;

    EACH_LAYER(dir, i, layer)
    {
        APPEND_LIST(pool, replacement, sp_replacement_t, layer->replacements);
        APPEND_LIST(pool, message, sp_message_t, layer->messages);
        APPEND_LIST(pool, var, sp_var_t, layer->vars);
    }
}

/* Give each variable that is an expression a fact of its own. Past the last
 * one they stay empty; that many take a will. */
static void number_live_vars(sp_appearance_t *appearance)
{
    int next = SP_FACT_COUNT;
    const sp_var_t *v;

    for (v = appearance->vars; v != NULL; v = v->next) {
        sp_var_t *var = (sp_var_t *)v;
        var->fact = -1;
        if (var->expression == NULL) {
            continue;
        }
        if (next < SP_LIVE_MAX &&
            sp_appearance_var(appearance, var->name) == var) {
            var->fact = next++;
        }
        else {
            var->value = "";
        }
    }
}

static void take_single(sp_appearance_t *appearance, const sp_section_t *layer)
{
    if (layer->theme != NULL) {
        appearance->theme = layer->theme;
    }
    if (layer->catalog != NULL) {
        appearance->catalog = layer->catalog;
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
    appearance->catalog = sp_loaded_standard(loaded);
    for (i = 0; i < SP_FORMAT_COUNT; i++) {
        appearance->formats[i] = (sp_format_t)i;
    }
    appearance->format_count = SP_FORMAT_COUNT;
    for (i = 0; i < dir->count; i++) {
        take_single(appearance, dir->layers[i]);
    }
    offer_spoken_languages(appearance, pool);
    gather_lists(appearance, dir, pool);
    number_live_vars(appearance);
    return appearance;
}

int sp_config_identity(const sp_dir_t *dir, unsigned *serials, int room)
{
    int count = 0;
    int i;

    for (i = 0; i < dir->count; i++) {
        if (!dir->layers[i]->sets_appearance) {
            continue;
        }
        if (dir->layers[i]->serial == 0 || count == room) {
            return -1;
        }
        serials[count++] = dir->layers[i]->serial;
    }
    return count;
}

apr_size_t sp_config_cache_size(void)
{
    return cache_size;
}

void sp_config_set_cache_size(apr_size_t bytes)
{
    cache_size = bytes;
}

apr_size_t sp_config_compress(const sp_dir_t *dir)
{
    const sp_section_t *layer;
    int i;

    EACH_LAYER(dir, i, layer)
    {
        if (layer->compress != SP_UNSET) {
            return layer->compress == SP_ON ? layer->compress_least : 0;
        }
    }
    return SP_COMPRESS_LEAST;
}

apr_size_t sp_config_compress_floor(void)
{
    return compress_floor;
}

void sp_config_lower_compress_floor(apr_size_t bytes)
{
    compress_floor = bytes < compress_floor ? bytes : compress_floor;
}

int sp_config_reload(void)
{
    return reload_on;
}

void sp_config_set_reload(int on)
{
    reload_on = on;
}
