/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Layers: made, merged, told apart; see config.h. What they come to is in
 * settings.c. */
#include "httpd/config.h"

#include <apr_strings.h>

/* Some thousand pages of a child's. */
#define CACHE_SIZE (16 * 1024 * 1024)

static apr_pool_t *config_pool;    /* pconf of this reading */
static sp_loaded_t *config_loaded; /* NULL until first asked for */
static apr_array_header_t *config_sections;
static unsigned last_serial;
static apr_size_t cache_size;
static apr_size_t compress_floor;
static int reload_on;
static int gallery_on;
static int details_on;

void sp_config_reset(apr_pool_t *pconf)
{
    config_pool = pconf;
    config_loaded = NULL;
    config_sections = apr_array_make(pconf, 16, sizeof(sp_section_t *));
    last_serial = 0;
    cache_size = CACHE_SIZE;
    compress_floor = SP_COMPRESS_LEAST;
    reload_on = 0;
    gallery_on = 0;
    details_on = 0;
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

    if (add->count == 0 && (add->on == SP_UNSET || add->on == base->on)) {
        return base_;
    }
    merged = apr_palloc(pool, sizeof(*merged));
    merged->own = NULL;
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
    memcpy(layers, base->layers, (apr_size_t)base->count * sizeof(*layers));
    memcpy(layers + base->count, add->layers,
           (apr_size_t)add->count * sizeof(*layers));
    merged->layers = layers;
    return merged;
}

const sp_dir_t *sp_config_of(const request_rec *r)
{
    return ap_get_module_config(r->per_dir_config, &statuspages_module);
}

/* In .htaccess httpd hands the request's pool as both. */
int sp_config_in_htaccess(const cmd_parms *cmd)
{
    return cmd->pool == cmd->temp_pool;
}

sp_section_t *sp_config_section(cmd_parms *cmd, void *dir_)
{
    sp_dir_t *dir = dir_;
    const sp_section_t **layers;
    sp_section_t *section;

    if (dir->own != NULL) {
        return dir->own;
    }
    section = apr_pcalloc(cmd->pool, sizeof(*section));
    section->drain_bytes = -1;
    layers = apr_palloc(cmd->pool, sizeof(*layers));
    layers[0] = section;
    dir->own = section;
    dir->layers = layers;
    dir->count = 1;
    if (!sp_config_in_htaccess(cmd)) {
        APR_ARRAY_PUSH(config_sections, sp_section_t *) = section;
    }
    return section;
}

void sp_config_sets_appearance(cmd_parms *cmd, sp_section_t *section)
{
    section->sets_appearance = 1;
    if (section->serial == 0 && !sp_config_in_htaccess(cmd)) {
        section->serial = ++last_serial;
    }
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

int sp_config_has_gallery(void)
{
    return gallery_on;
}

void sp_config_add_gallery(void)
{
    gallery_on = 1;
}

int sp_config_has_details(void)
{
    return details_on;
}

void sp_config_add_details(void)
{
    details_on = 1;
}
